import { expect, it } from "vitest";
import { retold, timeLinesOf } from "./time-line.fixture.ts";

/** Who is asked, in which order, and whose reply stands: as CoreDNS 1.15.0 asked servers that said these in turn, and the last one for ever. */
const LINES = timeLinesOf(`
# sequential: the first
forward . A B { read_timeout 300ms; policy sequential }
A < NOERROR: x.test. 30 A 192.0.2.1
B < NOERROR: x.test. 30 A 192.0.2.2
0 x.test. A => NOERROR: x.test. 30 A 192.0.2.1
300 x.test. A => NOERROR: x.test. 30 A 192.0.2.1
asked A udp, A udp

# sequential: the first is silent
forward . A B { read_timeout 300ms; policy sequential; max_fails 0 }
A < drop
B < NOERROR: x.test. 30 A 192.0.2.2
0 x.test. A => NOERROR: x.test. 30 A 192.0.2.2
600 x.test. A => NOERROR: x.test. 30 A 192.0.2.2
asked A udp, B udp, A udp, B udp

# sequential: the first is closed
forward . A B { read_timeout 300ms; policy sequential; max_fails 0 }
A < closed
B < NOERROR: x.test. 30 A 192.0.2.2
0 x.test. A => NOERROR: x.test. 30 A 192.0.2.2
300 x.test. A => NOERROR: x.test. 30 A 192.0.2.2
asked B udp, B udp

# sequential: silent once
forward . A B { read_timeout 300ms; policy sequential; max_fails 0 }
A < drop
A < NOERROR: x.test. 30 A 192.0.2.1
B < NOERROR: x.test. 30 A 192.0.2.2
0 x.test. A => NOERROR: x.test. 30 A 192.0.2.2
600 x.test. A => NOERROR: x.test. 30 A 192.0.2.1
asked A udp, B udp, A udp

# sequential: two silent ones are asked twice each
forward . A B { read_timeout 300ms; policy sequential; max_fails 0 }
A < drop
B < drop
0 x.test. A => SERVFAIL
asked A udp, B udp, A udp, B udp

# sequential: the second time round
forward . A B { read_timeout 300ms; policy sequential; max_fails 0 }
A < drop
A < NOERROR: x.test. 30 A 192.0.2.1
B < drop
0 x.test. A => NOERROR: x.test. 30 A 192.0.2.1
asked A udp, B udp, A udp

# round_robin: the second begins, the rest in the order of the file
forward . A B C { read_timeout 300ms; policy round_robin; max_fails 0 }
A < NOERROR: x.test. 30 A 192.0.2.1
B < NOERROR: x.test. 30 A 192.0.2.2
C < NOERROR: x.test. 30 A 192.0.2.3
0 x.test. A => NOERROR: x.test. 30 A 192.0.2.2
200 x.test. A => NOERROR: x.test. 30 A 192.0.2.3
400 x.test. A => NOERROR: x.test. 30 A 192.0.2.1
600 x.test. A => NOERROR: x.test. 30 A 192.0.2.2
asked B udp, C udp, A udp, B udp

# round_robin: behind a silent one the first of the file
forward . A B C { read_timeout 300ms; policy round_robin; max_fails 0 }
A < NOERROR: x.test. 30 A 192.0.2.1
B < drop
C < NOERROR: x.test. 30 A 192.0.2.3
0 x.test. A => NOERROR: x.test. 30 A 192.0.2.1
600 x.test. A => NOERROR: x.test. 30 A 192.0.2.3
900 x.test. A => NOERROR: x.test. 30 A 192.0.2.1
asked B udp, A udp, C udp, A udp

# failover: an rcode that it names
forward . A B { read_timeout 300ms; policy sequential; failover SERVFAIL REFUSED }
A < SERVFAIL
A < REFUSED
A < NOTIMP
B < NOERROR: x.test. 30 A 192.0.2.2
0 x.test. A => NOERROR: x.test. 30 A 192.0.2.2
200 x.test. A => NOERROR: x.test. 30 A 192.0.2.2
400 x.test. A => NOTIMP
asked A udp, B udp, A udp, B udp, A udp

# failover: the last one stands
forward . A B { read_timeout 300ms; policy sequential; failover SERVFAIL }
A < SERVFAIL
B < SERVFAIL aa
0 x.test. A => SERVFAIL aa
asked A udp, B udp

# failover: nobody else is there
forward . A { read_timeout 300ms; failover SERVFAIL }
A < SERVFAIL
A < NOERROR: x.test. 30 A 192.0.2.1
0 x.test. A => SERVFAIL
200 x.test. A => NOERROR: x.test. 30 A 192.0.2.1
asked A udp, A udp

# failover: a silent one behind it
forward . A B { read_timeout 300ms; policy sequential; failover SERVFAIL; max_fails 0 }
A < SERVFAIL
B < drop
0 x.test. A => SERVFAIL
asked A udp, B udp, A udp

# without failover a SERVFAIL is an answer
forward . A B { read_timeout 300ms; policy sequential }
A < SERVFAIL
B < NOERROR: x.test. 30 A 192.0.2.2
0 x.test. A => SERVFAIL
asked A udp

# next: a name error asks the next line
forward . A { read_timeout 300ms; next NXDOMAIN }
forward . B { read_timeout 300ms }
A < NXDOMAIN: -- test. 30 SOA ns.test. h.test. 1 2 3 4 7
A < NOERROR: x.test. 30 A 192.0.2.1
B < NOERROR: x.test. 30 A 192.0.2.2
0 x.test. A => NOERROR: x.test. 30 A 192.0.2.2
200 x.test. A => NOERROR: x.test. 30 A 192.0.2.1
asked A udp, B udp, A udp

# next: another rcode stands
forward . A { read_timeout 300ms; next NXDOMAIN }
forward . B { read_timeout 300ms }
A < REFUSED
B < NOERROR: x.test. 30 A 192.0.2.2
0 x.test. A => REFUSED
asked A udp

# next: of the last line the reply stands
forward . A { read_timeout 300ms; next NXDOMAIN }
forward . B { read_timeout 300ms; next NXDOMAIN }
A < NXDOMAIN: -- test. 30 SOA ns.test. h.test. 1 2 3 4 7
B < NXDOMAIN aa
0 x.test. A => NXDOMAIN aa
asked A udp, B udp

# next: silence is no rcode
forward . A { read_timeout 300ms; next SERVFAIL; max_fails 0 }
forward . B { read_timeout 300ms }
A < drop
B < NOERROR: x.test. 30 A 192.0.2.2
0 x.test. A => SERVFAIL
asked A udp, A udp

# next_on_nodata: an answer without records
forward . A { read_timeout 300ms; next_on_nodata }
forward . B { read_timeout 300ms }
A < NOERROR: -- test. 30 SOA ns.test. h.test. 1 2 3 4 7
A < NXDOMAIN
A < NOERROR: x.test. 30 A 192.0.2.1
B < NOERROR: x.test. 30 A 192.0.2.2
0 x.test. A => NOERROR: x.test. 30 A 192.0.2.2
200 x.test. A => NXDOMAIN
400 x.test. A => NOERROR: x.test. 30 A 192.0.2.1
asked A udp, B udp, A udp, A udp

# next_on_nodata: an alias alone has a record
forward . A { read_timeout 300ms; next_on_nodata }
forward . B { read_timeout 300ms }
A < NOERROR: x.test. 30 CNAME y.test.
B < NOERROR: x.test. 30 A 192.0.2.2
0 x.test. A => NOERROR: x.test. 30 CNAME y.test.
asked A udp

# a line for a zone before the line for all
forward a.test A
forward . B { read_timeout 300ms }
A < NOERROR: x.test. 30 A 192.0.2.1
B < NOERROR: x.test. 30 A 192.0.2.2
0 a.test. A => NOERROR: x.test. 30 A 192.0.2.1
200 x.a.test. A => NOERROR: x.test. 30 A 192.0.2.1
400 xa.test. A => NOERROR: x.test. 30 A 192.0.2.2
asked A udp, A udp, B udp

# lines are asked in the order of the file, not by the longest zone
forward . A { read_timeout 300ms }
forward a.test B
A < NOERROR: x.test. 30 A 192.0.2.1
B < NOERROR: x.test. 30 A 192.0.2.2
0 x.a.test. A => NOERROR: x.test. 30 A 192.0.2.1
asked A udp

# except: a name below it goes on, the FROM itself does not
forward a.test A { except a.test }
forward . B { read_timeout 300ms }
A < NOERROR: x.test. 30 A 192.0.2.1
B < NOERROR: x.test. 30 A 192.0.2.2
0 a.test. A => NOERROR: x.test. 30 A 192.0.2.1
200 x.a.test. A => NOERROR: x.test. 30 A 192.0.2.2
asked A udp, B udp

# max_connect_attempts: one attempt
forward . A B { read_timeout 300ms; policy sequential; max_connect_attempts 1; max_fails 0 }
A < drop
B < NOERROR: x.test. 30 A 192.0.2.2
0 x.test. A => SERVFAIL
asked A udp

# max_connect_attempts: three
forward . A { read_timeout 300ms; max_connect_attempts 3; max_fails 0 }
A < drop
0 x.test. A => SERVFAIL
asked A udp, A udp, A udp

# a client over TCP is asked for over TCP
forward . A { read_timeout 300ms }
A < NOERROR: x.test. 30 A 192.0.2.1
0 x.test. A tcp => NOERROR: x.test. 30 A 192.0.2.1
200 x.test. A => NOERROR: x.test. 30 A 192.0.2.1
asked A tcp, A udp

# force_tcp
forward . A { read_timeout 300ms; force_tcp }
A < NOERROR: x.test. 30 A 192.0.2.1
0 x.test. A => NOERROR: x.test. 30 A 192.0.2.1
asked A tcp

# prefer_udp: a cut reply is asked for again
forward . A { read_timeout 300ms; prefer_udp }
A < NOERROR tc
A < NOERROR: x.test. 30 A 192.0.2.1
0 x.test. A tcp => NOERROR: x.test. 30 A 192.0.2.1
300 x.test. A => NOERROR: x.test. 30 A 192.0.2.1
asked A udp, A tcp, A udp

# without prefer_udp a cut reply is passed on
forward . A { read_timeout 300ms }
A < NOERROR tc
A < NOERROR: x.test. 30 A 192.0.2.1
0 x.test. A => NOERROR tc
asked A udp

# down behind the second failed probe with max_fails 1
forward . A B { read_timeout 300ms; policy sequential; max_fails 1; health_check 200ms }
A < closed
B < NOERROR: x.test. 30 A 192.0.2.2
0 x.test. A => NOERROR: x.test. 30 A 192.0.2.2
1500 x.test. A => NOERROR: x.test. 30 A 192.0.2.2
asked B udp, B udp

# failfast: all are down
forward . A { read_timeout 300ms; failfast_all_unhealthy_upstreams; max_fails 1; health_check 100ms }
A < closed
0 x.test. A => SERVFAIL
1500 x.test. A => SERVFAIL
asked nobody

# a reply of any rcode is passed on as it is
forward . A { read_timeout 300ms }
A < REFUSED aa
A < NOTIMP
A < YXDOMAIN
A < NOERROR aa ad
A < FORMERR
0 x.test. A => REFUSED aa
150 x.test. A => NOTIMP
300 x.test. A => YXDOMAIN
450 x.test. A ad => NOERROR aa ad
600 x.test. A => FORMERR
asked A udp, A udp, A udp, A udp, A udp
`);

it.each(LINES)("$title", (line) => expect(retold(line)).toEqual(line.rows));
