import { describe, expect, test } from "vitest";
import type { Fault } from "../world/fault.ts";
import { ClusterLab } from "./cluster.fixture.ts";

const ANNOTATE = { metadata: { annotations: { "io.cilium/lb-ipam-ips": "198.19.0.30" } } };
const TO_BALANCER = [
  { op: "replace", path: "/spec/type", value: "LoadBalancer" },
  { op: "add", path: "/spec/allocateLoadBalancerNodePorts", value: false },
];
const TO_LOCAL = { spec: { externalTrafficPolicy: "Local" } };
const ALL = ["192.168.14.31", "192.168.14.32", "192.168.14.33"];
const WITH_PODS = ALL.slice(0, 2);

describe("the tutorial's patches, one behind the other", () => {
  test("annotation, type, policy: the address, the routes and the health check follow", () => {
    const lab = new ClusterLab("kloud-lan-default");
    expect(lab.patch("strategic", ANNOTATE)).toBe("service/kube-dns patched");
    lab.runTo(10);
    expect(lab.externalIp()).toBe("<none>");
    expect(lab.patch("json", TO_BALANCER)).toBe("service/kube-dns patched");
    expect(lab.externalIp()).toBe("<pending>");
    expect(lab.nextHops()).toEqual([]);
    lab.runTo(13);
    expect(lab.externalIp()).toBe("198.19.0.30");
    expect(lab.show("services -n kube-system kube-dns --no-headers")).toContain("53/UDP,53/TCP,9153/TCP");
    expect(lab.nextHops()).toEqual(ALL);
    expect(lab.patch("strategic", TO_LOCAL)).toBe("service/kube-dns patched");
    lab.runTo(16);
    expect(lab.nextHops()).toEqual(WITH_PODS);
    expect(lab.show("healthz k8s1master1")).toContain('"localEndpoints": 1');
    expect(lab.show("healthz k8s1master3")).toMatch(/^HTTP 503/);
    expect(lab.told("kube-system/kube-dns")).toContain("kube-system/kube-dns: has 198.19.0.30 (True satisfied)");
  });

  test("type alone: node ports are allocated, and stay (A2: the warning that it must be atomic)", () => {
    const lab = new ClusterLab("kloud-lan-default");
    lab.patch("strategic", { spec: { type: "LoadBalancer" } });
    lab.patch("strategic", { spec: { allocateLoadBalancerNodePorts: false } });
    const ports = lab.show("services -n kube-system kube-dns --no-headers").split(/\s+/)[4];
    expect(ports).toMatch(/^53:3\d{4}\/UDP,53:3\d{4}\/TCP,9153:3\d{4}\/TCP$/);
  });

  test("type first, annotation later: a client sees two addresses (cilium.md)", () => {
    const lab = new ClusterLab("kloud-lan-default");
    lab.patch("json", TO_BALANCER);
    lab.runTo(3);
    expect(lab.nextHops("198.19.0.30")).toEqual(ALL);
    lab.patch("strategic", { metadata: { annotations: { "io.cilium/lb-ipam-ips": "198.19.0.35" } } });
    lab.runTo(6);
    expect(lab.externalIp()).toBe("198.19.0.35");
    expect(lab.nextHops("198.19.0.30")).toEqual([]);
    expect(lab.nextHops("198.19.0.35")).toEqual(ALL);
  });

  test("back to ClusterIP: address and routes go, and the annotation stays", () => {
    const lab = new ClusterLab();
    expect(lab.patch("merge", { spec: { type: "ClusterIP" } })).toBe("service/kube-dns patched");
    expect(lab.externalIp()).toBe("<none>");
    lab.runTo(3);
    expect(lab.nextHops()).toEqual([]);
    expect(lab.show("services -n kube-system kube-dns -o yaml")).toContain("io.cilium/lb-ipam-ips: 198.19.0.30");
    expect(lab.show("services -n kube-system kube-dns -o yaml")).not.toContain("IPAMRequestSatisfied");
  });

  test("an annotation that no pool covers: the old address is withdrawn, and that is an outage (cilium.md)", () => {
    const lab = new ClusterLab();
    lab.patch("strategic", { metadata: { annotations: { "io.cilium/lb-ipam-ips": "198.19.1.30" } } });
    lab.runTo(3);
    expect(lab.externalIp()).toBe("<pending>");
    expect(lab.nextHops()).toEqual([]);
    expect(lab.told("No pool exists with a CIDR containing '198.19.1.30'")).toHaveLength(1);
  });

  test("annotations that the snapshot leaves out are there for a JSON patch, and stay", () => {
    const lab = new ClusterLab("kloud-lan-default");
    const rename = {
      op: "move",
      from: "/metadata/annotations/prometheus.io~1port",
      path: "/metadata/annotations/port",
    };
    expect(lab.patch("json", [rename])).toBe("service/kube-dns patched");
    expect(lab.patch("json", [rename])).toMatch(/^The request is invalid: the server rejected our request/);
    expect(lab.told("kube-dns: operation 0: ")).toHaveLength(1);
  });

  test("a service that is not there, and an object that nobody patches here", () => {
    const lab = new ClusterLab();
    expect(lab.patch("merge", {}, "nothing")).toBe('Error from server (NotFound): services "nothing" not found');
    const secret = { cluster: null, kind: "secret", namespace: "a", name: "b", type: "merge", body: {} } as const;
    expect(lab.simulation.patch(secret)).toMatchObject({ isAccepted: false });
  });

  test("unknown fields are dropped with kubectl's warning", () => {
    const lab = new ClusterLab();
    expect(lab.patch("merge", { spec: { loadBalancerIp: "a" } })).toBe("service/kube-dns patched (no change)");
    expect(lab.told('Warning: unknown field "spec.loadBalancerIp"')).toHaveLength(1);
  });
});

