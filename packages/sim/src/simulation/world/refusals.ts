import type { Instant } from "@splithorizon/core";

/** Linux sends six ICMP messages at once to one client, then one a second (measured: vrrp-measured.md section 5). */
const AT_ONCE = 6;
const EACH_MS = 1000;

interface Bucket {
  tokens: number;
  filledAt: Instant;
}

/** How often a machine tells a client that a UDP port is closed. */
export class Refusals {
  readonly #buckets = new Map<string, Bucket>();

  /** Whether this one is told. */
  tells(machine: string, client: string, now: Instant): boolean {
    const key = `${machine} ${client}`;
    const bucket = this.#buckets.get(key) ?? { tokens: AT_ONCE, filledAt: now };
    this.#buckets.set(key, bucket);
    bucket.tokens = Math.min(AT_ONCE, bucket.tokens + (now - bucket.filledAt) / EACH_MS);
    bucket.filledAt = now;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }
}
