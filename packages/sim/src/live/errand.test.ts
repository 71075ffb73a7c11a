import { BEGINNING, type Exchange } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import { Drive, EndlessAsking, firstAlternative, NotModelled } from "../sending/index.ts";
import { Errand } from "./errand.ts";
import { waitingSite } from "./waiting-site.fixture.ts";

const twin = waitingSite();

/** An errand, and what was told of it. */
function begin(): { readonly errand: Errand; readonly told: string[] } {
  const told: string[] = [];
  const drive = new Drive(twin, { now: () => BEGINNING }, { choose: firstAlternative, recorder: null, ether: null });
  const errand = new Errand(
    drive,
    (why) => told.push(why.kind === "endless" ? `endless: ${why.path.join(" ")}` : why.what),
    () => told.push("paused"),
  );
  return { errand, told };
}

/** An exchange that asks and waits; `told` hears when it gives back what it had taken. */
function* asking(told: string[]): Exchange {
  try {
    yield { kind: "choose", among: 2, why: "upstream" };
    return { kind: "silence", why: "malformed" };
  } finally {
    told.push("given back");
  }
}

describe("what is under way", () => {
  test("nothing at first; exchanges and appointments until they end", () => {
    const { errand, told } = begin();
    expect(errand.isWaiting).toBe(false);
    const exchange = asking(told);
    errand.opened(exchange);
    expect(errand.isWaiting).toBe(true);
    errand.closed(exchange);
    expect(errand.isWaiting).toBe(false);
    const cancel = (): void => {};
    errand.waits(cancel);
    expect(errand.isWaiting).toBe(true);
    errand.waitsNoMore(cancel);
    expect(errand.isWaiting).toBe(false);
  });

  test("what was never begun may be ended", () => {
    const { errand, told } = begin();
    errand.closed(asking(told));
    errand.waitsNoMore(() => {});
    expect(errand.isWaiting).toBe(false);
  });
});

describe("an attempt", () => {
  test("is told to have paused, each time", () => {
    const { errand, told } = begin();
    errand.attempt(() => told.push("one"));
    errand.attempt(() => told.push("two"));
    expect(told).toEqual(["one", "paused", "two", "paused"]);
  });

  test.each<readonly [row: string, signal: Error, told: string]>([
    ["what the twin does not model", new NotModelled("a gap"), "a gap"],
    ["servers that ask each other", new EndlessAsking(["a", "b"]), "endless: a b"],
  ])("%s ends all of it, and nothing is attempted any more", (_row, signal, expected) => {
    const { errand, told } = begin();
    errand.attempt(() => {
      throw signal;
    });
    errand.attempt(() => told.push("never"));
    expect(told).toEqual([expected, "paused"]);
  });

  test("a fault of our own is nobody's answer", () => {
    const { errand, told } = begin();
    const fault = new Error("ours");
    const attempt = (): void =>
      errand.attempt(() => {
        throw fault;
      });
    expect(attempt).toThrow(fault);
    expect(told).toEqual(["paused"]);
  });
});

describe("who abandons an errand", () => {
  test("cancels what was to come, and servers give back what they had taken", () => {
    const { errand, told } = begin();
    const exchange = asking(told);
    exchange.next();
    errand.opened(exchange);
    errand.waits(() => told.push("cancelled"));
    errand.abandon();
    expect(told).toEqual(["cancelled", "given back"]);
    expect([errand.isWaiting, exchange.next().done]).toEqual([false, true]);
  });

  test("may do so twice", () => {
    const { errand, told } = begin();
    errand.waits(() => told.push("cancelled"));
    errand.abandon();
    errand.abandon();
    expect(told).toEqual(["cancelled"]);
  });

  test("does so where the twin's knowledge ends, in the middle of others' work", () => {
    const { errand, told } = begin();
    const exchange = asking(told);
    exchange.next();
    errand.opened(exchange);
    errand.attempt(() => {
      throw new NotModelled("a gap");
    });
    expect(told).toEqual(["given back", "a gap", "paused"]);
  });
});
