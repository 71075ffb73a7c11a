import type { Random } from "@splithorizon/sim";
import { oneOf } from "../one-of.ts";
import type { Course, CourseMachine, Deed } from "./course.ts";
import type { Name } from "./draw-course.ts";

/** When configurations change, and whose. */
export interface Edits {
  /** So many at least, and one more by lot. */
  readonly least: number;
  readonly names: readonly Name[];
  /** From one to the next, and how much later each may come. */
  readonly everyMs: number;
  readonly spreadMs: number;
}

const FIRST_MS = 14_000;
/** From the file to the command that has it read. */
const PAUSE_MS = 60;

/** The course with deeds by which servers are given another named.conf, and read it. `change` writes it. */
export function withEdits(
  random: Random,
  { machines, deeds, ...plain }: Course,
  { least, names, everyMs, spreadMs }: Edits,
  change: (machine: CourseMachine, on: Name) => string,
): Course {
  const edits = Array.from({ length: least + random.below(2) }, (_, index): readonly Deed[] => {
    const on = oneOf(random, names);
    const machine = machines[on];
    const atMs = FIRST_MS + index * everyMs + random.below(spreadMs);
    const text = machine === undefined ? "" : change(machine, on);
    return [
      { do: "edit", on, file: "named.conf", text, atMs },
      { do: "rndc", on, words: oneOf(random, ["reload", "reconfig"]), atMs: atMs + PAUSE_MS },
    ];
  });
  const all = [...deeds, ...edits.flat()].sort((one, other) => one.atMs - other.atMs);
  return { ...plain, machines, deeds: all };
}
