import { ask, type QueryOptions } from "../query.ts";
import type { Ask, Suite } from "../suite.ts";
import { cluster } from "./cluster.ts";
import { coredns } from "./coredns-names.ts";

const SERVER = "192.168.13.40";
const LAN = "192.168.13.50";
const STRANGER = "192.168.20.77";
const POD = "100.64.0.20";

const zone = (serial: number, more: string): string =>
  `$TTL 60\n@ 300 SOA ns hm ${serial} 3600 600 86400 30\n@ NS ns\n@ TXT "apex"\nns A 192.0.2.1\n${more}`;
const big = zone(
  7,
  Array.from({ length: 3000 }, (_, index) => `host-${index} A 192.0.${index >> 8}.${index & 255}\n`).join(""),
);
/** So many octets of records that the last SOA stands alone in its message. */
const edge = `$TTL 60
@ SOA a b 7 1 1 1 1
${Array.from({ length: 246 }, (_, index) => `t${String(index).padStart(3, "0")} TXT ${"x".repeat(228)}\n`).join("")}z TXT ${"y".repeat(150)}
`;

const everyone: readonly QueryOptions[] = [{ from: LAN }, { from: STRANGER }, { from: POD }];

/** Each zone, by each client, in each way. */
function everyWay(name: string): readonly Ask[] {
  return everyone.flatMap((from) => [
    ask(SERVER, name, "AXFR", { ...from, tcp: true }),
    ask(SERVER, name, "AXFR", { ...from }),
    ask(SERVER, name, "IXFR", { ...from, tcp: true, ixfrSerial: 7 }),
    ask(SERVER, name, "IXFR", { ...from, tcp: true, ixfrSerial: 6 }),
    ask(SERVER, name, "IXFR", { ...from, tcp: true, ixfrSerial: 0 }),
    ask(SERVER, name, "IXFR", { ...from, tcp: true }),
    ask(SERVER, name, "IXFR", { ...from, ixfrSerial: 7 }),
  ]);
}

const kubernetes = ` kubernetes cluster.local
 k8s_external ext.test svc.ext.test {
  headless
 }`;

export const transferSuites: readonly Suite[] = [
  {
    name: "transfer-lines",
    about: "several transfer lines over file, kubernetes and k8s_external, several to",
    servers: [
      {
        ...coredns(
          `a.test cluster.local ext.test big.test edge.test {
 transfer a.test {
  to ${LAN} [fd13::50]:5353
 }
 transfer sub.a.test {
  to ${STRANGER}:99 ${POD}
  source 192.168.13.40
 }
 transfer cluster.local ext.test big.test edge.test {
  to ${LAN} ${POD}
 }
 transfer svc.cluster.local {
  to *
 }
 file db.a a.test
 file db.sub sub.a.test
 file db.big big.test
 file db.edge edge.test
 file none lost.a.test
${kubernetes}
 nsid here
}
plain.test {
 file db.sub
}
whoami.test {
 transfer {
  to *
 }
 whoami
}
`,
          {
            "/srv/coredns/db.a": zone(7, "*.w A 192.0.2.2\nsub NS ns.sub\nns.sub A 192.0.2.3\nx.sub A 192.0.2.4\n"),
            "/srv/coredns/db.sub": zone(8, "x A 192.0.2.5\n"),
            "/srv/coredns/db.big": big,
            "/srv/coredns/db.edge": edge,
          },
        ),
        addresses: [`${SERVER}/24`, "fd13::40/64", "100.64.0.10/24"],
        objects: cluster,
      },
    ],
    asks: [
      ...["a.test.", "A.Sub.A.test.", "sub.a.test.", "Cluster.local.", "x.svc.cluster.local.", "ext.test."].flatMap(
        everyWay,
      ),
      ...["plain.test.", "whoami.test.", "other."].flatMap(everyWay),
      ...["Cluster.local.", "ext.test.", "svc.ext.test."].flatMap((name) => everyWay(name).slice(0, 3)),
      ask(SERVER, "cluster.local.", "AXFR", { tcp: true, from: STRANGER }),
      ask(SERVER, "x.svc.cluster.local.", "AXFR", { tcp: true, from: STRANGER }),
      ask(SERVER, "big.test.", "AXFR", { tcp: true, from: LAN }),
      ask(SERVER, "big.test.", "AXFR", { tcp: true, from: LAN, edns: 512, options: "00030000" }),
      ask(SERVER, "edge.test.", "AXFR", { tcp: true, from: LAN }),
      ask("fd13::40", "a.test.", "AXFR", { tcp: true, from: "fd13::50" }),
      ask("fd13::40", "sub.a.test.", "AXFR", { tcp: true, from: "fd13::50" }),
    ],
  },
  {
    name: "transfer-through",
    about: "transfers through cache, acl, loadbalance, minimal and header",
    servers: [
      coredns(
        `a.test {
 transfer {
  to *
 }
 cache
 loadbalance
 header {
  response clear aa
 }
 acl {
  block type AXFR net ${STRANGER}
  drop type IXFR net ${POD}
 }
 file db.a
}
b.test {
 transfer {
  to *
 }
 minimal
 bufsize 512
 file db.a
}
`,
        { "/srv/coredns/db.a": zone(7, "www A 192.0.2.1\nwww A 192.0.2.2\n") },
      ),
    ],
    asks: ["a.test.", "b.test."].flatMap(everyWay).map((each) => ({ ...each, timeoutMs: 700 })),
  },
];
