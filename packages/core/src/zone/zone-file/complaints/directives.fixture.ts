import type { Complaints } from "./complaint.fixture.ts";

/** Directives but $GENERATE. */
export const directiveComplaints: Complaints = {
  $TTL: {
    "no number": `
$TTL abc
     ^^^ TTL 'abc': bad ttl.
named: bad ttl
named refuses it`,
    "nothing behind it": `
$TTL
^^^^ SYNTAX Unexpected end of line: something is missing.
named 1: unexpected end of line
named refuses it`,
    "two numbers": `
$TTL 60 70
        ^^ SYNTAX Extra input text '70'.
named 1: extra input text
named refuses it`,
    quoted: `
$TTL "60"
     ^^^^ SYNTAX Syntax error: no quotes are expected here.
named 1: syntax error
named refuses it`,
    "a unit without a number": `
$TTL h
     ^ TTL 'h': bad ttl.
named: bad ttl
named refuses it`,
    "a number behind its unit": `
$TTL 1h30
     ^^^^ TTL '1h30': bad ttl.
named: bad ttl
named refuses it`,
    "at the largest TTL": `
$TTL 2147483647
a A 192.0.2.2`,
    "one above the largest TTL": `
$TTL 2147483648
     ~~~~~~~~~~ TTL_TOO_LARGE TTL 2147483648 > MAXTTL (2147483647), setting it to 0.
a A 192.0.2.2
named 1: $TTL 2147483648 > MAXTTL, setting $TTL to 0`,
    "at 32 bits": `
$TTL 4294967295
     ~~~~~~~~~~ TTL_TOO_LARGE TTL 4294967295 > MAXTTL (2147483647), setting it to 0.
named 1: $TTL 4294967295 > MAXTTL, setting $TTL to 0`,
    "one above 32 bits": `
$TTL 4294967296
     ^^^^^^^^^^ TTL '4294967296': bad ttl.
named: bad ttl
named refuses it`,
    "weeks that overflow": `
$TTL 9999w
     ^^^^^ TTL '9999w': bad ttl.
named: out of range
named refuses it`,
    negative: `
$TTL -1
     ^^ TTL '-1': bad ttl.
named: bad ttl
named refuses it`,
  },
  $ORIGIN: {
    "nothing behind it": `
$ORIGIN
^^^^^^^ SYNTAX Unexpected end of line: something is missing.
named 1: unexpected end of line
named refuses it`,
    "two names": `
$ORIGIN a b
          ^ SYNTAX Extra input text 'b'.
named 1: extra input text
named refuses it`,
    quoted: `
$ORIGIN "a"
        ^^^ SYNTAX Syntax error: no quotes are expected here.
named 1: syntax error
named refuses it`,
    "an empty label": `
$ORIGIN a..b
        ^^^^ NAME "a..b": empty label.
named 1: empty label
named refuses it`,
    "a label of 64 octets": `
$ORIGIN aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ NAME "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": label too long.
named 1: label too long
named refuses it`,
    "a bad escape": `
$ORIGIN a\\256
        ^^^^^ NAME "a\\256": bad escape.
named 1: bad escape
named refuses it`,
    "another zone": `
$ORIGIN elsewhere.
a A 192.0.2.2
~ OUT_OF_ZONE Ignoring out-of-zone data (a.elsewhere.).
named 2: ignoring out-of-zone data (a.elsewhere)`,
    "the owner before is not the new origin": `
$ORIGIN a
 A 192.0.2.2
 ~ OWNER_AFTER_ORIGIN Record with inherited owner (ns.example.) immediately after $ORIGIN (a.example.).
named 2: record with inherited owner (example) immediately after $ORIGIN (a.example)`,
    "said by the first record alone": `
$ORIGIN a
 A 192.0.2.2
 ~ OWNER_AFTER_ORIGIN Record with inherited owner (ns.example.) immediately after $ORIGIN (a.example.).
 A 192.0.2.3
named 2: record with inherited owner (example) immediately after $ORIGIN (a.example)`,
    "not behind a record of its own": `
$ORIGIN a
@ A 192.0.2.2
 A 192.0.2.3`,
    "the origin is what it was": `
$ORIGIN example.
 A 192.0.2.2
 ~ OWNER_AFTER_ORIGIN Record with inherited owner (ns.example.) immediately after $ORIGIN (example.).
named 2: record with inherited owner (example) immediately after $ORIGIN (example)`,
    "a comment line between does not matter": `
$ORIGIN a
; nothing
 A 192.0.2.2
 ~ OWNER_AFTER_ORIGIN Record with inherited owner (ns.example.) immediately after $ORIGIN (a.example.).
named 3: record with inherited owner (example) immediately after $ORIGIN (a.example)`,
  },
  $INCLUDE: {
    "nothing behind it": `
$INCLUDE
^^^^^^^^ SYNTAX Unexpected end of line: something is missing.
named 1: unexpected end of line
named refuses it`,
    "no such file": `
$INCLUDE missing.db
         ^^^^^^^^^^ INCLUDE_MISSING missing.db: file not found.
named 1: missing.db: file not found
named refuses it`,
    "three words": `
$INCLUDE good.db sub more
                     ^^^^ SYNTAX Extra input text 'more'.
named 1: extra input text
named 1: unexpected end of line
named refuses it`,
    "a good file": `
$INCLUDE good.db`,
    "below a name that is none": `
$INCLUDE good.db a..b
                 ^^^^ NAME "a..b": empty label.
named 1: empty label
named refuses it`,
    "below a quoted name": `
$INCLUDE good.db "sub"
                 ^^^^^ SYNTAX Syntax error: no quotes are expected here.
named 1: syntax error
named refuses it`,
    "a quoted path": `
$INCLUDE "good.db"`,
    "outside of the zone": `
$INCLUDE good.db other.
named: good.db:1: ignoring out-of-zone data (inside.other)`,
    "$INCLUDE behind $DATE": `
$DATE 20260101000000
$INCLUDE good.db
^^^^^^^^^^^^^^^^ SYNTAX $INCLUDE may not be used with $DATE.
named 2: $INCLUDE may not be used with $DATE
named refuses it`,
    "an inherited owner behind the file": `
$INCLUDE good.db sub
 A 192.0.2.2`,
  },
  $DATE: {
    "a moment": `
$DATE 20260101000000`,
    "nothing behind it": `
$DATE
^^^^^ SYNTAX Unexpected end of line: something is missing.
named 1: unexpected end of line
named refuses it`,
    quoted: `
$DATE "20260101000000"
      ^^^^^^^^^^^^^^^^ SYNTAX Syntax error: no quotes are expected here.
named 1: syntax error
named refuses it`,
    "a month of none": `
$DATE 20261301000000
      ^^^^^^^^^^^^^^ SYNTAX '20261301000000' is no moment of 1970 to 2106, YYYYMMDDHHMMSS.
named 1: out of range
named refuses it`,
    "one second later": `
$DATE 21060207062816
      ^^^^^^^^^^^^^^ SYNTAX '21060207062816' is no moment of 1970 to 2106, YYYYMMDDHHMMSS.
named: unexpected error
named 1: $DATE outside epoch
named refuses it`,
    "before 1970": `
$DATE 19691231235959
      ^^^^^^^^^^^^^^ SYNTAX '19691231235959' is no moment of 1970 to 2106, YYYYMMDDHHMMSS.
named: unexpected error
named 1: $DATE outside epoch
named refuses it`,
    "a second for leaping": `
$DATE 20161231235960`,
    "the 29th of a February that has none": `
$DATE 20260229000000
      ^^^^^^^^^^^^^^ SYNTAX '20260229000000' is no moment of 1970 to 2106, YYYYMMDDHHMMSS.
named 1: out of range
named refuses it`,
    "two of them": `
$DATE 20260101000000 20260101000000
                     ^^^^^^^^^^^^^^ SYNTAX Extra input text '20260101000000'.
named 1: extra input text
named refuses it`,
  },
  "directives that are none": {
    "no word behind the sign": `
$
^ UNKNOWN_DIRECTIVE Unknown $ directive '$'.
named 1: unknown $ directive '$'
named 1: unexpected end of line
named refuses it`,
    "a misspelled one": `
$ORIGN a.
^^^^^^ UNKNOWN_DIRECTIVE Unknown $ directive '$ORIGN'.
named 1: unknown $ directive '$ORIGN'
named 1: unknown RR type 'a.'
named refuses it`,
    "one of another server": `
$UNIX x
^^^^^ UNKNOWN_DIRECTIVE Unknown $ directive '$UNIX'.
named 1: unknown $ directive '$UNIX'
named 1: unknown RR type 'x'
named refuses it`,
    "as an owner behind white space": `
 $TTL A 192.0.2.2
 ^^^^ UNKNOWN_TYPE Unknown RR type '$TTL'.
named 1: unknown RR type '$TTL'
named refuses it`,
    "escaped it is an owner": `
\\$TTL A 192.0.2.2
~~~~~~~~~~~~~~~~~ OWNER_NOT_HOST \\$TTL.example.: bad owner name (check-names).
named 1: \\$TTL.example: bad owner name (check-names)`,
    "in lower case": `
$ttl 60
a A 192.0.2.2`,
    "quoted in front": `
"$TTL" 60`,
  },
};
