import { ask, type QueryOptions } from "../query.ts";
import type { Lots } from "../site-questions/draw.ts";
import { type Ask, CLIENTS } from "../suite.ts";

const HOSTS = ["www", "web", "alpha", "alias", "db-0.db", "_http._tcp", "_HTTP._tcp", "*", "a.b", "x.wild", "case"];
const BASES = [
  "example.org.",
  "example.test.",
  "sub.example.test.",
  "cluster.local.",
  "default.svc.cluster.local.",
  "linkerd-viz.svc.cluster.local.",
  "default.pod.cluster.local.",
  "default.ext.test.",
  "linkerd-viz.ext.test.",
  "ext.test.",
  "ok30.seq.test.",
  "nx7.ok9.seq.test.",
  "nodata20.seq.test.",
  "servfail.ok9.seq.test.",
  "cname30.seq.test.",
  "tc.ok9.seq.test.",
  "refused.seq.test.",
  "ref9.seq.test.",
  "test.",
];
const WHOLE = [
  ".",
  "test.",
  "localhost.",
  "www.localhost.",
  "localhost.example.test.",
  "version.bind.",
  "authors.bind.",
  "big.example.org.",
  "www.d.example.org.",
  "alias.example.org.",
  "alias-missing.example.org.",
  "api.default.svc.cluster.local.",
  "db.default.svc.cluster.local.",
  "alias.default.svc.cluster.local.",
  "crowd.default.svc.cluster.local.",
  "web.linkerd-viz.svc.cluster.local.",
  "100-64-0-31.default.pod.cluster.local.",
  "100-64-0-42.db.default.svc.cluster.local.",
  "_pg._tcp.db.default.svc.cluster.local.",
  "dns-version.cluster.local.",
  "ns.dns.cluster.local.",
  "web.linkerd-viz.ext.test.",
  "hosted.default.ext.test.",
  "_http._tcp.twins.default.ext.test.",
  "245.0.18.198.in-addr.arpa.",
  "5.0.19.198.in-addr.arpa.",
  "31.0.64.100.in-addr.arpa.",
  "50.13.168.192.in-addr.arpa.",
  "7.2.0.192.in-addr.arpa.",
  "1.0.0.127.in-addr.arpa.",
  "ns1.dns.ext.test.",
  "top.ext.test.",
];
const TYPES: readonly (readonly [string, number])[] = [
  ["A", 30],
  ["AAAA", 10],
  ["SRV", 8],
  ["TXT", 6],
  ["PTR", 6],
  ["SOA", 5],
  ["NS", 5],
  ["CNAME", 4],
  ["MX", 4],
  ["ANY", 4],
  ["DS", 3],
  ["HTTPS", 3],
  ["AXFR", 3],
  ["IXFR", 2],
  ["HINFO", 2],
  ["DNSKEY", 1],
  ["NSEC", 1],
  ["RRSIG", 1],
  ["DNAME", 2],
  ["CAA", 1],
  ["TYPE65280", 1],
  ["OPT", 1],
];
const LONG = "l".repeat(63);

/** Questions to one server, some of them asked again at once: what a cache makes of them. */
export function drawQuestions(lots: Lots, server: string, known: readonly string[], count: number): readonly Ask[] {
  const asks: Ask[] = [];
  while (asks.length < count) {
    const before = asks.length > 0 && lots.happens(0.25) ? lots.pick(asks) : null;
    asks.push(before === null ? drawQuestion(lots, server, known) : { ...before, waitMs: 0 });
  }
  return asks;
}

function drawQuestion(lots: Lots, server: string, known: readonly string[]): Ask {
  const type = lots.pickWeighted(TYPES);
  const isTransfer = type === "AXFR" || type === "IXFR";
  return ask(server, drawName(lots, known), type, {
    ...drawOptions(lots),
    ...(type === "IXFR" ? { ixfrSerial: lots.pick([0, 1, 2]) } : {}),
    tcp: lots.happens(isTransfer ? 0.8 : 0.15),
  });
}

function drawName(lots: Lots, known: readonly string[]): string {
  const kind = lots.next();
  const name =
    known.length > 0 && kind < 0.35
      ? lots.pick(known)
      : kind < 0.6
        ? lots.pick(WHOLE)
        : `${lots.pick(HOSTS)}.${lots.pick(BASES)}`;
  const longer = lots.happens(0.07)
    ? `${lots.pick([LONG, "a\\.b", "\\000", "\\255x", "_", "-", "A"])}.${name === "." ? "" : name}`
    : name;
  return lots.happens(0.12) ? mixCase(lots, longer) : longer;
}

function mixCase(lots: Lots, name: string): string {
  return [...name].map((letter) => (lots.happens(0.5) ? letter.toUpperCase() : letter)).join("");
}

function drawOptions(lots: Lots): QueryOptions {
  const hasEdns = lots.happens(0.35);
  return {
    from: lots.happens(0.6) ? (CLIENTS[0] ?? "") : lots.pick(CLIENTS),
    rd: !lots.happens(0.1),
    cd: lots.happens(0.08),
    ad: lots.happens(0.08),
    ...(lots.happens(0.04) ? { class: lots.pick(["CH", "HS", "ANY", "NONE"]) } : {}),
    ...(lots.happens(0.03) ? { opcode: lots.pick([1, 2, 4, 5]) } : {}),
    ...(hasEdns ? drawEdns(lots) : {}),
    timeoutMs: 1500,
  };
}

function drawEdns(lots: Lots): QueryOptions {
  return {
    edns: lots.pick([0, 100, 512, 600, 1232, 4096, 65_535]),
    dnssecOk: lots.happens(0.4),
    ...(lots.happens(0.05) ? { ednsVersion: 1 } : {}),
    ...(lots.happens(0.3)
      ? { options: lots.pick(["00030000", "000800070001180007c000", "000a00080102030405060708"]) }
      : {}),
  };
}
