import { expect, it } from "vitest";
import { retold, timeLinesOf } from "./time-line.fixture.ts";

/** How long replies live: as CoreDNS 1.15.0 answered through the seconds, in front of a server that said these in turn, and the last one for ever. */
const LINES = timeLinesOf(`
# zones of the cache
cache 30 a.test
< NOERROR: x.test. 20 A 192.0.2.1
< NOERROR: x.test. 20 A 192.0.2.2
< NOERROR: x.test. 20 A 192.0.2.3
0 x.a.test. A => NOERROR: x.test. 20 A 192.0.2.1
300 x.a.test. A => NOERROR: x.test. 20 A 192.0.2.2
600 x.test. A => NOERROR: x.test. 20 A 192.0.2.1
900 x.test. A => NOERROR: x.test. 20 A 192.0.2.2

# a denial gives way to nothing else
cache { denial 100 3 1 }
< NXDOMAIN: -- test. 2 SOA ns.test. h.test. 1 2 3 4 7
< NOERROR: x.test. 2 A 192.0.2.2
< NOERROR: x.test. 2 A 192.0.2.3
0 x.test. A => NXDOMAIN -- test. 2 SOA ns.test. h.test. 1 2 3 4 7
500 x.test. A => NXDOMAIN -- test. 2 SOA ns.test. h.test. 1 2 3 4 7
2600 x.test. A => NOERROR: x.test. 5 A 192.0.2.2
5000 x.test. A => NOERROR: x.test. 3 A 192.0.2.2

# servfail over a live answer
cache { success 100 10 1; servfail 3s }
< NOERROR: x.test. 2 A 192.0.2.1
< SERVFAIL
< NOERROR: x.test. 9 A 192.0.2.2
0 x.test. A => NOERROR: x.test. 2 A 192.0.2.1
2500 x.test. A => SERVFAIL
3000 x.test. A => SERVFAIL
6000 x.test. A => NOERROR: x.test. 9 A 192.0.2.2

# case of the question
cache
< NOERROR: x.test. 20 A 192.0.2.1
0 X.Test. A => NOERROR: x.test. 20 A 192.0.2.1
300 x.test. A => NOERROR: x.test. 20 A 192.0.2.1
600 x.TEST. A => NOERROR: x.test. 20 A 192.0.2.1

# flags of the asker on a hit
cache
< NOERROR aa ad: x.test. 20 A 192.0.2.1
0 x.test. A => NOERROR aa: x.test. 20 A 192.0.2.1
200 x.test. A ad => NOERROR aa ad: x.test. 20 A 192.0.2.1
400 x.test. A nord => NOERROR aa: x.test. 20 A 192.0.2.1
600 x.test. A cd => NOERROR aa: x.test. 20 A 192.0.2.1
800 x.test. A do => NOERROR aa ad: x.test. 20 A 192.0.2.1
1000 x.test. A tcp => NOERROR aa: x.test. 19 A 192.0.2.1

# keepttl and a minimum
cache { success 100 60 10; keepttl }
< NOERROR: x.test. 2 A 192.0.2.1
< NOERROR: x.test. 2 A 192.0.2.2
0 x.test. A => NOERROR: x.test. 10 A 192.0.2.1
2500 x.test. A => NOERROR: x.test. 10 A 192.0.2.1
5500 x.test. A => NOERROR: x.test. 10 A 192.0.2.1

# no cut reply is kept
cache
< NOERROR tc: x.test. 20 A 192.0.2.1
< NOERROR: x.test. 20 A 192.0.2.2
0 x.test. A => NOERROR tc: x.test. 20 A 192.0.2.1
300 x.test. A => NOERROR: x.test. 20 A 192.0.2.2
600 x.test. A => NOERROR: x.test. 20 A 192.0.2.2

# servfail 0 and a failure without a reply
cache { servfail 0 }
< drop
< drop
< NOERROR: x.test. 9 A 192.0.2.1
0 x.test. A => SERVFAIL
1000 x.test. A => NOERROR: x.test. 9 A 192.0.2.1

# a failure without a reply is kept
cache { servfail 1s }
< drop
< drop
< NOERROR: x.test. 9 A 192.0.2.1
0 x.test. A => SERVFAIL
800 x.test. A => SERVFAIL
2000 x.test. A => NOERROR: x.test. 9 A 192.0.2.1

# a referral for five seconds
cache
< NOERROR: -- sub.test. 60 NS ns.sub.test.
< NOERROR: x.test. 20 A 192.0.2.2
0 x.test. A => NOERROR -- sub.test. 5 NS ns.sub.test.
1300 x.test. A => NOERROR -- sub.test. 4 NS ns.sub.test.
5500 x.test. A => NOERROR: x.test. 20 A 192.0.2.2

# an empty answer for five seconds
cache
< NOERROR
< NOERROR: x.test. 20 A 192.0.2.2
0 x.test. A => NOERROR
1300 x.test. A => NOERROR
5500 x.test. A => NOERROR: x.test. 20 A 192.0.2.2

# aliases share the lowest TTL
cache
< NOERROR: x.test. 30 CNAME y.test.; y.test. 7 A 192.0.2.7
0 x.test. A => NOERROR: x.test. 7 CNAME y.test.; y.test. 7 A 192.0.2.7
1300 x.test. A => NOERROR: x.test. 6 CNAME y.test.; y.test. 6 A 192.0.2.7
1600 y.test. A => NOERROR: x.test. 7 CNAME y.test.; y.test. 7 A 192.0.2.7

# no data beside data
cache
< NOERROR: x.test. 20 A 192.0.2.1
< NOERROR: -- test. 20 SOA ns.test. h.test. 1 2 3 4 7
0 x.test. A => NOERROR: x.test. 20 A 192.0.2.1
200 x.test. AAAA => NOERROR: x.test. 20 A 192.0.2.1
400 x.test. A => NOERROR: x.test. 20 A 192.0.2.1
600 x.test. AAAA => NOERROR -- test. 20 SOA ns.test. h.test. 1 2 3 4 7

# disable denial of a zone
cache { disable denial test }
< NXDOMAIN: -- test. 20 SOA ns.test. h.test. 1 2 3 4 7
< NOERROR: x.test. 20 A 192.0.2.2
0 x.test. A => NXDOMAIN -- test. 20 SOA ns.test. h.test. 1 2 3 4 7
300 x.test. A => NOERROR: x.test. 20 A 192.0.2.2
600 x.test. A => NOERROR: x.test. 20 A 192.0.2.2

# disable success of another zone, and of this
cache { disable success other.test x.test }
< NOERROR: x.test. 20 A 192.0.2.1
< NOERROR: x.test. 20 A 192.0.2.2
< NOERROR: x.test. 20 A 192.0.2.3
0 x.test. A => NOERROR: x.test. 20 A 192.0.2.1
300 x.test. A => NOERROR: x.test. 20 A 192.0.2.2
600 y.test. A => NOERROR: x.test. 20 A 192.0.2.1
900 y.test. A => NOERROR: x.test. 20 A 192.0.2.2

# success with a TTL alone
cache { success 100 3 }
< NOERROR: x.test. 20 A 192.0.2.1
< NOERROR: x.test. 20 A 192.0.2.2
0 x.test. A => NOERROR: x.test. 3 A 192.0.2.1
1300 x.test. A => NOERROR: x.test. 2 A 192.0.2.1
3400 x.test. A => NOERROR: x.test. 3 A 192.0.2.2

# a lower TTL than the minimum is raised
cache { success 100 60 8 }
< NOERROR: x.test. 1 A 192.0.2.1
< NOERROR: x.test. 1 A 192.0.2.2
0 x.test. A => NOERROR: x.test. 8 A 192.0.2.1
4500 x.test. A => NOERROR: x.test. 4 A 192.0.2.1

# cache TTL caps both
cache 3
< NXDOMAIN: -- test. 20 SOA ns.test. h.test. 1 2 3 4 7
< NOERROR: x.test. 20 A 192.0.2.2
0 x.test. A => NXDOMAIN -- test. 3 SOA ns.test. h.test. 1 2 3 4 7
1300 x.test. A => NXDOMAIN -- test. 2 SOA ns.test. h.test. 1 2 3 4 7
3500 x.test. A => NOERROR: x.test. 3 A 192.0.2.2
4800 x.test. A => NOERROR: x.test. 2 A 192.0.2.2
`);

it.each(LINES)("$title ($directive)", (line) => expect(retold(line)).toEqual(line.rows));
