import { ask, askAll, type QueryOptions } from "../query.ts";
import type { Ask, Suite, SuiteServer } from "../suite.ts";
import { upstreamZones } from "./zones.ts";

const SERVER = "192.168.13.11";
const SERVER6 = "fd13::11";
const CLIENT6 = "fd13::50";
const STRANGER = "10.66.0.9";
const FORWARDER = "192.0.2.53";
const FORWARDER6 = "fd92::53";

const hint = `zone "." { type hint; file "/etc/bind/db.root"; };\n`;
const rootHints = `. 3600000 NS a.root-servers.test.\na.root-servers.test. 3600000 A ${FORWARDER}\n`;
const options = (more: string): string =>
  `options { directory "/var/cache/bind"; listen-on { any; }; dnssec-validation no; notify no; recursion yes; ${more} };\n`;
const IPV4 = "listen-on-v6 { none; }; allow-recursion { any; };";

const sectioned = `$TTL 3600
@ SOA ns1 hostmaster 1 1800 900 604800 60
@ NS ns1
@ NS ns2
@ NS ns.outside.test.
@ MX 10 mail
@ TXT "apex"
ns1 A 192.168.13.5
ns2 A 192.168.13.6
ns2 AAAA fd13::6
mail A 192.168.13.25
mail AAAA fd13::25
www CNAME mail
two A 192.168.13.21
two A 192.168.13.20
two AAAA fd13::20
many TXT "c"
many TXT "a"
many TXT "b"
many MX 20 mail
many MX 5 ns1
many HINFO "cpu" "os"
many CAA 0 issue "ca.example"
*.wild MX 10 mail
*.wild A 192.168.13.60
a.ent A 192.168.13.61
glued NS ns.glued
glued NS ns.cousin
ns.glued A 192.168.13.91
ns.glued AAAA fd13::91
cousin NS ns.cousin
ns.cousin A 192.168.13.92
bare NS mail
bare NS ns.outside.test.
lost NS ns.nowhere.test.
_ldap._tcp SRV 0 0 389 two
_ldap._tcp SRV 0 0 636 mail
_25._tcp.mail TLSA 3 1 1 00112233
sip NAPTR 10 10 "S" "SIP+D2U" "" _ldap._tcp
sip NAPTR 20 10 "A" "SIP+D2U" "" two
sip NAPTR 30 10 "U" "E2U+sip" "!^.*$!sip:x@example!" .
svc SVCB 1 two port=8443
svc HTTPS 0 web
web HTTPS 1 . alpn=h2
web A 192.168.13.70
aliased SVCB 1 www port=1
afs AFSDB 1 two
d DNAME e
x.e MX 10 mail
`;
const sectionedZone = `zone "sect.lan" { type primary; file "/etc/bind/db.sect"; };\nzone "other.lan" { type primary; file "/etc/bind/db.other"; };\n`;
const files = {
  "/etc/bind/db.root": rootHints,
  "/etc/bind/db.sect": sectioned,
  "/etc/bind/db.other":
    "$TTL 600\n@ SOA ns hostmaster 1 1800 900 604800 90\n@ NS ns\n@ MX 5 mail.sect.lan.\nns A 192.168.13.7\nmx MX 1 mail.sect.lan.\nout CNAME two.sect.lan.\n",
};
const named = (conf: string, addresses: readonly string[] = [`${SERVER}/24`]): SuiteServer => ({
  name: "dns1",
  kind: "named",
  addresses,
  files: { "/etc/bind/named.conf": conf, ...files },
});
const world = (addresses: readonly string[] = [`${FORWARDER}/32`]): SuiteServer => ({
  name: "world",
  kind: "named",
  addresses,
  files: {
    "/etc/bind/named.conf": `options { directory "/var/cache/bind"; listen-on { any; }; listen-on-v6 { any; }; recursion no; allow-query { any; }; empty-zones-enable no; };\nzone "." { type primary; file "/etc/bind/db.top"; };\nzone "example.org" { type primary; file "/etc/bind/db.example.org"; };\n`,
    "/etc/bind/db.top": `$TTL 86400\n. SOA a.root-servers.test. nobody.test. 1 1800 900 604800 3600\n. NS a.root-servers.test.\na.root-servers.test. A ${FORWARDER}\nexample.org. NS ns.example.org.\nns.example.org. A ${FORWARDER}\n`,
    "/etc/bind/db.example.org": `${upstreamZones["example.org"] ?? ""}srv SRV 0 0 80 www\nboth MX 1 www\nboth TXT "both"\nboth A 203.0.113.44\n`,
  },
});

