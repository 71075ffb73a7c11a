import { fileTreeFromSources, parseName, sourceFromText } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import { loadSite, type SiteTwin } from "../site/index.ts";
import { mapAllInSite, mapNameInSite, mappingsOf } from "./naming.ts";
import { printMapping, printMappingTable } from "./print-naming.ts";

const OBJECTS = `
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { type: LoadBalancer, clusterIP: 198.18.0.7, clusterIPs: [198.18.0.7], ports: [{ name: http, port: 80, protocol: TCP }] }
status: { loadBalancer: { ingress: [{ ip: 198.19.0.5 }] } }
---
apiVersion: v1
kind: Service
metadata: { name: wait, namespace: shop }
spec: { type: LoadBalancer, clusterIP: 198.18.0.8, clusterIPs: [198.18.0.8], ports: [{ port: 80, protocol: TCP }] }
---
apiVersion: v1
kind: Service
metadata: { name: inner, namespace: shop }
spec: { type: ClusterIP, clusterIP: 198.18.0.9, clusterIPs: [198.18.0.9], ports: [{ port: 80, protocol: TCP }] }
---
apiVersion: v1
kind: Service
metadata: { name: alias, namespace: shop }
spec: { type: ExternalName, externalName: www.example. }
`;

function siteOf(corefile: string, clusters = ["k8s1"]): SiteTwin {
  const files = {
    "/site.yaml": `version: 1\nclusters:\n${clusters.map((name) => `  ${name}: { objects: objects.yaml, coredns: { corefile: Corefile }, externalDomains: [${name}.lan] }\n`).join("")}`,
    "/objects.yaml": OBJECTS,
    "/Corefile": corefile,
  };
  const sources = Object.entries(files).map(([path, text]) => [path, sourceFromText(path, text)] as const);
  return loadSite(fileTreeFromSources(new Map(sources))).value;
}

const COREFILE = ".:53 {\n  k8s_external out.lan\n  kubernetes cluster.local\n}\n";

function map(text: string, twin = siteOf(COREFILE)): string {
  const name = parseName(text);
  const mapping = typeof name === "string" ? null : mapNameInSite(twin, name);
  return mapping === null ? "nothing" : printMapping(mapping);
}

const BOTH = `inside  web.shop.svc.cluster.local.  <--->  198.18.0.7
outside web.shop.out.lan.            <--->  198.19.0.5
`;

describe("one name", () => {
  test.each([
    ["from inside", "web.shop.svc.cluster.local", BOTH],
    ["from outside", "WEB.shop.out.lan", BOTH],
    [
      "a port",
      "_http._tcp.web.shop.out.lan",
      `inside  _http._tcp.web.shop.svc.cluster.local.  <--->  198.18.0.7
outside _http._tcp.web.shop.out.lan.            <--->  198.19.0.5
`,
    ],
    [
      "an address that is still to come",
      "wait.shop.svc.cluster.local",
      "inside  wait.shop.svc.cluster.local.  <--->  198.18.0.8\nno name outside: its load balancer has no address yet: NXDOMAIN outside\n",
    ],
    [
      "none outside",
      "inner.shop.svc.cluster.local",
      "inside  inner.shop.svc.cluster.local.  <--->  198.18.0.9\nno name outside: it has neither a load balancer nor external IPs: NXDOMAIN outside\n",
    ],
    [
      "an alias",
      "alias.shop.svc.cluster.local",
      "inside  alias.shop.svc.cluster.local.  <--->  www.example.\nno name outside: it is an alias inside, and k8s_external knows nothing of it\n",
    ],
    ["nobody inside", "nix.shop.out.lan", "nix.shop.out.lan.\nno name inside: there is no such service\n"],
    [
      "no namespace",
      "web.nix.svc.cluster.local",
      "web.nix.svc.cluster.local.\nno name outside: there is no such namespace\n",
    ],
    [
      "another world",
      "www.example.com",
      "www.example.com.\nno name of a cluster: below neither the cluster domain nor an external domain\n",
    ],
    ["control characters", "a\u001b[31m.example", expect.not.stringContaining("\u001b")],
  ])("%s", (_what, name, expected) => {
    expect(map(name)).toEqual(expected);
  });
});

test("every service, on both sides", () => {
  const [table] = mapAllInSite(siteOf(COREFILE));
  expect(table === undefined ? "" : printMappingTable(table)).toBe(`\
INSIDE                                  ADDRESS       OUTSIDE                       ADDRESS OR REASON
alias.shop.svc.cluster.local.           www.example.  -                             (it is an alias inside, and k8s_external knows nothing of it)
inner.shop.svc.cluster.local.           198.18.0.9    -                             (it has neither a load balancer nor external IPs: NXDOMAIN outside)
wait.shop.svc.cluster.local.            198.18.0.8    -                             (its load balancer has no address yet: NXDOMAIN outside)
web.shop.svc.cluster.local.             198.18.0.7    web.shop.out.lan.             198.19.0.5
_http._tcp.web.shop.svc.cluster.local.  198.18.0.7    _http._tcp.web.shop.out.lan.  198.19.0.5
`);
});

describe("which Corefile decides", () => {
  test("without k8s_external, the domains that site.yaml names", () => {
    expect(map("web.shop.k8s1.lan", siteOf(".:53 {\n  kubernetes cluster.local\n}\n"))).toContain(
      "outside web.shop.k8s1.lan.",
    );
  });

  test("without kubernetes there is nothing to map", () => {
    const twin = siteOf(".:53 {\n  whoami\n}\n");
    expect([mappingsOf(twin), map("web.shop.svc.cluster.local", twin)]).toEqual([[], "nothing"]);
  });

  test("of several clusters each has its table", () => {
    expect(mapAllInSite(siteOf(COREFILE, ["a", "b"])).map(({ cluster }) => cluster)).toEqual(["a", "b"]);
  });
});
