import { type DomainName, isBelow } from "@splithorizon/core";
import { type Evidence, rcodeOf } from "../evidence.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView, ZoneOfHost } from "../site-view.ts";

/** T37: named does not believe a denial whose SOA lies above the zone that it forwards. */
export const forwardZoneBelowApex: Rule = {
  traps: ["T37"],
  severity: "warning",
  check: (view) => view.zones.flatMap((own) => observe(view, own) ?? []),
};

/** A type that k8s_external and most others have nothing of. */
const NOBODYS_TYPE = "HINFO";

function observe(view: SiteView, { host, zone }: ZoneOfHost): Observation | null {
  if (zone.kind !== "forward") return null;
  const services = view.services.filter(({ name }) => isBelow(name, zone.name)).map(({ name }) => name);
  const names = [zone.name, ...services.slice(0, 1)];
  const denied = (zone.forwarders ?? []).flatMap(({ address: server }) =>
    names.map((name) => view.ask({ from: host.name, server, name, type: NOBODYS_TYPE })),
  );
  for (const upstream of denied) {
    const apex = apexOfDenial(upstream);
    if (apex === null || !isBelow(zone.name, apex)) continue;
    const asked = view.ask({ ...upstream.inquiry, from: view.clientOf(host), server: host.address });
    if (rcodeOf(asked) !== "SERVFAIL") continue;
    return {
      span: zone.span,
      message: `${upstream.inquiry.server} denies with the SOA of ${apex.text}, which lies above the forward zone ${zone.name.text}: where a type is missing, ${host.name} answers SERVFAIL (AAAA of every service that has IPv4 alone).`,
      hint: `Forward ${apex.text} instead.`,
      evidence: [asked, upstream],
    };
  }
  return null;
}

/** The owner of the SOA that comes with NODATA. */
function apexOfDenial({ answer }: Evidence): DomainName | null {
  const message = answer.kind === "answered" ? answer.messages[0] : undefined;
  if (message === undefined || message.rcode !== "NOERROR" || message.answer.length > 0) return null;
  return message.authority.find(({ data }) => data.type === "SOA")?.owner ?? null;
}
