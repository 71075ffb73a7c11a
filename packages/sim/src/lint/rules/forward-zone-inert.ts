import { isBelow } from "@splithorizon/core";
import type { Evidence } from "../evidence.ts";
import { landmarksBelow } from "../landmarks.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView, ZoneOfHost } from "../site-view.ts";

/** T4: a local zone is looked at before the forwarding table, and without a delegation it denies what is below. */
export const forwardZoneInert: Rule = {
  traps: ["T4"],
  severity: "error",
  check: (view) => view.zones.filter(({ zone }) => zone.kind === "forward").flatMap((own) => observe(view, own) ?? []),
};

function observe(view: SiteView, own: ZoneOfHost): Observation | null {
  const parent = parentOf(view, own);
  if (
    parent === null ||
    view.zoneData(parent) === null ||
    view.cutsOf(parent).some(({ name }) => own.zone.name === name || isBelow(own.zone.name, name))
  )
    return null;
  const { host, zone } = own;
  for (const { name, type } of landmarksBelow(view, zone.name)) {
    const asked = view.ask({ from: view.clientOf(host), server: host.address, name, type });
    if (!isDenial(asked)) continue;
    return {
      span: zone.span,
      message: `${host.name} answers below ${zone.name.text} from its own zone ${parent.zone.name.text}, which has no delegation there; the forwarders of this zone are never asked.`,
      hint: `Keep the delegation in ${parent.zone.name.text} (an NS record at ${zone.name.text}) beside the forward zone.`,
      evidence: [asked],
    };
  }
  return null;
}

/** From a zone of its own: the forwarders' words are no authority. */
function isDenial({ answer }: Evidence): boolean {
  const message = answer.kind === "answered" ? answer.messages[0] : undefined;
  if (message === undefined || !message.flags.authoritative || message.answer.length > 0) return false;
  return message.rcode === "NXDOMAIN" || message.rcode === "NOERROR";
}

/** The longest local zone of the same view above it. */
function parentOf(view: SiteView, { host, view: own, zone }: ZoneOfHost): ZoneOfHost | null {
  const above = view.zones.filter(
    (other) =>
      other.host === host &&
      other.view === own &&
      (other.zone.kind === "primary" || other.zone.kind === "secondary" || other.zone.kind === "in-view") &&
      isBelow(zone.name, other.zone.name),
  );
  return above.toSorted((left, right) => right.zone.name.key.length - left.zone.name.key.length)[0] ?? null;
}
