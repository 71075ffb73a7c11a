import { type Address, prefixCovers, printRdata, type ResourceRecord, type Response } from "@splithorizon/core";
import { answerText, type SiteAnswer } from "../asking/index.ts";
import { type AnswerLifetime, lifetimeOf } from "./answer-lifetime.ts";
import type { Watched } from "./watched.ts";

/** What an answer is, beside what the same site answers at rest. */
export type Judged =
  | "right"
  /** None, or SERVFAIL, or a part of it, or a server's own address for its Service's: it does not last, and leads nowhere else. */
  | "absent"
  /** A record that is not there at rest, a denial of what is there, or an answer where there is a refusal. */
  | "wrong"
  /** An address of the inside, told outside, that is not told at rest. */
  | "leak";

/** What came of a question, as far as it is compared. */
export interface Came {
  /** null: no answer. */
  readonly rcode: string | null;
  /** Data of the answer section, sorted. */
  readonly data: readonly string[];
  readonly addresses: readonly Address[];
  readonly text: string;
  /** How long whoever hears it may keep it. */
  readonly lifetime: AnswerLifetime;
}

export function cameOf(answer: SiteAnswer): Came {
  return new CameOfAnswer(answer);
}

/** Nearly every answer has the text that it has at rest, and nobody looks at anything else of it. */
class CameOfAnswer implements Came {
  readonly text: string;
  readonly #messages: readonly Response[];
  #data: readonly string[] | null = null;
  #addresses: readonly Address[] | null = null;
  #lifetime: AnswerLifetime | null = null;

  constructor(answer: SiteAnswer) {
    this.text = answerText(answer);
    this.#messages = answer.kind === "answered" ? answer.messages : [];
  }

  get rcode(): string | null {
    return this.#messages[0]?.rcode ?? null;
  }

  get data(): readonly string[] {
    this.#data ??= this.#records.map((record) => printRdata(record.data)).sort();
    return this.#data;
  }

  get addresses(): readonly Address[] {
    this.#addresses ??= this.#records.flatMap(({ data }) =>
      data.type === "A" || data.type === "AAAA" ? [data.address] : [],
    );
    return this.#addresses;
  }

  get lifetime(): AnswerLifetime {
    this.#lifetime ??= lifetimeOf(this.#messages);
    return this.#lifetime;
  }

  get #records(): readonly ResourceRecord[] {
    return this.#messages.flatMap(({ answer }) => answer);
  }
}

export function judge({ hidden, passing }: Watched, atRest: Came, came: Came): Judged {
  if (came.text === atRest.text) return "right";
  const isHidden = (address: Address): boolean => hidden.some((prefix) => prefixCovers(prefix, address));
  const isPassing = came.addresses.length > 0 && came.addresses.every((address) => passing.includes(address));
  if (isPassing && !isNoAnswer(atRest)) return "absent";
  if (came.addresses.some((address) => isHidden(address) && !atRest.addresses.includes(address))) return "leak";
  // Who has no answer at rest loses none, whatever the failure is called.
  if (isNoAnswer(came)) return isNoAnswer(atRest) ? "right" : "absent";
  if (came.data.some((datum) => !atRest.data.includes(datum))) return "wrong";
  if (isNoAnswer(atRest)) return "right";
  if (came.rcode === "REFUSED") return "absent";
  if (came.rcode !== atRest.rcode) return "wrong";
  if (came.data.length === atRest.data.length) return "right";
  return came.data.length === 0 ? "wrong" : "absent";
}

export function isNoAnswer({ rcode }: Came): boolean {
  return rcode === null || rcode === "SERVFAIL";
}
