import { describe } from "vitest";
import { itSays } from "./transcript.fixture.ts";

/** What validation begins from, as named-checkconf 9.18.49 and 9.20.30 judge it. */

describe("statements that meet", () => {
  itSays(`
// a key and a digest to begin with, for the root and below
trust-anchors {
  . initial-key 257 3 8 "AwEAAQ==";
  "lan" static-key 257 3 13 "AwEAAQ==";
  "lab." static-ds 1 13 2 "0011";
  "b" initial-ds 1 13 2 "00 11";
};
=> fine

// the root by a static key will not do for long
trust-anchors {
  . static-key 257 3 8 "AwEAAQ==";
};
=>9.18 warning CONFLICT 2 <trust-anchors> static entry for the root zone WILL FAIL after key rollover - use trust-anchors with initial-key or initial-ds instead.
=>9.20 fine

// nor by a static digest
trust-anchors { "." static-ds 1 8 2 "0011"; };
=>9.18 warning CONFLICT 2 <trust-anchors> static entry for the root zone WILL FAIL after key rollover - use trust-anchors with initial-key or initial-ds instead.
=>9.20 fine

// the old statements
trusted-keys { "lan" 257 3 8 "AwEAAQ=="; };
=> warning DEPRECATED_CLAUSE 2 <trusted-keys> option 'trusted-keys' is deprecated

// of the root, too
trusted-keys { . 257 3 8 "AwEAAQ=="; };
=>9.18 warning CONFLICT 2 <trusted-keys> trusted-keys entry for the root zone WILL FAIL after key rollover - use trust-anchors with initial-key or initial-ds instead.
=>9.18 warning DEPRECATED_CLAUSE 2 <trusted-keys> option 'trusted-keys' is deprecated
=>9.20 warning DEPRECATED_CLAUSE 2 <trusted-keys> option 'trusted-keys' is deprecated

// both of them for the root
trusted-keys { . 257 3 8 "AwEAAQ=="; };
trust-anchors { . initial-key 257 3 8 "AwEAAQ=="; };
=>9.18 warning CONFLICT 2 <trusted-keys> trusted-keys entry for the root zone WILL FAIL after key rollover - use trust-anchors with initial-key or initial-ds instead.
=>9.18 warning DEPRECATED_CLAUSE 2 <trusted-keys> option 'trusted-keys' is deprecated
=>9.18 error CONFLICT 3 <.> static and initializing keys cannot be used for the same domain
=>9.18 warning CONFLICT 3 <trust-anchors> both trusted-keys and trust-anchors for the root zone are present
=>9.20 warning DEPRECATED_CLAUSE 2 <trusted-keys> option 'trusted-keys' is deprecated
=>9.20 error CONFLICT 3 <.> static and initializing keys cannot be used for the same domain
=>9.20 warning CONFLICT 3 <trust-anchors> both trusted-keys and trust-anchors for the root zone are present

// initial and static for the root
trust-anchors {
  . initial-key 257 3 8 "AwEAAQ==";
  . static-key 257 3 8 "AwEAAQ==";
};
=>9.18 warning CONFLICT 2 <trust-anchors> both initial and static entries for the root zone are present
=>9.18 warning CONFLICT 2 <trust-anchors> static entry for the root zone WILL FAIL after key rollover - use trust-anchors with initial-key or initial-ds instead.
=>9.18 error CONFLICT 3 <.> static and initializing keys cannot be used for the same domain
=>9.20 warning CONFLICT 2 <trust-anchors> both initial and static entries for the root zone are present
=>9.20 error CONFLICT 3 <.> static and initializing keys cannot be used for the same domain

// in two statements
trust-anchors { "lan" initial-key 257 3 8 "AwEAAQ=="; };
trust-anchors { "LAN." static-ds 1 8 2 "0011"; };
=> error CONFLICT 2 <lan> static and initializing keys cannot be used for the same domain

// a name of both kinds in the old statement and the new
trusted-keys { "lan" 257 3 8 "AwEAAQ=="; };
trust-anchors { "lan" initial-key 257 3 8 "AwEAAQ=="; };
=> warning DEPRECATED_CLAUSE 2 <trusted-keys> option 'trusted-keys' is deprecated
=> error CONFLICT 3 <lan> static and initializing keys cannot be used for the same domain

// managed keys are the same by another word
managed-keys { "lan" initial-key 257 3 8 "AwEAAQ=="; };
=> warning DEPRECATED_CLAUSE 2 <managed-keys> option 'managed-keys' is deprecated

// not beside the new one
managed-keys { "lan" initial-key 257 3 8 "AwEAAQ=="; };
trust-anchors { "lab" initial-key 257 3 8 "AwEAAQ=="; };
=> error CONFLICT 2 <managed-keys> use of managed-keys is not allowed when trust-anchors is also in use
=> warning DEPRECATED_CLAUSE 2 <managed-keys> option 'managed-keys' is deprecated

// a view with keys that the file has otherwise
trust-anchors { "lan" initial-key 257 3 8 "AwEAAQ=="; };
view "inside" {
  trust-anchors { "lan" static-key 257 3 8 "AwEAAQ=="; };
};
=> error CONFLICT 2 <lan> static and initializing keys cannot be used for the same domain

// two views, each of its own mind
view "inside" { trust-anchors { "lan" static-key 257 3 8 "AwEAAQ=="; }; };
view "outside" { trust-anchors { "lan" initial-key 257 3 8 "AwEAAQ=="; }; };
=> fine
`);
});

