import { ask, askAll, askBytes, type QueryOptions, queryHex } from "../query.ts";
import type { Ask, Suite, SuiteServer } from "../suite.ts";
import { upstreamZones } from "./zones.ts";

const SERVER = "192.168.13.11";
const STRANGER = "10.66.0.9";
const FORWARDER = "192.0.2.53";

const hint = `zone "." { type hint; file "/etc/bind/db.root"; };\n`;
const rootHints = ". 3600000 NS a.root-servers.test.\na.root-servers.test. 3600000 A 192.0.2.1\n";
const options = (more: string, recursion = "recursion yes; allow-recursion { any; };"): string =>
  `options { directory "/var/cache/bind"; listen-on { any; }; listen-on-v6 { none; }; dnssec-validation no; ${recursion} ${more} };\n`;
const named = (conf: string, files: Readonly<Record<string, string>> = {}): SuiteServer => ({
  name: "dns1",
  kind: "named",
  addresses: [`${SERVER}/24`],
  files: { "/etc/bind/named.conf": conf, "/etc/bind/db.root": rootHints, ...files },
});
const world: SuiteServer = {
  name: "world",
  kind: "named",
  addresses: [`${FORWARDER}/32`],
  files: {
    "/etc/bind/named.conf": `${options("empty-zones-enable no;", "recursion no; allow-query { any; };")}zone "example.org" { type primary; file "/etc/bind/db.example.org"; };\n`,
    "/etc/bind/db.example.org": upstreamZones["example.org"] ?? "",
  },
};

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);
const lines = (count: number, line: (index: number) => string): string => range(count).map(line).join("\n");

/** Answers of every kind and of many sizes. */
const sized = `$TTL 3600
@ SOA ns hostmaster 1 1800 900 604800 60
@ NS ns
ns A 192.168.13.5
small A 192.168.13.20
${lines(28, (index) => `a28 A 192.168.90.${index}`)}
${lines(60, (index) => `a60 A 192.168.91.${index}`)}
${lines(100, (index) => `a100 A 192.168.92.${index}`)}
${lines(12, (index) => `mx12 MX ${index} host${index}`)}
${lines(13, (index) => `mx13 MX ${index} host${index}`)}
${lines(14, (index) => `mx14 MX ${index} host${index}`)}
${lines(14, (index) => `host${index} A 192.168.93.${index}\nhost${index} AAAA fd13::93:${index}`)}
${lines(10, (index) => `_srv10._tcp SRV 0 1 ${80 + index} host${index}`)}
${lines(20, (index) => `_srv20._tcp SRV 0 1 ${80 + index} host${index}`)}
${lines(9, (index) => `txt9 TXT "${"t".repeat(120)}${index}"`)}
txt1 TXT ${range(5)
  .map((index) => `"${String(index).repeat(250)}"`)
  .join(" ")}
chain CNAME a60
longchain CNAME longchain2
longchain2 CNAME chain
${lines(13, (index) => `big NS ns${index}.big`)}
${lines(13, (index) => `ns${index}.big A 192.168.94.${index}\nns${index}.big AAAA fd13::94:${index}`)}
sub NS ns.sub
ns.sub A 192.168.13.91
`;
const sizedZone = `zone "sized.lan" { type primary; file "/etc/bind/db.sized"; };\n`;
const sizedFiles = { "/etc/bind/db.sized": sized };

const sizedQuestions: readonly (readonly [name: string, type: string, rd: boolean])[] = [
  ["small.sized.lan.", "A", true],
  ["a28.sized.lan.", "A", true],
  ["a28.sized.lan.", "A", false],
  ["a60.sized.lan.", "A", true],
  ["a100.sized.lan.", "A", true],
  ["mx12.sized.lan.", "MX", true],
  ["mx13.sized.lan.", "MX", true],
  ["mx14.sized.lan.", "MX", true],
  ["_srv10._tcp.sized.lan.", "SRV", true],
  ["_srv20._tcp.sized.lan.", "SRV", true],
  ["txt9.sized.lan.", "TXT", true],
  ["txt1.sized.lan.", "TXT", true],
  ["chain.sized.lan.", "A", true],
  ["longchain.sized.lan.", "A", false],
  ["x.big.sized.lan.", "A", false],
  ["ns3.big.sized.lan.", "A", false],
  ["sub.sized.lan.", "NS", false],
  ["missing.sized.lan.", "A", true],
  ["small.sized.lan.", "AAAA", true],
  ["sized.lan.", "ANY", true],
];
const sizedAsks = (request: QueryOptions): readonly Ask[] =>
  sizedQuestions.map(([name, type, rd]) => ask(SERVER, name, type, { ...request, rd }));

