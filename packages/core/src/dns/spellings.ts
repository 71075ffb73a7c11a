import type { DomainName } from "./name.ts";
import { moveName } from "./name-order.ts";

/**
 * How names were first written: a label keeps the case that it had in the first name that brought it, in all later names
 * that end alike. So spell names that share one tree (named's cache, lib/dns/rbt.c), and names that point back to earlier
 * ones of their message (systemd's resolved-dns-packet.c, which compresses whatever the case).
 */
export class Spellings {
  readonly #first: Map<string, DomainName>;

  constructor(first: ReadonlyMap<string, DomainName> = new Map()) {
    this.#first = new Map(first);
  }

  fork(): Spellings {
    return new Spellings(this.#first);
  }

  /** The name as its parts were first written. */
  spell(name: DomainName): DomainName {
    const known = this.#deepestKnown(name);
    if (known === null) return name;
    const { first, suffix } = known;
    if (first.text === suffix.text) return name;
    const spelled = moveName(name, suffix, first);
    return typeof spelled === "string" ? name : spelled;
  }

  /** Takes note of a name, and gives it back as it is spelled from now on. */
  note(name: DomainName): DomainName {
    const spelled = this.spell(name);
    for (let at = spelled; at.parent !== null && !this.#first.has(at.key); at = at.parent) this.#first.set(at.key, at);
    return spelled;
  }

  #deepestKnown(name: DomainName): { readonly first: DomainName; readonly suffix: DomainName } | null {
    for (let at: DomainName | null = name; at !== null; at = at.parent) {
      const first = this.#first.get(at.key);
      if (first !== undefined) return { first, suffix: at };
    }
    return null;
  }
}
