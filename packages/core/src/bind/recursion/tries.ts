import type { Instant } from "../../dns/index.ts";
import type { Endpoint } from "../../resolution/index.ts";
import { keyOf, type ServerMemory } from "./servers.ts";

/** How the next question to a server is put and its answer taken, after the silence before it. */
export interface Try {
  /** The EDNS size to offer; null: the usual one. */
  readonly udpSize: number | null;
  /** After two questions without an answer what comes over UDP is taken as if it had come over TCP. */
  readonly isTakenForTcp: boolean;
}

/** What one errand sent to each server (lib/dns/resolver.c, resquery_send and triededns). */
export class Tries {
  readonly #sent = new Map<string, number>();
  readonly #bad = new Set<string>();
  #isAfterSilence = false;

  /** Silence of any server counts; how often this one was asked says what follows from it. */
  next(server: Endpoint, servers: ServerMemory, now: Instant): Try {
    const sent = this.#sent.get(keyOf(server)) ?? 0;
    const isDoubted = this.#isAfterSilence;
    this.#isAfterSilence = false;
    return {
      udpSize: isDoubted && sent === 1 ? servers.largestFrom(server, now) : null,
      isTakenForTcp: isDoubted && sent >= 2,
    };
  }

  noteSent(server: Endpoint): void {
    this.#sent.set(keyOf(server), (this.#sent.get(keyOf(server)) ?? 0) + 1);
  }

  hasAsked(server: Endpoint): boolean {
    return this.#sent.has(keyOf(server));
  }

  /** Of no use for this question. */
  noteBad(server: Endpoint): void {
    this.#bad.add(keyOf(server));
  }

  isBad(server: Endpoint): boolean {
    return this.#bad.has(keyOf(server));
  }

  noteSilence(): void {
    this.#isAfterSilence = true;
  }
}
