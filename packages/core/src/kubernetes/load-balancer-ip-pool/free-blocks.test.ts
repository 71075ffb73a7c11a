import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FreeBlocks } from "./free-blocks.ts";

/**
 * What Cilium 1.20.2's own allocator (pkg/ipalloc) did with 16 addresses: `+3` was given to who asked for any, `full`:
 * none was left, `3:true` was asked for and given, `-3:true` was given back; false: it could not be.
 */
const recorded: readonly string[] = [
  "-6:false +0 +1 -11:false +2 +3 13:true -11:false -14:false 0:false 11:true 4:true +12 -5:false 10:true 4:false -12:true +14 +15 -3:true +12 +3 12:false -14:true -15:true -14:false +14 -12:true 8:true -5:false -14:true +14 +15 -5:false -2:true +9 +2 -10:true +12 +10 0:false -12:true -14:true +12 +14 10:false -5:false -11:true -8:true 13:false +11 +5 +6 +7 -11:true +8 +11 full full -3:true",
  "14:true 12:true +15 -7:false +13 -8:false +0 8:true -2:false +9 +10 -6:false 10:false -10:true -10:false +10 -2:false -6:false 3:true -5:false -7:false +11 -1:false -12:true 12:true 12:false 3:false +1 -8:true +2 +4 -5:false +5 +6 0:false -2:true 7:true -6:true +8 +6 4:false -14:true -2:false +2 12:false +14 -14:true +14 15:false -10:true +10 full full -15:true +15 full full 1:false -3:true +3",
  "-8:false -4:false +0 +1 -4:false -5:false 15:true +2 9:true -2:true -5:false +10 +11 +12 -7:false -11:true -14:false +13 +14 +11 +2 -11:true -4:false -8:false -15:true -2:true 7:true -1:true +8 -14:true +14 6:true -8:true -14:true +14 +15 +8 +11 -13:true +13 11:false -6:true +1 -14:true +14 -13:true 9:false +13 -6:false -14:true +14 -10:true 13:false 3:true +2 -4:false -0:true +10 -15:true -1:true",
  "+0 +1 -2:false +2 +3 15:true 2:false +4 -15:true 8:true -11:false +5 13:true +6 5:false -11:false +7 +14 +15 +9 -8:true 8:true -4:true -6:true -7:true -8:true -13:true 10:true +4 -4:true 3:false +4 +6 +7 -4:true -7:true 7:true -5:true +8 -11:false +4 -3:true -2:true +5 -9:true +2 +3 +9 -6:true -7:true 0:false +6 -7:false +7 -10:true -11:false +10 0:false 1:false -0:true",
  "3:true +0 -0:true -9:false -6:false 9:true 4:true -14:false 0:true -4:true -2:false +1 14:true +2 +15 11:true 14:false 15:false +10 -1:true -12:false -15:true +12 +13 +15 6:true +1 +7 +8 +4 -11:true 0:false -0:true 6:false -10:true -13:true +5 -10:false +13 -9:true -14:true -8:true +0 9:true -7:true 14:true 1:false +7 -10:false +8 15:false -15:true +10 -9:true +11 5:false -3:true +9 -4:true +3",
  "+0 -13:false -14:false +1 15:true +2 +3 +4 0:false 4:false +5 -6:false +6 +7 -15:true -8:false -2:true -13:false +2 7:false -6:true 3:false -0:true +6 -13:false -12:false +0 6:false +8 +9 -5:true +5 +10 +11 -1:true +1 -6:true 15:true +6 -12:false 12:true +13 +14 full full full 8:false -5:true +5 full full -5:true -11:true +5 14:false 14:false +11 -14:true -6:true +14",
  "+0 -0:true 12:true 14:true -10:false 3:true -13:false +13 3:false 13:false -5:false -3:true 5:true +15 4:true +0 -9:false 3:true +1 -10:false +2 -10:false 10:true 7:true 13:false +11 -1:true -1:false 9:true +6 -2:true +8 +1 +2 -6:true +6 -1:true 11:false +1 14:false 4:false -7:true +7 full -11:true +11 full full 12:false -8:true -8:false +8 full full -3:true -1:true -7:true -8:true 6:false -9:true",
  "2:true -12:false -6:false 2:false +0 3:true +1 +4 +5 +6 1:false -8:false -14:false 1:false +7 -7:true -14:false -12:false +7 +8 4:false +9 -14:false -3:true -0:true -6:true -3:false -15:false -6:false -2:true 1:false -12:false -3:false +2 +3 4:false -13:false +6 -8:true +0 -5:true -10:false +8 +5 -5:true -8:true -15:false 3:false 13:true 9:false +5 8:true +14 10:true -9:true +15 11:true -2:true +12 +2",
  "+0 2:true -14:false +1 +3 +4 -9:false -2:true +2 -5:false -11:false 8:true +5 9:true 0:false -15:false -13:false 9:false 14:true +15 +6 1:false -9:true -4:true -11:false +7 +4 -13:false 9:true -14:true +10 11:true 4:false 0:false +12 -1:true +13 14:true -0:true -2:true -6:true +6 5:false +0 +1 +2 full -10:true -8:true 6:false +10 -11:true 3:false 5:false +8 -11:false -14:true 5:false +11 9:false",
  "-12:false +0 +1 +2 +3 -5:false -6:false +4 -6:false +5 +6 -5:true +5 -0:true +0 -10:false 12:true 9:true +7 +8 +10 +11 -5:true -9:true +5 +9 -13:false +13 +14 -14:true +14 +15 full full -1:true +1 full full -9:true -15:true +9 -9:true -1:true +15 +1 0:false +9 -12:true -6:true +12 -4:true -1:true +6 6:false +1 +4 -12:true 9:false +12 -8:true",
  "-12:false 12:true -0:false +13 +14 +15 0:true +1 +2 -12:true -15:true -5:false +15 -3:false -5:false 3:true +4 -0:true +0 -12:false +5 +6 -11:false +7 +8 +9 +10 +11 -1:true +12 -7:true 3:false +1 1:false +7 full 7:false -4:true -0:true +4 -13:true +0 10:false 11:false +13 full full -3:true +3 full 1:false full -5:true +5 full full -14:true -5:true 10:false 2:false",
  "-1:false -8:false -6:false +0 -9:false -1:false -15:false +1 +2 2:false -2:true -2:false +2 -0:true +0 7:true +3 +4 -7:true -11:false -3:true +3 +5 +6 -13:false +7 -1:true -8:false -6:true +1 +6 +8 +9 -13:false -0:true -4:true 6:false -11:false -9:true +0 +4 +9 +10 +11 -9:true -1:true 9:true +1 -3:true -14:false +3 -3:true 3:true -12:false +12 +13 +14 -7:true 10:false +15",
];

