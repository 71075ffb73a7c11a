import { expect, it } from "vitest";
import { CoreDnsUnderTest } from "../plugins/ask-coredns.fixture.ts";

/** `SIG A 3`: a signature over A records of a name with three labels. Nobody checks it. */
const signed = (text: string): string =>
  text.replaceAll(/SIG (\w+) (\d)/g, "RRSIG $1 8 $2 60 20300101000000 20200101000000 1 z.test. c2ln");

const HEAD = `$TTL 60
@ SOA ns hm 7 3600 600 86400 30
@ SIG SOA 2
@ NS ns
@ SIG NS 2
@ NSEC a NS SOA RRSIG NSEC
@ SIG NSEC 2
ns A 192.0.2.53
ns SIG A 3
ns NSEC @ A RRSIG NSEC
ns SIG NSEC 3
`;

/** What a signed zone holds beside its apex, then questions and what CoreDNS 1.15.0 answered, with DO and without. */
const TABLE: readonly (readonly [about: string, body: string, ...rows: string[]])[] = [
  [
    "an answer and what is not there",
    "a A 192.0.2.1\na SIG A 3\na NSEC c A RRSIG NSEC\na SIG NSEC 3\nc A 192.0.2.3\nc SIG A 3\nc NSEC ns A RRSIG NSEC\nc SIG NSEC 3\n",
    "a.z.test. A do => NOERROR aa: 60 A 192.0.2.1; 60 SIG A 3 -- z.test. 60 NS ns.z.test.; z.test. 60 SIG NS 2",
    "a.z.test. A => NOERROR aa: 60 A 192.0.2.1 -- z.test. 60 NS ns.z.test.",
    "a.z.test. AAAA do => NOERROR aa -- z.test. 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30; z.test. 60 SIG SOA 2; 60 NSEC c.z.test. A RRSIG NSEC; 60 SIG NSEC 3",
    "b.z.test. A do => NXDOMAIN aa -- z.test. 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30; z.test. 60 SIG SOA 2; a.z.test. 60 NSEC c.z.test. A RRSIG NSEC; a.z.test. 60 SIG NSEC 3; z.test. 60 NSEC a.z.test. NS SOA RRSIG NSEC; z.test. 60 SIG NSEC 2",
    "b.z.test. A => NXDOMAIN aa -- z.test. 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30",
    "aa.z.test. A do => NXDOMAIN aa -- z.test. 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30; z.test. 60 SIG SOA 2; a.z.test. 60 NSEC c.z.test. A RRSIG NSEC; a.z.test. 60 SIG NSEC 3; z.test. 60 NSEC a.z.test. NS SOA RRSIG NSEC; z.test. 60 SIG NSEC 2",
    "zz.z.test. A do => NXDOMAIN aa -- z.test. 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30; z.test. 60 SIG SOA 2; ns.z.test. 60 NSEC z.test. A RRSIG NSEC; ns.z.test. 60 SIG NSEC 3; z.test. 60 NSEC a.z.test. NS SOA RRSIG NSEC; z.test. 60 SIG NSEC 2",
    "z.test. MX do => NOERROR aa -- 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30; 60 SIG SOA 2; 60 NSEC a.z.test. NS SOA RRSIG NSEC; 60 SIG NSEC 2",
    "z.test. NS do => NOERROR aa: 60 NS ns.z.test.; 60 SIG NS 2 ++ ns.z.test. 60 A 192.0.2.53; ns.z.test. 60 SIG A 3",
    "z.test. SOA do => NOERROR aa: 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30; 60 SIG SOA 2 -- 60 NS ns.z.test.; 60 SIG NS 2",
    "a.z.test. NSEC => NOERROR aa: 60 NSEC c.z.test. A RRSIG NSEC -- z.test. 60 NS ns.z.test.",
    "a.z.test. RRSIG do => NOERROR aa: 60 SIG A 3; 60 SIG NSEC 3 -- z.test. 60 NS ns.z.test.; z.test. 60 SIG NS 2",
    "z.test. DNSKEY do => NOERROR aa -- 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30; 60 SIG SOA 2; 60 NSEC a.z.test. NS SOA RRSIG NSEC; 60 SIG NSEC 2",
  ],
  [
    "wildcards",
    "*.w A 192.0.2.1\n*.w SIG A 3\n*.w NSEC x.w A RRSIG NSEC\n*.w SIG NSEC 3\nx.w TXT t\nx.w NSEC ns TXT NSEC\nx.w SIG NSEC 3\n",
    "q.w.z.test. A do => NOERROR aa: 60 A 192.0.2.1; 60 SIG A 3 -- z.test. 60 NS ns.z.test.; z.test. 60 SIG NS 2; *.w.z.test. 60 NSEC x.w.z.test. A RRSIG NSEC; *.w.z.test. 60 SIG NSEC 3",
    "q.w.z.test. AAAA do => NOERROR aa -- z.test. 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30; z.test. 60 SIG SOA 2; *.w.z.test. 60 NSEC x.w.z.test. A RRSIG NSEC; *.w.z.test. 60 SIG NSEC 3",
    "q.w.z.test. A => NOERROR aa: 60 A 192.0.2.1 -- z.test. 60 NS ns.z.test.",
    "x.w.z.test. A do => NOERROR aa -- z.test. 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30; z.test. 60 SIG SOA 2; 60 NSEC ns.z.test. TXT NSEC; 60 SIG NSEC 3",
    "w.z.test. A do => NOERROR aa -- z.test. 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30; z.test. 60 SIG SOA 2; ns.z.test. 60 NSEC z.test. A RRSIG NSEC; ns.z.test. 60 SIG NSEC 3",
    "y.x.w.z.test. A do => NXDOMAIN aa -- z.test. 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30; z.test. 60 SIG SOA 2; x.w.z.test. 60 NSEC ns.z.test. TXT NSEC; x.w.z.test. 60 SIG NSEC 3",
  ],
  [
    "cuts, signed and not",
    "s NS ns.s\ns DS 1 8 2 ABCD\ns SIG DS 3\ns NSEC u NS DS RRSIG NSEC\ns SIG NSEC 3\nns.s A 192.0.2.9\nu NS ns.u\nu NSEC ns NS RRSIG NSEC\nu SIG NSEC 3\nns.u A 192.0.2.8\n",
    "x.s.z.test. A do => NOERROR -- s.z.test. 60 NS ns.s.z.test.; s.z.test. 60 DS 1 8 2 ABCD; s.z.test. 60 SIG DS 3 ++ ns.s.z.test. 60 A 192.0.2.9",
    "s.z.test. DS do => NOERROR aa: 60 DS 1 8 2 ABCD; 60 SIG DS 3 -- z.test. 60 NS ns.z.test.; z.test. 60 SIG NS 2",
    "s.z.test. DS => NOERROR aa: 60 DS 1 8 2 ABCD -- z.test. 60 NS ns.z.test.",
    "x.u.z.test. A do => NOERROR -- u.z.test. 60 NS ns.u.z.test. ++ ns.u.z.test. 60 A 192.0.2.8",
    "u.z.test. DS do => NOERROR aa -- z.test. 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30; z.test. 60 SIG SOA 2; 60 NSEC ns.z.test. NS RRSIG NSEC; 60 SIG NSEC 3",
    "u.z.test. NS do => NOERROR -- 60 NS ns.u.z.test. ++ ns.u.z.test. 60 A 192.0.2.8",
    "x.s.z.test. A => NOERROR -- s.z.test. 60 NS ns.s.z.test. ++ ns.s.z.test. 60 A 192.0.2.9",
  ],
  [
    "aliases",
    "c CNAME t\nc SIG CNAME 3\nc NSEC d CNAME RRSIG NSEC\nc SIG NSEC 3\nd DNAME e\nd SIG DNAME 3\nx.e A 192.0.2.5\nx.e SIG A 3\nt A 192.0.2.7\nt SIG A 3\nt NSEC @ A RRSIG NSEC\nt SIG NSEC 3\nn CNAME gone\nn SIG CNAME 3\n",
    "c.z.test. A do => NOERROR aa: 60 CNAME t.z.test.; 60 SIG CNAME 3; t.z.test. 60 A 192.0.2.7; t.z.test. 60 SIG A 3 -- z.test. 60 NS ns.z.test.; z.test. 60 SIG NS 2",
    "c.z.test. AAAA do => NOERROR aa: 60 CNAME t.z.test.; 60 SIG CNAME 3 -- z.test. 60 NS ns.z.test.; z.test. 60 SIG NS 2",
    "c.z.test. CNAME do => NOERROR aa: 60 CNAME t.z.test.; 60 SIG CNAME 3 -- z.test. 60 NS ns.z.test.; z.test. 60 SIG NS 2",
    "x.d.z.test. A do => NOERROR aa: d.z.test. 60 DNAME e.z.test.; d.z.test. 60 SIG DNAME 3; 60 CNAME x.e.z.test.; x.e.z.test. 60 A 192.0.2.5; x.e.z.test. 60 SIG A 3 -- z.test. 60 NS ns.z.test.; z.test. 60 SIG NS 2",
    "y.d.z.test. A do => NXDOMAIN aa: d.z.test. 60 DNAME e.z.test.; d.z.test. 60 SIG DNAME 3; 60 CNAME y.e.z.test. -- z.test. 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30; z.test. 60 SIG SOA 2",
    "d.z.test. DNAME do => NOERROR aa: 60 DNAME e.z.test.; 60 SIG DNAME 3 -- z.test. 60 NS ns.z.test.; z.test. 60 SIG NS 2",
    "n.z.test. A do => NXDOMAIN aa: 60 CNAME gone.z.test.; 60 SIG CNAME 3 -- z.test. 60 SOA ns.z.test. hm.z.test. 7 3600 600 86400 30; z.test. 60 SIG SOA 2",
  ],
];

it.each(TABLE)("%s", (_, body, ...rows) => {
  const server = new CoreDnsUnderTest("z.test {\n file /db\n}\n", { "/db": signed(HEAD + body) });
  expect(rows.map((row) => server.retell(signed(row)))).toEqual(rows.map(signed));
});
