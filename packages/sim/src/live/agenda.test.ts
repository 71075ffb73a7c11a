import { instantFromMs } from "@splithorizon/core";
import { expect, it } from "vitest";
import { ManualAgenda } from "./agenda.ts";

it("keeps appointments by their time, equal ones as they were made, also those made meanwhile", () => {
  const agenda = new ManualAgenda();
  const kept: string[] = [];
  const note = (text: string) => (): void => void kept.push(`${agenda.now()} ${text}`);
  agenda.at(instantFromMs(20), note("c"));
  agenda.at(instantFromMs(10), note("a"));
  agenda.at(instantFromMs(10), () => {
    note("b")();
    agenda.at(instantFromMs(5), note("late"));
    agenda.at(instantFromMs(30), note("d"));
    agenda.at(instantFromMs(31), note("not yet"));
  });
  const cancel = agenda.at(instantFromMs(15), note("cancelled"));
  cancel();
  agenda.passUntil(instantFromMs(30));
  expect(kept).toEqual(["10 a", "10 b", "10 late", "20 c", "30 d"]);
  expect([agenda.now(), agenda.next]).toEqual([30, 31]);
  agenda.passUntil(instantFromMs(3));
  expect(agenda.now()).toBe(30);
});
