import { ask, askAll } from "../query.ts";
import { randomLooseZone } from "../random-zone.ts";
import type { Suite } from "../suite.ts";
import { coredns } from "./coredns-names.ts";

const SERVER = "192.168.13.40";
const TYPES = ["A", "AAAA", "TXT", "NS", "SOA", "CNAME", "MX", "DS", "DNAME"];
const signed = { edns: 4096, dnssecOk: true } as const;

/** Signatures and NSEC records as a signer would leave them; nobody looks into them. */
const sig = (covered: string): string =>
  `RRSIG ${covered} 13 2 60 20400101000000 20240101000000 4711 signed.test. AAAA`;
const signedZone = `$ORIGIN signed.test.
$TTL 60
@ 300 SOA ns1 hostmaster 9 3600 600 86400 30
@ ${sig("SOA")}
@ NS ns1
@ NS ns2.elsewhere.test.
@ ${sig("NS")}
@ DNSKEY 257 3 13 AAAA
@ ${sig("DNSKEY")}
@ MX 10 ns1
@ ${sig("MX")}
@ NSEC alias.signed.test. NS SOA MX RRSIG NSEC DNSKEY
@ ${sig("NSEC")}
alias CNAME www
alias ${sig("CNAME")}
alias NSEC a.b.signed.test. CNAME RRSIG NSEC
alias ${sig("NSEC")}
a.b TXT "below an empty non-terminal"
a.b ${sig("TXT")}
a.b NSEC d.signed.test. TXT RRSIG NSEC
a.b ${sig("NSEC")}
d DNAME other.signed.test.
d ${sig("DNAME")}
d NSEC insecure.signed.test. DNAME RRSIG NSEC
d ${sig("NSEC")}
insecure NS ns.insecure
insecure NSEC ns1.signed.test. NS RRSIG NSEC
insecure ${sig("NSEC")}
ns.insecure A 192.0.2.8
ns1 A 192.0.2.1
ns1 ${sig("A")}
ns1 AAAA 2001:db8::1
ns1 ${sig("AAAA")}
ns1 NSEC x.other.signed.test. A AAAA RRSIG NSEC
ns1 ${sig("NSEC")}
x.other A 192.0.2.9
x.other ${sig("A")}
x.other NSEC secure.signed.test. A RRSIG NSEC
x.other ${sig("NSEC")}
secure NS ns.secure
secure DS 1 13 2 0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20
secure ${sig("DS")}
secure NSEC *.w.signed.test. NS DS RRSIG NSEC
secure ${sig("NSEC")}
ns.secure A 192.0.2.7
*.w A 192.0.2.6
*.w ${sig("A")}
*.w NSEC *.wc.signed.test. A RRSIG NSEC
*.w ${sig("NSEC")}
*.wc CNAME www
*.wc ${sig("CNAME")}
*.wc NSEC www.signed.test. CNAME RRSIG NSEC
*.wc ${sig("NSEC")}
www A 192.0.2.2
www ${sig("A")}
www SVCB 1 ns1
www ${sig("SVCB")}
www NSEC signed.test. A RRSIG NSEC SVCB
www ${sig("NSEC")}
`;
const signedNames = [
  "signed.test.",
  "alias.signed.test.",
  "b.signed.test.",
  "x.b.signed.test.",
  "d.signed.test.",
  "x.d.signed.test.",
  "y.d.signed.test.",
  "insecure.signed.test.",
  "x.insecure.signed.test.",
  "secure.signed.test.",
  "x.secure.signed.test.",
  "ns.secure.signed.test.",
  "q.w.signed.test.",
  "q.r.w.signed.test.",
  "w.signed.test.",
  "*.w.signed.test.",
  "q.wc.signed.test.",
  "www.signed.test.",
  "aaa.signed.test.",
  "zzz.signed.test.",
  "zzz.zzz.signed.test.",
];

