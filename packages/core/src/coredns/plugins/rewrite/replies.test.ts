import { expect, it } from "vitest";
import { rewriting } from "./zone.fixture.ts";

/** Rules in CoreDNS's words, then questions and what CoreDNS 1.15.0 answered. */
const TABLE: readonly (readonly [rules: string, ...rows: string[]])[] = [
  ["type ANY A", "www.b.test. ANY => NOERROR aa: 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test."],
  ["continue type MX A | name exact b.test www.b.test", "b.test. MX => NOERROR aa: 60 A 192.0.2.2 -- 60 NS ns.b.test."],
  [
    "ttl www.b.test 5",
    "www.b.test. A => NOERROR aa: 5 A 192.0.2.2 -- b.test. 5 NS ns.b.test.",
    "www.b.test. AAAA => NOERROR aa: 5 AAAA 2001:db8::2 -- b.test. 5 NS ns.b.test.",
    "alias.b.test. A => NOERROR aa: 60 CNAME www.b.test.; www.b.test. 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "alias.b.test. AAAA => NOERROR aa: 60 CNAME www.b.test.; www.b.test. 60 AAAA 2001:db8::2 -- b.test. 60 NS ns.b.test.",
  ],
  [
    "ttl suffix b.test 40-50",
    "www.b.test. A => NOERROR aa: 50 A 192.0.2.2 -- b.test. 50 NS ns.b.test.",
    "api.b.test. A => NOERROR aa: 40 A 192.0.2.3 -- b.test. 50 NS ns.b.test.",
    "gone.b.test. A => NXDOMAIN aa -- b.test. 50 SOA ns.b.test. hm.b.test. 3 1 1 1 5",
  ],
  [
    "ttl regex .* -45",
    "www.b.test. A => NOERROR aa: 45 A 192.0.2.2 -- b.test. 45 NS ns.b.test.",
    "api.b.test. A => NOERROR aa: 30 A 192.0.2.3 -- b.test. 45 NS ns.b.test.",
  ],
  [
    "ttl prefix api. 45-",
    "api.b.test. A => NOERROR aa: 45 A 192.0.2.3 -- b.test. 60 NS ns.b.test.",
    "www.b.test. A => NOERROR aa: 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
  ],
  [
    "ttl substring p 1",
    "api.b.test. A => NOERROR aa: 30 A 192.0.2.3 -- b.test. 60 NS ns.b.test.",
    "www.b.test. A => NOERROR aa: 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
  ],
  [
    "continue ttl suffix .a.test 7 | name suffix .a.test .b.test answer auto",
    "www.a.test. A => NOERROR aa: 7 A 192.0.2.2 -- b.test. 7 NS ns.a.test.",
    "www.b.test. A => NOERROR aa: 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
  ],
  [
    "continue name suffix .a.test .b.test answer auto | ttl suffix .b.test 7",
    "www.a.test. A => NOERROR aa: 7 A 192.0.2.2 -- b.test. 7 NS ns.a.test.",
    "www.b.test. A => NOERROR aa: 7 A 192.0.2.2 -- b.test. 7 NS ns.b.test.",
  ],
  [
    "rcode gone.b.test NXDOMAIN NOERROR",
    "gone.b.test. A => NOERROR aa -- b.test. 60 SOA ns.b.test. hm.b.test. 3 1 1 1 5",
    "other-gone.b.test. A => NXDOMAIN aa -- b.test. 60 SOA ns.b.test. hm.b.test. 3 1 1 1 5",
  ],
  ["rcode suffix .a.test REFUSED NXDOMAIN", "x.a.test. A => NXDOMAIN", "a.test. A => REFUSED"],
  ["rcode suffix .a.test 5 3", "x.a.test. A => NXDOMAIN"],
  [
    "rcode regex .* NOERROR SERVFAIL",
    "www.b.test. A => SERVFAIL aa: 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "gone.b.test. A => NXDOMAIN aa -- b.test. 60 SOA ns.b.test. hm.b.test. 3 1 1 1 5",
  ],
  [
    "cname alias.b.test api.b.test",
    "alias.b.test. A => NOERROR aa: 60 CNAME www.b.test.; www.b.test. 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "alias.b.test. CNAME => NOERROR aa: 60 CNAME www.b.test. -- b.test. 60 NS ns.b.test.",
    "www.b.test. A => NOERROR aa: 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "www.b.test. CNAME => NOERROR aa -- b.test. 60 SOA ns.b.test. hm.b.test. 3 1 1 1 5",
  ],
  [
    "cname www.b.test api.b.test",
    "alias.b.test. A => NOERROR aa: 60 CNAME api.b.test.; api.b.test. 30 A 192.0.2.3 -- b.test. 60 NS ns.b.test.",
    "alias.b.test. AAAA => NOERROR aa: 60 CNAME api.b.test. -- b.test. 60 NS ns.b.test.",
    "alias.b.test. CNAME => NOERROR aa: 60 CNAME api.b.test. -- b.test. 60 NS ns.b.test.",
    "alias.b.test. TXT => NOERROR aa: 60 CNAME api.b.test. -- b.test. 60 NS ns.b.test.",
  ],
  [
    "cname exact www.far.example. api.b.test",
    "far.b.test. A => NOERROR aa: 60 CNAME api.b.test.; api.b.test. 30 A 192.0.2.3 -- b.test. 60 NS ns.b.test.",
    "far.b.test. AAAA => SERVFAIL aa: 60 CNAME api.b.test. -- b.test. 60 NS ns.b.test.",
  ],
  [
    "cname suffix .far.example. .b.test.",
    "far.b.test. A => NOERROR aa: 60 CNAME www.b.test.; www.b.test. 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "far.b.test. CNAME => NOERROR aa: 60 CNAME www.b.test. -- b.test. 60 NS ns.b.test.",
  ],
  ["cname prefix www. gone.", "alias.b.test. A => NOERROR aa: 60 CNAME gone.b.test. -- b.test. 60 NS ns.b.test."],
  ["cname substring far near", "far.b.test. A => NOERROR aa: 60 CNAME www.near.example. -- b.test. 60 NS ns.b.test."],
  [
    "cname regex (.*)\\.b\\.test\\.$ {1}.far.example.",
    "alias.b.test. A => NOERROR aa: 60 CNAME www.far.example.; www.far.example. 9 A 192.0.2.77 -- b.test. 60 NS ns.b.test.",
    "alias.b.test. AAAA => NOERROR aa: 60 CNAME www.far.example. -- b.test. 60 NS ns.b.test.",
  ],
  [
    "class CH IN | name exact red.a.test blue.b.test",
    "red.a.test. A => NOERROR aa: 60 A 192.0.2.4 -- b.test. 60 NS ns.b.test.",
  ],
  [
    "name exact red.a.test blue.b.test | name exact red.a.test www.b.test",
    "red.a.test. A => NOERROR aa: 60 A 192.0.2.4 -- b.test. 60 NS ns.b.test.",
  ],
  [
    "name regex .* www.b.test",
    "anything.a.test. A => NOERROR aa: www.b.test. 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "anything.a.test. AAAA => NOERROR aa: www.b.test. 60 AAAA 2001:db8::2 -- b.test. 60 NS ns.b.test.",
    "anything.a.test. MX => NOERROR aa -- b.test. 60 SOA ns.b.test. hm.b.test. 3 1 1 1 5",
  ],
  [
    "name exact long.a.test aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.b.test",
    "long.a.test. A => SERVFAIL",
  ],
];

it.each(TABLE)("rewrite %s", (rules, ...rows) => {
  const server = rewriting(rules);
  expect(server.problems).toEqual([]);
  expect(rows.map((row) => server.retell(row))).toEqual(rows);
});
