import { queryHex } from "../query.ts";
import type { BatchQuery, PlannedQuestion } from "./question.ts";
import type { Flavour, Route } from "./routes-of-questions.ts";
import type { Vocabulary } from "./vocabulary.ts";

const plain = (route: Pick<Route, "from" | "source" | "server">, query: BatchQuery, waitMs = 0): PlannedQuestion => ({
  from: route.from,
  source: route.source ?? null,
  server: route.server,
  query: { edns: null, ...query },
  waitMs,
});

/** What an operator would ask on every road, as dig puts it and plainly. */
export function essentialQuestions(routes: readonly Route[], words: Vocabulary): readonly PlannedQuestion[] {
  return routes.flatMap((route, at) =>
    essentials(route.flavour, words).map((query) =>
      plain(route, at % 2 === 0 ? query : { ...query, edns: { size: 1232 } }),
    ),
  );
}

function essentials(flavour: Flavour, words: Vocabulary): readonly BatchQuery[] {
  const inside: BatchQuery = { name: `web.linkerd-viz.svc.${words.clusterDomain}`, type: "A" };
  const outside: BatchQuery = { name: `web.linkerd-viz.${words.externalDomain}`, type: "A" };
  switch (flavour) {
    case "bind":
    case "resolved":
      return [outside, inside, { name: words.localDomain, type: "SOA" }, { name: "www.example.com.", type: "A" }];
    case "coredns":
      return [inside, outside, { name: `_http._tcp.web.linkerd-viz.svc.${words.clusterDomain}`, type: "SRV" }];
    case "world":
      return [outside, { name: "www.example.com.", type: "AAAA" }, { name: ".", type: "NS" }];
  }
}

/** Whole zones, over TCP and over UDP, from everybody who might get them; every fifth time what changed since serial 1. */
export function transferQuestions(routes: readonly Route[], words: Vocabulary): readonly PlannedQuestion[] {
  const asked = routes.filter(({ flavour }) => flavour === "bind" || flavour === "coredns");
  const everySecond = asked.filter((_, at) => at % 2 === 0);
  const zonesOf = (flavour: Flavour): readonly string[] =>
    flavour === "bind" ? [words.localDomain] : [words.clusterDomain, words.externalDomain];
  return everySecond.flatMap((route, at) =>
    zonesOf(route.flavour).map((name): PlannedQuestion => {
      const tcp = at % 4 !== 3;
      if (at % 5 !== 4) return plain(route, { name, type: "AXFR", tcp, edns: at % 3 === 0 ? { size: 1232 } : null });
      const { from, source, server } = route;
      return { from, source: source ?? null, server, wire: queryHex(name, "IXFR", { ixfrSerial: 1 }), tcp, waitMs: 0 };
    }),
  );
}

/** Milliseconds between rounds: across a TTL of 5 seconds, and then of 30. */
const PAUSES: readonly number[] = [0, 1300, 2100, 2900, 8000, 18_500];

/** The same questions again and again while caches age: the virtual address, its hosts, CoreDNS outside and inside. */
export function repeatedQuestions(words: Vocabulary): readonly PlannedQuestion[] {
  const { virtualAddress, loadBalancerIp, clusterIp, clusterDomain, externalDomain, localDomain } = words;
  const [pod = clusterIp] = words.coreDnsPods;
  const round: readonly (readonly [string, string, string, string])[] = [
    ["laptop", virtualAddress, `web.linkerd-viz.${externalDomain}`, "A"],
    ["mac", virtualAddress, `kube-dns.kube-system.${externalDomain}`, "A"],
    ["mac", virtualAddress, `nothing.default.${externalDomain}`, "A"],
    ["mac", virtualAddress, `kweb.${localDomain}`, "A"],
    ["mac", virtualAddress, "lb.example.com.", "A"],
    ["mac", virtualAddress, "missing.example.com.", "A"],
    ["laptop", "127.0.0.53", `web.linkerd-viz.${externalDomain}`, "A"],
    ["laptop", "127.0.0.53", `www.${localDomain}`, "A"],
    ["laptop", "127.0.0.53", `missing.${localDomain}`, "A"],
    ["dns1", loadBalancerIp, `_http._tcp.web.linkerd-viz.${externalDomain}`, "SRV"],
    ["dnsutils/dnsutils", clusterIp, `kube-dns.kube-system.svc.${clusterDomain}`, "A"],
    ["dnsutils/dnsutils", clusterIp, `web.linkerd-viz.svc.${clusterDomain}`, "AAAA"],
    ["dnsutils/dnsutils", clusterIp, `nothing.default.svc.${clusterDomain}`, "A"],
    ["dnsutils/dnsutils", clusterIp, `nas.${localDomain}`, "A"],
    ["dnsutils/dnsutils", clusterIp, "www.example.com.", "A"],
    ["dnsutils/dnsutils", pod, "example.com.", "A"],
  ];
  return PAUSES.flatMap((pause) =>
    round.map(([from, server, name, type], at) => plain({ from, server }, { name, type }, at === 0 ? pause : 0)),
  );
}
