import { describe } from "vitest";
import { itSays } from "./transcript.fixture.ts";

/** Views, recursion and forwarding, as named-checkconf 9.18.49 and 9.20.30 judge them. */

describe("views and the zones of others", () => {
  itSays(`
// each view has its zones
view "inside" { zone "lan" { type primary; file "a.db"; }; };
view "outside" { zone "lan" { type primary; file "b.db"; }; };
=> fine

// beside views there are no zones
view "inside" { };
zone "lan" { type primary; file "a.db"; };
=> error ZONE_OUTSIDE_VIEW 3 <lan> when using 'view' statements, all zones must be in views

// the same view twice
view "inside" { };
view "inside" { };
=> error ALREADY_EXISTS 3 <inside> view 'inside': already exists

// in other letters it is another view
view "inside" { };
view "Inside" { };
=> fine

// of another class it is another view
view "inside" { };
view "inside" CH { recursion no; };
=> fine

// names that named keeps for itself
view "_default" { };
view "_bind" CH { recursion no; };
=> error ALREADY_EXISTS 2 <_default> attempt to redefine builtin view '_default'
=> error ALREADY_EXISTS 3 <_bind> attempt to redefine builtin view '_bind'

// of the other class they are free
view "_bind" { };
view "_default" CH { recursion no; };
=> fine

// a class by its number
view "inside" CLASS3 { recursion no; };
=> fine

// a class that there is not
view "inside" XX { };
=> error VALUE 2 <inside> view 'inside': invalid class XX

// recursion is for the Internet alone
view "chaos" CH { };
=> warning CONFLICT 2 <chaos> recursion will be disabled for non-IN view 'chaos'

// by the view of options
options { recursion no; };
view "chaos" CH { };
=> fine

// nobody may recurse
view "chaos" CH { allow-recursion { none; }; };
=> fine

// the zone of another view
view "inside" { zone "lan" { type primary; file "a.db"; }; };
view "outside" { zone "lan" { in-view "inside"; }; };
=> fine

// of a view that comes later
view "outside" { zone "lan" { in-view "inside"; }; };
view "inside" { zone "lan" { type primary; file "a.db"; }; };
=> error UNDEFINED_REFERENCE 2 <inside> 'in-view' zone 'lan' does not exist in view 'inside', or view 'inside' is not yet defined

// of the view itself
view "inside" {
  zone "lan" { in-view "inside"; };
};
=> error UNDEFINED_REFERENCE 3 <inside> 'in-view' zone 'lan' does not exist in view 'inside', or view 'inside' is not yet defined

// a zone that the other view has not
view "inside" { zone "lan" { type primary; file "a.db"; }; };
view "outside" { zone "lab" { in-view "inside"; }; };
=> error UNDEFINED_REFERENCE 3 <inside> 'in-view' zone 'lab' does not exist in view 'inside', or view 'inside' is not yet defined

// of a view in other letters
view "inside" { zone "lan" { type primary; file "a.db"; }; };
view "outside" { zone "lan" { in-view "INSIDE"; }; };
=> error UNDEFINED_REFERENCE 3 <INSIDE> 'in-view' zone 'lan' does not exist in view 'INSIDE', or view 'INSIDE' is not yet defined

// a zone that only forwards is nobody else's
view "inside" { zone "lan" { type forward; forwarders { 192.0.2.1; }; }; };
view "outside" { zone "lan" { in-view "inside"; }; };
=> error UNDEFINED_REFERENCE 3 <inside> 'in-view' zone 'lan' does not exist in view 'inside', or view 'inside' is not yet defined

// of a zone of another view itself
view "a" { zone "lan" { type primary; file "a.db"; }; };
view "b" { zone "lan" { in-view "a"; }; };
view "c" { zone "lan" { in-view "b"; }; };
=> error UNDEFINED_REFERENCE 4 <b> 'in-view' zone 'lan' does not exist in view 'b', or view 'b' is not yet defined

// with forwarders of its own
view "inside" { zone "lan" { type secondary; primaries { 192.0.2.1; }; }; };
view "outside" {
  zone "lan" {
    in-view "inside";
    forward only;
    forwarders { 192.0.2.2; };
  };
};
=> fine

// with anything else of its own
view "inside" { zone "lan" { type primary; file "a.db"; }; };
view "outside" { zone "lan" { in-view "inside"; allow-query { any; }; }; };
=> error ZONE_OPTION 3 <lan> zone 'lan': 'in-view' used with incompatible zone options

// with a type of its own
view "inside" { zone "lan" { type primary; file "a.db"; }; };
view "outside" { zone "lan" { type primary; in-view "inside"; }; };
=> error ZONE_OPTION 3 <lan> zone 'lan': 'in-view' used with incompatible zone options

// plugins stand in views
plugin query "filter-aaaa.so";
view "inside" { };
=> error ZONE_OUTSIDE_VIEW 2 <plugin> when using 'view' statements, all plugins must be defined in views
`);
});