describe("cilium-operator", () => {
  const STOPPED: Fault = { kind: "stop-operator", cluster: "k8s1" };

  test("down: pending without a condition; back: satisfied (cilium.md)", () => {
    const lab = new ClusterLab("kloud-lan-default");
    lab.simulation.inject(STOPPED);
    lab.patch("strategic", ANNOTATE);
    lab.patch("json", TO_BALANCER);
    lab.runTo(300);
    expect(lab.externalIp()).toBe("<pending>");
    expect(lab.show("services -n kube-system kube-dns -o yaml")).not.toContain("conditions");
    lab.simulation.heal(STOPPED);
    lab.runTo(320);
    expect(lab.externalIp()).toBe("198.19.0.30");
  });

  test("down and back with nothing to do: nobody loses an address, and no route moves", () => {
    const lab = new ClusterLab();
    lab.simulation.inject(STOPPED);
    lab.runTo(60);
    lab.simulation.heal(STOPPED);
    lab.runTo(120);
    expect([lab.externalIp(), lab.externalIp("web", "linkerd-viz")]).toEqual(["198.19.0.30", "198.19.0.5"]);
    expect(lab.told(/ (announces|withdraws) /)).toEqual([]);
  });

  test("a site at rest stays as it is", () => {
    const lab = new ClusterLab();
    lab.runTo(600);
    expect(lab.lines).toEqual([]);
  });
});

