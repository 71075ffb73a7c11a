import type { DigReply } from "../dig/cases.ts";
import { type QueryOptions, queryHex } from "../query.ts";

/** The two name servers that systemd-resolved is told of. */
export const UPSTREAMS = ["192.168.13.10", "192.168.13.12"] as const;
/** The domain that its resolved.conf gives it. */
export const DOMAIN = "office.local";

const soa = (ttl: number, minimum: number): string =>
  `kloud.lan. ${ttl} IN SOA dns1.kloud.lan. host.kloud.lan. 1 2 3 4 ${minimum}\n`;
const found: DigReply = { flags: "aa rd ra", edns: "1232" };

/** What an upstream says to a name and type; `silence`: nothing; a reply of another server stands behind its address. */
const script: Readonly<Record<string, DigReply | "silence">> = {
  "web.kloud.lan. A": {
    ...found,
    answer: "web.kloud.lan. 5 IN A 198.19.0.5\n",
    authority: "kloud.lan. 60 IN NS dns1.kloud.lan.\n",
    additional: "dns1.kloud.lan. 60 IN A 192.168.13.11\n",
  },
  "web.kloud.lan. AAAA": { ...found, authority: soa(60, 60) },
  "short.kloud.lan. A": { ...found, answer: "short.kloud.lan. 1 IN A 198.19.0.6\n" },
  "zero.kloud.lan. A": { ...found, answer: "zero.kloud.lan. 0 IN A 198.19.0.7\n" },
  "long.kloud.lan. A": { ...found, answer: "long.kloud.lan. 86400 IN A 198.19.0.8\n" },
  "many.kloud.lan. A": {
    ...found,
    answer: "many.kloud.lan. 30 IN A 10.0.0.1\nmany.kloud.lan. 20 IN A 10.0.0.2\nmany.kloud.lan. 40 IN A 10.0.0.3\n",
  },
  "alias.kloud.lan. A": {
    ...found,
    answer: "alias.kloud.lan. 50 IN CNAME web2.kloud.lan.\nweb2.kloud.lan. 20 IN A 198.19.0.9\n",
  },
  "half.kloud.lan. A": { ...found, answer: "half.kloud.lan. 50 IN CNAME web.kloud.lan.\n" },
  "outward.kloud.lan. A": { ...found, answer: "outward.kloud.lan. 50 IN CNAME www.example.org.\n" },
  "www.example.org. A": { flags: "rd ra", answer: "www.example.org. 300 IN A 192.0.2.80\n" },
  "loop.kloud.lan. A": { ...found, answer: "loop.kloud.lan. 50 IN CNAME pool.kloud.lan.\n" },
  "pool.kloud.lan. A": { ...found, answer: "pool.kloud.lan. 50 IN CNAME loop.kloud.lan.\n" },
  "dangling.kloud.lan. A": {
    ...found,
    rcode: "NXDOMAIN",
    answer: "dangling.kloud.lan. 50 IN CNAME gone.kloud.lan.\n",
    authority: soa(60, 30),
  },
  "gone.kloud.lan. A": { ...found, rcode: "NXDOMAIN", authority: soa(60, 30) },
  "alias.kloud.lan. CNAME": { ...found, answer: "alias.kloud.lan. 50 IN CNAME web2.kloud.lan.\n" },
  "mail.kloud.lan. MX": {
    ...found,
    answer: "mail.kloud.lan. 60 IN MX 10 mx.kloud.lan.\n",
    additional: "mx.kloud.lan. 60 IN A 192.168.13.25\n",
  },
  "_dns._udp.kloud.lan. SRV": {
    ...found,
    answer:
      "_dns._udp.kloud.lan. 30 IN SRV 0 33 53 a.kloud.lan.\n_dns._udp.kloud.lan. 30 IN SRV 0 33 53 b.kloud.lan.\n",
  },
  "text.kloud.lan. TXT": { ...found, answer: 'text.kloud.lan. 30 IN TXT "hello" "you"\n' },
  "nope.kloud.lan. A": { ...found, rcode: "NXDOMAIN", authority: soa(60, 30) },
  "bare.kloud.lan. A": { ...found, rcode: "NXDOMAIN" },
  "none.kloud.lan. A": { ...found },
  "fail.kloud.lan. A": { ...found, rcode: "SERVFAIL" },
  "refused.kloud.lan. A": { ...found, rcode: "REFUSED" },
  "formerr.kloud.lan. A": { ...found, rcode: "FORMERR" },
  "notimp.kloud.lan. A": { ...found, rcode: "NOTIMP" },
  "big.kloud.lan. TXT": {
    ...found,
    answer: Array.from({ length: 8 }, (_, at) => `big.kloud.lan. 30 IN TXT "${"x".repeat(120)}${at}"\n`).join(""),
  },
  "cut.kloud.lan. A": { ...found, flags: "tc rd ra" },
  "secure.kloud.lan. A": { flags: "rd ra ad", edns: "1232 do", answer: "secure.kloud.lan. 30 IN A 10.0.0.1\n" },
  "name. A": { ...found, answer: "name. 30 IN A 10.0.0.1\n" },
  "name. MX": { ...found, answer: "name. 30 IN MX 1 name.\n" },
  "lan. NS": { ...found, answer: "lan. 30 IN NS dns1.kloud.lan.\n" },
  ". NS": { ...found, answer: ". 30 IN NS a.root-servers.net.\n" },
  "printer.local. A": { ...found, answer: "printer.local. 30 IN A 10.0.0.1\n" },
  "pc.office.local. A": { ...found, answer: "pc.office.local. 30 IN A 10.0.0.2\n" },
  "80.13.168.192.in-addr.arpa. PTR": { ...found, answer: "80.13.168.192.in-addr.arpa. 30 IN PTR web.kloud.lan.\n" },
  "any.kloud.lan. ANY": { ...found, answer: 'any.kloud.lan. 30 IN A 10.0.0.1\nany.kloud.lan. 30 IN TXT "t"\n' },
  "odd.kloud.lan. TYPE65280": { ...found, answer: "odd.kloud.lan. 30 IN TYPE65280 \\# 2 0102\n" },
  "other.kloud.lan. A": { ...found, answer: "elsewhere.kloud.lan. 30 IN A 10.0.0.9\n" },
};

