import type { Exchange } from "@splithorizon/core";
import { type Drive, EndlessAsking, NotModelled } from "../sending/index.ts";
import type { Cancel } from "./agenda.ts";

/** Why an errand ended before its time. */
export type Breakdown =
  /** The twin does not know what the real site would do. */
  | { readonly kind: "not-modelled"; readonly what: string }
  /** Servers ask each other without end. */
  | { readonly kind: "endless"; readonly path: readonly string[] };

/** Everything that one question set off, in whatever servers, until the last of it has ended. */
export class Errand {
  readonly drive: Drive;
  readonly #broken: (why: Breakdown) => void;
  readonly #paused: (errand: Errand) => void;
  /** Few at a time, so lists: a set would cost more than the rest of a step. */
  readonly #exchanges: Exchange[] = [];
  readonly #cancels: Cancel[] = [];
  #isOver = false;
  /** Its place in the list of errands that wait, for whoever keeps that list; null: it is not there. */
  place: number | null = null;

  /** `broken` is told why it ended before its time, `paused` that everything that could be done by now has been done. */
  constructor(drive: Drive, broken: (why: Breakdown) => void, paused: (errand: Errand) => void) {
    this.drive = drive;
    this.#broken = broken;
    this.#paused = paused;
  }

  /** Whether something of it still waits. */
  get isWaiting(): boolean {
    return this.#exchanges.length > 0 || this.#cancels.length > 0;
  }

  opened(exchange: Exchange): void {
    this.#exchanges.push(exchange);
  }

  closed(exchange: Exchange): void {
    remove(this.#exchanges, exchange);
  }

  waits(cancel: Cancel): void {
    this.#cancels.push(cancel);
  }

  waitsNoMore(cancel: Cancel): void {
    remove(this.#cancels, cancel);
  }

  /** What it waited for has come. */
  goOn(cancel: Cancel, action: () => void): void {
    if (this.#isOver) return;
    this.waitsNoMore(cancel);
    this.attempt(action);
  }

  /** Goes on with the errand; what the twin does not model ends the whole of it, so that nobody takes it for an answer. */
  attempt(action: () => void): void {
    if (this.#isOver) return;
    try {
      action();
    } catch (signal) {
      this.abandon();
      if (signal instanceof NotModelled) this.#broken({ kind: "not-modelled", what: signal.what });
      else if (signal instanceof EndlessAsking) this.#broken({ kind: "endless", path: signal.path });
      else throw signal;
    } finally {
      this.#paused(this);
    }
  }

  /** Leaves everything where it stands: servers give back what they had taken for it. */
  abandon(): void {
    this.#isOver = true;
    for (const cancel of this.#cancels.splice(0)) cancel();
    for (const exchange of this.#exchanges.splice(0)) exchange.return({ kind: "silence", why: "no-handler" });
  }
}

/** What came last goes first, mostly. */
function remove<T>(list: T[], item: T): void {
  if (list.at(-1) === item) {
    list.pop();
    return;
  }
  const at = list.lastIndexOf(item);
  if (at >= 0) list.splice(at, 1);
}
