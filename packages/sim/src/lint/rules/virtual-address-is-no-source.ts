import { type Address, addressBytes, type Prefix, parsePrefix, prefixCovers, type Span } from "@splithorizon/core";
import type { Token } from "@splithorizon/core/coredns";
import { type BlockOfCluster, blocksWith, linesOf, outsideAddressesOf, usesOf } from "../corefile-view.ts";
import { type Evidence, hasData, rcodeOf } from "../evidence.ts";
import type { Observation, Rule } from "../rule.ts";
import type { NamedHost, SiteView } from "../site-view.ts";

/** T35: the virtual address is the second one of its interface, and Linux takes the first. */
export const virtualAddressIsNoSource: Rule = {
  traps: ["T35"],
  severity: "warning",
  check: (view) => [...blocksWith(view, "acl").flatMap((own) => inAcl(view, own)), ...inFirewalls(view)],
};

interface Admitted {
  readonly prefix: Prefix;
  readonly span: Span;
}

function inAcl(view: SiteView, own: BlockOfCluster): readonly Observation[] {
  const admitted = usesOf(own.block, "acl")
    .flatMap((use) => linesOf(use))
    .filter(([first]) => first?.text === "allow")
    .flatMap((line) => line.flatMap((token) => networkOf(token) ?? []));
  return forgottenBy(view, admitted).flatMap(({ virtual, span, hosts }) => {
    const asked = hosts.flatMap((host) => askDirectly(view, host, own.cluster));
    // A route with a source of its own, or another rule, lets them in all the same.
    if (asked.length > 0 && asked.every(hasData)) return [];
    const refused = asked.filter((one) => rcodeOf(one) === "REFUSED").slice(0, 1);
    return [said(virtual, span, hosts, "not admitted here", refused)];
  });
}

/** A firewall that lets the virtual address in, and not the addresses that packets come from. */
function inFirewalls(view: SiteView): readonly Observation[] {
  return view.twin.settings.hosts.flatMap(({ firewall, span }) => {
    const admitted = firewall.flatMap(({ action, from }) =>
      action === "accept" && from !== null ? [{ prefix: from, span }] : [],
    );
    return forgottenBy(view, admitted).flatMap(({ virtual, hosts }) => {
      const asked = hosts.flatMap((host) =>
        [...view.twin.clusters.values()].flatMap((own) => askDirectly(view, host, own)),
      );
      const stopped = asked.filter(({ answer, steps }) => answer.kind === "failed" && isStopped(steps));
      return stopped.length === 0
        ? []
        : [said(virtual, span, hosts, "not let through its firewall", stopped.slice(0, 1))];
    });
  });
}

function isStopped(steps: Evidence["steps"]): boolean {
  return steps.some(({ event }) => event.kind === "failed" && event.why.includes("firewall"));
}

interface Forgotten {
  readonly virtual: Address;
  readonly span: Span;
  readonly hosts: readonly NamedHost[];
}

/** Virtual addresses that stand in a list by themselves, and the hosts behind them whose own addresses do not. */
function forgottenBy(view: SiteView, admitted: readonly Admitted[]): readonly Forgotten[] {
  const admits = (address: Address): boolean => admitted.some(({ prefix }) => prefixCovers(prefix, address));
  const virtuals = new Set(
    view.twin.standings.flatMap(({ contender }) => contender.instance.virtualAddresses.map(({ address }) => address)),
  );
  return [...virtuals].flatMap((virtual) => {
    const own = admitted.find(({ prefix }) => prefix.address === virtual && prefix.length === bitsOf(virtual));
    const hosts = view.namedHosts.filter((host) => mayHold(view, host, virtual) && !admits(host.address));
    return own === undefined || hosts.length === 0 ? [] : [{ virtual, span: own.span, hosts }];
  });
}

function mayHold({ twin }: SiteView, { name }: NamedHost, virtual: Address): boolean {
  return twin.standings.some(
    ({ contender }) =>
      contender.host === name && contender.instance.virtualAddresses.some(({ address }) => address === virtual),
  );
}

function bitsOf(address: Address): number {
  return addressBytes(address).length * 8;
}

function askDirectly(view: SiteView, { name }: NamedHost, cluster: BlockOfCluster["cluster"]): readonly Evidence[] {
  const service = view.services.find((own) => own.cluster === cluster.settings.name);
  if (service === undefined) return [];
  return outsideAddressesOf(cluster).map((server) => view.ask({ from: name, server, ...service.question }));
}

function said(
  virtual: Address,
  span: Span,
  hosts: readonly NamedHost[],
  how: string,
  evidence: readonly Evidence[],
): Observation {
  const addresses = hosts.map(({ address }) => address);
  return {
    span,
    message: `Nobody asks from the virtual address ${virtual}: named takes its host's own address, and ${addresses.join(" and ")} ${addresses.length === 1 ? "is" : "are"} ${how}.`,
    hint: `Admit ${addresses.map((address) => `${address}/${bitsOf(address)}`).join(" ")} too.`,
    evidence,
  };
}

/** A bare address is a network of its own; whatever else stands in an acl is no network. */
function networkOf({ text, span }: Token): Admitted | null {
  const prefix = parsePrefix(text.includes("/") ? text : `${text}/${text.includes(":") ? 128 : 32}`);
  return typeof prefix === "string" ? null : { prefix, span };
}