const MISSING: DigReply = { ...found, rcode: "NXDOMAIN", authority: soa(60, 30) };

export function replyOf(name: string, type: string): DigReply | "silence" {
  return script[`${name.toLowerCase()} ${type}`] ?? MISSING;
}

/** One question to 127.0.0.53. */
export interface ResolvedAsk {
  readonly query: string;
  readonly transport: "udp" | "tcp";
  readonly waitMs: number;
}

function ask(name: string, type: string, options: QueryOptions = {}): ResolvedAsk {
  const query = queryHex(name, type, options);
  return { query, transport: options.tcp === true ? "tcp" : "udp", waitMs: options.waitMs ?? 0 };
}

const plainNames = Object.keys(script).map((key) => key.split(" ") as [string, string]);
const edns = 1232;

/** In order: what was learnt stays in the cache. */
export const asks: readonly ResolvedAsk[] = [
  ask("web.kloud.lan.", "A", { edns }),
  ask("web.kloud.lan.", "A", { edns, waitMs: 2000 }),
  ask("web.kloud.lan.", "A", { edns, waitMs: 4000 }),
  ask("short.kloud.lan.", "A", { edns }),
  ask("short.kloud.lan.", "A", { edns, waitMs: 1200 }),
  ask("zero.kloud.lan.", "A", { edns }),
  ask("zero.kloud.lan.", "A", { edns }),
  ask("long.kloud.lan.", "A", { edns }),
  ask("long.kloud.lan.", "A", { edns, waitMs: 1100 }),
  ask("many.kloud.lan.", "A", { edns }),
  ask("many.kloud.lan.", "A", { edns, waitMs: 1100 }),
  ...plainNames.flatMap(([name, type]) => [ask(name, type, { edns }), ask(name, type)]),
  ask("nope.kloud.lan.", "AAAA", { edns }),
  ask("nope.kloud.lan.", "A", { edns, waitMs: 1100 }),
  ask("WEB2.KLOUD.LAN.", "A", { edns }),
  ask("web.kloud.lan.", "MX", { edns }),
  ask("unknown.kloud.lan.", "A", { edns }),
  ask("a.unknown.kloud.lan.", "A", { edns }),
  ...["localhost.", "x.localhost.", "localhost.localdomain.", "LOCALHOST."].flatMap((name) =>
    ["A", "AAAA", "TXT", "ANY", "MX"].map((type) => ask(name, type, { edns })),
  ),
  ask("1.0.0.127.in-addr.arpa.", "PTR", { edns }),
  ask("2.0.0.127.in-addr.arpa.", "PTR", { edns }),
  ask("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa.", "PTR", { edns }),
  ...["name.", "other.", "local.", "lan."].flatMap((name) =>
    ["A", "AAAA", "MX", "TXT", "SRV", "NS", "SOA", "DS"].map((type) => ask(name, type, { edns })),
  ),
  ...["printer.local.", "x.printer.local.", "PRINTER.LOCAL.", "office.local.", "x.office.local."].flatMap((name) =>
    ["A", "TXT", "SRV"].map((type) => ask(name, type, { edns })),
  ),
  ask("x.254.169.in-addr.arpa.", "PTR", { edns }),
  ask("x.invalid.", "A", { edns }),
  ask("x.home.arpa.", "A", { edns }),
  ask("x.onion.", "A", { edns }),
  ask("x.example.", "A", { edns }),
  ask("_gateway.", "A", { edns }),
  ...[
    "MD",
    "MF",
    "MB",
    "MG",
    "MR",
    "NULL",
    "WKS",
    "MINFO",
    "MAILA",
    "MAILB",
    "AXFR",
    "IXFR",
    "OPT",
    "TSIG",
    "TKEY",
    "RRSIG",
    "DNSKEY",
    "NSEC3",
    "HINFO",
    "SPF",
    "A6",
  ].map((type) => ask("web.kloud.lan.", type, { edns })),
  ask("web.kloud.lan.", "A", { edns, rd: false }),
  ask("localhost.", "A", { edns, rd: false }),
  ask("web.kloud.lan.", "A", { edns, cd: true }),
  ask("web.kloud.lan.", "A", { edns, ad: true }),
  ask("web.kloud.lan.", "A", { edns, dnssecOk: true }),
  ask("secure.kloud.lan.", "A", { edns, dnssecOk: true }),
  ask("secure.kloud.lan.", "A", { edns, ad: true }),
  ask("web.kloud.lan.", "A", { edns, ednsVersion: 1 }),
  ask("web.kloud.lan.", "A", { edns, options: "000a00080011223344556677" }),
  ask("web.kloud.lan.", "A", { edns, options: "00030000" }),
  ask("web.kloud.lan.", "A", { edns: 0 }),
  ask("web.kloud.lan.", "A", { edns: 65_535 }),
  ask("big.kloud.lan.", "TXT"),
  ask("big.kloud.lan.", "TXT", { edns: 512 }),
  ask("big.kloud.lan.", "TXT", { edns: 1232 }),
  ask("big.kloud.lan.", "TXT", { edns: 4096 }),
  ask("big.kloud.lan.", "TXT", { tcp: true }),
  ask("web.kloud.lan.", "A", { tcp: true, edns }),
  ask("web.kloud.lan.", "A", { class: "CH", edns }),
  ask("web.kloud.lan.", "A", { class: "ANY", edns }),
  ask("localhost.", "A", { class: "CH", edns }),
  ask("web.kloud.lan.", "A", { opcode: 4, edns }),
  ask("web.kloud.lan.", "A", { opcode: 2, edns }),
  { query: "000001000002000000000000000001000100000100 01".replace(" ", ""), transport: "udp", waitMs: 0 },
  { query: "000001000000000000000000", transport: "udp", waitMs: 0 },
  { query: "00000100", transport: "udp", waitMs: 0 },
  { query: `${queryHex("web.kloud.lan.", "A").replace(/^00000100/, "00008100")}`, transport: "udp", waitMs: 0 },
  { query: `${queryHex("web.kloud.lan.", "A").replace(/^00000100/, "00000300")}`, transport: "udp", waitMs: 0 },
  { query: `${queryHex("web.kloud.lan.", "A")}00`, transport: "udp", waitMs: 0 },
];
