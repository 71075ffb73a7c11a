import { fileTreeFromSources, parseAddress, sourceFromText } from "@splithorizon/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { loadSite, type SiteTwin, UNTOLD_NAME_SERVER } from "../site/index.ts";
import { missingFromSite } from "./gaps.ts";

/** A network, routes of a host, a cluster with pods, services and a pool; 203.0.113.0/24 is somebody's holding alone. */
const FILES = {
  "/site.yaml": `
version: 1
networks: { lan: 192.168.13.0/24, nodes: 192.168.14.0/24 }
hosts:
  laptop: { addresses: [192.168.13.50], nameservers: [192.168.13.11], routes: { 10.7.0.0/16: 192.168.13.1, default: 192.168.13.1 } }
  lone: { addresses: [203.0.113.9] }
clusters:
  k8s1:
    objects: cluster.yaml
    coredns: { corefile: Corefile }
    podCidrs: [100.64.0.0/16]
    serviceCidrs: [198.18.0.0/16]
`,
  "/cluster.yaml": `
apiVersion: v1
kind: Node
metadata: { name: node1 }
spec: { podCIDR: 100.64.0.0/24 }
status: { addresses: [{ type: InternalIP, address: 192.168.14.31 }] }
---
apiVersion: cilium.io/v2
kind: CiliumLoadBalancerIPPool
metadata: { name: pool }
spec: { blocks: [{ cidr: 198.19.0.0/24 }, { start: 198.19.7.7 }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: default }
spec: { type: ClusterIP, clusterIP: 198.51.100.5, clusterIPs: [198.51.100.5], ports: [{ port: 80, protocol: TCP }] }
`,
  "/Corefile": ".:53 {\n  cache\n}\n",
} as const;

function site(): SiteTwin {
  const sources = Object.entries(FILES).map(([path, text]) => [path, sourceFromText(path, text)] as const);
  return loadSite(fileTreeFromSources(new Map(sources))).value;
}

const twin = site();

function missing(text: string): string | null {
  const address = parseAddress(text);
  if (address === null) throw new Error(text);
  return missingFromSite(twin, address);
}

test.each([
  ["a machine's own", "203.0.113.9"],
  ["a dead machine in a network", "192.168.13.99"],
  ["in the other network", "192.168.14.200"],
  ["behind a route that somebody has", "10.7.1.2"],
  ["a pod that is not there", "100.64.9.9"],
  ["a service that is not there", "198.18.77.77"],
  ["in a load balancer's pool", "198.19.0.200"],
  ["a block of one address", "198.19.7.7"],
  ["a service outside of what the site calls its range", "198.51.100.5"],
  ["loopback", "127.0.0.53"],
  ["loopback, IPv6", "::1"],
])("the site tells about %s", (_row, text) => {
  expect(missing(text)).toBeNull();
});

test.each([
  ["beside that machine", "203.0.113.10"],
  ["the next network", "192.168.15.1"],
  ["beside the route", "10.8.0.1"],
  ["beside the pool's block of one", "198.19.7.8"],
  ["beside the service", "198.51.100.6"],
  ["the Internet: a default route tells of nobody", "8.8.8.8"],
  ["another family", "2001:db8::1"],
])("and does not about %s", (_row, text) => {
  expect(missing(text)).toBe(
    `the site has no machine with the address ${text}, and does not name a network that holds it`,
  );
});

test("pods without a resolv.conf ask somebody whom the site does not tell", () => {
  expect(missingFromSite(twin, UNTOLD_NAME_SERVER)).toBe(
    "the site does not tell which name servers stand in the pods' /etc/resolv.conf (coredns.resolvConf)",
  );
});

test("every address of a network that is named is known, and an answer is the same each time", () => {
  fc.assert(
    fc.property(fc.constantFrom("192.168.13", "192.168.14", "100.64.3", "192.168.12"), fc.nat(255), (net, host) => {
      const first = missing(`${net}.${host}`);
      expect(first === null).toBe(net !== "192.168.12");
      expect(missing(`${net}.${host}`)).toBe(first);
    }),
  );
});
