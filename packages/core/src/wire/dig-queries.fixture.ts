/**
 * By the words behind `dig`: the octets that dig 9.18.49 sends (its id is 4660, 1234 in hexadecimal), header, question and OPT record first, one option a line;
 * then what they say.
 */
export const digQueries: Readonly<Record<string, string>> = {
  "a.example A +noedns": `
  1234 0120 0001 0000 0000 0000
  01 "a" 07 "example" 00 0001 0001
QUERY rd ad; a.example. IN A`,
  "a.example A +nocookie": `
  1234 0120 0001 0000 0000 0001
  01 "a" 07 "example" 00 0001 0001
  00 0029 04d0 00000000 0000
QUERY rd ad; a.example. IN A; EDNS 0 1232`,
  "a.example A +cookie=0123456789abcdef": `
  1234 0120 0001 0000 0000 0001
  01 "a" 07 "example" 00 0001 0001
  00 0029 04d0 00000000 000c
  000a 0008 0123456789abcdef
QUERY rd ad; a.example. IN A; EDNS 0 1232; 10=0123456789abcdef`,
  "a.example A +cookie=0123456789abcdeffedcba9876543210": `
  1234 0120 0001 0000 0000 0001
  01 "a" 07 "example" 00 0001 0001
  00 0029 04d0 00000000 0014
  000a 0010 0123456789abcdeffedcba9876543210
QUERY rd ad; a.example. IN A; EDNS 0 1232; 10=0123456789abcdeffedcba9876543210`,
  "a.example A +nocookie +dnssec": `
  1234 0120 0001 0000 0000 0001
  01 "a" 07 "example" 00 0001 0001
  00 0029 04d0 00008000 0000
QUERY rd ad; a.example. IN A; EDNS 0 1232 do`,
  "a.example A +nocookie +bufsize=512": `
  1234 0120 0001 0000 0000 0001
  01 "a" 07 "example" 00 0001 0001
  00 0029 0200 00000000 0000
QUERY rd ad; a.example. IN A; EDNS 0 512`,
  "a.example A +nocookie +bufsize=4096": `
  1234 0120 0001 0000 0000 0001
  01 "a" 07 "example" 00 0001 0001
  00 0029 1000 00000000 0000
QUERY rd ad; a.example. IN A; EDNS 0 4096`,
  "a.example A +nocookie +edns=1": `
  1234 0120 0001 0000 0000 0001
  01 "a" 07 "example" 00 0001 0001
  00 0029 04d0 00010000 0000
QUERY rd ad; a.example. IN A; EDNS 1 1232`,
  "a.example A +nocookie +ednsflags=0x4001": `
  1234 0120 0001 0000 0000 0001
  01 "a" 07 "example" 00 0001 0001
  00 0029 04d0 00000001 0000
QUERY rd ad; a.example. IN A; EDNS 0 1232 z=1`,
  "a.example A +nocookie +nsid": `
  1234 0120 0001 0000 0000 0001
  01 "a" 07 "example" 00 0001 0001
  00 0029 04d0 00000000 0004
  0003 0000
QUERY rd ad; a.example. IN A; EDNS 0 1232; 3=`,
  "a.example A +nocookie +expire": `
  1234 0120 0001 0000 0000 0001
  01 "a" 07 "example" 00 0001 0001
  00 0029 04d0 00000000 0004
  0009 0000
QUERY rd ad; a.example. IN A; EDNS 0 1232; 9=`,
  "a.example A +nocookie +keepalive": `
  1234 0120 0001 0000 0000 0001
  01 "a" 07 "example" 00 0001 0001
  00 0029 04d0 00000000 0004
  000b 0000
QUERY rd ad; a.example. IN A; EDNS 0 1232; 11=`,
  "a.example A +nocookie +subnet=192.0.2.0/24": `
  1234 0120 0001 0000 0000 0001
  01 "a" 07 "example" 00 0001 0001
  00 0029 04d0 00000000 000b
  0008 0007 00011800c00002
QUERY rd ad; a.example. IN A; EDNS 0 1232; 8=00011800c00002`,
  "a.example A +nocookie +subnet=2001:db8::/32": `
  1234 0120 0001 0000 0000 0001
  01 "a" 07 "example" 00 0001 0001
  00 0029 04d0 00000000 000c
  0008 0008 0002200020010db8
QUERY rd ad; a.example. IN A; EDNS 0 1232; 8=0002200020010db8`,
  "a.example A +nocookie +subnet=0": `
  1234 0120 0001 0000 0000 0001
  01 "a" 07 "example" 00 0001 0001
  00 0029 04d0 00000000 0008
  0008 0004 00010000
QUERY rd ad; a.example. IN A; EDNS 0 1232; 8=00010000`,
  "a.example A +nocookie +subnet=192.0.2.129/25": `
  1234 0120 0001 0000 0000 0001
  01 "a" 07 "example" 00 0001 0001
  00 0029 04d0 00000000 000c
  0008 0008 00011900c0000280
QUERY rd ad; a.example. IN A; EDNS 0 1232; 8=00011900c0000280`,
  "a.example A +nocookie +padding=64": `
  1234 0120 0001 0000 0000 0001
  01 "a" 07 "example" 00 0001 0001
  00 0029 04d0 00000000 001a
  000c 0016 00000000000000000000000000000000000000000000
QUERY rd ad; a.example. IN A; EDNS 0 1232; 12=00000000000000000000000000000000000000000000`,
  "a.example A +nocookie +ednsopt=65001:68656c6c6f": `
  1234 0120 0001 0000 0000 0001
  01 "a" 07 "example" 00 0001 0001
  00 0029 04d0 00000000 0009
  fde9 0005 68656c6c6f
QUERY rd ad; a.example. IN A; EDNS 0 1232; 65001=68656c6c6f`,
  "a.example A +nocookie +ednsopt=65001 +ednsopt=65002:00": `
  1234 0120 0001 0000 0000 0001
  01 "a" 07 "example" 00 0001 0001
  00 0029 04d0 00000000 0009
  fde9 0000
  fdea 0001 00
QUERY rd ad; a.example. IN A; EDNS 0 1232; 65001=; 65002=00`,
  "a.example A +nocookie +nsid +subnet=192.0.2.0/24 +dnssec": `
  1234 0120 0001 0000 0000 0001
  01 "a" 07 "example" 00 0001 0001
  00 0029 04d0 00008000 000f
  0003 0000
  0008 0007 00011800c00002
QUERY rd ad; a.example. IN A; EDNS 0 1232 do; 3=; 8=00011800c00002`,
  "a.example A +nocookie +header-only": `
  1234 0120 0000 0000 0000 0001
  00 0029 04d0 00000000 0000
QUERY rd ad; EDNS 0 1232`,
  "a.example A +noedns +header-only": `
  1234 0120 0000 0000 0000 0000
QUERY rd ad`,
  "a.example A +noedns +norecurse": `
  1234 0020 0001 0000 0000 0000
  01 "a" 07 "example" 00 0001 0001
QUERY ad; a.example. IN A`,
  "a.example A +noedns +adflag +cdflag +aaflag": `
  1234 0530 0001 0000 0000 0000
  01 "a" 07 "example" 00 0001 0001
QUERY aa rd ad cd; a.example. IN A`,
  "a.example A +noedns +noadflag +noraflag +zflag": `
  1234 0140 0001 0000 0000 0000
  01 "a" 07 "example" 00 0001 0001
QUERY rd z; a.example. IN A`,
  "a.example A +noedns +tcflag +raflag": `
  1234 03a0 0001 0000 0000 0000
  01 "a" 07 "example" 00 0001 0001
QUERY tc rd ra ad; a.example. IN A`,
  "a.example A +noedns +opcode=NOTIFY": `
  1234 2120 0001 0000 0000 0000
  01 "a" 07 "example" 00 0001 0001
NOTIFY rd ad; a.example. IN A`,
  "a.example A +noedns +opcode=5": `
  1234 2920 0001 0000 0000 0000
  01 "a" 07 "example" 00 0001 0001
UPDATE rd ad; a.example. IN A`,
  "a.example A +noedns +opcode=15": `
  1234 7920 0001 0000 0000 0000
  01 "a" 07 "example" 00 0001 0001
OPCODE15 rd ad; a.example. IN A`,
  "version.bind TXT -c CH +noedns": `
  1234 0120 0001 0000 0000 0000
  07 "version" 04 "bind" 00 0010 0003
QUERY rd ad; version.bind. CH TXT`,
  ". NS +noedns": `
  1234 0120 0001 0000 0000 0000
  00 0002 0001
QUERY rd ad; . IN NS`,
  "a.example A -c ANY +noedns": `
  1234 0120 0001 0000 0000 0000
  01 "a" 07 "example" 00 0001 00ff
QUERY rd ad; a.example. ANY A`,
  "a.example ANY +notcp +noedns": `
  1234 0120 0001 0000 0000 0000
  01 "a" 07 "example" 00 00ff 0001
QUERY rd ad; a.example. IN ANY`,
  "a.example IXFR=7 +notcp +noedns": `
  1234 0000 0001 0000 0001 0000
  01 "a" 07 "example" 00 00fb 0001
  c00c0006000100000000001600000000000700000000000000000000000000000000
QUERY; a.example. IN IXFR; a.example. SOA`,
  "a.example TYPE65280 +noedns": `
  1234 0120 0001 0000 0000 0000
  01 "a" 07 "example" 00 ff00 0001
QUERY rd ad; a.example. IN TYPE65280`,
  "WWW.Example AAAA +noedns": `
  1234 0120 0001 0000 0000 0000
  03 "WWW" 07 "Example" 00 001c 0001
QUERY rd ad; WWW.Example. IN AAAA`,
  "a\\.b\\000\\255.example A +noedns": `
  1234 0120 0001 0000 0000 0000
  05 612e6200ff 07 "example" 00 0001 0001
QUERY rd ad; a\\.b\\000\\255.example. IN A`,
};
