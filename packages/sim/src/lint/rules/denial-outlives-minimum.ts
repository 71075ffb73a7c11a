import type { DomainName, Span } from "@splithorizon/core";
import type { Token } from "@splithorizon/core/coredns";
import { type BlockOfCluster, blocksWith, directWays, linesOf, usesOf, waysInto } from "../corefile-view.ts";
import { type Evidence, soaOf } from "../evidence.ts";
import { nameBelow, zoneNamed } from "../landmarks.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView } from "../site-view.ts";

/** T33 and T37: CoreDNS sends the SOA as it stands in the file; caches look at its TTL and never at MINIMUM. */
export const denialOutlivesMinimum: Rule = {
  traps: ["T33", "T37"],
  severity: "information",
  check: (view) =>
    PLUGINS.flatMap((plugin) =>
      blocksWith(view, plugin).flatMap((own) =>
        usesOf(own.block, plugin).flatMap((use) =>
          zonesOf(plugin, use, own).flatMap((zone) => observe(view, own.cluster, zone) ?? []),
        ),
      ),
    ),
};

/** Plugins that have zones of their own, with an SOA that somebody wrote. */
const PLUGINS = ["file", "auto", "secondary"] as const;

interface ServedZone {
  readonly name: DomainName;
  readonly span: Span;
}

/** `file PATH [ZONES...]`, the others `[ZONES...]`; without any the zones of the block. */
function zonesOf(
  plugin: (typeof PLUGINS)[number],
  use: readonly Token[],
  { block }: BlockOfCluster,
): readonly ServedZone[] {
  const words = (linesOf(use)[0] ?? []).filter(({ text }) => text !== "{");
  const named = words.slice(plugin === "file" ? 2 : 1).flatMap(({ text, span }) => {
    const name = zoneNamed(text);
    return name === null ? [] : [{ name, span }];
  });
  const span = words[plugin === "file" ? 1 : 0]?.span;
  if (named.length > 0 || span === undefined) return named;
  return block.zones.map(({ zone }) => ({ name: zone, span }));
}

/** A name and a type that nobody has. */
const NOBODY = "no-such-name";
const NOBODYS_TYPE = "HINFO";

function observe(view: SiteView, cluster: BlockOfCluster["cluster"], { name, span }: ServedZone): Observation | null {
  const question = { name: nameBelow(name, NOBODY), type: NOBODYS_TYPE } as const;
  const isTooLong = (asked: Evidence): boolean => secondsOf(asked, name).some(({ kept, meant }) => kept > meant);
  const direct = directWays(view, cluster).map((way) => ({ ...way, ...question }));
  const asked = view.askUntil(direct, isTooLong);
  const [seconds] = asked === null ? [] : secondsOf(asked, name);
  if (asked === null || seconds === undefined) return null;
  const around = waysInto(view, cluster.settings.name)
    .filter(({ server }) => view.namedHosts.some(({ address }) => address === server))
    .map((way) => ({ ...way, ...question }));
  const remembered = view.askUntil(around, isTooLong);
  return {
    span,
    message: `A denial below ${name.text} is remembered for ${seconds.kept} seconds, the TTL of its SOA record, not for the ${seconds.meant} of MINIMUM: CoreDNS sends the record as it is${remembered === null ? "" : `, and ${remembered.inquiry.server} keeps it so long`}.`,
    hint: "Give the SOA record itself the TTL that a denial may have.",
    evidence: remembered === null ? [asked] : [asked, remembered],
  };
}

/** How long a denial of this zone is kept, and how long it was meant to be. */
function secondsOf(asked: Evidence, zone: DomainName): readonly { readonly kept: number; readonly meant: number }[] {
  const soa = soaOf(asked);
  if (soa?.data.type !== "SOA" || soa.owner.key !== zone.key) return [];
  return [{ kept: soa.ttl, meant: soa.data.minimum }];
}