const COOKIE = "000a0008aabbccddeeff0011";
/** A cookie whose second half no server of this run gave. */
const FOREIGN_COOKIE = `000a0018aabbccddeeff00110100000067000000${"00".repeat(8)}`;

const sizeSuite = (name: string, about: string, statements: string, requests: readonly QueryOptions[]): Suite => ({
  name: `bind-sizes${name}`,
  about,
  servers: [named(`${options(statements)}${hint}${sizedZone}`, sizedFiles)],
  asks: requests.flatMap(sizedAsks),
});
const sizeSuites: readonly Suite[] = [
  sizeSuite("", "answers of every kind by size, over UDP with and without EDNS and over TCP", "", [
    {},
    { edns: 512 },
    { edns: 513 },
    { edns: 700 },
    { edns: 1000 },
    { edns: 1232 },
    { edns: 1400 },
    { edns: 4096, dnssecOk: true },
    { edns: 4096, options: COOKIE },
    { edns: 700, options: COOKIE },
    { tcp: true },
    { tcp: true, edns: 512 },
  ]),
  sizeSuite("-large", "max-udp-size and edns-udp-size of 4096", "max-udp-size 4096; edns-udp-size 4096;", [
    { edns: 1400 },
    { edns: 4096 },
    { edns: 65_535 },
    { edns: 4096, options: COOKIE },
  ]),
  sizeSuite(
    "-small",
    "max-udp-size 600, and 550 for who brings no cookie",
    "max-udp-size 600; nocookie-udp-size 550;",
    [{ edns: 600 }, { edns: 4096, options: COOKIE }, { edns: 512 }, { tcp: true, edns: 4096 }],
  ),
  sizeSuite("-minimal", "minimal-responses yes", "minimal-responses yes;", [{}, { edns: 512 }, { edns: 1232 }]),
  sizeSuite("-full", "minimal-responses no", "minimal-responses no;", [
    {},
    { edns: 512 },
    { edns: 1232 },
    { tcp: true },
  ]),
];

const kinds: readonly (readonly [name: string, type: string])[] = [
  ["small.sized.lan.", "A"],
  ["missing.sized.lan.", "A"],
  ["sub.sized.lan.", "A"],
  ["www.example.org.", "A"],
  ["missing.example.org.", "A"],
  ["sized.lan.", "SOA"],
];
const cookieSuite = (name: string, statements: string): Suite => ({
  name: `bind-cookies${name}`,
  about: `cookies, ${statements === "" ? "as they are" : statements}`,
  servers: [
    named(`${options(`${statements} forward only; forwarders { ${FORWARDER}; };`)}${hint}${sizedZone}`, sizedFiles),
    world,
  ],
  asks: [{}, { edns: 1232 }, { edns: 1232, options: COOKIE }, { edns: 1232, options: FOREIGN_COOKIE }].flatMap(
    (request) =>
      kinds.flatMap(([type, rrType]) => [
        ask(SERVER, type, rrType, { ...request, rd: false }),
        ask(SERVER, type, rrType, { ...request, from: STRANGER, rd: false }),
        ask(SERVER, type, rrType, { ...request, tcp: true, rd: false }),
      ]),
  ),
});
const cookieSuites: readonly Suite[] = [
  cookieSuite("", ""),
  cookieSuite("-required", "require-server-cookie yes;"),
  cookieSuite("-off", "answer-cookie no;"),
];

