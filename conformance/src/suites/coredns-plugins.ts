import { ask, askAll, askBytes, queryHex } from "../query.ts";
import type { Ask, Suite, SuiteServer } from "../suite.ts";
import { upstreamZones } from "./zones.ts";

const SERVER = "192.168.13.40";
const UPSTREAM = "192.0.2.53";

const coredns = (corefile: string, files: Readonly<Record<string, string>> = {}): SuiteServer => ({
  name: "coredns",
  kind: "coredns",
  addresses: [`${SERVER}/24`],
  files: { "/srv/coredns/Corefile": corefile, ...files },
  resolvConf: `nameserver ${UPSTREAM}\nsearch kloud.lan\n`,
});

/** A BIND that is authoritative for what the outside world holds. */
export const upstream: SuiteServer = {
  name: "upstream",
  kind: "named",
  addresses: [`${UPSTREAM}/24`],
  files: {
    "/etc/bind/named.conf": `options { directory "/var/cache/bind"; recursion no; allow-query { any; }; listen-on { any; }; listen-on-v6 { none; }; dnssec-validation no; minimal-responses yes; };\n${Object.keys(
      upstreamZones,
    )
      .map((zone) => `zone "${zone}" { type primary; file "/etc/bind/db.${zone}"; };`)
      .join("\n")}\n`,
    ...Object.fromEntries(Object.entries(upstreamZones).map(([zone, text]) => [`/etc/bind/db.${zone}`, text])),
  },
};

const hostsFile = `192.0.2.10 alpha.example.test Alpha2.Example.Test
192.0.2.11 alpha.example.test
2001:db8::10 alpha.example.test
192.0.2.12 only4.example.test
2001:db8::13 only6.example.test
192.0.2.14 *.wild.example.test
192.0.2.15 exact.wild.example.test
`;
const hostsNames = [
  "alpha.example.test.",
  "ALPHA2.example.test.",
  "only4.example.test.",
  "only6.example.test.",
  "a.wild.example.test.",
  "a.b.wild.example.test.",
  "exact.wild.example.test.",
  "missing.example.test.",
  "example.test.",
  "elsewhere.test.",
  "inline.example.test.",
];

const hosts: Suite = {
  name: "coredns-hosts",
  about: "hosts with a file, inline lines, fallthrough and without",
  servers: [
    coredns(
      `example.test:53 {\n hosts /srv/coredns/hosts example.test in-addr.arpa {\n  192.0.2.99 inline.example.test\n  ttl 77\n }\n}\nin-addr.arpa {\n hosts /srv/coredns/hosts\n}\nelsewhere.test {\n hosts /srv/coredns/hosts {\n  fallthrough\n }\n whoami\n}\n`,
      { "/srv/coredns/hosts": hostsFile },
    ),
  ],
  asks: [
    ...askAll(SERVER, hostsNames, ["A", "AAAA", "MX", "ANY", "PTR", "TXT"]),
    ...askAll(
      SERVER,
      ["10.2.0.192.in-addr.arpa.", "11.2.0.192.in-addr.arpa.", "200.2.0.192.in-addr.arpa.", "in-addr.arpa."],
      ["PTR", "A"],
    ),
  ],
};

