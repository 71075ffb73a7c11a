import { BEGINNING, type Endpoint, type Instant } from "@splithorizon/core";
import { type AskingOptions, askOnce, type Found, findPlace, findServer, serversOf } from "../asking/index.ts";
import type { Place, SiteTwin } from "../site/index.ts";
import { type BatchAnswer, batchAnswerOf } from "./batch-answer.ts";
import { type BatchQuestion, readBatchLine } from "./batch-line.ts";

/** A line that was not understood, or whose question cannot be put. */
export interface BatchError {
  readonly id: string | number | null;
  readonly error: string;
}

/** As long as named works on a question at most, and a little more: its SERVFAIL comes after 10 seconds, over TCP after 12. */
const PATIENCE_MS = 15_000;

/**
 * A conversation with a twin, line by line: JSON in, JSON out, in order. The twin's state lives on from line to line,
 * and time never goes back. Each question is one packet: nothing is repeated, and a cut answer is not asked for again over TCP.
 */
export class Batch {
  readonly #twin: SiteTwin;
  readonly #options: AskingOptions;
  #now: Instant = BEGINNING;

  constructor(twin: SiteTwin, options: AskingOptions = {}) {
    this.#twin = twin;
    this.#options = options;
  }

  /** Answers one line. */
  ask(line: string): BatchAnswer | BatchError {
    const read = readBatchLine(line);
    if ("fault" in read) return { id: read.id, error: read.fault };
    if (read.at < this.#now)
      return { id: read.id, error: `atMs ${read.at} lies before ${this.#now}: time never goes back` };
    return this.#put(read);
  }

  #put(question: BatchQuestion): BatchAnswer | BatchError {
    const { id, source, transport, content, at, ignored } = question;
    const place = findPlace(this.#twin, question.from);
    if (place.kind === "missing") return { id, error: place.why };
    const servers = this.#servers(question, place.value);
    if (servers.kind === "missing") return { id, error: servers.why };
    this.#now = at;
    const asking = { from: place.value, servers: servers.value, source, transport };
    const answer = batchAnswerOf(id, askOnce(this.#twin, asking, content, at, PATIENCE_MS, this.#options));
    return ignored.length === 0 ? answer : { ...answer, ignored };
  }

  #servers({ server }: BatchQuestion, place: Place): Found<readonly Endpoint[]> {
    if (server === null) return serversOf(this.#twin, place);
    const found = findServer(this.#twin, server);
    return found.kind === "missing" ? found : { kind: "found", value: [found.value] };
  }
}
