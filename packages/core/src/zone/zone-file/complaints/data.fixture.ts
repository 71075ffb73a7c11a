import type { Complaints } from "./complaint.fixture.ts";

/** Data of records. */
export const dataComplaints: Complaints = {
  data: {
    "three numbers of an address": `
a A 192.0.2
    ^^^^^^^ RDATA A near '192.0.2': bad dotted quad.
named 1: near '192.0.2': bad dotted quad
named refuses it`,
    "five numbers": `
a A 192.0.2.2.2
    ^^^^^^^^^^^ RDATA A near '192.0.2.2.2': bad dotted quad.
named 1: near '192.0.2.2.2': bad dotted quad
named refuses it`,
    "a number above 255": `
a A 192.0.2.256
    ^^^^^^^^^^^ RDATA A near '192.0.2.256': bad dotted quad.
named 1: near '192.0.2.256': bad dotted quad
named refuses it`,
    "a leading zero": `
a A 192.0.02.2
    ^^^^^^^^^^ RDATA A near '192.0.02.2': bad dotted quad.
named 1: near '192.0.02.2': bad dotted quad
named refuses it`,
    hexadecimal: `
a A 0xC0000202
    ^^^^^^^^^^ RDATA A near '0xC0000202': bad dotted quad.
named 1: near '0xC0000202': bad dotted quad
named refuses it`,
    "two addresses": `
a A 192.0.2.2 192.0.2.3
              ^^^^^^^^^ RDATA A near '192.0.2.3': extra input text.
named 1: near '192.0.2.3': extra input text
named refuses it`,
    "IPv6 in an A": `
a A 2001:db8::1
    ^^^^^^^^^^^ RDATA A near '2001:db8::1': bad dotted quad.
named 1: near '2001:db8::1': bad dotted quad
named refuses it`,
    "IPv4 in an AAAA": `
a AAAA 192.0.2.2
       ^^^^^^^^^ RDATA AAAA near '192.0.2.2': bad IPv6 address.
named 1: near '192.0.2.2': bad IPv6 address
named refuses it`,
    "nine groups": `
a AAAA 1:2:3:4:5:6:7:8:9
       ^^^^^^^^^^^^^^^^^ RDATA AAAA near '1:2:3:4:5:6:7:8:9': bad IPv6 address.
named 1: near '1:2:3:4:5:6:7:8:9': bad IPv6 address
named refuses it`,
    "two gaps": `
a AAAA 1::2::3
       ^^^^^^^ RDATA AAAA near '1::2::3': bad IPv6 address.
named 1: near '1::2::3': bad IPv6 address
named refuses it`,
    "a zone index": `
a AAAA fe80::1%eth0
       ^^^^^^^^^^^^ RDATA AAAA near 'fe80::1%eth0': bad IPv6 address.
named 1: near 'fe80::1%eth0': bad IPv6 address
named refuses it`,
    "an address in quotes": `
a A "192.0.2.2"
    ^^^^^^^^^^^ RDATA A near '192.0.2.2': unexpected token.
named 1: unexpected token
named refuses it`,
    "a preference that is none": `
a MX ns
     ^^ RDATA MX near 'ns': not a valid number.
named 1: near 'ns': not a valid number
named refuses it`,
    "a preference above 16 bits": `
a MX 65536 ns
     ^^^^^ RDATA MX near '65536': out of range.
named 1: near '65536': out of range
named refuses it`,
    "the largest one": `
a MX 65535 ns`,
    "a name missing": `
a MX 10
^^^^^^^ RDATA MX near end of line: unexpected end of input.
named 1: near eol: unexpected end of input
named refuses it`,
    "a negative preference": `
a MX -1 ns
     ^^ RDATA MX near '-1': not a valid number.
named 1: near '-1': not a valid number
named refuses it`,
    "a port above 16 bits": `
_s._tcp SRV 0 0 65536 ns
                ^^^^^ RDATA SRV near '65536': out of range.
named 1: near '65536': out of range
named refuses it`,
    "a weight missing": `
_s._tcp SRV 0 5060 ns
                   ^^ RDATA SRV near 'ns': not a valid number.
named 1: near 'ns': not a valid number
named refuses it`,
    "a host in front of the numbers": `
_s._tcp SRV ns 0 0 5
            ^^ RDATA SRV near 'ns': not a valid number.
named 1: near 'ns': not a valid number
named refuses it`,
    "an alias of two names": `
a CNAME ns www
           ^^^ RDATA CNAME near 'www': extra input text.
named 1: near 'www': extra input text
named refuses it`,
    "an alias of an empty label": `
a CNAME b..c
        ^^^^ RDATA CNAME near 'b..c': empty label.
named 1: near 'b..c': empty label
named refuses it`,
    "an alias in quotes": `
a CNAME "b"
        ^^^ RDATA CNAME near 'b': unexpected token.
named 1: unexpected token
named refuses it`,
    "no text": `
a TXT
^^^^^ RDATA TXT near end of line: unexpected end of input.
named 1: near eol: unexpected end of input
named refuses it`,
    "a text of no octets": `
a TXT ""`,
    "a text that is not closed": `
a TXT "x
      ^ SYNTAX Unbalanced quotes: a string ends on the line that it begins on.
named 1: unbalanced quotes
named refuses it`,
    "a text that goes on in the next line": `
a TXT "x
      ^ SYNTAX Unbalanced quotes: a string ends on the line that it begins on.
y"
 ^ SYNTAX Unbalanced quotes: a string ends on the line that it begins on.
named 1: unbalanced quotes
named 2: syntax error
named refuses it`,
    "a quote within a word": `
a TXT x"y"z`,
    "an odd number of hexadecimal digits": `
a DS 1 8 2 ABC
^^^^^^^^^^^^^^ RDATA DS near end of line: bad hex encoding.
named 1: near eol: unexpected end of input
named refuses it`,
    "a digest that is too short for its type": `
a DS 1 8 2 ABCD
^^^^^^^^^^^^^^^ RDATA DS near end of line: unexpected end of input.
named 1: near eol: unexpected end of input
named refuses it`,
    "a key of bad base64": `
a DNSKEY 256 3 8 A
^^^^^^^^^^^^^^^^^^ RDATA DNSKEY near end of line: bad base64 encoding.
named 1: near eol: bad base64 encoding
named refuses it`,
    "a tag with a hyphen": `
a CAA 0 is-sue "ca"
        ^^^^^^ RDATA CAA near 'is-sue': syntax error.
named 1: near 'is-sue': syntax error
named refuses it`,
    "an empty tag": `
a CAA 0 "" "ca"
        ^^ RDATA CAA near '': unexpected token.
named 1: unexpected token
named refuses it`,
    "a flag above 8 bits": `
a CAA 256 issue "ca"
      ^^^ RDATA CAA near '256': out of range.
named 1: near '256': out of range
named refuses it`,
    "a number of octets that is not kept": `
a TYPE65280 \\# 3 ABCD
^^^^^^^^^^^^^^^^^^^^^ RDATA TYPE65280 near end of line: unexpected end of input.
named 1: near eol: unexpected end of input
named refuses it`,
    "odd digits": `
a TYPE65280 \\# 1 A
^^^^^^^^^^^^^^^^^^ RDATA TYPE65280 near end of line: bad hex encoding.
named 1: near eol: unexpected end of input
named refuses it`,
    "no octets": `
a TYPE65280 \\# 0`,
    "an unknown type without the sign": `
a TYPE65280 abcd
            ^^^^ RDATA TYPE65280 near 'abcd': syntax error.
named 1: near 'abcd': unknown class/type
named refuses it`,
    "an address by its octets": `
a A \\# 4 C0000202`,
    "an address of three octets": `
a A \\# 3 C00002
^^^^^^^^^^^^^^^ RDATA A near end of line: unexpected end of input.
named 1: near eol: unexpected end of input
named refuses it`,
    "keys of a service in two orders": `
a SVCB 1 . port=1 alpn=h2`,
    "a key twice": `
a SVCB 1 . port=1 port=2
^^^^^^^^^^^^^^^^^^^^^^^^ RDATA SVCB near end of line: duplicate query.
named 1: near eol: duplicate query
named refuses it`,
    "a mandatory key that is missing": `
a SVCB 1 . mandatory=port
^^^^^^^^^^^^^^^^^^^^^^^^^ RDATA SVCB near end of line: inconsistent resource record.
named 1: near eol: disallowed (by application policy)
named refuses it`,
    "a hint that is none": `
a HTTPS 1 . ipv4hint=1.2.3
            ^^^^^^^^^^^^^^ RDATA HTTPS near 'ipv4hint=1.2.3': syntax error.
named 1: near 'ipv4hint=1.2.3': syntax error
named refuses it`,
    "a latitude above 90 degrees": `
a LOC 91 0 0 N 0 0 0 E 0m
      ^^ RDATA LOC near '91': out of range.
named 1: near '91': out of range
named refuses it`,
    "a usage above 8 bits": `
a TLSA 256 0 0 AA
       ^^^ RDATA TLSA near '256': out of range.
named 1: near '256': out of range
named refuses it`,
    "an algorithm without a name": `
a SSHFP x 1 AA
        ^ RDATA SSHFP near 'x': not a valid number.
named 1: near 'x': not a valid number
named refuses it`,
    "a moment that is none": `
a RRSIG A 8 1 5 20261301000000 20260101000000 1 example. AAAA
                ^^^^^^^^^^^^^^ RDATA RRSIG near '20261301000000': out of range.
named 1: near '20261301000000': out of range
named refuses it`,
    "a type list with an unknown one": `
a NSEC b A FOO
           ^^^ RDATA NSEC near 'FOO': unknown class/type.
named 1: near 'FOO': unknown class/type
named refuses it`,
    "a salt that is too long to be one": `
a NSEC3PARAM 1 0 65536 -
                 ^^^^^ RDATA NSEC3PARAM near '65536': out of range.
named 1: near '65536': out of range
named refuses it`,
  },
};
