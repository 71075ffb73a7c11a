import type { LookUps } from "./look-up.fixture.ts";

export const dnames: LookUps = {
  origin: "dn.",
  zone: `
$TTL 300
@ SOA ns hostmaster 1 7200 3600 1209600 60
@ NS ns
ns A 192.0.2.1
d 900 DNAME target
d A 192.0.2.2
d TXT "beside it"
x.d A 192.0.2.3
sub.d NS ns
target A 192.0.2.4
x.target A 192.0.2.5
*.target TXT "made"
y.target CNAME x.target
z.target CNAME z.d
far DNAME elsewhere.example.
up DNAME @
one DNAME two
two DNAME three
a.three A 192.0.2.6
self DNAME self
loopa DNAME loopb
loopb DNAME loopa
ent.e DNAME target
alias CNAME x.d
alias2 CNAME d
zero 0 DNAME target
root DNAME .
long DNAME aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc.ddddddddddddddddddddddddddddddddddddddddddddd.
`,
  answers: `
d A: NOERROR aa
  d.dn. 300 IN A 192.0.2.2
d TXT: NOERROR aa
  d.dn. 300 IN TXT "beside it"
d DNAME: NOERROR aa
  d.dn. 900 IN DNAME target.dn.
d MX: NOERROR aa
  authority dn. 60 IN SOA ns.dn. hostmaster.dn. 1 7200 3600 1209600 60
d ANY: NOERROR aa
  d.dn. 300 IN A 192.0.2.2
  d.dn. 300 IN TXT "beside it"
  d.dn. 900 IN DNAME target.dn.
x.d A: NOERROR aa
  d.dn. 900 IN DNAME target.dn.
  x.d.dn. 900 IN CNAME x.target.dn.
  x.target.dn. 300 IN A 192.0.2.5
X.D A: NOERROR aa
  X.D.dn. 900 IN CNAME X.target.dn.
  d.dn. 900 IN DNAME target.dn.
  x.target.dn. 300 IN A 192.0.2.5
y.d A: NOERROR aa
  d.dn. 900 IN DNAME target.dn.
  x.target.dn. 300 IN A 192.0.2.5
  y.d.dn. 900 IN CNAME y.target.dn.
  y.target.dn. 300 IN CNAME x.target.dn.
q.d TXT: NOERROR aa
  d.dn. 900 IN DNAME target.dn.
  q.d.dn. 900 IN CNAME q.target.dn.
  q.target.dn. 300 IN TXT "made"
q.d A: NOERROR aa
  d.dn. 900 IN DNAME target.dn.
  q.d.dn. 900 IN CNAME q.target.dn.
  authority dn. 60 IN SOA ns.dn. hostmaster.dn. 1 7200 3600 1209600 60
z.d A: SERVFAIL aa
  d.dn. 900 IN DNAME target.dn.
  z.d.dn. 900 IN CNAME z.target.dn.
  z.target.dn. 300 IN CNAME z.d.dn.
sub.d A: NOERROR aa
  d.dn. 900 IN DNAME target.dn.
  sub.d.dn. 900 IN CNAME sub.target.dn.
  authority dn. 60 IN SOA ns.dn. hostmaster.dn. 1 7200 3600 1209600 60
x.sub.d A: NOERROR aa
  d.dn. 900 IN DNAME target.dn.
  x.sub.d.dn. 900 IN CNAME x.sub.target.dn.
  authority dn. 60 IN SOA ns.dn. hostmaster.dn. 1 7200 3600 1209600 60
p.q.d TXT: NOERROR aa
  d.dn. 900 IN DNAME target.dn.
  p.q.d.dn. 900 IN CNAME p.q.target.dn.
  p.q.target.dn. 300 IN TXT "made"
x.d DNAME: NOERROR aa
  d.dn. 900 IN DNAME target.dn.
  x.d.dn. 900 IN CNAME x.target.dn.
  authority dn. 60 IN SOA ns.dn. hostmaster.dn. 1 7200 3600 1209600 60
x.d CNAME: NOERROR aa
  d.dn. 900 IN DNAME target.dn.
  x.d.dn. 900 IN CNAME x.target.dn.
x.d ANY: NOERROR aa
  d.dn. 900 IN DNAME target.dn.
  x.d.dn. 900 IN CNAME x.target.dn.
x.far A: NOERROR aa
  far.dn. 300 IN DNAME elsewhere.example.
  x.far.dn. 300 IN CNAME x.elsewhere.example.
far A: NOERROR aa
  authority dn. 60 IN SOA ns.dn. hostmaster.dn. 1 7200 3600 1209600 60
x.up A: NXDOMAIN aa
  up.dn. 300 IN DNAME dn.
  x.up.dn. 300 IN CNAME x.dn.
  authority dn. 60 IN SOA ns.dn. hostmaster.dn. 1 7200 3600 1209600 60
ns.up A: NOERROR aa
  ns.dn. 300 IN A 192.0.2.1
  ns.up.dn. 300 IN CNAME ns.dn.
  up.dn. 300 IN DNAME dn.
d.up TXT: NOERROR aa
  d.dn. 300 IN TXT "beside it"
  d.up.dn. 300 IN CNAME d.dn.
  up.dn. 300 IN DNAME dn.
a.one A: NOERROR aa
  a.one.dn. 300 IN CNAME a.two.dn.
  a.three.dn. 300 IN A 192.0.2.6
  a.two.dn. 300 IN CNAME a.three.dn.
  one.dn. 300 IN DNAME two.dn.
  two.dn. 300 IN DNAME three.dn.
b.one A: NXDOMAIN aa
  b.one.dn. 300 IN CNAME b.two.dn.
  b.two.dn. 300 IN CNAME b.three.dn.
  one.dn. 300 IN DNAME two.dn.
  two.dn. 300 IN DNAME three.dn.
  authority dn. 60 IN SOA ns.dn. hostmaster.dn. 1 7200 3600 1209600 60
one A: NOERROR aa
  authority dn. 60 IN SOA ns.dn. hostmaster.dn. 1 7200 3600 1209600 60
x.self A: SERVFAIL aa
  self.dn. 300 IN DNAME self.dn.
  x.self.dn. 300 IN CNAME x.self.dn.
x.loopa A: SERVFAIL aa
  loopa.dn. 300 IN DNAME loopb.dn.
  loopb.dn. 300 IN DNAME loopa.dn.
  x.loopa.dn. 300 IN CNAME x.loopb.dn.
  x.loopb.dn. 300 IN CNAME x.loopa.dn.
e A: NOERROR aa
  authority dn. 60 IN SOA ns.dn. hostmaster.dn. 1 7200 3600 1209600 60
ent.e A: NOERROR aa
  authority dn. 60 IN SOA ns.dn. hostmaster.dn. 1 7200 3600 1209600 60
x.ent.e A: NOERROR aa
  ent.e.dn. 300 IN DNAME target.dn.
  x.ent.e.dn. 300 IN CNAME x.target.dn.
  x.target.dn. 300 IN A 192.0.2.5
x.e A: NXDOMAIN aa
  authority dn. 60 IN SOA ns.dn. hostmaster.dn. 1 7200 3600 1209600 60
alias A: NOERROR aa
  alias.dn. 300 IN CNAME x.d.dn.
  d.dn. 900 IN DNAME target.dn.
  x.d.dn. 900 IN CNAME x.target.dn.
  x.target.dn. 300 IN A 192.0.2.5
alias TXT: NOERROR aa
  alias.dn. 300 IN CNAME x.d.dn.
  d.dn. 900 IN DNAME target.dn.
  x.d.dn. 900 IN CNAME x.target.dn.
  authority dn. 60 IN SOA ns.dn. hostmaster.dn. 1 7200 3600 1209600 60
alias2 A: NOERROR aa
  alias2.dn. 300 IN CNAME d.dn.
  d.dn. 300 IN A 192.0.2.2
x.zero A: NOERROR aa
  x.target.dn. 300 IN A 192.0.2.5
  x.zero.dn. 0 IN CNAME x.target.dn.
  zero.dn. 0 IN DNAME target.dn.
com.root A: NOERROR aa
  com.root.dn. 300 IN CNAME com.
  root.dn. 300 IN DNAME .
x.long A: NOERROR aa
  long.dn. 300 IN DNAME aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc.ddddddddddddddddddddddddddddddddddddddddddddd.
  x.long.dn. 300 IN CNAME x.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc.ddddddddddddddddddddddddddddddddddddddddddddd.
aaaaaaaaaaaa.long A: NOERROR aa
  aaaaaaaaaaaa.long.dn. 300 IN CNAME aaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc.ddddddddddddddddddddddddddddddddddddddddddddd.
  long.dn. 300 IN DNAME aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc.ddddddddddddddddddddddddddddddddddddddddddddd.
aaaaaaaaaaaaaaaaaa.long A: YXDOMAIN aa
  long.dn. 300 IN DNAME aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc.ddddddddddddddddddddddddddddddddddddddddddddd.
`,
};
