import { describe, expect, it } from "vitest";
import { type Lots, nameOf, parseAddress, type Rdata, type RRset } from "../index.ts";
import { arrange, orderOf } from "./rrset-order.ts";
import type { RrsetOrderRule } from "./settings.ts";

/** Addresses 192.0.2.N of a name, in the order in which they stand in the zone. */
function setOf(numbers: readonly number[], owner = "www.kloud.lan."): RRset {
  const data = numbers.flatMap((number): readonly Rdata[] => {
    const address = parseAddress(`192.0.2.${number}`);
    return address === null ? [] : [{ type: "A", address } as Rdata];
  });
  return { owner: nameOf(owner), type: "A", class: "IN", ttl: 60, data };
}

function print(data: readonly Rdata[]): string {
  return data.map((record) => ("address" in record ? record.address.replace("192.0.2.", "") : record.type)).join(" ");
}

const rule = (order: RrsetOrderRule["order"], parts: Partial<RrsetOrderRule> = {}): RrsetOrderRule => ({
  rrClass: null,
  rrType: null,
  name: null,
  order,
  ...parts,
});

/** Every order that a lot leads to. */
function ordersOf(numbers: readonly number[], rules: readonly RrsetOrderRule[]): readonly string[] {
  const orders = new Set<string>();
  let among = 1;
  const lotOf =
    (lot: number): Lots =>
    (many) => {
      among = many;
      return lot;
    };
  for (let lot = 0; lot < among; lot += 1) orders.add(print(arrange(setOf(numbers), rules, lotOf(lot))));
  return [...orders];
}

describe("random, the default: not every order comes up (bind-measured.md)", () => {
  it.each([
    [1, 1],
    [2, 2],
    [3, 6],
    [4, 12],
    [5, 60],
  ])("%d records: %d orders", (records, orders) => {
    const numbers = Array.from({ length: records }, (_, at) => at + 1);
    expect(ordersOf(numbers, [])).toHaveLength(orders);
    expect(ordersOf(numbers, [rule("random")])).toHaveLength(orders);
  });

  it("begins at the order of the octets, wherever the records stand in the zone", () => {
    expect(print(arrange(setOf([3, 1, 2]), [], () => 0))).toBe("1 2 3");
    expect(print(arrange(setOf([3, 1, 2]), [], () => 1))).toBe("2 3 1");
  });

  it("a hundred records stay a hundred, whatever is drawn", () => {
    const numbers = Array.from({ length: 100 }, (_, at) => at + 1);
    const arranged = arrange(setOf(numbers), [], (among) => among - 1);
    expect(new Set(print(arranged).split(" ")).size).toBe(100);
  });
});

describe("rrset-order", () => {
  it.each([
    ["cyclic: from each on, once around", "cyclic", ["1 2 3", "2 3 1", "3 1 2"]],
    ["fixed was not compiled in: cyclic", "fixed", ["1 2 3", "2 3 1", "3 1 2"]],
    ["none: as the octets are", "none", ["1 2 3"]],
  ] as const)("%s", (_what, order, orders) => {
    expect(ordersOf([3, 1, 2], [rule(order)])).toEqual(orders);
  });

  it.each([
    ["no rule", [], "drawn"],
    ["the first that matches", [rule("none"), rule("random")], "sorted"],
    ["none that matches", [rule("random", { rrType: "MX" })], "sorted"],
    ["its type", [rule("cyclic", { rrType: "A" })], "turned"],
    ["its name", [rule("random", { name: nameOf("www.kloud.lan.") })], "drawn"],
    ["a wildcard above it", [rule("random", { name: nameOf("*.lan.") })], "drawn"],
    ["another name", [rule("random", { name: nameOf("lan.") })], "sorted"],
    ["another class", [rule("random", { rrClass: "CH" })], "sorted"],
  ] as const)("%s", (_what, rules, order) => {
    expect(orderOf(rules, setOf([1, 2]))).toBe(order);
  });

  it("where nobody draws, the zone's order stands for all", () => {
    expect(print(arrange(setOf([3, 1, 2]), [], null))).toBe("3 1 2");
    expect(print(arrange(setOf([3, 1, 2]), [rule("none")], null))).toBe("1 2 3");
  });
});
