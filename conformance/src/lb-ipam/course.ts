/** What happens to Cilium's LB-IPAM, and what it made of it: recorded from its own code, played with the twin. */
export interface IpamCourse {
  readonly id: number;
  readonly steps: readonly IpamStep[];
  /** How often it was played: Go's maps come in another order each time. */
  readonly repeats: number;
}

export type IpamStep =
  /** Somebody has made the object, or changed it; its status stays, but for what the manifest says of the ingress. */
  | { readonly kind: "service" | "pool"; readonly object: object }
  | { readonly kind: "service-gone"; readonly namespace: string; readonly name: string }
  | { readonly kind: "pool-gone"; readonly name: string }
  /** The operator is started anew. */
  | { readonly kind: "restart" };

/** Every trace that came, each once: the objects' status after each step, as text. */
export interface IpamTraces {
  readonly id: number;
  readonly traces: readonly (readonly string[])[];
}

/** A number below `among`. */
type Draw = (among: number) => number;

/** Courses of up to ten steps over four Services and two pools with few addresses. */
export function drawIpamCourse(id: number, repeats: number): IpamCourse {
  const draw = drawsOf(id);
  const steps: IpamStep[] = [{ kind: "pool", object: drawPool(draw, "p") }];
  const length = 3 + draw(8);
  while (steps.length < length) steps.push(drawStep(draw));
  return { id, repeats, steps };
}

function drawStep(draw: Draw): IpamStep {
  const kind = draw(20);
  if (kind < 10) return { kind: "service", object: drawService(draw) };
  if (kind < 14) return { kind: "pool", object: drawPool(draw, pick(draw, ["p", "p", "q"])) };
  if (kind < 17) return { kind: "service-gone", ...pick(draw, NAMES) };
  return kind < 18 ? { kind: "pool-gone", name: pick(draw, ["p", "q"]) } : { kind: "restart" };
}

const NAMES = [
  { namespace: "one", name: "a" },
  { namespace: "one", name: "b" },
  { namespace: "two", name: "c" },
  { namespace: "two", name: "d" },
] as const;

const ADDRESSES = ["10.0.0.0", "10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.1.1", "fd00::1"] as const;
const ASKED = [
  ...ADDRESSES,
  "10.0.0.1,10.0.0.2",
  "10.0.0.1, fd00::1",
  "10.9.9.9",
  "banana",
  "::ffff:10.0.0.1",
] as const;

function drawService(draw: Draw): object {
  const named = pick(draw, NAMES);
  const isDual = draw(6) === 0;
  const asked =
    draw(3) === 0 ? { [pick(draw, ["lbipam.cilium.io/ips", "io.cilium/lb-ipam-ips"])]: pick(draw, ASKED) } : {};
  const key = draw(2) === 0 ? { "lbipam.cilium.io/sharing-key": pick(draw, ["k", "k", "l"]) } : {};
  const across =
    draw(3) === 0 ? { "lbipam.cilium.io/sharing-cross-namespace": pick(draw, ["*", "one,two", "two"]) } : {};
  const forged = draw(8) === 0 ? { status: { loadBalancer: { ingress: [{ ip: pick(draw, ADDRESSES) }] } } } : {};
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: {
      ...named,
      labels: { color: pick(draw, ["blue", "blue", "red"]) },
      annotations: { ...asked, ...key, ...across },
    },
    spec: {
      type: pick(draw, ["LoadBalancer", "LoadBalancer", "LoadBalancer", "LoadBalancer", "LoadBalancer", "ClusterIP"]),
      externalTrafficPolicy: pick(draw, ["Cluster", "Cluster", "Local"]),
      selector: pick(draw, [{ app: "x" }, { app: "x" }, { app: "y" }, {}]),
      ports: [{ port: 53 + draw(3), protocol: pick(draw, ["UDP", "TCP"]) }],
      ipFamilies: isDual ? ["IPv4", "IPv6"] : [pick(draw, ["IPv4", "IPv4", "IPv4", "IPv6"])],
      ipFamilyPolicy: isDual ? pick(draw, ["PreferDualStack", "RequireDualStack"]) : "SingleStack",
      ...(draw(10) === 0 ? { loadBalancerIP: pick(draw, ADDRESSES) } : {}),
      ...(draw(10) === 0 ? { loadBalancerClass: pick(draw, ["io.cilium/bgp-control-plane", "example.com/lb"]) } : {}),
    },
    ...forged,
  };
}

const BLOCKS: readonly (readonly object[])[] = [
  [{ cidr: "10.0.0.0/30" }],
  [{ cidr: "10.0.0.0/30" }],
  [{ cidr: "10.0.0.0/29" }],
  [{ cidr: "10.0.0.0/31" }, { cidr: "fd00::/126" }],
  [{ cidr: "10.0.0.0/30" }, { cidr: "10.0.1.0/31" }],
  [{ start: "10.0.0.1", stop: "10.0.0.2" }],
  [{ start: "10.0.0.2" }],
  [{ cidr: "10.0.0.0/30" }, { start: "10.0.0.3", stop: "10.0.0.4" }],
  [{ cidr: "10.0.1.0/30" }],
  [{ cidr: "10.0.1.0/30" }, { start: "10.0.2.9", stop: "10.0.2.1" }],
  [{ start: "x" }],
  [],
];

function drawPool(draw: Draw, name: string): object {
  const selector = draw(4) === 0 ? { serviceSelector: { matchLabels: { color: pick(draw, ["blue", "red"]) } } } : {};
  return {
    apiVersion: "cilium.io/v2",
    kind: "CiliumLoadBalancerIPPool",
    metadata: { name, creationTimestamp: name === "p" ? "2023-11-20T15:40:00Z" : "2023-11-20T15:41:00Z" },
    spec: {
      blocks: pick(draw, BLOCKS),
      disabled: draw(8) === 0,
      ...(draw(4) === 0 ? { allowFirstLastIPs: pick(draw, ["No", "Yes"]) } : {}),
      ...selector,
    },
  };
}

function pick<T>(draw: Draw, items: readonly [T, ...T[]] | readonly T[]): T {
  const [first] = items;
  return items[draw(items.length)] ?? (first as T);
}

/** sfc32, as the simulation has it. */
function drawsOf(seed: number): Draw {
  let [a, b, c, counter] = [0x9e3779b9, seed | 0, 0x243f6a88, 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let turn = 0; turn < 15; turn += 1) next();
  return (among) => Math.floor((next() / 2 ** 32) * among);
}
