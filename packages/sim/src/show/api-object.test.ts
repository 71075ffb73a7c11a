import { snapshotFromObjects, sourceFromText } from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { readManifests } from "../site/index.ts";
import {
  configMapObject,
  endpointSliceObject,
  nodeObject,
  podObject,
  poolObject,
  serviceObject,
} from "./api-object.ts";
import { printYaml } from "./print-yaml.ts";

/** The snapshot of a YAML text. */
function snapshotOf(text: string) {
  return snapshotFromObjects(readManifests(sourceFromText("o.yaml", text)).objects).value;
}

/** Every object of a text as `-o yaml` prints it. */
function printed(text: string): string {
  const { services, pods, nodes, endpointSlices, corefiles, loadBalancerIpPools } = snapshotOf(text);
  const objects = [
    ...services.map(serviceObject),
    ...pods.map(podObject),
    ...nodes.map(nodeObject),
    ...endpointSlices.map(endpointSliceObject),
    ...corefiles.map(configMapObject),
    ...loadBalancerIpPools.map(poolObject),
  ];
  return objects.map(printYaml).join("---\n");
}

/** Objects as `kubectl get -o yaml` prints them: what the twin keeps of them comes out as it went in. */
const AS_PRINTED: readonly (readonly [string, string])[] = [
  [
    "a Service of type LoadBalancer",
    `apiVersion: v1
kind: Service
metadata:
  annotations:
    lbipam.cilium.io/ips: 198.19.0.30
  creationTimestamp: "2023-11-20T14:02:14Z"
  labels:
    k8s-app: kube-dns
  name: kube-dns
  namespace: kube-system
spec:
  allocateLoadBalancerNodePorts: true
  clusterIP: 198.18.0.10
  clusterIPs:
  - 198.18.0.10
  externalTrafficPolicy: Local
  healthCheckNodePort: 31003
  internalTrafficPolicy: Cluster
  ipFamilies:
  - IPv4
  ipFamilyPolicy: SingleStack
  ports:
  - name: dns
    nodePort: 30053
    port: 53
    protocol: UDP
    targetPort: 53
  selector:
    k8s-app: kube-dns
  sessionAffinity: None
  type: LoadBalancer
status:
  loadBalancer:
    ingress:
    - ip: 198.19.0.30
`,
  ],
  [
    "a headless Service without a load balancer's status",
    `apiVersion: v1
kind: Service
metadata:
  name: db
  namespace: a
spec:
  clusterIP: None
  clusterIPs:
  - None
  internalTrafficPolicy: Cluster
  ports:
  - port: 5432
    protocol: TCP
    targetPort: pg
  publishNotReadyAddresses: true
  sessionAffinity: None
  type: ClusterIP
status:
  loadBalancer: {}
`,
  ],
  [
    "an EndpointSlice",
    `addressType: IPv4
apiVersion: discovery.k8s.io/v1
endpoints:
- addresses:
  - 100.64.1.5
  conditions:
    ready: true
    serving: true
    terminating: false
  hostname: db-0
  nodeName: n1
  targetRef:
    kind: Pod
    name: db-0
    namespace: a
  zone: west
kind: EndpointSlice
metadata:
  labels:
    kubernetes.io/service-name: db
  name: db-x
  namespace: a
ports:
- name: pg
  port: 5432
  protocol: TCP
`,
  ],
  [
    "a Corefile in its ConfigMap, as a block",
    `apiVersion: v1
data:
  Corefile: |
    .:53 {
        errors
    }
kind: ConfigMap
metadata:
  name: coredns
  namespace: kube-system
`,
  ],
  [
    "a Corefile with a blank at a line's end, as one quoted line",
    `apiVersion: v1
data:
  Corefile: ".:53 {\\n    errors \\n}\\n"
kind: ConfigMap
metadata:
  name: coredns
  namespace: kube-system
`,
  ],
  [
    "a pool",
    `apiVersion: cilium.io/v2
kind: CiliumLoadBalancerIPPool
metadata:
  name: services
spec:
  allowFirstLastIPs: "No"
  blocks:
  - cidr: 198.19.0.0/24
  - start: 198.19.1.1
    stop: 198.19.1.9
  disabled: false
`,
  ],
];

describe("objects as kubectl prints them", () => {
  it.each(AS_PRINTED)("%s", (_, text) => {
    const out = printed(text);
    // A pool without conditions has a status that says nothing.
    expect(out.replace(/^status: \{\}\n/m, "")).toBe(text.replace(/^status:\n {2}loadBalancer: \{\}\n/m, ""));
  });

  it.each(AS_PRINTED)("law: what was printed is read as what it was printed of: %s", (_, text) => {
    expect(snapshotOf(printed(text))).toEqual(snapshotOf(text));
  });
});
