import type { Lots } from "../site-questions/draw.ts";
import { below, type Draw, inOrder, mostly } from "./odds.ts";

const name = mostly(
  ["a", "b.c", "@", "ns", "ns.example.", "x.other.", ".", "a\\.b", "\\097b", "A", "Ns.Example."],
  ["*.w", "a_b", "-x", "..", "", "a..b", "x".repeat(64), "\\256", '"q"', "1.2.3.4", "1.2.3.4."],
);
const whole = (max: number): Draw => {
  const odd = mostly([String(max + 1), "-1", "x", '"1"', ""]);
  const good = mostly(["0", "1", "2", "10", "0017", String(max)]);
  return (lots) => (lots.happens(0.02) ? odd(lots) : lots.happens(0.5) ? good(lots) : String(below(lots, max + 1)));
};
const [u8, u16, u32] = [whole(0xff), whole(0xffff), whole(0xffffffff)];
const counter = mostly(["1h", "2d3m", "1w", "0", "60", "4294967295", "1H30M"], ["1x", "7102w", "4294967296", "1h2"]);
const hexOf = (lots: Lots, octets: number): string =>
  Array.from({ length: octets }, () => below(lots, 256).toString(16).padStart(2, "0")).join("");

/** Of one of these lengths, cut in two here and there. */
const hex =
  (...lengths: readonly number[]): Draw =>
  (lots) => {
    const text = hexOf(lots, lots.pick(lengths));
    return mostly(
      [text, text.toUpperCase(), text.replace(/(.{6})/, "$1 ")],
      [`${text}a`, `${text}zz`, `"${text}"`, ""],
    )(lots);
  };
const base64: Draw = (lots) => {
  const text = Buffer.from(hexOf(lots, lots.pick([1, 2, 3, 8, 33, 64])), "hex").toString("base64");
  return mostly([text, text, text.replace(/(.{5})/, "$1 ")], [`${text}=`, text.slice(1), `${text}!`, ""])(lots);
};
const string = mostly(
  [
    '"a b"',
    "word",
    '""',
    '"a\\"b"',
    '"\\065\\255\\000"',
    '"x;y"',
    "a\\032b",
    "\\;",
    '"tab\there"',
    `"${"x".repeat(255)}"`,
    "\xe9",
    "$",
    '"$x"',
    "@",
  ],
  [`"${"y".repeat(256)}"`, '"\\256"', '"\\1"', '"a'],
);
const strings: Draw = (lots) =>
  Array.from({ length: 1 + below(lots, 3) }, () => string(lots)).join(lots.pick([" ", " ", "  ", "\t"]));
const algorithm = mostly(["8", "13", "RSASHA256", "ecdsap256sha256", "ED25519", "PRIVATEDNS", "0"], ["NOSUCH", "256"]);
const types = mostly(
  ["A", "NS", "TXT MX", "A RRSIG NSEC", "TYPE65280", "CAA TYPE1", "A A", "TYPE65535", "NXT A"],
  ["NOSUCH", ""],
);
const time = mostly(
  ["20300101000000", "20240229120000", "1700000000", "0"],
  ["20230229120000", "20301301000000", "2030010100000", "4294967296"],
);
const ipv4 = mostly(
  ["1.2.3.4", "255.255.255.255", "0.0.0.0"],
  ["1.2.3", "1.2.3.4.5", "01.2.3.4", "1.2.3.256", "a.b.c.d", "1.2.3.4.", '"1.2.3.4"'],
);
const ipv6 = mostly(
  [
    "::",
    "::1",
    "2001:db8::1",
    "2001:DB8:0:0:0:0:0:1",
    "::ffff:1.2.3.4",
    "::1.2.3.4",
    "1:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7::",
    "::2:3:4:5:6:7:8",
    "2001:db8::1:0:0:1",
    "1:0:0:2:0:0:0:3",
    "::0.0.0.1",
    "64:ff9b::1.2.3.4",
    "0:0:0:0:0:ffff:0102:0304",
  ],
  ["1::2::3", "12345::", "1:2:3", "fe80::1%eth0", "1:2:3:4:5:6:7:8:9", ":1:2:3:4:5:6:7", "::1.2.3", "1.2.3.4"],
);
const key = inOrder(
  mostly(["256", "257", "0"], ["ZONE", "65536"]),
  mostly(["3", "DNSSEC"], ["2", "X"]),
  algorithm,
  base64,
);
const digest: Draw = (lots) => {
  const [kind, length] = lots.pick([
    ["1", 20],
    ["2", 32],
    ["4", 48],
    ["SHA-256", 32],
    ["SHA1", 20],
    ["9", 5],
  ] as const);
  return inOrder(u16, algorithm, mostly([kind], ["X", "256"]), hex(lots.happens(0.05) ? 7 : length))(lots);
};
const salt = mostly(["-", "aabb", "AABBCC"], ["a", "zz", ""]);
const hash = mostly(["2t7b4g4vsa5smi47k61mv5bv1a22bojr", "2T7B4G4VSA5SMI47K61MV5BV1A22BOJR"], ["short", "00", "!!"]);
const parameters = mostly(
  [
    "",
    "alpn=h2",
    'alpn="h2,h3"',
    "port=443",
    "ipv4hint=1.2.3.4,5.6.7.8",
    "ipv6hint=2001:db8::1",
    "mandatory=alpn alpn=h2",
    "no-default-alpn alpn=h2",
    "ech=AAAA",
    "key65333=ex1",
    "dohpath=/q{?dns}",
    'key667="a\\"b\\001"',
    "port=443 alpn=h2",
    'alpn="f\\\\\\\\oo\\\\,bar,h2"',
    "key667",
  ],
  [
    "port=65536",
    "mandatory=port alpn=h2",
    "no-default-alpn",
    "key7=x",
    "alpn",
    "port",
    "alpn=h2 alpn=h3",
    "bogus=1",
    "ipv4hint=1.2.3",
    "mandatory=mandatory",
    "key65536=a",
    "alpn=",
    "ipv6hint=1.2.3.4",
    "ech=!",
  ],
);
const binding: Draw = (lots) =>
  lots.happens(0.2)
    ? inOrder(mostly(["0"]), name, mostly([""], ["alpn=h2"]))(lots)
    : inOrder(u16, mostly([".", "svc", "foo.example."]), parameters)(lots);
