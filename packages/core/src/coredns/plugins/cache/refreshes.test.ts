import { expect, it } from "vitest";
import { retold, timeLinesOf } from "./time-line.fixture.ts";

/** Prefetch and stale answers: as CoreDNS 1.15.0 answered through the seconds, in front of a server that said these in turn, and the last one for ever. */
const LINES = timeLinesOf(`
# servfail with serve_stale
cache { success 100 10 1; servfail 2s; serve_stale 1h }
< NOERROR: x.test. 1 A 192.0.2.1
< SERVFAIL
< SERVFAIL
< NOERROR: x.test. 9 A 192.0.2.3
0 x.test. A => NOERROR: x.test. 1 A 192.0.2.1
1500 x.test. A => NOERROR: x.test. 0 A 192.0.2.1
1900 x.test. A => NOERROR: x.test. 0 A 192.0.2.1
2300 x.test. A => NOERROR: x.test. 0 A 192.0.2.1
4500 x.test. A => NOERROR: x.test. 7 A 192.0.2.3

# prefetch counts hits alone
cache { success 100 10 1; prefetch 1 1m 90% }
< NOERROR: x.test. 4 A 192.0.2.1
< NOERROR: x.test. 9 A 192.0.2.2
< NOERROR: x.test. 9 A 192.0.2.3
0 x.test. A => NOERROR: x.test. 4 A 192.0.2.1
700 x.test. A => NOERROR: x.test. 4 A 192.0.2.1
1100 x.test. A => NOERROR: x.test. 9 A 192.0.2.2
1500 x.test. A => NOERROR: x.test. 9 A 192.0.2.3

# prefetch that fails leaves the answer
cache { success 100 10 1; prefetch 1 1m 90% }
< NOERROR: x.test. 4 A 192.0.2.1
< SERVFAIL
< NOERROR: x.test. 9 A 192.0.2.3
0 x.test. A => NOERROR: x.test. 4 A 192.0.2.1
700 x.test. A => NOERROR: x.test. 4 A 192.0.2.1
1100 x.test. A => NOERROR: x.test. 3 A 192.0.2.1
1500 x.test. A => NOERROR: x.test. 9 A 192.0.2.3
1900 x.test. A => NOERROR: x.test. 9 A 192.0.2.3

# prefetch of a denial
cache { denial 100 10 1; prefetch 1 1m 90% }
< NXDOMAIN: -- test. 4 SOA ns.test. h.test. 1 2 3 4 7
< NOERROR: x.test. 9 A 192.0.2.2
0 x.test. A => NXDOMAIN -- test. 4 SOA ns.test. h.test. 1 2 3 4 7
700 x.test. A => NXDOMAIN -- test. 4 SOA ns.test. h.test. 1 2 3 4 7
1100 x.test. A => NOERROR: x.test. 9 A 192.0.2.2
1500 x.test. A => NOERROR: x.test. 9 A 192.0.2.2

# prefetch of an answer that has become a denial
cache { success 100 10 1; denial 100 10 1; prefetch 1 1m 90% }
< NOERROR: x.test. 4 A 192.0.2.1
< NXDOMAIN: -- test. 9 SOA ns.test. h.test. 1 2 3 4 7
< NOERROR: x.test. 9 A 192.0.2.3
0 x.test. A => NOERROR: x.test. 4 A 192.0.2.1
700 x.test. A => NOERROR: x.test. 4 A 192.0.2.1
1100 x.test. A => NXDOMAIN -- test. 9 SOA ns.test. h.test. 1 2 3 4 7
1500 x.test. A => NOERROR: x.test. 9 A 192.0.2.3

# stale within its time and behind it
cache { success 100 10 1; serve_stale 2s }
< NOERROR: x.test. 1 A 192.0.2.1
< SERVFAIL
< SERVFAIL
< NOERROR: x.test. 9 A 192.0.2.2
0 x.test. A => NOERROR: x.test. 1 A 192.0.2.1
1500 x.test. A => NOERROR: x.test. 0 A 192.0.2.1
2500 x.test. A => NOERROR: x.test. 0 A 192.0.2.1
3500 x.test. A => NOERROR: x.test. 9 A 192.0.2.2

# stale immediate with a TTL and keepttl
cache { success 100 10 1; keepttl; serve_stale 1h immediate 7s }
< NOERROR: x.test. 1 A 192.0.2.1
< SERVFAIL
< NOERROR: x.test. 9 A 192.0.2.2
0 x.test. A => NOERROR: x.test. 1 A 192.0.2.1
1500 x.test. A => NOERROR: x.test. 7 A 192.0.2.1
1900 x.test. A => NOERROR: x.test. 7 A 192.0.2.1
2300 x.test. A => NOERROR: x.test. 9 A 192.0.2.2

# stale verify with a TTL
cache { success 100 10 1; serve_stale 1h verify 0 7s }
< NOERROR: x.test. 1 A 192.0.2.1
< SERVFAIL
< NOERROR: x.test. 9 A 192.0.2.2
0 x.test. A => NOERROR: x.test. 1 A 192.0.2.1
1500 x.test. A => NOERROR: x.test. 7 A 192.0.2.1
1900 x.test. A => NOERROR: x.test. 9 A 192.0.2.2

# stale verify recheck
cache { success 100 10 1; serve_stale 1h verify 0 0s 1s }
< NOERROR: x.test. 1 A 192.0.2.1
< SERVFAIL
< NOERROR: x.test. 9 A 192.0.2.2
< NOERROR: x.test. 9 A 192.0.2.3
0 x.test. A => NOERROR: x.test. 1 A 192.0.2.1
1500 x.test. A => NOERROR: x.test. 0 A 192.0.2.1
1900 x.test. A => NOERROR: x.test. 0 A 192.0.2.1
2800 x.test. A => NOERROR: x.test. 9 A 192.0.2.2

# stale and a REFUSED upstream
cache { success 100 10 1; serve_stale 1h }
< NOERROR: x.test. 1 A 192.0.2.1
< REFUSED
< NOERROR: x.test. 9 A 192.0.2.2
0 x.test. A => NOERROR: x.test. 1 A 192.0.2.1
1500 x.test. A => NOERROR: x.test. 0 A 192.0.2.1
1900 x.test. A => NOERROR: x.test. 0 A 192.0.2.1
2300 x.test. A => NOERROR: x.test. 9 A 192.0.2.2

# stale and a chain without end
cache { success 100 10 1; serve_stale 1h }
< NOERROR: x.test. 1 A 192.0.2.1
< NOERROR: x.test. 9 CNAME y.test.
< NOERROR: x.test. 9 A 192.0.2.2
0 x.test. A => NOERROR: x.test. 1 A 192.0.2.1
1500 x.test. A => NOERROR: x.test. 0 A 192.0.2.1
1900 x.test. A => NOERROR: x.test. 0 A 192.0.2.1
2300 x.test. A => NOERROR: x.test. 9 A 192.0.2.2

# stale verify and a chain without end
cache { success 100 10 1; serve_stale 1h verify }
< NOERROR: x.test. 1 A 192.0.2.1
< NOERROR: x.test. 9 CNAME y.test.
< NOERROR: x.test. 9 A 192.0.2.2
0 x.test. A => NOERROR: x.test. 1 A 192.0.2.1
1500 x.test. A => NOERROR: x.test. 9 CNAME y.test.
1900 x.test. A => NOERROR: x.test. 9 A 192.0.2.2

# stale verify and a referral
cache { success 100 10 1; serve_stale 1h verify }
< NOERROR: x.test. 1 A 192.0.2.1
< NOERROR: -- test. 9 NS ns.test.
< NOERROR: x.test. 9 A 192.0.2.2
0 x.test. A => NOERROR: x.test. 1 A 192.0.2.1
1500 x.test. A => NOERROR -- test. 5 NS ns.test.
1900 x.test. A => NOERROR -- test. 5 NS ns.test.

# stale prefer_positive and a referral
cache { success 100 10 1; serve_stale 1h; serve_stale_policy prefer_positive }
< NOERROR: x.test. 1 A 192.0.2.1
< NOERROR: -- test. 9 NS ns.test.
< NOERROR: x.test. 9 A 192.0.2.2
0 x.test. A => NOERROR: x.test. 1 A 192.0.2.1
1500 x.test. A => NOERROR: x.test. 0 A 192.0.2.1
1900 x.test. A => NOERROR: x.test. 0 A 192.0.2.1
2300 x.test. A => NOERROR: x.test. 9 A 192.0.2.2

# stale prefer_positive with an empty reply
cache { success 100 10 1; serve_stale 1h; serve_stale_policy prefer_positive }
< NOERROR: x.test. 1 A 192.0.2.1
< NOERROR
< NOERROR: x.test. 9 A 192.0.2.2
0 x.test. A => NOERROR: x.test. 1 A 192.0.2.1
1500 x.test. A => NOERROR: x.test. 0 A 192.0.2.1
1900 x.test. A => NOERROR: x.test. 0 A 192.0.2.1
2300 x.test. A => NOERROR: x.test. 9 A 192.0.2.2

# stale prefer_positive verify
cache { success 100 10 1; denial 100 10 1; serve_stale 1h verify; serve_stale_policy prefer_positive }
< NOERROR: x.test. 1 A 192.0.2.1
< NXDOMAIN: -- test. 9 SOA ns.test. h.test. 1 2 3 4 7
< NOERROR: x.test. 9 A 192.0.2.2
0 x.test. A => NOERROR: x.test. 1 A 192.0.2.1
1500 x.test. A => NOERROR: x.test. 0 A 192.0.2.1
1900 x.test. A => NOERROR: x.test. 9 A 192.0.2.2
2300 x.test. A => NOERROR: x.test. 9 A 192.0.2.2
`);

it.each(LINES)("$title ($directive)", (line) => expect(retold(line)).toEqual(line.rows));
