import { describe, expect, test } from "vitest";
import type { LabelSelector } from "../cluster-snapshot.ts";
import { IpamLab, poolOf, serviceOf } from "./ipam.fixture.ts";

const NAME = "io.kubernetes.service.name";
const NAMESPACE = "io.kubernetes.service.namespace";
const labelled = (matchLabels: LabelSelector["matchLabels"]): LabelSelector => ({ matchLabels, matchExpressions: [] });
const expressed = (...matchExpressions: LabelSelector["matchExpressions"]): LabelSelector => ({
  matchLabels: {},
  matchExpressions,
});

describe("cilium.md, Pool spec and Selector extras: kube-system/kube-dns, whose label is k8s-app=kube-dns", () => {
  test.each<readonly [what: string, selector: LabelSelector | null, isSelected: boolean]>([
    ["no selector: every service", null, true],
    ["an empty one: every service", labelled({}), true],
    ["a label of its own", labelled({ "k8s-app": "kube-dns" }), true],
    ["another value", labelled({ "k8s-app": "web" }), false],
    ["its name", labelled({ [NAME]: "kube-dns" }), true],
    ["another name", labelled({ [NAME]: "web" }), false],
    ["its namespace", labelled({ [NAMESPACE]: "kube-system" }), true],
    ["another namespace", labelled({ [NAMESPACE]: "web" }), false],
    ["name and namespace", labelled({ [NAME]: "kube-dns", [NAMESPACE]: "kube-system" }), true],
    ["its name in another namespace", labelled({ [NAME]: "kube-dns", [NAMESPACE]: "web" }), false],
    ["one of some names", expressed({ key: NAME, operator: "In", values: ["web", "kube-dns"] }), true],
    ["none of some namespaces", expressed({ key: NAMESPACE, operator: "NotIn", values: ["kube-system"] }), false],
    ["a label that it has", expressed({ key: "k8s-app", operator: "Exists", values: [] }), true],
    ["a label that it must not have", expressed({ key: "k8s-app", operator: "DoesNotExist", values: [] }), false],
  ])("%s: %s", (_what, serviceSelector, isSelected) => {
    const made = new IpamLab();
    made.put(
      { ...poolOf("pool", ["198.19.0.7"]), serviceSelector },
      serviceOf("kube-dns", { labels: { "k8s-app": "kube-dns" } }),
    );
    expect(made.told("kube-dns")).toBe(
      isSelected
        ? "198.19.0.7 True satisfied"
        : "- False no_pool: There are no enabled CiliumLoadBalancerIPPools that match this service",
    );
  });

  test("a service cannot call itself another by labels", () => {
    const made = new IpamLab();
    made.put(
      { ...poolOf("pool", ["198.19.0.7"]), serviceSelector: labelled({ [NAME]: "web" }) },
      serviceOf("kube-dns", { labels: { [NAME]: "web" } }),
    );
    expect(made.told("kube-dns")).toMatch(/^- False no_pool/);
  });

  test("the last address of a /24 that is asked for is given", () => {
    const made = new IpamLab();
    made.put(
      poolOf("pool", ["198.19.0.0/24"]),
      serviceOf("kube-dns", { annotations: { "lbipam.cilium.io/ips": "198.19.0.255" } }),
    );
    expect(made.told("kube-dns")).toBe("198.19.0.255 True satisfied");
  });

  test('allowFirstLastIPs "No" on a /30: total 4, used 2, and of two services that come the second gets the last', () => {
    const made = new IpamLab();
    made.put(poolOf("pool", ["198.19.0.0/30"], { firstLast: "No" }));
    expect(made.counts("pool")).toMatchObject({ IPsTotal: "4", IPsAvailable: "2", IPsUsed: "2" });
    made.put(serviceOf("a"), serviceOf("b"), serviceOf("c"));
    expect([made.told("a"), made.told("b")]).toEqual(["198.19.0.1 True satisfied", "198.19.0.2 True satisfied"]);
    expect(made.told("c")).toMatch(/^- False out_of_ips/);
  });
});
