import type { LookUps } from "./look-up.fixture.ts";

export const wildcards: LookUps = {
  origin: "wild.",
  zone: `
$TTL 300
@ SOA ns hostmaster 1 7200 3600 1209600 60
@ NS ns
ns A 192.0.2.1
* MX 10 ns
* TXT "of the zone"
a A 192.0.2.2
b.a A 192.0.2.3
*.a TXT "of a"
c.b.a A 192.0.2.4
x.y.z A 192.0.2.5
*.y.z A 192.0.2.6
alias CNAME any.web
*.web A 192.0.2.7
*.web AAAA 2001:db8::7
www.web A 192.0.2.8
*.away CNAME elsewhere.example.
*.loop CNAME x.loop
*.inner CNAME in.web
sub.*.stars A 192.0.2.9
*.deep.stars A 192.0.2.10
\\*.plain A 192.0.2.11
*.dn DNAME target.example.
x*.odd A 192.0.2.12
**.odd A 192.0.2.13
_x._tcp SRV 0 0 5060 ns
*._udp SRV 0 0 5061 ns
`,
  answers: `
nobody MX: NOERROR aa
  nobody.wild. 300 IN MX 10 ns.wild.
nobody TXT: NOERROR aa
  nobody.wild. 300 IN TXT "of the zone"
nobody A: NOERROR aa
  authority wild. 60 IN SOA ns.wild. hostmaster.wild. 1 7200 3600 1209600 60
far.from.here TXT: NOERROR aa
  far.from.here.wild. 300 IN TXT "of the zone"
a TXT: NOERROR aa
  authority wild. 60 IN SOA ns.wild. hostmaster.wild. 1 7200 3600 1209600 60
a A: NOERROR aa
  a.wild. 300 IN A 192.0.2.2
x.a TXT: NOERROR aa
  x.a.wild. 300 IN TXT "of a"
x.a A: NOERROR aa
  authority wild. 60 IN SOA ns.wild. hostmaster.wild. 1 7200 3600 1209600 60
b.a TXT: NOERROR aa
  authority wild. 60 IN SOA ns.wild. hostmaster.wild. 1 7200 3600 1209600 60
x.b.a TXT: NXDOMAIN aa
  authority wild. 60 IN SOA ns.wild. hostmaster.wild. 1 7200 3600 1209600 60
x.c.b.a TXT: NXDOMAIN aa
  authority wild. 60 IN SOA ns.wild. hostmaster.wild. 1 7200 3600 1209600 60
b.a A: NOERROR aa
  b.a.wild. 300 IN A 192.0.2.3
z TXT: NOERROR aa
  authority wild. 60 IN SOA ns.wild. hostmaster.wild. 1 7200 3600 1209600 60
y.z TXT: NOERROR aa
  authority wild. 60 IN SOA ns.wild. hostmaster.wild. 1 7200 3600 1209600 60
x.y.z A: NOERROR aa
  x.y.z.wild. 300 IN A 192.0.2.5
q.y.z A: NOERROR aa
  q.y.z.wild. 300 IN A 192.0.2.6
q.q.y.z A: NOERROR aa
  q.q.y.z.wild. 300 IN A 192.0.2.6
q.x.y.z A: NXDOMAIN aa
  authority wild. 60 IN SOA ns.wild. hostmaster.wild. 1 7200 3600 1209600 60
q.z TXT: NXDOMAIN aa
  authority wild. 60 IN SOA ns.wild. hostmaster.wild. 1 7200 3600 1209600 60
alias A: NOERROR aa
  alias.wild. 300 IN CNAME any.web.wild.
  any.web.wild. 300 IN A 192.0.2.7
alias AAAA: NOERROR aa
  alias.wild. 300 IN CNAME any.web.wild.
  any.web.wild. 300 IN AAAA 2001:db8::7
alias MX: NOERROR aa
  alias.wild. 300 IN CNAME any.web.wild.
  authority wild. 60 IN SOA ns.wild. hostmaster.wild. 1 7200 3600 1209600 60
alias CNAME: NOERROR aa
  alias.wild. 300 IN CNAME any.web.wild.
www.web AAAA: NOERROR aa
  authority wild. 60 IN SOA ns.wild. hostmaster.wild. 1 7200 3600 1209600 60
web A: NOERROR aa
  authority wild. 60 IN SOA ns.wild. hostmaster.wild. 1 7200 3600 1209600 60
any.web A: NOERROR aa
  any.web.wild. 300 IN A 192.0.2.7
any.web ANY: NOERROR aa
  any.web.wild. 300 IN A 192.0.2.7
  any.web.wild. 300 IN AAAA 2001:db8::7
*.web A: NOERROR aa
  *.web.wild. 300 IN A 192.0.2.7
x.*.web A: NXDOMAIN aa
  authority wild. 60 IN SOA ns.wild. hostmaster.wild. 1 7200 3600 1209600 60
p.away A: NOERROR aa
  p.away.wild. 300 IN CNAME elsewhere.example.
p.q.away MX: NOERROR aa
  p.q.away.wild. 300 IN CNAME elsewhere.example.
p.away CNAME: NOERROR aa
  p.away.wild. 300 IN CNAME elsewhere.example.
p.loop A: SERVFAIL aa
  p.loop.wild. 300 IN CNAME x.loop.wild.
  x.loop.wild. 300 IN CNAME x.loop.wild.
p.inner A: NOERROR aa
  in.web.wild. 300 IN A 192.0.2.7
  p.inner.wild. 300 IN CNAME in.web.wild.
p.inner AAAA: NOERROR aa
  in.web.wild. 300 IN AAAA 2001:db8::7
  p.inner.wild. 300 IN CNAME in.web.wild.
p.inner MX: NOERROR aa
  p.inner.wild. 300 IN CNAME in.web.wild.
  authority wild. 60 IN SOA ns.wild. hostmaster.wild. 1 7200 3600 1209600 60
p.stars A: NOERROR aa
  authority wild. 60 IN SOA ns.wild. hostmaster.wild. 1 7200 3600 1209600 60
stars TXT: NOERROR aa
  authority wild. 60 IN SOA ns.wild. hostmaster.wild. 1 7200 3600 1209600 60
*.stars A: NOERROR aa
  authority wild. 60 IN SOA ns.wild. hostmaster.wild. 1 7200 3600 1209600 60
sub.*.stars A: NOERROR aa
  sub.*.stars.wild. 300 IN A 192.0.2.9
sub.*.stars TXT: NOERROR aa
  authority wild. 60 IN SOA ns.wild. hostmaster.wild. 1 7200 3600 1209600 60
x.*.stars A: NXDOMAIN aa
  authority wild. 60 IN SOA ns.wild. hostmaster.wild. 1 7200 3600 1209600 60
p.deep.stars A: NOERROR aa
  p.deep.stars.wild. 300 IN A 192.0.2.10
*.plain A: NOERROR aa
  *.plain.wild. 300 IN A 192.0.2.11
x.plain A: NOERROR aa
  x.plain.wild. 300 IN A 192.0.2.11
x.dn DNAME: NOERROR aa
  x.dn.wild. 300 IN DNAME target.example.
y.x.dn A: NOERROR aa
  authority wild. 60 IN SOA ns.wild. hostmaster.wild. 1 7200 3600 1209600 60
x.dn A: NOERROR aa
  authority wild. 60 IN SOA ns.wild. hostmaster.wild. 1 7200 3600 1209600 60
x1.odd A: NXDOMAIN aa
  authority wild. 60 IN SOA ns.wild. hostmaster.wild. 1 7200 3600 1209600 60
x*.odd A: NOERROR aa
  x*.odd.wild. 300 IN A 192.0.2.12
**.odd A: NOERROR aa
  **.odd.wild. 300 IN A 192.0.2.13
y.odd TXT: NXDOMAIN aa
  authority wild. 60 IN SOA ns.wild. hostmaster.wild. 1 7200 3600 1209600 60
_x._tcp SRV: NOERROR aa
  _x._tcp.wild. 300 IN SRV 0 0 5060 ns.wild.
_y._tcp SRV: NXDOMAIN aa
  authority wild. 60 IN SOA ns.wild. hostmaster.wild. 1 7200 3600 1209600 60
_tcp SRV: NOERROR aa
  authority wild. 60 IN SOA ns.wild. hostmaster.wild. 1 7200 3600 1209600 60
_y._tcp MX: NXDOMAIN aa
  authority wild. 60 IN SOA ns.wild. hostmaster.wild. 1 7200 3600 1209600 60
_y._udp SRV: NOERROR aa
  _y._udp.wild. 300 IN SRV 0 0 5061 ns.wild.
_y._udp A: NOERROR aa
  authority wild. 60 IN SOA ns.wild. hostmaster.wild. 1 7200 3600 1209600 60
`,
};
