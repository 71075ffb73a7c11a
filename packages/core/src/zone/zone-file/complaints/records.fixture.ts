import type { Complaints } from "./complaint.fixture.ts";

/** Owners and names of records. */
export const recordComplaints: Complaints = {
  owners: {
    "an empty label": `
a..b TXT x
^^^^ NAME "a..b": empty label.
named 1: empty label
named refuses it`,
    "a dot in front": `
.a TXT x
^^ NAME ".a": empty label.
named 1: empty label
named refuses it`,
    "a label of 63 octets": `
aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa TXT x`,
    "a label of 64": `
aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa TXT x
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ NAME "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": label too long.
named 1: label too long
named refuses it`,
    "an escape of two digits": `
a\\25 TXT x
^^^^ NAME "a\\25": bad escape.
named 1: unexpected end of input
named refuses it`,
    "an escape above 255": `
a\\256 TXT x
^^^^^ NAME "a\\256": bad escape.
named 1: bad escape
named refuses it`,
    "an escape of a letter is the letter": `
\\a TXT x`,
    "an escape at the end": `
a\\ TXT x
       ^ UNKNOWN_TYPE Unknown RR type 'x'.
named 1: unknown RR type 'x'
named refuses it`,
    "an asterisk within": `
a.*.b TXT x
~~~~~ INNER_WILDCARD Owner name 'a.*.b.example.' contains a non-terminal wildcard.
named 1: warning: ownername 'a.*.b.example' contains an non-terminal wildcard`,
    "said once for lines that follow each other": `
a.*.b TXT x
~~~~~ INNER_WILDCARD Owner name 'a.*.b.example.' contains a non-terminal wildcard.
a.*.b TXT y
 TXT z
named 1: warning: ownername 'a.*.b.example' contains an non-terminal wildcard`,
    "said again behind another owner": `
a.*.b TXT x
~~~~~ INNER_WILDCARD Owner name 'a.*.b.example.' contains a non-terminal wildcard.
c TXT y
a.*.b TXT z
~~~~~ INNER_WILDCARD Owner name 'a.*.b.example.' contains a non-terminal wildcard.
named 1: warning: ownername 'a.*.b.example' contains an non-terminal wildcard
named 3: warning: ownername 'a.*.b.example' contains an non-terminal wildcard`,
    "a wildcard's name server": `
*.a NS ns
^^^^^^^^^ WILDCARD_NS *.a.example.: invalid NS owner name (wildcard).
named 1: *.a.example: invalid NS owner name (wildcard)
named refuses it`,
    "a wildcard's alias": `
*.a CNAME ns`,
    "a wildcard's delegation of names": `
*.a DNAME other.`,
    "outside of the zone": `
www.example.org. A 192.0.2.2
~~~~~~~~~~~~~~~~ OUT_OF_ZONE Ignoring out-of-zone data (www.example.org.).
named 1: ignoring out-of-zone data (www.example.org)`,
    "a name that only ends like the zone's": `
myexample. A 192.0.2.2
~~~~~~~~~~ OUT_OF_ZONE Ignoring out-of-zone data (myexample.).
named 1: ignoring out-of-zone data (myexample)`,
    "outside, and what follows without an owner": `
www.example.org. A 192.0.2.2
~~~~~~~~~~~~~~~~ OUT_OF_ZONE Ignoring out-of-zone data (www.example.org.).
 AAAA 2001:db8::1
named 1: ignoring out-of-zone data (www.example.org)`,
    "data outside of the zone are read all the same": `
www.example.org. A 192.0.2
~~~~~~~~~~~~~~~~ OUT_OF_ZONE Ignoring out-of-zone data (www.example.org.).
                   ^^^^^^^ RDATA A near '192.0.2': bad dotted quad.
named 1: ignoring out-of-zone data (www.example.org)
named 1: near '192.0.2': bad dotted quad
named refuses it`,
    "the root": `
. A 192.0.2.2
~ OUT_OF_ZONE Ignoring out-of-zone data (.).
named 1: ignoring out-of-zone data (.)`,
    "an owner that is an address": `
192.0.2.2 A 192.0.2.2`,
    "an underscore before an address": `
_a A 192.0.2.2
~~~~~~~~~~~~~~ OWNER_NOT_HOST _a.example.: bad owner name (check-names).
named 1: _a.example: bad owner name (check-names)`,
    "an underscore before a text": `
_a TXT x`,
    "an underscore below which hosts stand": `
a._tcp A 192.0.2.2
~~~~~~~~~~~~~~~~~~ OWNER_NOT_HOST a._tcp.example.: bad owner name (check-names).
named 1: a._tcp.example: bad owner name (check-names)`,
    "a hyphen in front": `
-a A 192.0.2.2
~~~~~~~~~~~~~~ OWNER_NOT_HOST -a.example.: bad owner name (check-names).
named 1: -a.example: bad owner name (check-names)`,
    "a hyphen behind": `
a- AAAA 2001:db8::1
~~~~~~~~~~~~~~~~~~~ OWNER_NOT_HOST a-.example.: bad owner name (check-names).
named 1: a-.example: bad owner name (check-names)`,
    "two hyphens within": `
xn--a A 192.0.2.2`,
    "a slash, as RFC 2317 has them": `
0/25 CNAME ns`,
    "the same with an address": `
0/25 A 192.0.2.2
~~~~~~~~~~~~~~~~ OWNER_NOT_HOST 0/25.example.: bad owner name (check-names).
named 1: 0/25.example: bad owner name (check-names)`,
    "mail at a name that is no host's": `
a_b MX 10 ns
~~~~~~~~~~~~ OWNER_NOT_HOST a_b.example.: bad owner name (check-names).
named 1: a_b.example: bad owner name (check-names)`,
    "Active Directory's catalogue": `
gc._msdcs A 192.0.2.2`,
    "what stands below it": `
a.gc._msdcs A 192.0.2.2
~~~~~~~~~~~~~~~~~~~~~~~ OWNER_NOT_HOST a.gc._msdcs.example.: bad owner name (check-names).
named 1: a.gc._msdcs.example: bad owner name (check-names)`,
    "a mail policy's macro": `
a._spf A 192.0.2.2`,
    "the same for IPv6": `
a._spf AAAA 2001:db8::1
~~~~~~~~~~~~~~~~~~~~~~~ OWNER_NOT_HOST a._spf.example.: bad owner name (check-names).
named 1: a._spf.example: bad owner name (check-names)`,
    "a hash that is none": `
abc NSEC3 1 0 0 - 2T7B4G4VSA5SMI47K61MV5BV1A22BOJR A
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ OWNER_NOT_HOST abc.example.: bad owner name (check-names).
named 1: abc.example: bad owner name (check-names)
named refuses it`,
  },
  "names in data": {
    "a server with an underscore": `
a NS n_s
~~~~~~~~ TARGET_NOT_HOST n_s.example.: bad name (check-names).
~~~~~~~~ TARGET_WITHOUT_ADDRESS a.example./NS 'n_s.example.' has no address records (A or AAAA).
named 1: warning: n_s.example: bad name (check-names)
named: a.example/NS 'n_s.example' has no address records (A or AAAA)`,
    "a server that looks like an address": `
a NS 192.0.2.2
     ~~~~~~~~~ NS_IS_ADDRESS NS record '192.0.2.2' appears to be an address.
~~~~~~~~~~~~~~ TARGET_WITHOUT_ADDRESS a.example./NS '192.0.2.2.example.' has no address records (A or AAAA).
named 1: NS record '192.0.2.2' appears to be an address
named: a.example/NS '192.0.2.2.example' has no address records (A or AAAA)`,
    "the same with a final dot": `
a NS 192.0.2.2.
     ~~~~~~~~~~ NS_IS_ADDRESS NS record '192.0.2.2.' appears to be an address.
named 1: NS record '192.0.2.2.' appears to be an address`,
    "mail to an address": `
a MX 10 192.0.2.2
        ~~~~~~~~~ MX_IS_ADDRESS '192.0.2.2': MX is an address.
~~~~~~~~~~~~~~~~~ TARGET_WITHOUT_ADDRESS a.example./MX '192.0.2.2.example.' has no address records (A or AAAA).
named 1: warning: '192.0.2.2': MX is an address
named: a.example/MX '192.0.2.2.example' has no address records (A or AAAA)`,
    "mail to an IPv6 address": `
a MX 10 2001:db8::1
        ~~~~~~~~~~~ MX_IS_ADDRESS '2001:db8::1': MX is an address.
~~~~~~~~~~~~~~~~~~~ TARGET_NOT_HOST 2001:db8::1.example.: bad name (check-names).
~~~~~~~~~~~~~~~~~~~ TARGET_WITHOUT_ADDRESS a.example./MX '2001:db8::1.example.' has no address records (A or AAAA).
named 1: warning: '2001:db8::1': MX is an address
named 1: warning: 2001:db8::1.example: bad name (check-names)
named: a.example/MX '2001:db8::1.example' has no address records (A or AAAA)`,
    "mail to a name that is no host's": `
a MX 10 m_x
~~~~~~~~~~~ TARGET_NOT_HOST m_x.example.: bad name (check-names).
~~~~~~~~~~~ TARGET_WITHOUT_ADDRESS a.example./MX 'm_x.example.' has no address records (A or AAAA).
named 1: warning: m_x.example: bad name (check-names)
named: a.example/MX 'm_x.example' has no address records (A or AAAA)`,
    "a service at such a name": `
_s._tcp SRV 0 0 5 s_v
~~~~~~~~~~~~~~~~~~~~~ TARGET_NOT_HOST s_v.example.: bad name (check-names).
~~~~~~~~~~~~~~~~~~~~~ TARGET_WITHOUT_ADDRESS _s._tcp.example./SRV 's_v.example.' has no address records (A or AAAA).
named 1: warning: s_v.example: bad name (check-names)
named: _s._tcp.example/SRV 's_v.example' has no address records (A or AAAA)`,
    "an alias of one": `
a CNAME c_n`,
    "a pointer to one where nothing is reversed": `
a PTR p_r`,
    "a mailbox with an underscore": `
a RP h_m. .`,
    "a mailbox at a name that is no host's": `
a RP h.m_b. .
~~~~~~~~~~~~~ TARGET_NOT_HOST h.m_b.: bad name (check-names).
named 1: warning: h.m_b: bad name (check-names)`,
    "a service binding to one": `
a SVCB 1 s_b.
~~~~~~~~~~~~~ TARGET_NOT_HOST s_b.: bad name (check-names).
named 1: warning: s_b: bad name (check-names)`,
    "an alias of services": `
a SVCB 0 s_b.`,
    AFS: `
a AFSDB 1 a_f.
~~~~~~~~~~~~~~ TARGET_NOT_HOST a_f.: bad name (check-names).
named 1: warning: a_f: bad name (check-names)`,
    "routed through one": `
a RT 1 r_t.
~~~~~~~~~~~ TARGET_NOT_HOST r_t.: bad name (check-names).
named 1: warning: r_t: bad name (check-names)`,
    "mailboxes of a list": `
a MINFO a.m_b. b.
~~~~~~~~~~~~~~~~~ TARGET_NOT_HOST a.m_b.: bad name (check-names).
named 1: warning: a.m_b: bad name (check-names)`,
  },
  "the SOA": {
    "one of another name": `
a SOA ns h 1 2 3 4 5
^^^^^^^^^^^^^^^^^^^^ SOA_NOT_AT_APEX SOA record not at top of zone (a.example.).
named 1: SOA record not at top of zone (a.example)
named refuses it`,
    "a second one": `
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ SINGLETON example. SOA: multiple RRs of singleton type.
@ SOA ns h 9 2 3 4 5
named: example: multiple RRs of singleton type
named refuses it`,
    "the same again": `
@ SOA ns hostmaster 1 2h 3 4w 5`,
    "the same but for its spelling": `
@ SOA NS HOSTMASTER 1 7200 3 2419200 5`,
  },
};
