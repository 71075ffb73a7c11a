import { expect, it } from "vitest";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

/** Lines of a block, many of them those of CoreDNS's documentation, then questions and what CoreDNS 1.15.0 answered. */
const TABLE: readonly (readonly [lines: string, ...rows: string[]])[] = [
  [
    "template ANY ANY {\n  rcode NXDOMAIN\n }",
    "x.test. A => NXDOMAIN aa",
    "x.test. TXT => NXDOMAIN aa",
    "x.test. ANY => NXDOMAIN aa",
    "x.test. SOA => NXDOMAIN aa",
    ". A => NXDOMAIN aa",
    ". TXT => NXDOMAIN aa",
    ". ANY => NXDOMAIN aa",
    ". SOA => NXDOMAIN aa",
  ],
  [
    'template ANY ANY invalid {\n  rcode NXDOMAIN\n  authority "invalid. 60 {{ .Class }} SOA ns.invalid. hostmaster.invalid. (1 60 60 60 60)"\n  ederror 21 "Blocked according to RFC2606"\n }',
    "x.invalid. A => NXDOMAIN aa -- invalid. 60 SOA ns.invalid. hostmaster.invalid. 1 60 60 60 60",
    "INVALID. A => NXDOMAIN aa -- invalid. 60 SOA ns.invalid. hostmaster.invalid. 1 60 60 60 60",
    "x.test. A => SERVFAIL",
  ],
  [
    'template IN ANY example.com.dc1.example.com {\n  rcode NXDOMAIN\n  authority "{{ .Zone }} 60 IN SOA ns.example.com hostmaster.example.com (1 60 60 60 60)"\n }\n template ANY ANY {\n  rcode NXDOMAIN\n }',
    "x.example.com.dc1.example.com. A => NXDOMAIN aa -- example.com.dc1.example.com. 60 SOA ns.example.com. hostmaster.example.com. 1 60 60 60 60",
    "example.com.dc1.example.com. A => NXDOMAIN aa -- 60 SOA ns.example.com. hostmaster.example.com. 1 60 60 60 60",
    "dc1.example.com. A => NXDOMAIN aa",
  ],
  [
    'template IN ANY example.com {\n  match "example\\.com\\.(dc1\\.example\\.com\\.)$"\n  rcode NXDOMAIN\n  authority "{{ index .Match 1 }} 60 IN SOA ns.{{ index .Match 1 }} hostmaster.{{ index .Match 1 }} (1 60 60 60 60)"\n  fallthrough\n }',
    "x.example.com.dc1.example.com. A => NXDOMAIN aa -- dc1.example.com. 60 SOA ns.dc1.example.com. hostmaster.dc1.example.com. 1 60 60 60 60",
    "x.example.com. A => SERVFAIL",
  ],
  [
    'template IN A example {\n  match (^|[.])ip-(?P<a>[0-9]*)-(?P<b>[0-9]*)-(?P<c>[0-9]*)-(?P<d>[0-9]*)[.]example[.]$\n  answer "{{ .Name }} 60 IN A {{ .Group.a }}.{{ .Group.b }}.{{ .Group.c }}.{{ .Group.d }}"\n  fallthrough\n }\n template ANY ANY {\n  rcode NXDOMAIN\n }',
    "ip-192-0-2-1.example. A => NOERROR aa: 60 A 192.0.2.1",
    "ip-192-0-2-1.example. AAAA => NXDOMAIN aa",
    "x.IP-192-0-2-1.Example. A => NOERROR aa: x.ip-192-0-2-1.example. 60 A 192.0.2.1",
    "x.IP-192-0-2-1.Example. AAAA => NXDOMAIN aa",
    "ip-192-0-2.example. A => NXDOMAIN aa",
    "ip-192-0-2.example. AAAA => NXDOMAIN aa",
    "ip-192-0-2-256.example. A => SERVFAIL",
    "ip-192-0-2-256.example. AAAA => NXDOMAIN aa",
    "ip----.example. A => SERVFAIL",
    "ip----.example. AAAA => NXDOMAIN aa",
  ],
  [
    'template IN PTR in-addr.arpa {\n  match ^(?P<d>[0-9]*)[.](?P<c>[0-9]*)[.](?P<b>[0-9]*)[.](?P<a>[0-9]*)[.]in-addr[.]arpa[.]$\n  answer "{{ .Name }} 60 IN PTR ip-{{ .Group.a }}-{{ .Group.b }}-{{ .Group.c }}-{{ .Group.d }}.example."\n }',
    "1.2.0.192.in-addr.arpa. PTR => NOERROR aa: 60 PTR ip-192-0-2-1.example.",
    "1.2.0.192.in-addr.arpa. A => SERVFAIL",
    "2.0.192.in-addr.arpa. PTR => SERVFAIL",
    "2.0.192.in-addr.arpa. A => SERVFAIL",
  ],
  [
    'template IN A example {\n  match "^ip-(?P<a>10)-(?P<b>[0-9]*)[.]dc[.]example[.]$"\n  match "^(?P<a>[0-9]*)[.](?P<b>[0-9]*)[.]ext[.]example[.]$"\n  answer "{{ .Name }} 60 IN A {{ .Group.a}}.{{ .Group.b }}.0.1"\n  fallthrough\n }',
    "ip-10-7.dc.example. A => NOERROR aa: 60 A 10.7.0.1",
    "10.8.ext.example. A => NOERROR aa: 60 A 10.8.0.1",
    "ip-11-7.dc.example. A => SERVFAIL",
  ],
  [
    'template IN MX example {\n  match ^ip-10-(?P<b>[0-9]*)[.]example[.]$\n  answer "{{ .Name }} 60 IN MX 10 {{ .Name }}"\n  additional "{{ .Name }} 61 IN A 10.{{ .Group.b }}.0.1"\n  authority "example. 62 IN NS ns0.example."\n  authority "example. 62 IN NS ns1.example."\n  additional "ns0.example. 63 IN A 203.0.113.8"\n }',
    "ip-10-5.example. MX => NOERROR aa: 60 MX 10 ip-10-5.example. -- example. 62 NS ns0.example.; example. 62 NS ns1.example. ++ 61 A 10.5.0.1; ns0.example. 63 A 203.0.113.8",
    "ip-10-5.example. A => SERVFAIL",
  ],
  [
    'template IN ANY foogle.com {\n  match "^foogle\\.com\\.$"\n  answer "foogle.com 60 IN CNAME google.com"\n }\n template IN A google.com {\n  answer "{{ .Name }} 5 IN A 192.0.2.80"\n }',
    "foogle.com. A => NOERROR aa: 60 CNAME google.com.; google.com. 5 A 192.0.2.80",
    "foogle.com. AAAA => NOERROR aa: 60 CNAME google.com.",
    "foogle.com. CNAME => NOERROR aa: 60 CNAME google.com.",
    "foogle.com. TXT => NOERROR aa: 60 CNAME google.com.",
    "FOOGLE.com. A => NOERROR aa: foogle.com. 60 CNAME google.com.; google.com. 5 A 192.0.2.80",
    "FOOGLE.com. AAAA => NOERROR aa: foogle.com. 60 CNAME google.com.",
    "FOOGLE.com. CNAME => NOERROR aa: foogle.com. 60 CNAME google.com.",
    "FOOGLE.com. TXT => NOERROR aa: foogle.com. 60 CNAME google.com.",
    "x.foogle.com. A => SERVFAIL",
    "x.foogle.com. AAAA => SERVFAIL",
    "x.foogle.com. CNAME => SERVFAIL",
    "x.foogle.com. TXT => SERVFAIL",
    "google.com. A => NOERROR aa: 5 A 192.0.2.80",
    "google.com. AAAA => SERVFAIL",
    "google.com. CNAME => SERVFAIL",
    "google.com. TXT => SERVFAIL",
  ],
  [
    'template IN A {\n  answer "{{ .Name }} 5 IN A 192.0.2.1"\n  answer "{{ .Name }} 6 IN A 192.0.2.2"\n  answer "other.test. 7 IN A 192.0.2.3"\n }',
    "x.test. A => NOERROR aa: 5 A 192.0.2.1; 6 A 192.0.2.2; other.test. 7 A 192.0.2.3",
    "Mixed.Test. A => NOERROR aa: mixed.test. 5 A 192.0.2.1; mixed.test. 6 A 192.0.2.2; other.test. 7 A 192.0.2.3",
  ],
  [
    'template IN A a.test {\n  answer "{{ .Name }} 5 IN A 192.0.2.1"\n  fallthrough b.a.test\n  match ^yes\n }\n template IN A {\n  answer "{{ .Name }} 6 IN A 192.0.2.2"\n }',
    "yes.a.test. A => NOERROR aa: 5 A 192.0.2.1",
    "no.a.test. A => SERVFAIL",
    "no.b.a.test. A => NOERROR aa: 6 A 192.0.2.2",
    "yes.b.a.test. A => NOERROR aa: 5 A 192.0.2.1",
    "yes.other. A => NOERROR aa: 6 A 192.0.2.2",
  ],
  [
    'template IN TXT {\n  answer "{{ .Name }} 0 IN TXT \\"{{ .Zone }} {{ .Class }} {{ .Type }} {{ .Remote }}\\""\n }',
    'x.test. TXT => NOERROR aa: 0 TXT ". IN TXT 192.0.2.1"',
    'x.test. TXT from 10.1.2.3 => NOERROR aa: 0 TXT ". IN TXT 10.1.2.3"',
  ],
  [
    'template IN TXT {\n  answer "{{ .Name }} IN TXT {{ .Question.Name }}"\n }',
    'x.test. TXT => NOERROR aa: 3600 TXT "x.test."',
    'X.test. TXT => NOERROR aa: x.test. 3600 TXT "X.test."',
  ],
  [
    'template IN A {\n  answer "{{ .Name }} 60 A 192.0.2.1"\n  answer "{{ .Name }} A 192.0.2.2"\n  answer "{{ .Name }} IN 60 A 192.0.2.3"\n  answer "{{ .Name }} 1h A 192.0.2.4"\n }',
    "x.test. A => NOERROR aa: 60 A 192.0.2.1; 3600 A 192.0.2.2; 60 A 192.0.2.3; 3600 A 192.0.2.4",
  ],
  ['template IN A {\n  answer "rel 60 IN A 192.0.2.1"\n }', "x.test. A => NOERROR aa: rel. 60 A 192.0.2.1"],
  ['template IN A {\n  answer "@ 60 IN A 192.0.2.1"\n }', "x.test. A => NOERROR aa: . 60 A 192.0.2.1"],
  ['template IN MX {\n  answer "{{ .Name }} 60 IN MX 10 mail"\n }', "x.test. MX => NOERROR aa: 60 MX 10 mail."],
  ['template IN A {\n  answer "{{ .Name }} 60 CH A 192.0.2.1"\n }', "x.test. A => NOERROR aa: 60 CH A 192.0.2.1"],
  [
    'template IN A {\n  answer "{{ .Name }} 60 IN AAAA 2001:db8::1"\n }',
    "x.test. A => NOERROR aa: 60 AAAA 2001:db8::1",
  ],
  ['template IN A {\n  answer ""\n }', "x.test. A => SERVFAIL"],
  ['template IN A {\n  answer "; nothing"\n }', "x.test. A => SERVFAIL"],
  [
    'template IN A {\n  rcode NXDOMAIN\n  answer "{{ .Name }} 60 IN A 192.0.2.1"\n }',
    "x.test. A => NXDOMAIN aa: 60 A 192.0.2.1",
  ],
  ["template IN A {\n  rcode SERVFAIL\n }", "x.test. A => SERVFAIL"],
  [
    'template IN A {\n  rcode REFUSED\n  authority "test. 60 IN NS ns.test."\n }',
    "x.test. A => REFUSED aa -- test. 60 NS ns.test. == REFUSED",
  ],
  ["template IN A {\n  rcode NOTIMP\n }", "x.test. A => NOTIMP aa == NOTIMP"],
  ["template IN A {\n  rcode YXDOMAIN\n }", "x.test. A => YXDOMAIN aa"],
  [
    'template IN A {\n  answer "{{ .Name }} 60 IN CNAME target.test."\n }\n template IN AAAA target.test {\n  answer "{{ .Name }} 5 IN AAAA 2001:db8::9"\n }',
    "x.test. AAAA => SERVFAIL",
    "target.test. AAAA => NOERROR aa: 5 AAAA 2001:db8::9",
  ],
  [
    'template IN CNAME {\n  answer "{{ .Name }} 60 IN CNAME target.test."\n }\n template IN A target.test {\n  answer "{{ .Name }} 5 IN A 192.0.2.9"\n }',
    "x.test. A => SERVFAIL",
    "x.test. CNAME => NOERROR aa: 60 CNAME target.test.",
  ],
  [
    'template IN ANY one.test {\n  answer "{{ .Name }} 60 IN CNAME x.two.test."\n }\n template IN ANY two.test {\n  answer "{{ .Name }} 50 IN CNAME x.three.test."\n }\n template IN A three.test {\n  answer "{{ .Name }} 40 IN A 192.0.2.9"\n }',
    "a.one.test. A => NOERROR aa: 60 CNAME x.two.test.; x.two.test. 50 CNAME x.three.test.; x.three.test. 40 A 192.0.2.9",
    "a.one.test. AAAA => NOERROR aa: 60 CNAME x.two.test.; x.two.test. 50 CNAME x.three.test.",
    "a.two.test. A => NOERROR aa: 50 CNAME x.three.test.; x.three.test. 40 A 192.0.2.9",
    "a.two.test. AAAA => NOERROR aa: 50 CNAME x.three.test.",
  ],
  [
    'template IN A 10.0.0.0/24 a.test {\n  answer "{{ .Name }} 60 IN A 192.0.2.1"\n }',
    "1.0.0.10.in-addr.arpa. A => NOERROR aa: 60 A 192.0.2.1",
    "1.1.0.10.in-addr.arpa. A => SERVFAIL",
    "a.test. A => NOERROR aa: 60 A 192.0.2.1",
    "b.test. A => SERVFAIL",
  ],
  [
    'template IN A {\n  match ^a ^b\n  match c\n  answer "{{ .Name }} 60 IN TXT \\"{{ index .Match 0 }}\\""\n }',
    'abc.test. A => NOERROR aa: 60 TXT "a"',
    'bca.test. A => NOERROR aa: 60 TXT "b"',
    'xcx.test. A => NOERROR aa: 60 TXT "c"',
    "d.d. A => SERVFAIL",
  ],
  [
    'template IN A {\n  match ^(?P<n>[a-z]+)(?P<m>\\d*)[.]\n  answer "{{ .Name }} 60 IN TXT \\"{{ .Group.n }}-{{ index .Group \\"m\\" }}\\""\n }',
    'abc12.test. A => NOERROR aa: 60 TXT "abc-12"',
    'abc.test. A => NOERROR aa: 60 TXT "abc-"',
    "1.test. A => SERVFAIL",
  ],
];

it.each(TABLE)("%s", (lines, ...rows) => {
  const server = new CoreDnsUnderTest(`. {\n ${lines}\n}\n`);
  expect(rows.map((row) => server.retell(row))).toEqual(rows);
});
