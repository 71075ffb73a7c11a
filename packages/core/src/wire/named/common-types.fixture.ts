import type { NamedMessages } from "./named-message.fixture.ts";

/** Types that most zones have, and those that DNSSEC needs. */
export const commonTypes: NamedMessages = {
  "a.example. A": `
a.example. 300 IN A 192.0.2.2
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  01 "a" 07 "example" 00 0001 0001
  c00c 0001 0001 0000012c 0004 c0000202`,
  "a4.example. A": `
a4.example. 300 IN A 192.0.2.3
a4.example. 300 IN A 192.0.2.4
a4.example. 300 IN A 192.0.2.5
9.18, 9.20:
  1234 8500 0001 0003 0000 0000
  02 "a4" 07 "example" 00 0001 0001
  c00c 0001 0001 0000012c 0004 c0000203
  c00c 0001 0001 0000012c 0004 c0000204
  c00c 0001 0001 0000012c 0004 c0000205`,
  "aaaa.example. AAAA": `
aaaa.example. 300 IN AAAA 2001:db8::53
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  04 "aaaa" 07 "example" 00 001c 0001
  c00c 001c 0001 0000012c 0010 20010db8000000000000000000000053`,
  "example. NS": `
example. 300 IN NS ns.sub.example.
example. 300 IN NS ns.example.
ns.example. 300 IN A 192.0.2.1
ns.example. 300 IN AAAA 2001:db8::1
9.18:
  1234 8500 0001 0002 0000 0002
  07 "example" 00 0002 0001
  c00c 0002 0001 0000012c 0010 026e73 03 "sub" 07 "example" 00
  c00c 0002 0001 0000012c 0005 026e73c00c
  c041 0001 0001 0000012c 0004 c0000201
  c041 001c 0001 0000012c 0010 20010db8000000000000000000000001
9.20:
  1234 8500 0001 0002 0000 0002
  07 "example" 00 0002 0001
  c00c 0002 0001 0000012c 0009 026e73 03 "sub" c00c
  c00c 0002 0001 0000012c 0005 026e73c00c
  c03a 0001 0001 0000012c 0004 c0000201
  c03a 001c 0001 0000012c 0010 20010db8000000000000000000000001`,
  "example. SOA": `
example. 300 IN SOA ns.example. hostmaster.example. 2026010101 7200 3600 1209600 60
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  07 "example" 00 0006 0001
  c00c 0006 0001 0000012c 0026 026e73c00c 0a "hostmaster" c00c78c275f500001c2000000e10001275000000003c`,
  "cname.example. CNAME": `
cname.example. 300 IN CNAME a.example.
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  05 "cname" 07 "example" 00 0005 0001
  c00c 0005 0001 0000012c 0004 0161c012`,
  "cname2.example. CNAME": `
CName2.example. 300 IN CNAME A.Example.
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  06 "cname2" 07 "example" 00 0005 0001
  06 "CName2" c013 0005 0001 0000012c 000b 0141 07 "Example" 00`,
  "dname.example. DNAME": `
dname.example. 300 IN DNAME other.example.example.
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  05 "dname" 07 "example" 00 0027 0001
  c00c 0027 0001 0000012c 0017 05 "other" 07 "example" 07 "example" 00`,
  "ptr.example. PTR": `
ptr.example. 300 IN PTR host.a.example.
9.18:
  1234 8500 0001 0001 0000 0000
  03 "ptr" 07 "example" 00 000c 0001
  c00c 000c 0001 0000012c 0010 04 "host" 0161 07 "example" 00
9.20:
  1234 8500 0001 0001 0000 0000
  03 "ptr" 07 "example" 00 000c 0001
  c00c 000c 0001 0000012c 0009 04 "host" 0161c010`,
  "mx.example. MX": `
mx.example. 300 IN MX 10 mail.example.
mx.example. 300 IN MX 20 mail.a.example.
9.18:
  1234 8500 0001 0002 0000 0000
  02 "mx" 07 "example" 00 000f 0001
  c00c 000f 0001 0000012c 0009 000a 04 "mail" c00f
  c00c 000f 0001 0000012c 0012 0014 04 "mail" 0161 07 "example" 00
9.20:
  1234 8500 0001 0002 0000 0000
  02 "mx" 07 "example" 00 000f 0001
  c00c 000f 0001 0000012c 0009 000a 04 "mail" c00f
  c00c 000f 0001 0000012c 000b 0014 04 "mail" 0161c00f`,
  "long.label.of.many.parts.example. MX": `
long.label.of.many.parts.example. 300 IN MX 5 long.label.of.many.parts.example.
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  04 "long" 05 "label" 02 "of" 04 "many" 05 "parts" 07 "example" 00 000f 0001
  c00c 000f 0001 0000012c 0004 0005c00c`,
  "txt.example. TXT": `
txt.example. 300 IN TXT "one" "" "three words here"
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  03 "txt" 07 "example" 00 0010 0001
  c00c 0010 0001 0000012c 0016 03 "one" 00 10 "three words here"`,
  "srv.example. SRV": `
srv.example. 300 IN SRV 0 5 5060 a.example.
srv.example. 300 IN SRV 1 5 5061 mail.example.
9.18, 9.20:
  1234 8500 0001 0002 0000 0000
  03 "srv" 07 "example" 00 0021 0001
  c00c 0021 0001 0000012c 0011 0000000513c40161 07 "example" 00
  c00c 0021 0001 0000012c 0014 0001000513c5 04 "mail" 07 "example" 00`,
  "_sip._tcp.example. SRV": `
_sip._tcp.example. 300 IN SRV 0 0 5060 a.example.
_sip._tcp.example. 300 IN SRV 0 0 5060 mail.example.
9.18, 9.20:
  1234 8500 0001 0002 0000 0000
  04 "_sip" 04 "_tcp" 07 "example" 00 0021 0001
  c00c 0021 0001 0000012c 0011 0000000013c40161 07 "example" 00
  c00c 0021 0001 0000012c 0014 0000000013c4 04 "mail" 07 "example" 00`,
  "naptr.example. NAPTR": `
naptr.example. 300 IN NAPTR 100 10 "S" "SIP+D2U" "" srv.example.
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  05 "naptr" 07 "example" 00 0023 0001
  c00c 0023 0001 0000012c 001c 0064000a0153 07 "SIP+D2U" 00 03 "srv" 07 "example" 00`,
  "naptr2.example. NAPTR": `
naptr2.example. 300 IN NAPTR 100 10 "U" "E2U+sip" "!^.*$!sip:info@example.com!" .
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  06 "naptr2" 07 "example" 00 0023 0001
  c00c 0023 0001 0000012c 002b 0064000a0155 07 "E2U+sip" 1b "!^.*$!sip:info@example.com!" 00`,
  "caa.example. CAA": `
caa.example. 300 IN CAA 128 issue "ca.example; account=1"
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  03 "caa" 07 "example" 00 0101 0001
  c00c 0101 0001 0000012c 001c 80 05 "issueca.example" 3b " account=1"`,
  "svcb.example. SVCB": `
svcb.example. 300 IN SVCB 16 a.example. mandatory=alpn alpn="h2,h3" port=8443
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  04 "svcb" 07 "example" 00 0040 0001
  c00c 0040 0001 0000012c 0023 00100161 07 "example" 00000000020001000100060268320268330003000220fb`,
  "https.example. HTTPS": `
https.example. 300 IN HTTPS 1 . alpn="h2" ipv4hint=192.0.2.2 ech=AQID ipv6hint=2001:db8::2 key7="/dns-query{?dns}"
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  05 "https" 07 "example" 00 0041 0001
  c00c 0041 0001 0000012c 0041 0001000001000302683200040004c0000202000500030102030006001020010db8000000000000000000000002000700 10 "/dns-query" 7b 3f "dns" 7d`,
  "https0.example. HTTPS": `
https0.example. 300 IN HTTPS 0 a.example.
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  06 "https0" 07 "example" 00 0041 0001
  c00c 0041 0001 0000012c 000d 00000161 07 "example" 00`,
  "uri.example. URI": `
uri.example. 300 IN URI 10 1 "https://example.com/"
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  03 "uri" 07 "example" 00 0100 0001
  c00c 0100 0001 0000012c 0018 000a00 01 "https://example.com/"`,
  "loc.example. LOC": `
loc.example. 300 IN LOC 52 22 23.000 N 4 53 32.000 E -2.00m 1m 10000m 10m
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  03 "loc" 07 "example" 00 001d 0001
  c00c 001d 0001 0000012c 0010 001216138b3cf018810cbce0009895b8`,
  "sshfp.example. SSHFP": `
sshfp.example. 300 IN SSHFP 4 2 000102030405060708090A0B0C0D0E0F101112131415161718191A1B 1C1D1E1F
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  05 "sshfp" 07 "example" 00 002c 0001
  c00c 002c 0001 0000012c 0022 0402000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f`,
  "tlsa.example. TLSA": `
tlsa.example. 300 IN TLSA 3 1 1 000102030405060708090A0B0C0D0E0F101112131415161718191A1B 1C1D1E1F
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  04 "tlsa" 07 "example" 00 0034 0001
  c00c 0034 0001 0000012c 0023 030101000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f`,
  "smimea.example. SMIMEA": `
smimea.example. 300 IN SMIMEA 3 0 0 0102
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  06 "smimea" 07 "example" 00 0035 0001
  c00c 0035 0001 0000012c 0005 0300000102`,
  "openpgpkey.example. OPENPGPKEY": `
openpgpkey.example. 300 IN OPENPGPKEY AQIDBA==
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  0a "openpgpkey" 07 "example" 00 003d 0001
  c00c 003d 0001 0000012c 0004 01020304`,
  "ds.example. DS": `
ds.example. 300 IN DS 60485 8 2 000102030405060708090A0B0C0D0E0F101112131415161718191A1B 1C1D1E1F
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  02 "ds" 07 "example" 00 002b 0001
  c00c 002b 0001 0000012c 0024 ec450802000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f`,
  "rrsig.example. RRSIG": `
rrsig.example. 300 IN RRSIG A 8 2 300 20300101000000 20200101000000 12345 example. AQID
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  05 "rrsig" 07 "example" 00 002e 0001
  c00c 002e 0001 0000012c 001e 000108020000012c70dbd8805e0be1003039 07 "example" 00010203`,
  "nsec.example. NSEC": `
nsec.example. 300 IN NSEC ns.example. A MX RRSIG NSEC TYPE1234
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  04 "nsec" 07 "example" 00 002f 0001
  c00c 002f 0001 0000012c 0031 026e73 07 "example" 000006400100000003041b000000000000000000000000000000000000000000000000000020`,
  "dnskey.example. DNSKEY": `
dnskey.example. 300 IN DNSKEY 257 3 13 AQIDBA==
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  06 "dnskey" 07 "example" 00 0030 0001
  c00c 0030 0001 0000012c 0008 0101030d01020304`,
  "nsec3param.example. NSEC3PARAM": `
nsec3param.example. 300 IN NSEC3PARAM 1 0 10 AABBCCDD
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  0a "nsec3param" 07 "example" 00 0033 0001
  c00c 0033 0001 0000012c 0009 0100000a04aabbccdd`,
  "cds.example. CDS": `
cds.example. 300 IN CDS 60485 13 2 000102030405060708090A0B0C0D0E0F101112131415161718191A1B 1C1D1E1F
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  03 "cds" 07 "example" 00 003b 0001
  c00c 003b 0001 0000012c 0024 ec450d02000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f`,
  "cdnskey.example. CDNSKEY": `
cdnskey.example. 300 IN CDNSKEY 257 3 13 AQIDBA==
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  07 "cdnskey" 07 "example" 00 003c 0001
  c00c 003c 0001 0000012c 0008 0101030d01020304`,
  "csync.example. CSYNC": `
csync.example. 300 IN CSYNC 66 3 A NS AAAA
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  05 "csync" 07 "example" 00 003e 0001
  c00c 003e 0001 0000012c 000c 000000420003000460000008`,
  "zonemd.example. ZONEMD": `
zonemd.example. 300 IN ZONEMD 1 1 1 000102030405060708090A0B0C0D0E0F101112131415161718191A1B 1C1D1E1F202122232425262728292A2B2C2D2E2F
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  06 "zonemd" 07 "example" 00 003f 0001
  c00c 003f 0001 0000012c 0036 000000010101000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b 2c "-./"`,
  "spf.example. SPF": `
spf.example. 300 IN SPF "v=spf1 -all"
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  03 "spf" 07 "example" 00 0063 0001
  c00c 0063 0001 0000012c 000c 0b "v=spf1 -all"`,
};
