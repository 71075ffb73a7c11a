import type { Json, JsonMap, PatchBody } from "@splithorizon/core";
import { Random } from "@splithorizon/sim";
import { json, merge, type PatchCourse, strategic } from "./patch-row.ts";
import { kubeDns } from "./services.ts";

const ADDRESSES = ["198.18.0.10", "198.18.0.11", "198.18.0.50", "None", "", "10.1.2.3", "fd00:198:18::a", "x"];
/** Values that a field may have, right and wrong ones. */
const VALUES: Readonly<Record<string, readonly Json[]>> = {
  type: ["ClusterIP", "NodePort", "LoadBalancer", "LoadBalancer", "ExternalName", "loadbalancer", "", 7],
  externalTrafficPolicy: ["Local", "Cluster", "local", "", true],
  internalTrafficPolicy: ["Local", "Cluster", "None"],
  allocateLoadBalancerNodePorts: [true, false, "no"],
  healthCheckNodePort: [31_003, 31_004, 30_100, 0, 80, "31003"],
  externalName: ["ns1.example.net", "Upper.example", ""],
  clusterIP: ADDRESSES,
  clusterIPs: [["198.18.0.10"], ["None"], [], ["198.18.0.10", "fd00:198:18::a"], ["198.18.0.12"]],
  ipFamilyPolicy: ["SingleStack", "PreferDualStack", "RequireDualStack", "Any"],
  ipFamilies: [["IPv4"], ["IPv6"], ["IPv4", "IPv6"], ["IPv6", "IPv4"], []],
  loadBalancerClass: ["io.cilium/bgp-control-plane", "a b", ""],
  loadBalancerSourceRanges: [["192.168.13.0/24"], ["192.168.13.1/24"], ["all"], []],
  externalIPs: [["198.51.100.7"], ["127.0.0.1"], ["x"], []],
  sessionAffinity: ["ClientIP", "None", "clientip"],
  sessionAffinityConfig: [{ clientIP: { timeoutSeconds: 60 } }, { clientIP: { timeoutSeconds: 0 } }, { clientIP: {} }],
  trafficDistribution: ["PreferClose", "PreferSameNode", "Near"],
  publishNotReadyAddresses: [true, false],
  selector: [{ app: "x" }, { "bad key": "x" }, {}, { app: "bad value" }],
  ports: [
    [{ port: 53, name: "dns", protocol: "UDP" }],
    [{ port: 53, name: "dns", nodePort: 30_201 }],
    [{ port: 53, name: "dns", nodePort: 30_100 }],
    [{ port: 54, name: "more" }],
    [{ port: 54 }],
    [],
    [{ port: 99_999, name: "far" }],
  ],
};
const FIELDS = Object.keys(VALUES);

/** A few patches of the tutorial's Service, by lot. */
export function drawCourse(seed: number): PatchCourse {
  const random = new Random(seed, "patches of services");
  const below = (among: number): number => random.below(among);
  const patches = Array.from({ length: 2 + below(4) }, () => drawPatch(below));
  return { name: `seed ${seed}`, kind: "Service", object: kubeDns, patches };
}

type Below = (among: number) => number;

function drawPatch(below: Below): PatchBody {
  const members = drawMembers(below);
  switch (below(4)) {
    case 0:
      return strategic({ spec: members });
    case 1:
      return json(...Object.entries(members).map(([key, value]) => operation(below, key, value)));
    default:
      return merge({ spec: members });
  }
}

function operation(below: Below, key: string, value: Json): JsonMap {
  const path = `/spec/${key}`;
  if (value === null) return { op: "remove", path };
  return { op: below(3) === 0 ? "replace" : "add", path, value };
}

function drawMembers(below: Below): JsonMap {
  return Object.fromEntries(
    Array.from({ length: 1 + below(3) }, () => {
      const key = pick(below, FIELDS) ?? "type";
      return [key, below(9) === 0 ? null : (pick(below, VALUES[key] ?? []) ?? null)];
    }),
  );
}

function pick<T>(below: Below, list: readonly T[]): T | undefined {
  return list[below(list.length)];
}
