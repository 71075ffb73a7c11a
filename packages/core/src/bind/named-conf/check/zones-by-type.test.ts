import { describe } from "vitest";
import { itSays } from "./transcript.fixture.ts";

/** What a zone of each type must have and may not have, as named-checkconf 9.18.49 and 9.20.30 judge it. */

describe("names, types and classes", () => {
  itSays(String.raw`
// a zone of each type, with what it cannot be without
zone "a" { type primary; file "a.db"; };
zone "b" { type secondary; primaries { 192.0.2.1; }; };
zone "c" { type stub; primaries { 192.0.2.1; }; };
zone "d" { type static-stub; server-addresses { 192.0.2.1; }; };
zone "e" { type forward; forwarders { 192.0.2.1; }; };
zone "." { type hint; file "root.db"; };
zone "f" { type mirror; primaries { 192.0.2.1; }; };
=> fine

// the old words for two of them
zone "a" { type master; file "a.db"; };
zone "b" { type slave; masters { 192.0.2.1; }; };
=> fine

// in capitals
zone "a" { type PRIMARY; file "a.db"; };
=> fine

// a type that there is not
zone "a" { type tertiary; file "a.db"; };
=> error SYNTAX 2 <tertiary> 'tertiary' unexpected

// no type
zone "a" { file "a.db"; };
=> error ZONE_INCOMPLETE 2 <a> zone 'a': type not present

// a redirection of all names, and of some
zone "." { type redirect; file "r.db"; };
=> fine

// a redirection must be of the root
zone "a" { type redirect; file "r.db"; };
=> error ZONE_OPTION 2 <a> redirect zones must be called "."

// a redirection without records
zone "." { type redirect; };
=> fine

// hints, redirection and a mirror of the root beside each other
zone "." { type hint; file "h.db"; };
zone "." { type redirect; file "r.db"; };
zone "." { type mirror; };
=> fine

// two of one name
zone "lan" { type primary; file "a.db"; };
zone "LAN." { type secondary; primaries { 192.0.2.1; }; };
=> error ALREADY_EXISTS 3 <LAN.> zone 'lan': already exists

// with an escape it is the same name
zone "lan" { type primary; file "a.db"; };
zone "l\097n" { type primary; file "b.db"; };
=> error ALREADY_EXISTS 3 <l\097n> zone 'lan': already exists

// hints twice
zone "." { type hint; file "a.db"; };
zone "." { type hint; file "b.db"; };
=> error ALREADY_EXISTS 3 <.> zone '.': already exists

// classes by name and number
zone "a" IN { type primary; file "a.db"; };
zone "b" in { type primary; file "b.db"; };
zone "c" CLASS1 { type primary; file "c.db"; };
=> fine

// a class of its own
zone "a" CH { type primary; file "a.db"; };
=> error VALUE 2 <CH> zone 'a': class 'CH' does not match view/default class

// a class that there is not
zone "a" XX { type primary; file "a.db"; };
=> error VALUE 2 <XX> zone 'a': invalid class XX

// in a view of that class
view "chaos" CH {
  recursion no;
  zone "a" CH { type primary; file "a.db"; };
  zone "b" { type primary; file "b.db"; };
};
=> fine

// the class of the view must be the zone's
view "chaos" CH {
  recursion no;
  zone "a" IN { type primary; file "a.db"; };
};
=> error VALUE 4 <IN> zone 'a': class 'IN' does not match view/default class

// names that are none
zone "a..b" { type primary; file "a.db"; };
zone "" { type primary; file "b.db"; };
=> error NAME 2 <a..b> zone 'a..b': is not a valid name
=> error NAME 3 <> zone '': is not a valid name

// records in a file, in a database of its own, or in a dlz
zone "a" { type primary; };
zone "b" { type primary; database "rbt"; };
zone "c" { type primary; database "rbt64"; };
zone "d" { type primary; database "ldap x"; };
zone "e" { type primary; dlz "d"; };
=>9.18 error ZONE_INCOMPLETE 2 <a> zone 'a': missing 'file' entry
=>9.18 error ZONE_INCOMPLETE 3 <b> zone 'b': missing 'file' entry
=>9.18 error ZONE_INCOMPLETE 4 <c> zone 'c': missing 'file' entry
=>9.20 error ZONE_INCOMPLETE 2 <a> zone 'a': missing 'file' entry

// a file of hints is needed too
zone "." { type hint; };
=> error ZONE_INCOMPLETE 2 <.> zone '.': missing 'file' entry

// primaries do not make a primary zone complete
zone "a" { type primary; primaries { 192.0.2.1; }; };
=> error ZONE_INCOMPLETE 2 <a> zone 'a': missing 'file' entry
=> error ZONE_OPTION 2 <primaries> option 'primaries' is not allowed in 'primary' zone 'a'

// a copy that is signed here needs a file
zone "a" { type secondary; primaries { 192.0.2.1; }; inline-signing yes; };
zone "b" { type secondary; primaries { 192.0.2.1; }; inline-signing no; };
=> error ZONE_INCOMPLETE 2 <a> zone 'a': missing 'file' entry
`);
});

