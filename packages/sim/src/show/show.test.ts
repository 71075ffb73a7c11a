import { fileTreeFromSources, sourceFromText, unixSecondsFromTimestamp } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadSite, type SiteTwin } from "../site/index.ts";
import { humanDuration } from "./age.ts";
import {
  everything,
  healthAnswersAt,
  showAnnouncements,
  showEndpoints,
  showNodes,
  showPodNodes,
  showPods,
  showPools,
  showRoutes,
  showServices,
  showServiceYaml,
  showVrrp,
} from "./index.ts";

const NOON = unixSecondsFromTimestamp("2024-01-02T12:00:00Z") ?? 0;

const SITE = `
version: 1
networks: { lan: 192.168.13.0/24, nodes: 192.168.14.0/24 }
hosts:
  dns1: { addresses: [192.168.13.11], routes: { default: 192.168.13.1 }, keepalived: { config: dns1/etc/keepalived/keepalived.conf } }
  dns2: { addresses: [192.168.13.12], routes: { default: 192.168.13.1 }, keepalived: { config: dns2/etc/keepalived/keepalived.conf } }
  router: { addresses: [192.168.13.1, 192.168.14.1], forwards: true, bgp: { asn: 65000, neighbours: [192.168.14.31, 192.168.14.32] } }
clusters:
  k8s1: { objects: [/objects.yaml], podCidrs: [100.64.0.0/16], serviceCidrs: [198.18.0.0/16] }
`;

const keepalived = (priority: number): string => `
vrrp_instance VI_1 {
  interface eth0
  virtual_router_id 51
  priority ${priority}
  virtual_ipaddress { 192.168.13.10/24 }
}
`;

const service = (name: string, spec: string, status: string = "{}"): string => `
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: default, creationTimestamp: "2024-01-01T12:00:00Z", labels: { tier: ${name} } }
spec: { clusterIP: 198.18.0.1, clusterIPs: [198.18.0.1], ${spec} }
status: ${status}
---`;

const OBJECTS = `
${service("inside", "type: ClusterIP, ports: [{ port: 80, protocol: TCP }]")}
${service("headless", "type: ClusterIP, clusterIP: None, clusterIPs: [None]").replace("clusterIP: 198.18.0.1, clusterIPs: [198.18.0.1], ", "")}
${service("with-ips", "type: ClusterIP, externalIPs: [192.168.13.70, 192.168.13.71], ports: [{ port: 80, protocol: TCP }]")}
${service("node-port", "type: NodePort, ports: [{ port: 80, nodePort: 30080, protocol: TCP }]")}
${service("pending", "type: LoadBalancer, ports: [{ port: 80, nodePort: 30081, protocol: TCP }, { port: 53, protocol: UDP }]")}
${service("balanced", "type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 31003, allocateLoadBalancerNodePorts: false, ports: [{ name: http, port: 80, protocol: TCP }]", "{ loadBalancer: { ingress: [{ ip: 198.19.0.5 }] } }")}
${service("both", "type: LoadBalancer, externalIPs: [192.168.13.72], ports: [{ port: 80, protocol: TCP }]", "{ loadBalancer: { ingress: [{ ip: 198.19.0.100 }, { ip: 198.19.0.101 }] } }")}
${service("alias", "type: ExternalName, externalName: www.example.com").replace("clusterIP: 198.18.0.1, clusterIPs: [198.18.0.1], ", "")}
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: balanced-1, namespace: default, labels: { kubernetes.io/service-name: balanced } }
addressType: IPv4
ports: [{ name: http, port: 8080, protocol: TCP }]
endpoints:
  - { addresses: [100.64.0.20], nodeName: node1, conditions: { ready: true }, targetRef: { kind: Pod, name: web-1, namespace: default } }
  - { addresses: [100.64.1.20], nodeName: node2, conditions: { ready: false } }
---
apiVersion: v1
kind: Pod
metadata: { name: web-1, namespace: default, creationTimestamp: "2024-01-02T11:55:30Z", labels: { app: web } }
spec: { nodeName: node1 }
status: { phase: Running, podIP: 100.64.0.20, podIPs: [{ ip: 100.64.0.20 }], conditions: [{ type: Ready, status: "True" }] }
---
${[1, 2]
  .map(
    (number) => `
