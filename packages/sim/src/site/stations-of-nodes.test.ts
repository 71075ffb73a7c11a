import { describe, expect, it } from "vitest";
import { nodeOf, podOf, printAddresses, printRoutes } from "./cluster-files.fixture.ts";
import { siteOfFiles } from "./site-files.fixture.ts";

const CILIUM_NODE = (name: string, internal: string, podCidr: string): string =>
  `---\napiVersion: cilium.io/v2\nkind: CiliumNode\nmetadata: { name: ${name} }\nspec: { addresses: [{ type: CiliumInternalIP, ip: "${internal}" }], ipam: { podCIDRs: ["${podCidr}"] } }\n`;

const OBJECTS = [
  nodeOf("n1", "192.0.2.31", "{ podCIDRs: [100.64.1.0/24] }"),
  nodeOf("n2", "192.0.2.32", "{ podCIDRs: [100.64.2.0/24] }"),
  CILIUM_NODE("n1", "100.64.1.201", "100.64.1.0/24"),
  CILIUM_NODE("n2", "100.64.2.202", "100.64.2.0/24"),
  podOf("a/p", "100.64.1.5", "{ nodeName: n1 }"),
  podOf("kube-system/c", "100.64.2.10", "{ nodeName: n2 }", "{ k8s-app: kube-dns }"),
].join("");

function stationsOf(cluster: string, objects: string = OBJECTS, site = "") {
  const { twin } = siteOfFiles({
    "site.yaml": `version: 1\nnetworks: { lan: 192.0.2.0/24 }\nhosts:\n  router: { addresses: 192.0.2.1, forwards: true }\n${site}clusters:\n  k: { objects: o.yaml, coredns: { corefile: Corefile }, ${cluster} }\n`,
    "o.yaml": objects,
    Corefile: ".:53 {\n  whoami\n}\n",
  });
  return twin.network.stations;
}

/** Addresses, then routes, of one machine of the cluster. */
function printed(name: string, cluster: string, objects?: string, site?: string): readonly string[] {
  const station = stationsOf(cluster, objects, site).get(name);
  return station === undefined ? [] : [printAddresses(station).join(" "), ...printRoutes(station)];
}

describe("a node's addresses and routes, by who carries the traffic (facts: cilium.md, lab.md)", () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      "Cilium's tunnel: to pods and to other nodes' pods with cilium_host's address",
      "dataPath: { kind: cilium, routing: tunnel }",
      [
        "192.0.2.31/24 100.64.1.201/32",
        "100.64.1.5/32 to a/p src 100.64.1.201 (cluster)",
        "192.0.2.0/24 dev link src 192.0.2.31 (connected)",
        "100.64.2.0/24 to n2 src 100.64.1.201 (cluster)",
        "0.0.0.0/0 via 192.0.2.1 (static)",
      ],
    ],
    [
      "Cilium's native routing: to other nodes' pods with the node's own address",
      "dataPath: { kind: cilium, routing: native }",
      [
        "192.0.2.31/24 100.64.1.201/32",
        "100.64.1.5/32 to a/p src 100.64.1.201 (cluster)",
        "192.0.2.0/24 dev link src 192.0.2.31 (connected)",
        "100.64.2.0/24 to n2 src 192.0.2.31 (cluster)",
        "0.0.0.0/0 via 192.0.2.1 (static)",
      ],
    ],
    [
      "kube-proxy: to pods with the bridge's address, the first of the node's range",
      "dataPath: { kind: kube-proxy }",
      [
        "192.0.2.31/24 100.64.1.1/32",
        "100.64.1.5/32 to a/p src 100.64.1.1 (cluster)",
        "192.0.2.0/24 dev link src 192.0.2.31 (connected)",
        "100.64.2.0/24 to n2 src 192.0.2.31 (cluster)",
        "0.0.0.0/0 via 192.0.2.1 (static)",
      ],
    ],
  ])("%s", (_, cluster, expected) => {
    expect(printed("n1", cluster)).toEqual(expected);
  });

  it("a range that only Cilium's own IPAM tells of counts as the Node's", () => {
    const objects = OBJECTS.replaceAll("podCIDRs: [100.64.2.0/24] }\nstatus", "unschedulable: true }\nstatus");
    expect(printed("n1", "dataPath: { kind: cilium }", objects)).toContain(
      "100.64.2.0/24 to n2 src 100.64.1.201 (cluster)",
    );
  });

  it("the Node's own range counts before Cilium's", () => {
    const objects = `${OBJECTS}${CILIUM_NODE("n2", "100.64.9.1", "100.64.9.0/24")}`;
    const routes = printed("n1", "dataPath: { kind: cilium }", objects);
    expect(routes.filter((line) => line.includes("to n2"))).toEqual(["100.64.2.0/24 to n2 src 100.64.1.201 (cluster)"]);
  });
});

