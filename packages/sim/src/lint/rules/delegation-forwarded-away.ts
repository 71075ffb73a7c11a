import type { Address } from "@splithorizon/core";
import { type Evidence, hasData, rcodeOf } from "../evidence.ts";
import { forwardersFor } from "../forwarding.ts";
import { landmarksBelow } from "../landmarks.ts";
import type { Observation, Rule } from "../rule.ts";
import type { Cut, SiteView, ZoneOfHost } from "../site-view.ts";

/** T1. What mends it is T2 (a forward zone) and T3 (`forwarders { };` in the parent zone). */
export const delegationForwardedAway: Rule = {
  traps: ["T1", "T2", "T3"],
  severity: "error",
  check: (view) => view.zones.flatMap((zone) => view.cutsOf(zone).flatMap((cut) => observe(view, zone, cut) ?? [])),
};

/** Only where the server denies what the child answers: a child that is silent is another matter. */
function observe(view: SiteView, { host, view: own }: ZoneOfHost, cut: Cut): Observation | null {
  const forwarders = forwardersFor(own, cut.name);
  // Whoever is forwarded to the child itself is a mended site.
  if (forwarders.length === 0 || forwarders.some((address) => cut.glue.includes(address))) return null;
  for (const { name, type } of landmarksBelow(view, cut.name)) {
    for (const server of cut.glue) {
      const child = view.ask({ from: host.name, server, name, type });
      const asked = view.ask({ from: view.clientOf(host), server: host.address, name, type });
      if (!hasData(child) || (rcodeOf(asked) !== "NXDOMAIN" && !isLostOutside(asked, forwarders))) continue;
      const believes =
        rcodeOf(asked) === "NXDOMAIN" ? "believes their denial" : "depends on what they say, who know nothing of it";
      return {
        span: cut.span,
        message: `${host.name} asks its forwarders ${forwarders.join(", ")} for what is below ${cut.name.text} and ${believes}; ${server}, to whom the zone delegates, would have answered. \`forward first\` does not help: a denial is an answer.`,
        hint: `Add zone "${bare(cut.name.text)}" { type forward; forward only; forwarders { ${server}; }; }; or write \`forwarders { };\` into the parent zone.`,
        evidence: [asked, child],
      };
    }
  }
  return null;
}

/** The forwarders are no machines of the site, so nobody can tell their answer; that they are asked is enough. */
function isLostOutside({ answer, steps }: Evidence, forwarders: readonly Address[]): boolean {
  if (answer.kind !== "not-modelled") return false;
  return steps.some(({ event }) => event.kind === "asked" && forwarders.includes(event.to.address));
}

function bare(text: string): string {
  return text.replace(/\.$/, "");
}
