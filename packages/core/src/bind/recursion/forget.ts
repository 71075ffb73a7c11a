import type { DomainName } from "../../dns/index.ts";
import type { ResolverState } from "./state.ts";

/** What `rndc flush`, `flushname` and `flushtree` are about. `view` null: all of them. */
export interface CacheScope {
  readonly view: string | null;
  /** null: everything. `tree`: the name and what is below it. */
  readonly below: { readonly name: DomainName; readonly reach: "name" | "tree" } | null;
}

/** The cache, failures, and what is remembered of name servers and their addresses (lib/dns/view.c, dns_view_flushcache, dns_view_flushnode). */
export function forget({ cache, failures, addresses, servers }: ResolverState, below: CacheScope["below"]): void {
  if (below === null) servers.clear();
  const isMeant = (key: string): boolean =>
    below === null || key === below.name.key || (below.reach === "tree" && isBelow(key, below.name.key));
  for (const memory of [cache, failures, addresses]) memory.forget(isMeant);
}

/** A bare `.` always ends a label of a key. */
function isBelow(key: string, ancestor: string): boolean {
  return ancestor === "." || key.endsWith(`.${ancestor}`);
}
