import { ask, askAll, askBytes, type QueryOptions, queryHex } from "../query.ts";
import type { Ask, Suite, SuiteServer } from "../suite.ts";
import { upstreamZones } from "./zones.ts";

const SERVER = "192.168.13.11";
const STRANGER = "10.66.0.9";
const FORWARDER = "192.0.2.53";
const CHILD = "198.19.0.30";
const ROOT = "192.0.2.1";

const options = (more: string, recursion = "recursion yes; allow-recursion { any; };"): string =>
  `options { directory "/var/cache/bind"; listen-on { any; }; listen-on-v6 { none; }; dnssec-validation no; ${recursion} ${more} };\n`;

const hint = `zone "." { type hint; file "/etc/bind/db.root"; };\n`;
const rootHints = `. 3600000 IN NS a.root-servers.test.\na.root-servers.test. 3600000 IN A ${ROOT}\n`;

const bind = (conf: string, files: Readonly<Record<string, string>>): SuiteServer => ({
  name: "dns1",
  kind: "named",
  addresses: [`${SERVER}/24`],
  files: { "/etc/bind/named.conf": conf, "/etc/bind/db.root": rootHints, ...files },
});

const authority = (name: string, address: string, zones: Readonly<Record<string, string>>): SuiteServer => ({
  name,
  kind: "named",
  addresses: [`${address}/32`],
  files: {
    "/etc/bind/named.conf": `${options("minimal-responses yes; empty-zones-enable no;", "recursion no; allow-query { any; };")}${Object.keys(
      zones,
    )
      .map((zone) => `zone "${zone}" { type primary; file "/etc/bind/db.${zone === "." ? "top" : zone}"; };`)
      .join("\n")}\n`,
    ...Object.fromEntries(
      Object.entries(zones).map(([zone, text]) => [`/etc/bind/db.${zone === "." ? "top" : zone}`, text]),
    ),
  },
});

const root = authority("root", ROOT, {
  ".": `$TTL 86400
. SOA a.root-servers.test. nobody.test. 1 1800 900 604800 3600
. NS a.root-servers.test.
a.root-servers.test. A ${ROOT}
example.org. NS ns.example.org.
ns.example.org. A ${FORWARDER}
lan. NS ns.lan.
ns.lan. A ${ROOT}
`,
  lan: "$TTL 3600\n@ SOA ns.lan. nobody.lan. 1 1800 900 604800 120\n@ NS ns\nns A 192.0.2.1\n",
});
const world = authority("world", FORWARDER, upstreamZones);
const child = authority("child", CHILD, {
  "k8s.kloud.lan": `$TTL 30
@ SOA ns1.dns hostmaster 5 7200 1800 86400 5
@ 30 NS ns1.dns
ns1.dns A ${CHILD}
web.linkerd 5 A 198.19.0.5
twin.linkerd 5 A 198.19.0.8
twin.linkerd 5 A 198.19.0.9
outward CNAME www.example.org.
srv.linkerd SRV 0 100 80 web.linkerd
`,
});

const closed: SuiteServer = {
  name: "closed",
  kind: "coredns",
  addresses: ["192.0.2.99/32"],
  files: { "/srv/coredns/Corefile": ".:5353 {\n whoami\n}\n" },
};