describe("keys and digests", () => {
  itSays(`
// numbers that are too large for their field
trust-anchors { "lan" static-key 65536 3 8 "AwEAAQ=="; };
=> error VALUE 2 <lan> flags too big: 65536

// a protocol that does not fit
trust-anchors { "lan" static-key 257 256 8 "AwEAAQ=="; };
=> error VALUE 2 <lan> protocol too big: 256

// an algorithm that does not fit
trust-anchors { "lan" static-key 257 3 256 "AwEAAQ=="; };
=> error VALUE 2 <lan> algorithm too big: 256

// of digests
trust-anchors { "lan" initial-ds 65536 8 2 "0011"; };
=> error VALUE 2 <lan> key tag too big: 65536

// neither does this
trust-anchors { "lan" initial-ds 1 256 2 "0011"; };
=> error VALUE 2 <lan> algorithm too big: 256

// nor this
trust-anchors { "lan" initial-ds 1 8 256 "0011"; };
=> error VALUE 2 <lan> digest type too big: 256

// all three at once
trust-anchors {
  "lan" static-key 65536 256 256 "AwEAAQ==";
};
=> error VALUE 3 <lan> algorithm too big: 256
=> error VALUE 3 <lan> flags too big: 65536
=> error VALUE 3 <lan> protocol too big: 256

// a key that was given back
trust-anchors { "lan" static-key 385 3 8 "AwEAAQ=="; };
=> warning VALUE 2 <lan> key flags revoke bit set

// a weak exponent
trust-anchors { "lan" static-key 257 3 5 "AQOeiiR0GOMYkDshWoSKz9Xz"; };
=> warning VALUE 2 <lan> static-key 'lan' has a weak exponent

// text that is not base64
trust-anchors { "lan" static-key 257 3 8 "AwEAAQ"; };
=> error VALUE 2 <lan> bad base64 encoding

// in the old statement
trusted-keys { "lan" 257 3 8 "?"; };
=> error VALUE 2 <lan> bad base64 encoding
=> warning DEPRECATED_CLAUSE 2 <trusted-keys> option 'trusted-keys' is deprecated

// half an octet
trust-anchors { "lan" static-ds 1 8 2 "001"; };
=> error VALUE 2 <lan> bad hex encoding

// not hexadecimal
trust-anchors { "lan" initial-ds 1 8 2 "xy"; };
=> error VALUE 2 <lan> bad hex encoding

// a way of beginning that there is not
trust-anchors { "lan" later-key 257 3 8 "AwEAAQ=="; };
=> error SYNTAX 2 <later-key> 'later-key' unexpected

// a name that is none
trust-anchors { "a..b" static-key 257 3 8 "AwEAAQ=="; };
=> error NAME 2 <a..b> bad key name: empty label

// a static key of the root where named brings its own
options { dnssec-validation auto; };
trust-anchors { . static-key 257 3 8 "AwEAAQ=="; };
=>9.18 error CONFLICT 3 <.> static trust anchor for root zone cannot be used with 'dnssec-validation auto'.
=>9.18 warning CONFLICT 3 <trust-anchors> static entry for the root zone WILL FAIL after key rollover - use trust-anchors with initial-key or initial-ds instead.
=>9.20 error CONFLICT 3 <.> static trust anchor for root zone cannot be used with 'dnssec-validation auto'.

// by the word of a view
trust-anchors { . static-ds 1 8 2 "0011"; };
view "inside" { dnssec-validation auto; };
view "outside" { dnssec-validation yes; };
=>9.18 error CONFLICT 2 <.> static trust anchor for root zone cannot be used with 'dnssec-validation auto'.
=>9.18 warning CONFLICT 2 <trust-anchors> static entry for the root zone WILL FAIL after key rollover - use trust-anchors with initial-key or initial-ds instead.
=>9.20 error CONFLICT 2 <.> static trust anchor for root zone cannot be used with 'dnssec-validation auto'.

// validation without anything to begin from
options { dnssec-validation yes; };
=>9.18 fine
=>9.20 error CONFLICT 2 <dnssec-validation> the 'dnssec-validation yes' option requires configured 'trust-anchors'; consider using 'dnssec-validation auto'.

// with something
options { dnssec-validation yes; };
trust-anchors { "lan" static-ds 1 8 2 "0011"; };
=> fine

// in one of two views
options { dnssec-validation yes; };
view "inside" { trust-anchors { "lan" static-ds 1 8 2 "0011"; }; };
view "outside" { };
=>9.18 fine
=>9.20 error CONFLICT 2 <dnssec-validation> the 'dnssec-validation yes' option requires configured 'trust-anchors'; consider using 'dnssec-validation auto'.
`);
});
