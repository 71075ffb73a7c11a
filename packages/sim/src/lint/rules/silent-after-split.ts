import { type Address, addressNumber } from "@splithorizon/core";
import type { Standing } from "../../vrrp/index.ts";
import { Course } from "../course.ts";
import { type Evidence, hasData } from "../evidence.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView } from "../site-view.ts";
import { questionTo } from "../virtual-question.ts";

/** T38, vrrp-measured.md 4: the lower router steps down, and the higher one never stopped being active. */
export const silentAfterSplit: Rule = {
  traps: ["T38"],
  severity: "warning",
  check: (view) => {
    const addresses = new Set(
      view.twin.standings.flatMap(({ contender }) => contender.instance.virtualAddresses.map(({ address }) => address)),
    );
    const seen = new Set<unknown>();
    return [...addresses].flatMap((address) => {
      const routers = routersOf(view, address);
      const span = routers[0]?.contender.instance.span;
      if (span === undefined || seen.has(span)) return [];
      seen.add(span);
      return observe(view, address, routers) ?? [];
    });
  },
};

/** Who may hold an address, the one that wins first: by priority, then by where its adverts come from (RFC 9568 section 6.4.3). */
function routersOf({ twin }: SiteView, address: Address): readonly Standing[] {
  return twin.standings
    .filter(({ contender }) => contender.instance.virtualAddresses.some((virtual) => virtual.address === address))
    .toSorted(
      (left, right) =>
        right.priority - left.priority ||
        Number(addressNumber(right.contender.source) - addressNumber(left.contender.source)),
    );
}

/** Measured: none was lost with 2 s; with 5 and 10 s clients were lost for up to 4.8 s. */
const SHORT_REFRESH_MS = 2000;

function observe(view: SiteView, address: Address, [highest, ...lower]: readonly Standing[]): Observation | null {
  if (highest === undefined || lower.length === 0) return null;
  const { instance, host } = highest.contender;
  const refreshMs = instance.garpMasterRefreshMs;
  // Whoever steps down says so in a last advert, which the other one answers with a gratuitous ARP.
  if (lower.every(({ contender }) => contender.instance.higherPrioSendAdvert)) return null;
  if (refreshMs > 0 && refreshMs <= SHORT_REFRESH_MS) return null;
  // Both answer ARP with the same address of the link layer.
  if ([highest, ...lower].every(({ contender }) => contender.instance.usesVmac)) return null;
  const others = lower.map(({ contender }) => contender.host).join(" and ");
  const forHowLong = refreshMs > 0 ? `until its next announcement, every ${refreshMs / 1000} s` : "for up to 45 s";
  return {
    span: instance.span,
    message: `When ${host} and ${others} have lost and found each other again, ${host} may stay active without a gratuitous ARP, and clients go on to the other one ${forHowLong} (10 of 28 random heals lost more than a second).`,
    hint: `Set \`vrrp_higher_prio_send_advert true\` on ${others}, which steps down, or \`garp_master_refresh 2\` on ${host}.`,
    evidence: show(view, address, highest, lower),
  };
}

/** Whose advert is the first after the healing decides; so it is tried at several moments of one interval. */
const TRIES = 4;
const SETTLED_MS = 3000;
/** Longer than it takes the lower one to take over and to announce itself twice (garp_master_delay). */
const SPLIT_MS = 12_000;

function show(view: SiteView, server: Address, highest: Standing, lower: readonly Standing[]): readonly Evidence[] {
  const question = questionTo(view, server, highest.contender.host);
  if (question === null) return [];
  const interval = highest.contender.instance.advertIntervalMs;
  for (let at = 0; at < TRIES; at += 1) {
    const course = new Course(view);
    const splits = lower.map(({ contender }) => ({
      kind: "mute-adverts" as const,
      between: [highest.contender.host, contender.host] as const,
      direction: "both-ways" as const,
    }));
    course.pass(SETTLED_MS);
    const before = course.ask(question, "before the two lose each other");
    if (!hasData(before)) return [];
    for (const split of splits) course.inject(split);
    course.pass(SPLIT_MS + 4 * interval + (at * interval) / TRIES);
    for (const split of splits) course.heal(split);
    course.pass(interval + SETTLED_MS);
    const after = course.ask(question, `${(interval + SETTLED_MS) / 1000} s after they have found each other again`);
    if (after.answer.kind === "failed") return [before, after];
  }
  return [];
}
