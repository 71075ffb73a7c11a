import { describe, expect, it } from "vitest";
import { makeNetwork } from "../network/index.ts";
import { addressOf, allWays, packetOf, prefixOf, printRoundTrip } from "../network/network.fixture.ts";
import { dnsPorts, endpoint, endpointSlice, type LabChanges, labOf, meta, translations } from "./lab.fixture.ts";

const question = (from: string, to = "198.19.0.30", port = 53): string => `${from}:40000 -> ${to}:${port}/udp`;
const bothDataPaths = ["kind: kube-proxy", "kind: cilium"] as const;
const stray = (route: string, node: number): string =>
  `stray: { addresses: [192.168.14.99], routes: { ${route}: 192.168.14.3${node} } }`;

describe("internalTrafficPolicy Local", () => {
  const service = { internalTrafficPolicy: "Local" } as const;

  it.each(bothDataPaths)("%s: a pod asks its node's endpoint alone", (dataPath) => {
    const lab = labOf({ dataPath, service });
    expect(translations(lab, question("100.64.0.20", "198.18.0.10"), "default/client-1")).toEqual([
      "node1 > 100.64.0.10 as 100.64.0.20",
    ]);
  });

  it.each<readonly [string, string]>([
    ["kind: kube-proxy", "node3 ! no-local-endpoint"],
    ["kind: cilium", "node3 ! no-endpoint-at-socket"],
  ])("%s: without an endpoint on the node nothing gets through", (dataPath, expected) => {
    const lab = labOf({ dataPath, service });
    expect(translations(lab, question("100.64.2.20", "198.18.0.10"), "default/client-3")).toEqual([expected]);
  });

  it.each<readonly [string, readonly string[]]>([
    ["kind: kube-proxy", ["node3 > 100.64.0.10 as 192.168.14.33", "node3 > 100.64.1.10 as 192.168.14.33"]],
    ["kind: cilium", ["node3 ! no-endpoint-at-socket"]],
  ])("%s: the load balancer's address asked from inside", (dataPath, expected) => {
    const lab = labOf({ dataPath, service });
    expect(translations(lab, question("100.64.2.20"), "default/client-3")).toEqual(expected);
  });

  it("kube-proxy: it holds for a cluster IP asked from outside too", () => {
    const lab = labOf({ service, hosts: [stray("198.18.0.0/16", 1)] });
    expect(translations(lab, question("192.168.14.99", "198.18.0.10"), "stray")).toEqual([
      "node1 > 100.64.0.10 as 100.64.0.1",
    ]);
  });

  it.each(bothDataPaths)("%s: outsiders are not asked about it", (dataPath) => {
    const lab = labOf({ dataPath, service, hosts: [stray("198.19.0.0/16", 3)] });
    expect(translations(lab, question("192.168.14.99"), "stray")).toHaveLength(2);
  });
});

describe("loadBalancerSourceRanges", () => {
  const service = { loadBalancerSourceRanges: ["192.168.13.0/24", " 192.168.14.33/32 ", "fd14::/64", "rubbish"] };

  it.each(bothDataPaths)("%s: who stands in none of them is dropped", (dataPath) => {
    const lab = labOf({ dataPath, service });
    expect(translations(lab, question("192.168.13.11"), "dns1")).toHaveLength(6);
    expect(translations(lab, question("192.168.20.77"), "mac")).toEqual([
      "node1 ! source-range",
      "node2 ! source-range",
      "node3 ! source-range",
    ]);
  });

  it.each<readonly [string, string, string, string]>([
    ["kube-proxy asks pods", "kind: kube-proxy", "default/client-1", "node1 ! source-range"],
    ["kube-proxy asks nodes", "kind: kube-proxy", "node1", "node1 ! source-range"],
    ["Cilium lets pods in", "kind: cilium", "default/client-1", "node1 > 100.64.0.10 as 100.64.0.20"],
    ["Cilium lets nodes in", "kind: cilium", "node1", "node1 > 100.64.0.10 as 100.64.0.57"],
  ])("%s", (_, dataPath, from, expected) => {
    const source = from === "node1" ? "192.168.14.31" : "100.64.0.20";
    expect(translations(labOf({ dataPath, service }), question(source), from)[0]).toBe(expected);
  });

  it.each(bothDataPaths)("%s: the cluster IP has none", (dataPath) => {
    const lab = labOf({ dataPath, service });
    expect(translations(lab, question("100.64.0.20", "198.18.0.10"), "default/client-1")).toHaveLength(2);
  });
});