/** EDNS options, well and badly formed: NSID, DAU, ECS, EXPIRE, cookie, keepalive, padding, chain, key tag, EDE, tags, unknown. */
const ednsOptions: readonly string[] = [
  "00030000",
  "0003000461626364",
  "00050003080a0d",
  "0008000700011800c0a80d",
  "00080007000118000a0000",
  "0008000700011820c0a80d",
  "0008000400000000",
  "0008000400010000",
  "0008000400000100",
  "0008000800011800c0a80d00",
  "000800060001180a0000",
  "0008000b00023800fd130000000000",
  "0008000700031800c0a80d",
  "0008000600011900c0a8",
  "0008000800011900c0a80d80",
  "0008000800011900c0a80dff",
  "00090000",
  "0009000400000001",
  "000900020001",
  COOKIE,
  `${COOKIE}${COOKIE}`,
  FOREIGN_COOKIE,
  "000a0007aabbccddeeff00",
  "000a000caabbccddeeff001122334455",
  `000a0028${"ab".repeat(40)}`,
  `000a0029${"ab".repeat(41)}`,
  "000b0000",
  "000b00020064",
  "000c0000",
  "000c00080000000000000000",
  "000d00050363636300",
  "000e00020001",
  "000e0003000100",
  "000e0000",
  "000f00020012",
  "000f000612ff66666666",
  "000f000100",
  "00100002abcd",
  "00110001ab",
  "00120000",
  "fde80003010203",
  "fde80003010203000a0008aabbccddeeff001100030000000800040001000000090000000b0000000c0000",
];
const bits: readonly QueryOptions[] = [
  { cd: true },
  { ad: true },
  { cd: true, ad: true },
  { rd: false, cd: true },
  { edns: 1232, dnssecOk: true },
  { edns: 1232, dnssecOk: true, cd: true },
  { edns: 1232, dnssecOk: true, ad: true, rd: false },
];
const plain = queryHex("small.sized.lan.", "A");
const withFlags = (flags: string): string => `${plain.slice(0, 4)}${flags}${plain.slice(8)}`;
const bitNames = [
  "small.sized.lan.",
  "missing.sized.lan.",
  "www.example.org.",
  "missing.example.org.",
  "nodata.example.org.",
];

const bitsSuite = (name: string, statements: string): Suite => ({
  name: `bind-bits${name}`,
  about: `header bits, classes, opcodes and EDNS options, ${statements === "" ? "as they are" : statements}`,
  servers: [
    named(`${options(`${statements} forward only; forwarders { ${FORWARDER}; };`)}${hint}${sizedZone}`, sizedFiles),
    world,
  ],
  asks: [
    ...bits.flatMap((request) => askAll(SERVER, bitNames, ["A", "RRSIG"], request)),
    ...ednsOptions.flatMap((data) => [
      ask(SERVER, "small.sized.lan.", "A", { edns: 1232, options: data, timeoutMs: 600 }),
      ask(SERVER, "sized.lan.", "SOA", { edns: 1232, options: data, tcp: true, dnssecOk: true, timeoutMs: 600 }),
    ]),
    ...range(15).flatMap((opcode) => [
      ask(SERVER, "sized.lan.", "SOA", { opcode, edns: 1232, timeoutMs: 600 }),
      ask(SERVER, "sized.lan.", "A", { opcode, cd: true, timeoutMs: 600 }),
      ask(SERVER, "www.example.org.", "SOA", { opcode, class: "CH", timeoutMs: 600 }),
    ]),
    ...["CH", "HS", "NONE", "ANY", "CLASS5", "CLASS65280"].flatMap((rrClass) => [
      ask(SERVER, "small.sized.lan.", "A", { class: rrClass, edns: 1232, timeoutMs: 600 }),
      ask(SERVER, "small.sized.lan.", "A", { class: rrClass, rd: false, timeoutMs: 600 }),
      ask(SERVER, "sized.lan.", "AXFR", { class: rrClass, tcp: true, timeoutMs: 600 }),
    ]),
    ...[1, 2, 255].map((ednsVersion) =>
      ask(SERVER, "small.sized.lan.", "A", { edns: 1232, ednsVersion, dnssecOk: true, options: COOKIE }),
    ),
    ask(SERVER, "small.sized.lan.", "A", { edns: 1232, ednsVersion: 1, opcode: 2 }),
    ...["0140", "0160", "0170", "01f0", "0900", "8100", "0105", "0300", "0500"].map((flags) =>
      askBytes(SERVER, withFlags(flags), { timeoutMs: 400 }),
    ),
    // An OPT record with flag bits beside DO.
    askBytes(SERVER, `${plain.slice(0, 20)}0001${plain.slice(24)}00002904d0000000ff0000`, { timeoutMs: 400 }),
    askBytes(SERVER, `${plain.slice(0, 20)}0001${plain.slice(24)}00002904d0010000000000`, { timeoutMs: 400 }),
    // Two questions for different names; a record of class CH; an OPT record in the answer section; a TSIG that nobody knows.
    askBytes(SERVER, `${plain.slice(0, 8)}0002${plain.slice(12)}${queryHex("sized.lan.", "A").slice(24)}`, {
      timeoutMs: 400,
    }),
    askBytes(SERVER, `${plain.slice(0, 12)}0001${plain.slice(16)}c00c00010003000000000004c0a80d01`, { timeoutMs: 400 }),
    askBytes(SERVER, `${plain.slice(0, 12)}0001${plain.slice(16)}00002904d0000000000000`, { timeoutMs: 400 }),
    askBytes(SERVER, `${plain.slice(0, 12)}0001${plain.slice(16)}c00c00010001000000000004c0a80d01`, { timeoutMs: 400 }),
    // No question, with a cookie and without.
    askBytes(SERVER, `${plain.slice(0, 8)}00000000000000010000290${"4d0"}000000000000c${COOKIE}`, { timeoutMs: 400 }),
    askBytes(SERVER, `${plain.slice(0, 8)}000000000000000100002904d0000000000000`, { timeoutMs: 400 }),
  ],
});
const bitsSuites: readonly Suite[] = [
  bitsSuite("", ""),
  bitsSuite("-named", `server-id "dns1.lan"; version "none of that"; hostname none;`),
  bitsSuite("-hostname", "server-id hostname; edns-udp-size 1400;"),
];

