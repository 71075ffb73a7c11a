import { describe, expect, it } from "vitest";
import { nodeOf, podOf, printAddresses, printRoutes, serviceOf, sliceOf } from "./cluster-files.fixture.ts";
import { siteOfFiles } from "./site-files.fixture.ts";

/** `dns1` with this keepalived.conf, `dns2` without any, on one network. */
function withKeepalived(instance: string, globals = "", scripts = "") {
  const { twin, said } = siteOfFiles({
    "site.yaml": `version: 1
networks: { lan: 192.0.2.0/24, back: 198.51.100.0/24 }
hosts:
  dns1: { addresses: [192.0.2.11, 198.51.100.11], keepalived: { config: dns1/etc/keepalived.conf${scripts} } }
  dns2: { addresses: 192.0.2.12 }
`,
    "dns1/etc/keepalived.conf": `${globals}vrrp_instance v {\n  interface eth0\n  virtual_router_id 51\n  priority 100\n${instance}}\n`,
  });
  const station = twin.network.stations.get("dns1");
  if (station === undefined) throw new RangeError("no dns1");
  return { twin, said, station };
}

describe("what a host gains by holding a virtual router (keepalived 2.2.7)", () => {
  const VIRTUAL = "  virtual_ipaddress {\n    192.0.2.10/24\n  }\n";

  it.each<readonly [string, string, string]>([
    ["the addresses, behind its own", VIRTUAL, "192.0.2.11/24 198.51.100.11/24 192.0.2.10/24*"],
    [
      "an address without a length is a lone one",
      "  virtual_ipaddress {\n    192.0.2.10\n  }\n",
      "192.0.2.11/24 198.51.100.11/24 192.0.2.10/32*",
    ],
    [
      "in the order that they stand there",
      "  virtual_ipaddress {\n    192.0.2.20/24\n    192.0.2.10/24\n  }\n",
      "192.0.2.11/24 198.51.100.11/24 192.0.2.20/24* 192.0.2.10/24*",
    ],
    [
      "those that its adverts do not name, too",
      `${VIRTUAL}  virtual_ipaddress_excluded {\n    198.51.100.10/24\n    2001:db8::10/64\n  }\n`,
      "192.0.2.11/24 198.51.100.11/24 192.0.2.10/24* 198.51.100.10/24* 2001:db8::10/64*",
    ],
  ])("%s", (_, instance, addresses) => {
    expect(printAddresses(withKeepalived(instance).station).join(" ")).toBe(addresses);
  });

  it.each<readonly [string, string, readonly string[]]>([
    [
      "a route through a gateway",
      "  virtual_routes {\n    203.0.113.0/24 via 192.0.2.1\n  }\n",
      ["203.0.113.0/24 via 192.0.2.1 (virtual)"],
    ],
    [
      "with a source of its own",
      "  virtual_routes {\n    203.0.113.0/24 via 192.0.2.1 src 192.0.2.10\n  }\n",
      ["203.0.113.0/24 via 192.0.2.1 src 192.0.2.10 (virtual)"],
    ],
    [
      "the default route",
      "  virtual_routes {\n    default via 192.0.2.1\n  }\n",
      ["0.0.0.0/0 via 192.0.2.1 (virtual)"],
    ],
    [
      "a route of the link",
      "  virtual_routes {\n    203.0.113.0/24 dev eth0\n  }\n",
      ["203.0.113.0/24 dev link (virtual)"],
    ],
  ])("%s", (_, routes, expected) => {
    const { station } = withKeepalived(`${VIRTUAL}${routes}`);
    expect(printRoutes(station).filter((line) => line.endsWith("(virtual)"))).toEqual(expected);
  });

  it("vrrp_strict drops what is sent to the virtual addresses, and to those alone (vrrp.md)", () => {
    const { station } = withKeepalived(VIRTUAL, "global_defs {\n  vrrp_strict\n}\n");
    expect(station.muted).toEqual(["192.0.2.10"]);
    expect(withKeepalived(VIRTUAL).station.muted).toEqual([]);
  });

  it("a script that fails for good leaves the address with nobody", () => {
    const script = 'vrrp_script chk {\n  script "/bin/false"\n}\n';
    const tracked = `${VIRTUAL}  track_script {\n    chk\n  }\n`;
    const addressesWith = (outcome: string): string =>
      printAddresses(withKeepalived(tracked, script, `, scripts: { chk: ${outcome} }`).station).join(" ");
    expect(addressesWith("ok")).toBe("192.0.2.11/24 198.51.100.11/24 192.0.2.10/24*");
    expect(addressesWith("fail")).toBe("192.0.2.11/24 198.51.100.11/24");
  });

  it("keepalived.conf is read where the host has it, and its faults stand there", () => {
    const { said } = withKeepalived(`  prioritty 5\n${VIRTUAL}`);
    expect(said).toEqual([expect.stringMatching(/^dns1\/etc\/keepalived\.conf:5:3 /)]);
  });
});

const LB = (name: string, ip: string, policy: string): string =>
  serviceOf(
    `a/${name}`,
    `{ type: LoadBalancer, clusterIP: 198.18.0.5, externalTrafficPolicy: ${policy}, selector: { app: ${name} }, ports: [{ port: 53, protocol: UDP }] }`,
    "{ announced: yes }".replace("yes", '"yes"'),
  ).replace(/\n$/, `\nstatus: { loadBalancer: { ingress: [{ ip: ${ip} }] } }\n`);

