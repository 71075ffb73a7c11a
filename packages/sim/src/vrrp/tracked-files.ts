import type { SyncGroup, Track, VrrpInstance } from "@splithorizon/core/keepalived";
import { trackedTogether } from "./tracked-together.ts";

/** vrrp_track.h: what counts as FAULT, and the most that a file adds. */
const FAULT = -254;
const MOST = 253;
/** Octets that keepalived reads of a file. */
const READ_OCTETS = 127;
const LEAST_NUMBER = -(2 ** 31);
const MOST_NUMBER = 2 ** 31;

/** The files that an instance watches, and its group for it. */
export function trackedFilesOf({ trackFiles }: VrrpInstance, group: SyncGroup | undefined): readonly Track[] {
  return trackedTogether(trackFiles, group?.trackFiles ?? []);
}

/** What a number does to the priority (vrrp_track.c initialise_vrrp_file_tracking_priorities). */
export function effectOfNumber(number: number, { weight, reverse }: Track): number | "fault" {
  if (weight === 0 || weight === null) return (number !== 0) !== reverse ? "fault" : 0;
  const effect = number * weight * (reverse ? -1 : 1);
  return effect <= FAULT ? "fault" : Math.min(MOST, effect);
}

/**
 * The number that a file begins with, decimal, octal or hexadecimal, 0 where it begins with none; null: one that is too
 * large, which keepalived ignores (track_file.c process_track_file, strtol).
 */
export function numberOfFile(text: string): number | null {
  const [, sign = "", digits = "0"] =
    /^\s*([-+]?)(0[xX][\da-fA-F]+|0[0-7]*|[1-9]\d*)/.exec(text.slice(0, READ_OCTETS)) ?? [];
  const isOctal = /^0[0-7]/.test(digits);
  const number = (isOctal ? Number.parseInt(digits, 8) : Number(digits)) * (sign === "-" ? -1 : 1);
  return number < LEAST_NUMBER || number > MOST_NUMBER ? null : number + 0;
}
