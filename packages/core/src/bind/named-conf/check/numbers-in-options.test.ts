import { describe } from "vitest";
import { itSays } from "./transcript.fixture.ts";

/** Numbers, durations and sizes of options and views at their limits and one beyond, as named-checkconf 9.18.49 and 9.20.30 judge them. */

describe("ports, minutes and lifetimes", () => {
  itSays(`
// the last port but one may be listened at
options { port 65534; };
=> fine

// the last of all ports is out of range
options {
  port 65535;
  tls-port 65536;
  http-port 65535;
  https-port 70000;
};
=> error VALUE 3 <65535> port '65535' out of range
=> error VALUE 4 <65536> port '65536' out of range
=> error VALUE 5 <65535> port '65535' out of range
=> error VALUE 6 <70000> port '70000' out of range

// minutes: four weeks at most
options {
  heartbeat-interval 40320;
  interface-interval 40321;
};
=> warning DEPRECATED_CLAUSE 3 <heartbeat-interval> option 'heartbeat-interval' is deprecated
=> error VALUE 4 <40321> interface-interval '40321' is out of range (0..40320)

// an interval may be written as a duration, and is then seconds
options { interface-interval 4w; };
=> error VALUE 2 <4w> interface-interval '2419200' is out of range (0..40320)

// how long a transfer may take, out of either end
options {
  max-transfer-time-in 40320;
  max-transfer-time-out 40321;
  max-transfer-idle-in 40321;
  max-transfer-idle-out 40320;
};
=> error VALUE 4 <40321> max-transfer-time-out '40321' is out of range (0..40320)
=> error VALUE 5 <40321> max-transfer-idle-in '40321' is out of range (0..40320)

// a zone may say it too
zone "lan" {
  type primary;
  file "lan.db";
  max-transfer-time-out 40321;
};
=> error VALUE 5 <40321> max-transfer-time-out '40321' is out of range (0..40320)

// what a copy may take to arrive
zone "lan" {
  type secondary;
  primaries { 192.0.2.1; };
  max-transfer-time-in 40321;
  max-transfer-idle-in 50000;
};
=> error VALUE 5 <40321> max-transfer-time-in '40321' is out of range (0..40320)
=> error VALUE 6 <50000> max-transfer-idle-in '50000' is out of range (0..40320)

// lifetimes in the cache: at least none, at most 90 seconds
options {
  min-cache-ttl 90;
  min-ncache-ttl 1m31s;
};
=> error VALUE 4 <1m31s> min-ncache-ttl '91' is out of range (0..90)

// a lifetime of denials of a week, in other units
options { max-ncache-ttl 1w; };
=> fine

// a second more
options { max-ncache-ttl 604801; };
=> error VALUE 2 <604801> max-ncache-ttl '604801' is out of range (0..604800)

// a lifetime of answers has no limit
options { max-cache-ttl 52w; };
=> fine

// a lifetime in the style of ISO 8601
view "inside" { max-ncache-ttl P8D; };
=> error VALUE 2 <P8D> max-ncache-ttl '691200' is out of range (0..604800)

// how often copies ask must not be zero
zone "lan" {
  type secondary;
  primaries { 192.0.2.1; };
  min-refresh-time 0;
  max-refresh-time 0;
  min-retry-time 0;
  max-retry-time 0;
};
=> error VALUE 5 <0> 'min-refresh-time' must not be zero
=> error VALUE 6 <0> 'max-refresh-time' must not be zero
=> error VALUE 7 <0> 'min-retry-time' must not be zero
=> error VALUE 8 <0> 'max-retry-time' must not be zero

// neither in options
options { min-refresh-time 0; };
=> error VALUE 2 <0> 'min-refresh-time' must not be zero

// nor in a view, said once for it
options { max-retry-time 1; };
view "inside" { max-retry-time 0; };
=> error VALUE 3 <0> 'max-retry-time' must not be zero

// said of options once for each view
options { max-retry-time 0; };
view "inside" { };
view "outside" { };
=> error VALUE 2 <0> 'max-retry-time' must not be zero

// an exponent of 35 bits and more, or none
options { max-rsa-exponent-size 0; };
=> fine

// the smallest exponent
options { max-rsa-exponent-size 35; };
=> fine

// one bit less
options { max-rsa-exponent-size 34; };
=> error VALUE 2 <34> max-rsa-exponent-size '34' is out of range (35..4096)

// the largest exponent
options { max-rsa-exponent-size 4096; };
=> fine

// one bit more
view "inside" { max-rsa-exponent-size 4097; };
=> error MISPLACED_CLAUSE 2 <max-rsa-exponent-size> unknown option 'max-rsa-exponent-size'
`);
});

