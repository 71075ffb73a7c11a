import { hasData } from "../evidence.ts";
import { landmarksBelow } from "../landmarks.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView, ZoneOfHost } from "../site-view.ts";

/** T4, second half: a static-stub zone only says where to iterate, and a server that forwards does not iterate. */
export const staticStubForwardedAway: Rule = {
  traps: ["T4"],
  severity: "error",
  check: (view) => view.zones.flatMap((own) => observe(view, own) ?? []),
};

function observe(view: SiteView, { host, view: { options }, zone }: ZoneOfHost): Observation | null {
  if (zone.kind !== "static-stub" || zone.forwarders !== null || options.forwarders.length === 0) return null;
  for (const { name, type } of landmarksBelow(view, zone.name)) {
    for (const server of zone.serverAddresses) {
      const own = view.ask({ from: host.name, server, name, type });
      const asked = view.ask({ from: view.clientOf(host), server: host.address, name, type });
      if (!hasData(own) || hasData(asked)) continue;
      return {
        span: zone.span,
        message: `${host.name} asks its global forwarders for ${zone.name.text}, not ${server}.`,
        hint: "Write `forwarders { };` into the static-stub zone.",
        evidence: [asked, own],
      };
    }
  }
  return null;
}
