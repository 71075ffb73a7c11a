import { describe, expect, it } from "vitest";
import { nameOf } from "../dns/index.ts";
import { namespace, service, slice, snapshotOf } from "../kubernetes/cluster.fixture.ts";
import { type MappedName, type Mapping, type MappingSettings, mapAll, mapName } from "./index.ts";

/** What the plugins kubernetes and k8s_external of CoreDNS 1.15.0 answer, as a naming table: plugin/kubernetes/parse.go, external.go. */

const http = { name: "http", port: 80, protocol: "TCP" };
const clusterIp = (...clusterIPs: readonly string[]): Record<string, unknown> => ({
  clusterIP: clusterIPs[0],
  clusterIPs,
});

const SNAPSHOT = snapshotOf(
  ...["apps", "svc", "pod", "dns", "hidden"].map((name) => namespace(name)),
  service("plain.apps", { ...clusterIp("198.18.0.1"), ports: [http] }),
  service("open.apps", { ...clusterIp("198.18.0.2"), type: "LoadBalancer", ports: [http, { ...http, name: "" }] }, [
    { ip: "198.19.0.2" },
  ]),
  service("dual.apps", { ...clusterIp("198.18.0.3", "fd98::3"), type: "LoadBalancer", ports: [http] }, [
    { ip: "198.19.0.3" },
    { ip: "fd99::3" },
    { ip: "198.19.0.3" },
  ]),
  service("named.apps", { ...clusterIp("198.18.0.4"), type: "LoadBalancer", ports: [http] }, [
    { hostname: "lb.example.org" },
    { ip: "198.19.0.4" },
  ]),
  service("waits.apps", { ...clusterIp("198.18.0.5"), type: "LoadBalancer", ports: [http] }),
  service("node.apps", { ...clusterIp("198.18.0.6"), type: "NodePort", ports: [http] }),
  service("alias.apps", { type: "ExternalName", externalName: "www.example.org" }),
  service("aliasout.apps", { type: "ExternalName", externalName: "www.example.org", externalIPs: ["203.0.113.9"] }),
  service("bare.apps", { ...clusterIp("198.18.0.7"), externalIPs: ["203.0.113.7"] }),
  service("none.apps", { ...clusterIp("None"), ports: [http] }),
  service("db.apps", { ...clusterIp("None"), ports: [http] }),
  slice(
    "db.apps",
    [
      { addresses: ["100.64.0.1"], hostname: "Db-0", conditions: { ready: true } },
      { addresses: ["100.64.0.2"], targetRef: { kind: "Pod", name: "db-x" }, conditions: {} },
      { addresses: ["100.64.0.3"], targetRef: { kind: "Pod", name: "p".repeat(64) }, conditions: { ready: true } },
      { addresses: ["100.64.0.4"], conditions: { ready: false } },
    ],
    [http],
  ),
  slice("db.apps", [{ addresses: ["fd64::"], conditions: { ready: true } }], [], "six"),
  service("x.svc", { ...clusterIp("198.18.0.8"), type: "LoadBalancer" }, [{ ip: "198.19.0.8" }]),
  service("x.dns", { ...clusterIp("198.18.0.9"), type: "LoadBalancer" }, [{ ip: "198.19.0.9" }]),
  service("x.hidden", { ...clusterIp("198.18.0.10"), type: "LoadBalancer" }, [{ ip: "198.19.0.10" }]),
  service("lost.nowhere", { ...clusterIp("198.18.0.11") }),
);

const SETTINGS: MappingSettings = {
  snapshot: SNAPSHOT,
  clusterDomain: nameOf("cluster.local."),
  externalDomains: [nameOf("out.test.")],
  apexLabel: "dns",
  headless: false,
  endpointPodNames: false,
  isExposed: (name) => name !== "hidden",
};

const printName = ({ name, addresses, hosts }: MappedName): string =>
  `${name.text} = ${[...addresses, ...hosts].join(" ")}`;

/** `inside | outside`, or `reason` and the name inside where there is one. */
function print(mapping: Mapping): string {
  const inside = mapping.internal === null ? "" : printName(mapping.internal);
  if (mapping.kind === "mapped") return [inside, ...mapping.external.map(printName)].join(" | ");
  return `${mapping.reason}${inside === "" ? "" : ` (${inside})`}`;
}