describe("a node's way out", () => {
  const CILIUM = "dataPath: { kind: cilium }";
  it.each<readonly [string, string, string, readonly string[]]>([
    ["the router on the nodes' network", CILIUM, "", ["0.0.0.0/0 via 192.0.2.1 (static)"]],
    [
      "of two routers there the first",
      CILIUM,
      "  second: { addresses: 192.0.2.2, forwards: true }\n",
      ["0.0.0.0/0 via 192.0.2.1 (static)"],
    ],
    [
      "what the cluster's own routes say, and nothing else",
      `${CILIUM}, routes: { 198.51.100.0/24: 192.0.2.9 }`,
      "",
      ["198.51.100.0/24 via 192.0.2.9 (static)"],
    ],
    [
      "several gateways share the load",
      `${CILIUM}, routes: { default: [192.0.2.1, 192.0.2.9] }`,
      "",
      ["0.0.0.0/0 via 192.0.2.1 or 192.0.2.9 (static)"],
    ],
  ])("%s", (_, cluster, site, expected) => {
    expect(printed("n1", cluster, OBJECTS, site).filter((line) => line.endsWith("(static)"))).toEqual(expected);
  });

  it("none where nobody on the link forwards", () => {
    const { twin } = siteOfFiles({
      "site.yaml":
        "version: 1\nnetworks: { lan: 192.0.2.0/24 }\nhosts: { h: { addresses: 192.0.2.1 } }\nclusters: { k: { objects: o.yaml } }\n",
      "o.yaml": OBJECTS,
    });
    const node = twin.network.stations.get("n1");
    expect(node === undefined ? [] : printRoutes(node).filter((line) => line.startsWith("0.0.0.0/0"))).toEqual([]);
  });

  it("one of each family where the router has both", () => {
    const { twin } = siteOfFiles({
      "site.yaml":
        'version: 1\nnetworks: { lan: 192.0.2.0/24, six: "2001:db8::/64" }\nhosts: { r: { addresses: [192.0.2.1, "2001:db8::1"], forwards: true } }\nclusters: { k: { objects: o.yaml } }\n',
      "o.yaml": nodeOf("n1", "192.0.2.31 2001:db8::31", '{ podCIDRs: [100.64.1.0/24, "2001:db8:64::/64"] }'),
    });
    const node = twin.network.stations.get("n1");
    expect(node === undefined ? [] : [printAddresses(node).join(" "), ...printRoutes(node)]).toEqual([
      "192.0.2.31/24 2001:db8::31/64",
      "2001:db8::/64 dev link src 2001:db8::31 (connected)",
      "192.0.2.0/24 dev link src 192.0.2.31 (connected)",
      "0.0.0.0/0 via 192.0.2.1 (static)",
      "::/0 via 2001:db8::1 (static)",
    ]);
  });

  it("a node on no network of the site has no link, only itself", () => {
    expect(printed("n1", "dataPath: { kind: cilium }", nodeOf("n1", "203.0.113.31"))[0]).toBe("203.0.113.31/32");
  });
});

describe("a pod sends everything through its node", () => {
  it.each<readonly [string, readonly string[]]>([
    ["a/p", ["100.64.1.5/32", "0.0.0.0/0 to n1 src 100.64.1.5 (cluster)"]],
    ["kube-system/c", ["100.64.2.10/32", "0.0.0.0/0 to n2 src 100.64.2.10 (cluster)"]],
  ])("%s", (name, expected) => {
    expect(printed(name, "dataPath: { kind: cilium }")).toEqual(expected);
  });

  it("with an address of each family it has a way out for each", () => {
    const objects = `${OBJECTS}${podOf("a/six", "2001:db8:64::5 100.64.1.6", "{ nodeName: n1 }")}`;
    expect(printed("a/six", "dataPath: { kind: cilium }", objects)).toEqual([
      "2001:db8:64::5/128 100.64.1.6/32",
      "::/0 to n1 src 2001:db8:64::5 (cluster)",
      "0.0.0.0/0 to n1 src 100.64.1.6 (cluster)",
    ]);
  });

  it("nodes forward and belong to the cluster, pods do not forward", () => {
    const kinds = [...stationsOf("dataPath: { kind: cilium }").values()].map(
      ({ name, kind, forwards, cluster }) => `${name} ${kind} ${forwards ? "forwards" : "ends"} ${cluster}`,
    );
    expect(kinds).toEqual([
      "router host forwards null",
      "n1 node forwards k",
      "n2 node forwards k",
      "a/p pod ends k",
      "kube-system/c pod ends k",
    ]);
  });
});
