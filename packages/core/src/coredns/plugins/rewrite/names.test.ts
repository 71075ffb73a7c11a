import { expect, it } from "vitest";
import { rewriting } from "./zone.fixture.ts";

/** Rules in CoreDNS's words, then questions and what CoreDNS 1.15.0 answered. */
const TABLE: readonly (readonly [rules: string, ...rows: string[]])[] = [
  [
    "name red.a.test blue.b.test",
    "red.a.test. A => NOERROR aa: 60 A 192.0.2.4 -- b.test. 60 NS ns.b.test.",
    "red.a.test. AAAA => NOERROR aa -- b.test. 60 SOA ns.b.test. hm.b.test. 3 1 1 1 5",
    "RED.a.TEST. A => NOERROR aa: red.a.test. 60 A 192.0.2.4 -- b.test. 60 NS ns.b.test.",
    "RED.a.TEST. AAAA => NOERROR aa -- b.test. 60 SOA ns.b.test. hm.b.test. 3 1 1 1 5",
    "x.red.a.test. A => REFUSED",
    "x.red.a.test. AAAA => REFUSED",
  ],
  [
    "name exact mx.a.test b.test",
    "mx.a.test. MX => NOERROR aa: 60 MX 10 mail.mx.a.test. -- 60 NS ns.mx.a.test. ++ mail.mx.a.test. 60 A 192.0.2.25",
    "mx.a.test. SOA => NOERROR aa: 60 SOA ns.mx.a.test. hm.b.test. 3 1 1 1 5 -- 60 NS ns.mx.a.test.",
    "mx.a.test. NS => NOERROR aa: 60 NS ns.mx.a.test. ++ ns.mx.a.test. 60 A 192.0.2.53",
  ],
  [
    "name exact s.a.test _sip._tcp.b.test",
    "s.a.test. SRV => NOERROR aa: 60 SRV 1 2 5060 api.b.test. -- b.test. 60 NS ns.b.test. ++ api.b.test. 30 A 192.0.2.3",
  ],
  [
    "name exact c.a.test alias.b.test",
    "c.a.test. A => NOERROR aa: 60 CNAME www.b.test.; www.b.test. 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "c.a.test. CNAME => NOERROR aa: 60 CNAME www.b.test. -- b.test. 60 NS ns.b.test.",
  ],
  [
    "name exact www.a.test alias.b.test answer auto",
    "www.a.test. A => NOERROR aa: 60 CNAME www.b.test.; www.b.test. 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
  ],
  [
    "name exact www.a.test www.b.test answer name www\\.b\\.test shown.test",
    "www.a.test. A => NOERROR aa: shown.test. 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
  ],
  [
    "name exact m.a.test b.test answer value (.*)\\.b\\.test {1}.c.test",
    "m.a.test. MX => NOERROR aa: 60 MX 10 mail.c.test. -- 60 NS ns.c.test. ++ mail.m.a.test. 60 A 192.0.2.25",
  ],
  [
    "name suffix .a.test .b.test answer auto",
    "www.a.test. A => NOERROR aa: 60 A 192.0.2.2 -- b.test. 60 NS ns.a.test.",
    "_sip._tcp.a.test. A => NOERROR aa -- b.test. 60 SOA ns.a.test. hm.b.test. 3 1 1 1 5",
    "alias.a.test. A => NOERROR aa: 60 CNAME www.a.test.; www.a.test. 60 A 192.0.2.2 -- b.test. 60 NS ns.a.test.",
    "far.a.test. A => NOERROR aa: 60 CNAME www.far.example.; www.far.example. 9 A 192.0.2.77 -- b.test. 60 NS ns.a.test.",
    "gone.a.test. A => NXDOMAIN aa -- b.test. 60 SOA ns.a.test. hm.b.test. 3 1 1 1 5",
    "ptr.a.test. A => NOERROR aa -- b.test. 60 SOA ns.a.test. hm.b.test. 3 1 1 1 5",
    "naptr.a.test. A => NOERROR aa -- b.test. 60 SOA ns.a.test. hm.b.test. 3 1 1 1 5",
    "txt.a.test. A => NOERROR aa -- b.test. 60 SOA ns.a.test. hm.b.test. 3 1 1 1 5",
    "dn.a.test. A => NOERROR aa -- b.test. 60 SOA ns.a.test. hm.b.test. 3 1 1 1 5",
    "x.dn.a.test. A => NOERROR aa: dn.a.test. 60 DNAME other.a.test.; 60 CNAME x.other.a.test.; x.other.a.test. 60 A 192.0.2.5 -- b.test. 60 NS ns.a.test.",
    "svc.a.test. A => NOERROR aa -- b.test. 60 SOA ns.a.test. hm.b.test. 3 1 1 1 5",
  ],
  [
    "name suffix a.test b.test answer auto",
    "a.test. MX => NOERROR aa: 60 MX 10 mail.a.test. -- 60 NS ns.a.test. ++ mail.a.test. 60 A 192.0.2.25",
    "a.test. SOA => NOERROR aa: 60 SOA ns.a.test. hm.b.test. 3 1 1 1 5 -- 60 NS ns.a.test.",
    "a.test. NS => NOERROR aa: 60 NS ns.a.test. ++ ns.a.test. 60 A 192.0.2.53",
    "_sip._tcp.a.test. SRV => NOERROR aa: 60 SRV 1 2 5060 api.a.test. -- a.test. 60 NS ns.a.test. ++ api.a.test. 30 A 192.0.2.3",
    "ptr.a.test. PTR => NOERROR aa: 60 PTR www.a.test. -- a.test. 60 NS ns.a.test.",
    'naptr.a.test. NAPTR => NOERROR aa: 60 NAPTR 1 2 "s" "SIP+D2T" "" _sip._tcp.a.test. -- a.test. 60 NS ns.a.test.',
    'txt.a.test. TXT => NOERROR aa: 60 TXT "www.b.test." -- a.test. 60 NS ns.a.test.',
    "dn.a.test. DNAME => NOERROR aa: 60 DNAME other.a.test. -- a.test. 60 NS ns.a.test.",
    "alias.a.test. CNAME => NOERROR aa: 60 CNAME www.a.test. -- a.test. 60 NS ns.a.test.",
    "alias.a.test. A => NOERROR aa: 60 CNAME www.a.test.; www.a.test. 60 A 192.0.2.2 -- a.test. 60 NS ns.a.test.",
    "far.a.test. CNAME => NOERROR aa: 60 CNAME www.far.example. -- a.test. 60 NS ns.a.test.",
    "far.a.test. A => NOERROR aa: 60 CNAME www.far.example.; www.far.example. 9 A 192.0.2.77 -- a.test. 60 NS ns.a.test.",
    'svc.a.test. HTTPS => NOERROR aa: 60 HTTPS 1 www.b.test. alpn="h2" -- a.test. 60 NS ns.a.test. ++ www.a.test. 60 A 192.0.2.2; www.a.test. 60 AAAA 2001:db8::2',
    "xa.test. A => REFUSED",
  ],
  [
    "name suffix .a.test .b.test",
    "www.a.test. A => NOERROR aa: www.b.test. 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "alias.a.test. A => NOERROR aa: alias.b.test. 60 CNAME www.b.test.; www.b.test. 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "gone.a.test. A => NXDOMAIN aa -- b.test. 60 SOA ns.b.test. hm.b.test. 3 1 1 1 5",
    "a.test. A => REFUSED",
  ],
  ["name prefix w. www. answer auto", "w.b.test. A => NOERROR aa: 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test."],
  [
    "name prefix w.b. www.b. answer auto",
    "w.b.test. A => NOERROR aa: 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "W.B.test. A => NOERROR aa: w.b.test. 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
  ],
  [
    "name substring .x. . answer auto",
    "www.x.b.test. A => NOERROR aa: 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "www.x.x.b.test. A => NXDOMAIN aa -- b.test. 60 SOA ns.b.test. hm.b.test. 3 1 1 1 5",
  ],
  [
    "name substring a.test b.test answer auto",
    "www.a.test. A => NOERROR aa: 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "www.a.test. CNAME => NOERROR aa -- b.test. 60 SOA ns.b.test. hm.b.test. 3 1 1 1 5",
    "alias.a.test. A => NOERROR aa: 60 CNAME www.b.test.; www.b.test. 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "alias.a.test. CNAME => NOERROR aa: 60 CNAME www.b.test. -- b.test. 60 NS ns.b.test.",
  ],
  [
    "name regex (.*)\\.a\\.test {1}.b.test answer auto",
    "www.a.test. A => NOERROR aa: 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "alias.a.test. A => NOERROR aa: 60 CNAME www.b.test.; www.b.test. 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "a.test. A => REFUSED",
    "gone.a.test. A => NXDOMAIN aa -- b.test. 60 SOA ns.b.test. hm.b.test. 3 1 1 1 5",
  ],
  [
    "name regex ^(w+)-(\\d+)\\.a\\.test\\.$ {1}.b.test answer name (w+)\\.b\\.test {1}-0.a.test",
    "www-7.a.test. A => NOERROR aa: www-0.a.test. 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "w-x.a.test. A => REFUSED",
  ],
  [
    "name regex (.*)\\.a\\.test {1}.b.test answer name (.*)\\.b\\.test {1}.a.test value (.*)\\.b\\.test {1}.a.test",
    "_sip._tcp.a.test. SRV => NOERROR aa: 60 SRV 1 2 5060 api.a.test. -- b.test. 60 NS ns.a.test. ++ api.a.test. 30 A 192.0.2.3",
    "alias.a.test. A => NOERROR aa: 60 CNAME www.a.test.; www.a.test. 60 A 192.0.2.2 -- b.test. 60 NS ns.a.test.",
    "gone.a.test. A => NXDOMAIN aa -- b.test. 60 SOA ns.a.test. hm.b.test. 3 1 1 1 5",
  ],
  [
    "name regex (.*)\\.a\\.test {1}.b.test answer value (.*)\\.b\\.test {1}.a.test",
    "alias.a.test. A => NOERROR aa: alias.b.test. 60 CNAME www.a.test.; www.b.test. 60 A 192.0.2.2 -- b.test. 60 NS ns.a.test.",
    "alias.a.test. CNAME => NOERROR aa: alias.b.test. 60 CNAME www.a.test. -- b.test. 60 NS ns.a.test.",
  ],
  [
    "continue name suffix .a.test .m.test answer auto | name suffix .m.test .b.test answer auto",
    "www.a.test. A => NOERROR aa: 60 A 192.0.2.2 -- b.test. 60 NS ns.a.test.",
    "www.m.a.test. A => NXDOMAIN aa -- b.test. 60 SOA ns.a.test. hm.b.test. 3 1 1 1 5",
  ],
  [
    "continue name exact red.a.test green.a.test | name exact green.a.test blue.b.test",
    "red.a.test. A => NOERROR aa: 60 A 192.0.2.4 -- b.test. 60 NS ns.b.test.",
    "green.a.test. A => NOERROR aa: 60 A 192.0.2.4 -- b.test. 60 NS ns.b.test.",
  ],
  ["stop name suffix .a.test .m.test | name suffix .m.test .b.test", "www.a.test. A => REFUSED"],
  [
    "type AAAA A",
    "www.b.test. AAAA => NOERROR aa: 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "www.b.test. A => NOERROR aa: 60 A 192.0.2.2 -- b.test. 60 NS ns.b.test.",
    "www.b.test. MX => NOERROR aa -- b.test. 60 SOA ns.b.test. hm.b.test. 3 1 1 1 5",
  ],
];

it.each(TABLE)("rewrite %s", (rules, ...rows) => {
  const server = rewriting(rules);
  expect(server.problems).toEqual([]);
  expect(rows.map((row) => server.retell(row))).toEqual(rows);
});