describe("routes come late and go late", () => {
  test("a session that ends leaves its routes for the 15 s of its graceful restart; healed, it is back when the agent tries", () => {
    const lab = new ClusterLab();
    const ended: Fault = { kind: "end-session", node: "k8s1master1", router: "router" };
    lab.simulation.inject(ended);
    lab.runTo(14);
    expect(lab.nextHops()).toEqual(WITH_PODS);
    lab.runTo(16);
    expect(lab.nextHops()).toEqual(["192.168.14.32"]);
    lab.simulation.heal(ended);
    lab.runTo(90);
    expect(lab.nextHops()).toEqual(["192.168.14.32"]);
    lab.runTo(130);
    expect(lab.nextHops()).toEqual(WITH_PODS);
  });

  test("a node without power is sent packets until the hold timer runs out, between 60 and 90 s, and 15 s more", () => {
    const lab = new ClusterLab();
    const lost: Fault = { kind: "crash", machine: "k8s1master1" };
    lab.simulation.inject(lost);
    lab.runTo(74);
    expect(lab.nextHops()).toEqual(WITH_PODS);
    expect(lab.show("nodes")).toMatch(/k8s1master1\s+NotReady/);
    lab.runTo(106);
    expect(lab.nextHops()).toEqual(["192.168.14.32"]);
    expect(lab.told("k8s1master1 has no session any more: the hold timer has run out")).toHaveLength(1);
    lab.simulation.heal(lost);
    lab.runTo(240);
    expect(lab.nextHops()).toEqual(WITH_PODS);
    expect(lab.show("nodes")).toMatch(/k8s1master1\s+Ready/);
  });

  test("a link that is cut for less than the hold timer moves no route; for longer it does", () => {
    const cut: Fault = { kind: "cut", between: ["k8s1master2", "router"], direction: "one-way" };
    const short = new ClusterLab();
    short.simulation.inject(cut);
    short.runTo(50);
    short.simulation.heal(cut);
    short.runTo(300);
    expect(short.told(/ (announces|is gone)/)).toEqual([]);
    const long = new ClusterLab();
    long.simulation.inject(cut);
    long.runTo(106);
    expect(long.nextHops()).toEqual(["192.168.14.31"]);
    long.simulation.heal(cut);
    long.runTo(220);
    expect(long.nextHops()).toEqual(WITH_PODS);
  });

  test("a router that has lost its power hears everything anew", () => {
    const lab = new ClusterLab();
    lab.simulation.inject({ kind: "crash", machine: "router" });
    expect(lab.nextHops()).toEqual([]);
    lab.runTo(30);
    lab.simulation.heal({ kind: "crash", machine: "router" });
    lab.runTo(68);
    expect(lab.nextHops()).toEqual(WITH_PODS);
  });
});

describe("pods and nodes", () => {
  test("a pod that is not ready leaves its service's endpoints, and comes back", () => {
    const lab = new ClusterLab();
    const [pod] =
      lab.simulation.world.makings.clusters[0]?.pods.filter(({ name }) => name.startsWith("linkerd-viz/")) ?? [];
    const unready: Fault = { kind: "unready", pod: pod?.name ?? "" };
    const ready = (): string | undefined =>
      /ready: (true|false)/.exec(lab.show("endpointslices -n linkerd-viz -o yaml"))?.[1];
    lab.simulation.inject(unready);
    expect(lab.show("pods -n linkerd-viz --no-headers")).toMatch(/0\/1/);
    expect(ready()).toBe("true");
    lab.runTo(2);
    expect(ready()).toBe("false");
    lab.simulation.heal(unready);
    lab.runTo(4);
    expect(ready()).toBe("true");
  });

  test("pods of a lost node are not ready once the node controller has noticed; those of others stay", () => {
    const lab = new ClusterLab();
    lab.simulation.inject({ kind: "crash", machine: "k8s1master3" });
    lab.runTo(39);
    expect(lab.show("pods -n linkerd-viz --no-headers")).toMatch(/1\/1/);
    lab.runTo(57);
    expect(lab.show("pods -n linkerd-viz --no-headers")).toMatch(/0\/1/);
    expect(lab.show("endpointslices -n linkerd-viz -o yaml")).toContain("ready: false");
    expect(lab.show("pods -n kube-system -l k8s-app=kube-dns --no-headers")).not.toMatch(/0\/1/);
  });

  test("under Local a node announces only while it has a ready endpoint", () => {
    const lab = new ClusterLab();
    lab.simulation.inject({ kind: "crash", machine: "k8s1master2" });
    lab.runTo(58);
    expect(lab.show("healthz k8s1master2 31003")).toMatch(/^HTTP 503/);
  });
});

test.each([1, 2, 3, 4])("the same seed, the same hour: seed %s", (seed) => {
  const play = (): readonly string[] => {
    const lab = new ClusterLab("kloud-lan-default", seed);
    lab.patch("strategic", ANNOTATE);
    lab.patch("strategic", { spec: { type: "LoadBalancer" } });
    lab.runTo(5);
    lab.simulation.inject({ kind: "crash", machine: "k8s1master1" });
    lab.patch("strategic", TO_LOCAL);
    lab.runTo(200);
    lab.simulation.heal({ kind: "crash", machine: "k8s1master1" });
    lab.runTo(400);
    return [...lab.lines, lab.show("services -A"), lab.show("routes router")];
  };
  expect(play()).toEqual(play());
});
