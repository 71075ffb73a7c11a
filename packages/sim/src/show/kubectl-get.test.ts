import { type ClusterSnapshot, snapshotFromObjects, sourceFromText, wholeSpan } from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { shown, stage } from "./kloud-lan.fixture.ts";
import { type GetRequest, kubectlGet } from "./kubectl-get.ts";
import { endpointSlices, nodes, pods, pools, type ResourceKind, services } from "./resources.ts";

type Fields = Readonly<Record<string, unknown>>;

function snapshotOf(...objects: readonly Fields[]): ClusterSnapshot {
  const span = wholeSpan(sourceFromText("objects", ""));
  return snapshotFromObjects(objects.map((value) => ({ value, locate: () => span }))).value;
}

/** The cells of the only row, by header. */
function row(kind: ResourceKind, object: Fields, output: string | null = null): Readonly<Record<string, string>> {
  const request: GetRequest = { name: null, namespace: "a", selector: null, output, headers: "shown" };
  const listed = kubectlGet(snapshotOf(object), kind, request, 0);
  if (listed.kind === "fault") throw new RangeError(listed.message);
  const [head = "", cells = ""] = listed.text.split("\n");
  const starts = [...head.matchAll(/\S+( \S+)*/g)].map((match) => match.index);
  const cut = (line: string): readonly string[] =>
    starts.map((start, index) => line.slice(start, starts[index + 1]).trim());
  return Object.fromEntries(cut(head).map((header, index) => [header, cut(cells)[index] ?? ""]));
}

const service = (spec: Fields, ingress: readonly Fields[] = []): Fields => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "s", namespace: "a" },
  spec,
  status: { loadBalancer: { ingress } },
});

describe("services (pkg/printers/internalversion printService)", () => {
  it.each<readonly [string, Fields, Fields]>([
    [
      "cluster IP",
      service({ clusterIP: "198.18.0.1" }),
      { TYPE: "ClusterIP", "CLUSTER-IP": "198.18.0.1", "EXTERNAL-IP": "<none>", "PORT(S)": "<none>" },
    ],
    ["headless", service({ clusterIP: "None" }), { "CLUSTER-IP": "None" }],
    [
      "ExternalName",
      service({ type: "ExternalName", externalName: "www.example.org" }),
      { "CLUSTER-IP": "<none>", "EXTERNAL-IP": "www.example.org", "PORT(S)": "<none>" },
    ],
    [
      "a load balancer without an address",
      service({ type: "LoadBalancer", clusterIP: "198.18.0.1" }),
      { "EXTERNAL-IP": "<pending>" },
    ],
    ["with one", service({ type: "LoadBalancer" }, [{ ip: "198.19.0.5" }]), { "EXTERNAL-IP": "198.19.0.5" }],
    [
      "with several: sorted, and in full",
      service({ type: "LoadBalancer" }, [{ ip: "198.19.0.6" }, { ip: "198.19.0.5" }]),
      { "EXTERNAL-IP": "198.19.0.5,198.19.0.6" },
    ],
    [
      "with a host name",
      service({ type: "LoadBalancer" }, [{ hostname: "lb.example" }]),
      { "EXTERNAL-IP": "lb.example" },
    ],
    [
      "with external IPs behind",
      service({ type: "LoadBalancer", externalIPs: ["203.0.113.7"] }, [{ ip: "198.19.0.5" }]),
      { "EXTERNAL-IP": "198.19.0.5,203.0.113.7" },
    ],
    [
      "external IPs of a cluster IP",
      service({ externalIPs: ["203.0.113.7", "203.0.113.8"] }),
      { "EXTERNAL-IP": "203.0.113.7,203.0.113.8" },
    ],
    [
      "node ports",
      service({
        type: "NodePort",
        ports: [
          { port: 53, protocol: "UDP", nodePort: 30053 },
          { port: 53, protocol: "TCP" },
        ],
      }),
      { "PORT(S)": "53:30053/UDP,53/TCP" },
    ],
    ["no creation time", service({}), { AGE: "<unknown>" }],
  ])("%s", (_, object, expected) => {
    expect(row(services, object)).toMatchObject(expected);
  });

  it("wide: the selector, sorted", () => {
    expect(row(services, service({ selector: { b: "2", a: "1" } }), "wide")).toMatchObject({ SELECTOR: "a=1,b=2" });
    expect(row(services, service({}), "wide")).toMatchObject({ SELECTOR: "<none>" });
  });
});

