import { describe } from "vitest";
import { itSays } from "./transcript.fixture.ts";

/** From whom a zone is copied, and whom it asks for its DS records, as named-checkconf 9.18.49 and 9.20.30 judge it. */

describe("lists", () => {
  itSays(`
// a copy from nowhere
zone "a" { type secondary; };
zone "b" { type stub; };
zone "c" { type mirror; };
=> error ZONE_INCOMPLETE 2 <a> zone 'a': missing 'primaries' entry
=> error ZONE_INCOMPLETE 3 <b> zone 'b': missing 'primaries' entry
=> error ZONE_INCOMPLETE 4 <c> zone 'c': missing 'primaries' entry

// an empty list
zone "a" { type secondary; primaries { }; };
=> error ZONE_INCOMPLETE 2 <primaries> zone 'a': empty 'primaries' entry

// a list that is empty behind its name
primaries "p" { };
zone "a" { type stub; primaries { p; }; };
=> error ZONE_INCOMPLETE 3 <primaries> zone 'a': empty 'primaries' entry

// lists in lists
primaries "outer" { "inner"; 192.0.2.2; };
primaries "inner" { 192.0.2.1; };
zone "a" { type secondary; primaries { outer; }; };
=> fine

// a list in itself is read once
primaries "p" { p; };
zone "a" { type secondary; primaries { p; }; };
=> error ZONE_INCOMPLETE 3 <primaries> zone 'a': empty 'primaries' entry

// a list that there is not
zone "a" { type secondary; primaries { nowhere; }; };
=>9.18 error UNDEFINED_REFERENCE 2 <nowhere> unable to find primaries list 'nowhere'
=>9.20 error UNDEFINED_REFERENCE 2 <nowhere> unable to find remote-servers list 'nowhere'

// and in a list
primaries "p" {
  nowhere;
};
zone "a" { type secondary; primaries { p; }; };
=>9.18 error UNDEFINED_REFERENCE 3 <nowhere> unable to find primaries list 'nowhere'
=>9.20 error UNDEFINED_REFERENCE 3 <nowhere> unable to find remote-servers list 'nowhere'

// a mirror of the root does not look at its list
zone "." { type mirror; primaries { nowhere; }; };
=> fine

// names of zones are printed as they are written
zone "LAN." { type primary; };
zone "LAB." { type secondary; };
=> error ZONE_INCOMPLETE 2 <LAN.> zone 'LAN.': missing 'file' entry
=> error ZONE_INCOMPLETE 3 <LAB.> zone 'LAB.': missing 'primaries' entry

// lists of all kinds, one name
parental-agents "p" { 192.0.2.1; };
masters "p" { 192.0.2.2; };
primaries "p" { 192.0.2.3; };
=>9.18 error ALREADY_EXISTS 3 <p> masters list 'p' is duplicated
=>9.20 error ALREADY_EXISTS 3 <p> masters list 'p' is duplicated
=>9.20 error ALREADY_EXISTS 4 <p> primaries list 'p' is duplicated

// names of lists in other letters
primaries "P" { 192.0.2.1; };
zone "a" { type secondary; primaries { p; }; };
=> fine

// two lists of one name
primaries "p" { 192.0.2.1; };
masters "P" { 192.0.2.2; };
primaries "p" { 192.0.2.3; };
=> error ALREADY_EXISTS 3 <P> masters list 'P' is duplicated
=> error ALREADY_EXISTS 4 <p> primaries list 'p' is duplicated

// lists of parents are others
primaries "p" { 192.0.2.1; };
parental-agents "p" { 192.0.2.2; };
=>9.18 fine
=>9.20 error ALREADY_EXISTS 2 <p> primaries list 'p' is duplicated

// lists of parents, twice
parental-agents "p" { 192.0.2.1; };
parental-agents "P" { 192.0.2.2; };
=> error ALREADY_EXISTS 3 <P> parental-agents list 'P' is duplicated

// both words in one zone
zone "a" {
  type secondary;
  masters { 192.0.2.1; };
  primaries { 192.0.2.1; };
};
=> error CONFLICT 5 <primaries> 'primaries' and 'masters' cannot both be used in the same zone

// the parents that are asked for DS records
parental-agents "parents" { 192.0.2.1; };
zone "a" { type primary; file "a.db"; parental-agents { parents; 192.0.2.2; }; };
=> fine

// parents that there are not
primaries "parents" { 192.0.2.1; };
zone "a" { type primary; file "a.db"; parental-agents { parents; }; };
=>9.18 error UNDEFINED_REFERENCE 3 <parents> unable to find parental-agents list 'parents'
=>9.20 fine

// nobody to ask
zone "a" { type primary; file "a.db"; parental-agents { }; };
=> error ZONE_INCOMPLETE 2 <a> zone 'a': empty 'parental-agents' entry

// a stub has no parents to ask
zone "a" { type stub; primaries { 192.0.2.1; }; parental-agents { 192.0.2.2; }; };
=> error ZONE_OPTION 2 <parental-agents> option 'parental-agents' is not allowed in 'stub' zone 'a'
`);
});
