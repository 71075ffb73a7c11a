import { type Diagnostic, type DiagnosticCode, errorAt, type Span, warningAt } from "@splithorizon/core";
import { forkTwin } from "../asking/index.ts";
import { assertNever } from "../invariant.ts";
import { printDuration } from "../scenario/index.ts";
import { type Fault, Simulation, standardParts } from "../simulation/index.ts";
import type { SiteTwin } from "../site/index.ts";
import { describeFault } from "./describe-fault.ts";
import type { Judged } from "./judge.ts";
import { KnownRounds } from "./known-rounds.ts";
import { type FailureSettings, type PlayedFailure, playAtPace, playFailure } from "./play-failure.ts";
import { singleFaults } from "./single-faults.ts";
import { takeOverMs } from "./take-over.ts";
import { askAtRest, type Observed, type Resting } from "./watch.ts";
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

/** What is to be said of one failure, without the place in the site's files: plain data, which goes from thread to thread. */
export interface FailureFinding {
  readonly severity: "error" | "warning";
  readonly code: DiagnosticCode;
  readonly text: string;
}

/**
 * Every single failure of a site, each a play of its own from the same beginning: what is asked meanwhile must be
 * answered as at rest or not at all, no address of the inside may come outside, and what comes back must come within the
 * take-over. What one has shown spares others questions and changes nothing that is found ({@link KnownRounds}), so they
 * may be played in any order. A simulation is played anew for each: a fork would play its past again, which is as long.
 */
export class FailurePlays {
  readonly faults: readonly Fault[];
  readonly #twin: SiteTwin;
  readonly #settings: FailureSettings;
  readonly #resting: readonly Resting[];
  readonly #play: typeof playFailure;

  /** The twin at rest: what it was asked before would be in its caches. */
  constructor(twin: SiteTwin, seed: number, play: typeof playFailure = playFailure) {
    this.#twin = twin;
    this.#play = play;
    const rested = new Simulation(forkTwin(twin), { seed }, standardParts);
    this.#resting = askAtRest(rested, watchSite(twin));
    const known = new KnownRounds(this.#resting, rested.now);
    this.#settings = { seed, atMs: FAULT_AT_MS, takeOverMs: takeOverMs(twin), known };
    this.faults = singleFaults(twin);
  }

  /** Plays one of the faults, by its number. */
  play(index: number): readonly FailureFinding[] {
    const fault = this.faults[index];
    if (fault === undefined) return [];
    return findingsOf(this.#play(this.#twin, fault, this.#resting, this.#settings), this.#settings.takeOverMs);
  }

  /** What came of all of them; `findings`: by fault. */
  sumUp(findings: readonly (readonly FailureFinding[])[]): CheckedFailures {
    const diagnostics = this.faults.flatMap((fault, index) => {
      const span = spanOfFault(this.#twin, fault);
      return span === null ? [] : (findings[index] ?? []).map((finding) => diagnosticOf(finding, span));
    });
    const { takeOverMs: limitMs } = this.#settings;
    return { faults: this.faults.length, questions: this.#resting.length, takeOverMs: limitMs, diagnostics };
  }
}

/** Plays every single failure of a site, one after another: {@link FailurePlays}. */
export function checkFailures(twin: SiteTwin, seed = 1): CheckedFailures {
  return playAll(new FailurePlays(twin, seed));
}

/** As {@link checkFailures}, without a short cut: everybody asks all the time. */
export function checkFailuresInFull(twin: SiteTwin, seed = 1): CheckedFailures {
  return playAll(new FailurePlays(twin, seed, (...played) => playAtPace(...played, "dense")));
}

function playAll(plays: FailurePlays): CheckedFailures {
  return plays.sumUp(plays.faults.map((_fault, index) => plays.play(index)));
}

function diagnosticOf({ severity, code, text }: FailureFinding, span: Span): Diagnostic {
  return severity === "error" ? errorAt(span, code, text) : warningAt(span, code, text);
}

function findingsOf({ fault, during, after, outages }: PlayedFailure, limitMs: number): readonly FailureFinding[] {
  const what = describeFault(fault);
  return [
    ...contradictions(during, `While ${what}`),
    ...lost(during, what),
    ...outagesOf(outages, limitMs, what),
    ...contradictions(after, `After the time in which ${what}`),
    ...remains(after, what),
  ];
}

/** Answers that are others than at rest, one finding for each kind. */
function contradictions(seen: readonly Observed[], when: string): readonly FailureFinding[] {
  return (["leak", "wrong"] as const).flatMap((kind) => {
    const found = seen.filter(({ judged }) => judged === kind);
    const [first] = found;
    return first === undefined ? [] : [error(codeOf(kind), `${when}, ${told(first)}${more(found)}.`)];
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
function lost(seen: readonly Observed[], what: string): readonly FailureFinding[] {
  const found = seen.filter(({ judged }) => judged === "absent");
  const [first] = found;
  if (first === undefined) return [];
  return [{ severity: "warning", code: "FAILURE_LOST", text: `While ${what}, ${told(first)}${more(found)}.` }];
}

/** Those who are without an answer until somebody mends it are told as lost. */
function outagesOf(outages: readonly Outage[], limitMs: number, what: string): readonly FailureFinding[] {
  const found = outages.filter(({ hasEnded, lastedMs }) => hasEnded && lastedMs > limitMs);
  const longest = found.toSorted((one, other) => other.lastedMs - one.lastedMs)[0];
  if (longest === undefined) return [];
  const { resting, from, lastedMs } = longest;
  const when = from === "fault" ? `When ${what}` : `After the time in which ${what}`;
  const text = `${when}, ${resting.watched.title} is without its answer for ${printDuration(lastedMs)}, and the take-over takes ${printDuration(limitMs)}${more(found)}.`;
  return [error("FAILURE_OUTAGE", text)];
}

function remains(seen: readonly Observed[], what: string): readonly FailureFinding[] {
  const found = seen.filter(({ judged }) => judged === "absent");
  const [first] = found;
  if (first === undefined) return [];
  return [error("FAILURE_REMAINS", `After the time in which ${what}, ${told(first)}${more(found)}.`)];
}

function error(code: DiagnosticCode, text: string): FailureFinding {
  return { severity: "error", code, text };
}

function told({ watched, atRest, came }: Observed): string {
  return `${watched.title} and gets ${came.text}; at rest it gets ${atRest.text}`;
}

function more(found: readonly unknown[]): string {
  return found.length === 1 ? "" : `, and ${found.length - 1} more`;
}

/** Where the site says that there is such a machine: a host's line, or its cluster's. */
function spanOfFault({ settings, network }: SiteTwin, fault: Fault): Span | null {
  const names = namesIn(fault);
  const host = settings.hosts.find(({ name }) => names.includes(name));
  const clusters = names.map((name) => network.stations.get(name)?.cluster ?? name);
  const cluster = settings.clusters.find(({ name }) => clusters.includes(name));
  return (host ?? cluster ?? settings.clusters[0] ?? settings.hosts[0])?.span ?? null;
}

function namesIn(fault: Fault): readonly string[] {
  if ("machine" in fault) return [fault.machine];
  if ("between" in fault) return fault.between;
  if ("pod" in fault) return [fault.pod];
  if ("node" in fault) return [fault.node];
  return [fault.cluster];
}
