import { printRdata } from "@splithorizon/core";
import type { SiteAnswer } from "../asking/index.ts";
import { type Dug, dig } from "../dig/index.ts";
import type { ScenarioRun } from "../scenario/index.ts";
import { printJournalEntry, Simulation } from "../simulation/index.ts";
import type { SiteTwin } from "../site/index.ts";
import { printTrace } from "../trace/index.ts";

/** What `expect(site)` can do more, once `expect.extend(siteMatchers)` has been said. Questions are put as with dig. */
export interface SiteMatchers<R = unknown> {
  /** `expect(site).toAnswer("laptop", "www.lab A", ["192.0.2.7"])`: these data, in any order, and no others. */
  toAnswer(from: string, question: string, data: readonly string[]): R;
  /** The answer is REFUSED: no door is open there. */
  toRefuse(from: string, question: string): R;
  /** Nothing comes back, however long one waits. */
  toBeSilentFor(from: string, question: string): R;
  /** All of them get the same data, and the same code. */
  toAnswerAlike(from: readonly string[], question: string): R;
  /** `expect(runScenario(twin, scenario)).toHold()`: everything that it expects has come. */
  toHold(): R;
}

/** What a matcher found, as vitest wants to have it. */
export interface Found {
  readonly pass: boolean;
  readonly message: () => string;
}

type Received = SiteTwin | Simulation;

function toAnswer(received: Received, from: string, question: string, data: readonly string[]): Found {
  const dug = ask(received, from, question);
  const wanted = listed(data);
  return found(dug.answer.kind === "answered" && dataOf(dug.answer) === wanted, from, question, wanted, dug);
}

function toRefuse(received: Received, from: string, question: string): Found {
  const dug = ask(received, from, question);
  return found(rcodeOf(dug.answer) === "REFUSED", from, question, "REFUSED", dug);
}

function toBeSilentFor(received: Received, from: string, question: string): Found {
  const dug = ask(received, from, question);
  const isSilent = dug.answer.kind === "failed" && dug.answer.how === "timeout";
  return found(isSilent, from, question, "no answer", dug);
}

function toAnswerAlike(received: Received, places: readonly string[], question: string): Found {
  const dugs = places.map((from) => ({ from, dug: ask(received, from, question) }));
  const [first] = dugs;
  const other = dugs.find(({ dug }) => first !== undefined && told(dug.answer) !== told(first.dug.answer));
  if (first === undefined || other === undefined) {
    return {
      pass: true,
      message: () => `${places.join(", ")} all get ${first === undefined ? "nothing" : told(first.dug.answer)}`,
    };
  }
  const traces = [first, other].map(
    ({ from, dug }) => `${from} asks ${question}: ${told(dug.answer)}\n\n${traceOf(dug)}`,
  );
  return { pass: false, message: () => `expected one answer for all of ${places.join(", ")}\n\n${traces.join("\n")}` };
}

function toHold({ faults, entries, end }: ScenarioRun): Found {
  const pass = faults.length === 0 && end.kind === "reached";
  const whys = faults.map(({ atMs, why }) => `after ${atMs / 1000} s: ${why}`);
  const spent = end.kind === "exhausted" ? [`after ${end.at / 1000} s: the budget of events is spent`] : [];
  const journal = entries.map(printJournalEntry).join("\n");
  const said = pass ? "expected something not to hold" : [...whys, ...spent].join("\n");
  return { pass, message: () => `${said}\n\n${journal}\n` };
}

/** For `expect.extend`. */
export const siteMatchers: {
  readonly toAnswer: typeof toAnswer;
  readonly toRefuse: typeof toRefuse;
  readonly toBeSilentFor: typeof toBeSilentFor;
  readonly toAnswerAlike: typeof toAnswerAlike;
  readonly toHold: typeof toHold;
} = { toAnswer, toRefuse, toBeSilentFor, toAnswerAlike, toHold };

/** A question that cannot be put, or that nobody can answer of this site, is a mistake in the test, and fails with and without `not`. */
function ask(received: Received, from: string, question: string): Dug {
  const twin = received instanceof Simulation ? received.world : received;
  const dug = dig(twin, from, question);
  if (dug.faults.length > 0) throw new TypeError(dug.faults.join("\n"));
  if (dug.answer.kind === "not-modelled") throw new TypeError(`${from} asks ${question}: ${told(dug.answer)}`);
  return dug;
}

function found(pass: boolean, from: string, question: string, wanted: string, dug: Dug): Found {
  const not = pass ? "not " : "";
  const message = (): string =>
    `${from} asks ${question}\nexpected ${not}${wanted}\n     got ${told(dug.answer)}\n\n${traceOf(dug)}`;
  return { pass, message };
}

function traceOf({ trace }: Dug): string {
  return printTrace(trace);
}

function rcodeOf(answer: SiteAnswer): string | null {
  return answer.kind === "answered" ? (answer.messages[0]?.rcode ?? null) : null;
}

function dataOf({ messages }: SiteAnswer & { readonly kind: "answered" }): string {
  return listed(messages.flatMap((message) => message.answer.map(({ data }) => printRdata(data))));
}

function listed(data: readonly string[]): string {
  return data.length === 0 ? "no data" : data.toSorted().join(", ");
}

/** An answer in one line: its data, or why there are none. */
function told(answer: SiteAnswer): string {
  switch (answer.kind) {
    case "answered": {
      const rcode = rcodeOf(answer) ?? "";
      const data = dataOf(answer);
      return rcode === "NOERROR" ? data : rcode;
    }
    case "failed":
      return `no answer: ${answer.how}, ${answer.why}`;
    case "not-modelled":
      return `what is not modelled: ${answer.what}`;
    case "endless":
      return `servers that ask each other without end: ${answer.path.join(" -> ")}`;
  }
}
