import { describe } from "vitest";
import { itSays } from "./transcript.fixture.ts";

/** `dns64` and `rate-limit`, as named-checkconf 9.18.49 and 9.20.30 judge them. */

describe("dns64", () => {
  itSays(`
// a prefix of 96 bits, for everybody
options { dns64 64:ff9b::/96 { }; };
=> fine

// the other lengths
options {
  dns64 2001:db8::/32 { };
  dns64 2001:db8::/40 { };
  dns64 2001:db8::/48 { };
  dns64 2001:db8::/56 { };
  dns64 2001:db8::/64 { };
};
=> fine

// a length between them
options { dns64 64:ff9b::/95 { }; };
=> error VALUE 2 <64:ff9b::/95> dns64 prefix 64:ff9b::/95 length is not 32/40/48/56/64/96

// a whole address
options { dns64 64:ff9b::1/128 { }; };
=> error VALUE 2 <64:ff9b::1/128> dns64 prefix 64:ff9b::1/128 length is not 32/40/48/56/64/96

// of the other family
options { dns64 10.0.0.0/8 { }; };
=> error VALUE 2 <10.0.0.0/8> dns64 prefix 10.0.0.0/8 must be IPv6

// the octet that stays zero
options { dns64 2001:db8:0:0:ff00::/96 { }; };
=> error VALUE 2 <2001:db8:0:0:ff00::/96> dns64 prefix 2001:db8:0:0:ff00::/96 bits [64..71] must be zero

// bits behind the prefix
options { dns64 64:ff9b::1/96 { }; };
=> error PREFIX 2 <64:ff9b::1/96> '64:ff9b::1/96': address/prefix length mismatch '96'

// what stands behind the address, after as many octets as the prefix and the address take
options { dns64 2001:db8::/32 { suffix ::1:2:3:4; }; };
=> fine

// too early
options { dns64 2001:db8::/32 { suffix ::1:2:3:4:5; }; };
=> error VALUE 2 <::1:2:3:4:5> bad suffix '::1:2:3:4:5' leading 9 octets not zeros

// where there is room for nothing
options { dns64 64:ff9b::/96 { suffix ::1; }; };
=> error VALUE 2 <::1> bad suffix '::1' leading 16 octets not zeros

// nothing is fine
options { dns64 64:ff9b::/96 { suffix ::; }; };
=> fine

// a suffix of the other family
options { dns64 64:ff9b::/96 { suffix 192.0.2.1; }; };
=> error SYNTAX 2 <192.0.2.1> expected IPv6 address near '192.0.2.1'

// for whom, what and without what
options {
  dns64 64:ff9b::/96 {
    clients { 192.168.13.0/24; };
    mapped { !10.0.0.0/8; any; };
    exclude { ::ffff:0:0/96; };
    break-dnssec yes;
    recursive-only yes;
  };
};
=> fine

// acls that there are not
options {
  dns64 64:ff9b::/96 {
    clients { inside; };
    mapped { private; };
    exclude { bogus; };
  };
};
=> error ACL_UNDEFINED 4 <inside> undefined ACL 'inside'
=> error ACL_UNDEFINED 5 <private> undefined ACL 'private'
=> error ACL_UNDEFINED 6 <bogus> undefined ACL 'bogus'

// of a view
view "inside" { dns64 2001:db8::/33 { }; };
=> error VALUE 2 <2001:db8::/33> dns64 prefix 2001:db8::/33 length is not 32/40/48/56/64/96
`);
});

describe("rate-limit", () => {
  itSays(`
// rates up to a thousand a second
options {
  rate-limit {
    responses-per-second 1000;
    referrals-per-second 1000;
    nodata-per-second 1000;
    nxdomains-per-second 1000;
    errors-per-second 1000;
    all-per-second 1000;
    slip 10;
    window 3600;
    qps-scale 1;
    ipv4-prefix-length 8;
    ipv6-prefix-length 64;
    max-table-size 500;
    min-table-size 500;
  };
};
=> fine

// each one more
options {
  rate-limit {
    responses-per-second 1001;
    referrals-per-second 1001;
    nodata-per-second 1001;
    nxdomains-per-second 1001;
    errors-per-second 1001;
    all-per-second 1001;
    slip 11;
    window 3601;
    ipv4-prefix-length 33;
    ipv6-prefix-length 65;
    max-table-size 499;
  };
};
=> error VALUE 4 <1001> responses-per-second 1001 > 1000
=> error VALUE 5 <1001> referrals-per-second 1001 > 1000
=> error VALUE 6 <1001> nodata-per-second 1001 > 1000
=> error VALUE 7 <1001> nxdomains-per-second 1001 > 1000
=> error VALUE 8 <1001> errors-per-second 1001 > 1000
=> error VALUE 9 <1001> all-per-second 1001 > 1000
=> error VALUE 10 <11> slip 11 > 10
=> error VALUE 11 <3601> window 3601 < 1 or > 3600
=> error VALUE 12 <33> invalid 'ipv4-prefix-length 33'
=> error VALUE 13 <65> ipv6-prefix-length 65 < 16 or > 64
=> error VALUE 14 <499> max-table-size 499 < min-table-size 500

// each one less
options {
  rate-limit {
    responses-per-second 0;
    slip 0;
    window 0;
    qps-scale 0;
    ipv4-prefix-length 7;
    ipv6-prefix-length 15;
  };
};
=> error VALUE 6 <0> window 0 < 1 or > 3600
=> error VALUE 7 <0> invalid 'qps-scale 0'
=> error VALUE 8 <7> invalid 'ipv4-prefix-length 7'
=> error VALUE 9 <15> ipv6-prefix-length 15 < 16 or > 64

// the least of a table is at least one
options { rate-limit { min-table-size 0; max-table-size 1; }; };
=> fine

// a table of nothing
options { rate-limit { min-table-size 0; max-table-size 0; }; };
=> error VALUE 2 <0> max-table-size 0 < min-table-size 1

// the limits of options are looked at once, a view's in the view
options { rate-limit { slip 11; }; };
view "inside" { rate-limit { slip 12; }; };
=> error VALUE 3 <12> slip 12 > 10

// nobody in particular
options { rate-limit { exempt-clients { inside; }; }; };
=> error ACL_UNDEFINED 2 <inside> undefined ACL 'inside'
`);
});
