import {
  type ClusterSnapshot,
  type IpamEvent,
  type IpamSettings,
  type IpamUpdate,
  LoadBalancerIpam,
  type LoadBalancerIpPool,
  laterBy,
  type Service,
} from "@splithorizon/core";
import type { Cancel } from "../../sending/index.ts";
import { familiesOf } from "../pods/pod-families.ts";
import type { SimulationContext } from "../world/part.ts";
import type { ClusterServices } from "./cluster-services.ts";

/** From a change of an object until the operator has written what comes of it; measured: within 2 to 3 s, seen by polling (cilium.md). */
const REACTION_MS = { least: 50, most: 500 } as const;
/** Not measured: an operator that starts waits until nobody holds its Lease any more (--leader-election-lease-duration 15s, retried each 2s). */
const START_MS = { least: 2000, most: 17_000 } as const;

/** What it writes settles within two or three. */
const MOST_ECHOES = 6;

/** cilium-operator of one cluster, as far as it is LB-IPAM: it watches Services and pools, and writes their status. */
export class IpamOperator {
  readonly #context: SimulationContext;
  readonly #cluster: string;
  readonly #services: ClusterServices;
  readonly #snapshot: () => ClusterSnapshot;
  /** null: it does not run. */
  #machine: LoadBalancerIpam | null = null;
  /** What its informers have brought. */
  #seen: ClusterSnapshot;
  #pending: Cancel | null = null;
  #isStopped = false;
  /** What it writes itself it hears of at once. */
  #isWriting = false;
  /** What a site at rest left to chance has come out already. */
  #isAtRest = false;

  constructor(context: SimulationContext, cluster: string, services: ClusterServices, snapshot: () => ClusterSnapshot) {
    this.#context = context;
    this.#cluster = cluster;
    this.#services = services;
    this.#snapshot = snapshot;
    this.#seen = snapshot();
  }

  /** It has been running for long: what it has to say it has said, but for what the manifests do not agree with. */
  start(): void {
    this.#isAtRest = true;
    this.#begin();
    this.#isAtRest = false;
  }

  stop(): void {
    this.#isStopped = true;
    this.#machine = null;
    this.#pending?.();
    this.#pending = null;
  }

  goOn(): void {
    if (!this.#isStopped) return;
    this.#isStopped = false;
    this.#later(START_MS, () => {
      this.#write("starts, and reads every Service and pool");
      this.#begin();
    });
  }

  /** Somebody has changed an object; several changes in a row are looked at together. */
  objectsChanged(): void {
    if (this.#isStopped || this.#isWriting || this.#pending !== null || !this.#isNews()) return;
    this.#later(REACTION_MS, () => this.#catchUp());
  }

  #isNews(): boolean {
    const { services, loadBalancerIpPools } = this.#snapshot();
    return services !== this.#seen.services || loadBalancerIpPools !== this.#seen.loadBalancerIpPools;
  }

  #later({ least, most }: { readonly least: number; readonly most: number }, act: () => void): void {
    const { agenda, random } = this.#context;
    this.#pending = agenda.at(laterBy(this.#context.now(), random.between(least, most)), () => {
      this.#pending = null;
      act();
    });
  }

  #begin(): void {
    const snapshot = this.#snapshot();
    this.#machine = new LoadBalancerIpam(settingsFor(snapshot), (among) =>
      this.#isAtRest ? 0 : this.#context.random.below(among),
    );
    this.#seen = snapshot;
    this.#carryOut(this.#machine.start(snapshot.loadBalancerIpPools, snapshot.services));
  }

  #catchUp(): void {
    const machine = this.#machine;
    if (machine === null) {
      this.#begin();
      return;
    }
    const [before, after] = [this.#seen, this.#snapshot()];
    this.#seen = after;
    for (const event of eventsBetween(before, after)) {
      const updates = machine.take(event);
      this.#carryOut(updates);
      this.#hearOwn(machine, updates);
    }
    this.objectsChanged();
  }

  /** Its informers bring what it has written itself as well, and now and then that lets it write something else. */
  #hearOwn(machine: LoadBalancerIpam, updates: readonly IpamUpdate[]): void {
    let told = updates;
    for (let round = 0; round < MOST_ECHOES && told.length > 0; round += 1) {
      const written = told.flatMap((update) => (update.kind === "service-status" ? [update] : []));
      const { services } = this.#snapshot();
      told = written.flatMap(({ namespace, name }) => {
        const service = services.find(({ metadata }) => metadata.namespace === namespace && metadata.name === name);
        return service === undefined ? [] : machine.take({ kind: "service", service });
      });
      this.#carryOut(told);
    }
  }

  #carryOut(updates: readonly IpamUpdate[]): void {
    this.#isWriting = true;
    for (const update of updates) {
      if (update.kind === "service-status") {
        this.#context.write("load-balancer", `${update.namespace}/${update.name}`, () => toldOf(update));
        this.#services.writeStatus(update);
      } else if (update.kind === "pool-status") this.#services.writePool(update);
      else this.#write(`ends by its own fault and is started anew: ${update.why}`);
    }
    this.#isWriting = false;
    this.#seen = this.#snapshot();
  }

  #write(text: string): void {
    this.#context.write("load-balancer", `cilium-operator of ${this.#cluster}`, () => text);
  }
}

