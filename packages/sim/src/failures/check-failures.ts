import { type Diagnostic, type DiagnosticCode, errorAt, type Span, warningAt } from "@splithorizon/core";
import { forkTwin } from "../asking/index.ts";
import { assertNever } from "../invariant.ts";
import { printDuration } from "../scenario/index.ts";
import { type Fault, Simulation, standardParts } from "../simulation/index.ts";
import type { SiteTwin } from "../site/index.ts";
import { describeFault } from "./describe-fault.ts";
import type { Judged } from "./judge.ts";
import { type PlayedFailure, playAtPace, playFailure } from "./play-failure.ts";
import { singleFaults } from "./single-faults.ts";
import { takeOverMs } from "./take-over.ts";
import { askAtRest, type Observed } from "./watch.ts";
import type { Outage } from "./watch-until-calm.ts";
import { watchSite } from "./watched.ts";

/** What came of playing every single failure of a site. */
export interface CheckedFailures {
  readonly faults: number;
  readonly questions: number;
  /** How long the site may take to help itself, by its own configuration. */
  readonly takeOverMs: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** Against the phase of adverts: somewhere within a second. */
const FAULT_AT_MS = 1300;

/**
 * Plays every single failure of a site, each from the same beginning: what is asked meanwhile must be answered as at rest
 * or not at all, no address of the inside may come outside, and what comes back must come within the take-over. A
 * simulation is played anew for each failure: a fork would play its past again, which is as long.
 */
export function checkFailures(twin: SiteTwin, seed = 1): CheckedFailures {
  return checkBy(playFailure, twin, seed);
}

/** As {@link checkFailures}, without a short cut: everybody asks all the time. */
export function checkFailuresInFull(twin: SiteTwin, seed = 1): CheckedFailures {
  return checkBy((...played) => playAtPace(...played, "dense"), twin, seed);
}

function checkBy(play: typeof playFailure, twin: SiteTwin, seed: number): CheckedFailures {
  const resting = askAtRest(new Simulation(forkTwin(twin), { seed }, standardParts), watchSite(twin));
  const limitMs = takeOverMs(twin);
  const faults = singleFaults(twin);
  const settings = { seed, atMs: FAULT_AT_MS, takeOverMs: limitMs };
  const diagnostics = faults.flatMap((fault) => {
    const span = spanOfFault(twin, fault);
    return span === null ? [] : findingsOf(play(twin, fault, resting, settings), limitMs, span);
  });
  return { faults: faults.length, questions: resting.length, takeOverMs: limitMs, diagnostics };
}

function findingsOf(
  { fault, during, after, outages }: PlayedFailure,
  limitMs: number,
  span: Span,
): readonly Diagnostic[] {
  const what = describeFault(fault);
  return [
    ...contradictions(during, `While ${what}`, span),
    ...lost(during, what, span),
    ...outagesOf(outages, limitMs, what, span),
    ...contradictions(after, `After the time in which ${what}`, span),
    ...remains(after, what, span),
  ];
}

/** Answers that are others than at rest, one finding for each kind. */
function contradictions(seen: readonly Observed[], when: string, span: Span): readonly Diagnostic[] {
  return (["leak", "wrong"] as const).flatMap((kind) => {
    const found = seen.filter(({ judged }) => judged === kind);
    const [first] = found;
    return first === undefined ? [] : [errorAt(span, codeOf(kind), `${when}, ${told(first)}${more(found)}.`)];
  });
}

function codeOf(kind: Judged & ("leak" | "wrong")): DiagnosticCode {
  switch (kind) {
    case "leak":
      return "FAILURE_LEAK";
    case "wrong":
      return "FAILURE_WRONG_ANSWER";
    default:
      return assertNever(kind);
  }
}

/** Nothing stands in for what is out of order: no fault of the configuration, but worth to know. */
function lost(seen: readonly Observed[], what: string, span: Span): readonly Diagnostic[] {
  const found = seen.filter(({ judged }) => judged === "absent");
  const [first] = found;
  if (first === undefined) return [];
  return [warningAt(span, "FAILURE_LOST", `While ${what}, ${told(first)}${more(found)}.`)];
}

/** Those who are without an answer until somebody mends it are told as lost. */
function outagesOf(outages: readonly Outage[], limitMs: number, what: string, span: Span): readonly Diagnostic[] {
  const found = outages.filter(({ hasEnded, lastedMs }) => hasEnded && lastedMs > limitMs);
  const longest = found.toSorted((one, other) => other.lastedMs - one.lastedMs)[0];
  if (longest === undefined) return [];
  const { resting, from, lastedMs } = longest;
  const when = from === "fault" ? `When ${what}` : `After the time in which ${what}`;
  const text = `${when}, ${resting.watched.title} is without its answer for ${printDuration(lastedMs)}, and the take-over takes ${printDuration(limitMs)}${more(found)}.`;
  return [errorAt(span, "FAILURE_OUTAGE", text)];
}

function remains(seen: readonly Observed[], what: string, span: Span): readonly Diagnostic[] {
  const found = seen.filter(({ judged }) => judged === "absent");
  const [first] = found;
  if (first === undefined) return [];
  return [errorAt(span, "FAILURE_REMAINS", `After the time in which ${what}, ${told(first)}${more(found)}.`)];
}

function told({ watched, atRest, came }: Observed): string {
  return `${watched.title} and gets ${came.text}; at rest it gets ${atRest.text}`;
}

function more(found: readonly unknown[]): string {
  return found.length === 1 ? "" : `, and ${found.length - 1} more`;
}

/** Where the site says that there is such a machine: a host's line, or its cluster's. */
function spanOfFault({ settings }: SiteTwin, fault: Fault): Span | null {
  const names = "machine" in fault ? [fault.machine] : "between" in fault ? fault.between : [];
  const host = settings.hosts.find(({ name }) => names.includes(name));
  return (host ?? settings.clusters[0] ?? settings.hosts[0])?.span ?? null;
}
