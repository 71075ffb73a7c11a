import { expect, it } from "vitest";
import { CoreDnsUnderTest } from "../plugins/ask-coredns.fixture.ts";

const ZONE = `$TTL 60
@ SOA ns hm 7 3600 600 86400 30
@ NS ns
ns A 192.0.2.53
www A 192.0.2.2
mx MX 5 www
alias CNAME www
`;

/** Plugins of one block in the file's order, then questions and what CoreDNS 1.15.0 answered: the compiled-in order decides. Transfers are sorted. */
const TABLE: readonly (readonly [lines: string, ...rows: string[]])[] = [
  [
    " minimal\n file /db z.test",
    "www.z.test. A => NOERROR aa: 60 A 192.0.2.2",
    "www.z.test. MX => NOERROR aa -- z.test. 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30",
    "www.z.test. SOA => NOERROR aa -- z.test. 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30",
    "gone.z.test. A => NXDOMAIN aa -- z.test. 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30",
    "gone.z.test. MX => NXDOMAIN aa -- z.test. 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30",
    "gone.z.test. SOA => NXDOMAIN aa -- z.test. 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30",
    "mx.z.test. A => NOERROR aa -- z.test. 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30",
    "mx.z.test. MX => NOERROR aa: 60 MX 5 www.z.test.",
    "mx.z.test. SOA => NOERROR aa -- z.test. 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30",
    "z.test. A => NOERROR aa -- 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30",
    "z.test. MX => NOERROR aa -- 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30",
    "z.test. SOA => NOERROR aa: 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30",
  ],
  [
    " any\n file /db z.test",
    'www.z.test. ANY => NOERROR: 8482 HINFO "ANY obsoleted" "See RFC 8482"',
    "www.z.test. A => NOERROR aa: 60 A 192.0.2.2 -- z.test. 60 NS ns.z.test.",
    'gone.z.test. ANY => NOERROR: 8482 HINFO "ANY obsoleted" "See RFC 8482"',
    "gone.z.test. A => NXDOMAIN aa -- z.test. 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30",
    'z.test. ANY => NOERROR: 8482 HINFO "ANY obsoleted" "See RFC 8482"',
    "z.test. A => NOERROR aa -- 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30",
  ],
  [
    " header {\n  response set ra\n  response clear aa\n }\n file /db z.test",
    "www.z.test. A => NOERROR ra: 60 A 192.0.2.2 -- z.test. 60 NS ns.z.test.",
    "gone.z.test. A => NXDOMAIN ra -- z.test. 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30",
  ],
  [
    " header {\n  response set ra aa\n }\n whoami",
    "www.z.test. A port 40000 => NOERROR aa ra ++ 0 A 192.0.2.1; _udp.www.z.test. 0 SRV 0 0 40000 .",
  ],
  [
    " whoami",
    "www.z.test. A port 40000 => NOERROR aa ++ 0 A 192.0.2.1; _udp.www.z.test. 0 SRV 0 0 40000 .",
    "www.z.test. AAAA port 40000 => NOERROR aa ++ 0 A 192.0.2.1; _udp.www.z.test. 0 SRV 0 0 40000 .",
    "x.z.test. SOA from 10.1.2.3 port 40001 => NOERROR aa ++ 0 A 10.1.2.3; _udp.x.z.test. 0 SRV 0 0 40001 .",
    "Www.Z.test. A port 40002 => NOERROR aa ++ 0 A 192.0.2.1; _udp.Www.Z.test. 0 SRV 0 0 40002 .",
  ],
  [
    " local\n whoami",
    "localhost.z.test. SOA => NOERROR -- 604800 SOA localhost. root.localhost. 1 0 0 0 604800",
    "localhost. SOA => REFUSED",
  ],
  [
    " acl {\n  allow net 192.0.2.0/24\n  block\n }\n any\n file /db z.test",
    'www.z.test. ANY from 10.1.2.3 => NOERROR: 8482 HINFO "ANY obsoleted" "See RFC 8482"',
    "www.z.test. A from 10.1.2.3 => REFUSED",
  ],
  [
    ' minimal\n template ANY ANY {\n  rcode NXDOMAIN\n  authority "z.test. 5 IN SOA a. b. 1 2 3 4 5"\n  additional "z.test. 5 IN A 192.0.2.1"\n }',
    "x.z.test. A => NXDOMAIN aa -- z.test. 5 SOA a. b. 1 2 3 4 5 ++ z.test. 5 A 192.0.2.1",
  ],
  [
    ' minimal\n template ANY ANY {\n  authority "z.test. 5 IN NS a."\n  additional "a. 5 IN A 192.0.2.1"\n }',
    "x.z.test. A => NOERROR aa -- z.test. 5 NS a. ++ a. 5 A 192.0.2.1",
  ],
  [
    "\n file /db z.test",
    "z.test. SOA notify => silence",
    "z.test. AXFR tcp => REFUSED",
    "z.test. AXFR => REFUSED",
    "z.test. IXFR serial 1 => REFUSED",
  ],
  [
    " transfer {\n  to 192.0.2.7 10.1.2.3\n }\n file /db z.test",
    "z.test. AXFR tcp => REFUSED",
    "z.test. AXFR tcp from 192.0.2.7 => NOERROR aa: 60 NS ns.z.test.; 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30; 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30; alias.z.test. 60 CNAME www.z.test.; mx.z.test. 60 MX 5 www.z.test.; ns.z.test. 60 A 192.0.2.53; www.z.test. 60 A 192.0.2.2",
    "z.test. AXFR from 192.0.2.7 => REFUSED",
    "www.z.test. AXFR tcp from 192.0.2.7 => REFUSED",
    "z.test. IXFR tcp from 192.0.2.7 serial 7 => NOERROR: 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30",
    "z.test. IXFR tcp from 192.0.2.7 serial 8 => NOERROR aa: 60 NS ns.z.test.; 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30; 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30; alias.z.test. 60 CNAME www.z.test.; mx.z.test. 60 MX 5 www.z.test.; ns.z.test. 60 A 192.0.2.53; www.z.test. 60 A 192.0.2.2",
    "z.test. IXFR tcp from 192.0.2.7 serial 6 => NOERROR aa: 60 NS ns.z.test.; 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30; 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30; alias.z.test. 60 CNAME www.z.test.; mx.z.test. 60 MX 5 www.z.test.; ns.z.test. 60 A 192.0.2.53; www.z.test. 60 A 192.0.2.2",
    "z.test. IXFR tcp from 192.0.2.7 => SERVFAIL",
    "z.test. IXFR tcp serial 7 => REFUSED",
  ],
  [
    " transfer www.z.test {\n  to *\n }\n file /db z.test",
    "z.test. AXFR tcp => REFUSED",
    "www.z.test. AXFR tcp => REFUSED",
  ],
  [
    " transfer {\n  to 192.0.2.1\n }\n transfer z.test {\n  to 192.0.2.7\n }\n file /db z.test",
    "z.test. AXFR tcp => NOERROR aa: 60 NS ns.z.test.; 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30; 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30; alias.z.test. 60 CNAME www.z.test.; mx.z.test. 60 MX 5 www.z.test.; ns.z.test. 60 A 192.0.2.53; www.z.test. 60 A 192.0.2.2",
    "x.in-addr.arpa. AXFR tcp => REFUSED",
  ],
  [
    " transfer {\n  to *\n }\n acl {\n  block type AXFR net 192.0.2.0/24\n }\n file /db z.test",
    "z.test. AXFR tcp => REFUSED",
    "z.test. IXFR tcp serial 7 => NOERROR: 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30",
  ],
  [
    " transfer {\n  to *\n }\n cache\n file /db z.test",
    "z.test. AXFR tcp => NOERROR aa: 5 NS ns.z.test.; 5 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30; 5 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30; alias.z.test. 5 CNAME www.z.test.; mx.z.test. 5 MX 5 www.z.test.; ns.z.test. 5 A 192.0.2.53; www.z.test. 5 A 192.0.2.2",
  ],
  [
    " transfer {\n  to *\n }\n rewrite name y.test z.test\n file /db z.test",
    "z.test. AXFR tcp => NOERROR aa: 60 NS ns.z.test.; 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30; 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30; alias.z.test. 60 CNAME www.z.test.; mx.z.test. 60 MX 5 www.z.test.; ns.z.test. 60 A 192.0.2.53; www.z.test. 60 A 192.0.2.2",
  ],
  [
    " cache 20\n file /db z.test",
    "www.z.test. A => NOERROR aa: 20 A 192.0.2.2 -- z.test. 20 NS ns.z.test.",
    "www.z.test. A do => NOERROR aa: 20 A 192.0.2.2 -- z.test. 20 NS ns.z.test.",
    "gone.z.test. A => NXDOMAIN aa -- z.test. 20 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30",
    "mx.z.test. MX => NOERROR aa: 20 MX 5 www.z.test. -- z.test. 20 NS ns.z.test. ++ www.z.test. 20 A 192.0.2.2",
  ],
  [
    " dns64\n file /db z.test",
    "www.z.test. AAAA => NOERROR aa -- z.test. 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30",
    "www.z.test. AAAA from 2001:db8::1 => NOERROR: 60 AAAA 64:ff9b::c000:202 -- z.test. 60 NS ns.z.test.",
    "gone.z.test. AAAA from 2001:db8::1 => NXDOMAIN aa -- z.test. 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30",
    "mx.z.test. AAAA from 2001:db8::1 => NOERROR -- z.test. 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30",
    "alias.z.test. AAAA from 2001:db8::1 => NOERROR: 60 CNAME www.z.test.; www.z.test. 60 AAAA 64:ff9b::c000:202 -- z.test. 60 NS ns.z.test.",
  ],
];

function sorted(row: string): string {
  return /XFR tcp.* => /.test(row)
    ? row.replace(/: .*/, (all) => `: ${all.slice(2).split("; ").sort().join("; ")}`)
    : row;
}

it.each(TABLE)("%s", (lines, ...rows) => {
  const server = new CoreDnsUnderTest(`z.test in-addr.arpa {\n${lines}\n}\n`, { "/db": ZONE });
  expect(rows.map((row) => sorted(server.retell(row)))).toEqual(rows);
});
