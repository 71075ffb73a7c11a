import { type Address, type Prefix, parsePrefix, prefixCovers } from "@splithorizon/core";
import type { Token } from "@splithorizon/core/coredns";
import { blocksWith, outsideAddressesOf } from "../corefile-view.ts";
import { rcodeOf } from "../evidence.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView } from "../site-view.ts";

/** T35: the virtual address is the second one of its interface, and Linux takes the first. */
export const virtualAddressIsNoSource: Rule = {
  traps: ["T35"],
  severity: "warning",
  check: (view) => blocksWith(view, "acl").flatMap((own) => observe(view, own)),
};

function observe(view: SiteView, { cluster, block }: ReturnType<typeof blocksWith>[number]): readonly Observation[] {
  const networks = (block.directives.get("acl")?.tokens ?? []).flatMap((token) => networkOf(token) ?? []);
  const admits = (address: Address): boolean => networks.some(({ prefix }) => prefixCovers(prefix, address));
  const virtuals = new Map(
    view.twin.standings.flatMap(({ contender }) =>
      contender.instance.virtualAddresses.map(({ address }) => [address, contender.instance] as const),
    ),
  );
  return [...virtuals.keys()].flatMap((virtual) => {
    const own = networks.find(({ prefix }) => prefix.length >= 32 && prefix.address === virtual);
    const forgotten = view.namedHosts.filter(
      ({ name, address }) =>
        !admits(address) &&
        view.twin.standings.some(
          ({ contender }) =>
            contender.host === name && contender.instance.virtualAddresses.some((other) => other.address === virtual),
        ),
    );
    if (own === undefined || forgotten.length === 0) return [];
    const [service] = view.services;
    const evidence =
      service === undefined
        ? []
        : forgotten.flatMap(({ name }) =>
            outsideAddressesOf(cluster).map((server) =>
              view.ask({ from: name, server, name: service.name, type: "A" }),
            ),
          );
    return [
      {
        span: own.token.span,
        message: `Nobody asks from the virtual address ${virtual}: named takes its host's own address, and ${forgotten.map(({ address }) => address).join(" and ")} ${forgotten.length === 1 ? "is" : "are"} not admitted here.`,
        hint: `Admit ${forgotten.map(({ address }) => `${address}/32`).join(" ")} too.`,
        evidence: evidence.filter((asked) => rcodeOf(asked) === "REFUSED").slice(0, 1),
      },
    ];
  });
}

/** A bare address is a network of its own; whatever else stands in an acl is no network. */
function networkOf(token: Token): { readonly token: Token; readonly prefix: Prefix } | null {
  const { text } = token;
  const prefix = parsePrefix(text.includes("/") ? text : `${text}/${text.includes(":") ? 128 : 32}`);
  return typeof prefix === "string" ? null : { token, prefix };
}
