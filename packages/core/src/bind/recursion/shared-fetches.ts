import type { Instant } from "../../dns/index.ts";
import { SharedWork } from "../../resolution/index.ts";
import type { ViewOptions } from "../settings.ts";
import type { Found } from "./found.ts";

/** A question that is looked up for clients. */
export interface SharedFetch {
  readonly work: SharedWork<Found>;
  /** The one for whom it began, and those who joined. */
  clients: number;
  /** One more wanted to join and was not let: from then on nobody is. */
  isFull: boolean;
}

type Limits = Pick<ViewOptions, "clientsPerQuery" | "maxClientsPerQuery">;

/** By so much the limit grows when a full fetch had an answer, and by one it falls every twenty minutes after (lib/dns/resolver.c, clone_results and spillattimer_countdown). */
const GROWTH = 5;
const FALL_MS = 20 * 60 * 1000;

/** What a view's resolver looks up just now for its clients: one fetch for all who ask the same (lib/dns/resolver.c, dns_resolver_createfetch). */
export class SharedFetches {
  readonly #limits: Limits;
  readonly #underWay = new Map<string, SharedFetch>();
  #grown: { readonly to: number; readonly at: Instant } | null = null;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** How many may wait for one fetch at this moment. */
  limitAt(now: Instant): number {
    const { clientsPerQuery: least } = this.#limits;
    if (least === 0) return Number.POSITIVE_INFINITY;
    if (this.#grown === null) return least;
    return Math.max(least, this.#grown.to - Math.floor((now - this.#grown.at) / FALL_MS));
  }

  at(key: string): SharedFetch | null {
    return this.#underWay.get(key) ?? null;
  }

  begin(key: string): SharedFetch {
    const fetch: SharedFetch = { work: new SharedWork(), clients: 1, isFull: false };
    this.#underWay.set(key, fetch);
    return fetch;
  }

  /** Whether one more may wait for it. */
  admits(fetch: SharedFetch, now: Instant): boolean {
    if (fetch.clients >= this.limitAt(now)) fetch.isFull = true;
    if (fetch.isFull && fetch.clients >= this.#limits.clientsPerQuery) return false;
    fetch.clients += 1;
    return true;
  }

  /** `found` is null where the fetch was broken off. */
  end(key: string, fetch: SharedFetch, found: Found | null, now: Instant): void {
    this.#underWay.delete(key);
    const hasAnswer = found !== null && found.kind !== "failure";
    if (hasAnswer && fetch.isFull && fetch.clients === this.limitAt(now)) this.#grow(now);
    fetch.work.end(found);
  }

  #grow(now: Instant): void {
    const { maxClientsPerQuery: most } = this.#limits;
    const wanted = this.limitAt(now) + GROWTH;
    this.#grown = { to: most === 0 ? wanted : Math.min(wanted, most), at: now };
  }

  /** What has been learnt; what is under way stays with the original. */
  fork(): SharedFetches {
    const copy = new SharedFetches(this.#limits);
    copy.#grown = this.#grown;
    return copy;
  }
}