const kloud = `$TTL 3600
@ IN SOA dns1 hostmaster ( 2024010201 1800 900 604800 60 )
@ NS dns1
@ NS dns2
@ MX 10 mail
@ TXT "apex text"
dns A 192.168.13.10
dns1 A 192.168.13.11
dns2 A 192.168.13.12
mail A 192.168.13.25
nas A 192.168.13.20
nas AAAA fd13::20
www CNAME nas
chain1 CNAME chain2
chain2 CNAME www
ext CNAME www.example.org.
ext-missing CNAME missing.example.org.
dangling CNAME nothere
loop1 CNAME loop2
loop2 CNAME loop1
other CNAME a.other.lan.
other-missing CNAME b.other.lan.
kweb CNAME web.linkerd.k8s
*.wild A 192.168.13.60
*.wild TXT "wild"
sub.wild TXT "stops the wildcard"
a.b.c TXT "empty non-terminals above"
mx MX 5 mail
mx MX 10 mx.other.lan.
_sip._udp SRV 0 5 5060 nas
_sip._udp SRV 0 5 5061 mail
d DNAME e
x.e A 192.168.13.70
dout DNAME other.lan.
dlong DNAME aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc.lan.
CaSe A 192.168.13.80
caa CAA 128 issue "ca.example; policy=ev"
txt TXT "hello world" "second"
naptr NAPTR 100 10 "S" "SIP+D2U" "" _sip._udp
https HTTPS 1 . alpn="h2,h3" port=8443 ipv4hint=192.168.13.20
svcb SVCB 0 nas
loc LOC 45 30 0.000 N 73 35 0.000 W 30m
tlsa TLSA 3 1 1 00112233
sshfp SSHFP 4 2 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff
ds DS 12345 13 2 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff
ds NS ns.ds
ns.ds A 192.0.2.99
ptr PTR nas
hinfo HINFO "cpu" "os"
rp RP admin txt
afsdb AFSDB 1 nas
unknown TYPE65280 \\# 4 01020304
k8s NS ns.k8s
ns.k8s A ${CHILD}
low.k8s A 192.168.13.99
sub NS ns.sub
sub NS ns.k8s
sub NS dns1
ns.sub A 192.168.13.91
deadsub NS nothing.elsewhere.test.
${Array.from({ length: 60 }, (_, index) => `big A 192.168.99.${index + 1}`).join("\n")}
${Array.from({ length: 20 }, (_, index) => `bigtxt TXT "${"x".repeat(100)}${index}"`).join("\n")}
`;
const other = `$TTL 600
@ SOA ns hostmaster 1 1800 900 604800 90
@ NS ns
ns A 192.168.13.5
a A 192.168.13.6
x A 192.168.13.7
mx A 192.168.13.8
`;
const localZones = `zone "kloud.lan" { type primary; file "/etc/bind/db.kloud.lan"; };\nzone "other.lan" { type primary; file "/etc/bind/db.other.lan"; };\n`;
const localFiles = { "/etc/bind/db.kloud.lan": kloud, "/etc/bind/db.other.lan": other };

const labels = [
  "",
  "dns1",
  "nas",
  "www",
  "chain1",
  "dangling",
  "loop1",
  "other",
  "other-missing",
  "x.wild",
  "y.x.wild",
  "*.wild",
  "wild",
  "sub.wild",
  "x.sub.wild",
  "b.c",
  "c",
  "a.b.c",
  "mx",
  "_sip._udp",
  "d",
  "x.d",
  "y.d",
  "a.dout",
  "z.dout",
  "CaSe",
  "case",
  "missing",
  "x.missing",
  "ds",
  "x.ds",
  "ns.ds",
];
const localNames = labels.map((label) => (label === "" ? "kloud.lan." : `${label}.kloud.lan.`));
const cutNames = ["k8s", "web.linkerd.k8s", "low.k8s", "ns.k8s", "sub", "x.sub", "deadsub"].map(
  (label) => `${label}.kloud.lan.`,
);
const oneOfEach: readonly (readonly [string, string])[] = [
  ["caa", "CAA"],
  ["txt", "TXT"],
  ["naptr", "NAPTR"],
  ["https", "HTTPS"],
  ["svcb", "SVCB"],
  ["loc", "LOC"],
  ["tlsa", "TLSA"],
  ["sshfp", "SSHFP"],
  ["ds", "DS"],
  ["ptr", "PTR"],
  ["hinfo", "HINFO"],
  ["rp", "RP"],
  ["afsdb", "AFSDB"],
  ["unknown", "TYPE65280"],
  ["d", "DNAME"],
  ["big", "A"],
  ["bigtxt", "TXT"],
];
const types = ["A", "AAAA", "TXT", "NS", "SOA", "CNAME", "MX", "SRV", "DS", "ANY"];
const each = (request: QueryOptions): readonly Ask[] =>
  oneOfEach.flatMap(([label, type]) => ask(SERVER, `${label}.kloud.lan.`, type, request));

