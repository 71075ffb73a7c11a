import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AhSequence } from "./ah-sequence.ts";
import type { Hearing } from "./hearing.ts";
import { contenderOf, LoneRouter, type OwnLines } from "./lone-router.fixture.ts";
import type { Advert } from "./router-actions.ts";

const LINES = "priority 100\nauthentication {\nauth_type AH\nauth_pass 1111\n}";
const AH: OwnLines = { lines: LINES };
const HEARD: Hearing = { kind: "heard" };
const refusedFor = (of: "proof" | "packet" | "addresses"): Hearing => ({ kind: "refused", why: "", of });
const advert = (sequence: number): Advert => ({
  ...{ from: contenderOf(AH), priority: 150, intervalMs: 1000, checksum: "each" },
  sequence,
});
const counter = (): AhSequence => new AhSequence(contenderOf(AH).instance);

describe("one count for what is sent and what is heard", () => {
  test("what is not beyond it is refused in keepalived's words, and counts as unproved", () => {
    const own = counter();
    expect([own.next(), own.next()]).toEqual([1, 2]);
    expect(own.judge(advert(2), HEARD)).toEqual({
      kind: "refused",
      why: "IPSEC-AH : sequence number 2 already processed. Packet dropped. Local(2)",
      of: "proof",
    });
    expect(own.judge(advert(7), HEARD)).toEqual(HEARD);
    expect(own.next()).toBe(8);
  });

  test("the digest is looked at before the number, and everything else behind it", () => {
    const own = counter();
    expect(own.judge(advert(9), refusedFor("proof"))).toEqual(refusedFor("proof"));
    expect(own.next()).toBe(1);
    expect(own.judge(advert(9), refusedFor("packet"))).toEqual(refusedFor("packet"));
    expect(own.judge(advert(12), refusedFor("addresses"))).toEqual(refusedFor("addresses"));
    expect(own.judge(advert(20), { kind: "unheard", why: "" }).kind).toBe("unheard");
    expect(own.next()).toBe(13);
  });

  test("without AH nobody counts", () => {
    const own = new AhSequence(contenderOf({}).instance);
    own.next();
    expect(own.judge(advert(0), HEARD)).toEqual(HEARD);
  });

  test("law: of one sender's adverts each is heard once, whatever order and copies they come in", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 20 })), (numbers) => {
        const own = counter();
        const heard = numbers.filter((number) => own.judge(advert(number), HEARD).kind === "heard");
        expect(heard).toEqual([...new Set(heard)].sort((one, other) => one - other));
      }),
    );
  });
});

describe("a router with AH", () => {
  /** Active since 3609, with the count at 3 since 5609. */
  const active = (): LoneRouter => {
    const own = new LoneRouter(AH).start().runUntil(5700);
    own.look();
    return own;
  };

  test("active, puts its own advert off for one that is too old, and answers none", () => {
    expect(active().hear(50, AH, "heard", 3).runUntil(6699).look()).toEqual([]);
    expect(active().hear(50, AH, "heard", 3).runUntil(6701).look()).toEqual(["6700 advert 100"]);
    expect(active().hear(200, AH, "heard", 3).router.state).toBe("active");
    expect(active().hear(200, AH, "heard", 4).router.state).toBe("backup");
  });

  test("active, counts on from the lower one that it answers", () => {
    const own = active().hear(50, AH, "heard", 10);
    expect(own.look()).toEqual(["5700 advert 100", "5700 announces x5", "5700 tells its group"]);
    // It has answered with 12.
    expect(own.hear(200, AH, "heard", 12).router.state).toBe("active");
    expect(own.hear(200, AH, "heard", 13).router.state).toBe("backup");
  });

  test("a backup that has heard 10 does not hear 1: it takes over from an owner that has begun anew", () => {
    const own = new LoneRouter(AH).start().hear(255, AH, "heard", 10);
    own.runUntil(1000).hear(255, AH, "heard", 1).runUntil(2000).hear(255, AH, "heard", 2).runUntil(3700);
    expect(own.look()).toContain("3609 active");
  });

  test("after a reload it counts on, in a new process from 1", () => {
    const before = active();
    const after = new LoneRouter(AH).start();
    after.router.countFrom(before.router);
    after.runUntil(3700);
    // 4 was its first advert.
    expect(after.hear(200, AH, "heard", 4).router.state).toBe("active");
    expect(after.hear(200, AH, "heard", 5).router.state).toBe("backup");
    expect(new LoneRouter(AH).start().runUntil(3700).hear(200, AH, "heard", 2).router.state).toBe("backup");
  });
});
