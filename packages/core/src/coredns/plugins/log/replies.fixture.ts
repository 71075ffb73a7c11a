import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

/** A name for each kind of reply; what is in none of these blocks passes every plugin. */
const REPLIES = `template IN ANY ok.test {
  answer "{{ .Name }} 60 IN A 192.0.2.1"
 }
 template IN ANY nx.test {
  rcode NXDOMAIN
  authority "test. 60 IN SOA a. b. 1 2 3 4 5"
 }
 template IN ANY nxs.test {
  rcode NXDOMAIN
 }
 template IN ANY nxa.test {
  rcode NXDOMAIN
  answer "{{ .Name }} 60 IN CNAME nx.test."
  authority "test. 60 IN SOA a. b. 1 2 3 4 5"
 }
 template IN ANY nd.test {
  authority "test. 60 IN SOA a. b. 1 2 3 4 5"
 }
 template IN ANY ref.test {
  authority "test. 60 IN NS a."
 }
 template IN ANY empty.test {
  rcode NOERROR
 }
 template IN ANY fail.test {
  rcode SERVFAIL
 }
 template IN ANY no.test {
  rcode REFUSED
 }
 template IN ANY yx.test {
  rcode YXDOMAIN
 }
 hosts {
  192.0.2.61 x.test
  192.0.2.62 x.test
  2001:db8::61 x.test
  fallthrough
 }`;

/** What CoreDNS writes while these questions are asked of a block with this `log`; in no time, and without the word INFO. */
export function linesOf(rule: string, ...questions: readonly string[]): readonly string[] {
  const twin = new CoreDnsUnderTest(`. {\n ${rule}\n ${REPLIES}\n}\n`);
  for (const question of questions) twin.retell(question);
  return twin.log.map((line) => line.replace(/^\[INFO\] /, ""));
}
