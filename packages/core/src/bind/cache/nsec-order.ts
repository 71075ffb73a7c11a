import type { DomainName } from "../../dns/index.ts";
import { canonicalKey } from "../../zone/index.ts";

interface Place {
  readonly key: string;
  readonly owner: DomainName;
}

/** The names at which the cache ever had an NSEC, in canonical order (lib/dns/rbtdb.c, the auxiliary tree `nsec`). */
export class NsecOrder {
  readonly #places: Place[];

  constructor(places: readonly Place[] = []) {
    this.#places = [...places];
  }

  fork(): NsecOrder {
    return new NsecOrder(this.#places);
  }

  add(owner: DomainName): void {
    const key = canonicalKey(owner);
    const at = this.#firstFrom(key);
    if (this.#places[at]?.key !== key) this.#places.splice(at, 0, { key, owner });
  }

  /** The last of them before a name; null where the name is one of them, or stands before all. */
  before(name: DomainName): DomainName | null {
    const key = canonicalKey(name);
    const at = this.#firstFrom(key);
    return this.#places[at]?.key === key ? null : (this.#places[at - 1]?.owner ?? null);
  }

  /** Where the first place is whose key is not before this one. */
  #firstFrom(key: string): number {
    let low = 0;
    let high = this.#places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#places[middle]?.key ?? "") < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
