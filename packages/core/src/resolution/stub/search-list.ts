import { type DomainName, joinNames, parseName } from "../../dns/index.ts";

/** What the search rules need of a resolv.conf. */
export interface SearchRules {
  readonly search: readonly DomainName[];
  readonly ndots: number;
  readonly avoidsTopLevel: boolean;
}

/**
 * The names that glibc asks for one that a program wrote, in order (resolv/res_query.c __res_context_search; seen of glibc
 * 2.36): as it stands first when it has `ndots` dots or more, then below each search domain, as it stands last otherwise.
 * A domain that makes the name too long ends the list. A final dot asks for this name alone. Empty for a text that is not a
 * name. They are asked until one has an answer; anything but a denial or SERVFAIL ends the search domains' turn.
 */
export function candidateNames(text: string, rules: SearchRules): readonly DomainName[] {
  const asItStands = parseName(text);
  if (typeof asItStands === "string") return [];
  if (text.endsWith(".")) return [asItStands];
  const below = namesBelow(text, rules.search);
  // glibc counts characters, so an escaped dot is one.
  const dots = text.split(".").length - 1;
  if (dots >= rules.ndots) return [asItStands, ...below];
  const isAsked = !rules.search.some(isRoot) && (dots > 0 || below.length === 0 || !rules.avoidsTopLevel);
  return isAsked ? [...below, asItStands] : below;
}

const isRoot = ({ labelCount }: DomainName): boolean => labelCount === 0;

function namesBelow(text: string, search: readonly DomainName[]): readonly DomainName[] {
  const names: DomainName[] = [];
  for (const domain of search) {
    const name = joinNames(text, domain);
    if (typeof name === "string") break;
    names.push(name);
  }
  return names;
}
