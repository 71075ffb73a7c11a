import { describe, expect, it } from "vitest";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

/** Questions and what CoreDNS 1.15.0 answered. */

const HINFO = 'NOERROR: 8482 HINFO "ANY obsoleted" "See RFC 8482"';

describe("in front of a zone", () => {
  const twin = new CoreDnsUnderTest(". {\n any\n file /db b.test\n}\n", {
    "/db": "$TTL 60\n@ SOA ns hm 1 2 3 4 5\n@ NS ns\n",
  });
  it.each([
    `b.test. ANY => ${HINFO}`,
    `b.test. ANY tcp => ${HINFO}`,
    `b.test. ANY do => ${HINFO}`,
    `b.test. ANY notify => ${HINFO}`,
    `B.Test. ANY => ${HINFO}`,
    `. ANY => ${HINFO}`,
    // A name that does not exist has the record, too.
    `gone.b.test. ANY => ${HINFO}`,
    "gone.b.test. HINFO => NXDOMAIN aa -- b.test. 60 SOA ns.b.test. hm.b.test. 1 2 3 4 5",
    // So says CoreDNS of an apex that has nothing beside SOA and NS.
    "b.test. HINFO => NXDOMAIN aa -- 60 SOA ns.b.test. hm.b.test. 1 2 3 4 5",
  ])("%s", (row) => expect(twin.retell(row)).toBe(row));
});

describe("alone in a block of a zone", () => {
  const twin = new CoreDnsUnderTest("b.test {\n any\n}\n");
  it.each([`x.b.test. ANY => ${HINFO}`, `b.test. ANY => ${HINFO}`, "c.test. ANY => REFUSED", "b.test. A => SERVFAIL"])(
    "%s",
    (row) => expect(twin.retell(row)).toBe(row),
  );
});
