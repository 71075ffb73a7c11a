import { instantFromMs } from "@splithorizon/core";
import { expect, test } from "vitest";
import { ManualAgenda } from "../../live/index.ts";
import { TaintQueue } from "./taint-queue.ts";

/** When each node is tainted: `10 b`. */
class Lab {
  readonly told: string[] = [];
  readonly #agenda = new ManualAgenda();
  readonly queue = new TaintQueue({ agenda: this.#agenda, now: () => this.#agenda.now() }, (node) => {
    this.told.push(`${this.#agenda.now() / 1000} ${node}`);
  });

  at(seconds: number, ...names: readonly string[]): this {
    this.runTo(seconds);
    for (const name of names) this.queue.add({ name, zone: name[0] ?? "", everyMs: 10_000, isReleased: false });
    return this;
  }

  runTo(seconds: number): this {
    const until = instantFromMs(seconds * 1000);
    while (this.#agenda.keepNext(until));
    this.#agenda.passUntil(until);
    return this;
  }
}

test("the first at once, the others one by one, and each zone by itself", () => {
  expect(new Lab().at(0, "x1", "x2", "y1", "x3").runTo(60).told).toEqual(["0 x1", "0 y1", "10 x2", "20 x3"]);
});

test("who comes when nobody has for ten seconds does not wait", () => {
  expect(new Lab().at(0, "x1").at(30, "x2").runTo(60).told).toEqual(["0 x1", "30 x2"]);
});

test("who is taken away gives his turn to the next", () => {
  const lab = new Lab().at(0, "x1", "x2", "x3").runTo(5);
  lab.queue.remove("x2");
  expect(lab.runTo(60).told).toEqual(["0 x1", "10 x3"]);
});

test("the last is taken away: the turn is nobody's, and not lost", () => {
  const lab = new Lab().at(0, "x1", "x2").runTo(5);
  lab.queue.remove("x2");
  expect(lab.at(12, "x3").runTo(60).told).toEqual(["0 x1", "12 x3"]);
});

test("a zone that has only now been given a rate begins without a token", () => {
  const lab = new Lab().runTo(100);
  for (const name of ["x1", "x2"]) lab.queue.add({ name, zone: "x", everyMs: 10_000, isReleased: true });
  expect(lab.runTo(160).told).toEqual(["110 x1", "120 x2"]);
});
