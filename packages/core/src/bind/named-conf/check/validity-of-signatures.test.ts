import { describe } from "vitest";
import { itSays } from "./transcript.fixture.ts";

/** For how long signatures are good, and what a policy says instead, as named-checkconf 9.18.49 and 9.20.30 judge it (9.20 takes all of it as obsolete). */

describe("days and hours", () => {
  itSays(`
// signatures are good for a day at least
options { sig-validity-interval 0; };
=>9.18 error VALUE 2 <0> sig-validity-interval '0' is out of range (1..3660)
=>9.20 warning OBSOLETE_CLAUSE 2 <sig-validity-interval> option 'sig-validity-interval' is obsolete and should be removed

// ten years, and all of it made anew
options { sig-validity-interval 3660 3660; };
=>9.18 fine
=>9.20 warning OBSOLETE_CLAUSE 2 <sig-validity-interval> option 'sig-validity-interval' is obsolete and should be removed

// a day more
options { sig-validity-interval 3661 3661; };
=>9.18 error VALUE 2 <3661> sig-validity-interval '3661' is out of range (1..3660)
=>9.18 error VALUE 2 <3661> sig-validity-interval (re-sign) '3661' is out of range (1..3660)
=>9.20 warning OBSOLETE_CLAUSE 2 <sig-validity-interval> option 'sig-validity-interval' is obsolete and should be removed

// more than a week: the second number is days
options { sig-validity-interval 8 9; };
=>9.18 error VALUE 2 <8> validity interval (8 days) less than re-signing interval (9 days)
=>9.20 warning OBSOLETE_CLAUSE 2 <sig-validity-interval> option 'sig-validity-interval' is obsolete and should be removed

// a week at most: the second number is hours
options { sig-validity-interval 7 168; };
=>9.18 fine
=>9.20 warning OBSOLETE_CLAUSE 2 <sig-validity-interval> option 'sig-validity-interval' is obsolete and should be removed

// an hour more than the validity
options { sig-validity-interval 7 169; };
=>9.18 error VALUE 2 <7> validity interval (7 days) less than re-signing interval (169 hours)
=>9.20 warning OBSOLETE_CLAUSE 2 <sig-validity-interval> option 'sig-validity-interval' is obsolete and should be removed

// never anew is out of range
options { sig-validity-interval 30 0; };
=>9.18 error VALUE 2 <30> sig-validity-interval (re-sign) '30' is out of range (1..3660)
=>9.20 warning OBSOLETE_CLAUSE 2 <sig-validity-interval> option 'sig-validity-interval' is obsolete and should be removed

// a zone's own validity
zone "lan" {
  type primary;
  file "lan.db";
  sig-validity-interval 1 25;
};
=>9.18 error VALUE 5 <1> validity interval (1 days) less than re-signing interval (25 hours)
=>9.20 warning OBSOLETE_CLAUSE 5 <sig-validity-interval> option 'sig-validity-interval' is obsolete and should be removed

// signatures of keys: ten years at most, 0 is as the others
options { dnskey-sig-validity 3660; };
=>9.18 fine
=>9.20 warning OBSOLETE_CLAUSE 2 <dnskey-sig-validity> option 'dnskey-sig-validity' is obsolete and should be removed

// a day more for the signatures of keys
view "inside" { dnskey-sig-validity 3661; };
=>9.18 error VALUE 2 <3661> dnskey-sig-validity '3661' is out of range (0..3660)
=>9.20 warning OBSOLETE_CLAUSE 2 <dnskey-sig-validity> option 'dnskey-sig-validity' is obsolete and should be removed

// what a policy replaces may not stand beside it
options {
  dnssec-policy default;
  sig-validity-interval 10;
  dnskey-sig-validity 10;
};
=>9.18 error CONFLICT 4 <sig-validity-interval> sig-validity-interval: cannot be configured if dnssec-policy is also set
=>9.18 error CONFLICT 5 <dnskey-sig-validity> dnskey-sig-validity: cannot be configured if dnssec-policy is also set
=>9.20 warning OBSOLETE_CLAUSE 4 <sig-validity-interval> option 'sig-validity-interval' is obsolete and should be removed
=>9.20 warning OBSOLETE_CLAUSE 5 <dnskey-sig-validity> option 'dnskey-sig-validity' is obsolete and should be removed

// a view with a policy of its own
options { sig-validity-interval 10; };
view "inside" {
  dnssec-policy insecure;
  dnskey-sig-validity 10;
};
=>9.18 error CONFLICT 5 <dnskey-sig-validity> dnskey-sig-validity: cannot be configured if dnssec-policy is also set
=>9.20 warning OBSOLETE_CLAUSE 2 <sig-validity-interval> option 'sig-validity-interval' is obsolete and should be removed
=>9.20 warning OBSOLETE_CLAUSE 5 <dnskey-sig-validity> option 'dnskey-sig-validity' is obsolete and should be removed

// the glue that is put first
options { preferred-glue AAAA; };
=> fine

// no such glue, which is only warned of
options { preferred-glue "mx"; };
=> warning VALUE 2 <mx> preferred-glue unexpected value 'mx'

// keys that are looked after by hand: not for everything
options { auto-dnssec maintain; };
=>9.18 error CONFLICT 2 <maintain> auto-dnssec may only be activated at the zone level
=>9.18 warning DEPRECATED_CLAUSE 2 <auto-dnssec> option 'auto-dnssec' is deprecated
=>9.20 error REMOVED_CLAUSE 2 <auto-dnssec> option 'auto-dnssec' no longer exists

// off is fine wherever it stands
options { auto-dnssec off; };
=>9.18 warning DEPRECATED_CLAUSE 2 <auto-dnssec> option 'auto-dnssec' is deprecated
=>9.20 error REMOVED_CLAUSE 2 <auto-dnssec> option 'auto-dnssec' no longer exists

// nor in a view
view "inside" { auto-dnssec allow; };
=>9.18 error CONFLICT 2 <allow> auto-dnssec may only be activated at the zone level
=>9.18 warning DEPRECATED_CLAUSE 2 <auto-dnssec> option 'auto-dnssec' is deprecated
=>9.20 error REMOVED_CLAUSE 2 <auto-dnssec> option 'auto-dnssec' no longer exists
`);
});
