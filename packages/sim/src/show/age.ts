import { unixSecondsFromTimestamp } from "@splithorizon/core";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** AGE as kubectl prints it; `atSeconds` is the moment in seconds since 1970. */
export function ageOf(creationTimestamp: string | null, atSeconds: number): string {
  const since = creationTimestamp === null ? null : unixSecondsFromTimestamp(creationTimestamp);
  return since === null ? "<unknown>" : humanDuration(atSeconds - since);
}

/** apimachinery/pkg/util/duration HumanDuration: two units where the larger one is small, else one. */
export function humanDuration(seconds: number): string {
  if (seconds < -1) return "<invalid>";
  if (seconds < 0) return "0s";
  if (seconds < 2 * MINUTE) return `${Math.floor(seconds)}s`;
  if (seconds < 10 * MINUTE) return two(seconds, MINUTE, "m", 1, "s");
  if (seconds < 3 * HOUR) return one(seconds, MINUTE, "m");
  if (seconds < 8 * HOUR) return two(seconds, HOUR, "h", MINUTE, "m");
  if (seconds < 2 * DAY) return one(seconds, HOUR, "h");
  if (seconds < 8 * DAY) return two(seconds, DAY, "d", HOUR, "h");
  if (seconds < 2 * 365 * DAY) return one(seconds, DAY, "d");
  if (seconds < 8 * 365 * DAY) return two(seconds, 365 * DAY, "y", DAY, "d");
  return one(seconds, 365 * DAY, "y");
}

function one(seconds: number, unit: number, letter: string): string {
  return `${Math.floor(seconds / unit)}${letter}`;
}

function two(seconds: number, unit: number, letter: string, small: number, smallLetter: string): string {
  const rest = Math.floor((seconds % unit) / small);
  return `${one(seconds, unit, letter)}${rest === 0 ? "" : `${rest}${smallLetter}`}`;
}
