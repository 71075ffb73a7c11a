import { type Instant, laterBy, numberOfRcode } from "../../../dns/index.ts";
import type { LogSink } from "../../../resolution/index.ts";
import { type GoRegexp, parseGoRegexp } from "../../go-regexp/index.ts";
import { afterwards, type PluginInstance, type PluginRequest } from "../../plugin.ts";
import type { Consolidated, ErrorsSettings, LogLevel } from "./settings.ts";

/** One `consolidate` at work. */
interface Counter {
  readonly rule: Consolidated;
  /** null: a pattern that the twin cannot run matches nothing. */
  readonly pattern: GoRegexp | null;
  readonly state: { count: number; endsAt: Instant | null };
}

/** plugin/errors: whatever a plugin behind it returns as an error is written, or counted where `consolidate` says so. */
export function makeErrors(settings: ErrorsSettings, log: () => LogSink): PluginInstance {
  return instanceOf(settings.consolidated.map(counterOf), log);
}

function counterOf(rule: Consolidated): Counter {
  const parsed = parseGoRegexp(rule.pattern);
  return { rule, pattern: "fault" in parsed ? null : parsed, state: { count: 0, endsAt: null } };
}

function instanceOf(counters: readonly Counter[], log: () => LogSink): PluginInstance {
  return {
    wrap: (next) => (request) => {
      const sink = log();
      if (sink === null) return next(request);
      return afterwards(next(request), (outcome) => {
        if (outcome.kind === "returned" && outcome.error !== undefined) {
          write(sink, counters, request, numberOfRcode(outcome.rcode), outcome.error);
        }
        return outcome;
      });
    },
    nextWake: () => earliest(counters),
    wake: (now) => {
      for (const counter of counters) endPeriod(counter, log(), now);
      return [];
    },
    fork: (context) =>
      instanceOf(
        counters.map((each) => ({ ...each, state: { ...each.state } })),
        context.log,
      ),
  };
}

function write(
  sink: NonNullable<LogSink>,
  counters: readonly Counter[],
  { question, now }: PluginRequest,
  rcode: number,
  error: string,
): void {
  const counter = counters.find(({ pattern }) => pattern !== null && pattern.match(error) !== null);
  if (counter !== undefined && isCounted(counter, now)) return;
  const level = counter?.rule.level ?? "error";
  say(sink, level, `${rcode} ${question.name.text.toLowerCase()} ${question.type}: ${error}`);
}

/** errors.go consolidateError: the first of a period starts its clock. */
function isCounted({ rule, state }: Counter, now: Instant): boolean {
  state.count += 1;
  if (state.count > 1) return true;
  state.endsAt = laterBy(now, rule.periodMs);
  return !rule.showsFirst;
}

function endPeriod({ rule, state }: Counter, sink: LogSink, now: Instant): void {
  if (state.endsAt === null || state.endsAt > now) return;
  const { count } = state;
  state.count = 0;
  state.endsAt = null;
  if (count > 1 || !rule.showsFirst) {
    say(sink, rule.level, `${count} errors like '${rule.pattern}' occurred in last ${goDuration(rule.periodMs)}`);
  }
}

function earliest(counters: readonly Counter[]): Instant | null {
  const ends = counters.flatMap(({ state }) => (state.endsAt === null ? [] : [state.endsAt]));
  return ends.length === 0 ? null : ends.reduce((first, end) => (end < first ? end : first));
}

/** Debug is written only where the plugin debug stands, which is not modelled. */
function say(sink: LogSink, level: LogLevel, text: string): void {
  if (level !== "debug") sink?.(`[${level.toUpperCase()}] plugin/errors: ${text}`);
}

/** time.Duration String: `1m30s`, `1h0m0s`, `500ms`. */
function goDuration(milliseconds: number): string {
  if (milliseconds < 1000) return milliseconds === 0 ? "0s" : `${milliseconds}ms`;
  const seconds = Number(((milliseconds / 1000) % 60).toFixed(9));
  const minutes = Math.floor(milliseconds / 60_000) % 60;
  const hours = Math.floor(milliseconds / 3_600_000);
  if (hours > 0) return `${hours}h${minutes}m${seconds}s`;
  return minutes > 0 ? `${minutes}m${seconds}s` : `${seconds}s`;
}