const fileZone = `$ORIGIN example.test.
$TTL 60
@ 300 IN SOA ns1 hostmaster 7 3600 600 86400 30
@ NS ns1
@ NS ns2.elsewhere.test.
ns1 A 192.0.2.1
ns1 AAAA 2001:db8::1
www 20 A 192.0.2.2
www 20 A 192.0.2.3
www TXT "hello" "a;b\\"c"
mail MX 10 ns1
mail MX 20 mx.elsewhere.test.
_sip._tcp SRV 1 2 5060 ns1
Case.Name A 192.0.2.4
alias CNAME www
alias2 CNAME alias
dangling CNAME nothere
outward CNAME www.example.org.
outward-missing CNAME missing.example.org.
loop1 CNAME loop2
loop2 CNAME loop1
self CNAME self
d DNAME e
x.e A 192.0.2.5
dout DNAME example.org.
*.w A 192.0.2.6
*.w TXT "wild"
x.ent.w A 192.0.2.7
*.cw CNAME www
a.b.c TXT "empty non-terminals above"
sub NS ns.sub
sub NS ns1
ns.sub A 192.0.2.8
below.sub A 192.0.2.9
secure DS 1 8 2 0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20
secure NS ns.sub
caa CAA 0 issue "ca.example"
svc HTTPS 1 . alpn=h2 ipv4hint=192.0.2.2
svc2 SVCB 0 www
naptr NAPTR 100 10 "u" "E2U+sip" "!^.*$!sip:a@b!" .
loc LOC 52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m
tlsa TLSA 3 1 1 0102
sshfp SSHFP 1 1 0102030405060708090a0b0c0d0e0f1011121314
ptr PTR www
hinfo HINFO "cpu" "os"
unknown TYPE65280 \\# 3 010203
apexalias CNAME @
below-dname.d TXT "hidden"
`;
const fileNames = [
  "example.test.",
  "ns1.example.test.",
  "www.example.test.",
  "mail.example.test.",
  "_sip._tcp.example.test.",
  "case.name.example.test.",
  "CASE.name.example.test.",
  "alias.example.test.",
  "alias2.example.test.",
  "dangling.example.test.",
  "outward.example.test.",
  "outward-missing.example.test.",
  "loop1.example.test.",
  "self.example.test.",
  "d.example.test.",
  "x.d.example.test.",
  "y.d.example.test.",
  "www.dout.example.test.",
  "q.w.example.test.",
  "q.r.w.example.test.",
  "w.example.test.",
  "ent.w.example.test.",
  "y.ent.w.example.test.",
  "q.cw.example.test.",
  "b.c.example.test.",
  "c.example.test.",
  "missing.example.test.",
  "sub.example.test.",
  "ns.sub.example.test.",
  "below.sub.example.test.",
  "deep.below.sub.example.test.",
  "secure.example.test.",
  "apexalias.example.test.",
  "*.w.example.test.",
];
const oddTypes: readonly (readonly [string, string])[] = [
  ["caa", "CAA"],
  ["svc", "HTTPS"],
  ["svc2", "SVCB"],
  ["naptr", "NAPTR"],
  ["loc", "LOC"],
  ["tlsa", "TLSA"],
  ["sshfp", "SSHFP"],
  ["ptr", "PTR"],
  ["hinfo", "HINFO"],
  ["unknown", "TYPE65280"],
];

const fileCorefile = (more: string): string =>
  `example.test {\n file /srv/coredns/db.example.test\n${more}}\n. {\n forward . ${UPSTREAM}\n}\n`;

const file: Suite = {
  name: "coredns-file",
  about: "the file plugin's own look-up, and what it resolves through CoreDNS",
  servers: [coredns(fileCorefile(" transfer {\n  to *\n }\n"), { "/srv/coredns/db.example.test": fileZone }), upstream],
  asks: [
    ...askAll(SERVER, fileNames, ["A", "AAAA", "TXT", "NS", "SOA", "CNAME", "MX", "SRV", "DS", "DNAME", "ANY"]),
    ...oddTypes.flatMap(([label, type]) => askAll(SERVER, [`${label}.example.test.`], [type, "A"])),
    ...askAll(SERVER, ["www.example.test.", "sub.example.test.", "missing.example.test."], ["A", "DS"], {
      edns: 1232,
      dnssecOk: true,
    }),
    ask(SERVER, "example.test.", "AXFR", { tcp: true }),
    ask(SERVER, "example.test.", "IXFR", { tcp: true, ixfrSerial: 7 }),
    ask(SERVER, "example.test.", "IXFR", { tcp: true, ixfrSerial: 6 }),
    ask(SERVER, "sub.example.test.", "AXFR", { tcp: true }),
  ],
};