const chaos = (name: string, statements: string): Suite => ({
  name: `bind-chaos${name}`,
  about: `class CH, ${statements === "" ? "as it is" : statements}`,
  servers: [named(`${options(statements)}${hint}${sizedZone}`, sizedFiles)],
  asks: [
    ...[
      "version.bind.",
      "hostname.bind.",
      "id.server.",
      "authors.bind.",
      "other.bind.",
      "x.version.bind.",
      "VERSION.bind.",
    ].flatMap((host) =>
      ["TXT", "NS", "SOA", "ANY", "A"].flatMap((type) => [
        ask(SERVER, host, type, { class: "CH", tcp: true, timeoutMs: 600 }),
        ask(SERVER, host, type, { class: "CH", tcp: true, rd: false, edns: 1232, timeoutMs: 600 }),
      ]),
    ),
    ...["version.bind.", "authors.bind.", "id.server."].flatMap((host) => [
      ask(SERVER, host, "AXFR", { class: "CH", tcp: true, timeoutMs: 600 }),
      ask(SERVER, host, "SOA", { class: "CH", opcode: 4, timeoutMs: 600 }),
      ask(SERVER, host, "SOA", { class: "CH", opcode: 5, timeoutMs: 600 }),
    ]),
    // The fourth like answer within a second does not come.
    ask(SERVER, "version.bind.", "TXT", { class: "CH", waitMs: 4000, timeoutMs: 300 }),
    ...range(5).map(() => ask(SERVER, "version.bind.", "TXT", { class: "CH", timeoutMs: 100 })),
    ask(SERVER, "version.bind.", "TXT", { class: "CH", from: STRANGER, timeoutMs: 100 }),
    ask(SERVER, "version.bind.", "TXT", { class: "CH", tcp: true, timeoutMs: 300 }),
    ask(SERVER, "hostname.bind.", "TXT", { class: "CH", timeoutMs: 100 }),
  ],
});
const chaosSuites: readonly Suite[] = [
  chaos("", ""),
  chaos("-set", `version "1.2.3"; hostname "somebody"; server-id "me"; minimal-responses no;`),
  chaos("-none", "version none; hostname none; server-id none; allow-query { 192.168.13.0/24; };"),
];

export const wireSuites: readonly Suite[] = [...sizeSuites, ...cookieSuites, ...bitsSuites, ...chaosSuites];