const authoritative: Suite = {
  name: "bind-authoritative",
  about: "local zones, every record type, RD=1 and RD=0",
  servers: [bind(`${options("")}${hint}${localZones}`, localFiles), root, world, child, closed],
  asks: [
    ...askAll(SERVER, localNames, types, { rd: false }),
    ...askAll(SERVER, cutNames, ["A", "NS", "SOA", "DS"], { rd: false }),
    ...askAll(SERVER, localNames, types),
    ...each({}),
    ...each({ edns: 1232 }),
    ...each({ edns: 4096, dnssecOk: true }),
    ...each({ tcp: true }),
    ...each({ edns: 300 }),
    ask(SERVER, "dlong.kloud.lan.", "DNAME"),
    ask(SERVER, `${"y".repeat(60)}.dlong.kloud.lan.`, "A"),
    ask(SERVER, "kloud.lan.", "AXFR", { tcp: true }),
    ask(SERVER, "kloud.lan.", "AXFR"),
    ask(SERVER, "kloud.lan.", "IXFR", { tcp: true, ixfrSerial: 2024010201 }),
    ask(SERVER, "kloud.lan.", "IXFR", { tcp: true, ixfrSerial: 2024010200 }),
    ask(SERVER, "kloud.lan.", "IXFR", { ixfrSerial: 2024010200 }),
    ask(SERVER, "kloud.lan.", "IXFR"),
    ask(SERVER, "nas.kloud.lan.", "AXFR", { tcp: true }),
    ask(SERVER, "nowhere.test.", "AXFR", { tcp: true }),
  ],
};

const minimal = (name: string, setting: string): Suite => ({
  name,
  about: `the sections under ${setting}`,
  servers: [bind(`${options(setting)}${hint}${localZones}`, localFiles), root, world, child],
  asks: [
    ...askAll(
      SERVER,
      ["kloud.lan.", "nas.kloud.lan.", "mx.kloud.lan.", "missing.kloud.lan.", "sub.kloud.lan.", "www.kloud.lan."],
      ["A", "NS", "MX", "ANY"],
    ),
    ...askAll(SERVER, ["kloud.lan.", "nas.kloud.lan.", "mx.kloud.lan.", "sub.kloud.lan."], ["A", "NS", "MX", "ANY"], {
      rd: false,
    }),
    ...askAll(SERVER, ["kloud.lan."], ["ANY"], { tcp: true }),
  ],
});

const worldNames = [
  "www.example.org.",
  "alias.example.org.",
  "alias-missing.example.org.",
  "missing.example.org.",
  "nodata.example.org.",
  "mx.example.org.",
  "x.wild.example.org.",
  "a.d.example.org.",
  "big.example.org.",
  "zero.example.org.",
  "long.example.org.",
  "example.org.",
];
const reachOut: readonly Ask[] = [
  ...askAll(SERVER, worldNames, ["A", "AAAA", "MX", "TXT"]),
  ...askAll(SERVER, ["ext.kloud.lan.", "ext-missing.kloud.lan.", "kweb.kloud.lan."], ["A", "AAAA", "CNAME"]),
  ...askAll(
    SERVER,
    [
      "web.linkerd.k8s.kloud.lan.",
      "twin.linkerd.k8s.kloud.lan.",
      "srv.linkerd.k8s.kloud.lan.",
      "missing.linkerd.k8s.kloud.lan.",
      "outward.k8s.kloud.lan.",
      "linkerd.k8s.kloud.lan.",
      "low.k8s.kloud.lan.",
    ],
    ["A", "SRV", "AAAA"],
  ),
  ...askAll(
    SERVER,
    [
      "www.example.org.",
      "missing.example.org.",
      "web.linkerd.k8s.kloud.lan.",
      "never-asked.example.org.",
      "WWW.Example.Org.",
    ],
    ["A"],
    { rd: false },
  ),
  ...askAll(SERVER, worldNames, ["A"], { edns: 1232, dnssecOk: true, waitMs: 0 }),
  ask(SERVER, "www.example.org.", "A", { waitMs: 1500 }),
  ask(SERVER, "web.linkerd.k8s.kloud.lan.", "A", { waitMs: 2000 }),
  ask(SERVER, "web.linkerd.k8s.kloud.lan.", "A", { waitMs: 2500 }),
  ask(SERVER, "www.lan.", "A"),
  ask(SERVER, "lan.", "SOA"),
  ask(SERVER, "nope.", "A"),
];

const recursion: Suite = {
  name: "bind-iterating",
  about: "from the root down, the delegation to the cluster, and the cache",
  servers: [bind(`${options("")}${hint}${localZones}`, localFiles), root, world, child],
  asks: reachOut,
};

