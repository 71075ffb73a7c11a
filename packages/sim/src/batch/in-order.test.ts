import fc from "fast-check";
import { expect, test } from "vitest";
import { InOrder } from "./in-order.ts";

test("what comes early waits for its turn, and the first word counts", () => {
  const results = new InOrder<string>();
  const [first, second, third] = [results.expect(), results.expect(), results.expect()];
  second("b");
  expect([results.take(), results.pending, results.hasNext]).toEqual([[], 3, false]);
  first("a");
  first("again");
  expect([results.hasNext, results.take(), results.pending]).toEqual([true, ["a", "b"], 1]);
  third("c");
  expect([results.take(), results.take(), results.pending]).toEqual([["c"], [], 0]);
});

test("law: in whatever order they come, they leave in the order in which they were expected", () => {
  const orders = fc.array(fc.nat(), { maxLength: 30 });
  fc.assert(
    fc.property(orders, (ranks) => {
      const results = new InOrder<number>();
      const arrivals = ranks.map((rank, at) => ({ rank, at, come: results.expect() }));
      arrivals.sort((one, other) => one.rank - other.rank);
      const taken = arrivals.flatMap(({ at, come }) => {
        come(at);
        return results.take();
      });
      expect(taken).toEqual(ranks.map((_, at) => at));
      expect(results.pending).toBe(0);
    }),
  );
});
