import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeMessage } from "./decode.ts";
import { commonTypes } from "./named/common-types.fixture.ts";
import { laterNames } from "./named/later-names.fixture.ts";
import { messagesOfBlock, recordsOf } from "./named/named-message.fixture.ts";
import { rareTypes } from "./named/rare-types.fixture.ts";
import { wholeMessages } from "./named/whole-messages.fixture.ts";
import { hexOf } from "./octets.fixture.ts";

/** What named sent, and what becomes of it when something of it is lost or changed on the way. */
const messages = [commonTypes, rareTypes, wholeMessages, laterNames]
  .flatMap((all) => Object.values(all))
  .flatMap(messagesOfBlock)
  .map(({ octets }) => octets);
const message = fc.constantFrom(...messages);

/** With the count of one section (0 question to 3 additional) changed by so much. */
function withCount(octets: Uint8Array, section: number, by: number): Uint8Array {
  const changed = Uint8Array.from(octets);
  const at = 4 + section * 2;
  const count = ((octets[at] ?? 0) << 8) + (octets[at + 1] ?? 0) + by;
  changed[at] = count >> 8;
  changed[at + 1] = count;
  return changed;
}

const isPrefix = (short: readonly string[], long: readonly string[]): boolean =>
  short.every((one, at) => one === long[at]);

describe("a message of named", () => {
  it("cut anywhere is refused within what is left, or says which records are missing", () => {
    fc.assert(
      fc.property(message, fc.nat(), (octets, lot) => {
        const length = lot % octets.length;
        const decoded = decodeMessage(octets.subarray(0, length));
        if (decoded.kind === "undecodable") {
          expect(decoded.why.at).toBeLessThanOrEqual(length);
          return;
        }
        expect(decoded.irregularities.map(({ kind }) => kind)).toContain("missing-records");
        expect(isPrefix(recordsOf(decoded), recordsOf(decodeMessage(octets)))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("with octets behind it is the same message, and says how many", () => {
    fc.assert(
      fc.property(message, fc.uint8Array({ minLength: 1, maxLength: 40 }), (octets, more) => {
        const decoded = decodeMessage(Uint8Array.from([...octets, ...more]));
        expect(recordsOf(decoded)).toEqual(recordsOf(decodeMessage(octets)));
        expect(decoded.kind === "message" && decoded.irregularities).toEqual([
          { kind: "trailing-octets", at: octets.length, octets: more.length },
        ]);
      }),
    );
  });

  it.each([
    [1, "answer"],
    [2, "authority"],
    [3, "additional"],
  ])("that announces too many in section %i says so of the %s section or a later one", (section, name) => {
    for (const octets of messages) {
      const decoded = decodeMessage(withCount(octets, section, 1));
      const odd = decoded.kind === "message" ? decoded.irregularities : [];
      const missing = odd.filter(({ kind }) => kind === "missing-records");
      expect(missing).toMatchObject([{ found: expect.any(Number) }]);
      const [first] = missing;
      const order = ["question", "answer", "authority", "additional"];
      const at = first?.kind === "missing-records" ? order.indexOf(first.section) : -1;
      expect(at).toBeGreaterThanOrEqual(order.indexOf(name));
    }
  });

  it("that announces a record less has it behind its end, octet for octet", () => {
    for (const octets of messages) {
      const last = [3, 2, 1].find(
        (section) => ((octets[4 + section * 2] ?? 0) << 8) + (octets[5 + section * 2] ?? 0) > 0,
      );
      if (last === undefined) continue;
      const decoded = decodeMessage(withCount(octets, last, -1));
      expect(recordsOf(decoded)).toEqual(recordsOf(decodeMessage(octets)).slice(0, -1));
      const [odd] = decoded.kind === "message" ? decoded.irregularities : [];
      expect(odd).toMatchObject({ kind: "trailing-octets" });
      if (odd?.kind === "trailing-octets") expect(odd.at + odd.octets).toBe(octets.length);
    }
  });

  it("with one octet changed never makes anybody throw, and a fault lies within it", () => {
    fc.assert(
      fc.property(message, fc.nat(), fc.integer({ min: 1, max: 255 }), (octets, lot, by) => {
        const changed = Uint8Array.from(octets);
        const at = lot % octets.length;
        changed[at] = (changed[at] ?? 0) ^ by;
        const decoded = decodeMessage(changed);
        if (decoded.kind === "undecodable") expect(decoded.why.at).toBeLessThan(0x4000);
        else expect(decoded.message.id).toBe(((changed[0] ?? 0) << 8) | (changed[1] ?? 0));
      }),
      { numRuns: 3000 },
    );
  });

  it("is not changed by being read, and may lie anywhere in a larger array", () => {
    fc.assert(
      fc.property(message, fc.nat(30), (octets, before) => {
        const larger = new Uint8Array(before + octets.length + 7).fill(0xc0);
        larger.set(octets, before);
        const inner = larger.subarray(before, before + octets.length);
        expect(recordsOf(decodeMessage(inner))).toEqual(recordsOf(decodeMessage(octets)));
        expect(hexOf(inner)).toBe(hexOf(octets));
      }),
    );
  });

  it("has as many records as its limit allows, and one less is too few", () => {
    for (const octets of messages) {
      const decoded = decodeMessage(octets);
      const records = 1 + recordsOf(decoded).length;
      expect(decodeMessage(octets, { maxRecords: records }).kind).toBe("message");
      const refused = decodeMessage(octets, { maxRecords: records - 1 });
      expect(refused.kind === "undecodable" && refused.why.kind).toBe("too-many-records");
    }
  });
});
