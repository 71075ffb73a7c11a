import type { Parsed } from "../../../text/index.ts";
import type { Dispenser } from "../../corefile/index.ts";
import { parseGoRegexp } from "../../go-regexp/index.ts";
import { onlyUse, readDuration, settled } from "../settings-helpers.ts";

export interface ErrorsSettings {
  /** In the order of the file: the first whose pattern matches counts an error. */
  readonly consolidated: readonly Consolidated[];
}

/** One line of `consolidate`. */
export interface Consolidated {
  readonly pattern: string;
  readonly periodMs: number;
  readonly level: LogLevel;
  /** The first of a period is written as it is. */
  readonly showsFirst: boolean;
}

export type LogLevel = "warning" | "error" | "info" | "debug";

const LONGEST_PATTERN = 10_000;
const LEVELS: readonly LogLevel[] = ["warning", "error", "info", "debug"];

/** plugin/errors/setup.go. */
export function readErrorsSettings(dispenser: Dispenser): Parsed<ErrorsSettings> {
  const consolidated: Consolidated[] = [];
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

function readConsolidate(dispenser: Dispenser, consolidated: Consolidated[]): void {
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
  const level = LEVELS.find((candidate) => options.includes(candidate)) ?? "error";
  if (periodMs !== null) consolidated.push({ pattern, periodMs, level, showsFirst: options.includes("show_first") });
}

/** What a message must match to be counted changes no answer; that it is a pattern at all decides whether CoreDNS starts. */
function checkPattern(dispenser: Dispenser, pattern: string): void {
  const parsed = parseGoRegexp(pattern);
  if ("fault" in parsed && parsed.fault === "wrong") dispenser.problem(`error parsing regexp: ${parsed.message}`);
}

function checkOptions(dispenser: Dispenser, options: readonly string[]): void {
  const [first, second] = options;
  for (const option of options) {
    if (option !== "show_first" && !isLevel(option)) {
      dispenser.problem(`unknown option in consolidate: ${option}`);
    }
  }
  if (first === undefined || second === undefined || !isLevel(second)) return;
  if (first === "show_first") dispenser.problem("log level must come before show_first in consolidate");
  else if (isLevel(first)) dispenser.problem("multiple log levels specified in consolidate");
}

function isLevel(word: string): boolean {
  return LEVELS.some((level) => level === word);
}
