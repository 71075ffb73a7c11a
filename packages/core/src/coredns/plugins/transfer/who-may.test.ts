import fc from "fast-check";
import { expect, it } from "vitest";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

interface Line {
  readonly zones: readonly string[];
  readonly to: readonly string[];
}

const ZONES = [".", "test.", "a.test.", "b.a.test."] as const;
const CLIENTS = ["192.0.2.1", "192.0.2.2", "2001:db8::1"] as const;

const lines: fc.Arbitrary<readonly Line[]> = fc.array(
  fc.record({
    zones: fc.subarray([...ZONES], { minLength: 1 }),
    to: fc.subarray([...CLIENTS, "*", "192.0.2.1:5353", "[2001:db8::1]:53"], { minLength: 1 }),
  }),
  { maxLength: 3 },
);
const SOA = "@ 60 SOA ns h 1 2 3 4 5\n";
const FILES = { "/db": SOA };

function corefileOf(all: readonly Line[]): string {
  const written = all.map(({ zones, to }) => ` transfer ${zones.join(" ")} {\n  to ${to.join(" ")}\n }\n`);
  return `. {\n${written.join("")} file /db test a.test b.a.test\n}\n`;
}

const addressOf = (text: string): string => text.replace(/^\[(.*)\]:53$/, "$1").replace(/:5353$/, "");
const covers = (above: string, below: string): boolean => above === "." || `.${below}`.endsWith(`.${above}`);

/** The longest zone of all lines; of two lines for one zone the first. Who is not in its list is refused; without a line `file` refuses. */
function mayHave(all: readonly Line[], zone: string, client: string): boolean {
  const candidates = all.flatMap(({ zones, to }) => zones.map((each) => ({ zone: each, to })));
  const longest = candidates
    .filter((candidate) => covers(candidate.zone, zone))
    .toSorted((left, right) => right.zone.length - left.zone.length)[0];
  return longest !== undefined && longest.to.some((text) => text === "*" || addressOf(text) === client);
}

it("who may have which zone, by the line with the longest zone and the text of an address", () => {
  const asked = fc.record({
    zone: fc.constantFrom("test.", "a.test.", "b.a.test.", "A.Test."),
    client: fc.constantFrom(...CLIENTS, "192.0.2.3"),
    type: fc.constantFrom("AXFR", "IXFR"),
  });
  fc.assert(
    fc.property(lines, fc.array(asked, { minLength: 1, maxLength: 6 }), (all, questions) => {
      const server = new CoreDnsUnderTest(corefileOf(all), FILES);
      for (const { zone, client, type } of questions) {
        const options = { transport: "tcp", from: client, serial: 9 } as const;
        const isGiven = server.line(zone, type, options) !== "REFUSED";
        expect([zone, client, isGiven]).toEqual([zone, client, mayHave(all, zone.toLowerCase(), client)]);
      }
    }),
  );
});

it("nobody at all over UDP, whoever is in the list", () => {
  fc.assert(
    fc.property(
      lines,
      fc.constantFrom("test.", "a.test.", "other."),
      fc.constantFrom(...CLIENTS),
      (all, zone, from) => {
        expect(new CoreDnsUnderTest(corefileOf(all), FILES).line(zone, "AXFR", { from })).toBe("REFUSED");
      },
    ),
  );
});

it("and ordinary questions are answered as without any line", () => {
  fc.assert(
    fc.property(
      lines,
      fc.constantFrom("test.", "x.a.test.", "b.a.test."),
      fc.constantFrom("A", "SOA"),
      (all, name, type) => {
        const plain = new CoreDnsUnderTest(corefileOf([]), FILES);
        expect(new CoreDnsUnderTest(corefileOf(all), FILES).line(name, type)).toBe(plain.line(name, type));
      },
    ),
  );
});
