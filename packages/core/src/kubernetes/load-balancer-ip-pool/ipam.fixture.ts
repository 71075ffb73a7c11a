import { parseAddress } from "../../dns/index.ts";
import type { Condition, LoadBalancerIngress, LoadBalancerIpPool, Service, ServicePort } from "../cluster-snapshot.ts";
import type { IpamChooser } from "./address-book.ts";
import { type IpamSettings, type IpamUpdate, usualIpam } from "./ipam-contract.ts";
import { LoadBalancerIpam } from "./load-balancer-ipam.ts";
import { SATISFIED_CONDITION } from "./service-view.ts";

export interface ServiceWords {
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly type?: Service["type"];
  readonly ports?: readonly number[];
  readonly protocol?: ServicePort["protocol"];
  readonly policy?: Service["externalTrafficPolicy"];
  readonly selector?: Readonly<Record<string, string>>;
  readonly loadBalancerClass?: string;
  readonly loadBalancerIp?: string;
  readonly families?: Service["ipFamilies"];
  readonly familyPolicy?: Service["ipFamilyPolicy"];
  readonly ingress?: readonly string[];
}

export function serviceOf(name: string, words: ServiceWords = {}): Service {
  const protocol = words.protocol ?? "UDP";
  return {
    metadata: {
      name,
      namespace: words.namespace ?? "kube-system",
      labels: words.labels ?? {},
      annotations: words.annotations ?? {},
      creationTimestamp: null,
    },
    type: words.type ?? "LoadBalancer",
    clusterIps: [],
    externalName: "",
    externalIps: [],
    ports: (words.ports ?? [53]).map((port) => ({
      name: `p${port}`,
      port,
      protocol,
      targetPort: null,
      nodePort: null,
    })),
    selector: words.selector ?? {},
    externalTrafficPolicy: words.policy ?? "Cluster",
    internalTrafficPolicy: "Cluster",
    allocateLoadBalancerNodePorts: false,
    healthCheckNodePort: null,
    loadBalancerClass: words.loadBalancerClass ?? null,
    loadBalancerIp: words.loadBalancerIp ?? null,
    loadBalancerSourceRanges: [],
    loadBalancerIngress: (words.ingress ?? []).map((text): LoadBalancerIngress => {
      const ip = parseAddress(text);
      return ip === null ? { kind: "hostname", hostname: text } : { kind: "ip", ip };
    }),
    publishNotReadyAddresses: false,
    sessionAffinity: "None",
    ipFamilies: words.families ?? ["IPv4"],
    ipFamilyPolicy: words.familyPolicy ?? "SingleStack",
    conditions: [],
  };
}

/** The annotation under the tutorial's key. */
export function asking(ips: string, words: ServiceWords = {}): ServiceWords {
  return { ...words, annotations: { ...words.annotations, "io.cilium/lb-ipam-ips": ips } };
}

export interface PoolWords {
  readonly created?: string;
  readonly namespace?: string;
  /** What its services must be labelled with. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly firstLast?: LoadBalancerIpPool["allowFirstLastIps"];
  readonly disabled?: boolean;
}

/** Blocks as `198.19.0.0/24`, `198.19.0.1-198.19.0.9` or one address. */
export function poolOf(name: string, blocks: readonly string[], words: PoolWords = {}): LoadBalancerIpPool {
  const { namespace, labels = {} } = words;
  const matchLabels = namespace === undefined ? labels : { ...labels, "io.kubernetes.service.namespace": namespace };
  return {
    metadata: {
      name,
      namespace: "",
      labels: {},
      annotations: {},
      creationTimestamp: words.created ?? "2023-11-20T15:40:00Z",
    },
    apiVersion: "cilium.io/v2",
    blocks: blocks.map((text) => {
      if (text.includes("/")) return { kind: "cidr", cidr: text };
      const [start = "", stop = null] = text.split("-");
      return { kind: "range", start, stop };
    }),
    serviceSelector: Object.keys(matchLabels).length === 0 ? null : { matchLabels, matchExpressions: [] },
    allowFirstLastIps: words.firstLast ?? "Yes",
    disabled: words.disabled ?? false,
    conditions: [],
  };
}

/** An operator and the objects that it writes to. */
export class IpamLab {
  readonly services = new Map<string, Service>();
  readonly pools = new Map<string, LoadBalancerIpPool>();
  readonly panics: string[] = [];
  readonly #settings: IpamSettings;
  readonly #choose: IpamChooser;
  #operator: LoadBalancerIpam | null;