describe("endpoints", () => {
  const ready = endpoint("100.64.0.10", "node1");
  const going = (address: string, node: string, serving = true) =>
    endpoint(address, node, { ready: false, serving, terminating: true });

  it.each<readonly [string, string, readonly string[]]>([
    [
      "kind: kube-proxy",
      "none at all: rejected",
      ["node1 ! no-endpoint", "node2 ! no-endpoint", "node3 ! no-endpoint"],
    ],
    ["kind: cilium", "none at all: rejected", ["node1 ! no-endpoint", "node2 ! no-endpoint", "node3 ! no-endpoint"]],
  ])("%s, %s", (dataPath, _, expected) => {
    expect(translations(labOf({ dataPath, endpoints: [] }), question("192.168.13.11"), "dns1")).toEqual(expected);
  });

  it.each<readonly [string, string]>([
    ["kind: kube-proxy", "node1 ! no-endpoint"],
    ["kind: cilium", "node1 ! no-endpoint-at-socket"],
  ])("%s: none at all, asked from a pod", (dataPath, expected) => {
    expect(
      translations(labOf({ dataPath, endpoints: [] }), question("100.64.0.20", "198.18.0.10"), "default/client-1"),
    ).toEqual([expected]);
  });

  it.each<readonly [string, readonly ReturnType<typeof endpoint>[], readonly string[]]>([
    ["not ready: left out", [ready, endpoint("100.64.1.10", "node2", { ready: false })], ["100.64.0.10"]],
    ["nobody said: ready", [ready, endpoint("100.64.1.10", "node2", {})], ["100.64.0.10", "100.64.1.10"]],
    ["terminating while another is ready: left out", [ready, going("100.64.1.10", "node2")], ["100.64.0.10"]],
    [
      "all terminating: those that serve",
      [going("100.64.0.10", "node1"), going("100.64.1.10", "node2", false)],
      ["100.64.0.10"],
    ],
    ["two slices of one endpoint: once", [ready, ready], ["100.64.0.10"]],
  ])("%s", (_, endpoints, expected) => {
    const ways = translations(labOf({ endpoints }), question("100.64.2.20", "198.18.0.10"), "default/client-3");
    expect(ways.map((way) => way.split(" ")[2])).toEqual(expected);
  });

  it.each(bothDataPaths)(
    "%s, Local: a node's own terminating endpoint serves on though another node's is ready (KEP-1669)",
    (dataPath) => {
      const lab = labOf({
        dataPath,
        service: { externalTrafficPolicy: "Local" },
        endpoints: [ready, going("100.64.1.10", "node2")],
        hosts: [stray("198.19.0.0/16", 2)],
      });
      expect(translations(lab, question("192.168.14.99"), "stray")).toEqual(["node2 > 100.64.1.10 as 192.168.14.99"]);
      // The route is withdrawn at once: no active endpoint there.
      expect(translations(lab, question("192.168.13.11"), "dns1")).toEqual(["node1 > 100.64.0.10 as 192.168.13.11"]);
    },
  );
});

describe("services without a selector: slices made by hand", () => {
  const outside = [endpoint("192.168.13.11", null)];

  it.each<readonly [string, string, readonly string[]]>([
    [
      "kube-proxy, Cluster: a host outside sees the node",
      "kind: kube-proxy",
      [
        "node1 > 192.168.13.11 as 192.168.14.31",
        "node2 > 192.168.13.11 as 192.168.14.32",
        "node3 > 192.168.13.11 as 192.168.14.33",
      ],
    ],
    [
      "Cilium, Cluster: not through the tunnel",
      "kind: cilium",
      [
        "node1 > 192.168.13.11 as 192.168.14.31",
        "node2 > 192.168.13.11 as 192.168.14.32",
        "node3 > 192.168.13.11 as 192.168.14.33",
      ],
    ],
    [
      "Cilium, DSR reaches only nodes",
      "kind: cilium, mode: dsr",
      [
        "node1 > 192.168.13.11 as 192.168.14.31",
        "node2 > 192.168.13.11 as 192.168.14.32",
        "node3 > 192.168.13.11 as 192.168.14.33",
      ],
    ],
  ])("%s", (_, dataPath, expected) => {
    expect(translations(labOf({ dataPath, endpoints: outside }), question("192.168.20.77"), "mac")).toEqual(expected);
  });

  it.each<readonly [string, string, string]>([
    ["kube-proxy takes an endpoint without a node for remote", "kind: kube-proxy", "node1 ! no-local-endpoint"],
    ["Cilium for local", "kind: cilium", "node1 > 192.168.13.11 as 192.168.14.31"],
  ])("Local: %s", (_, dataPath, expected) => {
    const service = { externalTrafficPolicy: "Local" };
    const lab = labOf({ dataPath, endpoints: outside, service, hosts: [stray("198.19.0.0/16", 1)] });
    expect(translations(lab, question("192.168.14.99"), "stray")).toEqual([expected]);
  });

  it("an endpoint without a node that is a pod: the packet gets there", () => {
    const lab = labOf({ dataPath: "kind: cilium", endpoints: [endpoint("100.64.1.10", null)] });
    const ways = allWays(lab.network, packetOf(question("100.64.2.20", "198.18.0.10")), "default/client-3");
    expect(ways.map((way) => (way.kind === "delivered" ? way.station : way.reason))).toEqual(["kube-system/coredns-2"]);
  });
});