/** Features are on where their objects are. */
function settingsFor(snapshot: ClusterSnapshot): IpamSettings {
  const { bgpClusterConfigs, l2AnnouncementPolicies, nodes, ciliumNodes } = snapshot;
  return {
    families: familiesOf([...nodes, ...ciliumNodes].flatMap(({ podCidrs }) => podCidrs)),
    classes: [
      ...(bgpClusterConfigs.length > 0 ? ["io.cilium/bgp-control-plane"] : []),
      ...(l2AnnouncementPolicies.length > 0 ? ["io.cilium/l2-announcer"] : []),
    ],
    servesDefault: true,
  };
}

/** What watchers of two states of a cluster are told: pools first. */
function eventsBetween(before: ClusterSnapshot, after: ClusterSnapshot): readonly IpamEvent[] {
  const pools = changesOf(before.loadBalancerIpPools, after.loadBalancerIpPools);
  const services = changesOf(before.services, after.services);
  return [
    ...pools.gone.map(({ metadata: { name } }): IpamEvent => ({ kind: "pool-gone", name })),
    ...pools.changed.map((pool: LoadBalancerIpPool): IpamEvent => ({ kind: "pool", pool })),
    ...services.gone.map(({ metadata: { namespace, name } }): IpamEvent => ({ kind: "service-gone", namespace, name })),
    ...services.changed.map((service: Service): IpamEvent => ({ kind: "service", service })),
  ];
}

function changesOf<T extends { readonly metadata: Service["metadata"] }>(
  before: readonly T[],
  after: readonly T[],
): { readonly gone: readonly T[]; readonly changed: readonly T[] } {
  const keyOf = ({ metadata: { namespace, name } }: T): string => `${namespace}/${name}`;
  const [known, now] = [new Map(before.map((one) => [keyOf(one), one])), new Set(after.map(keyOf))];
  return {
    gone: before.filter((one) => !now.has(keyOf(one))),
    changed: after.filter((one) => known.get(keyOf(one)) !== one),
  };
}

function toldOf({ ingress, conditions }: IpamUpdate & { readonly kind: "service-status" }): string {
  const addresses = ingress.map((entry) => (entry.kind === "ip" ? entry.ip : entry.hostname)).join(", ");
  const condition = conditions.find(({ type }) => type === "cilium.io/IPAMRequestSatisfied");
  const why = condition === undefined ? "no condition" : `${condition.status} ${condition.reason}`;
  const detail = condition?.message ? `: ${condition.message}` : "";
  return `${addresses === "" ? "has no address" : `has ${addresses}`} (${why}${detail})`;
}
