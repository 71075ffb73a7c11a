import type { Address, DomainName, Span } from "@splithorizon/core";
import { outsideAddressesOf } from "../corefile-view.ts";
import type { Evidence } from "../evidence.ts";
import { staticServersOf } from "../forwarding.ts";
import type { Observation, Rule } from "../rule.ts";
import type { NamedHost, SiteView, ZoneOfHost } from "../site-view.ts";

/** A name that leads to nobody: glue that was mistyped or has moved, an address that no router hears of. */
export const delegationUnanswered: Rule = {
  traps: [],
  severity: "error",
  check: (view) => view.zones.flatMap((own) => handedOn(view, own).flatMap((to) => observe(view, own.host, to) ?? [])),
};

/** What a server hands on to others, and to whom. */
interface HandedOn {
  readonly name: DomainName;
  readonly servers: readonly Address[];
  readonly span: Span;
}

function handedOn(view: SiteView, own: ZoneOfHost): readonly HandedOn[] {
  const { zone } = own;
  const cuts = view.cutsOf(own).map(({ name, glue, span }) => ({ name, servers: glue, span }));
  const forwarders = zone.kind === "forward" ? (zone.forwarders ?? []).map(({ address }) => address) : [];
  return [...cuts, { name: zone.name, servers: [...forwarders, ...staticServersOf(view, own)], span: zone.span }];
}

function observe(view: SiteView, host: NamedHost, { name, servers, span }: HandedOn): Observation | null {
  const asked = servers.flatMap((server) => view.askEveryWay({ from: host.name, server, name, type: "SOA" }));
  const [first] = asked;
  const right = clusterAddresses(view, name);
  const isMissed = right.length > 0 && !servers.some((server) => right.includes(server));
  if (first === undefined || !asked.every((one) => isUnanswered(one, isMissed))) return null;
  const whom = `${host.name} hands ${name.text} on to ${servers.join(", ")}, and nobody answers there`;
  return {
    span,
    message: `${whom}: ${whyNot(first)}. Clients get SERVFAIL for all names below.`,
    hint: isMissed
      ? `The DNS service of the cluster has ${right.join(", ")}.`
      : "Follow the way in the trace: routes, announcements, firewalls, endpoints.",
    evidence: [first],
  };
}

/** A machine that the site does not tell of may well answer; not so in place of a cluster that it does tell of. */
function isUnanswered({ answer }: Evidence, isMissed: boolean): boolean {
  return answer.kind === "failed" || (isMissed && answer.kind === "not-modelled");
}

function whyNot({ answer }: Evidence): string {
  if (answer.kind === "failed") return answer.why;
  return answer.kind === "not-modelled" ? answer.what : "an answer came";
}

/** Where the cluster is asked that has this name for its services. */
function clusterAddresses({ twin }: SiteView, name: DomainName): readonly Address[] {
  return [...twin.clusters.values()]
    .filter(({ settings }) => settings.externalDomains.some((domain) => domain.key === name.key))
    .flatMap(outsideAddressesOf);
}
