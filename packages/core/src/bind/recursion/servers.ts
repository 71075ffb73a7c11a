import type { Endpoint } from "../../resolution/index.ts";

/** What named remembers of a server it asked (lib/dns/adb.c); times in microseconds. */
interface ServerRecord {
  /** Smoothed round trip time. */
  readonly roundTrip: number;
  readonly cookie: Uint8Array | null;
  /** Octets of the largest answer over UDP; null before the first. */
  readonly largest: number | null;
}

const SECOND = 1_000_000;
/** No answer is faster than this, so that a server that answered is never taken for one that was not tried. */
const FASTEST = 1000;
/** What every server can send over UDP (RFC 1035 section 2.3.4). */
export const SMALLEST = 512;

/** Servers by address and port: the same address with two ports is two servers. */
export class ServerMemory {
  readonly #records: Map<string, ServerRecord>;

  constructor(records: ReadonlyMap<string, ServerRecord> = new Map()) {
    this.#records = new Map(records);
  }

  fork(): ServerMemory {
    return new ServerMemory(this.#records);
  }

  clear(): void {
    this.#records.clear();
  }

  /** Those to ask first: each that was never tried, else those with the lowest smoothed time. */
  best(candidates: readonly Endpoint[]): readonly Endpoint[] {
    const times = candidates.map((candidate) => this.#records.get(keyOf(candidate))?.roundTrip ?? 0);
    const lowest = Math.min(...times);
    return candidates.filter((_, at) => times[at] === lowest);
  }

  /** Seven parts old, three parts new (DNS_ADB_RTTADJDEFAULT). */
  noteAnswer(server: Endpoint, elapsedMs: number): void {
    const measured = Math.max(FASTEST, elapsedMs * 1000);
    const known = this.#records.get(keyOf(server));
    this.#noteTime(server, known === undefined ? measured : known.roundTrip * 0.7 + measured * 0.3);
  }

  /** A silent server is not used while a better one is there. */
  noteSilence(server: Endpoint): void {
    this.#noteTime(server, (this.#records.get(keyOf(server))?.roundTrip ?? 0) + SECOND);
  }

  /** An answer over UDP that had these octets. */
  noteSize(server: Endpoint, octets: number): void {
    const known = this.#recordOf(server);
    const largest = Math.max(SMALLEST, octets, known.largest ?? 0);
    if (largest === known.largest) return;
    this.#records.set(keyOf(server), { roundTrip: known.roundTrip, cookie: known.cookie, largest });
  }

  largestFrom(server: Endpoint): number | null {
    return this.#records.get(keyOf(server))?.largest ?? null;
  }

  noteCookie(server: Endpoint, cookie: Uint8Array): void {
    const { roundTrip, largest } = this.#recordOf(server);
    this.#records.set(keyOf(server), { roundTrip, cookie, largest });
  }

  cookieOf(server: Endpoint): Uint8Array | null {
    return this.#records.get(keyOf(server))?.cookie ?? null;
  }

  #noteTime(server: Endpoint, roundTrip: number): void {
    const { cookie, largest } = this.#recordOf(server);
    this.#records.set(keyOf(server), { roundTrip, cookie, largest });
  }

  #recordOf(server: Endpoint): ServerRecord {
    return this.#records.get(keyOf(server)) ?? UNKNOWN;
  }
}

const UNKNOWN: ServerRecord = { roundTrip: FASTEST, cookie: null, largest: null };
const DNS_PORT = 53;

/** Nearly all servers listen on one port, and the address alone need not be put together anew each time. */
export function keyOf({ address, port }: Endpoint): string {
  return port === DNS_PORT ? address : `${address} ${port}`;
}
