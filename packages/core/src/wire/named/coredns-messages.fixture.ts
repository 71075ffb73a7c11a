import type { NamedMessages } from "./named-message.fixture.ts";

/** What CoreDNS 1.15.0 sent over TCP of the same zone with its plugin file: it compresses nothing that fits. */
export const corednsMessages: NamedMessages = {
  "a4.example. A": `
a4.example. 300 IN A 192.0.2.3
a4.example. 300 IN A 192.0.2.4
a4.example. 300 IN A 192.0.2.5
example. 300 IN NS ns.example.
example. 300 IN NS ns.sub.example.
CoreDNS:
  1234 8500 0001 0003 0002 0000
  02 "a4" 07 "example" 00 0001 0001
  02 "a4" 07 "example" 00 0001 0001 0000012c 0004 c0000203
  02 "a4" 07 "example" 00 0001 0001 0000012c 0004 c0000204
  02 "a4" 07 "example" 00 0001 0001 0000012c 0004 c0000205
  07 "example" 00 0002 0001 0000012c 000c 026e73 07 "example" 00
  07 "example" 00 0002 0001 0000012c 0010 026e73 03 "sub" 07 "example" 00`,
  "example. NS": `
example. 300 IN NS ns.example.
example. 300 IN NS ns.sub.example.
ns.example. 300 IN A 192.0.2.1
ns.example. 300 IN AAAA 2001:db8::1
CoreDNS:
  1234 8500 0001 0002 0000 0002
  07 "example" 00 0002 0001
  07 "example" 00 0002 0001 0000012c 000c 026e73 07 "example" 00
  07 "example" 00 0002 0001 0000012c 0010 026e73 03 "sub" 07 "example" 00
  02 "ns" 07 "example" 00 0001 0001 0000012c 0004 c0000201
  02 "ns" 07 "example" 00 001c 0001 0000012c 0010 20010db8000000000000000000000001`,
  "example. SOA": `
example. 300 IN SOA ns.example. hostmaster.example. 2026010101 7200 3600 1209600 60
example. 300 IN NS ns.example.
example. 300 IN NS ns.sub.example.
CoreDNS:
  1234 8500 0001 0001 0002 0000
  07 "example" 00 0006 0001
  07 "example" 00 0006 0001 0000012c 0034 026e73 07 "example" 00 0a "hostmaster" 07 "example" 0078c275f500001c2000000e10001275000000003c
  07 "example" 00 0002 0001 0000012c 000c 026e73 07 "example" 00
  07 "example" 00 0002 0001 0000012c 0010 026e73 03 "sub" 07 "example" 00`,
  "CNAME.example. A": `
cname.example. 300 IN CNAME a.example.
a.example. 300 IN A 192.0.2.2
example. 300 IN NS ns.example.
example. 300 IN NS ns.sub.example.
CoreDNS:
  1234 8500 0001 0002 0002 0000
  05 "CNAME" 07 "example" 00 0001 0001
  05 "cname" 07 "example" 00 0005 0001 0000012c 000b 0161 07 "example" 00
  01 "a" 07 "example" 00 0001 0001 0000012c 0004 c0000202
  07 "example" 00 0002 0001 0000012c 000c 026e73 07 "example" 00
  07 "example" 00 0002 0001 0000012c 0010 026e73 03 "sub" 07 "example" 00`,
  "mx.example. MX": `
mx.example. 300 IN MX 10 mail.example.
mx.example. 300 IN MX 20 mail.a.example.
example. 300 IN NS ns.example.
example. 300 IN NS ns.sub.example.
mail.example. 300 IN A 192.0.2.25
mail.example. 300 IN AAAA 2001:db8::25
mail.a.example. 300 IN A 192.0.2.26
CoreDNS:
  1234 8500 0001 0002 0002 0003
  02 "mx" 07 "example" 00 000f 0001
  02 "mx" 07 "example" 00 000f 0001 0000012c 0010 000a 04 "mail" 07 "example" 00
  02 "mx" 07 "example" 00 000f 0001 0000012c 0012 0014 04 "mail" 0161 07 "example" 00
  07 "example" 00 0002 0001 0000012c 000c 026e73 07 "example" 00
  07 "example" 00 0002 0001 0000012c 0010 026e73 03 "sub" 07 "example" 00
  04 "mail" 07 "example" 00 0001 0001 0000012c 0004 c0000219
  04 "mail" 07 "example" 00 001c 0001 0000012c 0010 20010db8000000000000000000000025
  04 "mail" 01 "a" 07 "example" 00 0001 0001 0000012c 0004 c000021a`,
  "txt.example. TXT": `
txt.example. 300 IN TXT "one" "" "three words here"
example. 300 IN NS ns.example.
example. 300 IN NS ns.sub.example.
CoreDNS:
  1234 8500 0001 0001 0002 0000
  03 "txt" 07 "example" 00 0010 0001
  03 "txt" 07 "example" 00 0010 0001 0000012c 0016 03 "one" 00 10 "three words here"
  07 "example" 00 0002 0001 0000012c 000c 026e73 07 "example" 00
  07 "example" 00 0002 0001 0000012c 0010 026e73 03 "sub" 07 "example" 00`,
  "hinfo.example. HINFO": `
hinfo.example. 300 IN HINFO "PC" "Linux"
example. 300 IN NS ns.example.
example. 300 IN NS ns.sub.example.
CoreDNS:
  1234 8500 0001 0001 0002 0000
  05 "hinfo" 07 "example" 00 000d 0001
  05 "hinfo" 07 "example" 00 000d 0001 0000012c 0009 025043 05 "Linux"
  07 "example" 00 0002 0001 0000012c 000c 026e73 07 "example" 00
  07 "example" 00 0002 0001 0000012c 0010 026e73 03 "sub" 07 "example" 00`,
  "rp.example. RP": `
rp.example. 300 IN RP hostmaster.example. txt.example.
example. 300 IN NS ns.example.
example. 300 IN NS ns.sub.example.
CoreDNS:
  1234 8500 0001 0001 0002 0000
  02 "rp" 07 "example" 00 0011 0001
  02 "rp" 07 "example" 00 0011 0001 0000012c 0021 0a "hostmaster" 07 "example" 00 03 "txt" 07 "example" 00
  07 "example" 00 0002 0001 0000012c 000c 026e73 07 "example" 00
  07 "example" 00 0002 0001 0000012c 0010 026e73 03 "sub" 07 "example" 00`,
  "afsdb.example. AFSDB": `
afsdb.example. 300 IN AFSDB 1 a.example.
example. 300 IN NS ns.example.
example. 300 IN NS ns.sub.example.
CoreDNS:
  1234 8500 0001 0001 0002 0000
  05 "afsdb" 07 "example" 00 0012 0001
  05 "afsdb" 07 "example" 00 0012 0001 0000012c 000d 00010161 07 "example" 00
  07 "example" 00 0002 0001 0000012c 000c 026e73 07 "example" 00
  07 "example" 00 0002 0001 0000012c 0010 026e73 03 "sub" 07 "example" 00`,
  "px.example. PX": `
px.example. 300 IN PX 10 a.example. b.example.
example. 300 IN NS ns.example.
example. 300 IN NS ns.sub.example.
CoreDNS:
  1234 8500 0001 0001 0002 0000
  02 "px" 07 "example" 00 001a 0001
  02 "px" 07 "example" 00 001a 0001 0000012c 0018 000a0161 07 "example" 000162 07 "example" 00
  07 "example" 00 0002 0001 0000012c 000c 026e73 07 "example" 00
  07 "example" 00 0002 0001 0000012c 0010 026e73 03 "sub" 07 "example" 00`,
  "nxt.example. NXT": `
nxt.example. 300 IN NXT a.example. HINFO RP RRSIG
example. 300 IN NS ns.example.
example. 300 IN NS ns.sub.example.
CoreDNS:
  1234 8500 0001 0001 0002 0000
  03 "nxt" 07 "example" 00 001e 0001
  03 "nxt" 07 "example" 00 001e 0001 0000012c 0011 0161 07 "example" 00000440000002
  07 "example" 00 0002 0001 0000012c 000c 026e73 07 "example" 00
  07 "example" 00 0002 0001 0000012c 0010 026e73 03 "sub" 07 "example" 00`,
  "kx.example. KX": `
kx.example. 300 IN KX 10 a.example.
example. 300 IN NS ns.example.
example. 300 IN NS ns.sub.example.
CoreDNS:
  1234 8500 0001 0001 0002 0000
  02 "kx" 07 "example" 00 0024 0001
  02 "kx" 07 "example" 00 0024 0001 0000012c 000d 000a0161 07 "example" 00
  07 "example" 00 0002 0001 0000012c 000c 026e73 07 "example" 00
  07 "example" 00 0002 0001 0000012c 0010 026e73 03 "sub" 07 "example" 00`,
  "loc.example. LOC": `
loc.example. 300 IN LOC 52 22 23.000 N 4 53 32.000 E -2.00m 1m 10000m 10m
example. 300 IN NS ns.example.
example. 300 IN NS ns.sub.example.
CoreDNS:
  1234 8500 0001 0001 0002 0000
  03 "loc" 07 "example" 00 001d 0001
  03 "loc" 07 "example" 00 001d 0001 0000012c 0010 001216138b3cf018810cbce0009895b8
  07 "example" 00 0002 0001 0000012c 000c 026e73 07 "example" 00
  07 "example" 00 0002 0001 0000012c 0010 026e73 03 "sub" 07 "example" 00`,
  "srv.example. SRV": `
srv.example. 300 IN SRV 0 5 5060 a.example.
srv.example. 300 IN SRV 1 5 5061 mail.example.
example. 300 IN NS ns.example.
example. 300 IN NS ns.sub.example.
a.example. 300 IN A 192.0.2.2
mail.example. 300 IN A 192.0.2.25
mail.example. 300 IN AAAA 2001:db8::25
CoreDNS:
  1234 8500 0001 0002 0002 0003
  03 "srv" 07 "example" 00 0021 0001
  03 "srv" 07 "example" 00 0021 0001 0000012c 0011 0000000513c40161 07 "example" 00
  03 "srv" 07 "example" 00 0021 0001 0000012c 0014 0001000513c5 04 "mail" 07 "example" 00
  07 "example" 00 0002 0001 0000012c 000c 026e73 07 "example" 00
  07 "example" 00 0002 0001 0000012c 0010 026e73 03 "sub" 07 "example" 00
  01 "a" 07 "example" 00 0001 0001 0000012c 0004 c0000202
  04 "mail" 07 "example" 00 0001 0001 0000012c 0004 c0000219
  04 "mail" 07 "example" 00 001c 0001 0000012c 0010 20010db8000000000000000000000025`,
  "naptr.example. NAPTR": `
naptr.example. 300 IN NAPTR 100 10 "S" "SIP+D2U" "" srv.example.
example. 300 IN NS ns.example.
example. 300 IN NS ns.sub.example.
CoreDNS:
  1234 8500 0001 0001 0002 0000
  05 "naptr" 07 "example" 00 0023 0001
  05 "naptr" 07 "example" 00 0023 0001 0000012c 001c 0064000a0153 07 "SIP+D2U" 00 03 "srv" 07 "example" 00
  07 "example" 00 0002 0001 0000012c 000c 026e73 07 "example" 00
  07 "example" 00 0002 0001 0000012c 0010 026e73 03 "sub" 07 "example" 00`,
  "apl.example. APL": `
apl.example. 300 IN APL 1:192.0.2.0/24 !2:2001:db8::/32
example. 300 IN NS ns.example.
example. 300 IN NS ns.sub.example.
CoreDNS:
  1234 8500 0001 0001 0002 0000
  03 "apl" 07 "example" 00 002a 0001
  03 "apl" 07 "example" 00 002a 0001 0000012c 000f 00011803c000020002208420010db8
  07 "example" 00 0002 0001 0000012c 000c 026e73 07 "example" 00
  07 "example" 00 0002 0001 0000012c 0010 026e73 03 "sub" 07 "example" 00`,
  "sshfp.example. SSHFP": `
sshfp.example. 300 IN SSHFP 4 2 000102030405060708090A0B0C0D0E0F101112131415161718191A1B 1C1D1E1F
example. 300 IN NS ns.example.
example. 300 IN NS ns.sub.example.
CoreDNS:
  1234 8500 0001 0001 0002 0000
  05 "sshfp" 07 "example" 00 002c 0001
  05 "sshfp" 07 "example" 00 002c 0001 0000012c 0022 0402000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
  07 "example" 00 0002 0001 0000012c 000c 026e73 07 "example" 00
  07 "example" 00 0002 0001 0000012c 0010 026e73 03 "sub" 07 "example" 00`,
  "cert.example. CERT": `
cert.example. 300 IN CERT PKIX 1 RSASHA256 AQID
example. 300 IN NS ns.example.
example. 300 IN NS ns.sub.example.
CoreDNS:
  1234 8500 0001 0001 0002 0000
  04 "cert" 07 "example" 00 0025 0001
  04 "cert" 07 "example" 00 0025 0001 0000012c 0008 0001000108010203
  07 "example" 00 0002 0001 0000012c 000c 026e73 07 "example" 00
  07 "example" 00 0002 0001 0000012c 0010 026e73 03 "sub" 07 "example" 00`,
  "ds.example. DS": `
ds.example. 300 IN DS 60485 8 2 000102030405060708090A0B0C0D0E0F101112131415161718191A1B 1C1D1E1F
example. 300 IN NS ns.example.
example. 300 IN NS ns.sub.example.
CoreDNS:
  1234 8500 0001 0001 0002 0000
  02 "ds" 07 "example" 00 002b 0001
  02 "ds" 07 "example" 00 002b 0001 0000012c 0024 ec450802000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
  07 "example" 00 0002 0001 0000012c 000c 026e73 07 "example" 00
  07 "example" 00 0002 0001 0000012c 0010 026e73 03 "sub" 07 "example" 00`,
  "x.dname.example. A": `
dname.example. 300 IN DNAME other.example.example.
x.dname.example. 300 IN CNAME x.other.example.example.
example. 300 IN SOA ns.example. hostmaster.example. 2026010101 7200 3600 1209600 60
CoreDNS:
  1234 8503 0001 0002 0001 0000
  01 "x" 05 "dname" 07 "example" 00 0001 0001
  05 "dname" 07 "example" 00 0027 0001 0000012c 0017 05 "other" 07 "example" 07 "example" 00
  01 "x" 05 "dname" 07 "example" 00 0005 0001 0000012c 0019 0178 05 "other" 07 "example" 07 "example" 00
  07 "example" 00 0006 0001 0000012c 0034 026e73 07 "example" 00 0a "hostmaster" 07 "example" 0078c275f500001c2000000e10001275000000003c`,
  "nothing.example. A": `
example. 300 IN SOA ns.example. hostmaster.example. 2026010101 7200 3600 1209600 60
CoreDNS:
  1234 8503 0001 0000 0001 0000
  07 "nothing" 07 "example" 00 0001 0001
  07 "example" 00 0006 0001 0000012c 0034 026e73 07 "example" 00 0a "hostmaster" 07 "example" 0078c275f500001c2000000e10001275000000003c`,
  "a.example. MX": `
example. 300 IN SOA ns.example. hostmaster.example. 2026010101 7200 3600 1209600 60
CoreDNS:
  1234 8500 0001 0000 0001 0000
  01 "a" 07 "example" 00 000f 0001
  07 "example" 00 0006 0001 0000012c 0034 026e73 07 "example" 00 0a "hostmaster" 07 "example" 0078c275f500001c2000000e10001275000000003c`,
};
