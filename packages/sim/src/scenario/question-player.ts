import { type Endpoint, makeQuery, type Query } from "@splithorizon/core";
import {
  type Asking,
  answerText,
  digPatience,
  findPlace,
  type SiteAnswer,
  type StubPatience,
} from "../asking/index.ts";
import { compareAnswer, serversFor } from "../check/index.ts";
import type { KeptConnection } from "../sending/index.ts";
import type { Simulation } from "../simulation/index.ts";
import type { Place } from "../site/index.ts";
import { printDuration } from "./duration.ts";
import type { ScenarioAction } from "./model.ts";
import { QuestionTally, type Told } from "./question-tally.ts";

type AskAction = ScenarioAction & { readonly kind: "ask" };

const LEAST_EVERY_MS = 1;

/** Asks what a step says, as often as it says, and tells what is not as expected. */
export class QuestionPlayer {
  readonly #simulation: Simulation;
  readonly #action: AskAction;
  readonly #fail: (why: string) => void;
  readonly #query: Query;
  readonly #title: string;
  readonly #tally: QuestionTally;
  readonly #connection: KeptConnection | null;
  #isLast = false;

  /** `connection`: the one that the asking place keeps; null: each question has its own. */
  constructor(
    simulation: Simulation,
    action: AskAction,
    connection: KeptConnection | null,
    fail: (why: string) => void,
  ) {
    this.#connection = connection;
    this.#simulation = simulation;
    this.#action = action;
    this.#fail = fail;
    const { name, type, from } = action.expectation;
    this.#query = makeQuery({ name, type, class: "IN" });
    this.#title = `${name.text} ${type}`;
    this.#tally = new QuestionTally(action.everyMs, (line) => this.#write(from, line));
  }

  ask(): void {
    const asking = this.#asking();
    if (asking === null) return;
    this.#planNext();
    this.#putTo(asking);
  }

  #asking(): Asking | null {
    const { from, server, transport } = this.#action.expectation;
    const { world } = this.#simulation;
    const place = findPlace(world, from);
    if (place.kind === "missing") return this.#missing(place.why);
    const servers = serversFor(world, place.value, server);
    if (servers.kind === "missing") return this.#missing(servers.why);
    return askingOf(place.value, servers.value, transport);
  }

  #missing(why: string): null {
    this.#fail(why);
    return null;
  }

  #putTo(asking: Asking): void {
    const askedAt = this.#simulation.now;
    const tell = this.#tally.put(askedAt);
    const options = this.#connection === null ? {} : { connection: this.#connection };
    this.#simulation.ask(asking, this.#query, (answer) => this.#got(answer, askedAt, tell), this.#patience(), options);
  }

  #got(answer: SiteAnswer, askedAt: number, tell: (told: Told) => void): void {
    const { expectation, outageMs } = this.#action;
    const faults = compareAnswer(expectation, answer);
    tell({
      answer: answerText(answer),
      tookMs: this.#simulation.now - askedAt,
      isRight: faults.length === 0,
      tries: answer.kind === "answered" ? answer.failedTries.length + 1 : 1,
    });
    if (outageMs === null) for (const why of faults) this.#fail(`${expectation.from} asks ${this.#title}: ${why}`);
    if (this.#isLast && !this.#tally.isWaiting) this.#sumUp();
  }

  /** Of a question that is asked again and again: how often which answer came. */
  #sumUp(): void {
    const { outageMs, everyMs, expectation } = this.#action;
    if (everyMs !== null) this.#write(expectation.from, this.#tally.summary());
    if (outageMs === null || this.#tally.outageMs <= outageMs) return;
    const [most, was] = [printDuration(outageMs), printDuration(this.#tally.outageMs)];
    this.#fail(`${expectation.from} asks ${this.#title}: not right for ${was} in a row, and ${most} may be`);
  }

  #planNext(): void {
    const { everyMs, untilMs } = this.#action;
    this.#isLast = everyMs === null || untilMs === null || this.#simulation.now + everyMs >= untilMs;
    // Who asked again at once would never be done.
    if (everyMs !== null && !this.#isLast) this.#simulation.after(Math.max(everyMs, LEAST_EVERY_MS), () => this.ask());
  }

  #patience(): StubPatience {
    const { timeoutMs } = this.#action;
    return timeoutMs === null ? digPatience : { ...digPatience, timeoutMs, attempts: 1 };
  }

  #write(from: string, line: string): void {
    this.#simulation.write("answer", from, `${this.#title} ${line}`);
  }
}

function askingOf(from: Place, servers: readonly Endpoint[], transport: "udp" | "tcp"): Asking {
  return { from, servers, source: null, transport };
}