const dnssec: Suite = {
  name: "file-dnssec",
  about: "a zone with DNSSEC data, with DO and without",
  servers: [
    coredns("signed.test {\n file /srv/coredns/db.signed\n transfer {\n  to *\n }\n}\n", {
      "/srv/coredns/db.signed": signedZone,
    }),
  ],
  asks: [
    ...askAll(SERVER, signedNames, [...TYPES, "DNSKEY", "NSEC", "RRSIG", "SVCB"], signed),
    ...askAll(SERVER, signedNames, ["A", "NSEC", "RRSIG"]),
    ...askAll(SERVER, ["www.signed.test.", "zzz.signed.test."], ["A"], { edns: 512, dnssecOk: true, cd: true }),
    ask(SERVER, "signed.test.", "AXFR", { tcp: true }),
    ask(SERVER, "signed.test.", "AXFR", { tcp: true, ...signed }),
  ],
};

const readZone = `; no $TTL here
@ IN SOA ns hm ( 7 ; serial
 3600 600
 86400 30 )
notime IN A 192.0.2.1
 9 A 192.0.2.2
 A 192.0.2.3
 IN 8 AAAA 2001:db8::3
$TTL 1h30
explicit 5 A 192.0.2.4
after A 192.0.2.5
units 1w2d A 192.0.2.6
letters ms A 192.0.2.7
huge 4294967295 A 192.0.2.8
twice A 192.0.2.9
twice A 192.0.2.9
twice 7 A 192.0.2.10
UPPER.Case A 192.0.2.11
UPPER.Case MX 5 Mail.Other.Test.
Service.Case SRV 1 2 3 Target.Case
service.case A 192.0.2.12
dn DNAME Upper.Other.Test.
p PTR Upper.Other.Test.
esc\\.aped A 192.0.2.13
num\\046bered A 192.0.2.14
text TXT unquoted "quoted ; semicolon" "" "a\\"b" tab\\009 ${"x".repeat(300)}
long TXT ( "${"y".repeat(255)}z"
 "second" )
lines TXT "first
second"
joi(
ned A 192.0.2.15
)
comment A 192.0.2.16 ; (
$ORIGIN sub
here A 192.0.2.17
@ TXT "origin"
$ORIGIN read.test.
out.of.zone. A 192.0.2.18
toout CNAME out.of.zone.
tofar CNAME far.of.zone.
*.wild.out. A 192.0.2.19
alias CNAME twice
both CNAME alias
both A 192.0.2.20
two CNAME alias
two CNAME twice
*.deleg NS ns.elsewhere.
$GENERATE 1-3 gen$ A 192.0.2.$
$GENERATE 8-12/2 \${-3,3,d}.\${0,0,x} 4 TXT "$ \\$ $$ \\a b"
$INCLUDE inc/part.db inc
still A 192.0.2.21
generic TYPE1 \\# 4 c0000216
unknown TYPE65280 \\# 3 010203
empty TYPE65281 \\# 0
ns A 192.0.2.22
@ NS ns
@ NS NS.Other.Test.
@ A 192.0.2.23
hinfo HINFO "cpu" os
svc HTTPS 1 . alpn="h2,h3" port=8443
uri URI 1 2 "https://x.test/"
caa CAA 128 issue "ca.test"
nap NAPTR 1 2 "s" "SIP+D2U" "" _sip._udp
`;
const readNames = [
  ...["notime", "explicit", "after", "units", "letters", "huge", "twice", "upper.case", "UPPER.Case", "service.case"],
  ...["dn", "x.dn", "p", "esc\\.aped", "num\\.bered", "text", "long", "lines", "joined", "comment", "here.sub", "sub"],
  ...["toout", "tofar", "alias", "both", "two", "x.deleg", "y.x.deleg", "deleg", "gen1", "gen3", "gen4", "005.8"],
  ...["007.a", "p.inc", "q.inc", "r.inc", "deeper.inc", "still", "generic", "unknown", "empty", "hinfo", "svc", "uri"],
  ...["caa", "nap", "missing"],
].map((label) => `${label}.read.test.`);

