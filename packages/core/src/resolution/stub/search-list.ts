import { type DomainName, joinNames, parseName } from "../../dns/index.ts";

/** What the search rules need of a resolv.conf. */
export interface SearchRules {
  readonly search: readonly DomainName[];
  readonly ndots: number;
  readonly avoidsTopLevel: boolean;
}

/**
 * The names that glibc asks for one that a program wrote, in order (resolv/res_query.c __res_context_search): as it
 * stands first when it has `ndots` dots or more, then below each search domain, as it stands last otherwise.
 * Empty for a text that is not a name. A final dot asks for this name alone.
 */
export function candidateNames(text: string, rules: SearchRules): readonly DomainName[] {
  const asItStands = parseName(text);
  if (typeof asItStands === "string") return [];
  if (text.endsWith(".")) return [asItStands];
  const dots = asItStands.labelCount - 1;
  const below = rules.search.flatMap((domain) => {
    const name = joinNames(text, domain);
    return typeof name === "string" ? [] : [name];
  });
  if (dots >= rules.ndots) return unique([asItStands, ...below]);
  const isAsked = dots > 0 || below.length === 0 || !rules.avoidsTopLevel;
  return unique(isAsked ? [...below, asItStands] : below);
}

/** glibc does not ask the same name twice because of a search domain `.`. */
function unique(names: readonly DomainName[]): readonly DomainName[] {
  const seen = new Set<string>();
  return names.filter(({ key }) => !seen.has(key) && seen.add(key));
}
