import { instantFromMs } from "@splithorizon/core";
import { type SiteTwin, viewOf } from "../../site/index.ts";
import { type BlockOfCluster, blocksOf, blocksWith, wayTo } from "../corefile-view.ts";
import { type Evidence, rcodeOf } from "../evidence.ts";
import { put } from "../put-inquiry.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView } from "../site-view.ts";

/** T32: k8s_external denies while the plugin kubernetes says SERVFAIL; `ready` keeps questions away until then. */
export const denialBeforeSynced: Rule = {
  traps: ["T32"],
  severity: "warning",
  check: (view) => blocksWith(view, "k8s_external").flatMap((own) => observe(view, own) ?? []),
};

function observe(view: SiteView, { cluster, block }: BlockOfCluster): Observation | null {
  const hasReady = blocksOf(view).some((other) => other.cluster === cluster && other.block.directives.has("ready"));
  const span = block.directives.get("k8s_external")?.tokens[0]?.span;
  if (hasReady || span === undefined) return null;
  return {
    span,
    message:
      "Without the plugin `ready` the cluster sends questions to a CoreDNS that does not know its services yet: it answers NXDOMAIN for every name outside, and resolvers remember that.",
    hint: "Add `ready`, and a readinessProbe of /ready on port 8181.",
    evidence: show(view, cluster),
  };
}

const STARTED = { atMs: 0, words: "while CoreDNS has just started" } as const;
const SYNCED = { atMs: 1000, words: "a second later, when CoreDNS knows its services" } as const;

/** A start with a slow API server: the sockets are open, and the lists are not there yet. */
function show(view: SiteView, cluster: BlockOfCluster["cluster"]): readonly Evidence[] {
  const service = view.services.find((own) => own.cluster === cluster.settings.name && own.addresses.length > 0);
  const way = service === undefined ? null : wayTo(view, service);
  if (service === undefined || way === null) return [];
  const twin = view.fork();
  const question = { ...way, ...service.question };
  tell(twin, cluster, "not-synced");
  const first = put(twin, { ...question, moment: STARTED });
  if (rcodeOf(first) !== "NXDOMAIN") return [];
  tell(twin, cluster, "synced");
  const second = put(twin, { ...question, moment: SYNCED });
  return rcodeOf(second) === "NXDOMAIN" ? [first, second] : [first];
}

function tell({ residents }: SiteTwin, cluster: BlockOfCluster["cluster"], state: "synced" | "not-synced"): void {
  const whole = viewOf(cluster.snapshot);
  const nothing = { ...cluster.snapshot, namespaces: [], services: [], endpointSlices: [], pods: [] };
  const view = state === "synced" ? whole : { ...viewOf(nothing), isSynced: false };
  for (const { station, program, server } of residents) {
    if (program !== "coredns" || !cluster.coreDnsStations.includes(station)) continue;
    server.change({ kind: "cluster-changed", view }, instantFromMs(state === "synced" ? SYNCED.atMs : STARTED.atMs));
  }
}
