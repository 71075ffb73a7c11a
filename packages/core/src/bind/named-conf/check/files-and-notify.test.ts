import { describe } from "vitest";
import { itSays } from "./transcript.fixture.ts";

/** Files of zones, NOTIFY, mirrors and dial-up, as named-checkconf 9.18.49 and 9.20.30 judge them. */

describe("files", () => {
  itSays(`
// files that nobody writes may be shared
zone "a" { type primary; file "shared.db"; };
zone "b" { type primary; file "shared.db"; };
=> fine

// files that a copy writes may not
zone "a" { type primary; file "shared.db"; };
zone "b" { type secondary; primaries { 192.0.2.1; }; file "shared.db"; };
=> error FILE_SHARED 3 <shared.db> writeable file 'shared.db': already in use

// in either order
zone "b" { type secondary; primaries { 192.0.2.1; }; file "shared.db"; };
zone "a" { type primary; file "shared.db"; };
=> error FILE_SHARED 3 <shared.db> writeable file 'shared.db': already in use

// in other letters it is the same file
zone "a" { type secondary; primaries { 192.0.2.1; }; file "shared.db"; };
zone "b" { type secondary; primaries { 192.0.2.1; }; file "SHARED.db"; };
=> error FILE_SHARED 3 <SHARED.db> writeable file 'SHARED.db': already in use

// in another way of writing it is not
zone "a" { type secondary; primaries { 192.0.2.1; }; file "shared.db"; };
zone "b" { type secondary; primaries { 192.0.2.1; }; file "./shared.db"; };
=> fine

// a zone that is updated is written
zone "a" { type primary; file "shared.db"; allow-update { any; }; };
zone "b" { type primary; file "shared.db"; };
=> error FILE_SHARED 3 <shared.db> writeable file 'shared.db': already in use

// none updates it
zone "a" { type primary; file "shared.db"; allow-update { none; }; };
zone "b" { type primary; file "shared.db"; };
=> fine

// updated as options say
options { allow-update { 192.0.2.0/24; }; };
zone "a" { type primary; file "shared.db"; };
zone "b" { type primary; file "shared.db"; };
=> error FILE_SHARED 4 <shared.db> writeable file 'shared.db': already in use

// a zone that is signed is written
zone "a" { type primary; file "shared.db"; dnssec-policy default; inline-signing yes; };
zone "b" { type primary; file "shared.db"; };
=> error FILE_SHARED 3 <shared.db> writeable file 'shared.db': already in use

// a stub's file is not looked at
zone "a" { type stub; primaries { 192.0.2.1; }; file "shared.db"; };
zone "b" { type stub; primaries { 192.0.2.1; }; file "shared.db"; };
=> fine

// a file of two views
view "inside" { zone "a" { type secondary; primaries { 192.0.2.1; }; file "a.db"; }; };
view "outside" { zone "a" { type secondary; primaries { 192.0.2.1; }; file "a.db"; }; };
=> error FILE_SHARED 3 <a.db> writeable file 'a.db': already in use
`);
});

