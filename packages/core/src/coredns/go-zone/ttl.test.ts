import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseGoTtl } from "./ttl.ts";

describe("a TTL as miekg/dns reads it", () => {
  it.each<readonly [string, number | null]>([
    ["0", 0],
    ["300", 300],
    ["00300", 300],
    ["1s", 1],
    ["1m", 60],
    ["1h", 3600],
    ["1d", 86_400],
    ["1w", 604_800],
    ["1W2D3H4M5S", 788_645],
    ["5s4m3h", 11_045],
    ["1h30", 3630],
    ["1m1m", 120],
    ["m", 0],
    ["ms", 0],
    ["", 0],
    ["4294967295", 4_294_967_295],
    ["4294967296", null],
    ["7102w", null],
    ["7101w", 4_294_684_800],
    ["-1", null],
    ["1.5h", null],
    ["1y", null],
    ["1 h", null],
  ])("%j", (text, expected) => expect(parseGoTtl(text)).toBe(expected));

  it("parts add up, in any order", () => {
    const part = fc.tuple(fc.nat(20), fc.constantFrom("w", "d", "h", "m", "s"));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const texts = parts.map(([number, unit]) => `${number}${unit}`);
        const sum = texts.map(parseGoTtl).reduce<number>((total, value) => total + (value ?? 0), 0);
        expect(parseGoTtl(texts.join(""))).toBe(sum);
        expect(parseGoTtl([...texts].reverse().join("").toUpperCase())).toBe(sum);
      }),
    );
  });
});
