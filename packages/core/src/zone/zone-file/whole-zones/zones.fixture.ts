import type { WholeZone } from "./whole-zone.fixture.ts";

export const officeZone: WholeZone = {
  origin: "office.example.",
  files: {},
  text: `
; the office, written by hand over the years
$TTL 1d
@   IN  SOA ns1.office.example. hostmaster.office.example. (
            2026112601 ; serial
            4h         ; refresh
            15m        ; retry
            4w         ; expire
            1h )       ; negative
    IN  NS  ns1
        NS  ns2.provider.example.
        MX  10 mail
        MX  20 backup.provider.example.
        TXT "v=spf1 mx -all"
        CAA 0 issue "ca.example"
ns1     A   192.0.2.53
        AAAA 2001:db8::53
$ORIGIN servers.office.example.
mail    A   192.0.2.25
$ORIGIN office.example.
mail    CNAME mail.servers
www 300 IN A 192.0.2.80
    IN 600 AAAA 2001:db8::80
WWW     TXT "another spelling"
wiki    CNAME www
printer A 192.0.2.100 ; first floor
        A 192.0.2.101 ; second floor
$TTL 5m
dyn     A 192.0.2.200
        TXT ( "a long text "
              "in two strings" )
*.dev   A 192.0.2.201
`,
  records: `
office.example. 86400 IN SOA ns1.office.example. hostmaster.office.example. 2026112601 14400 900 2419200 3600
office.example. 86400 IN NS ns1.office.example.
office.example. 86400 IN NS ns2.provider.example.
office.example. 86400 IN MX 10 mail.office.example.
office.example. 86400 IN MX 20 backup.provider.example.
office.example. 86400 IN TXT "v=spf1 mx -all"
office.example. 86400 IN CAA 0 issue "ca.example"
*.dev.office.example. 300 IN A 192.0.2.201
dyn.office.example. 300 IN A 192.0.2.200
dyn.office.example. 300 IN TXT "a long text " "in two strings"
mail.office.example. 86400 IN CNAME mail.servers.office.example.
ns1.office.example. 86400 IN A 192.0.2.53
ns1.office.example. 86400 IN AAAA 2001:db8::53
printer.office.example. 86400 IN A 192.0.2.100
printer.office.example. 86400 IN A 192.0.2.101
mail.servers.office.example. 86400 IN A 192.0.2.25
wiki.office.example. 86400 IN CNAME www.office.example.
www.office.example. 300 IN A 192.0.2.80
WWW.office.example. 86400 IN TXT "another spelling"
www.office.example. 600 IN AAAA 2001:db8::80
`,
};
export const directoryZone: WholeZone = {
  origin: "corp.example.",
  files: {},
  text: `
$ORIGIN example.
$TTL 600
corp SOA dc1.corp hostmaster.corp 42 900 600 86400 3600
     NS dc1.corp
     NS dc2.corp
     A 192.0.2.10
     A 192.0.2.11
$ORIGIN corp.example.
dc1 A 192.0.2.10
dc2 A 192.0.2.11
_ldap._tcp SRV 0 100 389 dc1
           SRV 0 100 389 dc2
_kerberos._udp 0 SRV 0 100 88 dc1
_gc._tcp SRV 0 100 3268 dc1
$ORIGIN _msdcs.corp.example.
gc A 192.0.2.10
_ldap._tcp.dc SRV 0 100 389 dc1.corp.example.
1b4e28ba-2fa1-11d2-883f-0016d3cca427 CNAME dc1.corp.example.
pdc IN CNAME dc1.corp.example.
`,
  records: `
corp.example. 600 IN SOA dc1.corp.example. hostmaster.corp.example. 42 900 600 86400 3600
corp.example. 600 IN NS dc1.corp.example.
corp.example. 600 IN NS dc2.corp.example.
corp.example. 600 IN A 192.0.2.10
corp.example. 600 IN A 192.0.2.11
1b4e28ba-2fa1-11d2-883f-0016d3cca427._msdcs.corp.example. 600 IN CNAME dc1.corp.example.
_ldap._tcp.dc._msdcs.corp.example. 600 IN SRV 0 100 389 dc1.corp.example.
gc._msdcs.corp.example. 600 IN A 192.0.2.10
pdc._msdcs.corp.example. 600 IN CNAME dc1.corp.example.
_gc._tcp.corp.example. 600 IN SRV 0 100 3268 dc1.corp.example.
_ldap._tcp.corp.example. 600 IN SRV 0 100 389 dc1.corp.example.
_ldap._tcp.corp.example. 600 IN SRV 0 100 389 dc2.corp.example.
_kerberos._udp.corp.example. 0 IN SRV 0 100 88 dc1.corp.example.
dc1.corp.example. 600 IN A 192.0.2.10
dc2.corp.example. 600 IN A 192.0.2.11
`,
};
export const reverseZone: WholeZone = {
  origin: "0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.",
  files: {},
  text: `
$TTL 3600
@ SOA ns.example. hostmaster.example. 1 1h 10m 1w 5m
  NS ns.example.
$ORIGIN 0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.
3.5.0.0 PTR ns.example.
$GENERATE 8-17/3 \${0,7,n} PTR host-\${0,4,d}.example.
$GENERATE 254-257 \${0,7,N} PTR h\${0,0,x}.example.
$ORIGIN 1.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.
@ NS ns.customer.example.
  DS 60485 8 2 000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F
`,
  records: `
0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. 3600 IN SOA ns.example. hostmaster.example. 1 3600 600 604800 300
0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. 3600 IN NS ns.example.
8.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. 3600 IN PTR host-0008.example.
b.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. 3600 IN PTR host-0011.example.
e.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. 3600 IN PTR host-0014.example.
1.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. 3600 IN PTR host-0017.example.
3.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. 3600 IN PTR ns.example.
E.F.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. 3600 IN PTR hfe.example.
F.F.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. 3600 IN PTR hff.example.
0.0.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. 3600 IN PTR h100.example.
1.0.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. 3600 IN PTR h101.example.
1.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. 3600 IN NS ns.customer.example.
1.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. 3600 IN DS 60485 8 2 000102030405060708090A0B0C0D0E0F101112131415161718191A1B 1C1D1E1F
`,
};
export const splitZone: WholeZone = {
  origin: "split.example.",
  files: {
    "hosts.db": `
web A 192.0.2.1
$INCLUDE more/db.txt sub
last A 192.0.2.2
$TTL 99
`,
    "more/db.txt": `
@ A 192.0.2.3
deep A 192.0.2.4
$ORIGIN elsewhere.split.example.
far A 192.0.2.5
`,
  },
  text: `
$TTL 60
@ SOA ns hostmaster 7 1 2 3 4
@ NS ns
ns A 192.0.2.53
   TXT before
$INCLUDE hosts.db
   TXT behind
web TXT "of the first file"
$INCLUDE hosts.db copy
$ORIGIN copy.split.example.
last TXT "and of the second"
`,
  records: `
split.example. 60 IN SOA ns.split.example. hostmaster.split.example. 7 1 2 3 4
split.example. 60 IN NS ns.split.example.
last.copy.split.example. 99 IN A 192.0.2.2
last.copy.split.example. 99 IN TXT "and of the second"
sub.copy.split.example. 99 IN A 192.0.2.3
deep.sub.copy.split.example. 99 IN A 192.0.2.4
web.copy.split.example. 99 IN A 192.0.2.1
far.elsewhere.split.example. 99 IN A 192.0.2.5
last.split.example. 60 IN A 192.0.2.2
ns.split.example. 60 IN A 192.0.2.53
ns.split.example. 99 IN TXT "before"
ns.split.example. 99 IN TXT "behind"
sub.split.example. 60 IN A 192.0.2.3
deep.sub.split.example. 60 IN A 192.0.2.4
web.split.example. 60 IN A 192.0.2.1
web.split.example. 99 IN TXT "of the first file"
`,
};
export const oddZone: WholeZone = {
  origin: "odd.example.",
  files: {},
  text: `
$TTL 60
@ SOA a\\.b.hostmaster h\\.m 1 2 3 4 5
@ NS ns
ns A 192.0.2.53
\\097\\046\\098 TXT "a dot within a label"
sp\\ ace TXT sp\\ ace
semi\\;colon TXT ";" \\; x;y
"quoted" TXT "say \\"hi\\"" \\"
\\@ TXT @
\\$TTL TXT $TTL
\\(\\) TXT \\(\\)
tab\\009 TXT "	"
\\000 TXT \\000 \\255
back\\\\slash TXT \\\\ "\\\\"
UPPER TXT Lower
uPPER A 192.0.2.1
0 TXT 0
_ TXT _
- TXT -
* TXT *
*.* TXT stars
@ TYPE65280 \\# 4 (
  DE AD
  BE EF ) ; in pieces
n TYPE1 \\# 4 C0000201
n A 192.0.2.1
m TYPE15 \\# 6 000A026E7300
`,
  records: `
odd.example. 60 IN SOA a\\.b.hostmaster.odd.example. h\\.m.odd.example. 1 2 3 4 5
odd.example. 60 IN NS ns.odd.example.
odd.example. 60 IN TYPE65280 \\# 4 DEADBEEF
\\000.odd.example. 60 IN TXT "\\000" "\\255"
\\$TTL.odd.example. 60 IN TXT "$TTL"
\\(\\).odd.example. 60 IN TXT "()"
*.odd.example. 60 IN TXT "*"
*.*.odd.example. 60 IN TXT "stars"
-.odd.example. 60 IN TXT "-"
0.odd.example. 60 IN TXT "0"
\\@.odd.example. 60 IN TXT "@"
_.odd.example. 60 IN TXT "_"
a\\.b.odd.example. 60 IN TXT "a dot within a label"
back\\\\slash.odd.example. 60 IN TXT "\\\\" "\\\\"
m.odd.example. 60 IN MX 10 ns.
n.odd.example. 60 IN A 192.0.2.1
ns.odd.example. 60 IN A 192.0.2.53
quoted.odd.example. 60 IN TXT "say \\"hi\\"" "\\""
semi\\;colon.odd.example. 60 IN TXT ";" ";" "x"
sp\\032ace.odd.example. 60 IN TXT "sp ace"
tab\\009.odd.example. 60 IN TXT "\\009"
uPPER.odd.example. 60 IN A 192.0.2.1
UPPER.odd.example. 60 IN TXT "Lower"
`,
};