const location = mostly(
  [
    "42 21 54 N 71 06 18 W -24m 30m",
    "42 21 43.952 N 71 5 6.344 W -24m 1m 200m",
    "52 14 05 N 00 08 50 E 10m",
    "90 0 0 N 180 0 0 E 42849672.95m",
    "1 2 3.123 S 1 2 3 W 1.5m 10m 10m 10m",
    "60 9 0.000 N 24 39 0.000 E 10.00m 20.00m 2000.00m 20.00m",
    "0 N 0 E 0",
    "12 N 13 W -100000.00m",
    "1 2 N 3 4 E 5.5",
    "1 2 3 N 4 5 6 E 0m 90000000.00m 0.01m 1234.56m",
    "1 2 3.1 N 4 5 6.99 E 1m",
  ],
  [
    "91 0 0 N 0 0 0 E 0m",
    "1 60 0 N 0 0 0 E 0m",
    "1 2 3.1234 N 1 2 3 E 0m",
    "-100000.00m",
    "1 2 3 X 1 2 3 E 0m",
    "0 N 0 E 99999999m",
    "0 N 0 E",
  ],
);
const kindOfCertificate = mostly(["1", "PKIX", "SPKI", "PGP", "URI", "OID", "65535"], ["NOSUCH", "65536"]);

