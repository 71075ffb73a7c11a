import { describe, expect, test } from "vitest";
import { asking, IpamLab, poolOf, type ServiceWords, serviceOf } from "./ipam.fixture.ts";
import { usualIpam } from "./ipam-contract.ts";

const SATISFIED = "True satisfied";
const NO_POOL = "False no_pool: There are no enabled CiliumLoadBalancerIPPools that match this service";
const OUT_OF_IPS =
  "False out_of_ips: All enabled CiliumLoadBalancerIPPools that match this service ran out of allocatable IPs";

function taken(ip: string): string {
  return `False already_allocated: The IP '${ip}' is already allocated to another service`;
}

function outside(ip: string): string {
  return `False no_pool: No pool exists with a CIDR containing '${ip}'`;
}

/** A pool of kube-system, one of other namespaces, and somebody who has .30. */
function lab(): IpamLab {
  const made = new IpamLab();
  made.put(
    poolOf("ks", ["198.19.0.0/25"], { namespace: "kube-system" }),
    poolOf("other", ["198.19.1.0/24"], { namespace: "linkerd-viz" }),
    serviceOf("holder", asking("198.19.0.30")),
  );
  return made;
}

describe("cilium.md, LB-IPAM: what one service gets from a pool", () => {
  const rows: readonly (readonly [row: string, words: ServiceWords, told: string])[] = [
    [".40 in pool, selector ok", asking("198.19.0.40"), `198.19.0.40 ${SATISFIED}`],
    ["no annotation: the first address of the pool", {}, `198.19.0.0 ${SATISFIED}`],
    [".30 already taken", asking("198.19.0.30"), `- ${taken("198.19.0.30")}`],
    ["outside all pools", asking("10.9.9.9"), `- ${outside("10.9.9.9")}`],
    [
      "in pool, selector mismatch",
      asking("198.19.1.40"),
      "- False pool_selector_mismatch: The pool with the CIDR containing '198.19.1.40', doesn't select this service",
    ],
    ...["banana", "198.19.000.101", "198.19.0.103/32", "198.19.0.106;198.19.0.107", "198.19.0.108:53", ""].map(
      (text) => [`"${text}" is no address: the next free one`, asking(text), `198.19.0.0 ${SATISFIED}`] as const,
    ),
    [
      "an IPv4-mapped address is compared as it stands",
      asking("::ffff:198.19.0.102"),
      `- ${outside("::ffff:198.19.0.102")}`,
    ],
    ["IPv6 without such a pool", asking("2001:db8::1"), `- ${outside("2001:db8::1")}`],
    ["a,b: both", asking("198.19.0.41,198.19.0.42"), `198.19.0.41 198.19.0.42 ${SATISFIED}`],
    ["a, b: both", asking("198.19.0.41, 198.19.0.42"), `198.19.0.41 198.19.0.42 ${SATISFIED}`],
    ["duplicates collapse", asking("198.19.0.41,198.19.0.41"), `198.19.0.41 ${SATISFIED}`],
    ["banana,.105", asking("banana,198.19.0.105"), `198.19.0.105 ${SATISFIED}`],
    ["one good + one outside", asking("198.19.0.41,10.9.9.9"), `198.19.0.41 ${outside("10.9.9.9")}`],
    [".0 requested is given", asking("198.19.0.0"), `198.19.0.0 ${SATISFIED}`],
    [".127, the last, too", asking("198.19.0.127"), `198.19.0.127 ${SATISFIED}`],
    [
      "both annotation keys: lbipam.cilium.io/ips wins",
      { annotations: { "lbipam.cilium.io/ips": "198.19.0.50", "io.cilium/lb-ipam-ips": "198.19.0.51" } },
      `198.19.0.50 ${SATISFIED}`,
    ],
    [
      "an empty lbipam.cilium.io/ips wins as well",
      { annotations: { "lbipam.cilium.io/ips": "", "io.cilium/lb-ipam-ips": "198.19.0.51" } },
      `198.19.0.0 ${SATISFIED}`,
    ],
    ["spec.loadBalancerIP", { loadBalancerIp: "198.19.0.60" }, `198.19.0.60 ${SATISFIED}`],
    ["spec.loadBalancerIP banana", { loadBalancerIp: "banana" }, `198.19.0.0 ${SATISFIED}`],
    [
      "spec.loadBalancerIP and annotation are joined",
      asking("198.19.0.61", { loadBalancerIp: "198.19.0.60" }),
      `198.19.0.60 198.19.0.61 ${SATISFIED}`,
    ],
    ["another loadBalancerClass", { loadBalancerClass: "example.com/other" }, "-"],
    ["loadBalancerClass bgp", { loadBalancerClass: "io.cilium/bgp-control-plane" }, `198.19.0.0 ${SATISFIED}`],
    ["a ClusterIP service", { type: "ClusterIP" }, "-"],
    ["no pool selects its namespace", { namespace: "elsewhere" }, `- ${NO_POOL}`],
  ];
  test.each(rows)("%s", (_row, words, told) => {
    const made = lab();
    made.put(serviceOf("kube-dns", words));
    expect(made.told("kube-dns")).toBe(told);
    expect(made.told("holder")).toBe(`198.19.0.30 ${SATISFIED}`);
  });

  test("loadBalancerClass l2 with the feature off: none, and no condition", () => {
    const made = new IpamLab(() => 0, { ...usualIpam, classes: ["io.cilium/bgp-control-plane"] });
    made.put(poolOf("ks", ["198.19.0.0/24"]), serviceOf("kube-dns", { loadBalancerClass: "io.cilium/l2-announcer" }));
    expect(made.told("kube-dns")).toBe("-");
  });

  test("default-lb-service-ipam other than lbipam: a service without a class is left alone", () => {
    const made = new IpamLab(() => 0, { ...usualIpam, servesDefault: false });
    made.put(poolOf("ks", ["198.19.0.0/24"]), serviceOf("kube-dns"));
    expect(made.told("kube-dns")).toBe("-");
  });

  test("without an annotation .0, then .1, then .2", () => {
    const made = new IpamLab();
    made.put(poolOf("ks", ["198.19.0.0/24"]), serviceOf("a"), serviceOf("b"), serviceOf("c"));
    expect(["a", "b", "c"].map((name) => made.told(name))).toEqual(
      ["198.19.0.0", "198.19.0.1", "198.19.0.2"].map((ip) => `${ip} ${SATISFIED}`),
    );
  });

  test("pool exhausted", () => {
    const made = new IpamLab();
    made.put(poolOf("ks", ["198.19.0.8-198.19.0.9"]), serviceOf("a"), serviceOf("b"), serviceOf("c"));
    expect(made.told("c")).toBe(`- ${OUT_OF_IPS}`);
    expect(made.counts("ks")).toMatchObject({ IPsTotal: "2", IPsAvailable: "0", IPsUsed: "2" });
  });
});

