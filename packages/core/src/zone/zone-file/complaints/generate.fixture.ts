import type { Complaints } from "./complaint.fixture.ts";

/** $GENERATE. */
export const generateComplaints: Complaints = {
  $GENERATE: {
    "nothing behind it": `
$GENERATE
^^^^^^^^^ SYNTAX Unexpected end of line: something is missing.
named 1: unexpected end of line
named refuses it`,
    "no owner": `
$GENERATE 1-2
^^^^^^^^^^^^^ SYNTAX Unexpected end of line: something is missing.
named 1: unexpected end of line
named refuses it`,
    "no type": `
$GENERATE 1-2 h$
^^^^^^^^^^^^^^^^ SYNTAX Unexpected end of line: a record type is expected.
named 1: unexpected end of line
named refuses it`,
    "no data": `
$GENERATE 1-2 h$ A
^^^^^^^^^^^^^^^^^^ SYNTAX Unexpected end of line: something is missing.
named 1: unexpected end of line
named refuses it`,
    "a range that goes down": `
$GENERATE 2-1 h$ A 192.0.2.$
          ^^^ GENERATE $GENERATE: invalid range '2-1'.
named 1: invalid range '2-1'
named refuses it`,
    "a step of none": `
$GENERATE 1-2/0 h$ A 192.0.2.$
          ^^^^^ GENERATE $GENERATE: invalid range '1-2/0'.
named 1: invalid range '1-2/0'
named refuses it`,
    "a step that is missing": `
$GENERATE 1-2/ h$ A 192.0.2.$
          ^^^^ GENERATE $GENERATE: invalid range '1-2/'.
named 1: invalid range '1-2/'
named refuses it`,
    "one number": `
$GENERATE 1 h$ A 192.0.2.$
          ^ GENERATE $GENERATE: invalid range '1'.
named 1: invalid range '1'
named refuses it`,
    "above 31 bits": `
$GENERATE 1-2147483648 h$ A 192.0.2.$
          ^^^^^^^^^^^^ GENERATE $GENERATE: invalid range '1-2147483648'.
named 1: invalid range '1-2147483648'
named refuses it`,
    "a range in quotes": `
$GENERATE "1-2" h$ A 192.0.2.$
          ^^^^^ SYNTAX Syntax error: no quotes are expected here.
named 1: syntax error
named refuses it`,
    "an owner in quotes": `
$GENERATE 1-2 "h$" A 192.0.2.$
              ^^^^ SYNTAX Syntax error: no quotes are expected here.
named 1: syntax error
named refuses it`,
    "two words of data": `
$GENERATE 1-2 h$ MX 10 ns
                       ^^ SYNTAX Extra input text 'ns'.
named 1: unexpected end of input
named 1: extra input text
named refuses it`,
    "an unknown type": `
$GENERATE 1-2 h$ AA 192.0.2.$
                 ^^ UNKNOWN_TYPE Unknown RR type 'AA'.
named 1: unknown RR type 'AA'
named refuses it`,
    "a meta type": `
$GENERATE 1-2 h$ AXFR x
                 ^^^^ META_TYPE Type 'AXFR': invalid use of a meta type.
named 1: meta RR type 'AXFR'
named refuses it`,
    "another class": `
$GENERATE 1-2 h$ CH A 192.0.2.$
                 ^^ CLASS Class 'CH' != zone class 'IN'.
named 1: class 'CH' != zone class 'IN'
named refuses it`,
    "an owner with a bad base": `
$GENERATE 1-2 h\${0,2,q} A 192.0.2.$
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ GENERATE $GENERATE: syntax error behind a $.
named 1: syntax error
named refuses it`,
    "a brace that is not closed": `
$GENERATE 1-2 h\${0,2 A 192.0.2.$
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ GENERATE $GENERATE: syntax error behind a $.
named 1: syntax error
named refuses it`,
    "a width that no number may have": `
$GENERATE 1-2 h\${0,128,d} A 192.0.2.$
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ GENERATE $GENERATE at 1: ran out of space.
named 1: ran out of space
named refuses it`,
    "the widest number makes too long a label": `
$GENERATE 1-2 h\${0,127,d} A 192.0.2.$
              ^^^^^^^^^^^ NAME "h0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000001": label too long.
named 1: label too long
named refuses it`,
    "an offset that overflows": `
$GENERATE 1-2 h\${2147483647} A 192.0.2.$
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ GENERATE $GENERATE at 1: out of range.
named 1: out of range
named refuses it`,
    "an address beyond 255, at the third": `
$GENERATE 254-256 h$ A 192.0.2.$
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ RDATA $GENERATE at 256: A: bad dotted quad.
named 1: bad dotted quad
named refuses it`,
    "a bad owner": `
$GENERATE 1-2 h$..x A 192.0.2.$
              ^^^^^ NAME "h1..x": empty label.
named 1: empty label
named refuses it`,
    "another zone": `
$GENERATE 1-2 h$.other. A 192.0.2.$
              ~~~~~~~~~ OUT_OF_ZONE Ignoring out-of-zone data (h1.other.).
              ~~~~~~~~~ OUT_OF_ZONE Ignoring out-of-zone data (h2.other.).
named 1: ignoring out-of-zone data (h1.other)
named 1: ignoring out-of-zone data (h2.other)`,
    "names that are no hosts' are not looked at": `
$GENERATE 1-2 h_$ A 192.0.2.$`,
    "a parenthesis is open": `
$GENERATE 1-2 h$ A ( 192.0.2.$ )
                     ^^^^^^^^^ SYNTAX Unbalanced parentheses: the data of $GENERATE stand outside.
named 1: unbalanced parentheses
named refuses it`,
    "a TTL that is too large": `
$GENERATE 1-2 h$ 2147483648 A 192.0.2.$
                 ~~~~~~~~~~ TTL_TOO_LARGE TTL 2147483648 > MAXTTL (2147483647), setting it to 0.
named 1: $TTL 2147483648 > MAXTTL, setting $TTL to 0`,
    "aliases of one name": `
$GENERATE 1-2 h CNAME ns$
^^^^^^^^^^^^^^^^^^^^^^^^^ SINGLETON h.example. CNAME: multiple RRs of singleton type.
named 1: h.example: multiple RRs of singleton type
named refuses it`,
    "the name server below a wildcard": `
$GENERATE 1-2 *.h$ NS ns
^^^^^^^^^^^^^^^^^^^^^^^^ WILDCARD_NS *.h1.example.: invalid NS owner name (wildcard).
^^^^^^^^^^^^^^^^^^^^^^^^ WILDCARD_NS *.h2.example.: invalid NS owner name (wildcard).
named 1: *.h1.example: invalid NS owner name (wildcard)
named 1: *.h2.example: invalid NS owner name (wildcard)
named refuses it`,
  },
};
