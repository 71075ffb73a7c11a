import fc from "fast-check";
import { InvariantError } from "../invariant.ts";
import { type ClusterSnapshot, snapshotFromObjects } from "../kubernetes/index.ts";
import { sourceFromText, wholeSpan } from "../text/index.ts";
import { shownAs } from "./shown-as.ts";

/** A Kubernetes object, as the API server would give it as JSON. */
export type ClusterObject = Readonly<Record<string, unknown>>;

/** A cluster as its objects, and as what is modelled of them. */
export interface ClusterState {
  readonly objects: readonly ClusterObject[];
  readonly snapshot: ClusterSnapshot;
}

type ServiceType = "ClusterIP" | "headless" | "LoadBalancer" | "NodePort" | "ExternalName";

interface ServicePlan {
  readonly name: string;
  readonly namespace: string;
  readonly type: ServiceType;
  readonly port: number;
  readonly ready: readonly boolean[];
}

const NAMES = ["web", "db", "api", "dns"] as const;
const NAMESPACES = ["default", "shop"] as const;
const TYPES = ["ClusterIP", "headless", "LoadBalancer", "NodePort", "ExternalName"] as const;

/**
 * Clusters with services of every type, whose endpoints are ready or not; pods stand in 100.64.0.0/16, cluster IPs in
 * 198.18.0.0/16, addresses of load balancers in 198.19.0.0/16. They shrink to a namespace without services.
 */
export function clusterStates(): fc.Arbitrary<ClusterState> {
  const plan = fc.record({
    name: fc.constantFrom(...NAMES),
    namespace: fc.constantFrom(...NAMESPACES),
    type: fc.constantFrom<ServiceType>(...TYPES),
    port: fc.constantFrom(80, 443, 8080),
    ready: fc.array(fc.boolean(), { maxLength: 3 }),
  });
  return fc.uniqueArray(plan, { selector: ({ name, namespace }) => `${namespace}/${name}`, maxLength: 6 }).map(stateOf);
}

function stateOf(plans: readonly ServicePlan[]): ClusterState {
  const used = new Set<string>(["default", ...plans.map(({ namespace }) => namespace)]);
  const namespaces = [...used].map((name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } }));
  const objects = [...namespaces, ...plans.flatMap(objectsOf)];
  const span = wholeSpan(sourceFromText("cluster", ""));
  const { value, diagnostics } = snapshotFromObjects(objects.map((object) => ({ value: object, locate: () => span })));
  const [wrong] = diagnostics;
  if (wrong !== undefined) throw new InvariantError(`a cluster of ours is wrong: ${wrong.message}`);
  return shownAs({ objects, snapshot: value }, () =>
    objects.map((object) => `${JSON.stringify(object)}\n`).join("---\n"),
  );
}

function objectsOf(plan: ServicePlan, place: number): readonly ClusterObject[] {
  const service = serviceOf(plan, place + 1);
  return plan.type === "ExternalName" ? [service] : [service, sliceOf(plan, place + 1)];
}

function serviceOf({ name, namespace, type, port }: ServicePlan, place: number): ClusterObject {
  const object = { apiVersion: "v1", kind: "Service", metadata: { name, namespace } };
  if (type === "ExternalName") return { ...object, spec: { type, externalName: "elsewhere.example.org" } };
  const clusterIp = type === "headless" ? "None" : `198.18.0.${place}`;
  const spec = {
    type: type === "headless" ? "ClusterIP" : type,
    clusterIP: clusterIp,
    clusterIPs: [clusterIp],
    ports: [{ name: "main", port, protocol: "TCP", targetPort: 8080 }],
    selector: { app: name },
  };
  const ingress = type === "LoadBalancer" ? [{ ip: `198.19.0.${place}` }] : [];
  return { ...object, spec, status: { loadBalancer: { ingress } } };
}

function sliceOf({ name, namespace, ready }: ServicePlan, place: number): ClusterObject {
  return {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: { name: `${name}-1`, namespace, labels: { "kubernetes.io/service-name": name } },
    addressType: "IPv4",
    endpoints: ready.map((isReady, at) => ({
      addresses: [`100.64.${place}.${at + 1}`],
      conditions: { ready: isReady },
      targetRef: { kind: "Pod", name: `${name}-${at}`, namespace },
    })),
    ports: [{ name: "main", port: 8080, protocol: "TCP" }],
  };
}
