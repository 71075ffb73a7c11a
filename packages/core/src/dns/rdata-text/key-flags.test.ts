import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameOf } from "../index.ts";
import { parseRdataText, printRdata } from "./index.ts";

/** The flags of a DNSKEY record whose first word this is; the fault where it is none. */
function flagsOf(word: string): number | string {
  const words = [word, "3", "8", "AAAA"].map((text, at) => ({
    text,
    isQuoted: false,
    start: at * 100,
    end: at * 100 + text.length,
  }));
  const data = parseRdataText("DNSKEY", words, nameOf("k."));
  return "type" in data ? Number(printRdata(data).split(" ")[0]) : data.why;
}

/** As named-checkzone 9.18.49 reads them. */
describe("flags of a key", () => {
  it.each([
    ["257", 257],
    ["0", 0],
    ["65535", 65_535],
    ["65536", "out of range"],
    ["0x100", 256],
    ["25a", 0x25a],
    ["0x10000", "out of range"],
    ["257x", "unknown flag"],
    ["-1", "unknown flag"],
    ["ZONE", 256],
    ["ZONE|KSK", 257],
    ["KSK", 1],
    ["zone|sig1", 257],
    ["SIG1", 1],
    ["SIG12", 12],
    ["HOST|ZONE", 768],
    ["Z", 256],
    ["zone|k", 257],
    ["FLAG", 0x2000],
    ["FLAG1", 0x20],
    ["NO", 0x4000],
    ["NOA", 0x8000],
    ["S", 0],
    ["|ZONE", 0x4100],
    ["ZONE||SIG1", 0x4101],
    ["ZONE|", 256],
    ["SEP", "unknown flag"],
    ["ZONES", "unknown flag"],
    ["ZONE,KSK", "unknown flag"],
  ])("%s: %s", (word, flags) => expect(flagsOf(word)).toBe(flags));

  it("law: words stand for the same bits in any order, as often as one likes, in any case", () => {
    const bits = { ZONE: 0x100, KSK: 1, NOAUTH: 0x8000, EXTEND: 0x1000, FLAG9: 0x40, SIG4: 4, USER: 0 } as const;
    const word = fc.constantFrom(...(Object.keys(bits) as (keyof typeof bits)[]));
    fc.assert(
      fc.property(fc.array(fc.tuple(word, fc.boolean()), { minLength: 1, maxLength: 6 }), (all) => {
        const text = all.map(([each, isLower]) => (isLower ? each.toLowerCase() : each)).join("|");
        expect(flagsOf(text)).toBe(all.reduce((flags, [each]) => flags | bits[each], 0));
      }),
    );
  });
});