const map = (name: string, changes: Partial<MappingSettings> = {}): string =>
  print(mapName(nameOf(name), { ...SETTINGS, ...changes }));

describe("a service of each kind, asked by its name inside", () => {
  it.each([
    ["plain", "cluster-ip-only (plain.apps.svc.cluster.local. = 198.18.0.1)"],
    ["open", "open.apps.svc.cluster.local. = 198.18.0.2 | open.apps.out.test. = 198.19.0.2"],
    ["dual", "dual.apps.svc.cluster.local. = 198.18.0.3 fd98::3 | dual.apps.out.test. = 198.19.0.3 fd99::3"],
    ["named", "named.apps.svc.cluster.local. = 198.18.0.4 | named.apps.out.test. = 198.19.0.4 lb.example.org"],
    ["waits", "pending (waits.apps.svc.cluster.local. = 198.18.0.5)"],
    ["node", "cluster-ip-only (node.apps.svc.cluster.local. = 198.18.0.6)"],
    ["alias", "external-name (alias.apps.svc.cluster.local. = www.example.org)"],
    ["aliasout", "aliasout.apps.svc.cluster.local. = www.example.org | aliasout.apps.out.test. = 203.0.113.9"],
    ["bare", "bare.apps.svc.cluster.local. = 198.18.0.7 | bare.apps.out.test. = 203.0.113.7"],
    ["none", "no-ready-endpoints"],
    ["db", "headless-not-served (db.apps.svc.cluster.local. = 100.64.0.1 100.64.0.2 100.64.0.3 fd64::)"],
    ["missing", "unknown-service"],
  ])("%s: %s", (name, expected) => expect(map(`${name}.apps.svc.cluster.local.`)).toBe(expected));
});

describe("namespaces", () => {
  it.each([
    // A namespace may be called like the branches of the cluster domain.
    ["x.svc.svc.cluster.local.", "x.svc.svc.cluster.local. = 198.18.0.8 | x.svc.out.test. = 198.19.0.8"],
    ["x.svc.out.test.", "x.svc.svc.cluster.local. = 198.18.0.8 | x.svc.out.test. = 198.19.0.8"],
    ["x.hidden.svc.cluster.local.", "not-exposed"],
    ["x.hidden.out.test.", "not-exposed"],
    ["lost.nowhere.svc.cluster.local.", "unknown-namespace"],
    ["x.dns.svc.cluster.local.", "shadowed-by-apex (x.dns.svc.cluster.local. = 198.18.0.9)"],
    ["x.dns.out.test.", "shadowed-by-apex"],
    ["a.x.dns.out.test.", "shadowed-by-apex"],
    ["_a._b.x.dns.out.test.", "shadowed-by-apex"],
    ["dns.out.test.", "shadowed-by-apex"],
  ])("%s: %s", (name, expected) => expect(map(name)).toBe(expected));

  it("another apex label leaves a namespace called dns alone", () =>
    expect(map("x.dns.out.test.", { apexLabel: "ns1" })).toBe(
      "x.dns.svc.cluster.local. = 198.18.0.9 | x.dns.out.test. = 198.19.0.9",
    ));

  it("an apex of two labels shadows the one service", () => {
    const changes = { apexLabel: "Open.Apps" };
    expect(map("open.apps.svc.cluster.local.", changes)).toBe(
      "shadowed-by-apex (open.apps.svc.cluster.local. = 198.18.0.2)",
    );
    expect(map("bare.apps.out.test.", changes)).toContain("bare.apps.out.test. = 203.0.113.7");
  });
});

describe("ports, whose underscores nobody looks at", () => {
  const OPEN = "_http._tcp.open.apps.svc.cluster.local. = 198.18.0.2 | _http._tcp.open.apps.out.test. = 198.19.0.2";
  it.each([
    ["_http._tcp.open.apps.out.test.", OPEN],
    ["http.tcp.open.apps.svc.cluster.local.", OPEN],
    ["_HTTP._Tcp.open.apps.out.test.", OPEN],
    ["_http._udp.open.apps.out.test.", "unknown-port"],
    ["_nope._tcp.open.apps.out.test.", "unknown-port"],
    // A service without ports has none by any name.
    ["_http._tcp.bare.apps.out.test.", "unknown-port"],
    [
      "_http._tcp.plain.apps.svc.cluster.local.",
      "cluster-ip-only (_http._tcp.plain.apps.svc.cluster.local. = 198.18.0.1)",
    ],
    ["_http._tcp.alias.apps.svc.cluster.local.", "external-name"],
  ])("%s: %s", (name, expected) => expect(map(name)).toBe(expected));
});

