import { type Instant, instantFromMs } from "@splithorizon/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { type Cancel, ManualAgenda } from "./agenda.ts";

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

it("keeps one at a time, and none behind the end", () => {
  const agenda = new ManualAgenda(instantFromMs(100));
  const kept: number[] = [];
  for (const ms of [300, 200]) agenda.at(instantFromMs(ms), () => kept.push(ms));
  expect([agenda.keepNext(instantFromMs(199)), agenda.now()]).toEqual([false, 100]);
  expect([agenda.keepNext(), agenda.now()]).toEqual([true, 200]);
  expect([agenda.keepNext(), agenda.keepNext(), agenda.now()]).toEqual([true, false, 300]);
  expect(kept).toEqual([200, 300]);
});

it("an appointment that was kept cannot be cancelled, and one is cancelled once", () => {
  const agenda = new ManualAgenda();
  let kept = 0;
  const cancels = Array.from({ length: 200 }, (_, ms) => agenda.at(instantFromMs(ms), () => (kept += 1)));
  agenda.passUntil(instantFromMs(99));
  for (const cancel of [...cancels, ...cancels]) cancel();
  agenda.passUntil(instantFromMs(1000));
  expect([kept, agenda.next]).toEqual([100, null]);
});

const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant("make" as const), ms: fc.nat(50) }),
    fc.record({ kind: fc.constant("cancel" as const), which: fc.nat(300) }),
    fc.record({ kind: fc.constant("pass" as const), ms: fc.nat(20) }),
  ),
  { maxLength: 400, size: "max" },
);

it("law: as a sorted list would keep them", () => {
  fc.assert(
    fc.property(steps, (drawn) => {
      const agenda = new ManualAgenda();
      const kept: number[] = [];
      const cancels: Cancel[] = [];
      let model: { readonly when: number; readonly id: number }[] = [];
      const expected: number[] = [];
      for (const step of drawn) {
        if (step.kind === "make") {
          const id = cancels.length;
          const when: Instant = instantFromMs(agenda.now() + step.ms);
          cancels.push(agenda.at(when, () => kept.push(id)));
          model.push({ when, id });
        } else if (step.kind === "cancel") {
          cancels[step.which]?.();
          model = model.filter(({ id }) => id !== step.which);
        } else {
          const until = instantFromMs(agenda.now() + step.ms);
          agenda.passUntil(until);
          const due = model.filter(({ when }) => when <= until).toSorted((one, other) => one.when - other.when);
          expected.push(...due.map(({ id }) => id));
          model = model.filter(({ when }) => when > until);
        }
      }
      expect(kept).toEqual(expected);
      expect(agenda.next).toBe(model.length === 0 ? null : Math.min(...model.map(({ when }) => when)));
    }),
  );
});
