/** A zone with every kind of record that leads to another name, and a neighbour that it points into. */
const hosts = (count: number): string =>
  Array.from({ length: count }, (_, at) => {
    const host = `h${String(at + 1).padStart(2, "0")}`;
    return `of${count} MX 10 ${host}.of${count}\n${host}.of${count} A 10.0.1.${at + 1}`;
  }).join("\n");

export const FILES = {
  "/root": ". 3600000 NS a.root.\na.root. 3600000 A 192.0.2.1\n",
  "/lan": `$TTL 300
@ SOA ns h 1 1 1 1 60
@ NS ns
@ MX 10 mail
ns A 10.0.0.1
mail A 10.0.0.2
mail AAAA 2001:db8::2
two MX 10 mail
two MX 20 ns
out MX 10 www.other.
ext MX 10 www.ext.
null MX 0 .
wild MX 10 any.star
*.star A 10.0.0.3
alias CNAME mail
toalias MX 10 alias
below MX 10 host.cut
gone MX 10 nothere
secured MX 10 smtp
smtp A 10.0.0.13
_25._tcp.smtp TLSA 3 1 1 00ff
cut NS ns.cut
cut NS mail
cut NS ns.cut2
ns.cut A 10.0.0.4
ns.cut AAAA 2001:db8::4
host.cut A 10.0.0.5
cut2 NS ns.cut2
ns.cut2 A 10.0.0.6
cut3 NS ns.other.
cut3 NS ns
self NS self
self A 10.0.0.7
_sip._tcp SRV 0 0 5060 sip
_sip._udp SRV 0 0 5060 .
sip A 10.0.0.8
_5060._tcp.sip TLSA 3 1 1 00ff
_ldap._tcp SRV 0 0 389 mail
_ldap._tcp SRV 0 0 389 sip
web HTTPS 1 svc alpn=h2
svc HTTPS 1 svc2 alpn=h2
svc A 10.0.0.9
svc2 A 10.0.0.10
svc2 HTTPS 1 . alpn=h2
own HTTPS 1 . alpn=h2
own A 10.0.0.11
_own HTTPS 1 . alpn=h2
_own A 10.0.0.14
aliased HTTPS 0 svc
byname HTTPS 1 alias alpn=h2
dns SVCB 1 svc2 alpn=dot
s.nap NAPTR 10 10 "S" "SIP+D2U" "" _sip._tcp
a.nap NAPTR 10 10 "a" "SIP+D2U" "" sip
u.nap NAPTR 10 10 "U" "E2U+sip" "!^.*$!sip:a@b!" .
none.nap NAPTR 10 10 "" "E2U+sip" "" sip
kx KX 10 mail
rt RT 10 gate
gate X25 311061700956
gate A 10.0.0.15
lp LP 10 node
node L32 10 10.1.2.0
node A 10.0.0.16
mb MB mail
mg MG mail
afs AFSDB 1 mail
ptr PTR mail
rp RP mail .
minfo MINFO mail mail
multi MX 10 mail
multi SRV 0 0 1 sip
multi A 10.0.0.12
${hosts(13)}
${hosts(14)}
`,
  "/other": `$TTL 600
@ SOA ns n 1 1 1 1 30
@ NS ns
@ NS ns.lan.
ns A 10.1.0.1
www A 10.1.0.2
back MX 10 mail.lan.
`,
};

/** named of both zones, recursive for the LAN; `more` stands in its options. */
export function confOf(more = ""): string {
  return `options { recursion yes; dnssec-validation no; allow-query { any; }; allow-recursion { 192.168.13.0/24; }; ${more} };
zone "lan" { type primary; file "/lan"; check-names ignore; };
zone "other" { type primary; file "/other"; };
zone "." { type hint; file "/root"; };`;
}