/** Types by mnemonic. WKS is missing: what its words mean depends on the machine (/etc/services), and the twin says that it does not read them. */
export const dataByType: Readonly<Record<string, Draw>> = {
  A: ipv4,
  AAAA: ipv6,
  NS: name,
  CNAME: name,
  DNAME: name,
  PTR: name,
  MB: name,
  MX: inOrder(u16, name),
  KX: inOrder(u16, name),
  RT: inOrder(u16, name),
  AFSDB: inOrder(u16, name),
  LP: inOrder(u16, name),
  SOA: inOrder(name, name, u32, counter, counter, counter, counter),
  TXT: strings,
  SPF: strings,
  NINFO: strings,
  AVC: strings,
  SRV: inOrder(u16, u16, u16, name),
  HINFO: inOrder(string, string),
  RP: inOrder(name, name),
  MINFO: inOrder(name, name),
  PX: inOrder(u16, name, name),
  CAA: inOrder(u8, mostly(["issue", "ISSUEWILD", "iodef", "x1"], ["-bad", '"issue"', ""]), string),
  NAPTR: inOrder(
    u16,
    u16,
    string,
    string,
    mostly(['""', '"!^.*$!sip:x@y!"', '"!(a)!\\\\1!i"'], ['"!a!b"', "x", '"!a!b!x"', '"!(a!b!"']),
    name,
  ),
  SVCB: binding,
  HTTPS: binding,
  URI: inOrder(u16, u16, mostly(['"https://x.test/"', '"a\\"b"', '""'], ["bare", ""])),
  DS: digest,
  CDS: digest,
  DLV: digest,
  TA: digest,
  DNSKEY: key,
  CDNSKEY: key,
  KEY: key,
  RRSIG: inOrder(
    mostly(["A", "TYPE65280", "TXT"], ["NOSUCH", "RRSIG"]),
    algorithm,
    u8,
    u32,
    time,
    time,
    u16,
    name,
    base64,
  ),
  NSEC: inOrder(name, types),
  NSEC3: inOrder(mostly(["1"]), u8, u16, salt, hash, types),
  NSEC3PARAM: inOrder(mostly(["1"]), u8, u16, salt),
  TLSA: inOrder(u8, u8, u8, hex(1, 2, 32)),
  SMIMEA: inOrder(u8, u8, u8, hex(1, 2, 32)),
  SSHFP: inOrder(mostly(["1", "4"]), mostly(["1", "2"]), hex(20, 32, 4)),
  LOC: location,
  OPENPGPKEY: base64,
  DHCID: base64,
  EUI48: mostly(
    ["00-11-22-33-44-55", "AA-bb-CC-dd-EE-ff"],
    ["00-11-22-33-44", "0-1-2-3-4-5", "00:11:22:33:44:55", "00-11-22-33-44-5g", "00-11-22-33-44-55-66"],
  ),
  EUI64: mostly(["00-11-22-33-44-55-66-77", "AA-bb-CC-dd-EE-ff-00-11"], ["00-11-22-33-44-55"]),
  CERT: inOrder(kindOfCertificate, u16, algorithm, base64),
  APL: mostly(
    [
      "1:192.168.0.0/16",
      "!1:10.0.0.0/8 2:FF00::/8",
      "",
      "1:0.0.0.0/0",
      "2:2001:db8::/32",
      "1:1.2.3.4/32 !1:1.2.3.4/8",
      "2:::/0",
    ],
    ["1:1.2.3.4/33", "3:x/1", "1:1.2.3.4", "1.2.3.4/8", "!!1:1.2.3.4/8", "2:1.2.3.4/8"],
  ),
  NID: inOrder(u16, mostly(["0014:4fff:ff20:ee64", "14:4fff:ff20:ee64", "0:0:0:0"], ["1:2:3", "::1", "00144:1:1:1"])),
  L32: inOrder(u16, ipv4),
  L64: inOrder(u16, mostly(["2001:0db8:1140:1000", "1:2:3:4"], ["2001:db8::1", "1:2:3:4:5"])),
  X25: mostly(["12345", '"311061700956"'], ["123", "12a45", '""']),
  ISDN: mostly(["150862028003217", '"1" "004"', '""'], []),
  GPOS: mostly(["-32.6882 116.8652 10.0", '"1" "2" "3"', "0 0 0"], ["-91 0 0", "1 2", "a b c", "0 181 0"]),
  NSAP: mostly(["0x47.0005.80.005a00.0000.0001.e133.ffffff000161.00", "0x01"], ["47", "0x1", "0xzz"]),
  NXT: inOrder(name, mostly(["A", "A NS SOA"], ["TYPE200", ""])),
  IPSECKEY: mostly(
    [
      "10 1 2 192.0.2.38 AQNR",
      "10 0 2 . AQNR",
      "10 3 2 mygateway.example. AQNR",
      "10 2 2 2001:db8::1 AQNR",
      "10 1 0 1.2.3.4",
    ],
    ["10 4 2 . AQNR", "10 1 2 . AQNR"],
  ),
  HIP: mostly(["2 200100107B1A74DF365639CC39F1D578 AwEAAbdx", "2 20 AwEAAbdx rvs.example. b"], ["2 zz AAAA", "2 20"]),
  AMTRELAY: mostly(["10 0 0 .", "10 1 1 1.2.3.4", "10 0 2 ::1", "10 1 3 relay.example."], ["10 2 0 .", "10 0 1 ::1"]),
  DOA: inOrder(u32, u32, u8, string, base64),
  RKEY: inOrder(mostly(["0"], ["1"]), u8, algorithm, base64),
  SINK: inOrder(u8, u8, u8, base64),
  EID: hex(2, 4),
  NIMLOC: hex(2, 4),
  ATMA: mostly(["+61200000000", "39246f00e7c9c0312000100001"], ["+", "3", "+6.1"]),
  A6: mostly(["0 2001:db8::1", "64 ::1 prefix.example.", "128 prefix.example."], ["129 x", "0"]),
  CSYNC: inOrder(u32, u16, types),
  ZONEMD: inOrder(u32, u8, mostly(["1", "2", "240"]), hex(48, 64, 12, 2)),
  TALINK: inOrder(name, name),
  TYPE65280: mostly(
    ["\\# 0", "\\# 2 abcd", "\\# 3 AB CD ef", "\\# 3 ( ab\n cdef )"],
    ["\\# 3 ab", "\\# 65536 00", "\\# x", "\\# 1 zz", "\\# 1 ab cd", "abc", "\\#", '"\\#" 0'],
  ),
  TYPE1: mostly(["1.2.3.4", "\\# 4 01020304", "\\# 4 0102 0304"], ["\\# 3 010203"]),
  TYPE15: mostly(["\\# 5 000a 0161 00", "10 a"], ["\\# 3 000a01", "\\# 2 000a"]),
  NOSUCH: name,
  ANY: name,
  OPT: name,
};