const sectionNames = [
  ...["sect.lan.", "two.sect.lan.", "www.sect.lan.", "many.sect.lan.", "x.wild.sect.lan.", "ent.sect.lan."],
  ...[
    "glued.sect.lan.",
    "x.glued.sect.lan.",
    "ns.glued.sect.lan.",
    "cousin.sect.lan.",
    "bare.sect.lan.",
    "lost.sect.lan.",
  ],
  ...["_ldap._tcp.sect.lan.", "sip.sect.lan.", "svc.sect.lan.", "aliased.sect.lan.", "afs.sect.lan.", "x.d.sect.lan."],
  ...["missing.sect.lan.", "other.lan.", "mx.other.lan.", "out.other.lan."],
];
const typesOf = (name: string): readonly string[] => {
  if (name.startsWith("_ldap")) return ["SRV", "ANY"];
  if (name.startsWith("sip")) return ["NAPTR"];
  if (name.startsWith("svc") || name.startsWith("aliased")) return ["SVCB", "HTTPS"];
  return name.startsWith("afs") ? ["AFSDB"] : ["A", "NS", "MX", "ANY", "DS"];
};
const sections = (request: QueryOptions): readonly Ask[] =>
  sectionNames.flatMap((name) => askAll(SERVER, [name], typesOf(name), { timeoutMs: 1000, ...request }));

const sectionSuite = (name: string, statements: string): Suite => ({
  name: `bind-sections-${name}`,
  about: `what stands in which section: ${statements}`,
  servers: [named(`${options(`${IPV4} ${statements} allow-query-cache { any; };`)}${hint}${sectionedZone}`), world()],
  asks: [
    ...sections({ rd: false }),
    ...sections({ rd: false, edns: 4096, dnssecOk: true }),
    ...sections({}).filter(({ query }) => !/05676c75656404|06636f7573696e|0462617265|046c6f7374/.test(query)),
    ...askAll(
      SERVER,
      ["both.example.org.", "srv.example.org.", "mx.example.org.", "example.org."],
      ["MX", "SRV", "NS", "ANY", "TXT"],
    ),
    ...askAll(SERVER, ["www.example.org."], ["A", "AAAA"]),
    ...askAll(
      SERVER,
      ["both.example.org.", "srv.example.org.", "mx.example.org.", "example.org."],
      ["MX", "SRV", "NS", "ANY", "TXT"],
    ),
    ...askAll(
      SERVER,
      ["both.example.org.", "srv.example.org.", "mx.example.org.", "example.org.", "nobody.example.org."],
      ["MX", "SRV", "NS", "ANY", "A"],
      { rd: false },
    ),
    ...askAll(SERVER, ["mx.example.org.", "example.org."], ["MX", "NS", "ANY"], { tcp: true, edns: 1232 }),
  ],
});
const sectionSuites: readonly Suite[] = [
  sectionSuite("default", "minimal-responses no-auth-recursive;"),
  sectionSuite("yes", "minimal-responses yes;"),
  sectionSuite("no", "minimal-responses no;"),
  sectionSuite("no-auth", "minimal-responses no-auth;"),
  sectionSuite("any", "minimal-any yes;"),
];

const ordered = [
  "sect.lan.",
  "two.sect.lan.",
  "many.sect.lan.",
  "glued.sect.lan.",
  "_ldap._tcp.sect.lan.",
  "www.sect.lan.",
];
const orderSuite = (name: string, rules: string): Suite => ({
  name: `bind-order-${name}`,
  about: `rrset-order ${rules}`,
  compares: "sequence",
  servers: [named(`${options(`${IPV4} rrset-order { ${rules} };`)}${hint}${sectionedZone}`), world()],
  asks: [0, 1].flatMap(() => [
    ...askAll(SERVER, ordered, ["A", "TXT", "MX", "NS", "SRV", "ANY"], { rd: false }),
    ...askAll(SERVER, ["www.example.org.", "mx.example.org."], ["A", "MX"]),
  ]),
});
const orderSuites: readonly Suite[] = [
  orderSuite("none", "order none;"),
  orderSuite(
    "some",
    `type A name "two.sect.lan" order random; type TXT order cyclic; class IN type MX name "*.sect.lan" order none;`,
  ),
  orderSuite("fixed", "order fixed;"),
];

