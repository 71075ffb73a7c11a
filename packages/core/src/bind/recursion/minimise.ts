import {
  ancestorWithLabels,
  type DomainName,
  type Instant,
  isAtOrBelow,
  nameOf,
  type Question,
} from "../../dns/index.ts";
import type { Cut, ResolverState } from "./state.ts";

/** Deeper names are asked whole (lib/dns/resolver.c, DNS_QMIN_MAXLABELS 7, which counts the root). */
const MAX_LABELS = 6;
/** /16, /32, /48, /56, /64 and a whole address below ip6.arpa (resolver.c, fctx_minimize_qname). */
const IP6_LABELS = [6, 10, 14, 16, 18, 34];
const IP6_ARPA: DomainName = nameOf("ip6.arpa.");

/** The next shorter name to ask for its NS; null when the whole question is due. */
export function nextStep(
  state: ResolverState,
  question: Question,
  cut: Cut,
  labelsAsked: number,
  now: Instant,
): DomainName | null {
  const { name } = question;
  for (let labels = Math.max(cut.domain.labelCount, labelsAsked) + 1; ; labels += 1) {
    if (isAtOrBelow(name, IP6_ARPA)) labels = IP6_LABELS.find((boundary) => boundary >= labels) ?? name.labelCount;
    else if (labels > MAX_LABELS) return null;
    if (labels >= name.labelCount) return null;
    const step = ancestorWithLabels(name, labels);
    if (!isKnownWithoutCut(state, step, now)) return step;
  }
}

/** NODATA for NS is in the cache. A cached NXDOMAIN is not used for the names below it (facts section 1). */
function isKnownWithoutCut(state: ResolverState, name: DomainName, now: Instant): boolean {
  const entry = state.cache.find(name, "NS", now);
  return entry?.kind === "denial" && entry.denies === "type";
}
