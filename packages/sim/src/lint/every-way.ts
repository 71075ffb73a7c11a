import type { ChoiceKind } from "@splithorizon/core";
import type { TraceStep } from "../trace/index.ts";
import type { Evidence, Inquiry } from "./evidence.ts";

/** A cluster of so many nodes and pods has more ways than anybody needs to see. */
const MOST_WAYS = 200;

const OF_THE_WAY: readonly ChoiceKind[] = ["ecmp", "endpoint", "l2-announcer"];

/** Whether a choice is one between ways of a packet, and none of a server. */
export function isOfTheWay(why: ChoiceKind): boolean {
  return OF_THE_WAY.includes(why);
}

/**
 * A question by each way that the network may draw for it: every entry node with every pod behind it. A choice that
 * shows up only behind another one counts too. Of more than {@link MOST_WAYS} those of the last entry nodes are left out.
 */
export function askEveryWay(ask: (inquiry: Inquiry) => Evidence, inquiry: Inquiry): readonly Evidence[] {
  const asked: Evidence[] = [];
  for (let way: readonly number[] | null = []; way !== null && asked.length < MOST_WAYS; ) {
    const evidence = ask({ ...inquiry, way });
    asked.push(evidence);
    way = nextWay(evidence.steps);
  }
  return asked;
}

/** The way behind the one that was gone: the last choice that has another alternative takes it. */
function nextWay(steps: readonly TraceStep[]): readonly number[] | null {
  const choices = steps.flatMap(({ event }) => (event.kind === "chosen" && isOfTheWay(event.why) ? [event] : []));
  const last = choices.findLastIndex(({ index, among }) => index + 1 < among);
  return last < 0 ? null : choices.slice(0, last + 1).map(({ index }, at) => (at === last ? index + 1 : index));
}
