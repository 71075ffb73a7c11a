/** What a scripted server says to dig: the text of its reply's sections, in the format of zone files. */
export interface DigReply {
  readonly rcode?: string;
  readonly opcode?: string;
  /** Words as dig prints them; `qr` is left out. */
  readonly flags?: string;
  /** Says nothing about what was asked: how often the reply repeats the question. */
  readonly questions?: 0 | 1;
  readonly answer?: string;
  readonly authority?: string;
  readonly additional?: string;
  /** `size [do] [version N] [z N] [CODE:HEX ...]`; `echo` repeats the question's cookie, `good` adds a server's part. */
  readonly edns?: string;
  /** Octets behind the message, in hexadecimal. */
  readonly trailing?: string;
}

/** What is typed behind `dig @address -p port`, and what the server says to each message that comes. */
export interface DigCase {
  readonly words: string;
  readonly replies: readonly DigReply[] | "silence";
}

const plain = { flags: "rd ra" };
const address = "web.kloud.lan. 300 IN A 192.168.13.80\n";
const soa = "kloud.lan. 3600 IN SOA dns1.kloud.lan. hostmaster.kloud.lan. 2024010201 1800 900 604800 60\n";

/** Every way in which a header can look. */
const headers: readonly DigCase[] = [
  { words: "web.kloud.lan", replies: [{ flags: "aa rd ra", answer: address }] },
  { words: "web.kloud.lan A +norec", replies: [{ flags: "aa", answer: address }] },
  { words: "web.kloud.lan A", replies: [{ flags: "aa rd", answer: address }] },
  { words: "web.kloud.lan A +norec", replies: [{ flags: "aa rd", answer: address }] },
  { words: "web.kloud.lan A +ignore", replies: [{ flags: "aa tc rd ra ad cd z", answer: address }] },
  { words: "web.kloud.lan A +norec", replies: [{ flags: "z", answer: address }] },
  { words: "web.kloud.lan A +ignore", replies: [{ flags: "tc rd ra" }] },
  { words: "web.kloud.lan A", replies: [{ flags: "tc rd ra" }, { flags: "rd ra", answer: address }] },
  { words: "web.kloud.lan A +short", replies: [{ flags: "tc rd ra" }, { flags: "rd ra", answer: address }] },
  { words: "web.kloud.lan A +nocomments", replies: [{ flags: "tc rd ra" }, { flags: "rd ra", answer: address }] },
  { words: "nope.kloud.lan", replies: [{ ...plain, rcode: "NXDOMAIN", authority: soa }] },
  { words: "web.kloud.lan MX", replies: [{ ...plain, authority: soa }] },
  ...[
    "FORMERR",
    "SERVFAIL",
    "NOTIMP",
    "REFUSED",
    "YXDOMAIN",
    "YXRRSET",
    "NXRRSET",
    "NOTAUTH",
    "NOTZONE",
    "RCODE11",
    "RCODE12",
  ].map((rcode): DigCase => ({ words: "web.kloud.lan +noedns", replies: [{ ...plain, rcode }] })),
  ...["BADVERS", "BADCOOKIE", "BADKEY", "RCODE17", "RCODE24", "RCODE3841"].map(
    (rcode): DigCase => ({ words: "web.kloud.lan +nobadcookie", replies: [{ ...plain, rcode, edns: "1232" }] }),
  ),
  { words: "web.kloud.lan", replies: [{ ...plain, questions: 0 }] },
  { words: "web.kloud.lan", replies: [{ ...plain, answer: address, trailing: "00" }] },
  { words: "web.kloud.lan", replies: [{ ...plain, answer: address, trailing: "000102" }] },
  ...[1, 2, 3, 4, 5, 6, 15].map(
    (opcode): DigCase => ({ words: `web.kloud.lan +opcode=${opcode}`, replies: [{ ...plain }] }),
  ),
  { words: "web.kloud.lan +tcp", replies: [{ ...plain, answer: address }] },
  { words: "web.kloud.lan +tcp", replies: [{ ...plain, answer: address, trailing: "00" }] },
];

