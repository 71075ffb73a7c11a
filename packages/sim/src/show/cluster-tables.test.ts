import { sourceFromText } from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { nodeOf, podOf, serviceOf, sliceOf } from "../site/cluster-files.fixture.ts";
import { loadSiteFrom } from "../site/index.ts";
import { treeOfFiles } from "../site/site-files.fixture.ts";
import { shown } from "./kloud-lan.fixture.ts";

const POOL = (name: string, spec: string): string =>
  `---\napiVersion: cilium.io/v2\nkind: CiliumLoadBalancerIPPool\nmetadata: { name: ${name} }\nspec: ${spec}\n`;
const LB = (path: string, ip: string, policy: string, ports: string): string =>
  serviceOf(
    path,
    `{ type: LoadBalancer, clusterIP: 198.18.0.5, externalTrafficPolicy: ${policy}, ports: [${ports}] }`,
  ).replace(/\n$/, `\nstatus: { loadBalancer: { ingress: [${ip}] } }\n`);

const OBJECTS = [
  nodeOf("n1", "192.0.2.31"),
  nodeOf("n2", "192.0.2.32 2001:db8::32", "{ unschedulable: true }"),
  podOf("a/web-1", "100.64.1.5", "{ nodeName: n1, containers: [{}] }", "{ app: web, tier: front }"),
  podOf("a/web-2", "100.64.2.5", "{ nodeName: n2, containers: [{}] }", "{ app: web }"),
  podOf("b/db-0", "100.64.1.6 2001:db8:64::6", "{ nodeName: n1, containers: [{}] }", "{ app: db }"),
  LB(
    "a/web",
    "{ ip: 198.19.0.5 }, { ip: 198.19.0.4 }",
    "Local",
    "{ name: http, port: 80, nodePort: 31080 }, { name: https, port: 443, nodePort: 31443 }",
  ),
  LB("b/lb", "{ hostname: a-long-name-of-a-load-balancer.example.com }", "Cluster", "{ port: 53, protocol: UDP }"),
  serviceOf("b/db", "{ clusterIP: None, selector: { app: db }, ports: [{ port: 5432 }] }"),
  sliceOf(
    "a/web",
    "x",
    '{ addresses: ["100.64.1.5"], nodeName: n1, conditions: { ready: true }, targetRef: { kind: Pod, name: web-1, namespace: a } }',
    '{ addresses: ["100.64.2.5"], nodeName: n2, conditions: { ready: false, serving: true, terminating: true }, targetRef: { kind: Pod, name: web-2, namespace: a } }',
    '{ addresses: ["100.64.2.9"], conditions: { ready: false } }',
    '{ addresses: ["100.64.2.8"] }',
  ),
  POOL("services", "{ blocks: [{ cidr: 198.19.0.0/29 }] }"),
  POOL("one", "{ blocks: [{ start: 198.19.1.1 }], disabled: true }"),
].join("");

const { value: TWIN } = loadSiteFrom(
  sourceFromText(
    "site.yaml",
    "version: 1\nclusters: { k: { objects: o.yaml, podCidrs: [100.64.0.0/16], serviceCidrs: [198.18.0.0/16, 198.20.0.0/16] } }\n",
  ),
  treeOfFiles({ "o.yaml": OBJECTS }),
  "/",
);

/** Lines without the blanks at their ends. */
function lines(line: string): readonly string[] {
  return shown(line, TWIN)
    .trimEnd()
    .split("\n")
    .map((own) => own.trimEnd());
}

