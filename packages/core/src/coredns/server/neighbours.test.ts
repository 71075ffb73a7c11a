import { expect, it } from "vitest";
import { CoreDnsUnderTest } from "../plugins/ask-coredns.fixture.ts";

const FILES = {
  "/a": "$TTL 60\n@ SOA ns hm 1 2 3 4 5\n@ NS ns\nw TXT a\nsub NS ns.sub\nout CNAME w.b.test.\ndeep CNAME w.sub.a.test.\n",
  "/b": "$TTL 60\n@ SOA ns hm 1 2 3 4 5\n@ NS ns\nw TXT b\nback CNAME out.a.test.\nmx MX 5 w\n",
  "/s": "$TTL 60\n@ SOA ns hm 1 2 3 4 5\n@ NS ns\nw TXT sub\n",
  "/h": "192.0.2.1 h.a.test h.b.test\n2001:db8::1 h.a.test\n",
};

/** Zones and blocks beside each other, then questions and what CoreDNS 1.15.0 answered. */
const TABLE: readonly (readonly [about: string, corefile: string, ...rows: string[]])[] = [
  [
    "two zones of one block, aliases across them",
    "a.test b.test {\n file /a a.test\n file /b b.test\n}\n",
    'w.a.test. TXT => NOERROR aa: 60 TXT "a" -- a.test. 60 NS ns.a.test.',
    'w.b.test. TXT => NOERROR aa: 60 TXT "b" -- b.test. 60 NS ns.b.test.',
    'out.a.test. TXT => NOERROR aa: 60 CNAME w.b.test.; w.b.test. 60 TXT "b" -- a.test. 60 NS ns.a.test.',
    'back.b.test. TXT => NOERROR aa: 60 CNAME out.a.test.; out.a.test. 60 CNAME w.b.test.; w.b.test. 60 TXT "b" -- b.test. 60 NS ns.b.test.',
    "back.b.test. A => NOERROR aa: 60 CNAME out.a.test.; out.a.test. 60 CNAME w.b.test. -- b.test. 60 NS ns.b.test.",
    "w.c.test. TXT => REFUSED",
    "a.test. SOA => NOERROR aa: 60 SOA ns.a.test. hm.a.test. 1 2 3 4 5 -- 60 NS ns.a.test.",
    "b.test. DS => NOERROR aa -- 60 SOA ns.b.test. hm.b.test. 1 2 3 4 5",
    "deep.a.test. TXT => NOERROR aa: 60 CNAME w.sub.a.test. -- sub.a.test. 60 NS ns.sub.a.test.",
  ],
  [
    "two blocks, aliases across them",
    "a.test {\n file /a\n}\nb.test {\n file /b\n}\n",
    'out.a.test. TXT => NOERROR aa: 60 CNAME w.b.test.; w.b.test. 60 TXT "b" -- a.test. 60 NS ns.a.test.',
    "out.a.test. A => NOERROR aa: 60 CNAME w.b.test. -- a.test. 60 SOA ns.a.test. hm.a.test. 1 2 3 4 5",
    'back.b.test. TXT => NOERROR aa: 60 CNAME out.a.test.; out.a.test. 60 CNAME w.b.test.; w.b.test. 60 TXT "b" -- b.test. 60 NS ns.b.test.',
    "w.c.test. TXT => REFUSED",
    'OUT.A.test. TXT => NOERROR aa: out.a.test. 60 CNAME w.b.test.; w.b.test. 60 TXT "b" -- a.test. 60 NS ns.a.test.',
  ],
  [
    "a zone and the one below it, in blocks of their own",
    "a.test {\n file /a\n}\nsub.a.test {\n file /s\n}\n",
    'w.sub.a.test. TXT => NOERROR aa: 60 TXT "sub" -- sub.a.test. 60 NS ns.sub.a.test.',
    "sub.a.test. NS => NOERROR aa: 60 NS ns.sub.a.test.",
    "sub.a.test. DS => NOERROR aa -- a.test. 60 SOA ns.a.test. hm.a.test. 1 2 3 4 5",
    "deep.a.test. TXT => NOERROR aa: 60 CNAME w.sub.a.test. -- sub.a.test. 60 NS ns.sub.a.test.",
    "x.sub.a.test. TXT => NXDOMAIN aa -- sub.a.test. 60 SOA ns.sub.a.test. hm.sub.a.test. 1 2 3 4 5",
    "a.test. DS => NOERROR aa -- 60 SOA ns.a.test. hm.a.test. 1 2 3 4 5",
  ],
  [
    "a zone and the one below it, in one block",
    "a.test sub.a.test {\n file /a a.test\n file /s sub.a.test\n}\n",
    'w.sub.a.test. TXT => NOERROR aa: 60 TXT "sub" -- sub.a.test. 60 NS ns.sub.a.test.',
    "sub.a.test. NS => NOERROR aa: 60 NS ns.sub.a.test.",
    "sub.a.test. DS => NOERROR aa -- 60 SOA ns.sub.a.test. hm.sub.a.test. 1 2 3 4 5",
    "deep.a.test. TXT => NOERROR aa: 60 CNAME w.sub.a.test. -- sub.a.test. 60 NS ns.sub.a.test.",
    'w.a.test. TXT => NOERROR aa: 60 TXT "a" -- a.test. 60 NS ns.a.test.',
  ],
  [
    "hosts in front of a zone, falling through and not",
    "a.test {\n hosts /h {\n  fallthrough\n }\n file /a\n}\nb.test {\n hosts /h\n file /b\n}\n",
    "h.a.test. A => NOERROR aa: 3600 A 192.0.2.1",
    "h.a.test. AAAA => NOERROR aa: 3600 AAAA 2001:db8::1",
    "h.a.test. TXT => NOERROR aa",
    'w.a.test. TXT => NOERROR aa: 60 TXT "a" -- a.test. 60 NS ns.a.test.',
    "h.b.test. A => NOERROR aa: 3600 A 192.0.2.1",
    "h.b.test. AAAA => NOERROR aa",
    "w.b.test. TXT => SERVFAIL",
    "gone.b.test. A => SERVFAIL",
  ],
  [
    "an empty block above a full one",
    "test {\n}\na.test {\n file /a\n}\n",
    'w.a.test. TXT => NOERROR aa: 60 TXT "a" -- a.test. 60 NS ns.a.test.',
    "w.b.test. TXT => REFUSED",
    "test. SOA => REFUSED",
    "a.test. DS => REFUSED",
  ],
  [
    "a root block with a zone that it does not have",
    ". {\n file /a a.test\n}\n",
    'w.a.test. TXT => NOERROR aa: 60 TXT "a" -- a.test. 60 NS ns.a.test.',
    "w.b.test. TXT => REFUSED",
    ". NS => REFUSED",
    "out.a.test. TXT => NOERROR aa: 60 CNAME w.b.test. -- a.test. 60 NS ns.a.test.",
    "com. DS => REFUSED",
  ],
  [
    "minimal, ttl rules and a cache together",
    "b.test {\n minimal\n cache 10\n rewrite ttl suffix b.test 5\n file /b\n}\n",
    "mx.b.test. MX => NOERROR aa: 5 MX 5 w.b.test.",
    'w.b.test. TXT => NOERROR aa: 5 TXT "b"',
    "gone.b.test. A => NXDOMAIN aa -- b.test. 5 SOA ns.b.test. hm.b.test. 1 2 3 4 5",
    "w.b.test. A => NOERROR aa -- b.test. 5 SOA ns.b.test. hm.b.test. 1 2 3 4 5",
  ],
  [
    "acl for a type, a net and everything else",
    "a.test {\n acl {\n  allow type TXT net 192.0.2.0/28\n  filter net 10.0.0.0/8\n  drop type ANY\n  block\n }\n file /a\n}\n",
    'w.a.test. TXT => NOERROR aa: 60 TXT "a" -- a.test. 60 NS ns.a.test.',
    "w.a.test. A => REFUSED",
    "w.a.test. A from 10.1.2.3 => NOERROR",
    "w.a.test. ANY => silence",
    "w.a.test. TXT from 2001:db8::1 => REFUSED",
  ],
  [
    "local, any, chaos and a zone",
    "a.test localhost {\n local\n any\n file /a a.test\n}\n",
    "localhost. A => NOERROR: 604800 A 127.0.0.1",
    "localhost.a.test. A => NOERROR: 604800 A 127.0.0.1",
    'w.a.test. ANY => NOERROR: 8482 HINFO "ANY obsoleted" "See RFC 8482"',
    'w.a.test. TXT => NOERROR aa: 60 TXT "a" -- a.test. 60 NS ns.a.test.',
    "x.localhost. A => NOERROR: 604800 A 127.0.0.1",
  ],
];

it.each(TABLE)("%s", (_, corefile, ...rows) => {
  const server = new CoreDnsUnderTest(corefile, FILES);
  expect(rows.map((row) => server.retell(row))).toEqual(rows);
});