describe("cilium.md, LB-IPAM: pools come, change and go", () => {
  test("no pool: no condition until a pool exists, then no_pool", () => {
    const made = new IpamLab();
    made.put(serviceOf("kube-dns"));
    expect(made.told("kube-dns")).toBe("-");
    made.put(poolOf("viz", ["198.19.0.0/24"], { namespace: "linkerd-viz" }));
    expect(made.told("kube-dns")).toBe(`- ${NO_POOL}`);
  });

  test('allowFirstLastIPs "No" on a /30: total 4, used 2, and who asks for .0 hears already_allocated', () => {
    const made = new IpamLab();
    made.put(
      poolOf("ks", ["198.19.0.0/30"], { firstLast: "No" }),
      serviceOf("kube-dns", asking("198.19.0.0")),
      serviceOf("a"),
    );
    expect(made.counts("ks")).toMatchObject({ IPsTotal: "4", IPsUsed: "3" });
    expect(made.told("kube-dns")).toBe(`- ${taken("198.19.0.0")}`);
    expect(made.told("a")).toBe(`198.19.0.1 ${SATISFIED}`);
  });

  test.each([["198.19.0.0/31"], ["198.19.0.0/32"], ["198.19.0.0-198.19.0.9"]])(
    'allowFirstLastIPs "No" does not matter for %s',
    (block) => {
      const made = new IpamLab();
      made.put(poolOf("ks", [block], { firstLast: "No" }), serviceOf("a"));
      expect(made.told("a")).toBe(`198.19.0.0 ${SATISFIED}`);
    },
  );

  test("pool overlap: the newer one gets PoolConflict, the older one keeps serving, what was given stays", () => {
    const made = new IpamLab();
    made.put(poolOf("ks", ["198.19.0.0/24"]), serviceOf("kube-dns", asking("198.19.0.30")));
    made.put(poolOf("new", ["198.19.0.128/25"], { created: "2024-01-01T00:00:00Z" }));
    expect(made.counts("new")["PoolConflict"]).toBe(
      "True cidr_overlap: Pool conflicts since range '198.19.0.128 - 198.19.0.255' overlaps range '198.19.0.0 - 198.19.0.255' from IP Pool 'ks'",
    );
    expect(made.counts("ks")["PoolConflict"]).toBe("False resolved");
    made.put(serviceOf("a", asking("198.19.0.200")));
    expect(made.told("a")).toBe(`198.19.0.200 ${SATISFIED}`);
    made.remove("ks");
    expect(made.counts("new")["PoolConflict"]).toBe("False resolved");
    expect(made.told("kube-dns")).toBe(`- ${outside("198.19.0.30")}`);
  });

  test("blocks of one pool that overlap stop that pool", () => {
    const made = new IpamLab();
    made.put(poolOf("ks", ["198.19.0.0/24", "198.19.0.7"]), serviceOf("a"));
    expect(made.told("a")).toBe(`- ${NO_POOL}`);
    expect(made.counts("ks")["PoolConflict"]).toMatch(/^True cidr_overlap: .* from IP Pool 'ks'$/);
  });

  test("pool disabled: who has an address keeps it, who comes hears no_pool", () => {
    const made = new IpamLab();
    made.put(poolOf("ks", ["198.19.0.0/24"]), serviceOf("kube-dns"));
    made.put(poolOf("ks", ["198.19.0.0/24"], { disabled: true }), serviceOf("a"));
    expect(made.told("kube-dns")).toBe(`198.19.0.0 ${SATISFIED}`);
    expect(made.told("a")).toBe(`- ${NO_POOL}`);
  });

  test("a restart while the pool is disabled takes the address away (lbipam.go findRangeOfIP)", () => {
    const made = new IpamLab();
    made.put(
      poolOf("ks", ["198.19.0.0/24"]),
      serviceOf("kube-dns"),
      poolOf("ks", ["198.19.0.0/24"], { disabled: true }),
    );
    made.startOperator();
    expect(made.told("kube-dns")).toBe(`- ${NO_POOL}`);
  });

  test("pool selector edited away: withdrawn, and given back after the edit is undone", () => {
    const made = new IpamLab();
    made.put(
      poolOf("ks", ["198.19.0.0/24"], { namespace: "kube-system" }),
      serviceOf("kube-dns", asking("198.19.0.30")),
    );
    made.put(poolOf("ks", ["198.19.0.0/24"], { namespace: "elsewhere" }));
    expect(made.told("kube-dns")).toMatch(/^- False pool_selector_mismatch/);
    made.put(poolOf("ks", ["198.19.0.0/24"], { namespace: "kube-system" }));
    expect(made.told("kube-dns")).toBe(`198.19.0.30 ${SATISFIED}`);
  });

  test("pool deleted: withdrawn, or moved to another pool", () => {
    const made = new IpamLab();
    made.put(poolOf("ks", ["198.19.0.0/24"]), serviceOf("kube-dns"), serviceOf("b", asking("198.19.0.30")));
    made.put(poolOf("more", ["198.19.1.0/24"], { created: "2024-01-01T00:00:00Z" }));
    made.remove("ks");
    expect(made.told("kube-dns")).toBe(`198.19.1.0 ${SATISFIED}`);
    expect(made.told("b")).toBe(`- ${outside("198.19.0.30")}`);
  });

  test("the last pool deleted: withdrawn, and nothing more is written until there is one", () => {
    const made = new IpamLab();
    made.put(poolOf("ks", ["198.19.0.0/24"]), serviceOf("kube-dns"));
    made.remove("ks");
    expect(made.told("kube-dns")).toBe(`- ${NO_POOL}`);
    made.put(serviceOf("a"));
    expect(made.told("a")).toBe("-");
    made.put(poolOf("ks", ["198.19.0.0/24"]));
    expect([made.told("a"), made.told("kube-dns")].sort()).toEqual([
      `198.19.0.0 ${SATISFIED}`,
      `198.19.0.1 ${SATISFIED}`,
    ]);
  });

  test.each([
    ["start behind stop", ["198.19.0.9-198.19.0.1"]],
    ["a start that is no address", ["198.19.0.x"]],
    ["families mixed", ["198.19.0.1-2001:db8::1"]],
    ["a CIDR without a length", ["198.19.0.0/"]],
  ])("%s: the operator logs it, and the pool's status stays empty", (_row, blocks) => {
    const made = new IpamLab();
    made.put(poolOf("ks", blocks), serviceOf("a"));
    expect(made.counts("ks")).toEqual({});
    expect(made.told("a")).toBe("-");
  });

  test("allowFirstLastIPs turned off and on under a service that has .0: the operator ends by its own fault, and imports it", () => {
    const made = new IpamLab();
    made.put(poolOf("ks", ["198.19.0.0/24"]), serviceOf("kube-dns"));
    made.put(poolOf("ks", ["198.19.0.0/24"], { firstLast: "No" }));
    expect(made.told("kube-dns")).toBe(`198.19.0.0 ${SATISFIED}`);
    made.put(poolOf("ks", ["198.19.0.0/24"], { firstLast: "Yes" }));
    expect(made.panics).toEqual(["198.19.0.0 is nobody's, though kube-system/kube-dns has it"]);
    expect(made.told("kube-dns")).toBe(`198.19.0.0 ${SATISFIED}`);
  });

  test("a kept-back end asked for with a sharing key: the operator fails again and again, until the service changes", () => {
    const made = new IpamLab();
    made.put(poolOf("ks", ["198.19.0.0/24"], { firstLast: "No" }));
    made.put(serviceOf("kube-dns", asking("198.19.0.0", { annotations: { "lbipam.cilium.io/sharing-key": "dns" } })));
    expect(made.panics).toHaveLength(2);
    made.put(serviceOf("a"));
    expect(made.told("a")).toBe("-");
    made.put(serviceOf("kube-dns"));
    expect([made.told("a"), made.told("kube-dns")].sort()).toEqual([
      `198.19.0.1 ${SATISFIED}`,
      `198.19.0.2 ${SATISFIED}`,
    ]);
  });
});

