import { type Instant, wholeSeconds } from "../../dns/index.ts";
import type { Endpoint, Lots } from "../../resolution/index.ts";

/** What named remembers of a server it asked (lib/dns/adb.c); times in microseconds. */
interface ServerRecord {
  /** Between these the smoothed round trip time is. */
  least: number;
  most: number;
  /** The second in which it was last thought better of (`lastage`). */
  agedAt: number;
  /** From this second on nothing is known any more. */
  until: number;
  cookie: Uint8Array | null;
  /** Octets of the largest answer over UDP; null before the first. */
  largest: number | null;
}

/**
 * named measures by a clock that goes on every 4 ms (CLOCK_REALTIME_COARSE where the kernel has HZ=250, as Debian's): what
 * is faster counts as nothing or as 4 ms, by chance, and whoever answered in no time stands before those who were not tried.
 */
const TICK = 4000;
/** A server that was never tried begins with a lot (lib/dns/adb.c, new_adbentry). */
const UNTRIED = { least: 1, most: 32 };
/** ADB_ENTRY_WINDOW. */
const WINDOW_SECONDS = 1800;
/** MAX_SINGLE_QUERY_TIMEOUT. */
const LONGEST = 9_000_000;
/** What is added after silence is a lot below the second number where the time so far is above the first (fctx_cancelquery). */
const AFTER_SILENCE: readonly (readonly [above: number, below: number])[] = [
  [800_000, 0x4000],
  [400_000, 0x8000],
  [200_000, 0x10000],
  [100_000, 0x20000],
  [50_000, 0x40000],
  [25_000, 0x80000],
  [0, 0x100000],
];
/** What every server can send over UDP (RFC 1035 section 2.3.4). */
export const SMALLEST = 512;

/** Servers by address and port: the same address with two ports is two servers. */
export class ServerMemory {
  readonly #records = new Map<string, ServerRecord>();

  fork(): ServerMemory {
    const fork = new ServerMemory();
    for (const [key, record] of this.#records) fork.#records.set(key, { ...record });
    return fork;
  }

  clear(): void {
    this.#records.clear();
  }

  /** Those of whom any may have the lowest smoothed time. */
  best(candidates: readonly Endpoint[], now: Instant): readonly Endpoint[] {
    if (candidates.length === 1) return candidates;
    const times = candidates.map((candidate) => this.#known(candidate, now) ?? UNTRIED);
    const most = Math.min(...times.map((time) => time.most));
    return candidates.filter((_, at) => (times[at]?.least ?? 0) <= most);
  }

  /** Microseconds. */
  roundTripOf(server: Endpoint, now: Instant): number {
    const { least, most } = this.#known(server, now) ?? UNTRIED;
    return (least + most) / 2;
  }

  /** Seven parts old, three parts new, also the first time (DNS_ADB_RTTADJDEFAULT). */
  noteAnswer(server: Endpoint, elapsedMs: number, now: Instant): void {
    const record = this.#recordOf(server, now);
    const ticks = Math.floor((elapsedMs * 1000) / TICK);
    record.least = record.least * 0.7 + ticks * TICK * 0.3;
    record.most = record.most * 0.7 + (ticks + 1) * TICK * 0.3;
  }

  /** By how much a silent server falls behind is a lot; where nobody draws it is the middle. One that never answered with EDNS falls a quarter as far. */
  noteSilence(server: Endpoint, now: Instant, lots: Lots = null): void {
    const record = this.#recordOf(server, now);
    const time = (record.least + record.most) / 2;
    const [, below = 0] = AFTER_SILENCE.find(([above]) => time >= above) ?? [];
    const highest = below / (record.largest === null ? 4 : 1);
    const more = Math.max(1, lots?.(highest) ?? highest / 2);
    record.least = Math.min(LONGEST, record.least + more);
    record.most = Math.min(LONGEST, record.most + more);
  }

  /** Whoever was passed over is thought a little better of, once a second: by a 512th (dns_adb_agesrtt). */
  noteUnused(server: Endpoint, now: Instant): void {
    const record = this.#known(server, now);
    const second = wholeSeconds(now);
    if (record === null || record.agedAt === second) return;
    record.least -= record.least / 512;
    record.most -= record.most / 512;
    record.agedAt = second;
  }

  /** An answer over UDP that had these octets. */
  noteSize(server: Endpoint, octets: number, now: Instant): void {
    const record = this.#recordOf(server, now);
    record.largest = Math.max(SMALLEST, octets, record.largest ?? 0);
  }

  largestFrom(server: Endpoint, now: Instant): number | null {
    return this.#known(server, now)?.largest ?? null;
  }

  noteCookie(server: Endpoint, cookie: Uint8Array, now: Instant): void {
    this.#recordOf(server, now).cookie = cookie;
  }

  cookieOf(server: Endpoint, now: Instant): Uint8Array | null {
    return this.#known(server, now)?.cookie ?? null;
  }

  /** Half an hour after it was first asked everything begins anew, also with a server that was silent. */
  #known(server: Endpoint, now: Instant): ServerRecord | null {
    const record = this.#records.get(keyOf(server));
    return record === undefined || record.until * 1000 <= now ? null : record;
  }

  #recordOf(server: Endpoint, now: Instant): ServerRecord {
    const known = this.#known(server, now);
    if (known !== null) return known;
    const until = wholeSeconds(now) + WINDOW_SECONDS;
    const record = { ...UNTRIED, agedAt: 0, until, cookie: null, largest: null };
    this.#records.set(keyOf(server), record);
    return record;
  }
}

const DNS_PORT = 53;

/** Nearly all servers listen on one port, and the address alone need not be put together anew each time. */
export function keyOf({ address, port }: Endpoint): string {
  return port === DNS_PORT ? address : `${address} ${port}`;
}
