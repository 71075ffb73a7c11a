import { BEGINNING, type Endpoint, type Instant, laterBy } from "@splithorizon/core";
import { type AskingOptions, type Found, findPlace, findServer, putOnce, serversOf, timeOf } from "../asking/index.ts";
import type { Place, SiteTwin } from "../site/index.ts";
import { type BatchAnswer, batchAnswerOf } from "./batch-answer.ts";
import { type BatchQuestion, readBatchLine } from "./batch-line.ts";
import { InOrder } from "./in-order.ts";

/** A line that was not understood, or whose question cannot be put. */
export interface BatchError {
  readonly id: string | number | null;
  readonly error: string;
}

/** What one line comes to. */
export type BatchResult = BatchAnswer | BatchError;

/** As long as named works on a question at most, and a little more: its SERVFAIL comes after 10 seconds, over TCP after 12. */
const PATIENCE_MS = 15_000;

/**
 * A conversation with a twin, line by line: JSON in, JSON out, in order. The twin's state lives on from line to line,
 * and time never goes back. A line is asked at its own moment, whether earlier ones have been answered by then or not;
 * of one moment the earlier line comes first. Each question is one packet: nothing is repeated, and a cut answer is not
 * asked for again over TCP.
 */
export class Batch {
  readonly #twin: SiteTwin;
  readonly #options: AskingOptions;
  readonly #results = new InOrder<BatchResult>();
  #latest: Instant = BEGINNING;

  constructor(twin: SiteTwin, options: AskingOptions = {}) {
    this.#twin = twin;
    this.#options = options;
  }

  /** Lines whose results nobody has got yet. */
  get pending(): number {
    return this.#results.pending;
  }

  /** Takes one line, and lets time pass until its moment. Gives the results that are there now and whose turn it is. */
  put(line: string): readonly BatchResult[] {
    const read = readBatchLine(line);
    if ("fault" in read) this.#results.expect()({ id: read.id, error: read.fault });
    else if (read.at < this.#latest) this.#results.expect()({ id: read.id, error: backwards(read.at, this.#latest) });
    else this.#ask(read);
    return this.#results.take();
  }

  /** Lets time pass until the oldest line that waits has its result, although others might still have come before that. */
  waitForOldest(): readonly BatchResult[] {
    const { agenda } = timeOf(this.#twin);
    const until = laterBy(agenda.now(), PATIENCE_MS);
    while (!this.#results.hasNext && this.#results.pending > 0 && agenda.keepNext(until));
    return this.#results.take();
  }

  /** No line will come any more: lets time pass until every line has its result. */
  *end(): Generator<BatchResult, void> {
    while (this.#results.pending > 0) yield* this.waitForOldest();
  }

  /** Takes one line and waits for its result, before anybody asks again: the time of a line that comes before then is then. */
  ask(line: string): BatchResult {
    const results = [...this.put(line), ...this.end()];
    return results.at(-1) ?? { id: null, error: "nothing came of it" };
  }

  #ask(question: BatchQuestion): void {
    this.#latest = question.at;
    timeOf(this.#twin).agenda.passUntil(question.at);
    const done = this.#results.expect();
    const { id, source, transport, content, ignored } = question;
    const place = findPlace(this.#twin, question.from);
    const servers = place.kind === "missing" ? place : this.#servers(question, place.value);
    if (place.kind === "missing" || servers.kind === "missing") {
      done({ id, error: place.kind === "missing" ? place.why : servers.kind === "missing" ? servers.why : "" });
      return;
    }
    const asking = { from: place.value, servers: servers.value, source, transport };
    putOnce(this.#twin, asking, content, PATIENCE_MS, this.#options, (answer) => {
      const result = batchAnswerOf(id, answer);
      done(ignored.length === 0 ? result : { ...result, ignored });
    });
  }

  #servers({ server }: BatchQuestion, place: Place): Found<readonly Endpoint[]> {
    if (server === null) return serversOf(this.#twin, place);
    const found = findServer(this.#twin, server);
    return found.kind === "missing" ? found : { kind: "found", value: [found.value] };
  }
}

function backwards(at: Instant, latest: Instant): string {
  return `atMs ${at} lies before ${latest}: time never goes back`;
}