describe("anchors, databases, differences and answers that are made again", () => {
  itSays(`
// for how long an anchor may be switched off
options {
  nta-lifetime 1w;
  nta-recheck 1w;
};
=> fine

// a second more than a week
options {
  nta-lifetime 604801;
  nta-recheck 604801;
};
=> error VALUE 3 <604801> 'nta-lifetime' cannot exceed one week
=> error VALUE 4 <604801> 'nta-recheck' cannot exceed one week

// it must last
options { nta-lifetime 0; };
=> error VALUE 2 <0> 'nta-lifetime' may not be zero

// looked at more seldom than it lives
options {
  nta-lifetime 1h;
  nta-recheck 3601;
};
=> warning VALUE 4 <3601> 'nta-recheck' (3601 seconds) is greater than 'nta-lifetime' (3600 seconds)

// looked at never is fine
options { nta-recheck 0; };
=> fine

// a view knows only its own lifetime: an hour where it has none
options { nta-lifetime 1d; };
view "inside" { nta-recheck 2h; };
=> warning VALUE 3 <2h> 'nta-recheck' (7200 seconds) is greater than 'nta-lifetime' (3600 seconds)

// a database of zones of a megabyte
options { lmdb-mapsize 1M; };
=> fine

// an octet less
options { lmdb-mapsize 1048575; };
=> error VALUE 2 <1048575> 'lmdb-mapsize 1048575' is too small

// a terabyte
options { lmdb-mapsize 1024G; };
=> fine

// more than a terabyte
options { lmdb-mapsize 1025G; };
=> error VALUE 2 <1025G> 'lmdb-mapsize 1100585369600' is too large

// differences up to the size of the zone
options { max-ixfr-ratio 100%; };
=> fine

// larger differences are warned of
options { max-ixfr-ratio 101%; };
=> warning VALUE 2 <101%> 'ixfr-max-ratio 101%' exceeds 100%

// none at all
options { max-ixfr-ratio 0%; };
=> error VALUE 2 <0%> 'ixfr-max-ratio' must be a nonzero percentage or 'unlimited')

// in a zone
zone "lan" {
  type primary;
  file "lan.db";
  max-ixfr-ratio 150%;
};
=> warning VALUE 5 <150%> 'ixfr-max-ratio 150%' exceeds 100%

// how often a stale answer is given before it is asked again
options { stale-refresh-time 30; };
=> fine

// too often
options { stale-refresh-time 29; };
=> warning VALUE 2 <29> 'stale-refresh-time' should either be 0 or otherwise 30 seconds or higher

// each time
options { stale-refresh-time 0; };
=> fine

// tries before waiting longer
options { resolver-nonbackoff-tries 1; };
=>9.18 warning DEPRECATED_CLAUSE 2 <resolver-nonbackoff-tries> option 'resolver-nonbackoff-tries' is deprecated
=>9.20 error REMOVED_CLAUSE 2 <resolver-nonbackoff-tries> option 'resolver-nonbackoff-tries' no longer exists

// no tries
view "inside" { resolver-nonbackoff-tries 0; };
=>9.18 error VALUE 2 <0> 'resolver-nonbackoff-tries' must be >= 1
=>9.18 warning DEPRECATED_CLAUSE 2 <resolver-nonbackoff-tries> option 'resolver-nonbackoff-tries' is deprecated
=>9.20 error REMOVED_CLAUSE 2 <resolver-nonbackoff-tries> option 'resolver-nonbackoff-tries' no longer exists

// how often an answer begins anew
options { max-query-restarts 1; };
=> fine

// never
options { max-query-restarts 0; };
=> error VALUE 2 <0> 'max-query-restarts' is out of range 1..255)

// too often to begin anew
options { max-query-restarts 256; };
=> error VALUE 2 <256> 'max-query-restarts' is out of range 1..255)

// as often as may be
view "inside" { max-query-restarts 255; };
=> fine

// a private type, for the state of signing
zone "lan" {
  type primary;
  file "lan.db";
  sig-signing-type 65280;
};
=> fine

// not a private type
zone "lan" {
  type primary;
  file "lan.db";
  sig-signing-type 65279;
};
=> error VALUE 5 <65279> sig-signing-type: 65279 out of range [65280..65535]

// beyond all types
zone "lan" {
  type primary;
  file "lan.db";
  sig-signing-type 65536;
};
=> error VALUE 5 <65536> sig-signing-type: 65536 out of range [65280..65535]
`);
});