apiVersion: v1
kind: Node
metadata: { name: node${number} }
spec: { podCIDR: 100.64.${number - 1}.0/24 }
status: { addresses: [{ type: InternalIP, address: 192.168.14.3${number} }], conditions: [{ type: Ready, status: "${number === 1 ? "True" : "False"}" }] }
---`,
  )
  .join("")}
apiVersion: cilium.io/v2
kind: CiliumLoadBalancerIPPool
metadata: { name: pool }
spec: { blocks: [{ cidr: 198.19.0.0/28 }, { start: 198.19.0.100, stop: 198.19.0.110 }] }
`;

function twinOf(): SiteTwin {
  const files = {
    "/site.yaml": SITE,
    "/objects.yaml": OBJECTS,
    "/dns1/etc/keepalived/keepalived.conf": keepalived(101),
    "/dns2/etc/keepalived/keepalived.conf": keepalived(100),
  };
  const sources = Object.entries(files).map(([path, text]) => [path, sourceFromText(path, text)] as const);
  return loadSite(fileTreeFromSources(new Map(sources))).value;
}

const twin = twinOf();
const inDefault = { ...everything, namespace: "default" };

test("services as kubectl prints them", () => {
  expect(
    showServices(twin, inDefault, NOON),
  ).toBe(`NAME        TYPE           CLUSTER-IP   EXTERNAL-IP                      PORT(S)               AGE
alias       ExternalName   <none>       www.example.com                  <none>                24h
balanced    LoadBalancer   198.18.0.1   198.19.0.5                       80/TCP                24h
both        LoadBalancer   198.18.0.1   198.19.0.100,...,192.168.13.72   80/TCP                24h
headless    ClusterIP      None         <none>                           <none>                24h
inside      ClusterIP      198.18.0.1   <none>                           80/TCP                24h
node-port   NodePort       198.18.0.1   <none>                           80:30080/TCP          24h
pending     LoadBalancer   198.18.0.1   <pending>                        80:30081/TCP,53/UDP   24h
with-ips    ClusterIP      198.18.0.1   192.168.13.70,192.168.13.71      80/TCP                24h
`);
});

test("one by its name, one by its label, none", () => {
  expect(showServices(twin, { ...inDefault, name: "inside" }, NOON).split("\n")).toHaveLength(3);
  expect(showServices(twin, { ...everything, labels: { tier: "both" } }, NOON)).toMatch(
    /^NAMESPACE {3}NAME {3}.*\ndefault {5}both {3}/,
  );
  expect(showServices(twin, { ...everything, labels: { __proto__: "both", tier: "x" } }, NOON)).toBe("");
});

test("a service's fields that decide about traffic", () => {
  expect(showServiceYaml(twin, { ...inDefault, name: "balanced" })).toBe(`metadata:
  name: balanced
  namespace: default
spec:
  allocateLoadBalancerNodePorts: false
  clusterIP: 198.18.0.1
  externalTrafficPolicy: Local
  healthCheckNodePort: 31003
  internalTrafficPolicy: Cluster
  sessionAffinity: None
  type: LoadBalancer
status:
  loadBalancer:
    ingress:
    - ip: 198.19.0.5
`);
});

