import { describe, expect, it } from "vitest";
import { endpoint, labOf, translations } from "./lab.fixture.ts";

const question = (from: string, to = "198.19.0.30", protocol = "udp"): string =>
  `${from}:40000 -> ${to}:53/${protocol}`;
const local = { externalTrafficPolicy: "Local" } as const;

// facts/lab.md, "Source address that CoreDNS sees", each row: measured with kube-proxy 1.36.3.
describe("kube-proxy, from outside", () => {
  it("Cluster: own pod sees the pod side's address, another node's pod the LAN's, whichever node is entered", () => {
    expect(translations(labOf(), question("192.168.13.11"), "dns1")).toEqual([
      "node1 > 100.64.0.10 as 100.64.0.1",
      "node1 > 100.64.1.10 as 192.168.14.31",
      "node2 > 100.64.0.10 as 192.168.14.32",
      "node2 > 100.64.1.10 as 100.64.1.1",
      "node3 > 100.64.0.10 as 192.168.14.33",
      "node3 > 100.64.1.10 as 192.168.14.33",
    ]);
  });

  it.each([
    ["192.168.13.11", "dns1"],
    ["192.168.20.77", "mac"],
  ])("Local: only the node's own pod, which sees %s itself; node 3 is not announced", (address, from) => {
    expect(translations(labOf({ service: local }), question(address), from)).toEqual([
      `node1 > 100.64.0.10 as ${address}`,
      `node2 > 100.64.1.10 as ${address}`,
    ]);
  });

  it("Local at a node without a pod, entered by a static route: dropped", () => {
    const hosts = ["stray: { addresses: [192.168.14.99], routes: { 198.19.0.0/16: 192.168.14.33 } }"];
    const lab = labOf({ service: local, hosts });
    expect(translations(lab, question("192.168.14.99"), "stray")).toEqual(["node3 ! no-local-endpoint"]);
  });

  it("cluster IP: taken and masqueraded as under Cluster, whatever externalTrafficPolicy says", () => {
    const hosts = ["stray: { addresses: [192.168.14.99], routes: { 198.18.0.0/16: 192.168.14.31 } }"];
    const lab = labOf({ service: local, hosts });
    expect(translations(lab, question("192.168.14.99", "198.18.0.10"), "stray")).toEqual([
      "node1 > 100.64.0.10 as 100.64.0.1",
      "node1 > 100.64.1.10 as 192.168.14.31",
    ]);
  });
});

// lab.md: "kube-proxy with Local still masquerades what comes from the node itself, and short-circuits pod traffic".
describe("kube-proxy, from inside", () => {
  it.each<readonly [string, string, string, Readonly<Record<string, unknown>>, readonly string[]]>([
    [
      "a pod to the cluster IP keeps its address",
      "default/client-1",
      "198.18.0.10",
      {},
      ["node1 > 100.64.0.10 as 100.64.0.20", "node1 > 100.64.1.10 as 100.64.0.20"],
    ],
    [
      "a pod to the load balancer, Cluster: masqueraded",
      "default/client-1",
      "198.19.0.30",
      {},
      ["node1 > 100.64.0.10 as 100.64.0.1", "node1 > 100.64.1.10 as 192.168.14.31"],
    ],
    [
      "a pod to the load balancer, Local: any endpoint, own address",
      "default/client-3",
      "198.19.0.30",
      local,
      ["node3 > 100.64.0.10 as 100.64.2.20", "node3 > 100.64.1.10 as 100.64.2.20"],
    ],
    [
      "a node to the cluster IP (trap T23)",
      "node1",
      "198.18.0.10",
      {},
      ["node1 > 100.64.0.10 as 100.64.0.1", "node1 > 100.64.1.10 as 192.168.14.31"],
    ],
    [
      "a node to the load balancer, Local: any endpoint, masqueraded",
      "node3",
      "198.19.0.30",
      local,
      ["node3 > 100.64.0.10 as 192.168.14.33", "node3 > 100.64.1.10 as 192.168.14.33"],
    ],
    [
      "a pod that reaches itself",
      "kube-system/coredns-1",
      "198.18.0.10",
      {},
      ["node1 > 100.64.0.10 as 100.64.0.1", "node1 > 100.64.1.10 as 100.64.0.10"],
    ],
  ])("%s", (_, from, to, service, expected) => {
    const sources: Readonly<Record<string, string>> = {
      "default/client-1": "100.64.0.20",
      "default/client-3": "100.64.2.20",
      "kube-system/coredns-1": "100.64.0.10",
      node1: "192.168.14.31",
      node3: "192.168.14.33",
    };
    expect(translations(labOf({ service }), question(sources[from] ?? "", to), from)).toEqual(expected);
  });

  it("an endpoint on the node's own network sees the client itself: nothing is masqueraded on the way in", () => {
    const lab = labOf({ endpoints: [endpoint("192.168.14.31", "node1")] });
    expect(translations(lab, question("192.168.13.11"), "dns1")).toEqual([
      "node1 > 192.168.14.31 as 192.168.13.11",
      "node2 > 192.168.14.31 as 192.168.14.32",
      "node3 > 192.168.14.31 as 192.168.14.33",
    ]);
  });
});