const transfers = (from: string, to: string, names: readonly string[]): readonly Ask[] =>
  names.flatMap((name) => [
    ask(to, name, "AXFR", { from, tcp: true }),
    ask(to, name, "AXFR", {
      from,
      tcp: true,
      edns: 1232,
      options: "000300000009000000080004000100000" + "00a0008aabbccddeeff0011",
    }),
    ask(to, name, "AXFR", { from, edns: 1232 }),
    ask(to, name, "IXFR", { from, tcp: true, ixfrSerial: 0 }),
    ask(to, name, "IXFR", { from, tcp: true, ixfrSerial: 1, edns: 1232, rd: false }),
    ask(to, name, "IXFR", { from, tcp: true, ixfrSerial: 2 }),
    ask(to, name, "IXFR", { from, ixfrSerial: 0 }),
    ask(to, name, "IXFR", { from, edns: 1232, ixfrSerial: 9, cd: true }),
    ask(to, name, "IXFR", { from, tcp: true }),
    ask(to, name, "IXFR", { from }),
  ]);
const transferZones = `zone "sect.lan" { type primary; file "/etc/bind/db.sect"; };
zone "other.lan" { type primary; file "/etc/bind/db.other"; allow-transfer { any; }; };
zone "closed.lan" { type primary; file "/etc/bind/db.other"; allow-transfer { none; }; };
zone "asked.lan" { type primary; file "/etc/bind/db.other"; allow-query { none; }; };
zone "broken.lan" { type primary; file "/etc/bind/db.none"; };
zone "stub.lan" { type static-stub; server-addresses { ${FORWARDER}; }; };
zone "fwd.lan" { type forward; forwarders { ${FORWARDER}; }; };
`;
const transferNames = [
  ...["sect.lan.", "other.lan.", "closed.lan.", "asked.lan.", "broken.lan.", "stub.lan.", "fwd.lan."],
  ...["two.sect.lan.", "nowhere.test.", "10.in-addr.arpa."],
];
const transferSuite = (name: string, statements: string): Suite => ({
  name: `bind-transfer-${name}`,
  about: `zone transfers: ${statements === "" ? "nothing said" : statements}`,
  servers: [named(`${options(`${IPV4} ${statements}`)}${hint}${transferZones}`), world()],
  asks: ["192.168.13.50", STRANGER].flatMap((from) => transfers(from, SERVER, transferNames)),
});
const transferSuites: readonly Suite[] = [
  transferSuite("open", ""),
  transferSuite("lan", "allow-transfer { 192.168.13.0/24; };"),
  transferSuite("none", "allow-transfer { none; }; allow-query { 192.168.13.0/24; };"),
];

const dual = [`${SERVER}/24`, `${SERVER6}/64`];
const worldDual = [`${FORWARDER}/32`, `${FORWARDER6}/128`];
const dualAsks = (v6: QueryOptions): readonly Ask[] =>
  [
    "two.sect.lan.",
    "sect.lan.",
    "x.glued.sect.lan.",
    "www.example.org.",
    "both.example.org.",
    "missing.example.org.",
    "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.3.1.d.f.ip6.arpa.",
  ].flatMap((name) => [
    ...askAll(SERVER6, [name], ["A", "AAAA", "MX", "PTR"], { ...v6, from: CLIENT6 }),
    ...askAll(SERVER6, [name], ["A", "MX", "NS"], { ...v6, from: CLIENT6, rd: false }),
    ...askAll(SERVER, [name], ["A", "MX"], { rd: false }),
  ]);
const dualSuite = (name: string, about: string, statements: string): Suite => ({
  name: `bind-dual-${name}`,
  about,
  servers: [named(`${options(statements)}${hint}${sectionedZone}`, dual), world(worldDual)],
  asks: [
    ...dualAsks({ edns: 1232, timeoutMs: 1000 }),
    ...askAll(SERVER, ["www.example.org.", "two.sect.lan."], ["A"], { from: STRANGER, timeoutMs: 1000 }),
    ask(SERVER6, "sect.lan.", "AXFR", { from: CLIENT6, tcp: true }),
    ask(SERVER6, "x.glued.sect.lan.", "A", { from: CLIENT6, rd: false }),
  ],
});
const dualSuites: readonly Suite[] = [
  dualSuite("open", "both families, localnets of both", "listen-on-v6 { any; };"),
  dualSuite("deaf", "listen-on-v6 none", "listen-on-v6 { none; };"),
  dualSuite(
    "acl",
    "IPv6 prefixes in lists",
    "listen-on-v6 { any; }; allow-query { fd13::/64; 192.168.13.0/24; }; allow-recursion { !fd13::/120; any; }; allow-transfer { fd13::/64; };",
  ),
  dualSuite(
    "forwarder",
    "a forwarder of the other family",
    `listen-on-v6 { any; }; forward only; forwarders { ${FORWARDER6}; };`,
  ),
];

