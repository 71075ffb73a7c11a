import { type Dispenser, parseGoInteger, type Token } from "../corefile/index.ts";

/** Go's strconv.Atoi; null, with its complaint, where it fails. */
export function readInteger(dispenser: Dispenser, { text, span }: Token): number | null {
  const value = parseGoInteger(text);
  if (value === null) dispenser.problem(integerFault(text), { at: span });
  return value;
}

/** What strconv.Atoi says about a text that it cannot read. */
export function integerFault(text: string): string {
  return `strconv.Atoi: parsing "${text}": ${numberFault(text)}`;
}

/** Go's strconv.ParseUint with 32 bits: no sign at all. */
export function readUnsigned(dispenser: Dispenser, { text, span }: Token): number | null {
  const value = /^\d+$/.test(text) ? Number(text) : null;
  if (value !== null && value <= MOST_UINT32) return value;
  const fault = value === null ? "invalid syntax" : "value out of range";
  dispenser.problem(`strconv.ParseUint: parsing "${text}": ${fault}`, { at: span });
  return null;
}

const MOST_UINT32 = 0xffff_ffff;

function numberFault(text: string): string {
  return /^[+-]?\d+$/.test(text) ? "value out of range" : "invalid syntax";
}

/** Go's own form of a duration: `1m0s`, `500ms`, `-5s`. */
export function printGoDuration(milliseconds: number): string {
  if (milliseconds === 0) return "0s";
  const sign = milliseconds < 0 ? "-" : "";
  const rest = Math.abs(milliseconds);
  if (rest < 1000) return `${sign}${printBelowSecond(Math.round(rest * 1e6))}`;
  const hours = Math.floor(rest / 3_600_000);
  const minutes = Math.floor((rest % 3_600_000) / 60_000);
  const seconds = Number(((rest % 60_000) / 1000).toFixed(9));
  return `${sign}${hours > 0 ? `${hours}h` : ""}${hours > 0 || minutes > 0 ? `${minutes}m` : ""}${seconds}s`;
}

function printBelowSecond(nanoseconds: number): string {
  if (nanoseconds < 1000) return `${nanoseconds}ns`;
  return nanoseconds < 1e6 ? `${nanoseconds / 1000}µs` : `${nanoseconds / 1e6}ms`;
}