describe("other kinds", () => {
  const pod = (spec: Fields, status: Fields): Fields => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "p", namespace: "a" },
    spec,
    status,
  });
  const readyCondition = [{ type: "Ready", status: "True" }];

  it.each<readonly [string, Fields, Fields]>([
    [
      "a pod",
      pod(
        { containers: [{}, {}], nodeName: "n" },
        { phase: "Running", podIP: "100.64.0.9", conditions: readyCondition },
      ),
      { READY: "2/2", STATUS: "Running", RESTARTS: "0", IP: "100.64.0.9", NODE: "n", "NOMINATED NODE": "<none>" },
    ],
    [
      "containers of their own state",
      pod(
        { containers: [{}, {}] },
        {
          phase: "Running",
          containerStatuses: [
            { ready: true, restartCount: 2 },
            { ready: false, restartCount: 3 },
          ],
        },
      ),
      { READY: "1/2", RESTARTS: "5" },
    ],
    [
      "ended",
      pod({ containers: [{}] }, { phase: "Succeeded" }),
      { READY: "0/1", STATUS: "Completed", IP: "<none>", NODE: "<none>" },
    ],
  ])("%s", (_, object, expected) => {
    expect(row(pods, object, "wide")).toMatchObject(expected);
  });

  const node = (metadata: Fields, spec: Fields, status: Fields): Fields => ({
    apiVersion: "v1",
    kind: "Node",
    metadata: { name: "n", ...metadata },
    spec,
    status,
  });
  it.each<readonly [string, Fields, Fields]>([
    [
      "a node",
      node(
        { labels: { "node-role.kubernetes.io/worker": "", "node-role.kubernetes.io/control-plane": "" } },
        {},
        { conditions: readyCondition, nodeInfo: { kubeletVersion: "v1.36.3" } },
      ),
      { STATUS: "Ready", ROLES: "control-plane,worker", VERSION: "v1.36.3", "OS-IMAGE": "<unknown>" },
    ],
    [
      "cordoned and lost",
      node({}, { unschedulable: true }, { conditions: [] }),
      { STATUS: "NotReady,SchedulingDisabled", ROLES: "<none>", VERSION: "" },
    ],
  ])("%s", (_, object, expected) => {
    expect(row(nodes, object, "wide")).toMatchObject(expected);
  });

  const slice = (ports: readonly Fields[], addresses: readonly string[]): Fields => ({
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: { name: "e", namespace: "a" },
    addressType: "IPv4",
    endpoints: addresses.map((address) => ({ addresses: [address] })),
    ports,
  });
  it.each<readonly [string, Fields, Fields]>([
    [
      "a slice",
      slice([{ port: 53 }, { name: "all" }, {}], ["192.0.2.1"]),
      { ADDRESSTYPE: "IPv4", PORTS: "53,all,*", ENDPOINTS: "192.0.2.1" },
    ],
    ["an empty one", slice([], []), { PORTS: "<unset>", ENDPOINTS: "<unset>" }],
    [
      "a long one",
      slice(
        [1, 2, 3, 4].map((port) => ({ port })),
        ["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4", "192.0.2.5"],
      ),
      { PORTS: "1,2,3 + 1 more...", ENDPOINTS: "192.0.2.1,192.0.2.2,192.0.2.3 + 2 more..." },
    ],
  ])("%s", (_, object, expected) => {
    expect(row(endpointSlices, object)).toMatchObject(expected);
  });

  const pool = (spec: Fields, conditions: readonly Fields[] = []): Fields => ({
    apiVersion: "cilium.io/v2",
    kind: "CiliumLoadBalancerIPPool",
    metadata: { name: "p" },
    spec,
    status: { conditions },
  });
  it.each<readonly [string, Fields, Fields]>([
    [
      "a /24",
      pool({ blocks: [{ cidr: "198.19.0.0/24" }] }),
      { DISABLED: "false", CONFLICTING: "False", "IPS AVAILABLE": "256" },
    ],
    [
      "without its ends",
      pool({ blocks: [{ cidr: "198.19.0.0/24" }], allowFirstLastIPs: "No" }),
      { "IPS AVAILABLE": "254" },
    ],
    [
      "a /31 and a /32 have no ends",
      pool({ blocks: [{ cidr: "198.19.0.0/31" }, { cidr: "198.19.1.1/32" }], allowFirstLastIPs: "No" }),
      { "IPS AVAILABLE": "3" },
    ],
    [
      "from here to there, and one alone",
      pool({
        blocks: [{ start: "198.19.0.30", stop: "198.19.0.39" }, { start: "198.19.1.1" }],
        allowFirstLastIPs: "No",
      }),
      { "IPS AVAILABLE": "11" },
    ],
    ["a wide one", pool({ blocks: [{ cidr: "fd00::/64" }] }), { "IPS AVAILABLE": "18446744073709551616" }],
    ["rubbish", pool({ blocks: [{ cidr: "x" }, { start: "198.19.0.1", stop: "fd00::1" }] }), { "IPS AVAILABLE": "0" }],
    [
      "disabled and in conflict",
      pool({ disabled: true, blocks: [] }, [
        { type: "cilium.io/PoolConflict", status: "True", reason: "cidr_overlap", message: "" },
      ]),
      { DISABLED: "true", CONFLICTING: "True" },
    ],
  ])("%s", (_, object, expected) => {
    expect(row(pools, object)).toMatchObject(expected);
  });
});

