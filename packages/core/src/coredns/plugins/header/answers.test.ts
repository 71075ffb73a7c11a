import { expect, it } from "vitest";
import { CoreDnsUnderTest, VARIED_ZONE } from "../ask-coredns.fixture.ts";

/** Rules, then questions and the flags with which CoreDNS 1.15.0 answered; c.test is nobody's zone. */
const TABLE: readonly (readonly [rules: string, ...rows: string[]])[] = [
  [
    "response set ra",
    "www.b.test. A => NOERROR aa ra: 60 A 192.0.2.1; 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "gone.b.test. A => NXDOMAIN aa ra -- b.test. 60 SOA ns.b.test. hm.b.test. 1 2 3 4 5",
    "www.b.test. MX => NOERROR aa ra -- b.test. 60 SOA ns.b.test. hm.b.test. 1 2 3 4 5",
  ],
  [
    "response clear aa",
    "www.b.test. A => NOERROR: 60 A 192.0.2.1; 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "www.c.test. A => REFUSED",
  ],
  [
    "response set aa ra | response clear aa",
    "www.b.test. A => NOERROR ra: 60 A 192.0.2.1; 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
  ],
  [
    "RESPONSE Set RA",
    "www.b.test. A => NOERROR aa ra: 60 A 192.0.2.1; 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "www.c.test. A => REFUSED",
  ],
  [
    "query clear rd | response set aa",
    "www.b.test. A => NOERROR aa: 60 A 192.0.2.1; 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "www.c.test. A => REFUSED",
  ],
];

it.each(TABLE)("header %s", (rules, ...rows) => {
  const lines = rules.split(" | ");
  const server = new CoreDnsUnderTest(
    `. {\n header {\n${lines.map((rule) => `  ${rule}\n`).join("")} }\n file /db b.test\n}\n`,
    { "/db": VARIED_ZONE },
  );
  expect(server.problems).toEqual([]);
  expect(rows.map((row) => server.retell(row))).toEqual(rows);
});