const fileFallthrough: Suite = {
  name: "coredns-file-order",
  about: "two zones, a zone that did not load, acl in front, answers shuffled",
  servers: [
    coredns(
      "example.test other.test {\n file /srv/coredns/db.example.test example.test {\n  fallthrough\n }\n whoami\n loadbalance\n acl {\n  block type TXT net 192.168.20.0/24\n  filter type MX net 192.168.20.0/24\n  drop type SRV net 192.168.20.0/24\n  allow net 192.168.0.0/16\n  block\n }\n}\nbroken.test {\n file /srv/coredns/missing example2.test\n}\n",
      { "/srv/coredns/db.example.test": fileZone },
    ),
  ],
  asks: [
    ...askAll(
      SERVER,
      [
        "www.example.test.",
        "missing.example.test.",
        "mail.example.test.",
        "_sip._tcp.example.test.",
        "x.other.test.",
        "c.example.test.",
      ],
      ["A", "TXT", "MX", "SRV"],
    ),
    ...askAll(
      SERVER,
      ["www.example.test.", "mail.example.test.", "_sip._tcp.example.test.", "x.other.test."],
      ["A", "TXT", "MX", "SRV"],
      { from: "192.168.20.77", timeoutMs: 400 },
    ),
    ...askAll(SERVER, ["www.example.test.", "x.other.test."], ["A", "TXT"], { from: "10.66.0.9", edns: 1400 }),
    ...askAll(SERVER, ["a.broken.test.", "nowhere.", "."], ["A", "NS"]),
    ask(SERVER, "_sip._tcp.example.test.", "SRV", { from: "192.168.20.77", tcp: true, timeoutMs: 400 }),
  ],
};

const worldNames = [
  "www.example.org.",
  "WWW.Example.ORG.",
  "missing.example.org.",
  "alias.example.org.",
  "big.example.org.",
  "nodata.example.org.",
  "example.org.",
  "txt.example.org.",
  "unserved.example.",
  "sub.example.org.",
];

const forward: Suite = {
  name: "coredns-forward",
  about: "forward without cache: what passes through, except, several upstreams",
  servers: [
    coredns(
      `. {\n forward . ${UPSTREAM} {\n  except internal.example.org\n }\n}\nseq.example.org {\n forward . 192.0.2.99 ${UPSTREAM} {\n  policy sequential\n  max_fails 0\n }\n}\n`,
    ),
    upstream,
    { name: "silent", kind: "silent", addresses: ["192.0.2.98/24"], files: {} },
  ],
  asks: [
    ...askAll(SERVER, worldNames, ["A", "AAAA", "TXT", "MX", "SOA", "NS"]),
    ...askAll(SERVER, worldNames, ["A"], { edns: 512 }),
    ...askAll(SERVER, worldNames, ["A"], { edns: 4096, dnssecOk: true, options: "000a0008aabbccddeeff0011" }),
    ...askAll(SERVER, worldNames, ["A"], { rd: false, cd: true, ad: true }),
    ...askAll(SERVER, worldNames, ["A"], { tcp: true }),
    ...askAll(SERVER, ["x.internal.example.org.", "internal.example.org."], ["A"]),
  ],
};

const cacheAsks: readonly Ask[] = [
  ...askAll(SERVER, worldNames, ["A", "TXT", "SOA", "NS"]),
  ...askAll(SERVER, worldNames, ["A", "TXT", "SOA", "NS"], { rd: false }),
  ...askAll(SERVER, worldNames, ["A"], { edns: 4096, dnssecOk: true }),
  ...askAll(SERVER, worldNames, ["A"], { ad: true }),
  ...askAll(SERVER, worldNames, ["A"], { cd: true }),
  ask(SERVER, "short.example.org.", "A"),
  ask(SERVER, "short.example.org.", "A", { waitMs: 1300 }),
  ask(SERVER, "short.example.org.", "A", { waitMs: 2000 }),
  ask(SERVER, "short.example.org.", "A", { waitMs: 2500 }),
  ask(SERVER, "missing.example.org.", "A"),
  ask(SERVER, "www.example.org.", "A"),
  ask(SERVER, "www.example.org.", "A", { tcp: true }),
];

const cache: Suite = {
  name: "coredns-cache",
  about: "cache in front of forward, through time",
  servers: [coredns(`. {\n cache 30\n forward . ${UPSTREAM}\n}\n`), upstream],
  asks: cacheAsks,
};

