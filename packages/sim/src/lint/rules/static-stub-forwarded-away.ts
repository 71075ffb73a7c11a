import { hasData } from "../evidence.ts";
import { forwardersFor, staticServersOf } from "../forwarding.ts";
import { landmarksBelow } from "../landmarks.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView, ZoneOfHost } from "../site-view.ts";

/** T4, second half: a static-stub zone only says where to iterate, and a server that forwards does not iterate. */
export const staticStubForwardedAway: Rule = {
  traps: ["T4"],
  severity: "error",
  check: (view) => view.zones.flatMap((own) => observe(view, own) ?? []),
};

function observe(view: SiteView, own: ZoneOfHost): Observation | null {
  const { host, view: views, zone } = own;
  const servers = staticServersOf(view, own);
  const forwarders = forwardersFor(views, zone.name);
  if (zone.kind !== "static-stub" || forwarders.length === 0 || forwarders.some((address) => servers.includes(address)))
    return null;
  for (const { name, type } of landmarksBelow(view, zone.name)) {
    for (const server of servers) {
      const child = view.ask({ from: host.name, server, name, type });
      const asked = view.ask({ from: view.clientOf(host), server: host.address, name, type });
      if (!hasData(child) || hasData(asked)) continue;
      return {
        span: zone.span,
        message: `${host.name} asks its forwarders ${forwarders.join(", ")} for ${zone.name.text}, not ${server}.`,
        hint: "Write `forwarders { };` into the static-stub zone.",
        evidence: [asked, child],
      };
    }
  }
  return null;
}
