import type { Instant } from "@splithorizon/core";

/** Something that happened by itself, or because somebody did it: a line of a simulation's journal. */
export interface JournalEntry {
  readonly at: Instant;
  /** The machine, process or object that it happened to; of a line that is shown the words that it was asked for with. */
  readonly who: string;
  readonly kind: JournalKind;
  /** One line for people. */
  readonly text: string;
}

export type JournalKind =
  | "fault"
  | "healed"
  | "process"
  | "vrrp"
  | "address"
  | "neighbour"
  | "zone"
  | "api"
  | "file"
  | "note"
  | "show"
  | "load-balancer"
  | "route"
  | "coredns"
  | "question"
  | "answer"
  | "expectation";

/** Takes entries as they happen; nobody need listen, and then none is kept. */
export class Journal {
  readonly #listeners = new Set<(entry: JournalEntry) => void>();

  get isHeard(): boolean {
    return this.#listeners.size > 0;
  }

  /** @returns how to stop listening. */
  listen(listener: (entry: JournalEntry) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  write(entry: JournalEntry): void {
    for (const listener of this.#listeners) listener(entry);
  }
}

/** `     3.609 s  vrrp          dns2: VI_1 is active: no advert has come in time`. */
export function printJournalEntry({ at, who, kind, text }: JournalEntry): string {
  return `${(at / 1000).toFixed(3).padStart(10)} s  ${kind.padEnd(13)} ${printSubject(kind, who)}${text}`.trimEnd();
}

/** What is shown stands in columns of its own below the words that it was asked for with; a fault says itself whom it strikes. */
function printSubject(kind: JournalKind, who: string): string {
  if (who === "" || kind === "fault" || kind === "healed") return "";
  return kind === "show" ? "| " : `${who}: `;
}