  constructor(choose: IpamChooser = () => 0, settings: IpamSettings = usualIpam) {
    this.#settings = settings;
    this.#choose = choose;
    this.#operator = new LoadBalancerIpam(settings, choose);
    this.#write(this.#operator.start([], []));
  }

  /** Returns how many updates the operator wrote. */
  put(...objects: readonly (Service | LoadBalancerIpPool)[]): number {
    let written = 0;
    for (const object of objects) {
      if ("blocks" in object) {
        const known = this.pools.get(object.metadata.name);
        const pool = { ...object, conditions: known?.conditions ?? [] };
        this.pools.set(object.metadata.name, pool);
        written += this.#write(this.#operator?.take({ kind: "pool", pool }) ?? []);
      } else {
        const known = this.services.get(object.metadata.name);
        // The API server keeps the status through a change of the spec, and clears it for other types.
        const isBalanced = object.type === "LoadBalancer";
        const service =
          known === undefined || object.loadBalancerIngress.length > 0
            ? object
            : {
                ...object,
                loadBalancerIngress: isBalanced ? known.loadBalancerIngress : [],
                conditions: known.conditions,
              };
        this.services.set(object.metadata.name, service);
        written += this.#write(this.#operator?.take({ kind: "service", service }) ?? []);
      }
    }
    return written;
  }

  remove(name: string): void {
    const service = this.services.get(name);
    this.services.delete(name);
    this.pools.delete(name);
    const event =
      service === undefined
        ? ({ kind: "pool-gone", name } as const)
        : ({ kind: "service-gone", namespace: service.metadata.namespace, name } as const);
    this.#write(this.#operator?.take(event) ?? []);
  }

  stopOperator(): void {
    this.#operator = null;
  }

  startOperator(): void {
    this.#operator = new LoadBalancerIpam(this.#settings, this.#choose);
    this.#write(this.#operator.start([...this.pools.values()], [...this.services.values()]));
  }

  #write(updates: readonly IpamUpdate[]): number {
    for (const update of updates) {
      if (update.kind === "panic") this.panics.push(update.why);
      else if (update.kind === "pool-status") {
        const pool = this.pools.get(update.name);
        if (pool !== undefined) this.pools.set(update.name, { ...pool, conditions: update.conditions });
      } else {
        const service = this.services.get(update.name);
        const { ingress: loadBalancerIngress, conditions } = update;
        if (service !== undefined) this.services.set(update.name, { ...service, loadBalancerIngress, conditions });
      }
    }
    return updates.length;
  }

  /** `198.19.0.30 True satisfied`, `- False no_pool: There …`, or `-` where no condition was written. */
  told(name: string): string {
    const service = this.services.get(name);
    const ips = service?.loadBalancerIngress.map((entry) => (entry.kind === "ip" ? entry.ip : entry.hostname)) ?? [];
    const condition = service?.conditions.find(({ type }) => type === SATISFIED_CONDITION);
    return [ips.join(" ") || "-", ...(condition === undefined ? [] : [printCondition(condition)])].join(" ");
  }

  /** All that there is, each in short: `a 198.19.0.0 satisfied, b - no_pool; pool 1 of 256, other 0 of 4 in conflict`. */
  state(): string {
    const services = [...this.services.keys()].map(
      (name) => `${name} ${this.told(name).replace(/ (?:True|False) ([a-z_]*).*$/, " $1")}`,
    );
    const pools = [...this.pools.keys()].map((name) => {
      const { IPsUsed = "?", IPsTotal = "?", PoolConflict = "" } = this.counts(name);
      return `${name} ${IPsUsed} of ${IPsTotal}${PoolConflict.startsWith("True") ? " in conflict" : ""}`;
    });
    return `${services.join(", ")}; ${pools.join(", ")}`;
  }

  /** The pool's conditions by the last part of their names. */
  counts(name: string): Readonly<Record<string, string>> {
    return Object.fromEntries(
      (this.pools.get(name)?.conditions ?? []).map((condition) => [
        condition.type.replace("cilium.io/", ""),
        condition.status === "Unknown" ? condition.message : printCondition(condition),
      ]),
    );
  }
}

function printCondition({ status, reason, message }: Condition): string {
  return `${status} ${reason}${message === "" ? "" : `: ${message}`}`;
}
