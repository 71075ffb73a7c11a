import { didYouMeanHint, type Parsed } from "../../../text/index.ts";
import { type Dispenser, parseGoDuration, parseGoInteger, type Token } from "../../corefile/index.ts";
import { integerFault, printGoDuration } from "../go-numbers.ts";
import { settled } from "../settings-helpers.ts";

const LEAST_MS = 1000;
const MOST_MS = 24 * 3_600_000;
const NAMES = ["read", "write", "idle", "maxtcpqueries"];

/** plugin/timeouts/timeouts.go: what a property is called is looked at behind its value; a number without a unit is seconds. Values in milliseconds. */
export function readTimeoutsSettings(dispenser: Dispenser): Parsed<ReadonlyMap<string, number>> {
  const values = new Map<string, number>();
  while (dispenser.next()) {
    if (dispenser.remainingArguments().length > 0) dispenser.wrongArguments();
    let count = 0;
    while (dispenser.nextInBlock()) {
      count += 1;
      readProperty(dispenser, values);
    }
    if (count === 0) dispenser.problem("timeouts block with no timeouts specified");
  }
  return settled(values, dispenser);
}

function readProperty(dispenser: Dispenser, values: Map<string, number>): void {
  const property = dispenser.token;
  const name = property.text;
  const argument = dispenser.onlyArgument();
  if (argument === null) return;
  const value = name === "maxtcpqueries" ? queryCount(dispenser, argument) : timeout(dispenser, argument);
  if (value === null) return;
  if (NAMES.includes(name)) values.set(name, value);
  else {
    const hint = didYouMeanHint(name, NAMES);
    const where = { code: "COREFILE_UNKNOWN_PROPERTY", at: property.span } as const;
    dispenser.problem(`unknown option: '${name}'`, hint === undefined ? where : { ...where, hint });
  }
}

function queryCount(dispenser: Dispenser, { text, span }: Token): number | null {
  const count = parseGoInteger(text);
  if (count !== null && count !== 0 && count >= -1) return count;
  const message =
    count === null
      ? `invalid value for maxtcpqueries '${text}': ${integerFault(text)}`
      : `maxtcpqueries provided '${count}' needs to be -1 (unlimited) or a positive integer`;
  dispenser.problem(message, { at: span });
  return null;
}

function timeout(dispenser: Dispenser, { text, span }: Token): number | null {
  const shown = parseGoInteger(text) === null ? text : `${text}s`;
  const duration = parseGoDuration(shown);
  if (duration === null) dispenser.problem(`failed to parse duration '${text}'`, { at: span });
  else if (duration < LEAST_MS || duration > MOST_MS) {
    dispenser.problem(`timeout provided '${printGoDuration(duration)}' needs to be between 1 second and 24 hours`, {
      at: span,
    });
  } else return duration;
  return null;
}
