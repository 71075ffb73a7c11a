import { type Address, type ClusterSnapshot, laterBy } from "@splithorizon/core";
import { type L2Candidate, l2CandidatesOf } from "../../load-balancer/index.ts";
import type { Cancel } from "../../sending/index.ts";
import { isNodeOnline } from "../world/node-link.ts";
import type { SimulationContext } from "../world/part.ts";

/** Agents look at Services and policies, and claim a Lease that nobody holds (not measured). */
const CLAIM_MS = { least: 100, most: 2000 } as const;
/** Cilium's defaults: a Lease of 15 s that is renewed at least every 5 s, and asked for every 2 s (l2-announcements-*). */
const EXPIRY_MS = { least: 10_000, most: 17_000 } as const;

interface Lease {
  /** null: nobody holds it. */
  holder: string | null;
  claim: Cancel | null;
}

/**
 * Who answers ARP for the addresses of a cluster's services: of the nodes that could, the one that holds the Lease. In a
 * site at rest that is the first of those that would answer; after a loss whoever claims it first, by lot.
 */
export class L2Leases {
  readonly #context: SimulationContext;
  readonly #cluster: string;
  readonly #snapshot: () => ClusterSnapshot;
  readonly #leases = new Map<Address, Lease>();
  readonly #withoutAgent = new Set<string>();

  constructor(context: SimulationContext, cluster: string, snapshot: () => ClusterSnapshot) {
    this.#context = context;
    this.#cluster = cluster;
    this.#snapshot = snapshot;
  }

  start(): void {
    for (const [address, [first]] of this.#candidates()) {
      this.#leases.set(address, { holder: first?.node ?? null, claim: null });
    }
    if (this.#leases.size > 0) this.#publish();
  }

  /** Objects or machines have changed. */
  changed(): void {
    const candidates = this.#candidates();
    for (const [address, lease] of this.#leases) {
      if (candidates.has(address)) continue;
      lease.claim?.();
      this.#leases.delete(address);
    }
    for (const [address, among] of candidates) {
      const lease = this.#leases.get(address) ?? { holder: null, claim: null };
      this.#leases.set(address, lease);
      const { holder } = lease;
      if (holder !== null && this.#isAlive(holder) && among.some(({ node }) => node === holder)) {
        lease.claim?.();
        lease.claim = null;
      } else if (lease.claim === null) {
        lease.claim = this.#later(holder === null ? CLAIM_MS : EXPIRY_MS, () => this.#claim(address, lease));
      }
    }
    if (candidates.size > 0) this.#publish();
  }

  /** An agent that does not run renews no Lease; its node goes on answering ARP until another has it. */
  agentIs(node: string, state: "runs" | "stopped"): void {
    if (state === "stopped") this.#withoutAgent.add(node);
    else this.#withoutAgent.delete(node);
    this.changed();
  }

  #claim(address: Address, lease: Lease): void {
    lease.claim = null;
    const alive = (this.#candidates().get(address) ?? []).filter(({ node }) => this.#isAlive(node));
    const chosen = alive[alive.length > 1 ? this.#context.random.below(alive.length) : 0];
    lease.holder = chosen?.node ?? null;
    if (chosen !== undefined) {
      this.#context.write("load-balancer", chosen.node, () => `holds the Lease of ${address}, and announces it`);
    }
    this.#publish();
    if (chosen?.answers === true) this.#announce(address, chosen.node);
  }

  /** Gratuitous ARP. */
  #announce(address: Address, node: string): void {
    const { neighbours, world, machines, links } = this.#context;
    const [own] = world.stationNow(node)?.addresses ?? [];
    if (own === undefined) return;
    const hearers = world
      .neighboursOf(node, own.address)
      .filter((machine) => machines.isOnline(machine, world.linkOf(own.address)) && !links.isCut(node, machine));
    neighbours.announce(address, node, hearers);
  }

  #publish(): void {
    const holders = new Map([...this.#leases].map(([address, { holder }]) => [address, holder] as const));
    this.#context.world.setLeases(this.#cluster, holders);
  }

  #isAlive(node: string): boolean {
    return isNodeOnline(this.#context, node) && !this.#withoutAgent.has(node);
  }

  #candidates(): ReadonlyMap<Address, readonly L2Candidate[]> {
    const snapshot = this.#snapshot();
    return snapshot.l2AnnouncementPolicies.length === 0 ? new Map() : l2CandidatesOf(snapshot);
  }

  #later({ least, most }: { readonly least: number; readonly most: number }, act: () => void): Cancel {
    const { agenda, random } = this.#context;
    return agenda.at(laterBy(this.#context.now(), random.between(least, most)), act);
  }
}
