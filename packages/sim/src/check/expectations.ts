import { type Endpoint, errorAt, type Instant, makeQuery, printRdata } from "@splithorizon/core";
import {
  type Asking,
  askSite,
  digPatience,
  type Found,
  findPlace,
  findServer,
  type SiteAnswer,
  serversOf,
} from "../asking/index.ts";
import type { Evidence, Finding } from "../lint/index.ts";
import type { Expectation, Place, SiteTwin } from "../site/index.ts";
import type { TraceStep } from "../trace/index.ts";

/** What came of one line of `expect`. */
export interface Judgement {
  readonly expectation: Expectation;
  /** Empty: it holds. */
  readonly faults: readonly string[];
  /** The question with its way; null: it could not be put. */
  readonly evidence: Evidence | null;
}

/** Asks every question of `expect`, in order, each as dig would. */
export function judgeExpectations(twin: SiteTwin, now: Instant): readonly Judgement[] {
  return twin.settings.expectations.map((expectation) => ({ expectation, ...judge(twin, expectation, now) }));
}

/** A finding for each expectation that does not hold. */
export function expectationDiagnostics(judgements: readonly Judgement[]): readonly Finding[] {
  return judgements.flatMap(({ expectation, faults, evidence }) => {
    const { from, name, type, span } = expectation;
    return faults.map((fault) => ({
      ...errorAt(
        span,
        "SITE_EXPECTATION",
        `${from} asks ${name.text} ${type}: ${/[.?]$/.test(fault) ? fault : `${fault}.`}`,
      ),
      evidence: evidence === null ? [] : [evidence],
    }));
  });
}

function judge(twin: SiteTwin, expectation: Expectation, now: Instant): Pick<Judgement, "faults" | "evidence"> {
  const place = findPlace(twin, expectation.from);
  if (place.kind === "missing") return { faults: [place.why], evidence: null };
  const servers = serversFor(twin, place.value, expectation.server);
  if (servers.kind === "missing") return { faults: [servers.why], evidence: null };
  const { from, name, type, transport } = expectation;
  const asking: Asking = { from: place.value, servers: servers.value, source: null, transport };
  const steps: TraceStep[] = [];
  const answer = askSite(twin, asking, makeQuery({ name, type, class: "IN" }), now, digPatience, {
    recorder: (step) => steps.push(step),
  });
  const server = expectation.server === null ? null : (servers.value[0]?.address ?? null);
  const inquiry = { from, server, name, type, transport };
  return { faults: compareAnswer(expectation, answer), evidence: { inquiry, answer, steps } };
}

/** An address or a host, else whom the place asks. */
export function serversFor(twin: SiteTwin, place: Place, server: string | null): Found<readonly Endpoint[]> {
  if (server === null) return serversOf(twin, place);
  const found = findServer(twin, server);
  return found.kind === "missing" ? found : { kind: "found", value: [found.value] };
}

/** What an answer lacks of what was expected; empty: it is as expected. */
export function compareAnswer(expectation: Expectation, answer: SiteAnswer): readonly string[] {
  switch (answer.kind) {
    case "not-modelled":
      return [`nobody can tell: ${answer.what}`];
    case "endless":
      return [`servers ask each other without end: ${answer.path.join(" -> ")}`];
    case "failed":
      return expectation.silence ? [] : [`no answer: ${answer.why}`];
    case "answered":
      return compareMessage(expectation, answer);
  }
}

function compareMessage(expectation: Expectation, { messages }: SiteAnswer & { kind: "answered" }): readonly string[] {
  if (expectation.silence) return ["an answer came, and none was expected"];
  const faults: string[] = [];
  const { rcode, answers } = expectation;
  const got = messages[0]?.rcode ?? "NOERROR";
  if (rcode !== null && rcode !== got) faults.push(`expected ${rcode}, and got ${got}`);
  if (answers !== null) {
    const data = messages.flatMap((message) => message.answer.map((record) => printRdata(record.data)));
    if (!isSameSet(answers, data)) faults.push(`expected ${listed(answers)}, and got ${listed(data)} (${got})`);
  }
  return faults;
}

function listed(data: readonly string[]): string {
  return data.length === 0 ? "nothing" : data.join(", ");
}

function isSameSet(left: readonly string[], right: readonly string[]): boolean {
  return left.toSorted().join("\n") === right.toSorted().join("\n");
}