test("pods, their nodes, nodes, endpoints", () => {
  expect(showPods(twin, inDefault, NOON)).toBe(`NAME    READY   STATUS    AGE     IP            NODE
web-1   True    Running   4m30s   100.64.0.20   node1
`);
  expect(showPodNodes(twin, { ...inDefault, labels: { app: "web" } })).toBe("node1\n");
  expect(showNodes(twin, NOON)).toBe(`NAME    STATUS     AGE         INTERNAL-IP     POD-CIDRS       CILIUM-HOST
node1   Ready      <unknown>   192.168.14.31   100.64.0.0/24   <none>
node2   NotReady   <unknown>   192.168.14.32   100.64.1.0/24   <none>
`);
  expect(
    showEndpoints(twin, { ...inDefault, name: "balanced" }),
  ).toBe(`SERVICE    ENDPOINT      PORTS      READY   NODE    TARGET
balanced   100.64.0.20   8080/TCP   True    node1   web-1
balanced   100.64.1.20   8080/TCP   False   node2   <none>
`);
});

test("healthz where there is a ready endpoint, where there is none, and where nobody listens", () => {
  expect(healthAnswersAt(twin, "node1", 31003)).toMatchObject([
    { status: 200, body: expect.stringContaining('"localEndpoints": 1') },
  ]);
  expect(healthAnswersAt(twin, "node2", null)).toMatchObject([{ status: 503, port: 31003 }]);
  expect(healthAnswersAt(twin, "node1", 31004)).toEqual([]);
  expect(healthAnswersAt(twin, "dns1", 31003)).toEqual([]);
});

test("routes as ip route has them", () => {
  const routes = (name: string): string => {
    const station = twin.network.stations.get(name);
    return station === undefined ? "" : showRoutes(station);
  };
  expect(routes("dns1")).toBe(`192.168.13.0/24 scope link proto connected src 192.168.13.11
default via 192.168.13.1 proto static
`);
  expect(routes("default/web-1")).toBe("default dev node1 proto cluster src 100.64.0.20\n");
});

test("virtual routers, pools; nothing where there is nothing", () => {
  expect(showVrrp(twin)).toBe(`HOST   INSTANCE   VRID   STATE    PRIORITY   ADDRESSES       WHY
dns1   VI_1       51     active   101        192.168.13.10   no active one that it hears is stronger than priority 101
dns2   VI_1       51     backup   100        192.168.13.10   dns1 has priority 101, dns2 100
`);
  expect(showPools(twin)).toBe(`NAME   DISABLED   CONFLICTING   BLOCKS                                    USED
pool   false      False         198.19.0.0/28,198.19.0.100-198.19.0.110   198.19.0.5=default/balanced 198.19.0.100=default/both 198.19.0.101=default/both
`);
  expect(showAnnouncements(twin)).toBe("");
});

describe("ages as kubectl counts them", () => {
  test.each([
    [-5, "<invalid>"],
    [-1, "0s"],
    [119, "119s"],
    [120, "2m"],
    [601, "10m"],
    [599, "9m59s"],
    [3 * 3600 - 1, "179m"],
    [3 * 3600, "3h"],
    [7 * 3600 + 59 * 60, "7h59m"],
    [8 * 3600, "8h"],
    [47 * 3600, "47h"],
    [48 * 3600, "2d"],
    [4 * 86_400 + 9 * 3600, "4d9h"],
    [8 * 86_400, "8d"],
    [43 * 86_400 + 5000, "43d"],
    [730 * 86_400, "2y"],
    [1100 * 86_400, "3y5d"],
    [8 * 365 * 86_400, "8y"],
  ])("%i seconds: %s", (seconds, text) => {
    expect(humanDuration(seconds)).toBe(text);
  });

  test("law: never more than a second unit's worth away from the truth", () => {
    const unit: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, y: 365 * 86_400 };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 * 365 * 86_400 }), (seconds) => {
        const parts = [...humanDuration(seconds).matchAll(/(\d+)([smhdy])/g)];
        const told = parts.reduce((sum, [, count, name]) => sum + Number(count) * (unit[name ?? ""] ?? 0), 0);
        const smallest = unit[parts.at(-1)?.[2] ?? ""] ?? 0;
        expect(seconds - told).toBeGreaterThanOrEqual(0);
        expect(seconds - told).toBeLessThan(smallest);
      }),
    );
  });
});
