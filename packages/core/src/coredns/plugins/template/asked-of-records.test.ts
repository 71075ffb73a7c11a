import { expect, it } from "vitest";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

/** Lines of a block, then questions and what a CoreDNS 1.15.0 of just these lines answered. */
const TABLE: readonly (readonly [lines: string, ...rows: string[]])[] = [
  ['template IN MX {\n  answer "{{ .Name }} MX 5 mail"\n }', "x.test. MX => NOERROR aa: 3600 MX 5 mail."],
  ['template IN MX {\n  answer "@ 60 IN MX 5 mail."\n }', "x.test. MX => NOERROR aa: . 60 MX 5 mail."],
  ['template IN A {\n  answer "  {{ .Name }}   60   IN   A   192.0.2.1  "\n }', "x.test. A => SERVFAIL"],
  ['template IN A {\n  answer "{{ .Name }} 60 A 192.0.2.1"\n }', "x.test. A => NOERROR aa: 60 A 192.0.2.1"],
  ['template IN A {\n  answer "{{ .Name }} IN A 192.0.2.1"\n }', "x.test. A => NOERROR aa: 3600 A 192.0.2.1"],
  ['template IN A {\n  answer "{{ .Name }} A 192.0.2.1"\n }', "x.test. A => NOERROR aa: 3600 A 192.0.2.1"],
  ['template IN A {\n  answer "{{ .Name }} 1h IN A 192.0.2.1"\n }', "x.test. A => NOERROR aa: 3600 A 192.0.2.1"],
  ['template IN A {\n  answer "{{ .Name }} IN 60 A 192.0.2.1"\n }', "x.test. A => NOERROR aa: 60 A 192.0.2.1"],
  [
    'template IN A {\n  answer "{{ .Name }} 60 IN A 192.0.2.1 ; comment"\n }',
    "x.test. A => NOERROR aa: 60 A 192.0.2.1",
  ],
  [
    'template IN A {\n  answer "{{ .Name }} 60 IN A 192.0.2.1\n{{ .Name }} 60 IN A 192.0.2.2"\n }',
    "x.test. A => NOERROR aa: 60 A 192.0.2.1",
  ],
  ['template IN A {\n  answer "{{ .Name }} 60 IN A 192.0.2.256"\n }', "x.test. A => SERVFAIL"],
  ['template IN A {\n  answer "{{ .Name }}"\n }', "x.test. A => SERVFAIL"],
  ['template IN A {\n  answer "nonsense"\n }', "x.test. A => SERVFAIL"],
  ['template IN A {\n  answer "$TTL 5\n{{ .Name }} IN A 192.0.2.1"\n }', "x.test. A => NOERROR aa: 5 A 192.0.2.1"],
  ['template IN A {\n  answer "{{ .Name }} -1 IN A 192.0.2.1"\n }', "x.test. A => SERVFAIL"],
  [
    'template IN A {\n  answer "{{ .Name }} 4294967295 IN A 192.0.2.1"\n }',
    "x.test. A => NOERROR aa: 4294967295 A 192.0.2.1",
  ],
  ['template IN A {\n  answer "{{ .Name }} 60 CH A 192.0.2.1"\n }', "x.test. A => NOERROR aa: 60 CH A 192.0.2.1"],
  [
    'template IN SRV {\n  answer "{{ .Name }} 60 IN SRV 1 2 443 web.test."\n  additional "web.test. 60 IN A 192.0.2.9"\n }',
    "_http._tcp.test. SRV => NOERROR aa: 60 SRV 1 2 443 web.test. ++ web.test. 60 A 192.0.2.9",
  ],
  [
    'template IN SOA {\n  answer "test. 60 IN SOA ns.test. hm.test. (1 2 3 4 5)"\n }',
    "test. SOA => NOERROR aa: 60 SOA ns.test. hm.test. 1 2 3 4 5",
    "x.test. SOA => NOERROR aa: test. 60 SOA ns.test. hm.test. 1 2 3 4 5",
  ],
  [
    'template IN TXT {\n  answer "{{ .Name }} 60 IN TXT a b \\"c d\\""\n }',
    'x.test. TXT => NOERROR aa: 60 TXT "a" "b" "c d"',
  ],
  [
    'template IN CAA {\n  answer "{{ .Name }} 60 IN CAA 0 issue ca.test"\n }',
    'x.test. CAA => NOERROR aa: 60 CAA 0 issue "ca.test"',
  ],
  [
    'template IN TXT {\n  answer "{{ .Name }} 60 IN TXT \\"{{ range .Match }}[{{ . }}]{{ end }}\\""\n }',
    'x.test. TXT => NOERROR aa: 60 TXT "[x.test.]"',
  ],
  [
    'template IN TXT {\n  match ^(.)(.)\n  answer "{{ .Name }} 60 IN TXT \\"{{ range $i, $m := .Match }}{{ $i }}{{ $m }}{{ end }}\\""\n }',
    'xy.test. TXT => NOERROR aa: 60 TXT "0xy1x2y"',
  ],
  [
    'template IN TXT {\n  answer "{{ .Name }} 60 IN TXT \\"{{ if eq .Name \\"x.test.\\" }}yes{{ else }}no{{ end }}\\""\n }',
    'x.test. TXT => NOERROR aa: 60 TXT "yes"',
    'y.test. TXT => NOERROR aa: 60 TXT "no"',
  ],
  [
    'template IN A {\n  match ^([0-9a-f]+)[.]\n  answer "{{ .Name }} 60 IN A 192.0.2.{{ parseInt (index .Match 1) 16 8 }}"\n }',
    "1f.test. A => NOERROR aa: 60 A 192.0.2.31",
    "ff.test. A => NOERROR aa: 60 A 192.0.2.255",
    "100.test. A => SERVFAIL",
    "g.test. A => SERVFAIL",
  ],
  ['template IN TXT {\n  answer "{{ .Name }} 60 IN TXT \\"{{ index .Match 5 }}\\""\n }', "x.test. TXT => SERVFAIL"],
  ['template IN TXT {\n  answer "{{ .Name }} 60 IN TXT \\"{{ .Nope }}\\""\n }', "x.test. TXT => SERVFAIL"],
  [
    'template IN TXT {\n  answer "{{ .Name }} 60 IN TXT \\"{{ .Group.nope }}\\""\n }',
    'x.test. TXT => NOERROR aa: 60 TXT "<no value>"',
  ],
  [
    'template IN A {\n  rcode NXDOMAIN\n  authority "test. 60 IN SOA ns.test. hm.test. (1 2 3 4 5)"\n }',
    "x.test. A => NXDOMAIN aa -- test. 60 SOA ns.test. hm.test. 1 2 3 4 5",
  ],
  ["template IN A {\n  rcode NOERROR\n }", "x.test. A => NOERROR aa"],
  ["template IN A {\n  rcode NXRRSET\n }", "x.test. A => NXRRSET aa"],
  ["template IN A {\n  rcode NOTAUTH\n }", "x.test. A => NOTAUTH aa"],
  [
    'template IN A {\n  rcode NOTZONE\n  answer "{{ .Name }} 60 IN A 192.0.2.1"\n }',
    "x.test. A => NOTZONE aa: 60 A 192.0.2.1",
  ],
  ["template IN A {\n  rcode NXDOMAIN\n  rcode NOERROR\n }", "x.test. A => NOERROR aa"],
  ['template IN A {\n  answer "{{ .Name }} 60 IN A 192.0.2.1"\n  rcode SERVFAIL\n }', "x.test. A => SERVFAIL"],
  [
    'template IN A {\n  answer "{{ .Name }} 60 IN A 192.0.2.1"\n  answer "{{ .Name }} 60 IN A 192.0.2.1"\n  answer "{{ .Name }} 60 IN A 192.0.2.1"\n }',
    "x.test. A => NOERROR aa: 60 A 192.0.2.1; 60 A 192.0.2.1; 60 A 192.0.2.1",
  ],
  [
    'template IN A {\n  answer "{{ .Name }} 60 IN A 192.0.2.1" "{{ .Name }} 60 IN A 192.0.2.2"\n }',
    "x.test. A => NOERROR aa: 60 A 192.0.2.1; 60 A 192.0.2.2",
  ],
  ['template IN A {\n  answer "{{ .Name }} 60 IN A 192.0.2.1"\n  answer "broken"\n }', "x.test. A => SERVFAIL"],
  ['template IN A {\n  answer "{{ .Name }} 60 IN A 192.0.2.1"\n  additional "broken"\n }', "x.test. A => SERVFAIL"],
  ['template IN A {\n  authority "{{ .Zone }} 60 IN NS ns.{{ .Zone }}"\n }', "x.test. A => SERVFAIL"],
  [
    'template IN A test {\n  authority "{{ .Zone }} 60 IN NS ns.{{ .Zone }}"\n  additional "ns.{{ .Zone }} 60 IN A 192.0.2.53"\n }',
    "x.test. A => NOERROR aa -- test. 60 NS ns.test. ++ ns.test. 60 A 192.0.2.53",
  ],
  [
    'template IN ANY alias.test {\n  answer "{{ .Name }} 60 IN CNAME host.test."\n }\n template IN A host.test {\n  answer "{{ .Name }} 60 IN A 192.0.2.1"\n }',
    "alias.test. A => NOERROR aa: 60 CNAME host.test.; host.test. 60 A 192.0.2.1",
    "alias.test. AAAA => NOERROR aa: 60 CNAME host.test.",
    "alias.test. CNAME => NOERROR aa: 60 CNAME host.test.",
    "alias.test. MX => NOERROR aa: 60 CNAME host.test.",
    "host.test. A => NOERROR aa: 60 A 192.0.2.1",
  ],
  [
    'template IN A alias.test {\n  answer "{{ .Name }} 60 IN CNAME host.test."\n }\n template IN A host.test {\n  rcode NXDOMAIN\n }',
    "alias.test. A => NOERROR aa: 60 CNAME host.test.",
  ],
  [
    'template IN A alias.test {\n  answer "{{ .Name }} 60 IN CNAME host.test."\n  answer "{{ .Name }} 60 IN CNAME host2.test."\n }\n template IN A host.test host2.test {\n  answer "{{ .Name }} 60 IN A 192.0.2.1"\n }',
    "alias.test. A => NOERROR aa: 60 CNAME host.test.; host.test. 60 A 192.0.2.1; 60 CNAME host2.test.; host2.test. 60 A 192.0.2.1",
  ],
  [
    'template IN A alias.test {\n  answer "{{ .Name }} 60 IN CNAME gone.elsewhere."\n }\n template IN A test {\n  answer "{{ .Name }} 60 IN A 192.0.2.1"\n }',
    "alias.test. A => NOERROR aa: 60 CNAME gone.elsewhere.",
  ],
  [
    'template IN A alias.test {\n  answer "{{ .Name }} 60 IN CNAME host.test."\n  rcode NXDOMAIN\n }\n template IN A host.test {\n  answer "{{ .Name }} 60 IN A 192.0.2.1"\n }',
    "alias.test. A => NXDOMAIN aa: 60 CNAME host.test.; host.test. 60 A 192.0.2.1",
  ],
  [
    'template IN A a.test {\n  additional "{{ .Name }} 60 IN CNAME host.test."\n }\n template IN A host.test {\n  answer "{{ .Name }} 60 IN A 192.0.2.1"\n }',
    "a.test. A => NOERROR aa ++ 60 CNAME host.test.",
  ],
  [
    'template IN A {\n  rcode NXDOMAIN\n  ederror 15 "blocked here"\n }',
    "x.test. A => NXDOMAIN aa",
    "x.test. A do => NXDOMAIN aa",
    "x.test. A edns 600 => NXDOMAIN aa",
  ],
  [
    'template IN A {\n  answer "{{ .Name }} 60 IN A 192.0.2.1"\n  ederror 22\n }',
    "x.test. A => NOERROR aa: 60 A 192.0.2.1",
    "x.test. A do => NOERROR aa: 60 A 192.0.2.1",
  ],
  [
    'template IN A 192.0.2.0/24 {\n  answer "{{ .Name }} 60 IN A 192.0.2.1"\n }',
    "1.2.0.192.in-addr.arpa. A => NOERROR aa: 60 A 192.0.2.1",
    "1.3.0.192.in-addr.arpa. A => SERVFAIL",
  ],
  [
    'template IN A a.test b.test {\n  answer "{{ .Name }} 60 IN A 192.0.2.1"\n }',
    "x.a.test. A => NOERROR aa: 60 A 192.0.2.1",
    "x.b.test. A => NOERROR aa: 60 A 192.0.2.1",
    "x.c.test. A => SERVFAIL",
  ],
  [
    'template IN A a.test {\n  answer "{{ .Name }} 60 IN A 192.0.2.1"\n }\n template IN A b.test {\n  answer "{{ .Name }} 60 IN A 192.0.2.1"\n }',
    "x.a.test. A => NOERROR aa: 60 A 192.0.2.1",
    "x.b.test. A => NOERROR aa: 60 A 192.0.2.1",
    "x.c.test. A => SERVFAIL",
  ],
  [
    'template IN A a.test {\n  answer "{{ .Name }} 1 IN A 192.0.2.1"\n }\n template IN A test {\n  answer "{{ .Name }} 2 IN A 192.0.2.2"\n }',
    "x.a.test. A => NOERROR aa: 1 A 192.0.2.1",
    "a.test. A => NOERROR aa: 1 A 192.0.2.1",
    "x.test. A => NOERROR aa: 2 A 192.0.2.2",
  ],
  [
    'template IN A test {\n  answer "{{ .Name }} 2 IN A 192.0.2.2"\n }\n template IN A a.test {\n  answer "{{ .Name }} 1 IN A 192.0.2.1"\n }',
    "x.a.test. A => NOERROR aa: 2 A 192.0.2.2",
  ],
  ["template IN A", "x.test. A => NOERROR aa", "x.test. AAAA => SERVFAIL"],
  ["template ANY ANY test", "x.test. A => NOERROR aa", "x.other. A => SERVFAIL"],
];

it.each(TABLE)("%s", (lines, ...rows) => {
  const server = new CoreDnsUnderTest(`. {\n ${lines}\n}\n`);
  expect(server.problems).toEqual([]);
  expect(rows.map((row) => server.retell(row))).toEqual(rows);
});
