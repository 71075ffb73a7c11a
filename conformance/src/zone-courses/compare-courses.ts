import { leastOf } from "../least-differences.ts";
import type { Course, PlayedCourse, Seen } from "./course.ts";
import { playTwin } from "./play-twin.ts";
import { readPolled, whoSaid } from "./polled.ts";

/** What one side saw and the other did not, at about the same moment. */
export interface CourseDifference {
  readonly what: "packets" | "served" | "lines";
  readonly side: "real" | "twin";
  readonly seen: Seen;
}

/** So often the twin is played before a difference counts: timers of two servers run out in the same millisecond, several times. */
const PLAYS = 64;

/** What no play of the twin has as the real servers had it. */
export function leastDifferences(real: PlayedCourse): readonly CourseDifference[] {
  return leastOf(PLAYS, (luck) => compareCourses(real, playTwin(real, luck)));
}

/** A machine with much to do is late, and the later the longer timers follow each other. */
const TOLERANCE_MS = 250;
const toleranceOf = ({ toleranceMs = TOLERANCE_MS }: Course): number => toleranceMs;
/** While named loads its zones it serves the one or the other; the twin loads in no time. */
const LOADING_MS = 1000;

export function compareCourses(real: PlayedCourse, twin: PlayedCourse): readonly CourseDifference[] {
  const { untilMs } = real.course;
  const toleranceMs = toleranceOf(real.course);
  // What rndc prints is in no log.
  const isPrinted = ({ text }: Seen): boolean => / rndc: /.test(text) || FAULT_OF_FILE.test(text);
  const isLate = ({ atMs }: Seen): boolean => atMs > untilMs - 2 * toleranceMs;
  const sides = (["packets", "lines"] as const).flatMap((what) =>
    unmatched(real[what].map(comparable).filter(isCompared(what)), twin[what].map(comparable), toleranceMs).map(
      (one) => ({
        ...one,
        what,
      }),
    ),
  );
  return [...sides, ...servedOtherwise(real, twin)]
    .filter(({ seen }) => !isLate(seen) && !isPrinted(seen))
    .sort((one, other) => one.seen.atMs - other.seen.atMs);
}

/** Without what is drawn or measured: ports, and how long a transfer took. */
function comparable({ atMs, text }: Seen): Seen {
  const plain = text
    .replace(/@0x[0-9a-f]+/, "@0x0")
    .replace(/(\d+\.\d+\.\d+\.\d+)#(?!53\b|0\b)\d+/g, "$1#port")
    .replace(/, \d+\.\d{3} secs \(\d+ bytes\/sec\)/, "");
  return { atMs, text: plain };
}

/** Lines that the twin does not write at all. */
const OTHER_LINES =
  /^\w+ (?!(zone |transfer of |client @\S+ [^:]+: (?:view \w+: )?received notify|client @\S+ \S+: request has invalid|received control|reloading configuration|rndc: ))|managed-keys-zone|: (Transfer|loaded serial) 0$/;
/** Where a configuration is at fault: the real one's line is in no recording. */
const FAULT_OF_FILE = /^\w+ \/\w+\/named\.conf:/;

/** Whether somebody looks at it: at every packet, and at lines that the twin could write. */
export const isCompared =
  (what: "packets" | "lines") =>
  ({ text }: Seen): boolean =>
    what === "packets" || !OTHER_LINES.test(text);

function unmatched(real: readonly Seen[], twin: readonly Seen[], toleranceMs: number) {
  const left = [...twin];
  const missing: { readonly side: "real" | "twin"; readonly seen: Seen }[] = [];
  for (const seen of real) {
    const at = left.findIndex(({ text, atMs }) => text === seen.text && Math.abs(atMs - seen.atMs) <= toleranceMs);
    if (at === -1) missing.push({ side: "real", seen });
    else left.splice(at, 1);
  }
  return [...missing, ...left.map((seen) => ({ side: "twin", seen }) as const)];
}

/** What is heard at a moment must be what the other hears a little earlier or later. */
function servedOtherwise(
  { course, served: real }: PlayedCourse,
  { served: twin }: PlayedCourse,
): readonly CourseDifference[] {
  const loads = course.deeds.flatMap((deed) => (deed.do === "start" || deed.do === "rndc" ? [deed] : []));
  return real.flatMap((seen): readonly CourseDifference[] => {
    const who = whoSaid(seen.text);
    const { machine } = readPolled(who);
    const isLoading = ({ on, atMs, begunAtMs = atMs }: (typeof loads)[number]): boolean =>
      on === machine && seen.atMs > begunAtMs - LOADING_MS && seen.atMs < atMs + LOADING_MS;
    if (loads.some(isLoading)) return [];
    const around = twin.filter(
      ({ atMs, text }) => whoSaid(text) === who && Math.abs(atMs - seen.atMs) <= 2 * toleranceOf(course) + 50,
    );
    if (around.some(({ text }) => text === seen.text)) return [];
    const there = around.map(({ text }) => text.split(" ").at(-1)).join("/");
    return [{ what: "served", side: "real", seen: { ...seen, text: `${seen.text} (twin: ${there})` } }];
  });
}
