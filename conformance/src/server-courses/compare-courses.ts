import { leastOf } from "../least-differences.ts";
import { playTwin } from "./play-twin.ts";
import type { PlayedServerCourse, Seen } from "./server-course.ts";

export interface ServerDifference {
  readonly what: "asked" | "heard" | "lines";
  readonly side: "real" | "twin";
  readonly seen: Seen;
}

/** A machine with much to do is late. */
const TOLERANCE_MS = 200;

/** So many lots are tried before a difference counts. */
const PLAYS = 24;

/** What no play of the twin has as the real server had it. */
export function leastDifferences(real: PlayedServerCourse): readonly ServerDifference[] {
  return leastOf(PLAYS, (luck) => compareServerCourses(real, playTwin(real.course, real.asked, luck)));
}

export function compareServerCourses(real: PlayedServerCourse, twin: PlayedServerCourse): readonly ServerDifference[] {
  const isLate = ({ atMs }: Seen): boolean => atMs > real.course.untilMs - 2 * TOLERANCE_MS;
  return (["asked", "heard", "lines"] as const)
    .flatMap((what) =>
      unmatched(real[what] ?? [], real[what] === undefined ? [] : (twin[what] ?? [])).map((one) => ({ ...one, what })),
    )
    .filter(({ seen }) => !isLate(seen))
    .sort((one, other) => one.seen.atMs - other.seen.atMs);
}

function unmatched(real: readonly Seen[], twin: readonly Seen[]) {
  const left = [...twin];
  const missing: { readonly side: "real" | "twin"; readonly seen: Seen }[] = [];
  for (const seen of real) {
    const at = left.findIndex(({ text, atMs }) => text === seen.text && Math.abs(atMs - seen.atMs) <= TOLERANCE_MS);
    if (at === -1) missing.push({ side: "real", seen });
    else left.splice(at, 1);
  }
  return [...missing, ...left.map((seen) => ({ side: "twin", seen }) as const)];
}
