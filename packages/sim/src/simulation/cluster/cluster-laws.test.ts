import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Fault } from "../world/fault.ts";
import { ClusterLab } from "./cluster.fixture.ts";

const SHOP_POOL = "198.19.7";
const NAMESPACE = { apiVersion: "v1", kind: "Namespace", metadata: { name: "web" } };

function poolOf(cidr: string, name = "shop"): unknown {
  return {
    apiVersion: "cilium.io/v2",
    kind: "CiliumLoadBalancerIPPool",
    metadata: { name },
    spec: { blocks: [{ cidr }], serviceSelector: { matchLabels: { pool: "shop" } } },
  };
}

/** A load balancer of the shop's pool; `ip`: the one that it asks for. */
function balancer(name: string, ip: string | null = null, more: object = {}): unknown {
  const annotations = ip === null ? {} : { "lbipam.cilium.io/ips": ip };
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace: "web", labels: { pool: "shop" }, annotations },
    spec: { type: "LoadBalancer", selector: { app: name }, ports: [{ port: 80 }], ...more },
  };
}

function podOf(name: string): unknown {
  const spec = { containers: [{ name: "web", image: "nginx" }] };
  return { apiVersion: "v1", kind: "Pod", metadata: { name, namespace: "web", labels: { app: name } }, spec };
}

/** What the outside sees of a cluster: addresses, who announces them, and how many endpoints each Service has. */
function outside(lab: ClusterLab): readonly string[] {
  const [twin] = [...lab.simulation.world.clusters.values()];
  const { services = [], endpointSlices = [] } = twin?.snapshot ?? {};
  const addresses = services.map(({ metadata: { namespace, name }, loadBalancerIngress }) => {
    const slices = endpointSlices.filter(
      ({ metadata, serviceName }) => metadata.namespace === namespace && serviceName === name,
    );
    const ready = slices.flatMap(({ endpoints }) => endpoints.filter((endpoint) => endpoint.ready === true)).length;
    const ips = loadBalancerIngress.map((entry) => (entry.kind === "ip" ? entry.ip : entry.hostname));
    return `${namespace}/${name} ${ips.join()} ${ready}`;
  });
  return [...addresses, ...lab.show("announcements").split("\n").toSorted()];
}

type Deed = (lab: ClusterLab) => void;

/** Each deed so many milliseconds after the one before, and then a quarter of a minute. */
function play(lab: ClusterLab, deeds: readonly Deed[], gaps: readonly number[]): ClusterLab {
  for (const [at, deed] of deeds.entries()) {
    deed(lab);
    lab.simulation.runFor(gaps[at] ?? 0);
  }
  lab.simulation.runFor(15_000);
  return lab;
}

const gapsOf = (count: number): fc.Arbitrary<number[]> =>
  fc.array(fc.oneof(fc.constant(0), fc.nat(3000)), { minLength: count, maxLength: count });

describe("the order in which objects come", () => {
  /** Whatever the order, every Service asks for an address of its own that the pool has. */
  const DEEDS: readonly Deed[] = [
    (lab) => void lab.apply(poolOf(`${SHOP_POOL}.0/28`)),
    (lab) => void lab.apply(balancer("a", `${SHOP_POOL}.3`)),
    (lab) => void lab.apply(balancer("b", `${SHOP_POOL}.1`, { externalTrafficPolicy: "Local" })),
    (lab) => void lab.apply(balancer("c", `${SHOP_POOL}.2,${SHOP_POOL}.4`)),
    (lab) => void lab.apply(podOf("a"), podOf("c")),
    (lab) => void lab.patch("strategic", { spec: { externalTrafficPolicy: "Cluster" } }),
    (lab) => void lab.patchObject("ippool/kube-system", { metadata: { labels: { seen: "yes" } } }),
  ];
  const settled = outside(play(new ClusterLab(), [(lab) => void lab.apply(NAMESPACE), ...DEEDS], []));

  test("as expected, in the order of the manifests", () => {
    expect(settled.slice(0, 6)).toEqual([
      "default/kubernetes  3",
      "kube-system/kube-dns 198.19.0.30 2",
      "linkerd-viz/web 198.19.0.5 1",
      "web/a 198.19.7.3 1",
      "web/b 198.19.7.1 0",
      "web/c 198.19.7.2,198.19.7.4 1",
    ]);
    expect(settled.filter((line) => line.includes("198.19.7.3/32"))).toHaveLength(3);
    expect(settled.filter((line) => line.includes("198.19.7.1/32"))).toHaveLength(0);
  });

  test("law: any order, at any pace, comes to the same addresses, routes and endpoints", () => {
    const order = fc.shuffledSubarray([...DEEDS], { minLength: DEEDS.length });
    fc.assert(
      fc.property(order, gapsOf(DEEDS.length), fc.nat(99), (deeds, gaps, seed) => {
        const lab = new ClusterLab("kloud-lan", seed);
        lab.apply(NAMESPACE);
        expect(outside(play(lab, deeds, gaps))).toEqual(settled);
      }),
      { numRuns: 25 },
    );
  });

  test("law: without a wish each has an address of the pool, no two the same, the lowest first, and none is left over", () => {
    const names = ["a", "b", "c", "d", "e", "f"];
    const pool: Deed = (lab) => void lab.apply(poolOf(`${SHOP_POOL}.0/30`));
    const order = fc.shuffledSubarray(
      [
        pool,
        ...names.map(
          (name): Deed =>
            (lab) =>
              void lab.apply(balancer(name)),
        ),
      ],
      {
        minLength: names.length + 1,
      },
    );
    fc.assert(
      fc.property(order, gapsOf(names.length + 1), fc.nat(99), (deeds, gaps, seed) => {
        const lab = new ClusterLab("kloud-lan", seed);
        // Of several pools that select a Service Go's maps choose one.
        lab.delete("ippool/services");
        lab.apply(NAMESPACE);
        play(lab, deeds, gaps);
        const given = names.map((name) => lab.externalIp(name, "web"));
        expect(given.filter((ip) => ip !== "<pending>").toSorted()).toEqual(
          [0, 1, 2, 3].map((last) => `${SHOP_POOL}.${last}`),
        );
        for (const [at, name] of names.entries()) {
          const shown = lab.show(`services -n web ${name} -o yaml`);
          expect(shown).toContain(given[at] === "<pending>" ? "reason: out_of_ips" : "reason: satisfied");
        }
      }),
      { numRuns: 15 },
    );
  });
});

