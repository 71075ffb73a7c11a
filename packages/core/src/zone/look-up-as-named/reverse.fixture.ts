import type { LookUps } from "./look-up.fixture.ts";

export const reverse: LookUps = {
  origin: "2.0.192.in-addr.arpa.",
  zone: `
$TTL 300
@ SOA ns.example. hostmaster.example. 1 7200 3600 1209600 60
@ NS ns.example.
1 PTR ns.example.
$GENERATE 10-12 $ PTR host-$.example.
0/26 NS ns.customer.example.
$GENERATE 20-22 $ CNAME $.0/26
64-127 NS ns.other.example.
$GENERATE 64-66 $ CNAME $.64-127
200 PTR a.example.
200 PTR b.example.
* PTR nobody.example.
0.30 PTR too.deep.example.
`,
  answers: `
1 PTR: NOERROR aa
  1.2.0.192.in-addr.arpa. 300 IN PTR ns.example.
10 PTR: NOERROR aa
  10.2.0.192.in-addr.arpa. 300 IN PTR host-10.example.
12 PTR: NOERROR aa
  12.2.0.192.in-addr.arpa. 300 IN PTR host-12.example.
13 PTR: NOERROR aa
  13.2.0.192.in-addr.arpa. 300 IN PTR nobody.example.
20 PTR: NOERROR aa
  20.2.0.192.in-addr.arpa. 300 IN CNAME 20.0/26.2.0.192.in-addr.arpa.
  authority 0/26.2.0.192.in-addr.arpa. 300 IN NS ns.customer.example.
20 CNAME: NOERROR aa
  20.2.0.192.in-addr.arpa. 300 IN CNAME 20.0/26.2.0.192.in-addr.arpa.
21.0/26 PTR: NOERROR
  authority 0/26.2.0.192.in-addr.arpa. 300 IN NS ns.customer.example.
0/26 NS: NOERROR
  authority 0/26.2.0.192.in-addr.arpa. 300 IN NS ns.customer.example.
64 PTR: NOERROR aa
  64.2.0.192.in-addr.arpa. 300 IN CNAME 64.64-127.2.0.192.in-addr.arpa.
  authority 64-127.2.0.192.in-addr.arpa. 300 IN NS ns.other.example.
67 PTR: NOERROR aa
  67.2.0.192.in-addr.arpa. 300 IN PTR nobody.example.
200 PTR: NOERROR aa
  200.2.0.192.in-addr.arpa. 300 IN PTR a.example.
  200.2.0.192.in-addr.arpa. 300 IN PTR b.example.
30 PTR: NOERROR aa
  authority 2.0.192.in-addr.arpa. 60 IN SOA ns.example. hostmaster.example. 1 7200 3600 1209600 60
31.30 PTR: NXDOMAIN aa
  authority 2.0.192.in-addr.arpa. 60 IN SOA ns.example. hostmaster.example. 1 7200 3600 1209600 60
1 A: NOERROR aa
  authority 2.0.192.in-addr.arpa. 60 IN SOA ns.example. hostmaster.example. 1 7200 3600 1209600 60
@ PTR: NOERROR aa
  authority 2.0.192.in-addr.arpa. 60 IN SOA ns.example. hostmaster.example. 1 7200 3600 1209600 60
1.1 PTR: NXDOMAIN aa
  authority 2.0.192.in-addr.arpa. 60 IN SOA ns.example. hostmaster.example. 1 7200 3600 1209600 60
`,
};
