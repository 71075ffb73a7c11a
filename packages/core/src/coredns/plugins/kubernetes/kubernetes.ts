import { ancestorWithLabels, type DomainName, isAtOrBelow } from "../../../dns/index.ts";
import type { Handler, PluginContext, PluginInstance, PluginOutcome, PluginRequest, PluginStep } from "../../plugin.ts";
import { returned, written } from "../../plugin.ts";
import { authoritativeReplyTo } from "../../reply.ts";
import { makeAutoPather } from "./auto-path.ts";
import { externalSourceOf, LiveCluster } from "./live-cluster.ts";
import type { LookExchange, Looked } from "./look-up.ts";
import type { KubernetesSettings } from "./settings.ts";
import { makeKubernetesTransferer } from "./transfer.ts";
import { soaRecord } from "./zone-apex.ts";

/** plugin/kubernetes/handler.go ServeDNS. */
export function makeKubernetes(settings: KubernetesSettings, context: PluginContext): PluginInstance {
  const view = context.cluster;
  if (view === null)
    return { wrap: () => () => ({ kind: "unsupported", what: "kubernetes without a cluster snapshot" }) };
  return instanceOf(new LiveCluster(settings, context, view), context);
}

function instanceOf(cluster: LiveCluster, context: PluginContext): PluginInstance {
  return {
    wrap: (next) => {
      const plugin = new KubernetesPlugin(cluster, next);
      return (request) => plugin.serve(request);
    },
    capabilities: {
      externalSource: externalSourceOf(cluster),
      transferer: makeKubernetesTransferer(cluster),
      autoPather: makeAutoPather(cluster, context.hostSearch),
    },
    clusterChanged: (view) => cluster.change(view),
    fork: (forked) => instanceOf(new LiveCluster(cluster.settings, forked, cluster.view), forked),
  };
}

class KubernetesPlugin {
  readonly #settings: KubernetesSettings;
  readonly #cluster: LiveCluster;
  readonly #next: Handler;

  constructor(cluster: LiveCluster, next: Handler) {
    this.#settings = cluster.settings;
    this.#cluster = cluster;
    this.#next = next;
  }

  serve(request: PluginRequest): PluginStep {
    const { name, type } = request.question;
    const matched = longestZone(this.#settings.zones, name);
    if (matched === null) return this.#next(request);
    if (this.#settings.multiclusterZones.some((zone) => isAtOrBelow(matched, zone)))
      return { kind: "unsupported", what: `"multicluster" of kubernetes, for ${matched.text}` };
    if (type === "AXFR" || type === "IXFR") return returned("REFUSED");
    // The zone in the client's spelling: owners and targets carry it.
    const zone = ancestorWithLabels(name, matched.labelCount);
    const looked = this.#cluster.lookUp.look(request, zone);
    return typeof looked === "object" && Symbol.iterator in looked
      ? this.#finishLater(looked, request, zone)
      : this.#finish(looked, request, zone);
  }

  *#finishLater(looking: LookExchange, request: PluginRequest, zone: DomainName): Exclude<PluginStep, PluginOutcome> {
    const step = this.#finish(yield* looking, request, zone);
    return "kind" in step ? step : yield* step;
  }

  #finish(looked: Looked, request: PluginRequest, zone: DomainName): PluginStep {
    if (looked === "name-error") return this.#finishNameError(request, zone);
    const { answer, additional, truncated = false, shuffled = false } = looked;
    if (answer.length === 0) {
      explain(request, "the name exists and has no record of this type");
      return this.#denial(request, zone, "NOERROR");
    }
    explain(request, `${answer.length} records from the cluster`);
    const message = authoritativeReplyTo(request, { answer, additional });
    if (!truncated && !shuffled) return written(message);
    const order = shuffled ? "shuffled" : "fixed";
    return written({ ...message, flags: { ...message.flags, truncated }, order });
  }

  #finishNameError(request: PluginRequest, zone: DomainName): PluginStep {
    const { fallthrough } = this.#settings;
    if (fallthrough?.some((below) => isAtOrBelow(request.question.name, below))) {
      explain(request, `no such name in ${zone.text}: falls through`);
      return this.#next(request);
    }
    const { isSynced } = this.#cluster.view;
    explain(request, isSynced ? "no such name: NXDOMAIN" : "not in step with the API server: SERVFAIL");
    return this.#denial(request, zone, isSynced ? "NXDOMAIN" : "SERVFAIL");
  }

  /** plugin.BackendError: written with AA and the SOA, whatever the rcode. */
  #denial(request: PluginRequest, zone: DomainName, rcode: "NOERROR" | "NXDOMAIN" | "SERVFAIL"): PluginStep {
    const soa = soaRecord(zone, this.#cluster.view.serial, this.#settings.ttl);
    const message = authoritativeReplyTo(request, { rcode, authority: [soa] });
    return { kind: "written", messages: [message], returned: "NOERROR" };
  }
}

function explain({ remark }: PluginRequest, text: string): void {
  remark?.({ actor: "plugin kubernetes", text });
}

function longestZone(zones: readonly DomainName[], name: DomainName): DomainName | null {
  let longest: DomainName | null = null;
  for (const zone of zones) {
    if (isAtOrBelow(name, zone) && (longest === null || zone.labelCount > longest.labelCount)) longest = zone;
  }
  return longest;
}
