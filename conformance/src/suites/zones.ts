const many = Array.from({ length: 60 }, (_, index) => `big A 203.0.113.${index + 1}`).join("\n");

/** What the outside world holds, by zone. */
export const upstreamZones: Readonly<Record<string, string>> = {
  "example.org": `$TTL 300
@ SOA ns.example.org. hostmaster.example.org. 1 7200 3600 1209600 60
@ NS ns
ns A 192.0.2.53
www A 203.0.113.10
www A 203.0.113.11
www AAAA 2001:db8::10
alias CNAME www
alias-missing CNAME missing
nodata TXT "no address"
txt TXT "one" "two"
short 4 A 203.0.113.12
long 999999 A 203.0.113.13
zero 0 A 203.0.113.14
mx MX 10 www
sub NS ns.sub
ns.sub A 203.0.113.99
internal A 203.0.113.15
x.internal A 203.0.113.16
*.wild A 203.0.113.17
d DNAME e
a.e A 203.0.113.18
${many}
`,
};
