import { describe } from "vitest";
import { itSays } from "./transcript.fixture.ts";

/** `acl` and `logging` statements, as named-checkconf 9.18.49 and 9.20.30 judge them. */

describe("acls", () => {
  itSays(`
// acls once, in any letters
acl "lan" { 192.168.13.0/24; };
acl "LAN" { 192.168.14.0/24; };
=> error ACL_REDEFINED 3 <LAN> attempt to redefine acl 'LAN'

// thrice
acl "a" { any; };
acl "a" { any; };
acl "a" { any; };
=> error ACL_REDEFINED 3 <a> attempt to redefine acl 'a'
=> error ACL_REDEFINED 4 <a> attempt to redefine acl 'a'

// the built-in ones
acl "any" { none; };
acl "None" { any; };
acl "localhost" { any; };
acl "LOCALNETS" { any; };
=> error ACL_REDEFINED 2 <any> attempt to redefine builtin acl 'any'
=> error ACL_REDEFINED 3 <None> attempt to redefine builtin acl 'None'
=> error ACL_REDEFINED 4 <localhost> attempt to redefine builtin acl 'localhost'
=> error ACL_REDEFINED 5 <LOCALNETS> attempt to redefine builtin acl 'LOCALNETS'

// a built-in one twice
acl "any" { none; };
acl "any" { none; };
=> error ACL_REDEFINED 2 <any> attempt to redefine builtin acl 'any'
=> error ACL_REDEFINED 3 <any> attempt to redefine acl 'any'
=> error ACL_REDEFINED 3 <any> attempt to redefine builtin acl 'any'
`);
});

describe("logging", () => {
  itSays(`
// categories that there are, channels that there are
logging {
  channel "file" { file "/var/log/named.log" versions 3 size 5m; severity info; print-time yes; };
  channel "log" { syslog daemon; };
  channel "void" { null; };
  channel "error" { stderr; };
  category default { file; log; };
  category "queries" { default_syslog; default_stderr; default_debug; null; };
  category lame-servers { void; };
};
=> fine

// a category that there is not
logging { category answers { null; }; };
=> error UNDEFINED_REFERENCE 2 <answers> undefined category: 'answers'

// in capitals it is another
logging { category Queries { null; }; };
=> error UNDEFINED_REFERENCE 2 <Queries> undefined category: 'Queries'

// a channel that there is not
logging {
  category queries {
    null;
    nowhere;
  };
};
=> error UNDEFINED_REFERENCE 5 <nowhere> undefined channel: 'nowhere'

// a channel into nothing and one into everything
logging {
  channel "a" { severity info; };
  channel "b" { file "x"; syslog; };
  channel "c" { null; stderr; };
};
=> error ZONE_INCOMPLETE 3 <a> channel 'a': exactly one of file, syslog, null, and stderr must be present
=> error ZONE_INCOMPLETE 4 <b> channel 'b': exactly one of file, syslog, null, and stderr must be present
=> error ZONE_INCOMPLETE 5 <c> channel 'c': exactly one of file, syslog, null, and stderr must be present

// channels in other letters, and before they are made
logging {
  category queries { LATE; };
  channel "late" { null; };
};
=> fine

// a channel twice
logging {
  channel "a" { null; };
  channel "A" { stderr; };
};
=> fine

// each category of 9.18
logging {
  category client { null; };
  category cname { null; };
  category config { null; };
  category database { null; };
  category delegation-only { null; };
  category dispatch { null; };
  category dnssec { null; };
  category dnstap { null; };
  category edns-disabled { null; };
  category general { null; };
  category network { null; };
  category notify { null; };
  category nsid { null; };
  category query-errors { null; };
  category rate-limit { null; };
  category resolver { null; };
  category rpz { null; };
  category rpz-passthru { null; };
  category security { null; };
  category serve-stale { null; };
  category spill { null; };
  category sslkeylog { null; };
  category trust-anchor-telemetry { null; };
  category unmatched { null; };
  category update { null; };
  category update-security { null; };
  category xfer-in { null; };
  category xfer-out { null; };
  category zoneload { null; };
};
=>9.18 fine
=>9.20 error UNDEFINED_REFERENCE 7 <delegation-only> undefined category: 'delegation-only'

// categories of one version
logging { category drop { null; }; };
=> error UNDEFINED_REFERENCE 2 <drop> undefined category: 'drop'

// responses are told apart from 9.20 on
logging { category responses { null; }; };
=>9.18 error UNDEFINED_REFERENCE 2 <responses> undefined category: 'responses'
=>9.20 fine
`);
});