const BGP = `---
apiVersion: cilium.io/v2
kind: CiliumBGPClusterConfig
metadata: { name: bgp }
spec: { bgpInstances: [{ name: i, localASN: 65001, peers: [{ name: r, peerASN: 65000, peerAddress: 192.0.2.1, peerConfigRef: { name: c } }] }] }
---
apiVersion: cilium.io/v2
kind: CiliumBGPPeerConfig
metadata: { name: c }
spec: { families: [{ afi: ipv4, safi: unicast, advertisements: { matchLabels: { advertise: bgp } } }] }
---
apiVersion: cilium.io/v2
kind: CiliumBGPAdvertisement
metadata: { name: adv, labels: { advertise: bgp } }
spec: { advertisements: [{ advertisementType: Service, service: { addresses: [LoadBalancerIP] }, selector: { matchLabels: { announced: "yes" } } }] }
`;

const CLUSTER = [
  nodeOf("n1", "192.0.2.31"),
  nodeOf("n2", "192.0.2.32"),
  podOf("a/local-1", "100.64.2.5", "{ nodeName: n2 }", "{ app: local }"),
  sliceOf("a/local", "x", '{ addresses: ["100.64.2.5"], nodeName: n2, conditions: { ready: true } }'),
  LB("local", "198.19.0.1", "Local"),
  LB("cluster", "198.19.0.2", "Cluster"),
  BGP,
].join("");

/** What a router with this `bgp` hears, as routes of its own. */
function heardBy(bgp: string, objects: string = CLUSTER): readonly string[] {
  const { twin } = siteOfFiles({
    "site.yaml": `version: 1\nnetworks: { lan: 192.0.2.0/24 }\nhosts:\n  router: { addresses: 192.0.2.1, forwards: true, ${bgp} }\nclusters:\n  k: { objects: o.yaml, coredns: { corefile: Corefile } }\n`,
    "o.yaml": objects,
    Corefile: ".:53 {\n  whoami\n}\n",
  });
  const router = twin.network.stations.get("router");
  return router === undefined
    ? []
    : printRoutes(router)
        .filter((line) => line.endsWith("(bgp)"))
        .toSorted();
}

describe("what a router hears over BGP (facts: cilium.md)", () => {
  const BOTH = "bgp: { asn: 65000, neighbours: [192.0.2.31, 192.0.2.32] }";
  it.each<readonly [string, string, readonly string[]]>([
    [
      "under Local from the node with a ready endpoint, under Cluster from every node, who share the load",
      BOTH,
      ["198.19.0.1/32 via 192.0.2.32 (bgp)", "198.19.0.2/32 via 192.0.2.31 or 192.0.2.32 (bgp)"],
    ],
    [
      "only from those that it names as neighbours",
      "bgp: { asn: 65000, neighbours: [192.0.2.31] }",
      ["198.19.0.2/32 via 192.0.2.31 (bgp)"],
    ],
    ["nothing under another AS number", "bgp: { asn: 65009, neighbours: [192.0.2.31, 192.0.2.32] }", []],
    ["nothing without neighbours", "bgp: { asn: 65000, neighbours: [] }", []],
    ["nothing where it speaks no BGP", "firewall: []", []],
  ])("%s", (_, bgp, routes) => {
    expect(heardBy(bgp)).toEqual(routes);
  });

  it("iBGP: of nodes with different localPreference those of the greatest alone", () => {
    const preferring = (name: string, preference: number): string =>
      BGP.replace("{ name: bgp }", `{ name: ${name} }`)
        .replace("spec: { bgpInstances", `spec: { nodeSelector: { matchLabels: { on: ${name} } }, bgpInstances`)
        .replace("peerASN: 65000", "peerASN: 65001")
        .replaceAll("name: c }", `name: ${name} }`)
        .replaceAll("advertise: bgp", `advertise: ${name}`)
        .replace("name: adv,", `name: ${name},`)
        .replace(
          "advertisementType: Service,",
          `advertisementType: Service, attributes: { localPreference: ${preference} },`,
        );
    const objects = CLUSTER.replace(BGP, preferring("n1", 200) + preferring("n2", 50))
      .replace("{ name: n1 }", "{ name: n1, labels: { on: n1 } }")
      .replace("{ name: n2 }", "{ name: n2, labels: { on: n2 } }");
    expect(heardBy("bgp: { asn: 65001, neighbours: [192.0.2.31, 192.0.2.32] }", objects)).toEqual([
      "198.19.0.1/32 via 192.0.2.32 (bgp)",
      "198.19.0.2/32 via 192.0.2.31 (bgp)",
    ]);
  });

  it.each<readonly [string, (objects: string) => string, readonly string[]]>([
    [
      "a node without a ready endpoint under Local",
      (objects) => objects.replace("ready: true", "ready: false"),
      ["198.19.0.2/32 via 192.0.2.31 or 192.0.2.32 (bgp)"],
    ],
    [
      "a Service that the selector does not take",
      (objects) => objects.replace('matchLabels: { announced: "yes" }', 'matchLabels: { announced: "no" }'),
      [],
    ],
    ["a family of which nothing is advertised", (objects) => objects.replace("afi: ipv4", "afi: ipv6"), []],
    [
      "a peer at another address",
      (objects) => objects.replace("peerAddress: 192.0.2.1,", "peerAddress: 192.0.2.9,"),
      [],
    ],
    [
      "a peer config of another name",
      (objects) => objects.replace("metadata: { name: c }", "metadata: { name: d }"),
      [],
    ],
  ])("nothing from: %s", (_, change, routes) => {
    const changed = change(CLUSTER);
    expect(changed).not.toBe(CLUSTER);
    expect(heardBy(BOTH, changed)).toEqual(routes);
  });
});