const cacheOptions: Suite = {
  name: "coredns-cache-options",
  about: "success and denial limits, keepttl, a failing upstream",
  servers: [
    coredns(
      `example.org {\n cache {\n  success 100 3600 10\n  denial 100 20 7\n  keepttl\n }\n forward . ${UPSTREAM}\n}\n. {\n cache\n forward . 192.0.2.99\n}\n`,
    ),
    upstream,
    {
      name: "closed",
      kind: "coredns",
      addresses: ["192.0.2.99/24"],
      files: { "/srv/coredns/Corefile": ".:5353 {\n whoami\n}\n" },
    },
  ],
  asks: [
    ...askAll(SERVER, worldNames, ["A", "TXT"]),
    ask(SERVER, "short.example.org.", "A", { waitMs: 1500 }),
    ask(SERVER, "www.example.net.", "A", { timeoutMs: 7000 }),
    ask(SERVER, "www.example.net.", "A", { timeoutMs: 7000 }),
  ],
};

const www = queryHex("www.example.test.", "A");
const wire: Suite = {
  name: "coredns-wire",
  about: "odd messages before any plugin, block choice, classes, sizes",
  servers: [
    coredns(
      "example.test {\n whoami\n}\nwww.example.test {\n file /srv/coredns/db.example.test example.test\n}\n10.0.0.0/23 {\n whoami\n}\n",
      { "/srv/coredns/db.example.test": fileZone },
    ),
  ],
  asks: [
    ...askAll(
      SERVER,
      [
        "www.example.test.",
        "a.www.example.test.",
        "a.example.test.",
        "example.test.",
        "test.",
        ".",
        "1.0.0.10.in-addr.arpa.",
        "1.1.0.10.in-addr.arpa.",
        "1.2.0.10.in-addr.arpa.",
      ],
      ["A", "DS", "NS"],
    ),
    ...["CH", "HS", "NONE", "ANY"].map((rrClass) => ask(SERVER, "www.example.test.", "A", { class: rrClass })),
    ...[1, 2, 3, 4, 5, 6, 15].map((opcode) => ask(SERVER, "www.example.test.", "A", { opcode, timeoutMs: 500 })),
    ...[0, 100, 511, 512, 1232, 4096, 65535].map((edns) => ask(SERVER, "www.example.test.", "A", { edns })),
    ask(SERVER, "www.example.test.", "A", { edns: 1232, ednsVersion: 1, dnssecOk: true }),
    ask(SERVER, "www.example.test.", "A", { edns: 1232, options: "00030000" }),
    ask(SERVER, "www.example.test.", "A", { edns: 1232, options: "000a0008aabbccddeeff0011" }),
    askBytes(SERVER, www.slice(0, 20), { timeoutMs: 400 }),
    askBytes(SERVER, www.slice(0, 24), { timeoutMs: 400 }),
    askBytes(SERVER, www.slice(0, 30), { timeoutMs: 400 }),
    askBytes(SERVER, `${www.slice(0, 4)}8100${www.slice(8)}`, { timeoutMs: 400 }),
    askBytes(SERVER, `${www.slice(0, 8)}0000${www.slice(12)}`),
    askBytes(SERVER, `${www.slice(0, 8)}0002${www.slice(12)}${www.slice(24)}`),
    askBytes(SERVER, `${www.slice(0, 12)}0001${www.slice(16)}`),
    askBytes(SERVER, `${www.slice(0, 12)}0002${www.slice(16)}`),
    askBytes(SERVER, `${www}ffffffff`),
    askBytes(SERVER, `${www.slice(0, 4)}07ff${www.slice(8)}`),
    askBytes(SERVER, `${www.slice(0, 24)}c000${www.slice(-8)}`),
    askBytes(SERVER, `${www.slice(0, 24)}c00c${www.slice(-8)}`),
    askBytes(SERVER, `${www.slice(0, 24)}40${www.slice(26)}`),
    askBytes(SERVER, `${www.slice(0, 20)}0002${www.slice(24)}0000291000000000000000002904d000000000000000`),
    ask(SERVER, "www.example.test.", "A", { edns: 1232, options: `000c01f4${"00".repeat(500)}` }),
    ask(SERVER, "www.example.test.", "A", { edns: 1232, options: `000c01f4${"00".repeat(500)}`, tcp: true }),
  ],
};

export const pluginSuites: readonly Suite[] = [hosts, file, fileFallthrough, forward, cache, cacheOptions, wire];
