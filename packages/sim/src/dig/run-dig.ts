import {
  type DigFailure,
  type DigRun,
  type Endpoint,
  type Instant,
  laterBy,
  printDig,
  type Query,
} from "@splithorizon/core";
import {
  type Asking,
  type AskingOptions,
  askSite,
  type Found,
  findServer,
  type SiteAnswer,
  type StubPatience,
  serversOf,
} from "../asking/index.ts";
import type { Place, SiteTwin } from "../site/index.ts";
import { type DigCommand, namesOf, queryOf } from "./dig-words.ts";

/** What dig would print, and what came of it. */
export interface DigResult {
  readonly output: string;
  readonly answer: SiteAnswer;
}

/** What dig prints of its surroundings. */
export interface DigSurroundings {
  /** What stood behind `dig`. */
  readonly words: string;
  /** `Tue Jan 02 11:35:19 EST 2024`. */
  readonly when: string;
}

/** What the greeting names as dig's version: the one that is imitated, and who does it. */
export const DIG_VERSION = "9.18 (splithorizon)";
const HEX_ID = 0x3a5c;

/** Runs dig at a place. */
export function runDig(
  twin: SiteTwin,
  place: Place,
  command: DigCommand,
  now: Instant,
  surroundings: DigSurroundings,
  options: AskingOptions = {},
): DigResult {
  const servers = serversFor(twin, place, command);
  if (servers.kind === "missing") return stopped(servers.why);
  const { source, transport, timeoutMs, tries, whenTruncated } = command;
  const asking: Asking = { from: place, servers: servers.value, source, transport };
  const patience: StubPatience = { kind: "dig", timeoutMs, attempts: tries, whenTruncated };
  let at = now;
  let last: DigResult = stopped("there is nothing to ask");
  for (const name of namesOf(command, place.resolver)) {
    const query: Query = { ...queryOf(command, name), id: HEX_ID };
    const answer = askSite(twin, asking, query, at, patience, options);
    last = { answer, output: print(answer, query, command, asking, surroundings) };
    if (!leadsOn(answer)) break;
    at = "elapsedMs" in answer ? laterBy(at, answer.elapsedMs) : at;
  }
  return last;
}

/** `+search` goes on after a name error. */
function leadsOn(answer: SiteAnswer): boolean {
  return answer.kind === "answered" && answer.messages[0]?.rcode === "NXDOMAIN";
}

function stopped(what: string): DigResult {
  return { output: "", answer: { kind: "not-modelled", what } };
}

function serversFor(twin: SiteTwin, place: Place, { server }: DigCommand): Found<readonly Endpoint[]> {
  if (server === null) return serversOf(twin, place);
  const found = findServer(twin, server);
  return found.kind === "missing" ? found : { kind: "found", value: [found.value] };
}

function print(
  answer: SiteAnswer,
  query: Query,
  command: DigCommand,
  { servers }: Asking,
  { words, when }: DigSurroundings,
): string {
  const [first] = servers;
  if (first === undefined || answer.kind === "not-modelled" || answer.kind === "endless") return "";
  const asked = answer.kind === "answered" ? answer.from : first;
  const run: DigRun = {
    words,
    version: DIG_VERSION,
    server: { ...asked, asked: command.server ?? asked.address },
    transport: answer.kind === "answered" ? answer.transport : command.transport,
    wasTruncated: answer.kind === "answered" && answer.wasTruncated,
    query,
    outcome: outcomeOf(answer, when),
  };
  return printDig(run, command.form);
}

function outcomeOf(answer: SiteAnswer & { kind: "answered" | "failed" }, when: string): DigRun["outcome"] {
  if (answer.kind === "failed") return { kind: "failed", how: FAILURES[answer.how], tries: answer.tries };
  const { messages, octets, queryMs: milliseconds } = answer;
  const failedTries = answer.failedTries.map(({ to, how }) => ({ ...to, how: FAILURES[how] }));
  return { kind: "answered", messages, octets, milliseconds, when, failedTries };
}

const FAILURES: Readonly<Record<(SiteAnswer & { kind: "failed" })["how"], DigFailure>> = {
  timeout: "timed out",
  refused: "connection refused",
  unreachable: "host unreachable",
  reset: "connection refused",
};
