import type { LookUps } from "./look-up.fixture.ts";

export const cuts: LookUps = {
  origin: "cuts.",
  zone: `
$TTL 300
@ SOA ns hostmaster 1 7200 3600 1209600 60
@ NS ns
@ NS ns.one
ns A 192.0.2.1
one 600 NS ns.one
one 600 NS ns.elsewhere.
ns.one A 192.0.2.11
ns.one AAAA 2001:db8::11
ns.one TXT "beside glue"
www.one A 192.0.2.12
one A 192.0.2.13
one TXT "at the cut"
one DS 60485 8 2 000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F
two.one NS ns.two.one
ns.two.one A 192.0.2.14
two.one DS 1 8 2 000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F
three NS ns.one
three NS ns.four
four NS ns.four
ns.four A 192.0.2.15
five NS ns
six.ent NS ns.six.ent
ns.six.ent AAAA 2001:db8::16
seven NS seven
seven A 192.0.2.17
eight NS host.wild
*.wild A 192.0.2.18
nine NS ns.nine
*.nine A 192.0.2.19
* TXT "of the zone"
alias CNAME www.one
mail MX 10 www.one
ten NS deep.under.ten
deep.under.ten A 192.0.2.20
eleven NS alias2
alias2 CNAME ns
`,
  answers: `
one A: NOERROR
  authority one.cuts. 600 IN NS ns.elsewhere.
  authority one.cuts. 600 IN NS ns.one.cuts.
  additional ns.one.cuts. 300 IN A 192.0.2.11
  additional ns.one.cuts. 300 IN AAAA 2001:db8::11
one NS: NOERROR
  authority one.cuts. 600 IN NS ns.elsewhere.
  authority one.cuts. 600 IN NS ns.one.cuts.
  additional ns.one.cuts. 300 IN A 192.0.2.11
  additional ns.one.cuts. 300 IN AAAA 2001:db8::11
one TXT: NOERROR
  authority one.cuts. 600 IN NS ns.elsewhere.
  authority one.cuts. 600 IN NS ns.one.cuts.
  additional ns.one.cuts. 300 IN A 192.0.2.11
  additional ns.one.cuts. 300 IN AAAA 2001:db8::11
one DS: NOERROR aa
  one.cuts. 300 IN DS 60485 8 2 000102030405060708090A0B0C0D0E0F101112131415161718191A1B 1C1D1E1F
one SOA: NOERROR
  authority one.cuts. 600 IN NS ns.elsewhere.
  authority one.cuts. 600 IN NS ns.one.cuts.
  additional ns.one.cuts. 300 IN A 192.0.2.11
  additional ns.one.cuts. 300 IN AAAA 2001:db8::11
one ANY: NOERROR
  authority one.cuts. 600 IN NS ns.elsewhere.
  authority one.cuts. 600 IN NS ns.one.cuts.
  additional ns.one.cuts. 300 IN A 192.0.2.11
  additional ns.one.cuts. 300 IN AAAA 2001:db8::11
One DS: NOERROR aa
  one.cuts. 300 IN DS 60485 8 2 000102030405060708090A0B0C0D0E0F101112131415161718191A1B 1C1D1E1F
www.one A: NOERROR
  authority one.cuts. 600 IN NS ns.elsewhere.
  authority one.cuts. 600 IN NS ns.one.cuts.
  additional ns.one.cuts. 300 IN A 192.0.2.11
  additional ns.one.cuts. 300 IN AAAA 2001:db8::11
ns.one A: NOERROR
  authority one.cuts. 600 IN NS ns.elsewhere.
  authority one.cuts. 600 IN NS ns.one.cuts.
  additional ns.one.cuts. 300 IN A 192.0.2.11
  additional ns.one.cuts. 300 IN AAAA 2001:db8::11
ns.one TXT: NOERROR
  authority one.cuts. 600 IN NS ns.elsewhere.
  authority one.cuts. 600 IN NS ns.one.cuts.
  additional ns.one.cuts. 300 IN A 192.0.2.11
  additional ns.one.cuts. 300 IN AAAA 2001:db8::11
ns.one AAAA: NOERROR
  authority one.cuts. 600 IN NS ns.elsewhere.
  authority one.cuts. 600 IN NS ns.one.cuts.
  additional ns.one.cuts. 300 IN A 192.0.2.11
  additional ns.one.cuts. 300 IN AAAA 2001:db8::11
x.y.one MX: NOERROR
  authority one.cuts. 600 IN NS ns.elsewhere.
  authority one.cuts. 600 IN NS ns.one.cuts.
  additional ns.one.cuts. 300 IN A 192.0.2.11
  additional ns.one.cuts. 300 IN AAAA 2001:db8::11
two.one NS: NOERROR
  authority one.cuts. 600 IN NS ns.elsewhere.
  authority one.cuts. 600 IN NS ns.one.cuts.
  additional ns.one.cuts. 300 IN A 192.0.2.11
  additional ns.one.cuts. 300 IN AAAA 2001:db8::11
two.one DS: NOERROR
  authority one.cuts. 600 IN NS ns.elsewhere.
  authority one.cuts. 600 IN NS ns.one.cuts.
  additional ns.one.cuts. 300 IN A 192.0.2.11
  additional ns.one.cuts. 300 IN AAAA 2001:db8::11
www.two.one A: NOERROR
  authority one.cuts. 600 IN NS ns.elsewhere.
  authority one.cuts. 600 IN NS ns.one.cuts.
  additional ns.one.cuts. 300 IN A 192.0.2.11
  additional ns.one.cuts. 300 IN AAAA 2001:db8::11
three A: NOERROR
  authority three.cuts. 300 IN NS ns.four.cuts.
  authority three.cuts. 300 IN NS ns.one.cuts.
  additional ns.four.cuts. 300 IN A 192.0.2.15
  additional ns.one.cuts. 300 IN A 192.0.2.11
  additional ns.one.cuts. 300 IN AAAA 2001:db8::11
x.three AAAA: NOERROR
  authority three.cuts. 300 IN NS ns.four.cuts.
  authority three.cuts. 300 IN NS ns.one.cuts.
  additional ns.four.cuts. 300 IN A 192.0.2.15
  additional ns.one.cuts. 300 IN A 192.0.2.11
  additional ns.one.cuts. 300 IN AAAA 2001:db8::11
three DS: NOERROR aa
  authority cuts. 60 IN SOA ns.cuts. hostmaster.cuts. 1 7200 3600 1209600 60
four NS: NOERROR
  authority four.cuts. 300 IN NS ns.four.cuts.
  additional ns.four.cuts. 300 IN A 192.0.2.15
ns.four A: NOERROR
  authority four.cuts. 300 IN NS ns.four.cuts.
  additional ns.four.cuts. 300 IN A 192.0.2.15
five A: NOERROR
  authority five.cuts. 300 IN NS ns.cuts.
x.five TXT: NOERROR
  authority five.cuts. 300 IN NS ns.cuts.
ent A: NOERROR aa
  authority cuts. 60 IN SOA ns.cuts. hostmaster.cuts. 1 7200 3600 1209600 60
ent NS: NOERROR aa
  authority cuts. 60 IN SOA ns.cuts. hostmaster.cuts. 1 7200 3600 1209600 60
x.ent TXT: NXDOMAIN aa
  authority cuts. 60 IN SOA ns.cuts. hostmaster.cuts. 1 7200 3600 1209600 60
six.ent A: NOERROR
  authority six.ent.cuts. 300 IN NS ns.six.ent.cuts.
  additional ns.six.ent.cuts. 300 IN AAAA 2001:db8::16
x.six.ent A: NOERROR
  authority six.ent.cuts. 300 IN NS ns.six.ent.cuts.
  additional ns.six.ent.cuts. 300 IN AAAA 2001:db8::16
six.ent DS: NOERROR aa
  authority cuts. 60 IN SOA ns.cuts. hostmaster.cuts. 1 7200 3600 1209600 60
seven A: NOERROR
  authority seven.cuts. 300 IN NS seven.cuts.
  additional seven.cuts. 300 IN A 192.0.2.17
seven NS: NOERROR
  authority seven.cuts. 300 IN NS seven.cuts.
  additional seven.cuts. 300 IN A 192.0.2.17
x.seven A: NOERROR
  authority seven.cuts. 300 IN NS seven.cuts.
  additional seven.cuts. 300 IN A 192.0.2.17
eight A: NOERROR
  authority eight.cuts. 300 IN NS host.wild.cuts.
host.wild A: NOERROR aa
  host.wild.cuts. 300 IN A 192.0.2.18
x.wild TXT: NOERROR aa
  authority cuts. 60 IN SOA ns.cuts. hostmaster.cuts. 1 7200 3600 1209600 60
nine A: NOERROR
  authority nine.cuts. 300 IN NS ns.nine.cuts.
x.nine A: NOERROR
  authority nine.cuts. 300 IN NS ns.nine.cuts.
other TXT: NOERROR aa
  other.cuts. 300 IN TXT "of the zone"
x.other TXT: NOERROR aa
  x.other.cuts. 300 IN TXT "of the zone"
alias A: NOERROR aa
  alias.cuts. 300 IN CNAME www.one.cuts.
  authority one.cuts. 600 IN NS ns.elsewhere.
  authority one.cuts. 600 IN NS ns.one.cuts.
  additional ns.one.cuts. 300 IN A 192.0.2.11
  additional ns.one.cuts. 300 IN AAAA 2001:db8::11
alias CNAME: NOERROR aa
  alias.cuts. 300 IN CNAME www.one.cuts.
alias DS: NOERROR aa
  alias.cuts. 300 IN CNAME www.one.cuts.
  authority one.cuts. 600 IN NS ns.elsewhere.
  authority one.cuts. 600 IN NS ns.one.cuts.
  additional ns.one.cuts. 300 IN A 192.0.2.11
  additional ns.one.cuts. 300 IN AAAA 2001:db8::11
mail MX: NOERROR aa
  mail.cuts. 300 IN MX 10 www.one.cuts.
ten A: NOERROR
  authority ten.cuts. 300 IN NS deep.under.ten.cuts.
  additional deep.under.ten.cuts. 300 IN A 192.0.2.20
under.ten A: NOERROR
  authority ten.cuts. 300 IN NS deep.under.ten.cuts.
  additional deep.under.ten.cuts. 300 IN A 192.0.2.20
deep.under.ten A: NOERROR
  authority ten.cuts. 300 IN NS deep.under.ten.cuts.
  additional deep.under.ten.cuts. 300 IN A 192.0.2.20
eleven A: NOERROR
  authority eleven.cuts. 300 IN NS alias2.cuts.
@ DS: NOERROR aa
  authority cuts. 60 IN SOA ns.cuts. hostmaster.cuts. 1 7200 3600 1209600 60
@ A: NOERROR aa
  authority cuts. 60 IN SOA ns.cuts. hostmaster.cuts. 1 7200 3600 1209600 60
@ ANY: NOERROR aa
  cuts. 300 IN NS ns.cuts.
  cuts. 300 IN NS ns.one.cuts.
  cuts. 300 IN SOA ns.cuts. hostmaster.cuts. 1 7200 3600 1209600 60
`,
};
