import { type FieldError, invalid } from "../patching/field-error.ts";
import { type JsonMap, withMember } from "../patching/json-value.ts";
import { numberIn, textIn } from "../patching/object-draft.ts";
import type { ServiceDraft } from "./service-spec.ts";

/** Draws one of so many. */
export type PortChooser = (among: number) => number;

/** What stops an update while ports and addresses are handed out. */
export type AllocationFault =
  | { readonly kind: "invalid"; readonly errors: readonly FieldError[] }
  | { readonly kind: "internal"; readonly message: string }
  /** The server has no reason for it. */
  | { readonly kind: "fault"; readonly message: string };

const FIRST = 30_000;
const LAST = 32_767;
/** Below this the allocator gives a port only when all others are taken, so that people may choose there (KEP-3668). */
const FIRST_DYNAMIC = 30_086;

/** Node ports of all services, from --service-node-port-range's default. */
export class NodePorts {
  readonly #taken: Set<number>;
  readonly #choose: PortChooser;

  constructor(taken: Iterable<number>, choose: PortChooser) {
    this.#taken = new Set(taken);
    this.#choose = choose;
  }

  /** null: it is given; else why not. */
  take(port: number): string | null {
    if (port < FIRST || port > LAST) {
      return `provided port is not in the valid range. The range of valid ports is ${FIRST}-${LAST}`;
    }
    if (this.#taken.has(port)) return "provided port is already allocated";
    this.#taken.add(port);
    return null;
  }

  /** Any one that is free; null: the range is full. */
  takeAny(): number | null {
    const port = this.#drawFrom(FIRST_DYNAMIC, LAST) ?? this.#drawFrom(FIRST, FIRST_DYNAMIC - 1);
    if (port !== null) this.#taken.add(port);
    return port;
  }

  #drawFrom(first: number, last: number): number | null {
    const free = Array.from({ length: last - first + 1 }, (_, at) => first + at).filter(
      (port) => !this.#taken.has(port),
    );
    return free.length === 0 ? null : (free[this.#choose(free.length)] ?? null);
  }
}

/** Ports that the object had and the patch leaves out stay with the ports of the same name (patchAllocatedValues). */
export function keepAllocated(draft: ServiceDraft, old: ServiceDraft): void {
  if (old.needsClusterIp && draft.needsClusterIp) {
    if (draft.text("clusterIP") === "") draft.set("clusterIP", old.text("clusterIP"));
    if (draft.texts("clusterIPs").length === 0) draft.set("clusterIPs", old.texts("clusterIPs"));
  }
  if (allocatesNodePorts(old) && allocatesNodePorts(draft)) keepNodePorts(draft, old);
  if (old.needsHealthCheck && draft.needsHealthCheck && draft.number("healthCheckNodePort") === 0) {
    draft.set("healthCheckNodePort", old.number("healthCheckNodePort"));
  }
}

function keepNodePorts(draft: ServiceDraft, old: ServiceDraft): void {
  const used = old.nodePorts.filter((port) => draft.nodePorts.includes(port));
  const byName = new Map(old.ports.map((port) => [textIn(port, "name"), numberIn(port, "nodePort")]));
  draft.mapPorts((port) => {
    const known = byName.get(textIn(port, "name")) ?? 0;
    const isMissing = numberIn(port, "nodePort") === 0 && known !== 0 && !used.includes(known);
    return isMissing ? withMember(port, "nodePort", known) : port;
  });
}

/** NodePort services, and load balancers unless they were told not to. */
function allocatesNodePorts(draft: ServiceDraft): boolean {
  if (draft.type === "NodePort") return true;
  return draft.type === "LoadBalancer" && draft.flag("allocateLoadBalancerNodePorts") !== false;
}

/** Gives every port its node port, and the health check its own (alloc.go updateNodePorts, updateHealthCheckNodePort). */
export function allocateNodePorts(draft: ServiceDraft, old: ServiceDraft, ports: NodePorts): AllocationFault | null {
  if (draft.type === "NodePort" || draft.type === "LoadBalancer") {
    const fault = updateNodePorts(draft, old, ports);
    if (fault !== null) return fault;
  }
  return draft.needsHealthCheck && !old.needsHealthCheck ? allocateHealthCheckPort(draft, ports) : null;
}

function updateNodePorts(draft: ServiceDraft, old: ServiceDraft, ports: NodePorts): AllocationFault | null {
  const given = new Set(old.nodePorts);
  const pairs = new Set<string>();
  const done: JsonMap[] = [];
  for (const [at, port] of draft.ports.entries()) {
    const wanted = numberIn(port, "nodePort");
    if (wanted === 0 && !allocatesNodePorts(draft)) {
      done.push(port);
      continue;
    }
    const why = wanted === 0 || given.has(wanted) ? null : ports.take(wanted);
    if (why !== null) return { kind: "invalid", errors: [invalid(`spec.ports[${at}].nodePort`, wanted, why)] };
    const nodePort = wanted === 0 ? ports.takeAny() : wanted;
    if (nodePort === null) return { kind: "internal", message: "failed to allocate a nodePort: range is full" };
    given.add(nodePort);
    const pair = `{${textIn(port, "protocol")} ${nodePort}}`;
    if (pairs.has(pair)) return { kind: "fault", message: `duplicate nodePort: ${pair}` };
    pairs.add(pair);
    done.push(withMember(port, "nodePort", nodePort));
  }
  draft.set("ports", done);
  return null;
}

function allocateHealthCheckPort(draft: ServiceDraft, ports: NodePorts): AllocationFault | null {
  const wanted = draft.number("healthCheckNodePort");
  if (wanted !== 0) {
    const why = ports.take(wanted);
    const message = `failed to allocate requested HealthCheck NodePort ${wanted}: ${why}`;
    return why === null ? null : { kind: "internal", message };
  }
  const port = ports.takeAny();
  if (port === null) {
    return { kind: "internal", message: "failed to allocate a HealthCheck NodePort 0: range is full" };
  }
  draft.set("healthCheckNodePort", port);
  return null;
}
