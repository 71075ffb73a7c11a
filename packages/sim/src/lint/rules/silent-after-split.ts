import type { Observation, Rule } from "../rule.ts";
import type { SiteView } from "../site-view.ts";

/** T38, vrrp-measured.md 4: the lower router steps down, and the higher one never stopped being active. */
export const silentAfterSplit: Rule = {
  traps: ["T38"],
  severity: "warning",
  check: (view) => {
    const addresses = new Set(
      view.twin.standings.flatMap(({ contender }) => contender.instance.virtualAddresses.map(({ address }) => address)),
    );
    const found = [...addresses].flatMap((address) => observe(view, address) ?? []);
    return found.filter(({ span }, index) => found.findIndex((other) => other.span === span) === index);
  },
};

function observe({ twin }: SiteView, address: string): Observation | null {
  const routers = twin.standings.filter(({ contender }) =>
    contender.instance.virtualAddresses.some((virtual) => virtual.address === address),
  );
  const highest = routers.toSorted((left, right) => right.priority - left.priority)[0]?.contender;
  if (routers.length < 2 || highest === undefined) return null;
  const { instance, host } = highest;
  if (instance.higherPrioSendAdvert || instance.garpMasterRefreshMs > 0) return null;
  return {
    span: instance.span,
    message: `When the two have lost and found each other again, ${host} may stay active without a gratuitous ARP, and clients go on to the other one for up to 45 s (10 of 28 random heals lost more than a second).`,
    hint: "Set `vrrp_higher_prio_send_advert true`, or `garp_master_refresh 2` on the router of higher priority.",
  };
}
