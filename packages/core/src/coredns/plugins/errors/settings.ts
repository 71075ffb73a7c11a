import type { Parsed } from "../../../text/index.ts";
import type { Dispenser } from "../../corefile/index.ts";
import { parseGoRegexp } from "../../go-regexp/index.ts";
import { onlyUse, readDuration, settled } from "../settings-helpers.ts";

export interface ErrorsSettings {
  /** Patterns of `consolidate`, with their period in milliseconds. */
  readonly consolidated: readonly { readonly pattern: string; readonly periodMs: number }[];
}

const LONGEST_PATTERN = 10_000;
const LEVELS: ReadonlySet<string> = new Set(["warning", "error", "info", "debug"]);

/** plugin/errors/setup.go. */
export function readErrorsSettings(dispenser: Dispenser): Parsed<ErrorsSettings> {
  const consolidated: { pattern: string; periodMs: number }[] = [];
  onlyUse(dispenser, () => {
    const targets = dispenser.remainingArguments();
    if (targets.length > 1) dispenser.wrongArguments();
    else if (targets[0] !== undefined && targets[0] !== "stdout") {
      dispenser.problem(`invalid log file: ${targets[0]}`);
    }
    while (dispenser.nextInBlock()) {
      if (dispenser.value === "consolidate") readConsolidate(dispenser, consolidated);
      else if (dispenser.value !== "stacktrace") {
        const message = `Syntax error: Unexpected token '${dispenser.value}', expecting 'Unknown field ${dispenser.value}'`;
        dispenser.unknownProperty(["consolidate", "stacktrace"], message);
      }
    }
  });
  return settled({ consolidated }, dispenser);
}

function readConsolidate(dispenser: Dispenser, consolidated: { pattern: string; periodMs: number }[]): void {
  const [period, pattern, ...options] = dispenser.remainingArguments();
  if (period === undefined || pattern === undefined || options.length > 2) {
    dispenser.wrongArguments();
    return;
  }
  const periodMs = readDuration(dispenser, period);
  if (pattern.length > LONGEST_PATTERN) {
    dispenser.problem(`regex pattern too long: ${pattern.length} > ${LONGEST_PATTERN}`);
  } else checkPattern(dispenser, pattern);
  checkOptions(dispenser, options);
  if (periodMs !== null) consolidated.push({ pattern, periodMs });
}

/** What a message must match to be counted changes no answer; that it is a pattern at all decides whether CoreDNS starts. */
function checkPattern(dispenser: Dispenser, pattern: string): void {
  const parsed = parseGoRegexp(pattern);
  if ("fault" in parsed && parsed.fault === "wrong") dispenser.problem(`error parsing regexp: ${parsed.message}`);
}

function checkOptions(dispenser: Dispenser, options: readonly string[]): void {
  const [first, second] = options;
  for (const option of options) {
    if (option !== "show_first" && !LEVELS.has(option)) {
      dispenser.problem(`unknown option in consolidate: ${option}`);
    }
  }
  if (first === undefined || second === undefined || !LEVELS.has(second)) return;
  if (first === "show_first") dispenser.problem("log level must come before show_first in consolidate");
  else if (LEVELS.has(first)) dispenser.problem("multiple log levels specified in consolidate");
}
