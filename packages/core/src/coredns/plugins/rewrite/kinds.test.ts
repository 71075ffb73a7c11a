import { expect, it } from "vitest";
import { CoreDnsUnderTest, VARIED_ZONE } from "../ask-coredns.fixture.ts";

/** Rules of every kind and match, then questions and what CoreDNS 1.15.0 answered. */
const TABLE: readonly (readonly [rules: string, ...rows: string[]])[] = [
  [
    "name regex ^([a-z]+)-([a-z]+)\\.x\\.test\\.$ {2}.b.test answer auto",
    "the-www.x.test. A => NOERROR aa: 60 A 192.0.2.1; 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "the-alias.x.test. A => NOERROR aa: 60 CNAME www.b.test.; www.b.test. 60 A 192.0.2.1; www.b.test. 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "www.x.test. A => REFUSED",
    "a-b-www.x.test. A => REFUSED",
  ],
  ["name regex (.*) {1}", "www.b.test. A => SERVFAIL", "gone.b.test. A => SERVFAIL"],
  ["name regex x b", "www.x.test. A => REFUSED"],
  [
    "name regex ^(.*)\\.x\\.test\\.?$ {1}.{1}.wild.b.test",
    "www.x.test. A => NOERROR aa: www.www.wild.b.test. 60 A 192.0.2.7 -- b.test. 60 NS ns.b.test.",
    "a.b.x.test. A => NOERROR aa: a.b.a.b.wild.b.test. 60 A 192.0.2.7 -- b.test. 60 NS ns.b.test.",
  ],
  [
    "name regex ^www\\.(.)\\.test\\.$ www.{1}.test",
    "www.b.test. A => NOERROR aa: 60 A 192.0.2.1; 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "www.c.test. A => REFUSED",
  ],
  [
    "name prefix old- new answer auto",
    "old-.b.test. A => NXDOMAIN aa -- b.test. 60 SOA ns.b.test. hm.b.test. 1 2 3 4 5",
    "oldwww.b.test. A => NXDOMAIN aa -- b.test. 60 SOA ns.b.test. hm.b.test. 1 2 3 4 5",
  ],
  ["name prefix x", "www.b.test. A => NOERROR aa: 60 A 192.0.2.1; 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test."],
  [
    'name prefix xx- ""',
    "xx-www.b.test. A => NXDOMAIN aa -- b.test. 60 SOA ns.b.test. hm.b.test. 1 2 3 4 5",
    "XX-www.b.test. A => NXDOMAIN aa -- b.test. 60 SOA ns.b.test. hm.b.test. 1 2 3 4 5",
    "www.b.test. A => NOERROR aa: 60 A 192.0.2.1; 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
  ],
  [
    "name substring ww.x ww.b",
    "www.x.test. A => NOERROR aa: www.b.test. 60 A 192.0.2.1; www.b.test. 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "ww.x.test. A => NXDOMAIN aa -- b.test. 60 SOA ns.b.test. hm.b.test. 1 2 3 4 5",
  ],
  [
    "name substring x.test b.test answer auto",
    "www.x.test. A => NOERROR aa: 60 A 192.0.2.1; 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "x.test. NS => NOERROR aa: 60 NS ns.x.test. ++ ns.x.test. 60 A 192.0.2.53",
    "mx.x.test. MX => NOERROR aa: 60 MX 5 www.b.test. -- b.test. 60 NS ns.b.test. ++ www.b.test. 60 A 192.0.2.1; www.b.test. 60 A 192.0.2.2",
    "xx.test. A => REFUSED",
  ],
  [
    "name suffix x.test. b.test. answer auto",
    "www.x.test. A => NOERROR aa: 60 A 192.0.2.1; 60 A 192.0.2.2 -- x.test. 60 NS ns.x.test.",
    "x.test. SOA => NOERROR aa: 60 SOA ns.x.test. hm.b.test. 1 2 3 4 5 -- 60 NS ns.x.test.",
    "six.x.test. AAAA => NOERROR aa: 60 AAAA 2001:db8::6 -- x.test. 60 NS ns.x.test.",
    "srv.x.test. SRV => NOERROR aa: 60 SRV 1 2 443 www.x.test. -- x.test. 60 NS ns.x.test. ++ www.x.test. 60 A 192.0.2.1; www.x.test. 60 A 192.0.2.2",
    "ptr.x.test. PTR => NOERROR aa: 60 PTR www.x.test. -- x.test. 60 NS ns.x.test.",
    'txt.x.test. TXT => NOERROR aa: 60 TXT "to www.b.test." -- x.test. 60 NS ns.x.test.',
    "xx.test. A => REFUSED",
  ],
  [
    "name exact www.x.test. www.b.test.",
    "www.x.test. A => NOERROR aa: 60 A 192.0.2.1; 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "WWW.X.test. A => NOERROR aa: www.x.test. 60 A 192.0.2.1; www.x.test. 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "a.www.x.test. A => REFUSED",
    "www.x.test. MX => NOERROR aa -- b.test. 60 SOA ns.b.test. hm.b.test. 1 2 3 4 5",
  ],
  [
    "name exact b.test www.b.test",
    "b.test. A => NOERROR aa: 60 A 192.0.2.1; 60 A 192.0.2.2 -- 60 NS ns.b.test.",
    "b.test. SOA => NOERROR aa -- 60 SOA ns.b.test. hm.b.test. 1 2 3 4 5",
    "ns.b.test. A => NOERROR aa: 60 A 192.0.2.53 -- b.test. 60 NS ns.b.test.",
  ],
  [
    "name exact x.test out.b.test",
    "x.test. A => NOERROR aa: 60 CNAME www.elsewhere.example. -- b.test. 60 NS ns.b.test.",
    "x.test. CNAME => NOERROR aa: 60 CNAME www.elsewhere.example. -- b.test. 60 NS ns.b.test.",
  ],
  [
    "name www.x.test www.b.test | name alias.x.test alias.b.test",
    "www.x.test. A => NOERROR aa: 60 A 192.0.2.1; 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "alias.x.test. A => NOERROR aa: 60 CNAME www.b.test.; www.b.test. 60 A 192.0.2.1; www.b.test. 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
  ],
  [
    "continue name suffix .y.test .x.test answer auto | continue name suffix .x.test .b.test answer auto | ttl suffix .b.test 7",
    "www.y.test. A => NOERROR aa: 7 A 192.0.2.1; 7 A 192.0.2.2 -- b.test. 7 NS ns.y.test.",
    "www.x.test. A => NOERROR aa: 7 A 192.0.2.1; 7 A 192.0.2.2 -- b.test. 7 NS ns.x.test.",
    "www.b.test. A => NOERROR aa: 7 A 192.0.2.1; 7 A 192.0.2.2 -- b.test. 7 NS ns.b.test.",
    "alias.y.test. A => NOERROR aa: 7 CNAME www.y.test.; www.y.test. 7 A 192.0.2.1; www.y.test. 7 A 192.0.2.2 -- b.test. 7 NS ns.y.test.",
  ],
  [
    "continue ttl exact www.b.test 5 | ttl suffix b.test 9-20",
    "www.b.test. A => NOERROR aa: 5 A 192.0.2.1; 5 A 192.0.2.2 -- b.test. 5 NS ns.b.test.",
    "mx.b.test. MX => NOERROR aa: 20 MX 5 www.b.test. -- b.test. 20 NS ns.b.test. ++ www.b.test. 20 A 192.0.2.1; www.b.test. 20 A 192.0.2.2",
    "gone.b.test. A => NXDOMAIN aa -- b.test. 20 SOA ns.b.test. hm.b.test. 1 2 3 4 5",
    "b.test. SOA => NOERROR aa: 20 SOA ns.b.test. hm.b.test. 1 2 3 4 5 -- 20 NS ns.b.test.",
  ],
  [
    "ttl regex ^w+\\.b\\. 100-200",
    "www.b.test. A => NOERROR aa: 100 A 192.0.2.1; 100 A 192.0.2.2 -- b.test. 100 NS ns.b.test.",
    "mx.b.test. MX => NOERROR aa: 60 MX 5 www.b.test. -- b.test. 60 NS ns.b.test. ++ www.b.test. 60 A 192.0.2.1; www.b.test. 60 A 192.0.2.2",
  ],
  [
    "ttl prefix m 0",
    "mx.b.test. MX => NOERROR aa: 60 MX 5 www.b.test. -- b.test. 60 NS ns.b.test. ++ www.b.test. 60 A 192.0.2.1; www.b.test. 60 A 192.0.2.2",
    "www.b.test. A => NOERROR aa: 60 A 192.0.2.1; 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
  ],
  [
    "ttl substring ia -30",
    "alias.b.test. A => NOERROR aa: 60 CNAME www.b.test.; www.b.test. 60 A 192.0.2.1; www.b.test. 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
  ],
  [
    "type MX A",
    "www.b.test. MX => NOERROR aa: 60 A 192.0.2.1; 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "mx.b.test. MX => NOERROR aa -- b.test. 60 SOA ns.b.test. hm.b.test. 1 2 3 4 5",
    "www.b.test. TXT => NOERROR aa -- b.test. 60 SOA ns.b.test. hm.b.test. 1 2 3 4 5",
  ],
  [
    "type ANY TXT",
    'txt.b.test. ANY => NOERROR aa: 60 TXT "to www.b.test." -- b.test. 60 NS ns.b.test.',
    "www.b.test. ANY => NOERROR aa -- b.test. 60 SOA ns.b.test. hm.b.test. 1 2 3 4 5",
  ],
  [
    "continue type AAAA A | name suffix x.test b.test answer auto",
    "www.x.test. AAAA => NOERROR aa: 60 A 192.0.2.1; 60 A 192.0.2.2 -- x.test. 60 NS ns.x.test.",
    "www.x.test. A => NOERROR aa: 60 A 192.0.2.1; 60 A 192.0.2.2 -- x.test. 60 NS ns.x.test.",
    "six.b.test. AAAA => NOERROR aa -- b.test. 60 SOA ns.b.test. hm.b.test. 1 2 3 4 5",
  ],
  ["class CH IN", "www.b.test. A => NOERROR aa: 60 A 192.0.2.1; 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test."],
  ["class IN CH", "www.b.test. A => NOERROR aa: 60 A 192.0.2.1; 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test."],
  [
    "rcode suffix b.test NXDOMAIN NOERROR",
    "gone.b.test. A => NOERROR aa -- b.test. 60 SOA ns.b.test. hm.b.test. 1 2 3 4 5",
    "www.b.test. A => NOERROR aa: 60 A 192.0.2.1; 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "www.b.test. MX => NOERROR aa -- b.test. 60 SOA ns.b.test. hm.b.test. 1 2 3 4 5",
  ],
  [
    "rcode regex ^g.* 3 2",
    "gone.b.test. A => SERVFAIL aa -- b.test. 60 SOA ns.b.test. hm.b.test. 1 2 3 4 5",
    "alone.b.test. A => NXDOMAIN aa -- b.test. 60 SOA ns.b.test. hm.b.test. 1 2 3 4 5",
  ],
  [
    "rcode exact www.b.test NOERROR REFUSED",
    "www.b.test. A => REFUSED aa: 60 A 192.0.2.1; 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "WWW.b.test. A => REFUSED aa: www.b.test. 60 A 192.0.2.1; www.b.test. 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "alias.b.test. A => NOERROR aa: 60 CNAME www.b.test.; www.b.test. 60 A 192.0.2.1; www.b.test. 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
  ],
  [
    "cname exact www.elsewhere.example. www.b.test.",
    "out.b.test. A => NOERROR aa: 60 CNAME www.b.test.; www.b.test. 60 A 192.0.2.1; www.b.test. 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "out.b.test. CNAME => NOERROR aa: 60 CNAME www.b.test. -- b.test. 60 NS ns.b.test.",
    "alias.b.test. A => NOERROR aa: 60 CNAME www.b.test.; www.b.test. 60 A 192.0.2.1; www.b.test. 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
  ],
  ["cname suffix b.test. b.test.", "gone.b.test. A => NXDOMAIN aa -- b.test. 60 SOA ns.b.test. hm.b.test. 1 2 3 4 5"],
  [
    "cname prefix www.else www.b.test.",
    "out.b.test. A => NOERROR aa: 60 CNAME www.b.test.where.example. -- b.test. 60 NS ns.b.test.",
  ],
  [
    "cname regex ^www\\.(.*)\\.example\\.$ {1}.wild.b.test.",
    "out.b.test. A => NOERROR aa: 60 CNAME elsewhere.wild.b.test.; elsewhere.wild.b.test. 60 A 192.0.2.7 -- b.test. 60 NS ns.b.test.",
    "out.b.test. AAAA => NOERROR aa: 60 CNAME elsewhere.wild.b.test. -- b.test. 60 NS ns.b.test.",
  ],
  [
    "cname substring elsewhere.example b.test",
    "out.b.test. A => NOERROR aa: 60 CNAME www.b.test.; www.b.test. 60 A 192.0.2.1; www.b.test. 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "out.b.test. TXT => NOERROR aa: 60 CNAME www.b.test. -- b.test. 60 NS ns.b.test.",
  ],
];

it.each(TABLE)("rewrite %s", (rules, ...rows) => {
  const lines = rules.split(" | ");
  const server = new CoreDnsUnderTest(
    `. {\n${lines.map((rule) => ` rewrite ${rule}\n`).join("")} file /db b.test\n}\n`,
    { "/db": VARIED_ZONE },
  );
  expect(server.problems).toEqual([]);
  expect(rows.map((row) => server.retell(row))).toEqual(rows);
});
