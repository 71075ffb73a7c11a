import { expect, it } from "vitest";
import { CoreDnsUnderTest } from "../plugins/ask-coredns.fixture.ts";

function zone(address: string, more = ""): string {
  return `$TTL 60\n@ SOA ns h 7 3600 600 86400 30\n@ NS ns\nns A 192.0.2.53\nwww A ${address}\n${more}`;
}

const FILES = {
  "/h": "192.0.2.99 www.a.test www.b.test new.a.test www.e.test\n",
  "/db1": zone("192.0.2.11", "*.wild A 192.0.2.12\nalias CNAME www.b.test.\nsub NS ns.sub\nns.sub A 192.0.2.13\n"),
  "/db2": zone("192.0.2.21", "alias CNAME www.a.test.\nsub A 192.0.2.22\n"),
  "/zs/c.test.zone": zone("192.0.2.4"),
};

/** A Corefile, then questions and what CoreDNS 1.15.0 answered. */
const TABLE: readonly (readonly [about: string, corefile: string, ...rows: string[]])[] = [
  [
    "file before hosts, in the order that is compiled in",
    ". {\n file /db1 a.test\n hosts /h {\n  fallthrough\n }\n}\n",
    "www.a.test. A => NOERROR aa: 3600 A 192.0.2.99",
    "www.a.test. AAAA => NOERROR aa",
    "ns.a.test. A => NOERROR aa: 60 A 192.0.2.53 -- a.test. 60 NS ns.a.test.",
    "ns.a.test. AAAA => NOERROR aa -- a.test. 60 SOA ns.a.test. h.a.test. 7 3600 600 86400 30",
    "new.a.test. A => NOERROR aa: 3600 A 192.0.2.99",
    "new.a.test. AAAA => NOERROR aa",
    "gone.a.test. A => NXDOMAIN aa -- a.test. 60 SOA ns.a.test. h.a.test. 7 3600 600 86400 30",
    "gone.a.test. AAAA => NXDOMAIN aa -- a.test. 60 SOA ns.a.test. h.a.test. 7 3600 600 86400 30",
    "www.e.test. A => NOERROR aa: 3600 A 192.0.2.99",
    "www.e.test. AAAA => NOERROR aa",
    "x.e.test. A => REFUSED",
    "x.e.test. AAAA => REFUSED",
  ],
  [
    "aliases between two zones of a block",
    "a.test b.test {\n file /db1 a.test\n file /db2 b.test\n}\n",
    "www.a.test. A => NOERROR aa: 60 A 192.0.2.11 -- a.test. 60 NS ns.a.test.",
    "www.a.test. NS => NOERROR aa -- a.test. 60 SOA ns.a.test. h.a.test. 7 3600 600 86400 30",
    "alias.a.test. A => NOERROR aa: 60 CNAME www.b.test.; www.b.test. 60 A 192.0.2.21 -- a.test. 60 NS ns.a.test.",
    "alias.a.test. NS => NOERROR aa: 60 CNAME www.b.test. -- a.test. 60 SOA ns.a.test. h.a.test. 7 3600 600 86400 30",
    "alias.b.test. A => NOERROR aa: 60 CNAME www.a.test.; www.a.test. 60 A 192.0.2.11 -- b.test. 60 NS ns.b.test.",
    "alias.b.test. NS => NOERROR aa: 60 CNAME www.a.test. -- b.test. 60 SOA ns.b.test. h.b.test. 7 3600 600 86400 30",
    "sub.a.test. A => NOERROR -- 60 NS ns.sub.a.test. ++ ns.sub.a.test. 60 A 192.0.2.13",
    "sub.a.test. NS => NOERROR -- 60 NS ns.sub.a.test. ++ ns.sub.a.test. 60 A 192.0.2.13",
    "x.sub.a.test. A => NOERROR -- sub.a.test. 60 NS ns.sub.a.test. ++ ns.sub.a.test. 60 A 192.0.2.13",
    "x.sub.a.test. NS => NOERROR -- sub.a.test. 60 NS ns.sub.a.test. ++ ns.sub.a.test. 60 A 192.0.2.13",
    "sub.b.test. A => NOERROR aa: 60 A 192.0.2.22 -- b.test. 60 NS ns.b.test.",
    "sub.b.test. NS => NOERROR aa -- b.test. 60 SOA ns.b.test. h.b.test. 7 3600 600 86400 30",
    "q.wild.a.test. A => NOERROR aa: 60 A 192.0.2.12 -- a.test. 60 NS ns.a.test.",
    "q.wild.a.test. NS => NOERROR aa -- a.test. 60 SOA ns.a.test. h.a.test. 7 3600 600 86400 30",
    "wild.a.test. A => NOERROR aa -- a.test. 60 SOA ns.a.test. h.a.test. 7 3600 600 86400 30",
    "wild.a.test. NS => NOERROR aa -- a.test. 60 SOA ns.a.test. h.a.test. 7 3600 600 86400 30",
    "c.test. A => REFUSED",
    "c.test. NS => REFUSED",
  ],
  [
    "a block below a delegation",
    "a.test {\n file /db1\n}\nsub.a.test {\n file /db2\n}\n",
    "www.sub.a.test. A => NOERROR aa: 60 A 192.0.2.21 -- sub.a.test. 60 NS ns.sub.a.test.",
    "www.sub.a.test. NS => NOERROR aa -- sub.a.test. 60 SOA ns.sub.a.test. h.sub.a.test. 7 3600 600 86400 30",
    "www.sub.a.test. DS => NOERROR -- sub.a.test. 60 NS ns.sub.a.test. ++ ns.sub.a.test. 60 A 192.0.2.13",
    "sub.a.test. A => NOERROR aa -- 60 SOA ns.sub.a.test. h.sub.a.test. 7 3600 600 86400 30",
    "sub.a.test. NS => NOERROR aa: 60 NS ns.sub.a.test. ++ ns.sub.a.test. 60 A 192.0.2.53",
    "sub.a.test. DS => NOERROR aa -- a.test. 60 SOA ns.a.test. h.a.test. 7 3600 600 86400 30",
    "x.sub.a.test. A => NXDOMAIN aa -- sub.a.test. 60 SOA ns.sub.a.test. h.sub.a.test. 7 3600 600 86400 30",
    "x.sub.a.test. NS => NXDOMAIN aa -- sub.a.test. 60 SOA ns.sub.a.test. h.sub.a.test. 7 3600 600 86400 30",
    "x.sub.a.test. DS => NOERROR -- sub.a.test. 60 NS ns.sub.a.test. ++ ns.sub.a.test. 60 A 192.0.2.13",
    "ns.sub.a.test. A => NOERROR aa: 60 A 192.0.2.53 -- sub.a.test. 60 NS ns.sub.a.test.",
    "ns.sub.a.test. NS => NOERROR aa -- sub.a.test. 60 SOA ns.sub.a.test. h.sub.a.test. 7 3600 600 86400 30",
    "ns.sub.a.test. DS => NOERROR -- sub.a.test. 60 NS ns.sub.a.test. ++ 60 A 192.0.2.13",
  ],
  [
    "a second zone without fallthrough",
    ". {\n file /db1 a.test {\n  fallthrough\n }\n file /db2 b.test\n whoami\n}\n".replace(
      "whoami",
      "auto c.test {\n  directory /zs (.*)\\.zone {1}\n }",
    ),
    "www.c.test. A => NOERROR aa: 60 A 192.0.2.4 -- c.test. 60 NS ns.c.test.",
    "www.a.test. A => NOERROR aa: 60 A 192.0.2.11 -- a.test. 60 NS ns.a.test.",
    "gone.b.test. A => SERVFAIL",
  ],
  [
    "template before hosts before file",
    `. {\n file /db1 a.test\n hosts /h\n template IN A www.a.test {\n  answer "{{ .Name }} 1 IN A 192.0.2.200"\n }\n}\n`,
    "www.a.test. A => NOERROR aa: 1 A 192.0.2.200",
    "www.a.test. MX => NOERROR aa",
    "new.a.test. A => NOERROR aa: 3600 A 192.0.2.99",
    "new.a.test. MX => NOERROR aa",
    "ns.a.test. A => SERVFAIL",
    "ns.a.test. MX => SERVFAIL",
  ],
  [
    "rewrite before acl, acl before cache",
    `. {\n cache\n acl b.test {\n  block\n }\n rewrite name suffix .a.test .b.test answer auto\n file /db2 b.test\n}\n`,
    "www.a.test. A => REFUSED",
    "www.b.test. A => REFUSED",
  ],
  [
    "an alias of a file is asked by the rules of the block that answers it",
    `a.test {\n file /db1\n}\nb.test {\n acl {\n  filter\n }\n file /db2\n}\n`,
    "alias.a.test. A => NOERROR aa: 60 CNAME www.b.test. -- a.test. 60 SOA ns.a.test. h.a.test. 7 3600 600 86400 30",
    "alias.a.test. AAAA => NOERROR aa: 60 CNAME www.b.test. -- a.test. 60 SOA ns.a.test. h.a.test. 7 3600 600 86400 30",
    "alias.a.test. CNAME => NOERROR aa: 60 CNAME www.b.test. -- a.test. 60 NS ns.a.test.",
  ],
  [
    "an alias of a file into a block that refuses",
    `a.test {\n file /db1\n}\nb.test {\n acl {\n  block net 10.0.0.0/8\n }\n file /db2\n}\n`,
    "alias.a.test. A => NOERROR aa: 60 CNAME www.b.test.; www.b.test. 60 A 192.0.2.21 -- a.test. 60 NS ns.a.test.",
    "alias.a.test. A from 10.1.2.3 => NOERROR aa: 60 CNAME www.b.test. -- a.test. 60 NS ns.a.test.",
  ],
  [
    "an alias that nobody serves",
    `a.test {\n file /db1\n}\n`,
    "alias.a.test. A => NOERROR aa: 60 CNAME www.b.test. -- a.test. 60 NS ns.a.test.",
    "alias.a.test. AAAA => NOERROR aa: 60 CNAME www.b.test. -- a.test. 60 NS ns.a.test.",
  ],
  [
    "one cache for all keys of a block, one for each block",
    `a.test b.test {\n cache 77\n file /db1 a.test b.test\n}\nsub.a.test {\n cache 33\n file /db2\n}\n`,
    "www.a.test. A => NOERROR aa: 60 A 192.0.2.11 -- a.test. 60 NS ns.a.test.",
    "www.b.test. A => NOERROR aa: 60 A 192.0.2.11 -- b.test. 60 NS ns.b.test.",
    "www.sub.a.test. A => NOERROR aa: 33 A 192.0.2.21 -- sub.a.test. 33 NS ns.sub.a.test.",
    "gone.a.test. A => NXDOMAIN aa -- a.test. 60 SOA ns.a.test. h.a.test. 7 3600 600 86400 30",
  ],
  [
    "a cache of one zone",
    `a.test b.test {\n cache 20 b.test\n file /db1 a.test b.test\n}\n`,
    "www.a.test. A => NOERROR aa: 60 A 192.0.2.11 -- a.test. 60 NS ns.a.test.",
    "www.b.test. A => NOERROR aa: 20 A 192.0.2.11 -- b.test. 20 NS ns.b.test.",
  ],
  [
    "header inside the cache",
    `a.test {\n cache 20\n header {\n  response set ra\n  response clear aa\n }\n file /db1\n}\n`,
    "www.a.test. A => NOERROR ra: 20 A 192.0.2.11 -- a.test. 20 NS ns.a.test.",
    "www.a.test. A => NOERROR ra: 20 A 192.0.2.11 -- a.test. 20 NS ns.a.test.",
    "gone.a.test. A => NXDOMAIN ra -- a.test. 20 SOA ns.a.test. h.a.test. 7 3600 600 86400 30",
    "gone.a.test. A => NXDOMAIN ra -- a.test. 20 SOA ns.a.test. h.a.test. 7 3600 600 86400 30",
  ],
  [
    "minimal inside the cache",
    `a.test {\n cache 20\n minimal\n file /db1\n}\n`,
    "www.a.test. A => NOERROR aa: 20 A 192.0.2.11",
    "www.a.test. A => NOERROR aa: 20 A 192.0.2.11",
    "sub.a.test. A => NOERROR -- 5 NS ns.sub.a.test. ++ ns.sub.a.test. 5 A 192.0.2.13",
    "gone.a.test. A => NXDOMAIN aa -- a.test. 20 SOA ns.a.test. h.a.test. 7 3600 600 86400 30",
  ],
  [
    "what is cut off for loadbalance is nothing",
    `a.test {\n loadbalance\n file /db1\n}\n`,
    "www.a.test. A => NOERROR aa: 60 A 192.0.2.11 -- a.test. 60 NS ns.a.test.",
    "gone.a.test. A => NXDOMAIN aa -- a.test. 60 SOA ns.a.test. h.a.test. 7 3600 600 86400 30",
    "sub.a.test. A => NOERROR -- 60 NS ns.sub.a.test. ++ ns.sub.a.test. 60 A 192.0.2.13",
  ],
  [
    "nobody answers",
    `a.test {\n cache\n loadbalance\n}\nb.test {\n errors\n log\n}\n`,
    "www.a.test. A => SERVFAIL",
    "www.b.test. A => SERVFAIL",
  ],
];

it.each(TABLE)("%s", (_, corefile, ...rows) => {
  const server = new CoreDnsUnderTest(corefile, FILES);
  expect(rows.map((row) => server.retell(row))).toEqual(rows);
});