/** A record of every type, asked with DO=1 and without, from the zone and through the cache. */
const records: readonly (readonly [label: string, type: string, data: string])[] = [
  ["caa", "CAA", '128 issuewild "ca.example; account=1"'],
  ["caa", "CAA", '0 iodef "mailto:x@example"'],
  [
    "svcb",
    "SVCB",
    "2 host alpn=h2,h3 port=8004 ipv4hint=192.0.2.1,192.0.2.2 ipv6hint=2001:db8::1 no-default-alpn mandatory=alpn key667=hello",
  ],
  ["https", "HTTPS", "1 . alpn=h3 ech=AEP+DQA="],
  ["naptr", "NAPTR", '100 50 "u" "E2U+sip" "!^.*$!sip:info@example.com!" .'],
  ["loc", "LOC", "52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m"],
  ["sshfp", "SSHFP", "1 1 00112233445566778899aabbccddeeff00112233"],
  ["tlsa", "TLSA", "3 1 1 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"],
  ["smimea", "SMIMEA", "0 0 0 0011"],
  [
    "dnskey",
    "DNSKEY",
    "257 3 13 NF1er8BEwNNzsv5uLfc7ZoYqDZFlXyUk0HvzBwXPKKLwGhbqhfwhRItuAsevVXld9l/EpKEYiLtbzGA9I0HUAw==",
  ],
  ["cds", "CDS", "12345 13 2 00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF"],
  [
    "cdnskey",
    "CDNSKEY",
    "257 3 13 NF1er8BEwNNzsv5uLfc7ZoYqDZFlXyUk0HvzBwXPKKLwGhbqhfwhRItuAsevVXld9l/EpKEYiLtbzGA9I0HUAw==",
  ],
  ["nsec", "NSEC", "z A TYPE1234"],
  ["hinfo", "HINFO", '"CPU \\"x\\"" "OS"'],
  ["uri", "URI", '10 1 "https://example.org/"'],
  ["ptr", "PTR", "host"],
  ["rp", "RP", "admin txt"],
  ["afsdb", "AFSDB", "1 host"],
  ["txt", "TXT", '"" "a\\;b" "\\200\\000"'],
  ["spf", "SPF", '"v=spf1 -all"'],
  ["eui48", "EUI48", "00-00-5e-00-53-2a"],
  ["openpgp", "OPENPGPKEY", "AAECAwQ="],
  ["csync", "CSYNC", "66 3 A NS AAAA"],
  [
    "zonemd",
    "ZONEMD",
    "2018031500 1 1 616c6c6f77656420627574206e6f7420636865636b65642ef00000000000000000ffffffffffffffff0000000000000000ffffffff",
  ],
  ["unknown", "TYPE65280", "\\# 5 0102030405"],
  ["empty", "TYPE65281", "\\# 0"],
  ["host", "A", "192.0.2.1"],
];
const typed = `$TTL 3600\n@ SOA ns hostmaster 1 1800 900 604800 60\n@ NS ns\nns A 192.168.13.5\n${records.map(([label, type, data]) => `${label} ${type} ${data}`).join("\n")}\n`;
const typeSuite: Suite = {
  name: "bind-types",
  about: "a record of every type, from its zone and through another server's cache",
  servers: [
    {
      name: "dns1",
      kind: "named",
      addresses: [`${SERVER}/24`],
      files: {
        "/etc/bind/named.conf": `${options(`${IPV4} forward only; forwarders { ${FORWARDER}; };`)}zone "here.lan" { type primary; file "/etc/bind/db.typed"; };\n`,
        "/etc/bind/db.typed": typed,
      },
    },
    {
      name: "world",
      kind: "named",
      addresses: [`${FORWARDER}/32`],
      files: {
        "/etc/bind/named.conf": `options { directory "/var/cache/bind"; recursion no; allow-query { any; }; };\nzone "there.lan" { type primary; file "/etc/bind/db.typed"; };\n`,
        "/etc/bind/db.typed": typed,
      },
    },
  ],
  asks: ["here.lan", "there.lan"].flatMap((zone) =>
    [...new Map(records.map(([label, type]) => [label, type]))].flatMap(([label, type]) => [
      ask(SERVER, `${label}.${zone}.`, type),
      ask(SERVER, `${label}.${zone}.`, type, { edns: 1232, dnssecOk: true, rd: false }),
      ask(SERVER, `${label}.${zone}.`, "ANY", { tcp: true }),
      ask(SERVER, `${label}.${zone}.`, "TYPE65299"),
    ]),
  ),
};

export const moreSuites: readonly Suite[] = [
  ...sectionSuites,
  ...orderSuites,
  ...transferSuites,
  ...dualSuites,
  typeSuite,
];
