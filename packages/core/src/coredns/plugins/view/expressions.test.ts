import { expect, it } from "vitest";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

const says = (word: string): string => ` template IN ANY {\n  answer "{{ .Name }} 60 IN TXT ${word}"\n }\n`;

/** The expression of a view, then who asked what and which block of CoreDNS 1.15.0 answered: that of the view, or the rest. */
const TABLE: readonly (readonly [expression: string, ...rows: string[]])[] = [
  ["type() == 'A'", "x.test. A => view", "x.test. AAAA => rest", "x.test. DS => rest"],
  ["type() in ['A', 'AAAA']", "x.test. A => view", "x.test. AAAA => view", "x.test. MX => rest"],
  ["name() == 'x.test.'", "x.test. A => view", "X.test. A => view", "y.test. A => rest"],
  ["name() startsWith 'a'", "a.test. A => view", "ba.test. A => rest"],
  ["name() endsWith '.sub.test.'", "x.sub.test. A => view", "sub.test. A => rest"],
  ["name() matches '^[ab]+[.]'", "aab.test. A => view", "c.test. A => rest"],
  ["name() contains 'sub'", "x.sub.test. A => view", "x.test. A => rest"],
  ["incidr(client_ip(), '10.0.0.0/8')", "x.test. A => rest", "x.test. A from 10.1.2.3 => view"],
  ["incidr(client_ip(), '2001:db8::/32')", "x.test. A => rest", "x.test. A from 2001:db8::1 => view"],
  [
    "not (incidr(client_ip(), '10.0.0.0/8') or client_ip() == '192.0.2.7')",
    "x.test. A => view",
    "x.test. A from 10.1.2.3 => rest",
    "x.test. A from 192.0.2.7 => rest",
  ],
  ["proto() == 'tcp'", "x.test. A => rest", "x.test. A tcp => view"],
  ["do()", "x.test. A => rest", "x.test. A do => view", "x.test. A edns 1232 => rest"],
  ["bufsize() > 1000", "x.test. A => rest", "x.test. A edns 1232 => view", "x.test. A edns 600 => rest"],
  ["bufsize() == 512", "x.test. A => view", "x.test. A edns 100 => view"],
  ["opcode() == 4", "x.test. A => rest", "x.test. A notify => view"],
  ["class() == 'IN' and len(name()) == 7", "x.test. A => view", "xx.test. A => rest"],
  ["incidr('nonsense', '10.0.0.0/8')", "x.test. A => rest"],
  ["type()", "x.test. A => rest"],
  ["1 == 1.0", "x.test. A => view"],
];

it.each(TABLE)("expr %s", (expression, ...rows) => {
  const server = new CoreDnsUnderTest(
    `test {\n view v {\n  expr ${expression}\n }\n${says("view")}}\ntest {\n${says("rest")}}\n`,
  );
  const told = rows.map((row) => server.retell(row).replace(/=> .* TXT "?(\w+)"?$/, "=> $1"));
  expect(told).toEqual(rows);
});