describe("there and back", () => {
  const WEB = balancer("a", `${SHOP_POOL}.3`);
  const base = (seed: number): ClusterLab => {
    const lab = new ClusterLab("kloud-lan", seed);
    lab.apply(NAMESPACE, poolOf(`${SHOP_POOL}.0/28`), podOf("a"), WEB);
    lab.runTo(15);
    return lab;
  };
  const before = outside(base(1));
  const change =
    (spec: object): Deed =>
    (lab) =>
      void lab.patch("strategic", { spec }, "a", "web");
  const strike = (fault: Fault): readonly [Deed, Deed] => [
    (lab) => lab.simulation.inject(fault),
    (lab) => lab.simulation.heal(fault),
  ];

  const WAYS: readonly (readonly [what: string, there: Deed, back: Deed])[] = [
    ["a Service is deleted and applied again", (lab) => void lab.delete("service/web/a"), (lab) => void lab.apply(WEB)],
    [
      "its pool is deleted and applied again",
      (lab) => void lab.delete("ippool/shop"),
      (lab) => void lab.apply(poolOf(`${SHOP_POOL}.0/28`)),
    ],
    [
      "its pool is another and the same again",
      (lab) => void lab.apply(poolOf("198.19.8.0/28")),
      (lab) => void lab.apply(poolOf(`${SHOP_POOL}.0/28`)),
    ],
    [
      "its pool is disabled and enabled",
      (lab) => void lab.patchObject("ippool/shop", { spec: { disabled: true } }),
      (lab) => void lab.patchObject("ippool/shop", { spec: { disabled: false } }),
    ],
    ["it is no load balancer, and one again", change({ type: "ClusterIP" }), change({ type: "LoadBalancer" })],
    [
      "it selects others, and its own again",
      change({ selector: { app: "nobody" } }),
      change({ selector: { app: "a" } }),
    ],
    [
      "Local and Cluster again",
      change({ externalTrafficPolicy: "Local" }),
      change({ externalTrafficPolicy: "Cluster" }),
    ],
    [
      "it wishes for another address, and for its own again",
      (lab) => void lab.apply(balancer("a", `${SHOP_POOL}.9`)),
      (lab) => void lab.apply(WEB),
    ],
    [
      "the pod has other labels, and its own again",
      (lab) => void lab.patchObject("pod/web/a", { metadata: { labels: { app: "b" } } }),
      (lab) => void lab.patchObject("pod/web/a", { metadata: { labels: { app: "a" } } }),
    ],
    ["the advertisements are none of the peer's, and its own again", advertise("never"), advertise("bgp")],
    ["the operator stops and goes on", ...strike({ kind: "stop-operator", cluster: "k8s1" })],
  ];

  /** Who has an address keeps it (cilium.md: pool disabled, operator down). */
  const UNSEEN = ["its pool is disabled", "the operator stops"];

  test.each(WAYS)("%s: as before a quarter of a minute later", (what, there, back) => {
    const lab = base(1);
    there(lab);
    lab.simulation.runFor(10_000);
    if (UNSEEN.some((own) => what.startsWith(own))) expect(outside(lab)).toEqual(before);
    else expect(outside(lab)).not.toEqual(before);
    back(lab);
    lab.simulation.runFor(20_000);
    expect(outside(lab)).toEqual(before);
  });

  test("law: however soon each is taken back, and whatever else is done in between", () => {
    const some = fc.array(fc.record({ way: fc.constantFrom(...WAYS), forMs: fc.nat(4000), afterMs: fc.nat(3000) }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(some, fc.nat(99), (drawn, seed) => {
        const lab = base(seed);
        for (const { way, forMs, afterMs } of drawn) {
          const [, there, back] = way;
          there(lab);
          lab.simulation.runFor(forMs);
          back(lab);
          lab.simulation.runFor(afterMs);
        }
        lab.simulation.runFor(20_000);
        expect(outside(lab)).toEqual(before);
      }),
      { numRuns: 25 },
    );
  });
});

/** The label by which the peer finds its advertisements. */
function advertise(value: string): Deed {
  return (lab) => {
    const [twin] = [...lab.simulation.world.clusters.values()];
    for (const { metadata } of twin?.snapshot.bgpAdvertisements ?? []) {
      lab.patchObject(`cbgpadvert/${metadata.name}`, { metadata: { labels: { advertise: value } } });
    }
  };
}
