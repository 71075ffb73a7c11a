import { printDuration } from "./duration.ts";

/** What came of one question. */
export interface Told {
  readonly answer: string;
  readonly tookMs: number;
  /** Whether it is what must come back. */
  readonly isRight: boolean;
  /** How often a stub resolver had to ask for an answer; of none, one. */
  readonly tries: number;
}

interface Put {
  readonly askedAt: number;
  told: Told | null;
}

/** What came of a question that is asked once or again and again, as lines for people. */
export class QuestionTally {
  readonly #everyMs: number | null;
  readonly #say: (line: string) => void;
  readonly #counts = new Map<string, number>();
  /** Questions whose answers have not been told, in the order in which they were put. */
  readonly #open: Put[] = [];
  #said: string | null = null;
  /** When the first question was put of those in a row that went wrong; null: the last one did not. */
  #wrongSince: number | null = null;
  #outageMs = 0;
  #slowestMs = 0;
  /** Of those that were answered, how many only after another try. */
  #askedAgain = 0;

  /**
   * `everyMs`: how often it is asked; null: once. `say` is told every answer that is another than the last one, or came
   * after more or fewer tries.
   */
  constructor(everyMs: number | null, say: (line: string) => void) {
    this.#everyMs = everyMs;
    this.#say = say;
  }

  /** The longest time in a row in which what must come did not. */
  get outageMs(): number {
    return this.#outageMs;
  }

  get isWaiting(): boolean {
    return this.#open.length > 0;
  }

  /** A question is put; @returns whom to tell what came of it. */
  put(askedAt: number): (told: Told) => void {
    const put: Put = { askedAt, told: null };
    this.#open.push(put);
    return (told) => {
      put.told = told;
      this.#tellInOrder(put);
    };
  }

  /** `60 times: 55 x NOERROR 198.19.0.5, 5 x timeout; the slowest after 1s; not right for 1.25s in a row`. */
  summary(): string {
    const counts = [...this.#counts].map(([answer, times]) => `${times} x ${answer}`);
    const all = [...this.#counts.values()].reduce((sum, times) => sum + times, 0);
    const again = this.#askedAgain === 0 ? "" : `; ${this.#askedAgain} after more than one try`;
    const outage = this.#outageMs === 0 ? "" : `; not right for ${printDuration(this.#outageMs)} in a row`;
    const slowest = printDuration(this.#slowestMs);
    return `${all === 1 ? "once" : `${all} times`}: ${counts.join(", ")}${again}; the slowest after ${slowest}${outage}`;
  }

  /** A question that waits for its end keeps those behind it, which are told with the moment at which they were put. */
  #tellInOrder(latest: Put): void {
    for (let [first] = this.#open; first?.told != null; [first] = this.#open) {
      this.#open.shift();
      this.#note(first.told, first === latest ? "" : `asked at ${printDuration(first.askedAt)}, `, first.askedAt);
    }
  }

  #note({ answer, tookMs, isRight, tries }: Told, when: string, askedAt: number): void {
    this.#counts.set(answer, (this.#counts.get(answer) ?? 0) + 1);
    this.#slowestMs = Math.max(this.#slowestMs, tookMs);
    if (tries > 1) this.#askedAgain += 1;
    if (isRight) this.#wrongSince = null;
    else {
      this.#wrongSince ??= askedAt;
      this.#outageMs = Math.max(this.#outageMs, askedAt - this.#wrongSince + (this.#everyMs ?? 0));
    }
    const came = tries > 1 ? `at try ${tries}, ${answer}` : answer;
    if (this.#everyMs !== null && this.#said === came) return;
    this.#said = came;
    this.#say(`${when}after ${printDuration(tookMs)} ${came}`);
  }
}