/** dig's warning for mDNS names. */
const local: readonly DigCase[] = [
  "web.linkerd-viz.svc.cluster.local",
  "cluster.local",
  "local",
  "LOCAL",
  "x.LoCaL",
  "foolocal",
  "local.kloud.lan",
  "x\\.local",
].flatMap((name): DigCase[] => [
  { words: name, replies: [{ ...plain, rcode: "NXDOMAIN" }] },
  { words: `${name} +short`, replies: [{ ...plain, rcode: "NXDOMAIN" }] },
  { words: `${name} +noall +answer`, replies: [{ ...plain, rcode: "NXDOMAIN" }] },
  { words: `${name} +nocomments`, replies: [{ ...plain, rcode: "NXDOMAIN" }] },
  { words: `${name} +noquestion`, replies: [{ ...plain, rcode: "NXDOMAIN", questions: 0 }] },
]);

const cookie = "0011223344556677";
const pseudo: readonly DigCase[] = [
  { words: "web.kloud.lan +noedns", replies: [{ ...plain, answer: address }] },
  { words: "web.kloud.lan +dnssec", replies: [{ ...plain, answer: address, edns: "1232 do" }] },
  { words: "web.kloud.lan", replies: [{ ...plain, answer: address, edns: "65494" }] },
  { words: "web.kloud.lan", replies: [{ ...plain, answer: address, edns: "4096 version 1 z 1" }] },
  { words: "web.kloud.lan", replies: [{ ...plain, answer: address, edns: "4096 do z 16385" }] },
  { words: "web.kloud.lan", replies: [{ ...plain, answer: address, edns: "1232 echo" }] },
  { words: "web.kloud.lan", replies: [{ ...plain, answer: address, edns: "1232 good" }] },
  { words: "web.kloud.lan", replies: [{ ...plain, answer: address, edns: `1232 10:${cookie}` }] },
  { words: `web.kloud.lan +cookie=${cookie}`, replies: [{ ...plain, answer: address, edns: `1232 10:${cookie}` }] },
  {
    words: `web.kloud.lan +cookie=${cookie}`,
    replies: [{ ...plain, answer: address, edns: `1232 10:${cookie}0102030405060708` }],
  },
  { words: "web.kloud.lan +nocookie", replies: [{ ...plain, answer: address, edns: `1232 10:${cookie}` }] },
  {
    words: "web.kloud.lan +nsid",
    replies: [{ ...plain, edns: `1232 3:${Buffer.from("dns1 \u00e9\n").toString("hex")}` }],
  },
  ...[
    "3:",
    "3:646e7331",
    "8:0001180013 2a0b".replace(" ", ""),
    "8:00012000c0a80d32",
    "8:00011800c0a80d",
    "8:0002380020010db8000000",
    "8:0002800020010db8000000000000000000000001",
    "8:0000 0000".replace(" ", ""),
    "9:",
    "9:00000000",
    "9:00000001",
    "9:00093a80",
    "9:000a8c10",
    "11:",
    "11:0096",
    "11:0001",
    "11:000096",
    "12:",
    "12:0000000000",
    "12:00010203",
    "13:00",
    "14:4f66",
    "14:4f669728",
    "15:0000",
    "15:0003",
    "15:0012416e7374",
    "15:00164e6f2072656163686162 6c65".replace(" ", ""),
    "15:0018",
    "15:0019",
    "15:001d",
    "15:0031",
    "15:ffff01",
    "15:0009e28098",
    "15:00097f",
    "15:00090a0941",
    "15:000900",
    "3:c3a9",
    "18:00",
    "26946:0102",
    "65001:",
    "65001:414243",
    "65001:00ff41",
    "2:00000e10",
    "2:00",
    "4:4142",
    "5:0d",
    "5:080d",
    "6:02",
    "7:01",
  ].map((option): DigCase => ({ words: "web.kloud.lan +nocookie", replies: [{ ...plain, edns: `1232 ${option}` }] })),
  { words: "web.kloud.lan", replies: [{ ...plain, edns: "1232 15:000f 15:0012 3:41" }] },
  { words: "web.kloud.lan +short", replies: [{ ...plain, answer: address, edns: "1232 15:000f" }] },
  { words: "web.kloud.lan +noall +comments", replies: [{ ...plain, answer: address, edns: "1232" }] },
];

