import { describe } from "vitest";
import { itSays } from "./transcript.fixture.ts";

/** Zones of policies, catalogs and dnstap, as named-checkconf 9.18.49 and 9.20.30 judge them. */

describe("zones that must be there", () => {
  itSays(`
// zones of policies: primary ones and copies
options { response-policy { zone "a"; zone "B."; }; };
zone "A." { type primary; file "a.db"; };
zone "b" { type secondary; primaries { 192.0.2.1; }; };
=> fine

// a stub, and one that is not there
options {
  response-policy {
    zone "a";
    zone "nowhere";
  };
};
zone "a" { type stub; primaries { 192.0.2.1; }; };
=> error UNDEFINED_REFERENCE 4 <a> response-policy zone 'a' is not a primary or secondary zone
=> error UNDEFINED_REFERENCE 5 <nowhere> response-policy zone 'nowhere' is not a primary or secondary zone

// a zone without a name
options { response-policy { zone "a..b"; }; };
=> error NAME 2 <a..b> bad domain name 'a..b'

// of a view
view "inside" {
  response-policy { zone "a"; };
  zone "b" { type primary; file "b.db"; };
};
=> error UNDEFINED_REFERENCE 3 <a> response-policy zone 'a' for view inside is not a primary or secondary zone

// of the view's own zones alone
view "inside" { zone "a" { type primary; file "a.db"; }; };
view "outside" { response-policy { zone "a"; }; };
=> error UNDEFINED_REFERENCE 3 <a> response-policy zone 'a' for view outside is not a primary or secondary zone

// policies of options do not look into views
options { response-policy { zone "nowhere"; }; };
view "inside" { };
=> fine

// catalogs as well
options {
  catalog-zones {
    zone "a" default-primaries { 192.0.2.1; };
    zone "b" default-masters { 192.0.2.1; };
  };
};
zone "a" { type primary; file "a.db"; };
zone "b" { type secondary; primaries { 192.0.2.1; }; };
=> fine

// both words for one catalog
options {
  catalog-zones {
    zone "a" default-primaries { 192.0.2.1; } default-masters { 192.0.2.1; };
  };
};
zone "a" { type primary; file "a.db"; };
=> error CONFLICT 4 <a> catalog zone 'a': 'default-primaries' and 'default-masters' can not be both defined

// a catalog twice, and one that is not there
options {
  catalog-zones {
    zone "a";
    zone "A.";
    zone "nowhere";
  };
};
zone "a" { type primary; file "a.db"; };
=> error ALREADY_EXISTS 5 <A.> catalog zone 'A': already added here
=> error UNDEFINED_REFERENCE 6 <nowhere> catalog zone 'nowhere' is not a primary or secondary zone

// a catalog without a name
options { catalog-zones { zone "a..b"; }; };
=> error NAME 2 <a..b> bad domain name 'a..b'

// of a view, without its zone
view "inside" { catalog-zones { zone "a"; }; };
=> error UNDEFINED_REFERENCE 2 <a> catalog zone 'a' for view inside is not a primary or secondary zone
`);
});

describe("dnstap", () => {
  itSays(`
// what is told of questions needs a place
options { dnstap { all; }; };
=> error CONFLICT 2 <dnstap> 'dnstap-output' must be set if 'dnstap' is set

// in a view
view "inside" { dnstap { client query; }; };
=> error CONFLICT 2 <dnstap> 'dnstap-output' must be set if 'dnstap' is set

// a file of 10 megabytes, ten times
options { dnstap { all; }; dnstap-output file "/var/log/dnstap" size 10m versions 10 suffix increment; };
=> fine

// a socket has none of it
options {
  dnstap { all; };
  dnstap-output unix "/run/dnstap" size 10m versions 10 suffix increment;
};
=> error CONFLICT 4 <dnstap-output> dnstap-output size cannot be set with mode unix
=> error CONFLICT 4 <dnstap-output> dnstap-output suffix cannot be set with mode unix
=> error CONFLICT 4 <dnstap-output> dnstap-output versions cannot be set with mode unix

// a place alone
options { dnstap-output unix "/run/dnstap"; };
=> fine

// the sizes of its queues
options {
  fstrm-set-buffer-hint 1024;
  fstrm-set-flush-timeout 1;
  fstrm-set-input-queue-size 2;
  fstrm-set-output-notify-threshold 1;
  fstrm-set-output-queue-size 2;
  fstrm-set-reopen-interval 1;
};
=> fine

// one less
options {
  fstrm-set-buffer-hint 1023;
  fstrm-set-flush-timeout 0;
  fstrm-set-input-queue-size 1;
  fstrm-set-output-notify-threshold 0;
  fstrm-set-output-queue-size 1;
  fstrm-set-reopen-interval 0;
};
=> error VALUE 3 <1023> fstrm-set-buffer-hint '1023' out of range (1024..65536)
=> error VALUE 4 <0> fstrm-set-flush-timeout '0' out of range (1..600)
=> error VALUE 5 <1> fstrm-set-input-queue-size '1' out of range (2..16384)
=> error VALUE 6 <0> fstrm-set-output-notify-threshold out of range (0 < 1)
=> error VALUE 7 <1> fstrm-set-output-queue-size '1' out of range (2..1024)
=> error VALUE 8 <0> fstrm-set-reopen-interval '0' out of range (1..600)

// the largest
options {
  fstrm-set-buffer-hint 65536;
  fstrm-set-flush-timeout 600;
  fstrm-set-input-queue-size 16384;
  fstrm-set-output-notify-threshold 4294967295;
  fstrm-set-output-queue-size 1024;
  fstrm-set-reopen-interval 10m;
};
=> fine

// one more
options {
  fstrm-set-buffer-hint 65537;
  fstrm-set-flush-timeout 601;
  fstrm-set-input-queue-size 16385;
  fstrm-set-output-queue-size 1025;
  fstrm-set-reopen-interval 601;
};
=> error VALUE 3 <65537> fstrm-set-buffer-hint '65537' out of range (1024..65536)
=> error VALUE 4 <601> fstrm-set-flush-timeout '601' out of range (1..600)
=> error VALUE 5 <16385> fstrm-set-input-queue-size '16385' not a power-of-2
=> error VALUE 5 <16385> fstrm-set-input-queue-size '16385' out of range (2..16384)
=> error VALUE 6 <1025> fstrm-set-output-queue-size '1025' out of range (2..1024)
=> error VALUE 7 <601> fstrm-set-reopen-interval '601' out of range (1..600)

// a queue that is no power of two
options { fstrm-set-input-queue-size 1000; };
=> error VALUE 2 <1000> fstrm-set-input-queue-size '1000' not a power-of-2
`);
});
