import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { settingsOf } from "../../fixtures/conf.fixture.ts";
import type { ViewSettings } from "../../settings.ts";

/** What stands in options holds in each view that does not say otherwise (BIND ARM, "view"). */
const STATEMENTS = [
  "recursion no;",
  "minimal-any yes;",
  "max-cache-ttl 77;",
  "servfail-ttl 9;",
  "forwarders { 192.0.2.1; };",
  "allow-query { 10/8; };",
  "allow-transfer { none; };",
  "dnssec-validation no;",
  "rrset-order { order cyclic; };",
  "query-source 192.0.2.9;",
  "prefetch 3 20;",
  "rate-limit { responses-per-second 5; };",
  "dns64 64:ff9b::/96 { };",
  "edns-udp-size 900;",
  "empty-zones-enable no;",
  "qname-minimization off;",
  "sortlist { { 10/8; 11/8; }; };",
  'validate-except { "lan"; };',
];
const OTHERS = ["recursion yes;", "minimal-any no;", "max-cache-ttl 5;", "forwarders { };", "allow-query { none; };"];
const ZONE = 'zone a { type primary; file "f"; };';

/** A view without the places that it was read from. */
function shown(view: ViewSettings | undefined): string {
  return JSON.stringify(view, (key: string, value: unknown) => (key === "span" ? undefined : value));
}

const drawn = fc.uniqueArray(fc.constantFrom(...STATEMENTS), { maxLength: 8 });

describe("options and views", () => {
  it("what is said in options is as good as said in the only view", () => {
    fc.assert(
      fc.property(drawn, (said) => {
        const outside = settingsOf(`options { ${said.join(" ")} };\nview v { ${ZONE} };`).views;
        const inside = settingsOf(`view v { ${said.join(" ")} ${ZONE} };`).views;
        expect(outside.map(shown)).toEqual(inside.map(shown));
      }),
      { numRuns: 60 },
    );
  });

  it("without views, as in a view of the name that named gives it", () => {
    fc.assert(
      fc.property(drawn, (said) => {
        const options = `options { ${said.join(" ")} };`;
        const [bare] = settingsOf(`${options}\n${ZONE}`).views;
        const [inView] = settingsOf(`${options}\nview v { ${ZONE} };`).views;
        expect(shown(bare).replace('"_default"', '"v"')).toBe(shown(inView));
      }),
      { numRuns: 60 },
    );
  });

  it("in any order of the statements", () => {
    fc.assert(
      fc.property(drawn, fc.infiniteStream(fc.nat()), (said, keys) => {
        const order = said.map((text) => ({ text, key: keys.next().value ?? 0 })).sort((one, two) => one.key - two.key);
        const conf = (all: readonly string[]): string => `options { ${all.join(" ")} };\n${ZONE}`;
        const [first] = settingsOf(conf(said)).views;
        const [second] = settingsOf(conf(order.map(({ text }) => text))).views;
        expect(shown(second)).toBe(shown(first));
      }),
      { numRuns: 60 },
    );
  });

  it("what one view says changes no other", () => {
    fc.assert(
      fc.property(drawn, fc.uniqueArray(fc.constantFrom(...OTHERS)), (said, others) => {
        const conf = (inV: string): string => `options { ${said.join(" ")} };\nview v { ${inV} };\nview w { ${ZONE} };`;
        expect(shown(settingsOf(conf(others.join(" "))).views[1])).toBe(shown(settingsOf(conf("")).views[1]));
      }),
      { numRuns: 60 },
    );
  });

  it("what a view says, options no longer say", () => {
    fc.assert(
      fc.property(fc.constantFrom(...STATEMENTS), (said) => {
        const name = said.split(" ", 1)[0] ?? "";
        const other = OTHERS.find((text) => text.startsWith(`${name} `)) ?? said;
        const both = settingsOf(`options { ${said} };\nview v { ${other} };`).views;
        expect(both.map(shown)).toEqual(settingsOf(`view v { ${other} };`).views.map(shown));
      }),
    );
  });
});