const forwardZone = `zone "k8s.kloud.lan" { type forward; forward only; forwarders { ${CHILD}; }; };\n`;

const forwarding = (name: string, about: string, more: string, zones: string): Suite => ({
  name,
  about,
  servers: [bind(`${options(more)}${hint}${zones}`, localFiles), root, world, child, closed],
  asks: reachOut.filter((question) => question.waitMs === 0),
});
const kloudZone = (inside: string): string =>
  `zone "kloud.lan" { type primary; file "/etc/bind/db.kloud.lan"; ${inside} };\nzone "other.lan" { type primary; file "/etc/bind/db.other.lan"; };\n`;

const forwardingSuites: readonly Suite[] = [
  forwarding(
    "bind-forward-zone",
    "global forwarders and the forward zone",
    `forwarders { ${FORWARDER}; }; forward only;`,
    localZones + forwardZone,
  ),
  forwarding(
    "bind-forward-only",
    "T1: global forwarders alone take the cluster's names too",
    `forwarders { ${FORWARDER}; }; forward only;`,
    localZones,
  ),
  forwarding("bind-forward-first", "T1 with forward first", `forwarders { ${FORWARDER}; };`, localZones),
  forwarding(
    "bind-forward-empty",
    "T3: forwarders { } inside the primary zone",
    `forwarders { ${FORWARDER}; };`,
    kloudZone("forwarders { };"),
  ),
  forwarding(
    "bind-static-stub",
    "a static-stub child under forwarders",
    `forwarders { ${FORWARDER}; };`,
    `${localZones}zone "k8s.kloud.lan" { type static-stub; server-addresses { ${CHILD}; }; forwarders { }; };\n`,
  ),
  forwarding(
    "bind-forward-dead",
    "forward first with a closed port, then the delegation",
    "",
    `${localZones}zone "k8s.kloud.lan" { type forward; forward first; forwarders { 192.0.2.99; }; };\n`,
  ),
  forwarding(
    "bind-forward-dead-only",
    "forward only with a closed port",
    "",
    `${localZones}zone "k8s.kloud.lan" { type forward; forward only; forwarders { 192.0.2.99; }; };\n`,
  ),
];

const aclNames = [
  "nas.kloud.lan.",
  "missing.kloud.lan.",
  "www.example.org.",
  "ext.kloud.lan.",
  "web.linkerd.k8s.kloud.lan.",
  "a.other.lan.",
  "other.kloud.lan.",
];
const acl = (name: string, statements: string, zones = localZones): Suite => ({
  name: `bind-acl-${name}`,
  about: statements === "" ? "no access statement at all" : statements,
  servers: [bind(`${options(statements, "recursion yes;")}${hint}${zones}`, localFiles), root, world, child],
  asks: [
    ...askAll(SERVER, aclNames, ["A"], { edns: 1232 }),
    ...askAll(SERVER, aclNames, ["A"], { from: STRANGER, edns: 1232, timeoutMs: 600 }),
    ...askAll(SERVER, aclNames, ["A"], { from: STRANGER, rd: false, timeoutMs: 600 }),
    ask(SERVER, "kloud.lan.", "AXFR", { tcp: true, from: STRANGER, timeoutMs: 600 }),
    ask(SERVER, "kloud.lan.", "SOA", { from: STRANGER, timeoutMs: 600 }),
  ],
});
const US = "192.168.13.0/24;";
const aclSuites: readonly Suite[] = [
  acl("none", ""),
  acl("query", `allow-query { ${US} };`),
  acl("query-any", "allow-query { any; };"),
  acl("recursion", `allow-recursion { ${US} };`),
  acl("cache", `allow-query-cache { ${US} };`),
  acl("cache-any", `allow-query-cache { any; }; allow-recursion { ${US} };`),
  acl("recursion-any", `allow-query-cache { ${US} }; allow-recursion { any; };`),
  acl("query-recursion-any", `allow-query { ${US} }; allow-recursion { any; };`),
  acl("query-none-zone-any", "allow-query { none; };", kloudZone("allow-query { any; };")),
  acl("zone-none", "allow-recursion { any; };", kloudZone("allow-query { none; };")),

  acl("transfer", `allow-transfer { ${US} };`),
  acl("blackhole", `blackhole { ${STRANGER}; };`),
  acl("negated", `allow-query { ! ${STRANGER}; any; }; allow-recursion { ! { ! 192.168.13.50; any; }; any; };`),
];

