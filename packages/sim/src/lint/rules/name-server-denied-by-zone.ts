import { type DomainName, isAtOrBelow } from "@splithorizon/core";
import { dataOf, type Evidence, hasData, rcodeOf } from "../evidence.ts";
import { landmarksBelow } from "../landmarks.ts";
import type { Observation, Rule } from "../rule.ts";
import type { Cut, SiteView, ZoneOfHost } from "../site-view.ts";

/**
 * Beside T5. Up to 9.18 a denial in named's cache counts more than the glue of its own zone (lib/dns/view.c,
 * dns_view_find), and lib/dns/adb.c looks again for an address after ten seconds at the earliest.
 */
export const nameServerDeniedByZone: Rule = {
  traps: ["T5"],
  severity: "warning",
  check: (view) => view.zones.flatMap((zone) => view.cutsOf(zone).flatMap((cut) => observe(view, zone, cut) ?? [])),
};

function observe(view: SiteView, { host }: ZoneOfHost, cut: Cut): Observation | null {
  const [server] = cut.glue;
  if (server === undefined) return null;
  for (const nameServer of cut.nameServers.filter((name) => isAtOrBelow(name, cut.name))) {
    if (rcodeOf(view.ask({ from: host.name, server, name: nameServer, type: "A" })) !== "NXDOMAIN") continue;
    const evidence = askAfter(view, host, cut, nameServer);
    if (evidence === null) continue;
    const own = dataOf(view.ask({ from: host.name, server, name: cut.name, type: "NS" }));
    return {
      span: cut.span,
      message: `${host.name} loses ${cut.name.text} as soon as somebody asks it for ${nameServer.text}: ${server} denies that name, and for ten seconds ${host.name} knows no server of the zone and answers SERVFAIL for all of it.`,
      hint: `Delegate to ${own.length === 0 ? "a name that the zone itself has" : own.join(", ")}, with its address as glue.`,
      evidence,
    };
  }
  return null;
}

/** The second in which it was asked for still has the glue. */
const A_SECOND = { atMs: 1000, words: "a second later" } as const;
const AT_ONCE = { atMs: 0, words: "first" } as const;

function askAfter(
  view: SiteView,
  host: ZoneOfHost["host"],
  cut: Cut,
  nameServer: DomainName,
): readonly Evidence[] | null {
  const [from, server] = [view.clientOf(host), host.address];
  for (const { name, type } of landmarksBelow(view, cut.name)) {
    const inquiry = { from, server, name, type };
    if (!hasData(view.ask(inquiry))) continue;
    const asked = view.askInTurn([
      { from, server, name: nameServer, type: "A", moment: AT_ONCE },
      { ...inquiry, moment: A_SECOND },
    ]);
    const second = asked[1];
    if (second !== undefined && rcodeOf(second) === "SERVFAIL") return asked;
  }
  return null;
}