describe("node ports", () => {
  const service = {
    ports: [{ name: "dns", port: 53, protocol: "UDP", nodePort: 30053 }],
    externalTrafficPolicy: "Local",
  };
  const at = (node: number): string => question("192.168.13.11", `192.168.14.3${node}`, 30_053);

  it.each(bothDataPaths)("%s, Local, from outside: the node that was asked, if it has an endpoint", (dataPath) => {
    const lab = labOf({ dataPath, service });
    expect(translations(lab, at(1), "dns1")).toEqual(["node1 > 100.64.0.10 as 192.168.13.11"]);
    expect(translations(lab, at(3), "dns1")).toEqual([
      dataPath === "kind: cilium" ? "node3 ! no-endpoint" : "node3 ! no-local-endpoint",
    ]);
  });

  it("a port that is no node port ends at the node", () => {
    expect(translations(labOf({ service }), question("192.168.13.11", "192.168.14.31", 30_054), "dns1")).toEqual([
      "node1 > 192.168.14.31 as 192.168.13.11",
    ]);
  });

  it.each<readonly [string, string, readonly string[]]>([
    [
      "kube-proxy: the node that is asked translates, and keeps a pod's address",
      "kind: kube-proxy",
      ["node3 > 100.64.0.10 as 100.64.0.20", "node3 > 100.64.1.10 as 100.64.0.20"],
    ],
    [
      "Cilium: the pod's own node does, at the socket",
      "kind: cilium",
      ["node1 > 100.64.0.10 as 100.64.0.20", "node1 > 100.64.1.10 as 100.64.0.20"],
    ],
  ])("from a pod, another node's: %s", (_, dataPath, expected) => {
    const lab = labOf({ dataPath, service });
    expect(translations(lab, question("100.64.0.20", "192.168.14.33", 30_053), "default/client-1")).toEqual(expected);
  });
});

describe("a node's port on its loopback address", () => {
  const service = { ports: [{ name: "dns", port: 53, protocol: "UDP", nodePort: 30053 }] };
  const packet = question("127.0.0.1", "127.0.0.1", 30_053);

  it.each<readonly [string, string]>([
    ["kind: kube-proxy", "node1 > 100.64.0.10 as 100.64.0.1"],
    ["kind: cilium", "node1 > 100.64.0.10 as 100.64.0.57"],
  ])("%s: asked by the node itself", (dataPath, expected) => {
    expect(translations(labOf({ dataPath, service }), packet, "node1")[0]).toBe(expected);
  });

  it.each(bothDataPaths)("%s: a pod's loopback is its own", (dataPath) => {
    expect(translations(labOf({ dataPath, service }), packet, "default/client-1")).toEqual([
      "default/client-1 > 127.0.0.1 as 127.0.0.1",
    ]);
  });

  it("in IPv6 it ends at the node", () => {
    expect(translations(labOf({ service }), "[::1]:1 -> [::1]:30053/udp", "node1")).toEqual(["node1 > ::1 as ::1"]);
  });
});

