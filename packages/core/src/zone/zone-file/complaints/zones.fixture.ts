import type { Complaints } from "./complaint.fixture.ts";

/** Zones that could be read: aliases, servers, delegations. */
export const zoneComplaints: Complaints = {
  aliases: {
    "beside an address": `
a CNAME ns
^^^^^^^^^^ CNAME_AND_OTHER_DATA a.example.: CNAME and other data.
a A 192.0.2.2
named: a.example: CNAME and other data
named refuses it`,
    "beside a signature and its chain": `
a CNAME ns
a NSEC b CNAME
a RRSIG CNAME 8 2 5 20300101000000 20200101000000 7 example. AAAA`,
    "at the zone's own name": `
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CNAME_AND_OTHER_DATA example.: CNAME and other data.
@ CNAME ns
named: example: CNAME and other data
named refuses it`,
    "two of them": `
a CNAME ns
^^^^^^^^^^ SINGLETON a.example. CNAME: multiple RRs of singleton type.
a CNAME www
named: a.example: multiple RRs of singleton type
named refuses it`,
    "the same twice": `
a CNAME ns
a CNAME NS`,
    "beside a delegation": `
a CNAME ns
^^^^^^^^^^ CNAME_AND_OTHER_DATA a.example.: CNAME and other data.
a NS ns
named: a.example: CNAME and other data
named refuses it`,
    "beside a delegation of names": `
a CNAME ns
^^^^^^^^^^ CNAME_AND_OTHER_DATA a.example.: CNAME and other data.
a DNAME other.
named: a.example: CNAME and other data
named refuses it`,
    "two delegations of names": `
a DNAME b.
^^^^^^^^^^ SINGLETON a.example. DNAME: multiple RRs of singleton type.
a DNAME c.
named: a.example: multiple RRs of singleton type
named refuses it`,
    "a chain of them in a circle says nothing": `
a CNAME b
b CNAME a`,
  },
  "servers of the zone": {
    "one without an address": `
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ NS_WITHOUT_ADDRESS NS 'b.example.' has no address records (A or AAAA).
@ NS b
named: NS 'b.example' has no address records (A or AAAA)
named refuses it`,
    "one that is an alias": `
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ NS_IS_ALIAS NS 'b.example.' is a CNAME (illegal).
@ NS b
b CNAME ns
named: NS 'b.example' is a CNAME (illegal)
named refuses it`,
    "one below a delegation of names": `
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ NS_IS_ALIAS NS 'x.b.example.' is below a DNAME 'b.example.' (illegal).
@ NS x.b
b DNAME other.
named: NS 'x.b.example' is below a DNAME 'b.example' (illegal)
named refuses it`,
    "one below a delegation, with its address": `
@ NS x.b
b NS ns
x.b A 192.0.2.2`,
    "one elsewhere": `
@ NS ns.example.org.`,
    "one whose address a wildcard has": `
@ NS b
* A 192.0.2.2`,
    "one that is an empty non-terminal": `
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ NS_WITHOUT_ADDRESS NS 'b.example.' has no address records (A or AAAA).
@ NS b
a.b A 192.0.2.2
named: NS 'b.example' has no address records (A or AAAA)
named refuses it`,
  },
  delegations: {
    "without glue": `
s NS ns.s
~~~~~~~~~ GLUE_MISSING s.example./NS 'ns.s.example.' has no REQUIRED GLUE address records (A or AAAA).
named: s.example/NS 'ns.s.example' has no REQUIRED GLUE address records (A or AAAA)`,
    "with glue": `
s NS ns.s
ns.s A 192.0.2.2`,
    "with glue of IPv6": `
s NS ns.s
ns.s AAAA 2001:db8::1`,
    "with a text in place of glue": `
s NS ns.s
~~~~~~~~~ GLUE_MISSING s.example./NS 'ns.s.example.' has no REQUIRED GLUE address records (A or AAAA).
ns.s TXT x
~~~~~~~~~~ OCCLUDED ns.s.example. stands below the delegation s.example.: no question will ever see it.
named: s.example/NS 'ns.s.example' has no REQUIRED GLUE address records (A or AAAA)`,
    "a sibling's server without its address": `
s NS ns.t
~~~~~~~~~ GLUE_MISSING s.example./NS 'ns.t.example.' has no SIBLING GLUE address records (A or AAAA).
t NS ns
named: s.example/NS 'ns.t.example' has no SIBLING GLUE address records (A or AAAA)`,
    "a server that does not exist": `
s NS nowhere
~~~~~~~~~~~~ TARGET_WITHOUT_ADDRESS s.example./NS 'nowhere.example.' has no address records (A or AAAA).
named: s.example/NS 'nowhere.example' has no address records (A or AAAA)`,
    "a server that is an alias": `
s NS b
~~~~~~ NS_IS_ALIAS s.example./NS 'b.example.' is a CNAME (illegal).
b CNAME ns
named: s.example/NS 'b.example' is a CNAME (illegal)`,
    "a server below a delegation of names": `
s NS x.b
~~~~~~~~ NS_IS_ALIAS s.example./NS 'x.b.example.' is below a DNAME 'b.example.' (illegal).
b DNAME other.
named: s.example/NS 'x.b.example' is below a DNAME 'b.example' (illegal)`,
    "of two servers the one without": `
s NS ns
~~~~~~~ GLUE_MISSING s.example./NS 'ns.s.example.' has no REQUIRED GLUE address records (A or AAAA).
s NS ns.s
named: s.example/NS 'ns.s.example' has no REQUIRED GLUE address records (A or AAAA)`,
    "data that nobody will see": `
s NS ns
www.s A 192.0.2.2
~~~~~~~~~~~~~~~~~ OCCLUDED www.s.example. stands below the delegation s.example.: no question will ever see it.`,
    "a delegation below a delegation": `
s NS ns
t.s NS ns.t.s
~~~~~~~~~~~~~ OCCLUDED t.s.example. stands below the delegation s.example.: no question will ever see it.`,
    "data at the delegation itself": `
s NS ns
s TXT x`,
    "a delegation of names over data": `
s DNAME other.
www.s A 192.0.2.2
~~~~~~~~~~~~~~~~~ OCCLUDED www.s.example. stands below the DNAME s.example.: no question will ever see it.`,
    "a wildcard below a delegation": `
s NS ns
*.s A 192.0.2.2
~~~~~~~~~~~~~~~ OCCLUDED *.s.example. stands below the delegation s.example.: no question will ever see it.`,
    "its DS with an old digest": `
s NS ns
~~~~~~~ DEPRECATED_DIGEST s.example./DS deprecated digest type 1 (SHA-1).
s DS 1 8 1 0000000000000000000000000000000000000000
named: s.example/DS deprecated digest type 1 (SHA-1)`,
    "a DS that nothing is delegated to": `
s DS 1 8 2 0000000000000000000000000000000000000000000000000000000000000000`,
    "the zone's own DS": `
@ DS 1 8 2 0000000000000000000000000000000000000000000000000000000000000000
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ DS_AT_APEX DS record at top of zone (example.).
named: DS record at top of zone (example)
named refuses it`,
  },
};