describe("cilium.md, LB-IPAM: services change, and the operator comes and goes", () => {
  test("type first, annotation later: .0 then moves to .90", () => {
    const made = lab();
    made.put(serviceOf("kube-dns"));
    made.put(serviceOf("kube-dns", asking("198.19.0.90")));
    expect(made.told("kube-dns")).toBe(`198.19.0.90 ${SATISFIED}`);
  });

  test("annotation moved to a taken address: the old one is withdrawn", () => {
    const made = lab();
    made.put(serviceOf("kube-dns", asking("198.19.0.40")));
    made.put(serviceOf("kube-dns", asking("198.19.0.30")));
    expect(made.told("kube-dns")).toBe(`- ${taken("198.19.0.30")}`);
  });

  test("LoadBalancer -> ClusterIP: address and condition removed", () => {
    const made = lab();
    made.put(serviceOf("kube-dns"), serviceOf("kube-dns", { type: "ClusterIP" }));
    expect(made.told("kube-dns")).toBe("-");
    made.put(serviceOf("a"));
    expect(made.told("a")).toBe(`198.19.0.0 ${SATISFIED}`);
  });

  test("holder deleted: the waiting duplicate takes .30 at once, and the holder made anew is refused", () => {
    const made = lab();
    made.put(serviceOf("waiting", asking("198.19.0.30")));
    made.remove("holder");
    expect(made.told("waiting")).toBe(`198.19.0.30 ${SATISFIED}`);
    made.put(serviceOf("holder", asking("198.19.0.30")));
    expect(made.told("holder")).toBe(`- ${taken("198.19.0.30")}`);
  });

  test("operator down: pending, without a condition; back: satisfied", () => {
    const made = lab();
    made.stopOperator();
    made.put(serviceOf("kube-dns", asking("198.19.0.40")));
    expect(made.told("kube-dns")).toBe("-");
    made.startOperator();
    expect(made.told("kube-dns")).toBe(`198.19.0.40 ${SATISFIED}`);
  });

  test("operator restart: addresses are kept, also with garbage annotations", () => {
    const made = lab();
    const names = ["a", "b", "c", "d", "e", "f"];
    for (const name of names) made.put(serviceOf(name, asking("banana")));
    const before = names.map((name) => made.told(name));
    made.startOperator();
    made.startOperator();
    expect(names.map((name) => made.told(name))).toEqual(before);
  });

  test("a service that became ClusterIP while the operator was down keeps its old condition", () => {
    const made = lab();
    made.stopOperator();
    made.put(serviceOf("holder", { type: "ClusterIP" }));
    made.startOperator();
    expect(made.told("holder")).toBe(`- ${SATISFIED}`);
  });

  test("status forged by a user is put back to the real address", () => {
    const made = lab();
    made.put(serviceOf("holder", asking("198.19.0.30", { ingress: ["203.0.113.9"] })));
    expect(made.told("holder")).toBe(`198.19.0.30 ${SATISFIED}`);
    made.put(serviceOf("holder", asking("198.19.0.30", { ingress: ["lb.example.com"] })));
    expect(made.told("holder")).toBe(`198.19.0.30 ${SATISFIED}`);
  });

  test("a forged address out of its own pool is imported; satisfied by that, it gets no condition (lbipam.go satisfyService)", () => {
    const made = lab();
    made.put(serviceOf("kube-dns", { ingress: ["198.19.0.77"] }));
    expect(made.told("kube-dns")).toBe("198.19.0.77");
    made.put(serviceOf("a", asking("198.19.0.77")));
    expect(made.told("a")).toBe(`- ${taken("198.19.0.77")}`);
  });
});