// facts/lab.md, the Cilium table (from reports, not run), under Cluster.
describe("Cilium, from outside", () => {
  const own = "192.168.13.11";
  it.each<readonly [string, string, string, string, string]>([
    ["native, snat", "routing: native, mode: snat", "udp", own, "192.168.14.31"],
    ["tunnel, snat", "routing: tunnel, mode: snat", "udp", own, "100.64.0.57"],
    ["native, dsr", "routing: native, mode: dsr", "udp", own, own],
    ["tunnel, dsr", "routing: tunnel, mode: dsr", "tcp", own, own],
    ["native, hybrid, UDP", "routing: native, mode: hybrid", "udp", own, "192.168.14.31"],
    ["native, hybrid, TCP", "routing: native, mode: hybrid", "tcp", own, own],
    ["tunnel, hybrid, UDP", "routing: tunnel, mode: hybrid", "udp", own, "100.64.0.57"],
    ["tunnel, hybrid, TCP", "routing: tunnel, mode: hybrid", "tcp", own, own],
  ])("Cluster, %s: own pod and another node's", (_, mode, protocol, here, there) => {
    const lab = labOf({ dataPath: `kind: cilium, ${mode}` });
    const entries = new Map([
      ["31", "0"],
      ["32", "1"],
      ["33", "2"],
    ]);
    const at = (node: string): string => there.replace(/31$/, node).replace("100.64.0", `100.64.${entries.get(node)}`);
    expect(translations(lab, question(own, "198.19.0.30", protocol), "dns1")).toEqual([
      `node1 > 100.64.0.10 as ${here}`,
      `node1 > 100.64.1.10 as ${at("31")}`,
      `node2 > 100.64.0.10 as ${at("32")}`,
      `node2 > 100.64.1.10 as ${here}`,
      `node3 > 100.64.0.10 as ${at("33")}`,
      `node3 > 100.64.1.10 as ${at("33")}`,
    ]);
  });

  it.each(["tunnel", "native"].flatMap((routing) => ["snat", "dsr", "hybrid"].map((mode) => [routing, mode] as const)))(
    "Local, %s, %s: the client's own at the nodes that have a pod",
    (routing, mode) => {
      const lab = labOf({ dataPath: `kind: cilium, routing: ${routing}, mode: ${mode}`, service: local });
      expect(translations(lab, question(own), "dns1")).toEqual([
        `node1 > 100.64.0.10 as ${own}`,
        `node2 > 100.64.1.10 as ${own}`,
      ]);
    },
  );

  it("Local at a node without a pod, entered by a static route: rejected", () => {
    const hosts = ["stray: { addresses: [192.168.14.99], routes: { 198.19.0.0/16: 192.168.14.33 } }"];
    const lab = labOf({ dataPath: "kind: cilium", service: local, hosts });
    expect(translations(lab, question("192.168.14.99"), "stray")).toEqual(["node3 ! no-endpoint"]);
  });

  it("the cluster IP is not taken", () => {
    const hosts = ["stray: { addresses: [192.168.14.99], routes: { 198.18.0.0/16: 192.168.14.31 } }"];
    expect(
      translations(labOf({ dataPath: "kind: cilium", hosts }), question("192.168.14.99", "198.18.0.10"), "stray"),
    ).toEqual(["node1 ! cluster-ip-from-outside"]);
  });

  it("without CiliumNode objects the tunnel's source is not known, and nothing is guessed", () => {
    const lab = labOf({ dataPath: "kind: cilium" });
    const cluster = lab.network.clusters.get("lab");
    if (cluster === undefined) throw new RangeError("no cluster");
    const nodes = new Map([...cluster.nodes].map(([name, node]) => [name, { ...node, ciliumHosts: [] }]));
    const network = { ...lab.network, clusters: new Map([["lab", { ...cluster, nodes }]]) };
    expect(new Set(translations({ ...lab, network }, question(own), "dns1"))).toEqual(
      new Set(["node1 ! not-modelled", "node2 ! not-modelled", "node3 ! not-modelled"]),
    );
  });
});

