import type { Complaints } from "./complaint.fixture.ts";

/** Zones that could be read: mail, services, keys. */
export const targetComplaints: Complaints = {
  "mail and services": {
    "mail to nobody": `
a MX 10 b
~~~~~~~~~ TARGET_WITHOUT_ADDRESS a.example./MX 'b.example.' has no address records (A or AAAA).
named: a.example/MX 'b.example' has no address records (A or AAAA)`,
    "mail to an alias": `
a MX 10 b
~~~~~~~~~ TARGET_IS_ALIAS a.example./MX 'b.example.' is a CNAME (illegal).
b CNAME ns
named: a.example/MX 'b.example' is a CNAME (illegal)`,
    "mail to a host below a delegation of names": `
a MX 10 x.b
~~~~~~~~~~~ TARGET_IS_ALIAS a.example./MX 'x.b.example.' is below a DNAME 'b.example.' (illegal).
b DNAME other.
named: a.example/MX 'x.b.example' is below a DNAME 'b.example' (illegal)`,
    "no mail": `
a MX 0 .`,
    "mail to a host of a delegation": `
a MX 10 x.s
s NS ns`,
    "mail to the zone itself, which has no address": `
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ TARGET_WITHOUT_ADDRESS example./MX 'example.' has no address records (A or AAAA).
@ MX 10 @
named: example/MX 'example' has no address records (A or AAAA)`,
    "mail of a wildcard": `
*.a MX 10 b
~~~~~~~~~~~ TARGET_WITHOUT_ADDRESS *.a.example./MX 'b.example.' has no address records (A or AAAA).
named: *.a.example/MX 'b.example' has no address records (A or AAAA)`,
    "a service of nobody": `
_s._tcp SRV 0 0 5 b
~~~~~~~~~~~~~~~~~~~ TARGET_WITHOUT_ADDRESS _s._tcp.example./SRV 'b.example.' has no address records (A or AAAA).
named: _s._tcp.example/SRV 'b.example' has no address records (A or AAAA)`,
    "a service of an alias": `
_s._tcp SRV 0 0 5 b
~~~~~~~~~~~~~~~~~~~ TARGET_IS_ALIAS _s._tcp.example./SRV 'b.example.' is a CNAME (illegal).
b CNAME ns
named: _s._tcp.example/SRV 'b.example' is a CNAME (illegal)`,
    "no service": `
_s._tcp SRV 0 0 0 .`,
    "SPF without its text": `
a SPF "v=spf1 -all"
~~~~~~~~~~~~~~~~~~~ SPF_WITHOUT_TXT 'a.example.' found type SPF record but no SPF TXT record found, add matching type TXT record.
named: 'a.example' found type SPF record but no SPF TXT record found, add matching type TXT record`,
    "SPF with another text": `
a SPF "v=spf1 -all"
~~~~~~~~~~~~~~~~~~~ SPF_WITHOUT_TXT 'a.example.' found type SPF record but no SPF TXT record found, add matching type TXT record.
a TXT "v=spf2 -all"
named: 'a.example' found type SPF record but no SPF TXT record found, add matching type TXT record`,
    "SPF with its text": `
a SPF "v=spf1 -all"
a TXT "v=spf1 -all"`,
    "an SVCB to nobody is not looked at": `
a SVCB 1 b`,
  },
  keys: {
    "an algorithm of old": `
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ DEPRECATED_ALGORITHM Deprecated DNSKEY algorithm found: 5 (RSASHA1).
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ DEPRECATED_ALGORITHM All DNSKEY algorithms found are deprecated.
@ DNSKEY 256 3 5 AwEAAQ==
named: deprecated DNSKEY algorithm found: 5 (RSASHA1)
named: all DNSKEY algorithms found are deprecated`,
    "beside one of today": `
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ DEPRECATED_ALGORITHM Deprecated DNSKEY algorithm found: 5 (RSASHA1).
@ DNSKEY 256 3 5 AwEAAQ==
@ DNSKEY 256 3 13 AAAA
named: deprecated DNSKEY algorithm found: 5 (RSASHA1)`,
    "two of old": `
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ DEPRECATED_ALGORITHM Deprecated DNSKEY algorithm found: 5 (RSASHA1).
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ DEPRECATED_ALGORITHM Deprecated DNSKEY algorithm found: 7 (NSEC3RSASHA1).
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ DEPRECATED_ALGORITHM All DNSKEY algorithms found are deprecated.
@ DNSKEY 256 3 5 AwEAAQ==
@ DNSKEY 256 3 7 AwEAAQ==
named: deprecated DNSKEY algorithm found: 5 (RSASHA1)
named: deprecated DNSKEY algorithm found: 7 (NSEC3RSASHA1)
named: all DNSKEY algorithms found are deprecated`,
    "an exponent of 3": `
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ WEAK_KEY Weak RSASHA256 key found (exponent 3).
@ DNSKEY 256 3 8 AQMAAAA=
named: weak RSASHA256 (8) key found (exponent=3, id=1291)`,
    "two of them": `
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ WEAK_KEY Weak RSASHA256 key found (exponent 3).
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ WEAK_KEY Weak RSASHA512 key found (exponent 3).
@ DNSKEY 256 3 8 AQMAAAA=
@ DNSKEY 257 3 10 AQMAAAA=
named: weak RSASHA256 (8) key found (exponent=3, id=1291)
named: weak RSASHA512 (10) key found (exponent=3, id=1294)`,
    "an exponent of 3 written in three octets": `
@ DNSKEY 256 3 8 AwAAAw==`,
    "a key below the zone's name is not looked at": `
a DNSKEY 256 3 5 AwEAAQ==`,
    "a child's key that nobody has": `
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CDS_WITHOUT_KEY example. CDNSKEY: CDS/CDNSKEY consistency checks failed.
@ CDNSKEY 257 3 13 AAAA
named: CDS/CDNSKEY consistency checks failed
named refuses it`,
    "and one that the zone has": `
@ DNSKEY 257 3 13 AAAA
@ CDNSKEY 257 3 13 AAAA`,
    "a child's digest of old": `
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ DEPRECATED_DIGEST Deprecated CDS digest type 1 (SHA-1).
@ DNSKEY 257 3 13 AAAA
@ CDS 7 13 1 0000000000000000000000000000000000000000
named: deprecated CDS digest type 1 (SHA-1)`,
    "a child's digest below the zone's name": `
a CDS 7 13 2 0000000000000000000000000000000000000000000000000000000000000000`,
    "deletion beside a key": `
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CDS_WITHOUT_KEY example. CDS: CDS/CDNSKEY consistency checks failed.
@ CDS 0 0 0 00
@ CDS 7 13 2 0000000000000000000000000000000000000000000000000000000000000000
named: CDS/CDNSKEY consistency checks failed
named refuses it`,
    "hashed too often": `
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ NSEC3_ITERATIONS example. NSEC3PARAM: excessive iterations 151 > 150.
@ NSEC3PARAM 1 0 151 -
named: excessive NSEC3PARAM iterations 151 > 150`,
    "as often as may be": `
@ NSEC3PARAM 1 0 150 -`,
    "with another algorithm": `
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ NSEC3_ALGORITHM example. NSEC3PARAM: unsupported nsec3 hash algorithm: 2.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ NSEC3_ALGORITHM No supported nsec3 hash algorithm.
@ NSEC3PARAM 2 0 0 -
named: unsupported nsec3 hash algorithm: 2
named: no supported nsec3 hash algorithm
named refuses it`,
  },
};