/** dig takes no NSEC3 record of another name than a hash. */
const HASHED = "0p9mhaveqvm6t7vbl5lop2u3t2rp3tom.lan";

/** One record of each type, as dig puts it into columns. */
const records: readonly DigCase[] = [
  ["A", "192.0.2.1"],
  ["AAAA", "2001:db8::1"],
  ["AAAA", "::ffff:192.0.2.1"],
  ["NS", "dns1.kloud.lan."],
  ["CNAME", "www.kloud.lan."],
  ["PTR", "web.kloud.lan."],
  ["DNAME", "kloud.lan."],
  ["MX", "10 mail.kloud.lan."],
  ["SOA", "dns1.kloud.lan. host\\.master.kloud.lan. 4294967295 1800 900 604800 60"],
  ["SRV", "0 33 53 kube-dns.kube-system.svc.cluster.local."],
  ["TXT", '"plain"'],
  ["TXT", '"with \\"quotes\\" and \\\\ and ; and \\007 and \\195\\169" "" "two"'],
  ["HINFO", '"PC" "Linux 6.1"'],
  ["RP", "daniel.kloud.lan. ."],
  ["AFSDB", "1 afs.kloud.lan."],
  ["CAA", '128 issue "ca.example; x=\\"y\\""'],
  ["NAPTR", '100 10 "u" "E2U+sip" "!^.*$!sip:info@kloud.lan!" .'],
  ["URI", '10 1 "https://kloud.lan/"'],
  ["SVCB", '1 svc.kloud.lan. mandatory=alpn alpn="h2,h3" port=8443 ipv4hint=192.0.2.1 key667="a\\"b"'],
  ["HTTPS", "0 svc.kloud.lan."],
  ["DS", "60485 13 2 D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A"],
  ["DNSKEY", `257 3 13 ${Buffer.alloc(64, 7).toString("base64")}`],
  ["RRSIG", `A 13 3 300 20260101000000 20251201000000 12345 kloud.lan. ${Buffer.alloc(64, 9).toString("base64")}`],
  ["NSEC", "a.kloud.lan. A NS SOA MX AAAA RRSIG NSEC TYPE65280"],
  ["NSEC3", "1 0 0 - 2T7B4G4VSA5SMI47K61MV5BV1A22BOJR A RRSIG"],
  ["NSEC3", "1 1 12 AABBCCDD 2T7B4G4VSA5SMI47K61MV5BV1A22BOJR"],
  ["NSEC3PARAM", "1 0 0 -"],
  ["TLSA", "3 1 1 0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF"],
  ["SSHFP", "4 2 0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF"],
  ["LOC", "52 22 23.000 N 4 53 32.000 E -2.00m 1m 10000m 10m"],
  ["CDS", "0 0 0 00"],
  ["KX", "10 kx.kloud.lan."],
  ["TYPE65280", "\\# 5 0102030405"],
  ["TYPE65280", "\\# 0"],
].flatMap(([type, data]): DigCase[] => [
  { words: `${HASHED} ${type}`, replies: [{ ...plain, answer: `${HASHED}. 300 IN ${type} ${data}\n` }] },
  { words: `${HASHED} ${type} +short`, replies: [{ ...plain, answer: `${HASHED}. 300 IN ${type} ${data}\n` }] },
]);