describe("spec.externalIPs", () => {
  const service = { externalIPs: ["203.0.113.53", "192.168.14.31"], loadBalancerSourceRanges: ["192.0.2.0/24"] };
  const hosts = [stray("203.0.113.53/32", 3)];

  it.each(bothDataPaths)("%s, from outside: as a load balancer's address, without its source ranges", (dataPath) => {
    const lab = labOf({ dataPath, service, hosts });
    expect(translations(lab, question("192.168.14.99", "203.0.113.53"), "stray")).toHaveLength(2);
  });

  it("kube-proxy: pods and nodes reach it too", () => {
    const lab = labOf({ service });
    expect(translations(lab, question("100.64.0.20", "203.0.113.53"), "default/client-1")).toEqual([
      "node1 > 100.64.0.10 as 100.64.0.1",
      "node1 > 100.64.1.10 as 192.168.14.31",
    ]);
  });

  it("Cilium's sockets leave it alone: the packet goes out, and comes back where it is announced (CVE-2020-8554)", () => {
    const lab = labOf({ dataPath: "kind: cilium", service });
    const ways = translations(lab, question("192.168.14.31", "203.0.113.53"), "node1");
    expect(ways).toHaveLength(6);
    expect(ways).toContain("node2 > 100.64.1.10 as 192.168.14.31");
    const withoutBgp = labOf({ dataPath: "kind: cilium", service, withoutBgp: true });
    expect(translations(withoutBgp, question("192.168.14.31", "203.0.113.53"), "node1")).toEqual(["router ! no-route"]);
  });

  it("Cilium: unless it is the node's own address", () => {
    const lab = labOf({ dataPath: "kind: cilium", service });
    expect(translations(lab, question("100.64.0.20", "192.168.14.31"), "default/client-1")).toHaveLength(2);
  });
});

describe("headless services and addresses without a service", () => {
  const headless = [
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: meta("db", "default"),
      spec: { clusterIP: "None", clusterIPs: ["None"], ports: dnsPorts },
    },
    endpointSlice("default/db", [endpoint("100.64.0.10", "node1")], dnsPorts),
  ];

  it("a headless service has no frontend: its endpoints are asked themselves", () => {
    const lab = labOf({ objects: headless });
    expect(
      [...(lab.network.clusters.get("lab")?.frontends.values() ?? [])].map(({ service }) => service.metadata.name),
    ).not.toContain("db");
    expect(translations(lab, question("100.64.2.20", "100.64.0.10"), "default/client-3")).toEqual([
      "kube-system/coredns-1 > 100.64.0.10 as 100.64.2.20",
    ]);
  });

  it("a port that no service has: the packet circles between node and router (cilium#32195)", () => {
    const hosts = [stray("198.19.0.0/16", 1)];
    const lab = labOf({ dataPath: "kind: cilium", hosts, withoutBgp: true });
    const router = lab.network.stations.get("router");
    if (router === undefined) throw new RangeError("no router");
    const routes = [
      {
        prefix: prefixOf("198.19.0.30/32"),
        next: { kind: "gateways", addresses: [addressOf("192.168.14.31")] },
        source: null,
        origin: "static",
      } as const,
      ...router.routes,
    ];
    const network = makeNetwork(
      [...lab.network.stations.values()].map((station) => (station === router ? { ...router, routes } : station)),
      lab.network.clusters,
    );
    const ways = allWays(network, packetOf(question("192.168.14.99", "198.19.0.30", 5353)), "stray");
    expect(ways.map((way) => (way.kind === "dropped" ? way.reason : way.station))).toEqual(["too-many-hops"]);
  });

  it("of two services that claim one address the first by name has it", () => {
    const rival = {
      apiVersion: "v1",
      kind: "Service",
      metadata: meta("aaa", "kube-system"),
      spec: { clusterIPs: ["198.18.0.10"], ports: dnsPorts },
    };
    const frontend = labOf({ objects: [rival] })
      .network.clusters.get("lab")
      ?.frontends.get("198.18.0.10 53 udp");
    expect(frontend?.service.metadata.name).toBe("aaa");
  });
});

