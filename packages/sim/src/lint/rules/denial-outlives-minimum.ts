import { fileTreeBelow, readZone } from "@splithorizon/core";
import type { Token } from "@splithorizon/core/coredns";
import { layeredFileTree } from "../../site/index.ts";
import { blocksWith, usesOf } from "../corefile-view.ts";
import { zoneNamed } from "../landmarks.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView } from "../site-view.ts";

/** T33 and T37: CoreDNS sends the SOA as it stands in the file; caches look at its TTL and never at MINIMUM. */
export const denialOutlivesMinimum: Rule = {
  traps: ["T33", "T37"],
  severity: "information",
  check: (view) =>
    blocksWith(view, "file").flatMap((own) =>
      usesOf(own.block, "file").flatMap((use) => observe(view, own, use) ?? []),
    ),
};

function observe(
  view: SiteView,
  { cluster, block }: ReturnType<typeof blocksWith>[number],
  [first, path, zone]: readonly Token[],
): Observation | null {
  const folders = cluster.settings.coreDns.folders.map((folder) => fileTreeBelow(view.files, folder));
  const files = layeredFileTree(folders);
  const named = zone === undefined || zone.text === "{" ? null : zoneNamed(zone.text);
  const origin = named ?? block.zones[0]?.zone;
  if (first === undefined || path === undefined || origin === undefined) return null;
  const found = files.lookUp(path.text.startsWith("/") ? path.text : `/${path.text}`);
  if (found.kind !== "file") return null;
  const soa = readZone(found.source, { origin, files, directory: "/" }).value.soa;
  const [data] = soa?.data ?? [];
  if (soa === null || data?.type !== "SOA" || soa.ttl <= data.minimum) return null;
  return {
    span: path.span,
    message: `A denial below ${origin.text} is remembered for ${soa.ttl} seconds, the TTL of its SOA record, not for the ${data.minimum} of MINIMUM: CoreDNS sends the record as it is.`,
    hint: "Give the SOA record itself the TTL that a denial may have.",
  };
}