/** Columns with owners, TTLs, classes and types of every length. */
const columns: readonly DigCase[] = [
  ...[1, 7, 8, 15, 16, 20, 22, 23, 24, 25, 31, 32, 40, 48, 56, 60].map((length): DigCase => {
    const name = `${"a".repeat(length)}.lan`;
    return {
      words: name,
      replies: [{ ...plain, answer: `${name}. 0 IN A 192.0.2.1\n${name}. 4294967295 IN A 192.0.2.2\n` }],
    };
  }),
  { words: ". NS", replies: [{ ...plain, answer: ". 518400 IN NS a.root-servers.net.\n" }] },
  { words: "x.lan NSEC3PARAM", replies: [{ ...plain, answer: "x.lan. 300 IN NSEC3PARAM 1 0 0 -\n" }] },
  {
    words: "x.lan TYPE65280 CLASS65280",
    replies: [{ ...plain, answer: "x.lan. 300 CLASS65280 TYPE65280 \\# 1 00\n" }],
  },
  { words: "id.server TXT CH", replies: [{ ...plain, answer: 'id.server. 0 CH TXT "coredns-1"\n' }] },
  { words: "version.bind TXT CH +short", replies: [{ ...plain, answer: 'version.bind. 0 CH TXT "CoreDNS-1.15.0"\n' }] },
  { words: "x.lan A CLASS7", replies: [{ ...plain }] },
  {
    words: "x.lan ANY",
    replies: [{ ...plain, answer: 'x.lan. 5 IN A 192.0.2.1\nx.lan. 5 IN TXT "t"\nx.lan. 5 IN MX 1 m.lan.\n' }],
  },
  { words: "x.lan IXFR=7 +ignore", replies: [{ ...plain, rcode: "REFUSED" }] },
  { words: "a\\.b\\032c\\255.lan", replies: [{ ...plain, answer: "a\\.b\\032c\\255.lan. 5 IN A 192.0.2.1\n" }] },
  { words: "UPPER.lan", replies: [{ ...plain, answer: "UPPER.lan. 5 IN A 192.0.2.1\n" }] },
];

const referral: DigReply = {
  flags: "rd",
  authority: "k8s1-prod.kloud.lan. 3600 IN NS ns.k8s1-prod.kloud.lan.\n",
  additional: "ns.k8s1-prod.kloud.lan. 3600 IN A 198.19.0.30\n",
  edns: "1232",
};
const chain = "a.lan. 5 IN CNAME b.lan.\nb.lan. 5 IN CNAME c.lan.\nc.lan. 5 IN A 192.0.2.1\nc.lan. 5 IN A 192.0.2.2\n";
const services = [1, 2].map((at) => `_dns._udp.kube-dns.lan. 30 IN SRV 0 50 53 10-0-0-${at}.kube-dns.lan.\n`).join("");

/** Sections and the words that show or hide them. */
const sections: readonly DigCase[] = [
  { words: "web.k8s1-prod.kloud.lan +norec", replies: [referral] },
  ...[
    "+noall",
    "+noall +answer",
    "+noall +authority +additional",
    "+noall +question",
    "+noall +stats",
    "+noall +comments",
    "+nocmd",
    "+nocomments",
    "+noquestion",
    "+noanswer",
    "+noauthority",
    "+noadditional",
    "+nostats",
    "+nocmd +nocomments +nostats",
    "+noall +answer +comments",
    "+short",
    "+short +nocmd",
    "+short +all",
    "+all",
    "+noshort",
  ].map(
    (words): DigCase => ({
      words: `web.k8s1-prod.kloud.lan ${words}`,
      replies: [{ ...referral, flags: "rd ra", answer: chain.replaceAll("a.lan.", "web.k8s1-prod.kloud.lan.") }],
    }),
  ),
  { words: "a.lan +short", replies: [{ ...plain, answer: chain }] },
  {
    words: "srv _dns._udp.kube-dns.lan",
    replies: [{ ...plain, answer: services, additional: "10-0-0-1.kube-dns.lan. 30 IN A 10.0.0.1\n" }],
  },
  { words: "+short srv _dns._udp.kube-dns.lan", replies: [{ ...plain, answer: services }] },
  {
    words: "-x 192.168.13.80",
    replies: [{ ...plain, answer: "80.13.168.192.in-addr.arpa. 300 IN PTR web.kloud.lan.\n" }],
  },
  { words: "-x 2001:db8::1", replies: [{ ...plain, rcode: "NXDOMAIN" }] },
  { words: "-t TXT -q x.lan", replies: [{ ...plain }] },
];

