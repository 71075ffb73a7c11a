import type { NamedMessages } from "./named-message.fixture.ts";

/** Types that few zones have. */
export const rareTypes: NamedMessages = {
  "hinfo.example. HINFO": `
hinfo.example. 300 IN HINFO "PC" "Linux"
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  05 "hinfo" 07 "example" 00 000d 0001
  c00c 000d 0001 0000012c 0009 025043 05 "Linux"`,
  "rp.example. RP": `
rp.example. 300 IN RP hostmaster.example. txt.example.
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  02 "rp" 07 "example" 00 0011 0001
  c00c 0011 0001 0000012c 0021 0a "hostmaster" 07 "example" 00 03 "txt" 07 "example" 00`,
  "afsdb.example. AFSDB": `
afsdb.example. 300 IN AFSDB 1 a.example.
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  05 "afsdb" 07 "example" 00 0012 0001
  c00c 0012 0001 0000012c 000d 00010161 07 "example" 00`,
  "x25.example. X25": `
x25.example. 300 IN X25 "311061700956"
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  03 "x25" 07 "example" 00 0013 0001
  c00c 0013 0001 0000012c 000d 0c "311061700956"`,
  "isdn.example. ISDN": `
isdn.example. 300 IN ISDN "150862028003217" "004"
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  04 "isdn" 07 "example" 00 0014 0001
  c00c 0014 0001 0000012c 0014 0f "150862028003217" 03 "004"`,
  "rt.example. RT": `
rt.example. 300 IN RT 10 a.example.
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  02 "rt" 07 "example" 00 0015 0001
  c00c 0015 0001 0000012c 000d 000a0161 07 "example" 00`,
  "nsap.example. NSAP": `
nsap.example. 300 IN NSAP 0x47000580005a0000000001e133ffffff00016100
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  04 "nsap" 07 "example" 00 0016 0001
  c00c 0016 0001 0000012c 0014 47000580005a0000000001e133ffffff00016100`,
  "nsapptr.example. NSAP-PTR": `
nsapptr.example. 300 IN NSAP-PTR a.example.
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  07 "nsapptr" 07 "example" 00 0017 0001
  c00c 0017 0001 0000012c 000b 0161 07 "example" 00`,
  "key.example. KEY": `
key.example. 300 IN KEY 512 3 8 AwEAAQ==
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  03 "key" 07 "example" 00 0019 0001
  c00c 0019 0001 0000012c 0008 0200030803010001`,
  "px.example. PX": `
px.example. 300 IN PX 10 a.example. b.example.
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  02 "px" 07 "example" 00 001a 0001
  c00c 001a 0001 0000012c 0018 000a0161 07 "example" 000162 07 "example" 00`,
  "gpos.example. GPOS": `
gpos.example. 300 IN GPOS "-22.6882" "116.8652" "250.0"
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  04 "gpos" 07 "example" 00 001b 0001
  c00c 001b 0001 0000012c 0018 08 "-22.6882" 08 "116.8652" 05 "250.0"`,
  "nxt.example. NXT": `
nxt.example. 300 IN NXT a.example. A NXT
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  03 "nxt" 07 "example" 00 001e 0001
  c00c 001e 0001 0000012c 000f 0161 07 "example" 0040000002`,
  "kx.example. KX": `
kx.example. 300 IN KX 10 a.example.
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  02 "kx" 07 "example" 00 0024 0001
  c00c 0024 0001 0000012c 000d 000a0161 07 "example" 00`,
  "cert.example. CERT": `
cert.example. 300 IN CERT PKIX 1 RSASHA256 AQID
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  04 "cert" 07 "example" 00 0025 0001
  c00c 0025 0001 0000012c 0008 0001000108010203`,
  "a6.example. A6": `
a6.example. 300 IN A6 64 ::1 a.example.
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  02 "a6" 07 "example" 00 0026 0001
  c00c 0026 0001 0000012c 0014 4000000000000000010161 07 "example" 00`,
  "sink.example. SINK": `
sink.example. 300 IN SINK 1 2 3 AQID
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  04 "sink" 07 "example" 00 0028 0001
  c00c 0028 0001 0000012c 0006 010203010203`,
  "apl.example. APL": `
apl.example. 300 IN APL 1:192.0.2.0/24 !2:2001:db8::/32
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  03 "apl" 07 "example" 00 002a 0001
  c00c 002a 0001 0000012c 000f 00011803c000020002208420010db8`,
  "ipseckey.example. IPSECKEY": `
ipseckey.example. 300 IN IPSECKEY 10 1 2 192.0.2.38 AQNRU3mG7TVTO2BkR47usntb102uFJtugbo6BSGvgqt4AQ==
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  08 "ipseckey" 07 "example" 00 002d 0001
  c00c 002d 0001 0000012c 0029 0a0102c000022601 03 "QSy" 86ed35533b6064478eeeb27b5bd74dae149b6e81ba3a0521af82ab7801`,
  "ipseckey3.example. IPSECKEY": `
ipseckey3.example. 300 IN IPSECKEY 10 3 2 a.example. AQNRU3mG7TVTO2BkR47usntb102uFJtugbo6BSGvgqt4AQ==
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  09 "ipseckey3" 07 "example" 00 002d 0001
  c00c 002d 0001 0000012c 0030 0a03020161 07 "example" 0001 03 "QSy" 86ed35533b6064478eeeb27b5bd74dae149b6e81ba3a0521af82ab7801`,
  "dhcid.example. DHCID": `
dhcid.example. 300 IN DHCID AAIBY2/AuCccgoJbsaxcQc9TUapptP69lOjxfNuVAA2kjEA=
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  05 "dhcid" 07 "example" 00 0031 0001
  c00c 0031 0001 0000012c 0023 000201636fc0b8271c82825bb1ac5c41cf5351aa69b4febd94e8f17cdb95000da48c40`,
  "hip.example. HIP": `
hip.example. 300 IN HIP 2 200100107B1A74DF365639CC39F1D578 AwEAAbdxyhNuSutc5EMzxTs9LBPCIkOFH8cIvM4p a.example.
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  03 "hip" 07 "example" 00 0037 0001
  c00c 0037 0001 0000012c 003d 1002001e200100107b1a74 df "6V9" cc39f1d57803010001b771ca136e4aeb5ce44333c53b3d2c13c22243851fc708bcce290161 07 "example" 00`,
  "ninfo.example. NINFO": `
ninfo.example. 300 IN NINFO "zone"
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  05 "ninfo" 07 "example" 00 0038 0001
  c00c 0038 0001 0000012c 0005 04 "zone"`,
  "rkey.example. RKEY": `
rkey.example. 300 IN RKEY 0 3 1 AQID
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  04 "rkey" 07 "example" 00 0039 0001
  c00c 0039 0001 0000012c 0007 00000301010203`,
  "talink.example. TALINK": `
talink.example. 300 IN TALINK a.example. b.example.
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  06 "talink" 07 "example" 00 003a 0001
  c00c 003a 0001 0000012c 0016 0161 07 "example" 000162 07 "example" 00`,
  "nid.example. NID": `
nid.example. 300 IN NID 10 14:4fff:ff20:ee64
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  03 "nid" 07 "example" 00 0068 0001
  c00c 0068 0001 0000012c 000a 000a00144fffff20ee64`,
  "l32.example. L32": `
l32.example. 300 IN L32 10 10.1.2.0
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  03 "l32" 07 "example" 00 0069 0001
  c00c 0069 0001 0000012c 0006 000a0a010200`,
  "l64.example. L64": `
l64.example. 300 IN L64 10 2001:db8:1140:1000
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  03 "l64" 07 "example" 00 006a 0001
  c00c 006a 0001 0000012c 000a 000a20010db811401000`,
  "lp.example. LP": `
lp.example. 300 IN LP 10 l32.example.
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  02 "lp" 07 "example" 00 006b 0001
  c00c 006b 0001 0000012c 000f 000a 03 "l32" 07 "example" 00`,
  "eui48.example. EUI48": `
eui48.example. 300 IN EUI48 00-00-5e-00-53-2a
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  05 "eui48" 07 "example" 00 006c 0001
  c00c 006c 0001 0000012c 0006 00005e00532a`,
  "eui64.example. EUI64": `
eui64.example. 300 IN EUI64 00-00-5e-ef-10-00-00-2a
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  05 "eui64" 07 "example" 00 006d 0001
  c00c 006d 0001 0000012c 0008 00005eef1000002a`,
  "avc.example. AVC": `
avc.example. 300 IN AVC "app-name:WOLFGANG"
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  03 "avc" 07 "example" 00 0102 0001
  c00c 0102 0001 0000012c 0012 11 "app-name:WOLFGANG"`,
  "doa.example. TYPE259": `
doa.example. 300 IN DOA 0 1 2 "" aHR0cHM6Ly93d3cuaXNjLm9yZy8=
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  03 "doa" 07 "example" 00 0103 0001
  c00c 0103 0001 0000012c 001e 000000000000000102 00 "https://www.isc.org/"`,
  "amtrelay.example. AMTRELAY": `
amtrelay.example. 300 IN AMTRELAY 10 0 1 192.0.2.9
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  08 "amtrelay" 07 "example" 00 0104 0001
  c00c 0104 0001 0000012c 0006 0a01c0000209`,
  "amtrelay3.example. AMTRELAY": `
amtrelay3.example. 300 IN AMTRELAY 10 1 3 a.example.
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  09 "amtrelay3" 07 "example" 00 0104 0001
  c00c 0104 0001 0000012c 000d 0a830161 07 "example" 00`,
  "ta.example. TA": `
ta.example. 300 IN TA 60485 8 2 000102030405060708090A0B0C0D0E0F101112131415161718191A1B 1C1D1E1F
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  02 "ta" 07 "example" 00 8000 0001
  c00c 8000 0001 0000012c 0024 ec450802000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f`,
  "dlv.example. DLV": `
dlv.example. 300 IN DLV 60485 8 2 000102030405060708090A0B0C0D0E0F101112131415161718191A1B 1C1D1E1F
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  03 "dlv" 07 "example" 00 8001 0001
  c00c 8001 0001 0000012c 0024 ec450802000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f`,
  "mb.example. MB": `
mb.example. 300 IN MB a.example.
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  02 "mb" 07 "example" 00 0007 0001
  c00c 0007 0001 0000012c 0004 0161c00f`,
  "mg.example. MG": `
mg.example. 300 IN MG mail.example.
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  02 "mg" 07 "example" 00 0008 0001
  c00c 0008 0001 0000012c 0007 04 "mail" c00f`,
  "mr.example. MR": `
mr.example. 300 IN MR mail.example.
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  02 "mr" 07 "example" 00 0009 0001
  c00c 0009 0001 0000012c 0007 04 "mail" c00f`,
  "minfo.example. MINFO": `
minfo.example. 300 IN MINFO hostmaster.example. mail.example.
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  05 "minfo" 07 "example" 00 000e 0001
  c00c 000e 0001 0000012c 0014 0a "hostmaster" c012 04 "mail" c012`,
  "null.example. NULL": `
null.example. 300 IN NULL \\# 3 010203
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  04 "null" 07 "example" 00 000a 0001
  c00c 000a 0001 0000012c 0003 010203`,
  "unknown.example. TYPE65280": `
unknown.example. 300 IN TYPE65280 \\# 4 DEADBEEF
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  07 "unknown" 07 "example" 00 ff00 0001
  c00c ff00 0001 0000012c 0004 deadbeef`,
  "empty.example. TYPE65281": `
empty.example. 300 IN TYPE65281 \\# 0
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  05 "empty" 07 "example" 00 ff01 0001
  c00c ff01 0001 0000012c 0000`,
  "gid.example. TYPE102": `
gid.example. 300 IN GID \\# 1 00
9.18, 9.20:
  1234 8500 0001 0001 0000 0000
  03 "gid" 07 "example" 00 0066 0001
  c00c 0066 0001 0000012c 0001 00`,
};
