import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

/** What stands behind the rewrite plugin of a test. */
const ZONE = `$TTL 60
@ SOA ns hm 3 1 1 1 5
@ NS ns
@ MX 10 mail
ns A 192.0.2.53
mail A 192.0.2.25
www A 192.0.2.2
www AAAA 2001:db8::2
api 30 A 192.0.2.3
_sip._tcp SRV 1 2 5060 api
alias CNAME www
far CNAME www.far.example.
blue A 192.0.2.4
ptr PTR www
dn DNAME other
x.other A 192.0.2.5
naptr NAPTR 1 2 "s" "SIP+D2T" "" _sip._tcp
txt TXT "www.b.test."
svc HTTPS 1 www alpn=h2
`;

/** Whom aliases lead to. */
const FAR = `far.example {
 template IN A {
  answer "{{ .Name }} 9 IN A 192.0.2.77"
 }
}
`;

/** A CoreDNS with these rules, divided by ` | `, before the zone. */
export function rewriting(rules: string): CoreDnsUnderTest {
  const lines = rules.split(" | ").map((rule) => ` rewrite ${rule}\n`);
  return new CoreDnsUnderTest(`a.test b.test {\n${lines.join("")} file /db.b b.test\n}\n${FAR}`, { "/db.b": ZONE });
}
