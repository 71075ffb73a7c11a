import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { appendAll } from "./append.ts";
import { assertNever } from "./invariant.ts";

describe("appendAll", () => {
  it("law: what was there stays in front of what comes", () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.array(fc.integer()), (first, second) => {
        const list = [...first];
        appendAll(list, second);
        expect(list).toEqual([...first, ...second]);
      }),
    );
  });

  it("half a million items, with which push(...items) runs out of stack", () => {
    const list: number[] = [];
    appendAll(
      list,
      Array.from({ length: 500_000 }, (_, at) => at),
    );
    expect([list.length, list[0], list.at(-1)]).toEqual([500_000, 0, 499_999]);
  });

  it("whatever can be walked through", () => {
    const list = ["a"];
    appendAll(list, new Set(["b", "c", "b"]));
    expect(list).toEqual(["a", "b", "c"]);
  });
});

it("assertNever names the member that nobody handled", () => {
  const member: unknown = { kind: "new" };
  expect(() => assertNever(member as never)).toThrow('unreachable: {"kind":"new"}');
});
