import {
  type ClusterSnapshot,
  type Condition,
  type IpamSettings,
  type IpamUpdate,
  LoadBalancerIpam,
  type LoadBalancerIpPool,
  type Service,
  snapshotFromObjects,
  sourceFromText,
  wholeSpan,
} from "@splithorizon/core";
import type { IpamCourse, IpamStep } from "./course.ts";

type Choose = (among: number) => number;

/** As Cilium's own fixture has it (lbipam_fixture_test.go). */
const SETTINGS: IpamSettings = {
  families: { ipv4: true, ipv6: true },
  classes: ["io.cilium/bgp-control-plane", "io.cilium/l2-announcer"],
  servesDefault: true,
};

/** The twin's LB-IPAM with an API server that keeps the status through a change, as the recorded one had it. */
class Player {
  readonly #services = new Map<string, Service>();
  readonly #pools = new Map<string, LoadBalancerIpPool>();
  readonly #choose: Choose;
  /** In the order in which they were first made. */
  readonly #order = new Set<string>();
  /** As the operator was told of them last. */
  readonly #seen = new Map<string, Service>();
  #operator: LoadBalancerIpam;
  /** It has ended at its start, too. */
  #isDown = false;

  constructor(choose: Choose) {
    this.#choose = choose;
    this.#operator = this.#started();
  }

  /** The operator hears of what it has written itself, as its informers bring it: each Service that has changed, once. */
  #echo(): void {
    for (let round = 0; round < 6 && !this.#isDown; round += 1) {
      const changed = [...this.#order].filter((key) => this.#echoOf(key));
      if (changed.length === 0) return;
    }
  }

  #echoOf(key: string): boolean {
    const service = this.#services.get(key);
    if (service === undefined || this.#seen.get(key) === service) return false;
    this.#tell(key, service);
    return true;
  }

  #tell(key: string, service: Service): void {
    this.#seen.set(key, service);
    this.#write(this.#operator.take({ kind: "service", service }));
  }

  #started(): LoadBalancerIpam {
    const operator = new LoadBalancerIpam(SETTINGS, this.#choose);
    this.#write(operator.start([...this.#pools.values()], [...this.#services.values()]));
    return operator;
  }

  do(step: IpamStep): void {
    this.#doAlone(step);
    this.#echo();
  }

  #doAlone(step: IpamStep): void {
    switch (step.kind) {
      case "restart":
        this.#operator = this.#started();
        return;
      case "service":
        for (const service of read(step.object).services) this.#put(service);
        return;
      case "pool":
        for (const pool of read(step.object).loadBalancerIpPools) this.#putPool(pool);
        return;
      case "service-gone":
        if (this.#services.delete(`${step.namespace}/${step.name}`)) this.#write(this.#operator.take(step));
        return;
      case "pool-gone":
        if (this.#pools.delete(step.name)) this.#write(this.#operator.take(step));
    }
  }

  #put(found: Service): void {
    const key = keyOf(found);
    const known = this.#services.get(key);
    const isBalanced = found.type === "LoadBalancer";
    const kept = { loadBalancerIngress: isBalanced ? (known?.loadBalancerIngress ?? []) : [] };
    const forged = found.loadBalancerIngress.length > 0 ? { loadBalancerIngress: found.loadBalancerIngress } : kept;
    const service = { ...found, ...forged, conditions: known?.conditions ?? [] };
    this.#services.set(key, service);
    this.#order.add(key);
    this.#tell(key, service);
  }

  #putPool(found: LoadBalancerIpPool): void {
    const { name } = found.metadata;
    const pool = { ...found, conditions: this.#pools.get(name)?.conditions ?? [] };
    this.#pools.set(name, pool);
    this.#write(this.#operator.take({ kind: "pool", pool }));
  }

  #write(updates: readonly IpamUpdate[]): void {
    this.#isDown = updates.filter(({ kind }) => kind === "panic").length > 1;
    for (const update of updates) {
      if (update.kind === "pool-status") {
        const pool = this.#pools.get(update.name);
        if (pool !== undefined) this.#pools.set(update.name, { ...pool, conditions: update.conditions });
      } else if (update.kind === "service-status") {
        const key = `${update.namespace}/${update.name}`;
        const service = this.#services.get(key);
        const { ingress: loadBalancerIngress, conditions } = update;
        if (service !== undefined) this.#services.set(key, { ...service, loadBalancerIngress, conditions });
      }
    }
  }

  /** A line for each object: its addresses and its condition, or its conditions. */
  get state(): string {
    const services = [...this.#services.values()].map((service) => {
      const ips = service.loadBalancerIngress.map((entry) => (entry.kind === "ip" ? entry.ip : entry.hostname));
      const conditions = service.conditions.map(({ status, reason, message }) => ` ${status} ${reason}: ${message}`);
      return `${keyOf(service)} ${ips.join(" ")}${conditions.join("")}`;
    });
    const pools = [...this.#pools.values()].map(
      ({ metadata: { name }, conditions }) => `pool ${name} ${conditions.map(printed).sort().join("; ")}`,
    );
    return [...services, ...pools].sort().join("\n");
  }
}

function printed({ type, status, reason, message }: Condition): string {
  return `${type.replace("cilium.io/", "")}=${status} ${reason}: ${message}`;
}

function keyOf({ metadata: { namespace, name } }: Service): string {
  return `${namespace}/${name}`;
}

function read(object: object): ClusterSnapshot {
  const span = wholeSpan(sourceFromText("object", ""));
  return snapshotFromObjects([{ value: object, locate: () => span }]).value;
}

/** Where the twin cannot follow a trace: the step at which no lots of its lead to what came, and what it has there instead. */
export interface Divergence {
  readonly step: number;
  readonly came: string;
  readonly twin: readonly string[];
}

/** More lots than that are not tried. */
const MOST_PLAYS = 20_000;

/** null: some lots of the twin lead to this trace. */
export function whereTheyPart({ steps }: IpamCourse, trace: readonly string[]): Divergence | null {
  const open: (readonly number[])[] = [[]];
  let furthest: { step: number; twin: Set<string> } = { step: -1, twin: new Set() };
  for (let plays = 0; open.length > 0 && plays < MOST_PLAYS; plays += 1) {
    const told = open.pop() ?? [];
    const asked: number[] = [];
    const player = new Player((among) => {
      asked.push(among);
      return told[asked.length - 1] ?? 0;
    });
    const parts = steps.findIndex((step, at) => {
      player.do(step);
      return player.state !== trace[at];
    });
    if (parts < 0) return null;
    if (parts > furthest.step) furthest = { step: parts, twin: new Set() };
    if (parts === furthest.step) furthest.twin.add(player.state);
    open.push(...alternatives(told, asked));
  }
  return { step: furthest.step, came: trace[furthest.step] ?? "", twin: [...furthest.twin] };
}

/** Each other lot that could have been drawn behind those that were told. */
function alternatives(told: readonly number[], asked: readonly number[]): readonly (readonly number[])[] {
  return asked.flatMap((among, at) => {
    if (at < told.length) return [];
    const before = [...told, ...Array.from({ length: at - told.length }, () => 0)];
    return Array.from({ length: among - 1 }, (_, other) => [...before, other + 1]);
  });
}
