import { describe, expect, it } from "vitest";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

/** Questions and what CoreDNS 1.15.0 answered: positive answers lose authority and additional, denials and referrals keep them. */

const DB = `$TTL 60
@ SOA ns hm 1 2 3 4 5
@ NS ns
ns A 192.0.2.53
mx MX 5 www
www A 192.0.2.1
alias CNAME www
out CNAME gone
sub NS ns.sub
ns.sub A 192.0.2.9
`;
const SOA = "60 SOA ns.b.test. hm.b.test. 1 2 3 4 5";

describe("in front of a zone", () => {
  const twin = new CoreDnsUnderTest(". {\n minimal\n file /db b.test\n}\n", { "/db": DB });
  it.each([
    "www.b.test. A => NOERROR aa: 60 A 192.0.2.1",
    "www.b.test. A do => NOERROR aa: 60 A 192.0.2.1",
    "mx.b.test. MX => NOERROR aa: 60 MX 5 www.b.test.",
    "b.test. NS => NOERROR aa: 60 NS ns.b.test.",
    `b.test. SOA => NOERROR aa: ${SOA}`,
    "alias.b.test. A => NOERROR aa: 60 CNAME www.b.test.; www.b.test. 60 A 192.0.2.1",
    `www.b.test. AAAA => NOERROR aa -- b.test. ${SOA}`,
    `gone.b.test. A => NXDOMAIN aa -- b.test. ${SOA}`,
    `out.b.test. A => NXDOMAIN aa: 60 CNAME gone.b.test. -- b.test. ${SOA}`,
    "x.sub.b.test. A => NOERROR -- sub.b.test. 60 NS ns.sub.b.test. ++ ns.sub.b.test. 60 A 192.0.2.9",
  ])("%s", (row) => expect(twin.retell(row)).toBe(row));
});

it("whoami, which has all in additional, says nothing any more", () => {
  const row = "x. A => NOERROR aa";
  expect(new CoreDnsUnderTest(". {\n minimal\n whoami\n}\n").retell(row)).toBe(row);
});

describe("a transfer passes whole", () => {
  const twin = new CoreDnsUnderTest(". {\n minimal\n transfer {\n  to *\n }\n file /db b.test\n}\n", {
    "/db": "$TTL 60\n@ SOA ns hm 1 2 3 4 5\n@ NS ns\nns A 192.0.2.53\n",
  });
  it.each([
    `b.test. AXFR tcp => NOERROR aa: ${SOA}; 60 NS ns.b.test.; ns.b.test. 60 A 192.0.2.53; ${SOA}`,
    `b.test. IXFR tcp serial 1 => NOERROR: ${SOA}`,
  ])("%s", (row) => expect(twin.retell(row)).toBe(row));
});
