import { type Address, type DomainName, nameOf, reverseNameText } from "@splithorizon/core";
import type { Evidence } from "../evidence.ts";
import type { Observation, Rule } from "../rule.ts";
import type { NamedHost, SiteView } from "../site-view.ts";

/** T17: RFC 6303's zones are built into named, and win over a forward zone of the same name that is `first`. */
export const reverseNamesEmpty: Rule = {
  traps: ["T17"],
  severity: "information",
  check: (view) => view.namedHosts.flatMap((host) => observe(view, host)),
};

function observe(view: SiteView, host: NamedHost): readonly Observation[] {
  if (host.settings.views.every(({ options }) => !options.recursion || !options.emptyZonesEnable)) return [];
  const from = view.clientOf(host);
  const denied = addressesInside(view).flatMap((address) => {
    const name: DomainName = nameOf(reverseNameText(address));
    const asked = view.ask({ from, server: host.address, name, type: "PTR" });
    return isFromEmptyZone(asked, host) ? [{ address, asked }] : [];
  });
  const [first] = denied;
  if (first === undefined) return [];
  const which = denied.map(({ address }) => address).join(", ");
  return [
    {
      span: host.made.host.bind?.config.span ?? host.made.host.span,
      message: `${host.name} denies the reverse names of ${which} by a built-in empty zone, for a day (TTL 86400).`,
      hint: "A forward zone of the reverse name needs `forward only`; or name it in disable-empty-zone.",
      evidence: [first.asked],
    },
  ];
}

/** One pod, one service, one address outside: each stands for its range. */
function addressesInside({ written, services }: SiteView): readonly Address[] {
  return [...written.clusters.values()].flatMap(({ settings, snapshot }) => {
    const pod = snapshot.pods.find(({ hostNetwork, podIps }) => !hostNetwork && podIps.length > 0)?.podIps ?? [];
    const service =
      snapshot.services.find(({ clusterIps }) => clusterIps.some((ip) => ip !== "None"))?.clusterIps ?? [];
    const outside = services.find(({ cluster }) => cluster === settings.name)?.addresses ?? [];
    return [...pod, ...service, ...outside].flatMap((address) => (address === "None" ? [] : [address]));
  });
}

/** An own denial, from a zone that no configuration has. */
function isFromEmptyZone({ answer }: Evidence, { settings }: NamedHost): boolean {
  const message = answer.kind === "answered" ? answer.messages[0] : undefined;
  const apex = message?.authority.find(({ data }) => data.type === "SOA")?.owner;
  // A forward zone of the same name holds nothing, and gives way where it is `first`.
  const isConfigured = settings.views.some(({ zones }) =>
    zones.some(({ name, kind }) => kind !== "forward" && name.key === apex?.key),
  );
  return message?.rcode === "NXDOMAIN" && message.flags.authoritative && apex !== undefined && !isConfigured;
}
