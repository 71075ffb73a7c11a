import { describe, expect, it } from "vitest";
import { plainly, serverOf } from "../fixtures/zone-world.fixture.ts";

/** Seen with named 9.18.49 and 9.20.30: what a wildcard gives has its capitals where the wildcard has them, not where the question does. */
describe("owners of what a wildcard gives", () => {
  const server = serverOf(
    "Case",
    `$TTL 300
@ SOA ns h 1 2 3 4 5
@ NS ns
ns A 192.0.2.1
*.low A 192.0.2.2
*.UP A 192.0.2.3
*.Mixed.LABEL A 192.0.2.4
*.k CNAME NS
`,
  );
  it.each([
    ["Ab.Low.Case. A", "AN ab.low.case. 300 A 192.0.2.2"],
    ["aB.up.case. A", "AN ab.Up.case. 300 A 192.0.2.3"],
    ["ABCDEFG.mixed.label.case. A", "AN abCdefg.MIXED.Label.case. 300 A 192.0.2.4"],
    ["x.Y.Z.mixed.Label.CASE. A", "AN x.Y.z.miXED.LaBel.case. 300 A 192.0.2.4"],
    ["Foo.K.case. A", "AN foo.K.case. 300 CNAME NS.Case.\nAN ns.Case. 300 A 192.0.2.1"],
  ])("%s: %s", (question, answer) => {
    expect(plainly(server, question)).toBe(`NOERROR aa\n${answer}`);
  });
});
