import { describe, expect, it } from "vitest";
import { exampleTwin } from "../failures/example-site.fixture.ts";
import { Simulation, standardParts } from "../simulation/index.ts";
import { pair, pairTwin } from "../simulation/pair.fixture.ts";
import { drawSite } from "./index.ts";
import { twinOfYaml } from "./picture.fixture.ts";
import { pictureOf, type SitePicture } from "./site-picture.ts";

const NETWORKS = `networks: { lan: 192.168.13.0/24, nodes: 192.168.14.0/24, six: "2001:db8::/64" }`;

function pictureOfYaml(lines: string, files: Readonly<Record<string, string>> = {}): SitePicture {
  return pictureOf(twinOfYaml(`version: 1\n${NETWORKS}\n${lines}\n`, files));
}

/** `name [networks]: lines`, and pods behind `+`. */
function told({ boxes }: SitePicture): readonly string[] {
  return boxes.map(({ name, networks, lines, troubles, pods }) =>
    [
      `${name} [${networks.join(" ")}]: ${[...troubles.map((trouble) => `! ${trouble}`), ...lines].join("; ")}`,
      ...pods.map(
        (pod) => ` + ${[pod.title, ...pod.troubles.map((trouble) => `! ${trouble}`), ...pod.lines].join("; ")}`,
      ),
    ].join(""),
  );
}

const NAMED = { "/named.conf": 'options { directory "/"; };\n' };

describe("a host's box", () => {
  it.each<readonly [string, string, string]>([
    ["an address", "{ addresses: [192.168.13.7] }", "a [lan]: 192.168.13.7"],
    [
      "a name server",
      `{ addresses: [192.168.13.7], bind: { version: "9.18", config: named.conf } }`,
      "a [lan]: 192.168.13.7; BIND 9.18",
    ],
    [
      "a client with servers",
      "{ addresses: [192.168.13.7], nameservers: [192.168.13.1, 192.168.13.2] }",
      "a [lan]: 192.168.13.7; asks 192.168.13.1, 192.168.13.2",
    ],
    [
      "a router between networks, in the site's order",
      "{ addresses: [192.168.14.1, 192.168.13.1], forwards: true }",
      "a [lan nodes]: 192.168.14.1; 192.168.13.1; passes packets on",
    ],
    [
      "a router that hears nothing",
      "{ addresses: [192.168.13.1], forwards: true, bgp: { asn: 65000 } }",
      "a [lan]: 192.168.13.1; passes packets on; AS 65000, nothing learned by BGP",
    ],
    ["both families", `{ addresses: [192.168.13.7, "2001:db8::7"] }`, "a [lan six]: 192.168.13.7; 2001:db8::7"],
    ["nowhere", "{ addresses: [203.0.113.9] }", "a []: 203.0.113.9"],
    [
      "many addresses are counted",
      `{ addresses: [${[1, 2, 3, 4, 5, 6, 7].map((last) => `192.168.13.${last}`).join(", ")}] }`,
      "a [lan]: 192.168.13.1; 192.168.13.2; 192.168.13.3; 192.168.13.4; 192.168.13.5; and 2 more addresses",
    ],
    [
      "six of them are not",
      `{ addresses: [${[1, 2, 3, 4, 5, 6].map((last) => `192.168.13.${last}`).join(", ")}] }`,
      "a [lan]: 192.168.13.1; 192.168.13.2; 192.168.13.3; 192.168.13.4; 192.168.13.5; 192.168.13.6",
    ],
  ])("%s", (_what, host, expected) => {
    expect(told(pictureOfYaml(`hosts: { a: ${host} }`, NAMED))).toEqual([expected]);
  });

  it("names of any script, of the language's own words and of XML's", () => {
    const names = ["end", "公司", "a<b", "__proto__", "constructor"];
    const hosts = names.map((name, at) => `  "${name}": { addresses: [192.168.13.${at + 1}] }`).join("\n");
    expect(pictureOfYaml(`hosts:\n${hosts}`).boxes.map(({ name }) => name)).toEqual(names);
  });
});