const zone = `${soa}kloud.lan. 3600 IN NS dns1.kloud.lan.\ndns1.kloud.lan. 3600 IN A 192.168.13.11\n`;
const transfers: readonly DigCase[] = [
  { words: "kloud.lan AXFR", replies: [{ flags: "aa", answer: zone + soa }] },
  { words: "kloud.lan AXFR +short", replies: [{ flags: "aa", answer: zone + soa }] },
  { words: "kloud.lan AXFR +noall +answer", replies: [{ flags: "aa", answer: zone + soa }] },
  { words: "kloud.lan AXFR +nocmd +nostats", replies: [{ flags: "aa", answer: zone + soa }] },
  { words: "kloud.lan AXFR +nocomments", replies: [{ flags: "aa", rcode: "REFUSED" }] },
  { words: "kloud.lan AXFR", replies: [{ rcode: "REFUSED" }] },
  { words: "kloud.lan AXFR +short", replies: [{ rcode: "REFUSED" }] },
  { words: "kloud.lan AXFR +noall +answer", replies: [{ rcode: "REFUSED" }] },
  { words: "kloud.lan AXFR", replies: [{ rcode: "NOTAUTH", edns: "1232" }] },
  { words: "kloud.lan AXFR", replies: [{ flags: "aa", answer: "" }] },
  {
    words: "cluster.local AXFR",
    replies: [
      {
        flags: "aa",
        answer: zone.replaceAll("kloud.lan", "cluster.local") + soa.replaceAll("kloud.lan", "cluster.local"),
      },
    ],
  },
  { words: "kloud.lan IXFR=2024010201", replies: [{ flags: "aa", answer: soa }] },
];

const failures: readonly DigCase[] = [
  { words: "web.kloud.lan +time=1 +tries=1", replies: "silence" },
  { words: "web.kloud.lan +time=1 +tries=2", replies: "silence" },
  { words: "web.kloud.lan +time=1 +tries=1 +short", replies: "silence" },
  { words: "web.kloud.lan +time=1 +tries=1 +noall +answer", replies: "silence" },
  { words: "web.kloud.lan +time=1 +tries=1 +nocmd", replies: "silence" },
  { words: "web.kloud.lan +time=1 +tries=1 +tcp", replies: "silence" },
  { words: "+time=1 +tries=1 +short web.kloud.lan", replies: "silence" },
  { words: "+time=1 +tries=1 +nocmd web.kloud.lan", replies: "silence" },
  { words: "+time=1 +tries=1 +noall +answer web.kloud.lan", replies: "silence" },
  { words: "+time=1 +tries=1 +short +cmd web.kloud.lan", replies: "silence" },
  { words: "+time=1 +tries=1 A +short web.kloud.lan", replies: "silence" },
  { words: "+time=1 +tries=1 -x 192.168.13.80 +nocmd", replies: "silence" },
  { words: "+time=1 +tries=1 +nocmd -x 192.168.13.80", replies: "silence" },
  { words: "+time=1 +tries=1 -q web.kloud.lan +short", replies: "silence" },
  { words: "+time=1 +tries=1 +short -q web.kloud.lan", replies: "silence" },
  { words: "+nocmd web.kloud.lan", replies: [{ ...plain }] },
  { words: "+nocmd web.kloud.lan +cmd", replies: [{ ...plain }] },
  { words: "+short web.kloud.lan +noshort", replies: [{ ...plain, answer: address }] },
  { words: "+noall web.kloud.lan +all", replies: [{ ...plain }] },
  { words: "web.kloud.lan A +time=1 +tries=1", replies: [{ flags: "tc rd ra" }] },
];

export const digCases: readonly DigCase[] = [
  ...headers,
  ...local,
  ...pseudo,
  ...records,
  ...columns,
  ...sections,
  ...transfers,
  ...failures,
];
