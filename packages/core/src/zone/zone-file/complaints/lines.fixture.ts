import type { Complaints } from "./complaint.fixture.ts";

/** Lines and words. */
export const lineComplaints: Complaints = {
  parentheses: {
    "never closed": `
a A ( 192.0.2.2
^ SYNTAX Unbalanced parentheses.
named 1: unbalanced parentheses
named refuses it`,
    "closed without being open": `
a A 192.0.2.2 )
              ^ SYNTAX Unbalanced parentheses.
named 1: unbalanced parentheses
named refuses it`,
    "open over several lines": `
a TXT ( "one" ; first
  "two"
  ) ; end`,
    "an owner behind them": `
( a ) A 192.0.2.2`,
    "white space in front of them": `
 ( TXT
 x )`,
    "nothing but them": `
( )`,
    "closed twice": `
a A ( 192.0.2.2 ))
                 ^ SYNTAX Unbalanced parentheses.
named 1: unbalanced parentheses
named refuses it`,
    "the next line is read": `
a A 192.0.2.2 )
              ^ SYNTAX Unbalanced parentheses.
b A 192.0.2
    ^^^^^^^ RDATA A near '192.0.2': bad dotted quad.
named 1: unbalanced parentheses
named 2: near '192.0.2': bad dotted quad
named refuses it`,
    "a comment hides one": `
a A 192.0.2.2 ; (`,
    "an escape hides one": `
a TXT \\( x`,
    "a quote hides one": `
a TXT "( x"`,
    "a fault inside, in the second line": `
a MX ( 10
  a..b )
  ^^^^ RDATA MX near 'a..b': empty label.
named: near 'a..b': empty label
named refuses it`,
    "a fault behind, in the third line": `
a SOA (
^^^^^^^ RDATA SOA near end of line: unexpected end of input.
  ns
  hostmaster )
named 3: near eol: unexpected end of input
named refuses it`,
  },
  "quotes and escapes": {
    "a quote that is never closed": `
a TXT "x
      ^ SYNTAX Unbalanced quotes: a string ends on the line that it begins on.
named 1: unbalanced quotes
named refuses it`,
    "an escaped quote does not close": `
a TXT "x\\"
      ^ SYNTAX Unbalanced quotes: a string ends on the line that it begins on.
named 1: unbalanced quotes
named refuses it`,
    "a backslash before the end of a line": `
a TXT x\\
      ^^ RDATA TXT near 'x\\': syntax error.
named 1: near 'x\\': syntax error
named refuses it`,
    "a decimal escape that is cut off": `
a TXT \\1
      ^^ RDATA TXT near '\\1': syntax error.
named 1: near '\\1': syntax error
named refuses it`,
    "one above 255": `
a TXT "\\256"
      ^^^^^^ RDATA TXT near '\\256': syntax error.
named 1: syntax error
named refuses it`,
    "one that is no number": `
a TXT \\1x2
      ^^^^ RDATA TXT near '\\1x2': syntax error.
named 1: near '\\1x2': syntax error
named refuses it`,
    "a semicolon within quotes": `
a TXT "x;y"`,
    "a semicolon within a word": `
a TXT x;y`,
    "an escaped semicolon": `
a TXT x\\;y`,
    "quotes next to each other": `
a TXT "x""y"`,
    "255 octets": `
a TXT aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa`,
    "256 octets": `
a TXT aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ RDATA TXT near 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa': syntax error.
named 1: near 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa': syntax error
named refuses it`,
    "256 octets within quotes": `
a TXT "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ RDATA TXT near 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa': syntax error.
named 1: syntax error
named refuses it`,
    "255 octets written with escapes": `
a TXT \\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097`,
    "256 octets written with escapes": `
a TXT \\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ RDATA TXT near '\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097': syntax error.
named 1: near '\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097\\097': syntax error
named refuses it`,
  },
  "faults that meet": {
    "each line its own": `
a A 192.0.2
    ^^^^^^^ RDATA A near '192.0.2': bad dotted quad.
b MX ns
     ^^ RDATA MX near 'ns': not a valid number.
c FOO x
  ^^^ UNKNOWN_TYPE Unknown RR type 'FOO'.
named 1: near '192.0.2': bad dotted quad
named 2: near 'ns': not a valid number
named 3: unknown RR type 'FOO'
named refuses it`,
    "a bad line leaves the owner that it names": `
a A 192.0.2
    ^^^^^^^ RDATA A near '192.0.2': bad dotted quad.
 AAAA 2001:db8::1
named 1: near '192.0.2': bad dotted quad
named refuses it`,
    "a bad name leaves the owner before": `
a..b A 192.0.2.2
^^^^ NAME "a..b": empty label.
 AAAA 2001:db8::1
named 1: empty label
named refuses it`,
    "a bad origin leaves the origin before": `
$ORIGIN a..b
        ^^^^ NAME "a..b": empty label.
named 1: empty label
named refuses it`,
    "a bad TTL leaves the TTL before": `
$TTL x
     ^ TTL 'x': bad ttl.
c A 192.0.2.2
named: bad ttl
named refuses it`,
    "a bad file in the middle": `
a A 192.0.2.2
$INCLUDE missing.db
         ^^^^^^^^^^ INCLUDE_MISSING missing.db: file not found.
b A 192.0.2
    ^^^^^^^ RDATA A near '192.0.2': bad dotted quad.
named 2: missing.db: file not found
named 3: near '192.0.2': bad dotted quad
named refuses it`,
    "two faults of one record: the type and the class": `
a CH FOO x
     ^^^ UNKNOWN_TYPE Unknown RR type 'FOO'.
named 1: unknown RR type 'FOO'
named refuses it`,
    "the class and the data": `
a CH A x
  ^^ CLASS Class 'CH' != zone class 'IN'.
named 1: class 'CH' != zone class 'IN'
named refuses it`,
    "a name that is no host's twice": `
a_b MX 10 c_d
~~~~~~~~~~~~~ OWNER_NOT_HOST a_b.example.: bad owner name (check-names).
~~~~~~~~~~~~~ TARGET_NOT_HOST c_d.example.: bad name (check-names).
~~~~~~~~~~~~~ TARGET_WITHOUT_ADDRESS a_b.example./MX 'c_d.example.' has no address records (A or AAAA).
named 1: a_b.example: bad owner name (check-names)
named 1: warning: c_d.example: bad name (check-names)
named: a_b.example/MX 'c_d.example' has no address records (A or AAAA)`,
  },
};