describe("endpoints of a headless service, by their host name, pod or address", () => {
  const both = (label: string, address: string): string =>
    `${label}.db.apps.svc.cluster.local. = ${address} | ${label}.db.apps.out.test. = ${address}`;
  it.each<readonly [string, string, Partial<MappingSettings>?]>([
    ["db-0", both("db-0", "100.64.0.1")],
    ["DB-0", both("db-0", "100.64.0.1")],
    ["100-64-0-1", "unknown-endpoint"],
    ["100-64-0-2", both("100-64-0-2", "100.64.0.2")],
    ["100-64-0-3", both("100-64-0-3", "100.64.0.3")],
    ["100-64-0-4", "unknown-endpoint"],
    // A label cannot end in a hyphen.
    ["fd64--0", both("fd64--0", "fd64::")],
    ["db-x", both("db-x", "100.64.0.2"), { endpointPodNames: true }],
    ["100-64-0-2", "unknown-endpoint", { endpointPodNames: true }],
    // A pod's name that is no label gives way to its address.
    ["100-64-0-3", both("100-64-0-3", "100.64.0.3"), { endpointPodNames: true }],
    ["db-0", "headless-not-served (db-0.db.apps.svc.cluster.local. = 100.64.0.1)", { headless: false }],
  ])("%s: %s", (label, expected, changes) =>
    expect(map(`${label}.db.apps.out.test.`, { headless: true, ...(typeof changes === "object" ? changes : {}) })).toBe(
      expected,
    ),
  );

  it("one slice without ports leaves a port to the other's endpoints", () =>
    expect(map("_http._tcp.db.apps.svc.cluster.local.", { headless: true })).toBe(
      "_http._tcp.db.apps.svc.cluster.local. = 100.64.0.1 100.64.0.2 100.64.0.3 | _http._tcp.db.apps.out.test. = 100.64.0.1 100.64.0.2 100.64.0.3",
    ));
});

describe("domains that overlap", () => {
  const domains = (...names: readonly string[]): Partial<MappingSettings> => ({ externalDomains: names.map(nameOf) });
  it.each<readonly [string, string, Partial<MappingSettings>]>([
    ["open.apps.test.", "foreign-name", domains("out.test.")],
    [
      "open.apps.svc.cluster.local.",
      "open.apps.svc.cluster.local. = 198.18.0.2 | open.apps.out.test. = 198.19.0.2 | open.apps.test. = 198.19.0.2",
      domains("out.test.", "test."),
    ],
    // The external domain holds the cluster domain: names inside stay inside.
    [
      "open.apps.svc.cluster.local.",
      "open.apps.svc.cluster.local. = 198.18.0.2 | open.apps.local. = 198.19.0.2",
      domains("local."),
    ],
    [
      "open.apps.local.",
      "open.apps.svc.cluster.local. = 198.18.0.2 | open.apps.local. = 198.19.0.2",
      domains("local."),
    ],
    ["apps.cluster.local.", "wrong-form", domains("local.")],
    // Below the longer of two domains a name is another service's.
    ["open.apps.test.", "wrong-form", domains("test.", "apps.test.")],
  ])("%s: %s", (name, expected, changes) => expect(map(name, changes)).toBe(expected));
});

describe("the table of all names", () => {
  const { rows, collisions } = mapAll({ ...SETTINGS, headless: true });

  it("has a row for each service, named port and ready endpoint", () => {
    const names = rows.map((row) => (row.kind === "mapped" ? row.internal.name : row.name).text.split(".svc.")[0]);
    expect(names.filter((name) => name?.endsWith("db.apps"))).toEqual([
      "db.apps",
      "_http._tcp.db.apps",
      "db-0.db.apps",
      "100-64-0-2.db.apps",
      "100-64-0-3.db.apps",
      "fd64--0.db.apps",
    ]);
    expect(names.filter((name) => name?.endsWith("open.apps"))).toEqual(["open.apps", "_http._tcp.open.apps"]);
  });

  it("says what is shadowed", () =>
    expect(collisions).toEqual([{ kind: "shadowed-by-apex", namespace: "dns", services: ["x"] }]));
});