describe("recursion and forwarding", () => {
  itSays(`
// both ways of refusing recursion
options {
  recursion no;
  allow-recursion { any; };
  allow-recursion-on { any; };
};
=> warning CONFLICT 4 <allow-recursion> both "recursion no;" and "allow-recursion" active
=> warning CONFLICT 5 <allow-recursion-on> both "recursion no;" and "allow-recursion-on" active

// to nobody is no contradiction
options {
  recursion no;
  allow-recursion { none; };
};
=> fine

// of one view
options { recursion no; };
view "inside" { allow-recursion { 192.168.13.0/24; }; };
=> warning CONFLICT 3 <allow-recursion> both "recursion no;" and "allow-recursion" active for view inside

// the view's own word on recursion
options { recursion no; };
view "inside" { recursion yes; allow-recursion { 192.168.13.0/24; }; };
=> fine

// the list stands in options, the word in a view
options { allow-recursion { 192.168.13.0/24; }; };
view "inside" { recursion no; };
=> warning CONFLICT 2 <allow-recursion> both "recursion no;" and "allow-recursion" active for view inside

// a way of forwarding without anybody to forward to
options { forward only; };
=> error NO_FORWARDERS 2 <forward> no matching 'forwarders' statement

// forwarders that are nobody
options { forward only; forwarders { }; };
=> fine

// those of options are not for a view
options { forwarders { 192.0.2.1; }; };
view "inside" { forward first; };
=> error NO_FORWARDERS 3 <forward> no matching 'forwarders' statement

// nor for a zone
options { forwarders { 192.0.2.1; }; };
zone "lan" { type forward; forward only; };
=> error NO_FORWARDERS 3 <forward> no matching 'forwarders' statement

// the root's forwarders are those of everything
options { forwarders { 192.0.2.1; }; };
zone "." { type forward; forwarders { 192.0.2.2; }; };
=> error CONFLICT 3 <forwarders> forwarders declared in root zone and in general configuration

// of a view
view "inside" {
  forwarders { 192.0.2.1; };
  zone "." { type hint; file "h.db"; };
  zone "lan" { type forward; forwarders { 192.0.2.2; }; };
};
=> fine

// both are the root's, in a view
view "inside" {
  forwarders { 192.0.2.1; };
  zone "." {
    type forward;
    forwarders { 192.0.2.2; };
  };
};
=> error CONFLICT 6 <forwarders> forwarders declared in root zone and in general configuration

// private reverse zones: who does not know asks the Internet
zone "10.in-addr.arpa" { type forward; forwarders { 192.0.2.1; }; };
zone "1.168.192.in-addr.arpa" { type forward; forwarders { 192.0.2.1; }; };
zone "31.172.in-addr.arpa" { type forward; forwarders { 192.0.2.1; }; };
zone "1.d.f.ip6.arpa" { type forward; forwarders { 192.0.2.1; }; };
=> warning CONFLICT 2 <10.in-addr.arpa> inherited 'forward first;' for rfc1918 zone '10.in-addr.arpa' - did you want 'forward only;'?
=> warning CONFLICT 3 <1.168.192.in-addr.arpa> inherited 'forward first;' for rfc1918 zone '1.168.192.in-addr.arpa' - did you want 'forward only;'?
=> warning CONFLICT 4 <31.172.in-addr.arpa> inherited 'forward first;' for rfc1918 zone '31.172.in-addr.arpa' - did you want 'forward only;'?
=> warning CONFLICT 5 <1.d.f.ip6.arpa> inherited 'forward first;' for ula zone '1.d.f.ip6.arpa' - did you want 'forward only;'?

// what is not private
zone "11.in-addr.arpa" { type forward; forwarders { 192.0.2.1; }; };
zone "15.172.in-addr.arpa" { type forward; forwarders { 192.0.2.1; }; };
zone "32.172.in-addr.arpa" { type forward; forwarders { 192.0.2.1; }; };
zone "c.f.ip6.arpa" { type forward; forwarders { 192.0.2.1; }; };
=> warning CONFLICT 5 <c.f.ip6.arpa> inherited 'forward first;' for ula zone 'c.f.ip6.arpa' - did you want 'forward only;'?

// said, it is meant
zone "10.in-addr.arpa" { type forward; forward first; forwarders { 192.0.2.1; }; };
=> fine

// forwarded to nobody
zone "10.in-addr.arpa" { type forward; forwarders { }; };
=> warning CONFLICT 2 <10.in-addr.arpa> inherited 'forward first;' for rfc1918 zone '10.in-addr.arpa' - did you want 'forward only;'?

// by the word of options
options { forward only; forwarders { 192.0.2.9; }; };
zone "10.in-addr.arpa" { type forward; forwarders { 192.0.2.1; }; };
=> fine
`);
});
