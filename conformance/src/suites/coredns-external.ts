import { ask, askAll } from "../query.ts";
import type { Ask, Suite } from "../suite.ts";
import { cluster } from "./cluster.ts";

const POD = "100.64.0.10";
const ZONE = "k8s1-prod.kloud.lan.";

const names = [
  ZONE,
  `dns.${ZONE}`,
  `ns1.dns.${ZONE}`,
  `ns.${ZONE}`,
  `other.dns.${ZONE}`,
  `web.dns.${ZONE}`,
  `default.${ZONE}`,
  `empty.${ZONE}`,
  `missing.${ZONE}`,
  `web.linkerd-viz.${ZONE}`,
  `anything.web.linkerd-viz.${ZONE}`,
  `_tcp.web.linkerd-viz.${ZONE}`,
  `_http._tcp.web.linkerd-viz.${ZONE}`,
  `_admin._tcp.web.linkerd-viz.${ZONE}`,
  `_nope._tcp.web.linkerd-viz.${ZONE}`,
  `a.b.c.web.linkerd-viz.${ZONE}`,
  `kube-dns.kube-system.${ZONE}`,
  ...["api", "six", "pending", "hosted", "many", "twins", "db", "hollow", "alias", "portless", "nothing"].map(
    (name) => `${name}.default.${ZONE}`,
  ),
  `db-0.db.default.${ZONE}`,
  `_pg._tcp.db.default.${ZONE}`,
  `_http._tcp.hosted.default.${ZONE}`,
  "WEB.Linkerd-viz.K8S1-prod.kloud.lan.",
  "Nothing.Default.K8S1-prod.kloud.lan.",
  "kloud.lan.",
];
const reverseNames = [
  "5.0.19.198.in-addr.arpa.",
  "7.113.0.203.in-addr.arpa.",
  "99.0.19.198.in-addr.arpa.",
  "245.0.18.198.in-addr.arpa.",
  "41.0.64.100.in-addr.arpa.",
];
const types = ["A", "AAAA", "SRV", "TXT", "NS", "SOA", "CNAME", "MX", "ANY"];

const corefile = (external: string, more = ""): string => `.:53 {
    errors
    k8s_external ${external}
    kubernetes cluster.local {
        ttl 30
    }
    hosts /srv/coredns/hosts {
        fallthrough
    }
${more}
}
`;

const questions: readonly Ask[] = [
  ...askAll(POD, names, types),
  ...askAll(POD, reverseNames, ["PTR", "A", "SOA"]),
  ask(POD, `web.linkerd-viz.${ZONE}`, "A", { edns: 4096, dnssecOk: true }),
];

const suite = (name: string, about: string, text: string, asks: readonly Ask[]): Suite => ({
  name,
  about,
  servers: [
    {
      name: "coredns",
      kind: "coredns",
      addresses: [`${POD}/24`],
      files: {
        "/srv/coredns/Corefile": text,
        "/srv/coredns/hosts": "192.0.2.80 lb.example.org\n2001:db8::80 lb.example.org\n",
      },
      objects: cluster,
    },
  ],
  asks,
});

export const externalSuites: readonly Suite[] = [
  suite(
    "external",
    "the tutorial's line, and a load balancer with a host name",
    corefile("k8s1-prod.kloud.lan"),
    questions,
  ),
  suite(
    "external-headless",
    "headless, another apex, ttl 60, reverse zones",
    corefile(
      "k8s1-prod.kloud.lan in-addr.arpa {\n        headless\n        apex infra\n        ttl 60\n        fallthrough\n    }",
    ),
    [...questions, ...askAll(POD, [`infra.${ZONE}`, `ns1.infra.${ZONE}`, `web.infra.${ZONE}`], ["A", "NS", "SOA"])],
  ),
  suite(
    "external-transfer",
    "zone transfers of both plugins",
    corefile("k8s1-prod.kloud.lan", "    transfer {\n        to *\n    }"),
    [
      ask(POD, ZONE, "AXFR", { tcp: true }),
      ask(POD, ZONE, "AXFR"),
      ask(POD, "cluster.local.", "AXFR", { tcp: true }),
      ask(POD, "svc.cluster.local.", "AXFR", { tcp: true }),
      ask(POD, "cluster.local.", "AXFR", { tcp: true, edns: 1232 }),
      ask(POD, `web.linkerd-viz.${ZONE}`, "AXFR", { tcp: true }),
      ask(POD, "example.org.", "AXFR", { tcp: true }),
      ask(POD, ZONE, "IXFR", { tcp: true, ixfrSerial: 0 }),
      ask(POD, ZONE, "IXFR", { tcp: true, ixfrSerial: 4_000_000_000 }),
      ask(POD, ZONE, "IXFR", { tcp: true }),
      ask(POD, ZONE, "IXFR", { ixfrSerial: 1 }),
    ],
  ),
  suite(
    "external-cache",
    "transfers and first answers through a cache",
    corefile("k8s1-prod.kloud.lan", "    cache 30\n    transfer {\n        to 192.168.13.50\n    }"),
    [
      ask(POD, ZONE, "AXFR", { tcp: true }),
      ask(POD, ZONE, "AXFR", { tcp: true, from: "192.168.20.77" }),
      ...askAll(POD, names, ["A", "SRV", "NS"]),
      ...askAll(POD, names, ["A"], { rd: false }),
    ],
  ),
];
