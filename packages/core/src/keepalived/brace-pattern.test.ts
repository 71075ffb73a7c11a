import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alternativesOf } from "./brace-pattern.ts";

/** glob(3) of glibc 2.36 with GLOB_BRACE, and files of these names. */
describe("what braces stand for", () => {
  it.each([
    ["a.conf", ["a.conf"]],
    ["{a,b}.conf", ["a.conf", "b.conf"]],
    ["{b,a}.conf", ["b.conf", "a.conf"]],
    ["{a}.conf", ["a.conf"]],
    ["{a,a}.conf", ["a.conf", "a.conf"]],
    ["{,x}a", ["a", "xa"]],
    ["{x,}a", ["xa", "a"]],
    ["a{}b", ["ab"]],
    ["{a,{b,c}}.conf", ["a.conf", "b.conf", "c.conf"]],
    ["{{a,b},c}", ["a", "b", "c"]],
    ["{a,b}{1,2}", ["a1", "a2", "b1", "b2"]],
    ["d/{a*,b}.conf", ["d/a*.conf", "d/b.conf"]],
    ["{a,b.conf", ["{a,b.conf"]],
    ["a,b}.conf", ["a,b}.conf"]],
    ["a,b", ["a,b"]],
    ["\\{a,b}", ["\\{a,b}"]],
    ["{a\\,b,c}", ["a\\,b", "c"]],
    ["{a,b\\}", ["{a,b\\}"]],
    ["", [""]],
  ])("%j: %j", (pattern, expected) => expect([...alternativesOf(pattern)]).toEqual(expected));

  it("is as many as the products of their choices", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 }), (sizes) => {
        const pattern = sizes.map((size) => `{${Array.from({ length: size }, (_, at) => at).join(",")}}`).join("");
        expect([...alternativesOf(pattern)]).toHaveLength(sizes.reduce((product, size) => product * size, 1));
      }),
    );
  });

  it("is asked for one by one: the first of very many is there at once", () => {
    expect(alternativesOf("{a,b}".repeat(200)).next().value).toBe("a".repeat(200));
  });

  it("is nothing special in a line that is longer than keepalived reads", () => {
    const pattern = `{a,b}${"x".repeat(1020)}`;
    expect([...alternativesOf(pattern)]).toEqual([pattern]);
  });
});
