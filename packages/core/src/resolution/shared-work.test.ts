import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstOf, SharedWork } from "./shared-work.ts";

describe("work that is done once for all who want it", () => {
  it("has no result before it ends, and keeps the one that it ended with", () => {
    const work = new SharedWork<string>();
    expect(work.result).toBeNull();
    work.end("NXDOMAIN");
    expect(work.result).toBe("NXDOMAIN");
  });

  it("wakes who waits in the order in which they came, each for each time that he asked", () => {
    const [work, woken] = [new SharedWork<number>(), [] as string[]];
    const first = (): void => void woken.push(`first ${work.result}`);
    work.whenEnded(first);
    work.whenEnded(() => void woken.push("second"));
    work.whenEnded(first);
    work.end(7);
    expect(woken).toEqual(["first 7", "second", "first 7"]);
  });

  it("that was broken off wakes them too, and has no result", () => {
    const [work, woken] = [new SharedWork<number>(), [] as (number | null)[]];
    work.whenEnded(() => void woken.push(work.result));
    work.end(null);
    expect(woken).toEqual([null]);
  });

  it("wakes nobody twice", () => {
    const [work, woken] = [new SharedWork<number>(), [] as number[]];
    work.whenEnded(() => void woken.push(1));
    work.end(1);
    work.end(2);
    expect([woken, work.result]).toEqual([[1], 2]);
  });

  it("who asks again while he is woken waits for the next end", () => {
    const [work, woken] = [new SharedWork<number>(), [] as number[]];
    const again = (): void => {
      woken.push(work.result ?? 0);
      if (woken.length < 3) work.whenEnded(again);
    };
    work.whenEnded(again);
    for (const result of [1, 2, 3, 4]) work.end(result);
    expect(woken).toEqual([1, 2, 3]);
  });

  it("law: whoever stepped back is not woken, everybody else is, in order", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 20 }), (stays) => {
        const [work, woken] = [new SharedWork<number>(), [] as number[]];
        const stepBack = stays.map((_, at) => work.whenEnded(() => void woken.push(at)));
        for (const [at, act] of stepBack.entries()) if (stays[at] !== true) act();
        for (const [at, act] of stepBack.entries()) if (stays[at] !== true) act();
        work.end(0);
        expect(woken).toEqual(stays.flatMap((isKept, at) => (isKept ? [at] : [])));
      }),
    );
  });
});

describe("the first of several", () => {
  const three = () => [new SharedWork<number>(), new SharedWork<number>(), new SharedWork<number>()] as const;

  it("wakes once, whichever ends, and forgets the others", () => {
    const [works, woken] = [three(), [] as string[]];
    firstOf(works).whenEnded(() => void woken.push("woken"));
    works[1].end(1);
    for (const work of works) work.end(2);
    expect(woken).toEqual(["woken"]);
  });

  it("whoever steps back is not woken by any", () => {
    const [works, woken] = [three(), [] as string[]];
    firstOf(works).whenEnded(() => void woken.push("woken"))();
    for (const work of works) work.end(2);
    expect(woken).toEqual([]);
  });

  it("of none never ends", () => {
    const woken: string[] = [];
    firstOf([]).whenEnded(() => void woken.push("woken"));
    expect(woken).toEqual([]);
  });
});