describe("two families", () => {
  const service = { clusterIPs: ["198.18.0.10", "fd18::10"], externalIPs: ["fd19::30"] };
  const six = [
    endpointSlice("kube-system/kube-dns", [endpoint("fd64:0::a", "node1"), endpoint("fd64:1::a", "node2")], dnsPorts),
  ];
  const pods = [
    {
      apiVersion: "v1",
      kind: "Pod",
      metadata: meta("six-1", "kube-system", { "k8s-app": "kube-dns" }),
      spec: { nodeName: "node1" },
      status: { phase: "Running", podIPs: [{ ip: "fd64::a" }] },
    },
    {
      apiVersion: "v1",
      kind: "Pod",
      metadata: meta("six-2", "kube-system", { "k8s-app": "kube-dns" }),
      spec: { nodeName: "node2" },
      status: { phase: "Running", podIPs: [{ ip: "fd64:1::a" }] },
    },
  ];
  const objects = [...six, ...pods];

  it.each(bothDataPaths)("%s: each address goes to endpoints of its own family", (dataPath) => {
    const lab = labOf({ dataPath, service, objects });
    expect(translations(lab, "[fd64::14]:1 -> [fd18::10]:53/udp", "default/client-1")).toEqual([
      "node1 > fd64::a as fd64::14",
      "node1 > fd64:1::a as fd64::14",
    ]);
    expect(translations(lab, question("100.64.0.20", "198.18.0.10"), "default/client-1")).toEqual([
      "node1 > 100.64.0.10 as 100.64.0.20",
      "node1 > 100.64.1.10 as 100.64.0.20",
    ]);
  });

  it.each<readonly [string, readonly string[]]>([
    ["kind: kube-proxy", ["node1 > fd64::a as fd64::1", "node1 > fd64:1::a as fd14::31"]],
    ["kind: cilium", ["node1 > fd64::a as fd14::99", "node1 > fd64:1::a as fd64::57"]],
  ])("%s: sources are the node's of that family", (dataPath, expected) => {
    const hosts = ['stray: { addresses: ["fd14::99"], routes: { "fd19::30/128": "fd14::31" } }'];
    const lab = labOf({ dataPath, service, objects, hosts });
    expect(translations(lab, "[fd14::99]:1 -> [fd19::30]:53/udp", "stray")).toEqual(expected);
  });
});

describe("the way back undoes every translation", () => {
  it.each<readonly [string, string, string, string, string]>([
    [
      "kube-proxy, Cluster",
      "kind: kube-proxy",
      "dns1",
      question("192.168.13.11"),
      "dns1 > router > node1 > kube-system/coredns-1 | node1 > router > dns1 from 198.19.0.30:53",
    ],
    [
      "Cilium",
      "kind: cilium",
      "mac",
      question("192.168.20.77"),
      "mac > router > node1 > kube-system/coredns-1 | node1 > router > mac from 198.19.0.30:53",
    ],
    [
      "from a pod through its cluster IP",
      "kind: cilium",
      "default/client-3",
      question("100.64.2.20", "198.18.0.10"),
      "default/client-3 > node3 > node1 > kube-system/coredns-1 | node1 > node3 > default/client-3 from 198.18.0.10:53",
    ],
    [
      "from a node",
      "kind: kube-proxy",
      "node3",
      question("192.168.14.33", "198.18.0.10"),
      "node3 > node1 > kube-system/coredns-1 | node1 > node3 from 198.18.0.10:53",
    ],
    [
      "a masqueraded pod",
      "kind: cilium",
      "default/client-1",
      question("100.64.0.20", "192.168.13.11"),
      "default/client-1 > node1 > router > dns1 | router > node1 > default/client-1 from 192.168.13.11:53",
    ],
    [
      "a pod that reaches itself",
      "kind: kube-proxy",
      "kube-system/coredns-1",
      question("100.64.0.10", "198.18.0.10"),
      "kube-system/coredns-1 > node1 > kube-system/coredns-1 | node1 > kube-system/coredns-1 from 198.18.0.10:53",
    ],
  ])("%s", (_, dataPath, from, packet, expected) => {
    expect(printRoundTrip(labOf({ dataPath }).network, packetOf(packet), from)).toBe(expected);
  });

  it("DSR: straight from the endpoint's node to the client", () => {
    const lab = labOf({ dataPath: "kind: cilium, mode: dsr", endpoints: [endpoint("100.64.1.10", "node2")] });
    expect(printRoundTrip(lab.network, packetOf(question("192.168.20.77")), "mac")).toBe(
      "mac > router > node1 > node2 > kube-system/coredns-2 | node2 > router > mac from 198.19.0.30:53",
    );
  });
});

describe("large clusters", () => {
  it("a node port is one entry, however many nodes there are", () => {
    const ports = [{ name: "dns", port: 53, protocol: "UDP", nodePort: 30053 }];
    const nodes = Array.from({ length: 50 }, (_, index) => ({
      apiVersion: "v1",
      kind: "Node",
      metadata: meta(`more${index}`, ""),
      status: { addresses: [{ type: "InternalIP", address: `192.168.14.${100 + index}` }] },
    }));
    const sizeWith = (objects: LabChanges["objects"]): number =>
      labOf({ service: { ports }, objects: objects ?? [] }).network.clusters.get("lab")?.frontends.size ?? 0;
    expect(sizeWith(nodes)).toBe(sizeWith([]));
  });
});
