import { instantFromMs } from "@splithorizon/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { EventQueue } from "./event-queue.ts";

it("hands events out by time, and those of one moment as they were added", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5 })), (moments) => {
      const queue = new EventQueue();
      const order: (readonly [number, number])[] = [];
      for (const [index, ms] of moments.entries()) queue.add(instantFromMs(ms), () => order.push([ms, index]));
      for (let event = queue.pop(); event !== null; event = queue.pop()) event.happen();
      expect(order).toEqual(
        moments.map((ms, index) => [ms, index] as const).sort((a, b) => a[0] - b[0] || a[1] - b[1]),
      );
    }),
  );
});