const noRecursion: Suite = {
  name: "bind-no-recursion",
  about: "recursion no: referrals below local cuts, forward zones never used",
  servers: [
    bind(`${options("", "recursion no; allow-query { any; };")}${localZones}${forwardZone}`, localFiles),
    root,
    world,
    child,
  ],
  asks: [
    ...askAll(SERVER, [...localNames, ...cutNames, ...aclNames, "1.0.64.100.in-addr.arpa."], ["A", "NS"], {}),
    ...askAll(SERVER, cutNames, ["A", "NS", "DS"], { rd: false, edns: 1232 }),
  ],
};

const views: Suite = {
  name: "bind-views",
  about: "views by source, destination and recursion",
  servers: [
    bind(
      `${options("")}acl lan { 192.168.13.0/24; };\nview "inside" { match-clients { lan; }; ${hint}${localZones} };\nview "rest" { match-clients { ! 192.168.20.77; any; }; match-recursive-only yes; recursion no; zone "kloud.lan" { type primary; file "/etc/bind/db.other.lan"; }; };\nview "last" { match-clients { 10.66.0.9; }; recursion no; zone "only.lan" { type primary; file "/etc/bind/db.other.lan"; }; };\n`,
      localFiles,
    ),
    root,
    world,
    child,
  ],
  asks: ["192.168.13.50", "192.168.20.77", "10.66.0.9", "100.64.0.20"].flatMap((from) => [
    ...askAll(SERVER, ["nas.kloud.lan.", "a.kloud.lan.", "a.only.lan.", "kloud.lan."], ["A", "SOA"], {
      from,
      edns: 1232,
    }),
    ...askAll(SERVER, ["nas.kloud.lan.", "a.kloud.lan.", "a.only.lan."], ["A"], { from, rd: false }),
    ask(SERVER, "version.bind.", "TXT", { from, class: "CH" }),
  ]),
};

const reverse = [
  "1.0.0.10.in-addr.arpa.",
  "1.0.64.100.in-addr.arpa.",
  "1.13.168.192.in-addr.arpa.",
  "1.0.18.198.in-addr.arpa.",
  "1.0.19.198.in-addr.arpa.",
  "10.in-addr.arpa.",
  "64.100.in-addr.arpa.",
  "100.in-addr.arpa.",
  "1.0.0.127.in-addr.arpa.",
  "localhost.",
  "home.arpa.",
  "x.home.arpa.",
  "resolver.arpa.",
  "x.local.",
  "d.f.ip6.arpa.",
  "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa.",
];
const empty = (name: string, more: string, zones = ""): Suite => ({
  name: `bind-empty-${name}`,
  about: `built-in empty zones under ${more === "" ? "no option" : more}`,
  servers: [bind(`${options(more)}${hint}${zones}`, localFiles), root, world],
  asks: [...askAll(SERVER, reverse, ["PTR", "SOA", "NS"]), ...askAll(SERVER, reverse, ["PTR"], { rd: false })],
});
const emptySuites: readonly Suite[] = [
  empty("default", ""),
  empty("forward-only", `forward only; forwarders { ${FORWARDER}; };`),
  empty("forward-first", `forwarders { ${FORWARDER}; };`),
  empty("disabled", 'disable-empty-zone "64.100.IN-ADDR.ARPA";'),
  empty("above", "", 'zone "100.in-addr.arpa" { type primary; file "/etc/bind/db.other.lan"; };\n'),
  empty("zone", "", `zone "64.100.in-addr.arpa" { type forward; forward only; forwarders { ${FORWARDER}; }; };\n`),
];

