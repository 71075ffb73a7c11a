import type { TraceStep } from "../trace/index.ts";
import type { Evidence } from "./evidence.ts";

/**
 * The way of a question that comes back to a named which is looking it up already: it hands it on no further and waits for
 * its own answer (fetch-for-client of core), so that nobody goes in circles for ever and all of them run out of time.
 * Servers in order, the first one last again; null: nobody waits for himself.
 */
export function waitingCircle({ inquiry, steps }: Pick<Evidence, "inquiry" | "steps">): readonly string[] | null {
  const ways = new Ways(`${inquiry.name.key} ${inquiry.type}`);
  for (const step of steps) {
    const circle = ways.follow(step);
    if (circle !== null) return circle;
  }
  return null;
}

const WAITS = /^looked up already for another client\b/;

/** Who has asked whom the question so far. */
class Ways {
  readonly #key: string;
  readonly #askers = new Map<number, string>();
  readonly #servers = new Map<number, string>();
  /** By server: who has asked it. */
  readonly #heard = new Map<string, Set<string>>();

  constructor(key: string) {
    this.#key = key;
  }

  /** Takes the next step; the circle that it closes. */
  follow({ conversation, event }: TraceStep): readonly string[] | null {
    if (event.kind === "asked") {
      const { question } = event;
      if (question !== null && `${question.name.key} ${question.type}` === this.#key) {
        this.#askers.set(conversation, event.by);
      }
    }
    if (event.kind === "received") this.#received(conversation, event.server);
    if (event.kind !== "remark" || !WAITS.test(event.text)) return null;
    const [asker, server] = [this.#askers.get(conversation), this.#servers.get(conversation)];
    return asker === undefined || server === undefined ? null : this.#backTo(server, asker);
  }

  #received(conversation: number, server: string): void {
    const asker = this.#askers.get(conversation);
    if (asker === undefined) return;
    this.#servers.set(conversation, server);
    this.#heard.set(server, (this.#heard.get(server) ?? new Set()).add(asker));
  }

  /** From who asks a server back to that server, by whoever has asked each of them; the nearest way. */
  #backTo(server: string, asker: string): readonly string[] | null {
    const open: (readonly string[])[] = [[asker, server]];
    const seen = new Set<string>();
    for (let path = open.shift(); path !== undefined; path = open.shift()) {
      const [first = ""] = path;
      if (first === server) return path;
      if (seen.has(first)) continue;
      seen.add(first);
      for (const before of this.#heard.get(first) ?? []) open.push([before, ...path]);
    }
    return null;
  }
}