describe("Cilium, from inside: the socket is given the endpoint's address", () => {
  it.each<readonly [string, string, string, string, Readonly<Record<string, unknown>>, readonly string[]]>([
    [
      "a pod to the cluster IP",
      "default/client-1",
      "100.64.0.20",
      "198.18.0.10",
      {},
      ["node1 > 100.64.0.10 as 100.64.0.20", "node1 > 100.64.1.10 as 100.64.0.20"],
    ],
    [
      "a pod to the load balancer, Cluster",
      "default/client-3",
      "100.64.2.20",
      "198.19.0.30",
      {},
      ["node3 > 100.64.0.10 as 100.64.2.20", "node3 > 100.64.1.10 as 100.64.2.20"],
    ],
    [
      "a pod to the load balancer, Local: any endpoint",
      "default/client-3",
      "100.64.2.20",
      "198.19.0.30",
      local,
      ["node3 > 100.64.0.10 as 100.64.2.20", "node3 > 100.64.1.10 as 100.64.2.20"],
    ],
    [
      "a node: through cilium_host, as the tutorial saw",
      "node1",
      "192.168.14.31",
      "198.18.0.10",
      {},
      ["node1 > 100.64.0.10 as 100.64.0.57", "node1 > 100.64.1.10 as 100.64.0.57"],
    ],
    [
      "a node without a pod",
      "node3",
      "192.168.14.33",
      "198.19.0.30",
      local,
      ["node3 > 100.64.0.10 as 100.64.2.57", "node3 > 100.64.1.10 as 100.64.2.57"],
    ],
    [
      "a pod that reaches itself",
      "kube-system/coredns-1",
      "100.64.0.10",
      "198.18.0.10",
      {},
      ["node1 > 100.64.0.10 as 100.64.0.10", "node1 > 100.64.1.10 as 100.64.0.10"],
    ],
  ])("%s", (_, from, source, to, service, expected) => {
    expect(translations(labOf({ dataPath: "kind: cilium", service }), question(source, to), from)).toEqual(expected);
  });

  it("native routing: a node asks another node's pod from its LAN address", () => {
    const lab = labOf({ dataPath: "kind: cilium, routing: native" });
    expect(translations(lab, question("192.168.14.31", "198.18.0.10"), "node1")).toEqual([
      "node1 > 100.64.0.10 as 100.64.0.57",
      "node1 > 100.64.1.10 as 192.168.14.31",
    ]);
  });
});

describe("what leaves the cluster", () => {
  it.each<readonly [string, string, string]>([
    ["Cilium masquerades", "kind: cilium", "192.168.14.31"],
    ["unless it is told not to", "kind: cilium, masquerade: false", "100.64.0.20"],
    ["kube-proxy leaves it to the network plugin: not", "kind: kube-proxy", "100.64.0.20"],
    ["and one that does", "kind: kube-proxy, masquerade: true", "192.168.14.31"],
  ])("%s", (_, dataPath, source) => {
    const lab = labOf({ dataPath });
    expect(translations(lab, question("100.64.0.20", "192.168.13.11"), "default/client-1")[0]).toMatch(
      new RegExp(` > 192.168.13.11 as ${source}$`),
    );
  });

  it.each(["kind: cilium", "kind: kube-proxy, masquerade: true"])(
    "%s: pods talk to pods and nodes as themselves",
    (dataPath) => {
      const lab = labOf({ dataPath });
      expect(translations(lab, question("100.64.0.20", "100.64.1.10"), "default/client-1")).toEqual([
        "kube-system/coredns-2 > 100.64.1.10 as 100.64.0.20",
      ]);
    },
  );
});
