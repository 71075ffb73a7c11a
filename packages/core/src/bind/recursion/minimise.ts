import {
  ancestorWithLabels,
  type DomainName,
  type Instant,
  isAtOrBelow,
  nameOf,
  type Question,
} from "../../dns/index.ts";
import { ANSWERS } from "../cache/trust.ts";
import type { Cut, ResolverState } from "./state.ts";

/** Deeper names are asked whole (lib/dns/resolver.c, DNS_QMIN_MAXLABELS 7, which counts the root). */
const MAX_LABELS = 6;
/** /16, /32, /48, /56, /64 and a whole address below ip6.arpa (resolver.c, fctx_minimize_qname). */
const IP6_LABELS = [6, 10, 14, 16, 18, 34];
const IP6_ARPA: DomainName = nameOf("ip6.arpa.");

/**
 * The next shorter name to ask for its NS; null when the whole question is due. `labelsDone`: down to here everything was
 * asked, or is in the cache.
 */
export function nextStep(
  state: ResolverState,
  { name }: Question,
  cut: Cut,
  labelsDone: number,
  now: Instant,
): DomainName | null {
  const next = Math.max(cut.domain.labelCount, labelsDone) + 1;
  const isReverse = isAtOrBelow(name, IP6_ARPA);
  if (!isReverse && next > MAX_LABELS) return null;
  const first = isReverse ? (IP6_LABELS.find((boundary) => boundary >= next) ?? name.labelCount) : next;
  for (let labels = first; labels < name.labelCount; labels += 1) {
    const step = ancestorWithLabels(name, labels);
    if (!isKnown(state, step, now)) return step;
  }
  return null;
}

/** Whatever is in the cache of the name's NS, a denial too, there is nothing new to learn (resolver.c, fctx_minimize_qname). */
function isKnown(state: ResolverState, name: DomainName, now: Instant): boolean {
  const { kind } = state.cache.find(name, "NS", ANSWERS, now);
  return kind !== "delegation" && kind !== "nothing";
}
