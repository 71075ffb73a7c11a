import type { HeaderFlags } from "../../../dns/index.ts";
import type { Parsed } from "../../../text/index.ts";
import type { Dispenser } from "../../corefile/index.ts";
import { settled } from "../settings-helpers.ts";

/** Flags and the values that they get; a later rule for the same flag wins. */
export type FlagChanges = Partial<Record<"authoritative" | "recursionAvailable" | "recursionDesired", boolean>>;

export interface HeaderSettings {
  readonly query: FlagChanges;
  readonly response: FlagChanges;
}

const FLAGS: ReadonlyMap<string, keyof FlagChanges & keyof HeaderFlags> = new Map([
  ["aa", "authoritative"],
  ["ra", "recursionAvailable"],
  ["rd", "recursionDesired"],
] as const);

/** plugin/header/setup.go: the first use that has a rule ends the reading. */
export function readHeaderSettings(dispenser: Dispenser): Parsed<HeaderSettings> {
  const settings = { query: {}, response: {} };
  while (dispenser.next()) {
    let count = 0;
    while (dispenser.nextInBlock()) {
      count += 1;
      readRule(dispenser, settings);
    }
    if (count > 0) return settled(settings, dispenser);
  }
  dispenser.wrongArguments();
  return settled(settings, dispenser);
}

function readRule(dispenser: Dispenser, settings: { query: FlagChanges; response: FlagChanges }): void {
  const selector = dispenser.value.toLowerCase();
  if (selector !== "query" && selector !== "response") {
    const message = `setting up rule: invalid selector=${selector} should be query or response`;
    dispenser.unknownProperty(["query", "response"], message);
    return;
  }
  const [action, ...flags] = dispenser.remainingArguments();
  const wanted = action?.toLowerCase();
  if (action === undefined || action === "") dispenser.problem("setting up rule: no flag action provided");
  else if (flags.length === 0) {
    dispenser.problem("setting up rule: invalid length for flags, at least one should be provided");
  } else if (wanted !== "set" && wanted !== "clear") {
    dispenser.problem(`setting up rule: unknown flag action=${wanted}, should be set or clear`);
  } else for (const flag of flags) addFlag(dispenser, settings[selector], flag.toLowerCase(), wanted === "set");
}

function addFlag(dispenser: Dispenser, changes: FlagChanges, word: string, value: boolean): void {
  const flag = FLAGS.get(word);
  if (flag === undefined) dispenser.problem(`setting up rule: unknown/unsupported flag=${word}`);
  else changes[flag] = value;
}
