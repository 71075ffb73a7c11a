import { expect, it } from "vitest";
import { CoreDnsUnderTest, VARIED_ZONE } from "../ask-coredns.fixture.ts";

/** Expressions, then questions and what CoreDNS 1.15.0 answered: the view's block refuses, the one behind it has the zone. */
const TABLE: readonly (readonly [rules: string, ...rows: string[]])[] = [
  [
    "name() == 'www.b.test.'",
    "www.b.test. A => REFUSED",
    "WWW.B.test. A => REFUSED",
    "mx.b.test. MX => NOERROR aa: 60 MX 5 www.b.test. -- b.test. 60 NS ns.b.test. ++ www.b.test. 60 A 192.0.2.1; www.b.test. 60 A 192.0.2.2",
  ],
  [
    "type() == 'A' || type() == 'TXT'",
    "www.b.test. A => REFUSED",
    "txt.b.test. TXT => REFUSED",
    "mx.b.test. MX => NOERROR aa: 60 MX 5 www.b.test. -- b.test. 60 NS ns.b.test. ++ www.b.test. 60 A 192.0.2.1; www.b.test. 60 A 192.0.2.2",
  ],
  [
    "type() != 'A' | name() endsWith 'b.test.'",
    "www.b.test. A => NOERROR aa: 60 A 192.0.2.1; 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "mx.b.test. MX => REFUSED",
    "b.test. SOA => REFUSED",
  ],
  [
    "incidr(client_ip(), '192.0.2.0/24') && !(client_ip() == '192.0.2.7')",
    "www.b.test. A => REFUSED",
    "www.b.test. A from 192.0.2.7 => NOERROR aa: 60 A 192.0.2.1; 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "www.b.test. A from 10.1.2.3 => NOERROR aa: 60 A 192.0.2.1; 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "www.b.test. A from 2001:db8::1 => NOERROR aa: 60 A 192.0.2.1; 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
  ],
  [
    "proto() == 'udp' and do()",
    "www.b.test. A do => REFUSED",
    "www.b.test. A tcp do => NOERROR aa: 60 A 192.0.2.1; 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "www.b.test. A => NOERROR aa: 60 A 192.0.2.1; 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
  ],
  [
    "len(name()) > 12",
    "www.b.test. A => NOERROR aa: 60 A 192.0.2.1; 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "alias.b.test. A => REFUSED",
    "gone.gone.b.test. A => REFUSED",
  ],
  [
    "name() matches '^[a-m]'",
    "alias.b.test. A => REFUSED",
    "www.b.test. A => NOERROR aa: 60 A 192.0.2.1; 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
  ],
  [
    "name() in ['www.b.test.', 'mx.b.test.']",
    "www.b.test. A => REFUSED",
    "mx.b.test. MX => REFUSED",
    "b.test. NS => NOERROR aa: 60 NS ns.b.test. ++ ns.b.test. 60 A 192.0.2.53",
  ],
  [
    "bufsize() >= 1232 ? type() == 'A' : false",
    "www.b.test. A edns 1232 => REFUSED",
    "www.b.test. A edns 1231 => NOERROR aa: 60 A 192.0.2.1; 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "mx.b.test. MX edns 4096 => NOERROR aa: 60 MX 5 www.b.test. -- b.test. 60 NS ns.b.test. ++ www.b.test. 60 A 192.0.2.1; www.b.test. 60 A 192.0.2.2",
  ],
  [
    "type() + class() == 'AIN'",
    "www.b.test. A => REFUSED",
    "mx.b.test. MX => NOERROR aa: 60 MX 5 www.b.test. -- b.test. 60 NS ns.b.test. ++ www.b.test. 60 A 192.0.2.1; www.b.test. 60 A 192.0.2.2",
  ],
  [
    "not do() and bufsize() * 2 == 1024",
    "www.b.test. A => REFUSED",
    "www.b.test. A edns 512 => REFUSED",
    "www.b.test. A do => NOERROR aa: 60 A 192.0.2.1; 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
  ],
  ["'b' in split(name(), '.')", "www.b.test. A => REFUSED"],
  ["server_port() == '53'", "www.b.test. A => REFUSED"],
];

it.each(TABLE)("expr %s", (rules, ...rows) => {
  const lines = rules.split(" | ");
  const server = new CoreDnsUnderTest(
    `b.test {\n view v {\n${lines.map((expression) => `  expr ${expression}\n`).join("")} }\n acl {\n  block\n }\n}\nb.test {\n file /db\n}\n`,
    { "/db": VARIED_ZONE },
  );
  expect(server.problems).toEqual([]);
  expect(rows.map((row) => server.retell(row))).toEqual(rows);
});
