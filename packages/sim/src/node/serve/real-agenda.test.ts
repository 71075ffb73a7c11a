import { setTimeout as sleep } from "node:timers/promises";
import { instantFromMs, laterBy } from "@splithorizon/core";
import { expect, it } from "vitest";
import { realAgenda } from "./real-agenda.ts";

it("begins at 0 and keeps appointments in order, never early, and not those that were cancelled", async () => {
  const agenda = realAgenda();
  expect(agenda.now()).toBeLessThan(1000);
  const kept: string[] = [];
  const start = agenda.now();
  for (const ms of [30, 10, 20]) {
    const when = laterBy(start, ms);
    agenda.at(when, () => kept.push(agenda.now() >= when ? `${ms}` : `${ms} too early`));
  }
  agenda.at(laterBy(start, 15), () => kept.push("cancelled"))();
  agenda.at(instantFromMs(0), () => kept.push("past"));
  expect(kept).toEqual([]);
  await sleep(80);
  expect(kept).toEqual(["past", "10", "20", "30"]);
});

it("an appointment in a hundred days is not kept at once, as setTimeout would", async () => {
  const agenda = realAgenda();
  const kept: string[] = [];
  const cancel = agenda.at(laterBy(agenda.now(), 100 * 86_400_000), () => kept.push("kept"));
  await sleep(20);
  cancel();
  expect(kept).toEqual([]);
});