const nas = queryHex("nas.kloud.lan.", "A");
const odd: Suite = {
  name: "bind-odd",
  about: "odd questions: opcodes, classes, counts, EDNS",
  servers: [bind(`${options("")}${hint}${localZones}`, localFiles), root, world, child],
  asks: [
    ...["CH", "HS", "NONE", "ANY"].map((rrClass) => ask(SERVER, "nas.kloud.lan.", "A", { class: rrClass, edns: 1232 })),
    ...[1, 2, 3, 4, 5, 6, 15].map((opcode) => ask(SERVER, "kloud.lan.", "SOA", { opcode, timeoutMs: 600 })),
    ask(SERVER, "unknown.test.", "SOA", { opcode: 4 }),
    ask(SERVER, "unknown.test.", "SOA", { opcode: 5 }),
    ...[0, 100, 512, 1232, 4096, 65535].map((edns) => ask(SERVER, "big.kloud.lan.", "A", { edns })),
    ask(SERVER, "nas.kloud.lan.", "A", { edns: 1232, ednsVersion: 1 }),
    ask(SERVER, "nas.kloud.lan.", "A", { edns: 1232, options: "00030000" }),
    ask(SERVER, "nas.kloud.lan.", "A", { edns: 1232, options: "000a0004aabbccdd" }),
    ask(SERVER, "nas.kloud.lan.", "A", { edns: 1232, options: "00080007000118000a0000" }),
    ...["TYPE0", "MAILB", "MAILA", "OPT", "TYPE128", "TKEY", "TSIG", "TYPE65280", "RRSIG"].map((type) =>
      ask(SERVER, "nas.kloud.lan.", type, { timeoutMs: 600 }),
    ),
    ...["version.bind.", "hostname.bind.", "id.server.", "authors.bind.", "other.bind."].map((name) =>
      ask(SERVER, name, "TXT", { class: "CH", waitMs: 350, timeoutMs: 600 }),
    ),
    ask(SERVER, "nas.kloud.lan.", "A", { cd: true, ad: true }),
    ask(SERVER, "www.example.org.", "A", { cd: true, ad: true }),
    askBytes(SERVER, nas.slice(0, 20), { timeoutMs: 400 }),
    askBytes(SERVER, nas.slice(0, 24), { timeoutMs: 400 }),
    askBytes(SERVER, nas.slice(0, 34), { timeoutMs: 400 }),
    askBytes(SERVER, `${nas.slice(0, 4)}8100${nas.slice(8)}`, { timeoutMs: 400 }),
    askBytes(SERVER, `${nas.slice(0, 8)}0000${nas.slice(12, 24)}`),
    askBytes(SERVER, `${nas.slice(0, 8)}0002${nas.slice(12)}${nas.slice(24)}`),
    askBytes(SERVER, `${nas}ffffffff`),
    askBytes(SERVER, `${nas.slice(0, 4)}07cf${nas.slice(8)}`),
    askBytes(SERVER, `${nas.slice(0, 20)}0002${nas.slice(24)}0000291000000000000000002904d000000000000000`),
    askBytes(SERVER, `${nas.slice(0, 20)}0001${nas.slice(24)}01780000291000000000000000`),
  ],
};

const unloaded: Suite = {
  name: "bind-unloaded",
  about: "a zone with 101 records of one type, a zone without a file, a secondary without a primary",
  servers: [
    bind(
      `${options("")}${hint}${localZones}zone "crowd.lan" { type primary; file "/etc/bind/db.crowd"; };\nzone "nofile.lan" { type primary; file "/etc/bind/db.none"; };\nzone "second.lan" { type secondary; primaries { 192.0.2.99; }; };\n`,
      {
        ...localFiles,
        "/etc/bind/db.crowd": `$TTL 60\n@ SOA ns h 1 2 3 4 5\n@ NS ns\nns A 192.168.13.5\n${Array.from({ length: 101 }, (_, index) => `c A 192.168.98.${index + 1}`).join("\n")}\n`,
      },
    ),
    root,
    world,
    closed,
  ],
  asks: [
    "crowd.lan.",
    "c.crowd.lan.",
    "x.crowd.lan.",
    "nofile.lan.",
    "x.nofile.lan.",
    "second.lan.",
    "x.second.lan.",
  ].flatMap((name) => [...askAll(SERVER, [name], ["A", "SOA", "DS"]), ask(SERVER, name, "A", { rd: false })]),
};

export const bindSuites: readonly Suite[] = [
  authoritative,
  minimal("bind-minimal-yes", "minimal-responses yes;"),
  minimal("bind-minimal-no", "minimal-responses no;"),
  minimal("bind-minimal-no-auth", "minimal-responses no-auth;"),
  minimal("bind-minimal-any", "minimal-any yes;"),
  recursion,
  ...forwardingSuites,
  ...aclSuites,
  noRecursion,
  views,
  ...emptySuites,
  odd,
  unloaded,
];
