import { describe, expect, it } from "vitest";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

const ZONE = "$TTL 60\n@ SOA ns h 7 2 3 4 5\nwww A 192.0.2.1\nsub NS ns.sub\ninto CNAME x.sub\n";
const FILES = {
  "/zones/db.a.test": ZONE,
  "/zones/deep/db.b.test": ZONE,
  "/zones/deep/db.a.test": ZONE.replace("192.0.2.1", "192.0.2.2"),
  "/zones/db.zero.test": ZONE.replace(" 7 ", " 0 "),
  "/zones/db.elsewhere.example": ZONE,
  "/zones/db.Capital.test": ZONE,
  "/zones/readme": ZONE,
};
const twin = new CoreDnsUnderTest(
  ". {\n transfer {\n  to *\n }\n auto test {\n  directory /zones\n }\n}\nlast.test {\n auto {\n  directory /none\n }\n}\n",
  FILES,
);

describe("zones by the names of their files", () => {
  it.each([
    ["a zone", "www.a.test.", "www.a.test. A 192.0.2.1"],
    ["in a folder below", "www.b.test.", "www.b.test. A 192.0.2.1"],
    ["a new zone with serial 0 is taken for an old one", "www.zero.test.", "REFUSED"],
    ["outside of its origins it takes no part", "www.elsewhere.example.", "SERVFAIL"],
    ["without a file, as the last plugin", "www.last.test.", "REFUSED"],
    ["capitals in the name of a file are not modelled", "www.capital.test.", "unsupported"],
    ["a missing name", "gone.a.test.", "NXDOMAIN"],
  ])("%s", (_, name, expected) => expect(twin.answer(name, "A").split("\n")[0]).toBe(expected));

  it("no referral is authoritative, not even behind an alias", () => {
    expect(twin.ask("into.a.test.", "A").split("\n")[0]).toBe("NOERROR");
  });

  it("a NOTIFY is a question like any other", () => {
    expect(twin.answer("www.a.test.", "A", { opcode: "NOTIFY" })).toBe("www.a.test. A 192.0.2.1");
  });

  it("is transferred, and refused without the transfer plugin", () => {
    expect(twin.ask("a.test.", "AXFR", { transport: "tcp" })).toMatch(/^NOERROR aa\na\.test\. 60 IN SOA/);
    expect(twin.ask("none.test.", "AXFR", { transport: "tcp" })).toBe("REFUSED");
  });
});