// Columns as kubectl 1.36 prints them: its table printer pads with three blanks (cli-runtime printers).
describe("what kubectl get prints of a cluster", () => {
  it.each<readonly [string, readonly string[]]>([
    [
      "services -A",
      [
        "NAMESPACE   NAME   TYPE           CLUSTER-IP   EXTERNAL-IP                                  PORT(S)                      AGE",
        "a           web    LoadBalancer   198.18.0.5   198.19.0.4,198.19.0.5                        80:31080/TCP,443:31443/TCP   <unknown>",
        "b           db     ClusterIP      None         <none>                                       5432/TCP                     <unknown>",
        "b           lb     LoadBalancer   198.18.0.5   a-long-name-of-a-load-balancer.example.com   53/UDP                       <unknown>",
      ],
    ],
    [
      "services -n b db",
      [
        "NAME   TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)    AGE",
        "db     ClusterIP   None         <none>        5432/TCP   <unknown>",
      ],
    ],
    ["services -n b --no-headers db -o wide", ["db   ClusterIP   None   <none>   5432/TCP   <unknown>   app=db"]],
    [
      "nodes",
      [
        "NAME   STATUS                     ROLES    AGE         VERSION",
        "n1     Ready                      <none>   <unknown>",
        "n2     Ready,SchedulingDisabled   <none>   <unknown>",
      ],
    ],
    [
      "pods -n a -l app=web -o wide --no-headers",
      [
        "web-1   0/1   Running   0   <unknown>   100.64.1.5   n1   <none>   <none>",
        "web-2   0/1   Running   0   <unknown>   100.64.2.5   n2   <none>   <none>",
      ],
    ],
    ["pods -A -l tier -o name", ["pod/web-1"]],
    ["pods -A -l app!=web -o name", ["pod/db-0"]],
    ["pods -n a -o nodes", ["n1", "n2"]],
    [
      "endpointslices -n a --no-headers",
      ["web-x   IPv4   53   100.64.1.5,100.64.2.5,100.64.2.9 + 1 more...   <unknown>"],
    ],
    [
      "services -n b -o custom-columns=N:.metadata.name,IP:.spec.clusterIP,P:.spec.ports[*].port",
      ["N    IP           P", "db   None         5432", "lb   198.18.0.5   53"],
    ],
    ["services -n b -o custom-columns=N:.metadata.name,X:.spec.nothing --no-headers", ["db   <none>", "lb   <none>"]],
    ["services -n a -o jsonpath={.items[0].status.loadBalancer.ingress[*].ip}", ["198.19.0.5 198.19.0.4"]],
    [
      "services -n b lb -o jsonpath={.status.loadBalancer.ingress[0].hostname}",
      ["a-long-name-of-a-load-balancer.example.com"],
    ],
    [
      'nodes -o jsonpath={.items[*].status.addresses[?(@.type=="InternalIP")].address}',
      ["192.0.2.31 192.0.2.32 2001:db8::32"],
    ],
    ["services -n nowhere -o name", [""]],
    ["services -n nowhere -o custom-columns=N:.metadata.name", ["N"]],
    [
      "services -n nowhere -o yaml",
      ["apiVersion: v1", "items: []", "kind: List", "metadata:", '  resourceVersion: ""'],
    ],
    ["services -n nowhere", ["! not-found No resources found in nowhere namespace."]],
    ["services -A -l app=none", ["! not-found No resources found"]],
    ["services -n nowhere web -o yaml", ['! not-found Error from server (NotFound): services "web" not found']],
  ])("%s", (line, expected) => {
    expect(lines(line)).toEqual(expected);
  });

  it("an empty list as JSON", () => {
    expect(JSON.parse(shown("pods -n nowhere -o json", TWIN))).toEqual({
      apiVersion: "v1",
      items: [],
      kind: "List",
      metadata: { resourceVersion: "" },
    });
  });

  it("keys of JSON are sorted, as Go writes maps", () => {
    const text = shown("pods -n a web-1 -o json", TWIN);
    const keys = [...text.matchAll(/^ {4}"(\w+)":/gm)].map(([, key]) => key);
    expect(keys).toEqual([...keys].sort());
    expect(text.startsWith('{\n    "apiVersion": "v1",\n    "kind": "Pod",\n')).toBe(true);
  });
});

describe("what has no kubectl of its own", () => {
  it.each<readonly [string, readonly string[]]>([
    [
      "endpoints web -n a",
      [
        "SERVICE   ENDPOINT     PORTS    READY         NODE     TARGET",
        "web       100.64.1.5   53/UDP   True          n1       web-1",
        "web       100.64.2.5   53/UDP   Terminating   n2       web-2",
        "web       100.64.2.9   53/UDP   False         <none>   <none>",
        // Unknown is ready (EndpointConditions: nil should be interpreted as true).
        "web       100.64.2.8   53/UDP   True          <none>   <none>",
      ],
    ],
    ["endpoints nothing", ["! not-found No endpoints found."]],
    [
      "pools",
      [
        "NAME       DISABLED   CONFLICTING   IPS AVAILABLE   AGE",
        "one        true       False         1               <unknown>",
        "services   false      False         6               <unknown>",
        "",
        "ADDRESS      POOL       SERVICE",
        "198.19.0.4   services   a/web",
        "198.19.0.5   services   a/web",
      ],
    ],
    ["cidrs", ["Pods CIDR: 100.64.0.0/16", "Service CIDR (Cluster IP): 198.18.0.0/16,198.20.0.0/16"]],
    ["healthz n9", ["! not-found No node is called n9."]],
    ["healthz n1 80", ["! no-reply curl: (7) Failed to connect to n1 port 80: Connection refused"]],
    ["healthz n1 0", ["! usage 0 is no port."]],
    ["healthz n1 65536", ["! usage 65536 is no port."]],
    ["healthz n1 http", ["! usage http is no port."]],
  ])("%s", (line, expected) => {
    expect(lines(line)).toEqual(expected);
  });
});
