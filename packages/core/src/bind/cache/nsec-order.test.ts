import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareNames, nameOf } from "../../dns/index.ts";
import { NsecOrder } from "./nsec-order.ts";

const orderOf = (...owners: readonly string[]): NsecOrder => {
  const order = new NsecOrder();
  for (const owner of owners) order.add(nameOf(owner));
  return order;
};

describe("the owner before a name in canonical order", () => {
  const order = orderOf("net.", ".", "com.", "a.com.");
  test.each<readonly [string, string | null]>([
    ["aaa.", "."],
    ["b.com.", "a.com."],
    ["x.a.com.", "a.com."],
    ["lan.", "a.com."],
    ["org.", "net."],
    ["com.", null],
    ["COM.", null],
    [".", null],
  ])("%s", (name, expected) => {
    expect(order.before(nameOf(name))?.text ?? null).toBe(expected);
  });

  test("nothing stands before the first", () => {
    expect(orderOf("lan.").before(nameOf("com."))).toBeNull();
  });

  test("a copy goes its own way", () => {
    const copy = order.fork();
    copy.add(nameOf("lan."));
    expect(order.before(nameOf("local."))?.text).toBe("a.com.");
    expect(copy.before(nameOf("local."))?.text).toBe("lan.");
  });

  const name = fc
    .array(fc.constantFrom("a", "b", "c"), { maxLength: 3 })
    .map((labels) => nameOf(`${labels.join(".")}.`));

  test("it is the greatest of all that are less, in whatever order they came", () => {
    fc.assert(
      fc.property(fc.array(name, { maxLength: 8 }), name, (owners, wanted) => {
        const less = owners.filter((owner) => compareNames(owner, wanted) < 0).sort(compareNames);
        const isThere = owners.some((owner) => owner.key === wanted.key);
        const expected = isThere ? null : (less.at(-1)?.key ?? null);
        expect(orderOf(...owners.map(({ text }) => text)).before(wanted)?.key ?? null).toBe(expected);
      }),
    );
  });
});
