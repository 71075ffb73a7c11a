import { ask, askAll } from "../query.ts";
import type { Suite, SuiteServer } from "../suite.ts";

/** CoreDNS with zones that it copies from a BIND (`secondary`), and with a folder of zone files (`auto`). */

const PRIMARY = "192.0.2.53";
const NOBODY = "192.0.2.54";
const at = (number: number): string => `192.168.13.${100 + number}`;

const zone = `$TTL 300
@ SOA ns hostmaster 7 3600 600 86400 60
@ NS ns
@ MX 10 ns
ns A 192.0.2.53
Www A 192.0.2.80
www AAAA 2001:db8::80
alias CNAME www
outward CNAME www.other.test.
*.wild TXT "wild"
d DNAME wild
sub NS ns.sub
ns.sub A 192.0.2.90
into CNAME x.sub
srv SRV 1 2 80 Www
`;
const named: SuiteServer = {
  name: "primary",
  kind: "named",
  addresses: [`${PRIMARY}/24`],
  files: {
    "/etc/bind/named.conf": `options { directory "/var/cache/bind"; recursion no; allow-query { any; }; listen-on { any; }; listen-on-v6 { none; }; allow-transfer { any; }; };
zone "example.test" { type primary; file "/etc/bind/db"; };
zone "closed.test" { type primary; file "/etc/bind/db"; allow-transfer { none; }; };
`,
    "/etc/bind/db": zone,
  },
};

const coredns = (number: number, corefile: string, files: Readonly<Record<string, string>> = {}): SuiteServer => ({
  name: `c${number}`,
  kind: "coredns",
  addresses: [`${at(number)}/24`],
  files: { "/srv/coredns/Corefile": corefile, ...files },
});

const names = [
  "example.test.",
  "www.example.test.",
  "WWW.Example.TEST.",
  "alias.example.test.",
  "outward.example.test.",
  "a.wild.example.test.",
  "x.d.example.test.",
  "x.sub.example.test.",
  "into.example.test.",
  "srv.example.test.",
  "none.example.test.",
  "closed.test.",
  "www.closed.test.",
  "elsewhere.test.",
];
const types = ["A", "SOA", "TXT", "NS", "SRV", "ANY"];

const secondary: Suite = {
  name: "coredns-secondary",
  about:
    "zones copied from a BIND: whole, refused, from nobody, from the second primary; fallthrough, NOTIFY, AXFR of the copy",
  servers: [
    named,
    coredns(
      1,
      `. {
 transfer {
  to *
 }
 secondary example.test closed.test {
  transfer from ${NOBODY} ${PRIMARY}:53
 }
}
`,
    ),
    coredns(
      2,
      `example.test closed.test {
 secondary {
  transfer from ${PRIMARY} 192.168.13.50
  fallthrough
 }
 whoami
}
`,
    ),
    coredns(
      3,
      `. {
 cache 30
 secondary example.test {
  transfer from ${NOBODY}
 }
 whoami
}
`,
    ),
  ],
  asks: [
    // The clock of a suite begins with its first question: nobody takes two seconds to be given up.
    ask(at(2), "example.test.", "SOA"),
    ...[1, 2, 3].flatMap((number) => [
      ask(at(number), "www.example.test.", "A", { waitMs: number === 1 ? 4000 : 0 }),
      ...askAll(at(number), names, types),
      ask(at(number), "www.example.test.", "AAAA", { edns: 1232, dnssecOk: true }),
      ask(at(number), "example.test.", "SOA", { opcode: 4 }),
      ask(at(number), "example.test.", "SOA", { opcode: 4, from: "192.168.20.77" }),
      ask(at(number), "closed.test.", "SOA", { opcode: 4 }),
      ask(at(number), "example.test.", "AXFR", { tcp: true }),
      ask(at(number), "example.test.", "AXFR"),
      ask(at(number), "example.test.", "IXFR", { tcp: true, ixfrSerial: 7 }),
      ask(at(number), "example.test.", "IXFR", { tcp: true, ixfrSerial: 6 }),
      ask(at(number), "closed.test.", "AXFR", { tcp: true }),
      ask(at(number), "www.example.test.", "AXFR", { tcp: true }),
    ]),
  ],
};

const auto: Suite = {
  name: "coredns-auto",
  about:
    "a folder of zone files: names, patterns and templates, folders within, files that cannot be read, NOTIFY, AXFR",
  servers: [
    coredns(
      1,
      `. {
 auto {
  directory zones
 }
 whoami
}
`,
      {
        "/srv/coredns/zones/db.example.test": zone,
        "/srv/coredns/zones/deep/xdb.deep.test": zone,
        "/srv/coredns/zones/a/db.example.test": zone.replace("192.0.2.80", "192.0.2.81"),
        "/srv/coredns/zones/db.broken.test": "this is no zone\n",
        "/srv/coredns/zones/db.Upper.test": zone,
        "/srv/coredns/zones/other.test": zone,
        "/srv/coredns/zones/db.": zone,
      },
    ),
    coredns(
      2,
      `example.test other.test {
 transfer {
  to *
 }
 auto example.test {
  directory /srv/coredns/zones (?P<zone>[a-z]+)[.](zone)$ {zone}.example.test
  reload 10s
 }
}
`,
      {
        "/srv/coredns/zones/one.zone": zone,
        "/srv/coredns/zones/two.zone.bak": zone,
        "/srv/coredns/zones/three.zone": zone.replace("7 3600", "0 3600"),
      },
    ),
    coredns(
      3,
      `. {
 auto example.test {
  directory /srv/coredns/none
 }
}
`,
    ),
  ],
  asks: [1, 2, 3].flatMap((number) => [
    ...askAll(
      at(number),
      [...names, "deep.test.", "www.deep.test.", "www.broken.test.", "www.upper.test.", "other.test.", "."],
      types,
    ),
    ...askAll(
      at(number),
      [
        "one.example.test.",
        "www.one.example.test.",
        "into.one.example.test.",
        "www.three.example.test.",
        "zone.two.example.test.",
      ],
      types,
    ),
    ask(at(number), "example.test.", "SOA", { opcode: 4 }),
    ask(at(number), "www.one.example.test.", "A", { opcode: 4 }),
    ask(at(number), "one.example.test.", "AXFR", { tcp: true }),
    ask(at(number), "example.test.", "AXFR", { tcp: true }),
    ask(at(number), "www.one.example.test.", "AAAA", { edns: 1232, dnssecOk: true }),
  ]),
};

export const copySuites: readonly Suite[] = [secondary, auto];
