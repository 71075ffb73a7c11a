import { noAddress } from "../../acl.ts";
import type { RateLimit } from "../../settings.ts";
import { listIn } from "./access.ts";
import type { MatchListReader } from "./match-lists.ts";
import { booleanIn, findClause, integerIn, type Scope } from "./scope.ts";

/** `rate-limit`, with `responses-per-second` standing in for the limits that are not said (bin/named/server.c, configure_rrl). */
export function readRateLimit(scope: Scope, reader: MatchListReader): RateLimit | null {
  const clause = findClause(scope, "rate-limit");
  if (clause === undefined) return null;
  const own: Scope = [clause.clauses];
  const exempt = listIn(own, "exempt-clients", reader) ?? noAddress;
  if (booleanIn(own, "log-only", false)) return null;
  const answer = integerIn(own, "responses-per-second", 0);
  return {
    perSecond: {
      answer,
      referral: integerIn(own, "referrals-per-second", answer),
      noData: integerIn(own, "nodata-per-second", answer),
      nameError: integerIn(own, "nxdomains-per-second", answer),
      error: integerIn(own, "errors-per-second", answer),
      all: integerIn(own, "all-per-second", 0),
    },
    windowSeconds: integerIn(own, "window", 15),
    ipv4PrefixLength: integerIn(own, "ipv4-prefix-length", 24),
    ipv6PrefixLength: integerIn(own, "ipv6-prefix-length", 56),
    exempt,
    slip: integerIn(own, "slip", 2),
  };
}
