import { expect, it } from "vitest";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

/** Lines of a block, then questions and what a CoreDNS 1.15.0 of just these lines answered. */
const TABLE: readonly (readonly [lines: string, ...rows: string[]])[] = [
  [
    'template IN TXT {\n  answer "{{ .Name }} 60 IN TXT \\"{{ .Class }} {{ .Type }} {{ .Zone }} {{ .Name }} {{ .Regex }}\\""\n }',
    'x.test. TXT => NOERROR aa: 60 TXT "IN TXT . x.test. .*"',
    'X.Test. TXT => NOERROR aa: x.test. 60 TXT "IN TXT . x.test. .*"',
    'x.test. ANY => NOERROR aa: 60 TXT "IN TXT . x.test. .*"',
    'test. TXT => NOERROR aa: 60 TXT "IN TXT . test. .*"',
    '. TXT => NOERROR aa: 60 TXT "IN TXT . . .*"',
  ],
  [
    'template IN TXT test sub.test {\n  answer "{{ .Name }} 60 IN TXT \\"{{ .Zone }}\\""\n }',
    'x.test. TXT => NOERROR aa: 60 TXT "test."',
    'x.sub.test. TXT => NOERROR aa: 60 TXT "sub.test."',
    'sub.test. TXT => NOERROR aa: 60 TXT "sub.test."',
    'test. TXT => NOERROR aa: 60 TXT "test."',
    "other. TXT => SERVFAIL",
    "xtest. TXT => SERVFAIL",
  ],
  [
    'template IN TXT sub.test test {\n  answer "{{ .Name }} 60 IN TXT \\"{{ .Zone }}\\""\n }',
    'x.sub.test. TXT => NOERROR aa: 60 TXT "sub.test."',
    'x.test. TXT => NOERROR aa: 60 TXT "test."',
  ],
  [
    'template ANY ANY {\n  answer "{{ .Name }} 60 IN TXT \\"{{ .Class }} {{ .Type }}\\""\n }',
    'x.test. A => NOERROR aa: 60 TXT "IN A"',
    'x.test. TXT => NOERROR aa: 60 TXT "IN TXT"',
    'x.test. ANY => NOERROR aa: 60 TXT "IN ANY"',
    'x.test. HTTPS => NOERROR aa: 60 TXT "IN HTTPS"',
  ],
  [
    'template IN ANY {\n  answer "{{ .Name }} 60 IN TXT \\"{{ .Question.Qtype }} {{ .Question.Qclass }} {{ .Question.Name }}\\""\n }',
    'x.test. A => NOERROR aa: 60 TXT "1 1 x.test."',
    'X.TEST. MX => NOERROR aa: x.test. 60 TXT "15 1 X.TEST."',
    'x.test. ANY => NOERROR aa: 60 TXT "255 1 x.test."',
  ],
  [
    'template IN TXT {\n  answer "{{ .Name }} 60 IN TXT \\"{{ .Meta \\"a/b\\" }}|\\""\n }',
    'x.test. TXT => NOERROR aa: 60 TXT "|"',
  ],
  [
    'template IN TXT {\n  match ^(a+)(b*)[.]\n  answer "{{ .Name }} 60 IN TXT \\"{{ len .Match }} {{ index .Match 0 }} {{ index .Match 1 }} {{ index .Match 2 }}\\""\n }',
    'aab.test. TXT => NOERROR aa: 60 TXT "3 aab. aa b"',
    'aa.test. TXT => NOERROR aa: 60 TXT "3 aa. aa "',
    "b.test. TXT => SERVFAIL",
    'AAB.test. TXT => NOERROR aa: aab.test. 60 TXT "3 aab. aa b"',
  ],
  [
    'template IN TXT {\n  match ^(?P<n>[a-z]+)-(?P<m>[0-9]+)[.]\n  answer "{{ .Name }} 60 IN TXT \\"{{ .Group.n }}{{ .Group.m }}{{ .Group.none }}{{ index .Group \\"1\\" }}\\""\n }',
    'web-7.test. TXT => NOERROR aa: 60 TXT "web7<no value>web"',
    "web.test. TXT => SERVFAIL",
  ],
  [
    'template IN TXT {\n  match ^(?P<n>a)|(?P<m>b)\n  answer "{{ .Name }} 60 IN TXT \\"[{{ .Group.n }}][{{ .Group.m }}]\\""\n }',
    'a.test. TXT => NOERROR aa: 60 TXT "[a][]"',
    'xb.test. TXT => NOERROR aa: 60 TXT "[][b]"',
    "c.test. TXT => SERVFAIL",
  ],
  [
    'template IN TXT {\n  match ^a\n  match ^b\n  answer "{{ .Name }} 60 IN TXT \\"{{ .Regex }}\\""\n }',
    'a.test. TXT => NOERROR aa: 60 TXT "^a"',
    'b.test. TXT => NOERROR aa: 60 TXT "^b"',
    "c.test. TXT => SERVFAIL",
  ],
  [
    'template IN TXT {\n  match ^a ^b\n  answer "{{ .Name }} 60 IN TXT \\"{{ .Regex }}\\""\n }',
    'a.test. TXT => NOERROR aa: 60 TXT "^a"',
    'b.test. TXT => NOERROR aa: 60 TXT "^b"',
  ],
  [
    'template IN TXT {\n  match ""\n  answer "{{ .Name }} 60 IN TXT \\"{{ .Regex }}\\""\n }',
    'a.test. TXT => NOERROR aa: 60 TXT ""',
  ],
  [
    'template IN TXT {\n  match [.]test[.]$\n  fallthrough\n  answer "{{ .Name }} 60 IN TXT \\"in\\""\n }\n template IN TXT {\n  answer "{{ .Name }} 60 IN TXT \\"out\\""\n }',
    'a.test. TXT => NOERROR aa: 60 TXT "in"',
    'a.other. TXT => NOERROR aa: 60 TXT "out"',
  ],
  [
    'template IN TXT test {\n  match ^a\n  fallthrough sub.test\n  answer "{{ .Name }} 60 IN TXT \\"in\\""\n }\n template IN TXT {\n  answer "{{ .Name }} 60 IN TXT \\"out\\""\n }',
    'a.test. TXT => NOERROR aa: 60 TXT "in"',
    "b.test. TXT => SERVFAIL",
    'b.sub.test. TXT => NOERROR aa: 60 TXT "out"',
    'b.other. TXT => NOERROR aa: 60 TXT "out"',
  ],
  [
    'template IN TXT test {\n  match ^a\n  answer "{{ .Name }} 60 IN TXT \\"in\\""\n }\n template IN TXT {\n  answer "{{ .Name }} 60 IN TXT \\"out\\""\n }',
    'a.test. TXT => NOERROR aa: 60 TXT "in"',
    "b.test. TXT => SERVFAIL",
    'b.other. TXT => NOERROR aa: 60 TXT "out"',
    "a.test. A => SERVFAIL",
  ],
  [
    'template IN TXT {\n  match (?i)^ABC\n  answer "{{ .Name }} 60 IN TXT \\"x\\""\n }',
    'abc.test. TXT => NOERROR aa: 60 TXT "x"',
    'ABC.test. TXT => NOERROR aa: abc.test. 60 TXT "x"',
  ],
  [
    'template IN TXT {\n  match ^ABC\n  answer "{{ .Name }} 60 IN TXT \\"x\\""\n }',
    "abc.test. TXT => SERVFAIL",
    "ABC.test. TXT => SERVFAIL",
  ],
  [
    'template IN A {\n  answer "{{ .Name }} 60 IN A 192.0.2.1"\n }',
    "x.test. A => NOERROR aa: 60 A 192.0.2.1",
    "x.test. AAAA => SERVFAIL",
    "x.test. ANY => NOERROR aa: 60 A 192.0.2.1",
  ],
  [
    'template IN ANY {\n  answer "{{ .Name }} 60 IN A 192.0.2.1"\n }',
    "x.test. A => NOERROR aa: 60 A 192.0.2.1",
    "x.test. AAAA => NOERROR aa: 60 A 192.0.2.1",
    "x.test. SOA => NOERROR aa: 60 A 192.0.2.1",
  ],
  ["template IN ANY {\n  rcode NXDOMAIN\n }", "x.test. A => NXDOMAIN aa", "x.test. ANY => NXDOMAIN aa"],
  [
    'template IN A {\n  answer "{{ .Name }} 60 IN A 192.0.2.1"\n }\n template IN AAAA {\n  answer "{{ .Name }} 60 IN AAAA 2001:db8::1"\n }',
    "x.test. A => NOERROR aa: 60 A 192.0.2.1",
    "x.test. AAAA => NOERROR aa: 60 AAAA 2001:db8::1",
    "x.test. ANY => NOERROR aa: 60 A 192.0.2.1",
    "x.test. MX => SERVFAIL",
  ],
  [
    'template IN HTTPS {\n  answer "{{ .Name }} 60 IN HTTPS 1 . alpn=h2"\n }',
    'x.test. HTTPS => NOERROR aa: 60 HTTPS 1 . alpn="h2"',
    "x.test. SVCB => SERVFAIL",
  ],
];

it.each(TABLE)("%s", (lines, ...rows) => {
  const server = new CoreDnsUnderTest(`. {\n ${lines}\n}\n`);
  expect(server.problems).toEqual([]);
  expect(rows.map((row) => server.retell(row))).toEqual(rows);
});
