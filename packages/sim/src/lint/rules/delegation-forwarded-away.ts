import { hasData, rcodeOf } from "../evidence.ts";
import { landmarksBelow } from "../landmarks.ts";
import type { Observation, Rule } from "../rule.ts";
import type { Cut, SiteView, ZoneOfHost } from "../site-view.ts";

/** T1. What mends it is T2 (a forward zone) and T3 (`forwarders { };` in the parent zone). */
export const delegationForwardedAway: Rule = {
  traps: ["T1", "T2", "T3"],
  severity: "error",
  check: (view) =>
    view.zones
      .filter(({ view: { options } }) => options.forwarders.length > 0)
      .flatMap((zone) => view.cutsOf(zone).flatMap((cut) => observe(view, zone, cut) ?? [])),
};

/** Only where the server denies what the child answers: a child that is silent is another matter. */
function observe(view: SiteView, { host, view: { options } }: ZoneOfHost, cut: Cut): Observation | null {
  for (const { name, type } of landmarksBelow(view, cut.name)) {
    for (const server of cut.glue) {
      const child = view.ask({ from: host.name, server, name, type });
      const asked = view.ask({ from: view.clientOf(host), server: host.address, name, type });
      if (!hasData(child) || rcodeOf(asked) !== "NXDOMAIN") continue;
      const forwarders = options.forwarders.map(({ address }) => address).join(", ");
      return {
        span: cut.span,
        message: `${host.name} asks its forwarders ${forwarders} for what is below ${cut.name.text} and believes their denial; ${server}, to whom the zone delegates, would have answered. \`forward first\` does not help: a denial is an answer.`,
        hint: `Add zone "${bare(cut.name.text)}" { type forward; forward only; forwarders { ${server}; }; }; or write \`forwarders { };\` into the parent zone.`,
        evidence: [asked, child],
      };
    }
  }
  return null;
}

function bare(text: string): string {
  return text.replace(/\.$/, "");
}
