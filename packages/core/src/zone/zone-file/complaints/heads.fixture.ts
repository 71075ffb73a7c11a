import type { Complaints } from "./complaint.fixture.ts";

/** Class, TTL and type of records. */
export const headComplaints: Complaints = {
  heads: {
    "an owner alone": `
a
^ SYNTAX Unexpected end of line: a record type is expected.
named 1: unexpected end of line
named refuses it`,
    "an owner and a TTL": `
a 60
^^^^ SYNTAX Unexpected end of line: a record type is expected.
named 1: unexpected end of line
named refuses it`,
    "an owner and a class": `
a IN
^^^^ SYNTAX Unexpected end of line: a record type is expected.
named 1: unexpected end of line
named refuses it`,
    "an owner, a TTL and a class": `
a 60 IN
^^^^^^^ SYNTAX Unexpected end of line: a record type is expected.
named 1: unexpected end of line
named refuses it`,
    "no data": `
a A
^^^ RDATA A near end of line: unexpected end of input.
named 1: near eol: unexpected end of input
named refuses it`,
    "a type that is none": `
a AAAAA ::1
  ^^^^^ UNKNOWN_TYPE Unknown RR type 'AAAAA'.
named 1: unknown RR type 'AAAAA'
named refuses it`,
    "a type that is misspelled": `
a CNAM ns
  ^^^^ UNKNOWN_TYPE Unknown RR type 'CNAM'.
named 1: unknown RR type 'CNAM'
named refuses it`,
    "two TTLs": `
a 60 60 A 192.0.2.2
     ^^ UNKNOWN_TYPE Unknown RR type '60'.
named 1: unknown RR type '60'
named refuses it`,
    "two classes": `
a IN IN A 192.0.2.2
     ^^ UNKNOWN_TYPE Unknown RR type 'IN'.
named 1: unknown RR type 'IN'
named refuses it`,
    "a TTL with a unit that is none": `
a 60x A 192.0.2.2
  ^^^ UNKNOWN_TYPE Unknown RR type '60x'.
named 1: unknown RR type '60x'
named refuses it`,
    "a class of another time": `
a CH TXT x
  ^^ CLASS Class 'CH' != zone class 'IN'.
named 1: class 'CH' != zone class 'IN'
named refuses it`,
    "a class by number": `
a CLASS3 TXT x
  ^^^^^^ CLASS Class 'CH' != zone class 'IN'.
named 1: class 'CH' != zone class 'IN'
named refuses it`,
    "the class's own number": `
a CLASS1 TXT x`,
    "class 0 says nothing": `
a CLASS0 TXT x`,
    "a class beyond 16 bits": `
a CLASS65536 TXT x
  ^^^^^^^^^^ UNKNOWN_TYPE Unknown RR type 'CLASS65536'.
named 1: unknown RR type 'CLASS65536'
named refuses it`,
    "TTL and class in the other order, with a type by number": `
a IN 60 TYPE16 x`,
    "a type beyond 16 bits": `
a TYPE65536 \\# 0
  ^^^^^^^^^ UNKNOWN_TYPE Unknown RR type 'TYPE65536'.
named 1: unknown RR type 'TYPE65536'
named refuses it`,
    "type 0": `
a TYPE0 \\# 0
  ^^^^^ META_TYPE Type 'TYPE0': invalid use of a meta type.
named 1: near '0': invalid use of a meta type
named refuses it`,
    "a question's type": `
a ANY \\# 0
      ^^ UNKNOWN_TYPE Unknown RR type '\\#'.
named 1: unknown RR type '\\#'
named refuses it`,
    "a transfer's type": `
a IXFR x
  ^^^^ META_TYPE Type 'IXFR': invalid use of a meta type.
named 1: type 'IXFR': invalid use of a meta type
named 1: near 'x': unknown class/type
named refuses it`,
    "a message's type": `
a TSIG \\# 0
  ^^^^ META_TYPE Type 'TSIG': invalid use of a meta type.
named 1: type 'TSIG': invalid use of a meta type
named 1: near '0': invalid use of a meta type
named refuses it`,
    "a type that MX replaced": `
a MD b
  ^^ OBSOLETE_TYPE Type 'MD': obsolete.
named 1: type 'MD': obsolete
named refuses it`,
    "the other one, by number": `
a TYPE4 b
  ^^^^^ OBSOLETE_TYPE Type 'MF': obsolete.
named 1: type 'MF': obsolete
named refuses it`,
    "the first one with bad data": `
a MD b c
  ^^ OBSOLETE_TYPE Type 'MD': obsolete.
       ^ RDATA MD near 'c': extra input text.
named 1: type 'MD': obsolete
named 1: near 'c': extra input text
named refuses it`,
    "a quoted type": `
a "TXT" x
  ^^^^^ SYNTAX Syntax error: a record type is not quoted.
named 1: syntax error
named refuses it`,
    "a quoted TTL": `
a "60" TXT x
  ^^^^ SYNTAX Syntax error: a record type is not quoted.
named 1: syntax error
named refuses it`,
    "a quoted class": `
a "IN" TXT x
  ^^^^ SYNTAX Syntax error: a record type is not quoted.
named 1: syntax error
named refuses it`,
    "a TTL at 31 bits": `
a 2147483647 TXT x`,
    "a TTL above 31 bits": `
a 2147483648 TXT x
  ~~~~~~~~~~ TTL_TOO_LARGE TTL 2147483648 > MAXTTL (2147483647), setting it to 0.
named 1: $TTL 2147483648 > MAXTTL, setting $TTL to 0`,
    "a TTL above 32 bits": `
a 4294967296 TXT x
  ^^^^^^^^^^ UNKNOWN_TYPE Unknown RR type '4294967296'.
named 1: unknown RR type '4294967296'
named refuses it`,
    "an empty TTL of units": `
a 1w2d3h4m5s TXT x`,
    "sets of two TTLs": `
a 60 A 192.0.2.2
a 61 A 192.0.2.3
~~~~~~~~~~~~~~~~ TTL_DIFFERS TTL 61 set to prior TTL (60): records of a set share one.
named 2: TTL set to prior TTL (60)`,
    "and of three": `
a 60 A 192.0.2.2
a 61 A 192.0.2.3
~~~~~~~~~~~~~~~~ TTL_DIFFERS TTL 61 set to prior TTL (60): records of a set share one.
a 62 A 192.0.2.4
~~~~~~~~~~~~~~~~ TTL_DIFFERS TTL 62 set to prior TTL (60): records of a set share one.
named 2: TTL set to prior TTL (60)
named 3: TTL set to prior TTL (60)`,
    "types of one owner have a TTL each": `
a 60 A 192.0.2.2
a 61 AAAA 2001:db8::1`,
    "a set that is taken up again has its own": `
a 60 A 192.0.2.2
b 60 A 192.0.2.2
a 61 A 192.0.2.3`,
    "a comment without its sign": `
a A 192.0.2.2 comment
              ^^^^^^^ RDATA A near 'comment': extra input text.
named 1: near 'comment': extra input text
named refuses it`,
    "a word that says what it is": `
comment here
        ^^^^ UNKNOWN_TYPE Unknown RR type 'here'.
named 1: unknown RR type 'here'
named refuses it`,
  },
};