describe("what is picked", () => {
  it.each([
    ["services -n nowhere", "not-found No resources found in nowhere namespace."],
    ["pods -l app=none", "not-found No resources found"],
    ["services -n kube-system nope", 'not-found Error from server (NotFound): services "nope" not found'],
    ["ippool nope", 'not-found Error from server (NotFound): ciliumloadbalancerippools.cilium.io "nope" not found'],
    ["endpoints nope", "not-found No endpoints found."],
    ["pods -l =x", "usage error: unable to parse requirement: =x"],
    ["pods -o tree", 'usage error: unable to match a printer suitable for the output format "tree"'],
    ["pods -o jsonpath={.items[}", "usage error: error parsing jsonpath {.items[}"],
    [
      "pods -o custom-columns=.spec",
      "usage error: unexpected custom-columns spec: .spec, expected <header>:<json-path-expr>",
    ],
    ["pods -n", "usage -n needs a value."],
    ["pods --watch", "usage Unknown option --watch."],
    [
      "tea",
      "usage What is there to show? services, nodes, pods, endpoints, endpointslices, ippools, configmap, healthz, routes, announcements, vrrp, pools, log, cidrs.",
    ],
    [
      "constructor",
      "usage What is there to show? services, nodes, pods, endpoints, endpointslices, ippools, configmap, healthz, routes, announcements, vrrp, pools, log, cidrs.",
    ],
    ["services --cluster k9", "not-found No cluster is called k9."],
    ["-n x", "usage Show what?"],
    ["healthz", "usage healthz of which node? healthz NODE [PORT]"],
    ["healthz k8s1master1 70000", "usage 70000 is no port."],
    ["healthz k8s1master1 31004", "no-reply curl: (7) Failed to connect to k8s1master1 port 31004: Connection refused"],
    ["healthz dns1", "not-found No node is called dns1."],
    ["routes", "usage Whose routes? routes HOST, NODE or NAMESPACE/POD"],
    ["routes nobody", "not-found No machine is called nobody."],
  ])("%s", (line, expected) => {
    expect(shown(line)).toBe(`! ${expected}`);
  });

  it("all namespaces where none is named", () => {
    expect(shown("pods").split("\n")[0]).toMatch(/^NAMESPACE {5}NAME/);
    expect(shown("pods -A")).toBe(shown("pods"));
  });

  it("names, JSON and lists", () => {
    expect(shown("svc -n kube-system -o name")).toBe("service/kube-dns\n");
    expect(shown("ippools -o name")).toBe(
      "ciliumloadbalancerippool.cilium.io/kube-system\nciliumloadbalancerippool.cilium.io/services\n",
    );
    expect(JSON.parse(shown("svc -n kube-system kube-dns -o json"))).toMatchObject({
      kind: "Service",
      metadata: { name: "kube-dns" },
    });
    expect(shown("nodes -o yaml")).toMatch(/^apiVersion: v1\nitems:\n- apiVersion: v1\n {2}kind: Node\n/);
    expect(shown("nodes -o yaml")).toMatch(/\nkind: List\nmetadata:\n {2}resourceVersion: ""\n$/);
  });

  it("endpoints, one a line", () => {
    expect(shown("endpoints -n kube-system")).toBe(
      "SERVICE    ENDPOINT      PORTS                    READY   NODE          TARGET\n" +
        "kube-dns   100.64.0.10   53/UDP,53/TCP,9153/TCP   True    k8s1master1   coredns-5dd5756b68-7wq2m\n" +
        "kube-dns   100.64.1.10   53/UDP,53/TCP,9153/TCP   True    k8s1master2   coredns-5dd5756b68-x4k9t\n",
    );
    expect(shown("endpoints web").split("\n")).toHaveLength(3);
  });

  it("pods' nodes alone, and a ConfigMap's Corefile without asking for YAML", () => {
    expect(shown("pods -n kube-system -o nodes")).toBe("k8s1master1\nk8s1master2\n");
    expect(shown("configmap")).toBe(shown("configmap coredns -n kube-system -o yaml"));
    expect(shown("configmap -o wide -n kube-system")).toMatch(/^NAME {6}DATA {3}AGE\ncoredns {3}1 {6}43d\n$/);
  });

  it("what the nodes tell the router", () => {
    expect(
      shown("announcements")
        .split("\n")
        .filter((line) => line.includes("198.19.0.30")),
    ).toEqual([
      "router   198.19.0.30/32   192.168.14.31   k8s1master1   LoadBalancerIP of kube-system/kube-dns, Local: 1 endpoint(s) here",
      "router   198.19.0.30/32   192.168.14.32   k8s1master2   LoadBalancerIP of kube-system/kube-dns, Local: 1 endpoint(s) here",
    ]);
  });

  it("an unhealthy node says so in front of curl's body", () => {
    expect(shown("healthz k8s1master3")).toMatch(/^HTTP 503\n\{\n/);
  });

  it("a pod on the host network has its node's routes", () => {
    const twin = stage();
    const places = new Map([
      ...twin.places,
      [
        "kube-system/proxy",
        { name: "kube-system/proxy", kind: "pod", station: "k8s1master1", resolver: null } as const,
      ],
    ]);
    expect(shown("routes kube-system/proxy", { ...twin, places })).toBe(shown("routes k8s1master1"));
  });

  it("several clusters, one behind the other", () => {
    const twin = stage();
    const [own] = [...twin.clusters.values()];
    if (own === undefined) throw new RangeError("no cluster");
    const clusters = new Map([
      ["k8s1", own],
      ["k8s2", own],
    ]);
    const one = shown("nodes");
    expect(shown("nodes", { ...twin, clusters })).toBe(`==> k8s1\n${one}\n==> k8s2\n${one}`);
    expect(shown("nodes --cluster k8s2", { ...twin, clusters })).toBe(one);
    expect(shown("nodes", { ...twin, clusters: new Map() })).toBe("! not-found The site has no cluster.");
  });

  it("without routers and virtual routers there is nothing of them", () => {
    const bare = { ...stage(), announcements: [], standings: [] };
    expect(shown("announcements", bare)).toBe("! not-found No router hears of a node by BGP.");
    expect(shown("vrrp", bare)).toBe("! not-found No host runs keepalived.");
  });

  it("with the headers of the health check", () => {
    expect(shown("healthz k8s1master3 -i").split("\n").slice(0, 6)).toEqual([
      "HTTP/1.1 503 Service Unavailable",
      "Content-Type: application/json",
      "X-Content-Type-Options: nosniff",
      "X-Load-Balancing-Endpoint-Weight: 0",
      "Content-Length: 123",
      "",
    ]);
  });
});