const reading: Suite = {
  name: "file-reading",
  about: "a zone file with everything that miekg/dns reads in its own way",
  servers: [
    coredns("read.test {\n root /srv/coredns/zones\n file db.read\n transfer {\n  to *\n }\n}\n", {
      "/srv/coredns/zones/db.read": readZone,
      "/srv/coredns/zones/inc/part.db":
        "p A 192.0.2.30\n$TTL 11\nq A 192.0.2.31\n$INCLUDE more.db\n$ORIGIN inc.read.test.\nr A 192.0.2.33\n",
      "/srv/coredns/zones/inc/more.db": "deeper A 192.0.2.32\n",
    }),
  ],
  asks: [
    ask(SERVER, "read.test.", "AXFR", { tcp: true }),
    ...askAll(SERVER, ["read.test.", ...readNames], ["A", "TXT", "CNAME", "MX", "SRV", "NS", "ANY"]),
    ...askAll(SERVER, ["generic.read.test."], ["TYPE1", "TYPE65280"]),
    ...askAll(SERVER, ["unknown.read.test.", "empty.read.test."], ["TYPE65280", "TYPE65281"]),
    ...askAll(
      SERVER,
      ["hinfo.read.test.", "svc.read.test.", "uri.read.test.", "caa.read.test.", "nap.read.test."],
      ["HINFO", "HTTPS", "URI", "CAA", "NAPTR"],
    ),
    ask(SERVER, "notime.read.test.", "AAAA"),
    ask(SERVER, "p.read.test.", "PTR"),
    ask(SERVER, "x.dn.read.test.", "DNAME"),
    ask(SERVER, "read.test.", "A", { opcode: 4, timeoutMs: 400 }),
  ],
};

const chain = (count: number, last: string): string =>
  Array.from({ length: count }, (_, index) => `c${index} CNAME ${index + 1 < count ? `c${index + 1}` : last}\n`).join(
    "",
  );
const oneZone = `$TTL 60
@ SOA ns hm 3 3600 600 86400 30
@ NS ns
ns A 192.0.2.1
www A 192.0.2.2
to-two CNAME www.two.test.
to-two-missing CNAME missing.two.test.
to-two-nodata CNAME ns.two.test.
to-two-wild CNAME x.wild.two.test.
to-nobody CNAME www.nobody.test.
to-dropped CNAME www.dropped.test.
to-blocked CNAME www.blocked.test.
to-broken CNAME www.broken.test.
to-hosts CNAME www.hosts.test.
to-child CNAME www.child.one.test.
to-cut CNAME x.cut
to-mx CNAME mx.two.test.
to-srv CNAME srv
mx MX 5 www
mx MX 6 www.two.test.
srv SRV 1 2 3 WWW
srv SRV 1 2 4 www.two.test.
cut NS ns.cut
ns.cut A 192.0.2.3
ping CNAME ping.two.test.
${chain(12, "www")}short0 CNAME c4
*.wild CNAME www.two.test.
d DNAME two.test.
loop DNAME loop.two.test.
far DNAME ${"a".repeat(60)}.${"b".repeat(60)}.${"c".repeat(60)}.two.test.
self DNAME self
apex CNAME @
`;
const twoZone = `$TTL 60
@ SOA ns hm 4 3600 600 86400 30
@ NS ns
ns AAAA 2001:db8::2
www A 192.0.2.12
mx MX 5 ns.one.test.
*.wild TXT "wild"
ping CNAME ping.one.test.
loop DNAME loop.one.test.
back CNAME to-two.one.test.
`;
const chaseNames = [
  ...["to-two", "to-two-missing", "to-two-nodata", "to-two-wild", "to-nobody", "to-dropped", "to-blocked", "to-broken"],
  ...["to-hosts", "to-child", "to-cut", "to-mx", "to-srv", "mx", "srv", "ping", "c0", "c2", "c3", "short0", "x.wild"],
  ...["d", "www.d", "x.d", "loop", "x.loop", `${"e".repeat(60)}.far`, "self", "x.self", "apex", "missing", "child"],
].map((label) => `${label}.one.test.`);