describe("a virtual address's box", () => {
  const virtual = (picture: SitePicture): readonly string[] =>
    told(picture).filter((line) => line.startsWith("192.168.13.10"));
  const held = (who: string): string =>
    who === "nobody holds it"
      ? `192.168.13.10 [lan]: ! ${who}; virtual router 51, VRRP`
      : `192.168.13.10 [lan]: virtual router 51, VRRP; ${who}`;

  it("stands beside the first of those that share it, and says who holds it at rest", () => {
    expect(pictureOf(pairTwin()).boxes.map(({ name }) => name)).toEqual([
      "dns1",
      "192.168.13.10",
      "dns2",
      "router",
      "cl",
      "far",
    ]);
    expect(virtual(pictureOf(pairTwin()))).toEqual([held("held by dns1")]);
  });

  it.each<readonly [string, readonly Parameters<ReturnType<typeof pair>["inject"]>[0][], string]>([
    ["nothing", [], "held by dns1"],
    ["the first one's power", [{ kind: "crash", machine: "dns1" }], "held by dns2"],
    [
      "both ones' power",
      [
        { kind: "crash", machine: "dns1" },
        { kind: "crash", machine: "dns2" },
      ],
      "nobody holds it",
    ],
    ["keepalived stopped", [{ kind: "stop", machine: "dns1", program: "keepalived" }], "held by dns2"],
    [
      "what they say to each other",
      [{ kind: "mute-adverts", between: ["dns1", "dns2"], direction: "both-ways" }],
      "held by dns1 and dns2",
    ],
  ])("after %s has failed", (_what, faults, who) => {
    const simulation = pair();
    simulation.runFor(5000);
    for (const fault of faults) simulation.inject(fault);
    simulation.runFor(8000);
    expect(virtual(pictureOf(simulation.world))).toEqual([held(who)]);
  });

  it("two virtual routers are two boxes", () => {
    const second = `vrrp_instance VI_2 { state BACKUP\n interface eth0\n virtual_router_id 52\n priority 90\n virtual_ipaddress {\n 192.168.13.20/24\n 192.168.13.21/24\n } }`;
    const titles = pictureOf(pairTwin({ global: second })).boxes.filter(({ kind }) => kind === "virtual");
    expect(titles.map(({ name, lines }) => `${name}: ${lines[0]}`).sort()).toEqual([
      "192.168.13.10: virtual router 51, VRRP",
      "192.168.13.20, 192.168.13.21: virtual router 52, VRRP",
    ]);
  });
});

describe("what is out of order", () => {
  const troublesIn = ({ boxes }: SitePicture): readonly string[] =>
    boxes.flatMap(({ title, troubles, pods }) => [
      ...troubles.map((trouble) => `${title} ${trouble}`),
      ...pods.flatMap((pod) => pod.troubles.map((trouble) => `${pod.title} ${trouble}`)),
    ]);

  it.each<readonly [Parameters<ReturnType<typeof pair>["inject"]>[0], readonly string[]]>([
    [{ kind: "crash", machine: "dns1" }, ["dns1 has no power", "192.168.13.10 nobody holds it"]],
    [{ kind: "freeze", machine: "dns1" }, ["dns1 stands still"]],
    [{ kind: "unplug", machine: "dns1" }, ["dns1 is unplugged", "192.168.13.10 nobody holds it"]],
    [{ kind: "unplug", machine: "router" }, ["router is unplugged"]],
    [{ kind: "unplug", machine: "router", link: "beyond" }, ["router is unplugged from beyond"]],
    [{ kind: "kill", machine: "dns2", program: "named" }, ["dns2 named does not run"]],
    [{ kind: "hang", machine: "dns2", program: "named" }, ["dns2 named hangs"]],
  ])("%j: %s; healed, nothing", (fault, expected) => {
    const simulation = pair();
    expect(troublesIn(pictureOf(simulation.world))).toEqual([]);
    simulation.inject(fault);
    expect(troublesIn(pictureOf(simulation.world))).toEqual(expected);
    expect(drawSite(simulation.world, "svg")).toContain(`>${expected[0]?.replace(/^\S+ /, "")}</text>`);
    simulation.heal(fault);
    simulation.runFor(10_000);
    expect(troublesIn(pictureOf(simulation.world))).toEqual([]);
  });

  it("a name server that refuses to start, in a site at rest", () => {
    const host = `a: { addresses: [192.168.13.7], bind: { version: "9.18", config: named.conf } }`;
    const files = { "/named.conf": `options { directory "/"; };\nzone "x" { type nonsense; };\n` };
    expect(troublesIn(pictureOfYaml(`hosts: { ${host} }`, files))).toEqual(["a BIND 9.18 does not start"]);
  });

  it("pods are those of the moment: after a rollout the new ones, and a pod whose CoreDNS is gone says so", () => {
    const simulation = new Simulation(exampleTwin("kloud-lan"), { seed: 1 }, standardParts);
    const coreDns = (): readonly string[] =>
      pictureOf(simulation.world).boxes.flatMap(({ pods }) =>
        pods.flatMap((pod) => (pod.isCoreDns ? [pod.title] : [])),
      );
    const before = coreDns();
    simulation.deletePods({ namespace: "kube-system", name: null, selector: "k8s-app=kube-dns" });
    simulation.runFor(60_000);
    const after = coreDns();
    expect(after).toHaveLength(2);
    expect(after.filter((pod) => before.includes(pod))).toEqual([]);
    const pod = simulation.world.clusters.get("k8s1")?.coreDnsStations[0] ?? "";
    simulation.inject({ kind: "hang", machine: pod, program: "coredns" });
    expect(troublesIn(pictureOf(simulation.world))).toEqual([`${pod.replace(/^.*\//, "")} coredns hangs`]);
  });
});