describe("who is told, and when", () => {
  itSays(`
// only told of when it is asked to be
zone "a" {
  type secondary;
  primaries { 192.0.2.1; };
  notify no;
  also-notify { 192.0.2.2; };
};
=> warning CONFLICT 2 <a> zone 'a': 'also-notify' set but 'notify' is disabled

// to primaries only: for a primary that is everybody
zone "a" { type primary; file "a.db"; notify primary-only; also-notify { 192.0.2.2; }; };
zone "b" { type secondary; primaries { 192.0.2.1; }; notify primary-only; also-notify { 192.0.2.2; }; };
zone "c" { type secondary; primaries { 192.0.2.1; }; notify master-only; also-notify { 192.0.2.2; }; };
=> warning CONFLICT 3 <b> zone 'b': 'also-notify' set but 'notify' is disabled
=> warning CONFLICT 4 <c> zone 'c': 'also-notify' set but 'notify' is disabled

// switched off for all, said of one
options { notify no; };
zone "a" { type primary; file "a.db"; also-notify { 192.0.2.2; }; };
zone "b" { type primary; file "b.db"; notify explicit; also-notify { 192.0.2.2; }; };
=> warning CONFLICT 3 <a> zone 'a': 'also-notify' set but 'notify' is disabled

// a mirror may tell whom it is told to
zone "a" { type mirror; primaries { 192.0.2.1; }; notify explicit; };
=> fine

// a mirror tells nobody else
zone "a" { type mirror; primaries { 192.0.2.1; }; notify yes; };
zone "b" { type mirror; primaries { 192.0.2.1; }; notify primary-only; };
=> error CONFLICT 2 <a> zone 'a': mirror zones can only be used with 'notify no;' or 'notify explicit;'
=> error CONFLICT 3 <b> zone 'b': mirror zones can only be used with 'notify no;' or 'notify explicit;'

// the servers that are told, by a list that there is not
zone "a" { type primary; file "a.db"; also-notify { nowhere; }; };
=>9.18 error UNDEFINED_REFERENCE 2 <nowhere> unable to find primaries list 'nowhere'
=>9.20 error UNDEFINED_REFERENCE 2 <nowhere> unable to find remote-servers list 'nowhere'

// a mirror is for those who recurse
options { recursion no; };
zone "a" { type mirror; primaries { 192.0.2.1; }; };
=> error CONFLICT 3 <a> zone 'a': mirror zones cannot be used if recursion is disabled

// nobody recurses
options { allow-recursion { none; }; };
zone "a" { type mirror; primaries { 192.0.2.1; }; };
=> error CONFLICT 3 <a> zone 'a': mirror zones cannot be used if recursion is disabled

// in this view they do
options { recursion no; };
view "inside" {
  recursion yes;
  zone "a" { type mirror; primaries { 192.0.2.1; }; };
};
=> fine

// dialled up: what a primary can be told
zone "a" { type primary; file "a.db"; dialup notify; };
zone "b" { type primary; file "b.db"; dialup yes; };
=> warning DEPRECATED_CLAUSE 2 <dialup> option 'dialup' is deprecated
=> warning DEPRECATED_CLAUSE 3 <dialup> option 'dialup' is deprecated

// a primary asks nobody
zone "a" { type primary; file "a.db"; dialup refresh; };
zone "b" { type primary; file "b.db"; dialup passive; };
zone "c" { type primary; file "c.db"; dialup notify-passive; };
=> error ZONE_OPTION 2 <refresh> dialup type 'refresh' is not allowed in 'primary' zone 'a'
=> warning DEPRECATED_CLAUSE 2 <dialup> option 'dialup' is deprecated
=> error ZONE_OPTION 3 <passive> dialup type 'passive' is not allowed in 'primary' zone 'b'
=> warning DEPRECATED_CLAUSE 3 <dialup> option 'dialup' is deprecated
=> error ZONE_OPTION 4 <notify-passive> dialup type 'notify-passive' is not allowed in 'primary' zone 'c'
=> warning DEPRECATED_CLAUSE 4 <dialup> option 'dialup' is deprecated

// a copy may do all of it
zone "a" { type secondary; primaries { 192.0.2.1; }; dialup refresh; };
zone "b" { type secondary; primaries { 192.0.2.1; }; dialup NOTIFY-passive; };
=> warning DEPRECATED_CLAUSE 2 <dialup> option 'dialup' is deprecated
=> warning DEPRECATED_CLAUSE 3 <dialup> option 'dialup' is deprecated

// a stub tells nobody
zone "a" { type stub; primaries { 192.0.2.1; }; dialup notify; };
zone "b" { type stub; primaries { 192.0.2.1; }; dialup notify-passive; };
zone "c" { type stub; primaries { 192.0.2.1; }; dialup refresh; };
=> error ZONE_OPTION 2 <notify> dialup type 'notify' is not allowed in 'stub' zone 'a'
=> warning DEPRECATED_CLAUSE 2 <dialup> option 'dialup' is deprecated
=> error ZONE_OPTION 3 <notify-passive> dialup type 'notify-passive' is not allowed in 'stub' zone 'b'
=> warning DEPRECATED_CLAUSE 3 <dialup> option 'dialup' is deprecated
=> warning DEPRECATED_CLAUSE 4 <dialup> option 'dialup' is deprecated

// a word that there is not
zone "a" { type primary; file "a.db"; dialup sometimes; };
=> error SYNTAX 2 <sometimes> boolean expected near 'sometimes'
=> warning DEPRECATED_CLAUSE 2 <dialup> option 'dialup' is deprecated

// the old type of zones that hold only delegations
zone "de" { type delegation-only; };
=>9.18 warning DEPRECATED_CLAUSE 2 <type> 'type delegation-only' is deprecated
=>9.20 error SYNTAX 2 <delegation-only> 'delegation-only' unexpected
`);
});
