import { expect, it } from "vitest";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

const ZONE = "$TTL 60\n@ SOA ns hm 1 2 3 4 5\n@ NS ns\n* TXT yes\n";

/** What an expression is worth: whether the view of CoreDNS 1.15.0 took the question. */
it.each([
  ["10 - 4 - 3 == 3", "a.lan. TXT", "taken"],
  ["true || false && false", "a.lan. TXT", "taken"],
  ["1 < 2 == true", "a.lan. TXT", "taken"],
  ["name() == 'a.lan.' ? type() == 'TXT' : false", "a.lan. TXT", "taken"],
  ["name() == 'a.lan.' ? type() == 'TXT' : false", "b.lan. TXT", "refused"],
  ["'abc' contains ''", "a.lan. TXT", "taken"],
  ["'' in ['']", "a.lan. TXT", "taken"],
  ["'a' not in ['b', 'c']", "a.lan. TXT", "taken"],
  ["3 in 1..3", "a.lan. TXT", "taken"],
  ["1 in [1.0]", "a.lan. TXT", "taken"],
  ["[1, 2] == [1, 2]", "a.lan. TXT", "taken"],
  ["[1, 2][1] == 2", "a.lan. TXT", "taken"],
  ["'\\x41' == 'A'", "a.lan. TXT", "taken"],
  ["'\\u0041\\t' == 'A\\t'", "a.lan. TXT", "taken"],
  ["0x1F == 31 and 0b101 == 5 and 0o17 == 15", "a.lan. TXT", "taken"],
  ["1_000 == 1e3", "a.lan. TXT", "taken"],
  [".5 + 5. == 5.5", "a.lan. TXT", "taken"],
  ["name() | upper() == 'A.LAN.'", "a.lan. TXT", "taken"],
  ["trimSuffix(name(), '.lan.') == 'a'", "a.lan. TXT", "taken"],
  ["trimSuffix(name(), '.lan.') == 'a'", "b.lan. TXT", "refused"],
  ["trimPrefix(name(), 'a.') == 'lan.'", "a.lan. TXT", "taken"],
  ["lower('ABC') matches '^[a-c]+$'", "a.lan. TXT", "taken"],
  ["name() not matches '^b'", "a.lan. TXT", "taken"],
  ["name() not matches '^b'", "b.lan. TXT", "refused"],
  ["name() not startsWith 'a'", "a.lan. TXT", "refused"],
  ["name() not startsWith 'a'", "b.lan. TXT", "taken"],
  ["true /* and false */", "a.lan. TXT", "taken"],
  ["incidr(client_ip(), '192.0.2.0/24') ? type() in ['TXT'] : do()", "a.lan. TXT", "taken"],
  ["incidr(client_ip(), '192.0.2.0/24') ? type() in ['TXT'] : do()", "a.lan. TXT from 10.1.2.3", "refused"],
  ["incidr(client_ip(), '192.0.2.0/24') ? type() in ['TXT'] : do()", "a.lan. TXT do from 10.1.2.3", "taken"],
  ["1 / 0 == 1", "a.lan. TXT", "refused"],
  ["2 > 1.5", "a.lan. TXT", "taken"],
  ["5", "a.lan. TXT", "refused"],
  ["not do() == true", "a.lan. TXT", "taken"],
  ["not do() == true", "a.lan. TXT do", "refused"],
  ["!do() && !(bufsize() > 512)", "a.lan. TXT", "taken"],
  ["!do() && !(bufsize() > 512)", "a.lan. TXT edns 513", "refused"],
  ["size() in 20..30", "a.lan. TXT", "taken"],
  ["size() in 20..30", "a.very.long.name.indeed.lan. TXT", "refused"],
])("%s: %s is %s", (expression, question, expected) => {
  const server = new CoreDnsUnderTest(`lan {\n view v {\n  expr ${expression}\n }\n file /db\n}\n`, { "/db": ZONE });
  expect(server.problems).toEqual([]);
  expect(server.retell(question).endsWith(' TXT "yes" -- lan. 60 NS ns.lan.') ? "taken" : "refused").toBe(expected);
});