describe("a cluster's boxes", () => {
  const objects = (items: readonly object[]): Readonly<Record<string, string>> => ({
    "/all.json": JSON.stringify({ apiVersion: "v1", kind: "List", items }),
  });
  const node = (name: string, ...addresses: readonly string[]): object => ({
    apiVersion: "v1",
    kind: "Node",
    metadata: { name },
    status: { addresses: addresses.map((address) => ({ type: "InternalIP", address })) },
  });
  const pod = (name: string, place: number, nodeName = "n1"): object => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "shop" },
    spec: { nodeName },
    status: { phase: "Running", podIP: `100.64.0.${place}`, podIPs: [{ ip: `100.64.0.${place}` }] },
  });
  const balancer = (name: string, ...ips: readonly string[]): object => ({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace: "shop" },
    spec: { type: "LoadBalancer", clusterIP: "198.18.0.1", ports: [{ port: 80 }] },
    status: { loadBalancer: { ingress: ips.map((ip) => ({ ip })) } },
  });
  const cluster = (extra = ""): string =>
    `clusters: { k8s1: { objects: all.json, podCidrs: [100.64.0.0/16], network: nodes${extra} } }`;

  it.each<readonly [string, readonly object[], readonly string[]]>([
    ["a bare node", [node("n1", "192.168.14.31")], ["n1 [nodes]: 192.168.14.31; node of k8s1"]],
    [
      "one pod by its name",
      [node("n1", "192.168.14.31"), pod("web-1", 5)],
      ["n1 [nodes]: 192.168.14.31; node of k8s1 + shop/web-1"],
    ],
    [
      "several pods by their number",
      [node("n1", "192.168.14.31"), pod("web-1", 5), pod("web-2", 6)],
      ["n1 [nodes]: 192.168.14.31; node of k8s1 + 2 other pods"],
    ],
    [
      "a node outside of every network stands on its cluster's",
      [node("n1", "10.0.0.1")],
      ["n1 [nodes]: 10.0.0.1; node of k8s1"],
    ],
    [
      "more than six nodes are counted",
      [1, 2, 3, 4, 5, 6, 7, 8].map((at) => node(`n${at}`, `192.168.14.${at}`)),
      [
        ...[1, 2, 3, 4, 5, 6].map((at) => `n${at} [nodes]: 192.168.14.${at}; node of k8s1`),
        "and 2 more nodes [nodes]: of k8s1",
      ],
    ],
  ])("%s", (_what, items, expected) => {
    expect(told(pictureOfYaml(cluster(), objects(items)))).toEqual(expected);
  });

  it("a network that the site has not is none: the node is drawn all the same, and no edge leads nowhere", () => {
    const yaml = `version: 1\n${NETWORKS}\nclusters: { k8s1: { objects: all.json, podCidrs: [100.64.0.0/16], network: gone } }\n`;
    const twin = twinOfYaml(yaml, objects([node("n1", "10.0.0.1")]));
    expect(told(pictureOf(twin))).toEqual(["n1 []: 10.0.0.1; node of k8s1"]);
    expect(drawSite(twin, "svg")).toContain(">n1</text>");
    expect(drawSite(twin, "mermaid")).not.toContain("net-1");
  });

  it("addresses of load balancers in order of number, the first five and how many more", () => {
    const ips = [10, 9, 100, 30, 2, 1, 20].map((last) => `198.19.0.${last}`);
    const { balancers } = pictureOfYaml(cluster(), objects([node("n1", "192.168.14.31"), balancer("web", ...ips)]));
    expect(balancers).toEqual([
      {
        cluster: "k8s1",
        lines: [...[1, 2, 9, 10, 20].map((last) => `198.19.0.${last}  shop/web`), "and 2 more addresses"],
        routers: [],
      },
    ]);
  });

  it("a cluster without nodes shows its load balancers too", () => {
    const yaml = `version: 1\n${NETWORKS}\n${cluster()}\n`;
    const svg = drawSite(twinOfYaml(yaml, objects([balancer("web", "198.19.0.5")])), "svg");
    expect(svg).toContain(">addresses of load balancers in k8s1</text>");
    expect(svg).toContain(">198.19.0.5  shop/web</text>");
  });

  it("a site of nothing is an empty picture", () => {
    expect(pictureOf(twinOfYaml("version: 1\n"))).toEqual({ networks: [], boxes: [], balancers: [] });
    expect(drawSite(twinOfYaml("version: 1\n"), "mermaid")).toBe("flowchart TB\n");
  });
});
