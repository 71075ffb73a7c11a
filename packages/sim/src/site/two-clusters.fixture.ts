import { nodeOf, podOf, serviceOf, sliceOf } from "./cluster-files.fixture.ts";
import type { SiteFiles } from "./site-files.fixture.ts";

/** A cluster by its name and its number in addresses. */
type Own = readonly [name: string, number: number];

const COREFILE = (name: string): string => `apiVersion: v1
kind: ConfigMap
metadata: { name: coredns, namespace: kube-system }
data:
  Corefile: |
    .:53 {
        health
        ready
        kubernetes cluster.local
        k8s_external ${name}.test
        cache 5
    }
---
apiVersion: v1
kind: Namespace
metadata: { name: shop }
`;

const isReady = 'phase: Running, conditions: [{ type: Ready, status: "True" }]';

function objectsOf([name, number]: Own): string {
  const pod = (at: number): string => `10.10${number}.${at}.5`;
  const ready = (at: number): string =>
    `{ addresses: [${pod(at)}], conditions: { ready: true }, nodeName: ${name}-${at}, targetRef: { kind: Pod, namespace: kube-system, name: ${name}-dns-${at} } }`;
  return [
    COREFILE(name),
    ...[1, 2].flatMap((at) => [
      nodeOf(`${name}-${at}`, `10.0.${number}.${at}0`, `{ podCIDRs: [10.10${number}.${at}.0/24] }`),
      podOf(`kube-system/${name}-dns-${at}`, pod(at), `{ nodeName: ${name}-${at} }`, "{ k8s-app: kube-dns }").replace(
        "phase: Running",
        isReady,
      ),
    ]),
    serviceOf(
      "kube-system/kube-dns",
      `{ type: LoadBalancer, clusterIP: 10.20${number}.0.10, externalTrafficPolicy: Local, selector: { k8s-app: kube-dns }, ports: [{ port: 53, protocol: UDP }] }
status: { loadBalancer: { ingress: [{ ip: 10.9.${number}.53 }] } }`,
    ),
    sliceOf("kube-system/kube-dns", "a", ready(1), ready(2)),
    serviceOf(
      "shop/web",
      `{ type: LoadBalancer, clusterIP: 10.20${number}.0.80, ports: [{ name: http, port: 80 }] }
status: { loadBalancer: { ingress: [{ ip: 10.9.${number}.80 }] } }`,
    ),
  ].join("");
}

const clusterOf = ([name, number]: Own): string => `  ${name}:
    objects: ${name}.yaml
    podCidrs: [10.10${number}.0.0/16]
    serviceCidrs: [10.20${number}.0.0/16]
    dataPath: { kind: kube-proxy }
`;

const CLUSTERS: readonly Own[] = [
  ["east", 1],
  ["west", 2],
];

const SITE = `version: 1
networks: { lan: 10.0.0.0/24, east: 10.0.1.0/24, west: 10.0.2.0/24 }
hosts:
  gw:
    addresses: [10.0.0.1, 10.0.1.1, 10.0.2.1]
    routes: { 10.9.1.0/24: [10.0.1.10, 10.0.1.20], 10.9.2.0/24: [10.0.2.10, 10.0.2.20] }
  pc: { addresses: 10.0.0.50, routes: { default: 10.0.0.1 }, nameservers: 10.9.1.53 }
clusters:
${CLUSTERS.map(clusterOf).join("")}expect:
  - { from: pc, ask: web.shop.east.test A, answers: 10.9.1.80 }
  - { from: pc, ask: web.shop.west.test A, server: 10.9.2.53, answers: 10.9.2.80 }
`;

/**
 * Two clusters with one domain inside and a name of their own outside, each behind routes that a router has by hand, which
 * sends packets to a node whether it is there or not.
 */
export const twoClusters: SiteFiles = {
  "site.yaml": SITE,
  ...Object.fromEntries(CLUSTERS.map((own) => [`${own[0]}.yaml`, objectsOf(own)])),
};
