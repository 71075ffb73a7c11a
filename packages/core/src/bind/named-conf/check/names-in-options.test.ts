import { describe } from "vitest";
import { itSays } from "./transcript.fixture.ts";

/** Names, algorithms and digests that options list, as named-checkconf 9.18.49 and 9.20.30 judge them. */

describe("names that named gives away, zones that it does not have", () => {
  itSays(`
// names that named tells others
options {
  empty-server "ns.lan";
  empty-contact "root.lan.";
  dns64-server "ns.lan";
  dns64-contact "root.lan";
};
=> fine

// names with an empty label
options {
  empty-server "a..b";
  empty-contact "..";
  dns64-server "b..c";
  dns64-contact ".a";
};
=> error NAME 3 <a..b> empty-server: invalid name 'a..b'
=> error NAME 4 <..> empty-contact: invalid name '..'
=> error NAME 5 <b..c> dns64-server: invalid name 'b..c'
=> error NAME 6 <.a> dns64-contact: invalid name '.a'

// a label of 63 octets
options { empty-server "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"; };
=> fine

// a label of 64
options { empty-server "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"; };
=> error NAME 2 <aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa> empty-server: invalid name 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'

// each empty zone that is not wanted, by name
options {
  disable-empty-zone "10.in-addr.arpa";
  disable-empty-zone "10..in-addr.arpa";
  disable-empty-zone ".";
};
=> error NAME 4 <10..in-addr.arpa> disable-empty-zone: invalid name '10..in-addr.arpa'

// of a view
view "inside" {
  empty-contact "a..b";
  disable-empty-zone "c..d";
};
=> error NAME 3 <a..b> empty-contact: invalid name 'a..b'
=> error NAME 4 <c..d> disable-empty-zone: invalid name 'c..d'
`);
});

describe("algorithms, digests and what must be signed", () => {
  itSays(`
// algorithms by mnemonic, in any case, or by number
options {
  disable-algorithms "lan" { RSASHA1; rsasha256; 13; ED25519; };
};
=> fine

// algorithms that there are not
options {
  disable-algorithms "lan" { ROT13; 256; RSASHA1; };
};
=> error VALUE 3 <256> invalid algorithm '256'
=> error VALUE 3 <ROT13> invalid algorithm 'ROT13'

// a name and an algorithm, both wrong
options {
  disable-algorithms "a..b" {
    ROT13;
  };
};
=> error NAME 3 <a..b> bad domain name 'a..b'
=> error VALUE 4 <ROT13> invalid algorithm 'ROT13'

// several of them
view "inside" {
  disable-algorithms "lan" { NSEC3RSASHA1; };
  disable-algorithms "." { SHA256; };
};
=> error VALUE 4 <SHA256> invalid algorithm 'SHA256'

// digests by mnemonic or number
options {
  disable-ds-digests "lan" { SHA-1; sha1; SHA-256; SHA384; 3; GOST; };
};
=> fine

// digests that there are not
options {
  disable-ds-digests "lan" { MD5; 256; };
  disable-ds-digests "a..b" { sha-384; };
};
=> error VALUE 3 <256> invalid digest type '256'
=> error VALUE 3 <MD5> invalid digest type 'MD5'
=> error NAME 4 <a..b> bad domain name 'a..b'

// names that must be signed, once each
options {
  dnssec-must-be-secure "lan" yes;
  dnssec-must-be-secure "example.org." no;
};
=> warning DEPRECATED_CLAUSE 3 <dnssec-must-be-secure> option 'dnssec-must-be-secure' is deprecated
=> warning DEPRECATED_CLAUSE 4 <dnssec-must-be-secure> option 'dnssec-must-be-secure' is deprecated

// the same name in other letters
options {
  dnssec-must-be-secure "lan" yes;
  dnssec-must-be-secure "LAN." no;
};
=> warning DEPRECATED_CLAUSE 3 <dnssec-must-be-secure> option 'dnssec-must-be-secure' is deprecated
=> error ALREADY_EXISTS 4 <LAN.> dnssec-must-be-secure 'LAN': already exists
=> warning DEPRECATED_CLAUSE 4 <dnssec-must-be-secure> option 'dnssec-must-be-secure' is deprecated

// a view's own do not meet those of options
options { dnssec-must-be-secure "lan" yes; };
view "inside" {
  dnssec-must-be-secure "lan" yes;
  dnssec-must-be-secure "a..b" yes;
};
=> warning DEPRECATED_CLAUSE 2 <dnssec-must-be-secure> option 'dnssec-must-be-secure' is deprecated
=> warning DEPRECATED_CLAUSE 4 <dnssec-must-be-secure> option 'dnssec-must-be-secure' is deprecated
=> error NAME 5 <a..b> bad domain name 'a..b'
=> warning DEPRECATED_CLAUSE 5 <dnssec-must-be-secure> option 'dnssec-must-be-secure' is deprecated

// top level domains that hold more than delegations
options { root-delegation-only exclude { "de"; "museum."; }; };
=>9.18 warning DEPRECATED_CLAUSE 2 <root-delegation-only> option 'root-delegation-only' is deprecated
=>9.20 error REMOVED_CLAUSE 2 <root-delegation-only> option 'root-delegation-only' no longer exists

// all of them
options { root-delegation-only; };
=>9.18 warning DEPRECATED_CLAUSE 2 <root-delegation-only> option 'root-delegation-only' is deprecated
=>9.20 error REMOVED_CLAUSE 2 <root-delegation-only> option 'root-delegation-only' no longer exists

// one without a name
options {
  root-delegation-only exclude {
    "de";
    "a..b";
    "..";
  };
};
=>9.18 error NAME 3 <root-delegation-only> bad domain name '..'
=>9.18 error NAME 3 <root-delegation-only> bad domain name 'a..b'
=>9.18 warning DEPRECATED_CLAUSE 3 <root-delegation-only> option 'root-delegation-only' is deprecated
=>9.20 error REMOVED_CLAUSE 3 <root-delegation-only> option 'root-delegation-only' no longer exists
`);
});

describe("check-names", () => {
  itSays(`
// check-names once for each kind of zones
options {
  check-names primary fail;
  check-names secondary warn;
  check-names response ignore;
};
=> fine

// the same kind twice
options {
  check-names primary fail;
  check-names primary warn;
};
=> error REDEFINED 3 <primary> 'check-names primary' duplicated

// thrice is said twice
options {
  check-names secondary fail;
  check-names secondary warn;
  check-names secondary ignore;
};
=> error REDEFINED 3 <secondary> 'check-names secondary' duplicated

// of answers, the last one counts
options {
  check-names response fail;
  check-names response warn;
};
=> fine

// a kind and its old word
options {
  check-names primary fail;
  check-names master warn;
};
=> error REDEFINED 3 <primary> 'check-names' cannot take both 'primary' and 'master'

// the other kind and its old word
view "inside" {
  check-names slave fail;
  check-names secondary warn;
};
=> error REDEFINED 3 <slave> 'check-names' cannot take both 'secondary' and 'slave'

// everything at once
options {
  check-names master fail;
  check-names master warn;
  check-names primary warn;
  check-names slave warn;
};
=> error REDEFINED 3 <master> 'check-names master' duplicated
=> error REDEFINED 3 <master> 'check-names' cannot take both 'primary' and 'master'
`);
});