function play(line: string): string {
  const free = new FreeBlocks(0n, 15n);
  const taken = new Set<bigint>();
  return line
    .split(" ")
    .map((word) => {
      if (word === "full" || word.startsWith("+")) {
        const { next } = free;
        if (next === null) return "full";
        free.take(next);
        taken.add(next);
        return `+${next}`;
      }
      const [number = ""] = word.replace("-", "").split(":");
      const address = BigInt(number);
      if (!word.startsWith("-")) {
        const isTaken = free.take(address);
        if (isTaken) taken.add(address);
        return `${number}:${isTaken}`;
      }
      const isReleased = taken.delete(address);
      if (isReleased) free.put(address);
      return `-${number}:${isReleased}`;
    })
    .join(" ");
}

describe("which address comes next, as Cilium's allocator gave them", () => {
  test.each(recorded)("%s", (line) => {
    expect(play(line)).toBe(line);
  });
});

test("the first address of the smallest block comes next (cilium.md, Choice)", () => {
  const free = new FreeBlocks(0n, 99n);
  free.take(90n);
  expect(free.next).toBe(91n);
  for (let address = 91n; address <= 99n; address += 1n) free.take(address);
  expect(free.next).toBe(0n);
});

const steps = fc.array(fc.oneof(fc.constant(null), fc.bigInt(0n, 20n)), { maxLength: 80 });

/** Each step gives back what is taken, and takes what is not; null takes what comes next. */
function run(list: readonly (bigint | null)[]): { readonly free: FreeBlocks; readonly taken: ReadonlySet<bigint> } {
  const free = new FreeBlocks(0n, 20n);
  const taken = new Set<bigint>();
  for (const step of list) {
    const address = step ?? free.next;
    if (address === null) continue;
    if (taken.delete(address)) free.put(address);
    else {
      expect(free.take(address)).toBe(true);
      taken.add(address);
    }
  }
  return { free, taken };
}

test("law: what comes next is free, and every address that is free comes once", () => {
  fc.assert(
    fc.property(steps, (list) => {
      const { free, taken } = run(list);
      const rest: bigint[] = [];
      for (let { next } = free; next !== null; { next } = free) {
        rest.push(next);
        expect(free.take(next)).toBe(true);
      }
      expect([...rest, ...taken].toSorted((one, other) => Number(one - other))).toEqual(
        Array.from({ length: 21 }, (_, at) => BigInt(at)),
      );
    }),
  );
});
