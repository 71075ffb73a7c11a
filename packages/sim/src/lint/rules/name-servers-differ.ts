import { dataOf, rcodeOf } from "../evidence.ts";
import type { Observation, Rule } from "../rule.ts";
import type { Cut, SiteView, ZoneOfHost } from "../site-view.ts";

/** T5: a resolver takes the child's own NS set as soon as it sees it, and then asks for those names. */
export const nameServersDiffer: Rule = {
  traps: ["T5"],
  severity: "warning",
  check: (view) =>
    view.zones
      .filter(({ zone }) => zone.kind === "primary")
      .flatMap((zone) => view.cutsOf(zone).flatMap((cut) => observe(view, zone, cut) ?? [])),
};

function observe(view: SiteView, { host }: ZoneOfHost, cut: Cut): Observation | null {
  const [server] = cut.glue;
  if (server === undefined) return null;
  const child = view.ask({ from: host.name, server, name: cut.name, type: "NS" });
  if (rcodeOf(child) !== "NOERROR") return null;
  const parents = cut.nameServers.map(({ text }) => text.toLowerCase());
  const own = dataOf(child).map((text) => text.toLowerCase());
  if (parents.toSorted().join(" ") === own.toSorted().join(" ")) return null;
  const lost = cut.nameServers.flatMap((name) => {
    const address = view.ask({ from: host.name, server, name, type: "A" });
    return rcodeOf(address) === "NXDOMAIN" ? [address] : [];
  });
  const denied = lost.length === 0 ? "" : ` and denies ${lost.map(({ inquiry }) => inquiry.name.text).join(", ")}`;
  return {
    span: cut.span,
    message: `${cut.name.text} is delegated to ${parents.join(", ")}; ${server} itself names ${own.length === 0 ? "nobody" : own.join(", ")}${denied}: it works as long as the glue is remembered.`,
    hint:
      own.length === 0
        ? "Give the cluster's DNS service an address outside."
        : `Delegate to ${own.join(", ")}, with that name's address as glue.`,
    evidence: [child, ...lost],
  };
}