const chase: Suite = {
  name: "file-chase",
  about: "aliases that lead through CoreDNS to other blocks, and back",
  servers: [
    coredns(
      `one.test {
 file /srv/coredns/db.one
 file /srv/coredns/db.child child.one.test
}
two.test {
 file /srv/coredns/db.two {
  fallthrough wild.two.test missing.two.test
 }
 whoami
}
dropped.test {
 acl {
  drop
 }
 whoami
}
blocked.test {
 acl {
  block
 }
 whoami
}
broken.test {
 file /srv/coredns/none
 cache
}
hosts.test {
 hosts {
  192.0.2.99 www.hosts.test
 }
}
cached.test {
 rewrite name suffix .cached.test .one.test answer auto
 cache
 file /srv/coredns/db.one one.test
}
`,
      {
        "/srv/coredns/db.one": oneZone,
        "/srv/coredns/db.two": twoZone,
        "/srv/coredns/db.child": "$TTL 5\n@ SOA ns hm 5 1 1 1 1\nwww A 192.0.2.50\n",
      },
    ),
  ],
  asks: [
    ...askAll(SERVER, chaseNames, ["A", "AAAA", "TXT", "MX", "SRV", "CNAME", "NS", "SOA"]),
    ...askAll(SERVER, ["back.two.test.", "x.wild.two.test.", "y.missing.two.test.", "zz.two.test."], ["A", "TXT"]),
    ...askAll(SERVER, ["to-two.one.test.", "to-two-missing.one.test."], ["A"], {
      edns: 4096,
      dnssecOk: true,
      ad: true,
    }),
    ask(SERVER, "to-two.one.test.", "A", { tcp: true, cd: true, rd: false }),
    ...askAll(SERVER, ["www.broken.test.", "broken.test."], ["A", "SOA", "AXFR"], { timeoutMs: 500 }),
    ask(SERVER, "broken.test.", "SOA", { opcode: 4, timeoutMs: 400 }),
  ],
};

const root: Suite = {
  name: "file-root",
  about: "a root zone, whose names of one label have an odd wildcard; several lines with fallthrough",
  servers: [
    coredns(
      `. {
 file /srv/coredns/db.root .
 file /srv/coredns/db.com com {
  fallthrough x.com
 }
 hosts {
  192.0.2.77 y.x.com missing.net
  fallthrough
 }
}
`,
      {
        "/srv/coredns/db.root":
          '$TTL 60\n. SOA ns.root. hm. 1 2 3 4 5\n. NS ns.root.\n. TXT "at the root"\n. CNAME www.a.b.\nns.root. A 192.0.2.1\n*. A 192.0.2.2\nnet. NS ns.net.\nns.net. A 192.0.2.3\nwww.a.b. A 192.0.2.4\n',
        "/srv/coredns/db.com": "$TTL 60\n@ SOA ns hm 1 2 3 4 5\n*.w A 192.0.2.5\n@ A 192.0.2.6\n",
      },
    ),
  ],
  asks: askAll(
    SERVER,
    [
      ".",
      "one.",
      "two.labels.",
      "root.",
      "x.net.",
      "net.",
      "b.",
      "x.b.",
      "y.x.com.",
      "z.x.com.",
      "com.",
      "q.w.com.",
      "r.com.",
    ],
    ["A", "TXT", "NS", "SOA", "CNAME"],
  ),
};

const zones = Array.from({ length: 14 }, (_, seed) => ({
  apex: `l${seed}.test`,
  ...randomLooseZone(`l${seed}.test`, seed + 100),
}));
const random: Suite = {
  name: "random-coredns-loose",
  about:
    "random zones that BIND would not load: aliases beside other data, wildcards of every type, NSEC and signatures",
  servers: [
    coredns(
      zones.map(({ apex }) => `${apex} {\n file /srv/coredns/db.${apex}\n}\n`).join(""),
      Object.fromEntries(zones.map(({ apex, text }) => [`/srv/coredns/db.${apex}`, text])),
    ),
  ],
  asks: zones.flatMap(({ names }, index) => [
    ...askAll(SERVER, names, ["A", "MX", "NS", "CNAME"].slice(0, 2 + (index % 3)), index % 2 === 0 ? signed : {}),
    ...askAll(SERVER, names.slice(0, 12), ["DS", "TXT"], signed),
  ]),
};

export const zoneSuites: readonly Suite[] = [dnssec, reading, chase, root, random];