describe("statements of a type", () => {
  itSays(`
// what a type of zones has no use for
zone "a" {
  type forward;
  forwarders { 192.0.2.1; };
  file "a.db";
  allow-query { any; };
  primaries { 192.0.2.2; };
};
=> error ZONE_OPTION 5 <file> option 'file' is not allowed in 'forward' zone 'a'
=> error ZONE_OPTION 6 <allow-query> option 'allow-query' is not allowed in 'forward' zone 'a'
=> error ZONE_OPTION 7 <primaries> option 'primaries' is not allowed in 'forward' zone 'a'

// a static stub asks whom it is told to
zone "a" {
  type static-stub;
  server-addresses { 192.0.2.1; };
  file "a.db";
  allow-transfer { any; };
  masters { 192.0.2.1; };
};
=> error ZONE_OPTION 5 <file> option 'file' is not allowed in 'static-stub' zone 'a'
=> error ZONE_OPTION 6 <allow-transfer> option 'allow-transfer' is not allowed in 'static-stub' zone 'a'
=> error ZONE_OPTION 7 <masters> option 'masters' is not allowed in 'static-stub' zone 'a'

// hints have nothing else
zone "." {
  type hint;
  file "h.db";
  allow-query { any; };
  notify no;
};
=> error ZONE_OPTION 5 <allow-query> option 'allow-query' is not allowed in 'hint' zone '.'
=> error ZONE_OPTION 6 <notify> option 'notify' is not allowed in 'hint' zone '.'

// nobody updates a copy
zone "a" {
  type secondary;
  primaries { 192.0.2.1; };
  allow-update { any; };
  update-policy local;
};
=> error ZONE_OPTION 5 <allow-update> option 'allow-update' is not allowed in 'secondary' zone 'a'
=> error CONFLICT 6 <update-policy> zone 'a': 'allow-update' is ignored when 'update-policy' is present
=> error ZONE_OPTION 6 <update-policy> option 'update-policy' is not allowed in 'secondary' zone 'a'

// whoever forwards updates is not a primary
zone "a" {
  type primary;
  file "a.db";
  allow-update-forwarding { any; };
  allow-notify { any; };
};
=> error ZONE_OPTION 5 <allow-update-forwarding> option 'allow-update-forwarding' is not allowed in 'primary' zone 'a'
=> error ZONE_OPTION 6 <allow-notify> option 'allow-notify' is not allowed in 'primary' zone 'a'

// a mirror signs nothing
zone "a" {
  type mirror;
  primaries { 192.0.2.1; };
  dnssec-policy default;
  inline-signing yes;
};
=> error ZONE_OPTION 5 <dnssec-policy> option 'dnssec-policy' is not allowed in 'mirror' zone 'a'
=> error ZONE_OPTION 6 <inline-signing> option 'inline-signing' is not allowed in 'mirror' zone 'a'

// two ways of letting others update
zone "a" {
  type primary;
  file "a.db";
  allow-update { any; };
  update-policy local;
};
=> error CONFLICT 6 <update-policy> zone 'a': 'allow-update' is ignored when 'update-policy' is present

// whom a static stub asks, by name
zone "lan" {
  type static-stub;
  server-names { "ns.example.org"; };
};
=> fine

// not by a name in the zone itself
zone "lan" {
  type static-stub;
  server-names { "lan"; "ns.lan"; "nslan"; "lan.org"; };
};
=> error ZONE_OPTION 2 <lan> server-name 'lan' must not be a subdomain of zone name 'lan'
=> error ZONE_OPTION 2 <lan> server-name 'ns.lan' must not be a subdomain of zone name 'lan'

// of the root every name is in the zone
zone "." {
  type static-stub;
  server-names { "ns.example.org"; };
};
=> error ZONE_OPTION 2 <.> server-name 'ns.example.org' must not be a subdomain of zone name '.'

// an address of one link
zone "lan" {
  type static-stub;
  server-addresses { 2001:db8::1; fe80::1%eth0; };
};
=> error ZONE_OPTION 4 <fe80::1%eth0> scoped address is not allowed for static stub server-addresses

// a server without a name
zone "lan" {
  type static-stub;
  server-names { "a..b"; };
};
=> error NAME 2 <lan> server-name 'a..b' is not a valid name

// dlz and database
zone "a" { type primary; dlz "d"; database "rbt"; };
=> error CONFLICT 2 <a> zone 'a': cannot specify both 'dlz' and 'database'
`);
});
