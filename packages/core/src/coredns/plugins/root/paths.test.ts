import { describe, expect, it } from "vitest";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

const zone = (address: string): string => `@ 60 SOA ns h 1 2 3 4 5\n@ 60 NS ns\nx 60 A ${address}\n`;
const FILES = { "/db": zone("192.0.2.1"), "/srv/db": zone("192.0.2.2"), "/srv/in/db": zone("192.0.2.3") };

/** plugin/root of CoreDNS 1.15.0: where relative paths of its block begin, wherever the line stands; those of other blocks do not. */
describe("paths", () => {
  it.each([
    ["file db b.test", "192.0.2.1"],
    ["root /srv\n file db b.test", "192.0.2.2"],
    ["file db b.test\n root /srv", "192.0.2.2"],
    ["root srv\n file in/db b.test", "192.0.2.3"],
    ["root /srv\n file /db b.test", "192.0.2.1"],
    ["root /srv/in\n file ../db b.test", "192.0.2.2"],
    ["root /srv\n root /srv/in\n file db b.test", "192.0.2.3"],
  ])("%s", (lines, expected) => {
    const twin = new CoreDnsUnderTest(`. {\n ${lines}\n}\n`, FILES);
    expect(twin.answer("x.b.test.", "A")).toBe(`x.b.test. A ${expected}`);
  });

  it("another block has its own", () => {
    const twin = new CoreDnsUnderTest("a.test {\n root /srv\n file db\n}\nb.test {\n file db\n}\n", FILES);
    expect([twin.answer("x.a.test.", "A"), twin.answer("x.b.test.", "A")]).toEqual([
      "x.a.test. A 192.0.2.2",
      "x.b.test. A 192.0.2.1",
    ]);
  });
});
