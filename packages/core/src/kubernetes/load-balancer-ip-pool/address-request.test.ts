import { describe, expect, test } from "vitest";
import { requestOf } from "./address-request.ts";
import { IpamLab, poolOf, type ServiceWords, serviceOf } from "./ipam.fixture.ts";
import { usualIpam } from "./ipam-contract.ts";

type Policy = NonNullable<ServiceWords["familyPolicy"]> | null;
const [ONE, PREFER, REQUIRE] = ["SingleStack", "PreferDualStack", "RequireDualStack"] as const;

/** `4`, `6`, `46` or nothing, as a service asks for them where the cluster has `enabled`. */
function familiesAsked(policy: Policy, families: string, enabled: string): string {
  const service = {
    ...serviceOf("web", { families: [...families].map((digit) => (digit === "4" ? "IPv4" : "IPv6")) }),
    ipFamilyPolicy: policy,
  };
  const { ipv4, ipv6 } = requestOf(service, { ipv4: enabled.includes("4"), ipv6: enabled.includes("6") });
  return `${ipv4 ? "4" : ""}${ipv6 ? "6" : ""}`;
}

describe("cilium.md, Families: serviceIPFamilyRequest()", () => {
  // The first eleven are Cilium 1.20.2's own (operator/pkg/lbipam/lbipam_test.go TestLBIPAM_serviceIPFamilyRequest).
  test.each<readonly [policy: Policy, families: string, enabled: string, asked: string]>([
    [null, "", "4", "4"],
    [null, "", "6", "6"],
    [null, "", "46", "4"],
    [null, "6", "4", "6"],
    [null, "4", "6", "4"],
    [null, "46", "", "4"],
    [null, "64", "", "6"],
    [ONE, "", "46", "4"],
    [PREFER, "", "46", "46"],
    [PREFER, "4", "6", ""],
    [REQUIRE, "4", "6", "6"],
    [ONE, "", "6", "6"],
    [ONE, "6", "46", "6"],
    [ONE, "46", "46", "4"],
    [PREFER, "4", "46", "4"],
    [PREFER, "46", "46", "46"],
    [PREFER, "46", "4", "4"],
    [PREFER, "", "4", "4"],
    [REQUIRE, "", "46", "46"],
    [REQUIRE, "4", "46", "46"],
    [REQUIRE, "46", "4", "4"],
  ])("%s of [%s] in a cluster of [%s]: [%s]", (policy, families, enabled, asked) => {
    expect(familiesAsked(policy, families, enabled)).toBe(asked);
  });

  const dual: ServiceWords = { families: ["IPv4", "IPv6"], familyPolicy: PREFER };
  test.each<readonly [what: string, words: ServiceWords, blocks: readonly string[], told: string]>([
    ["both", dual, ["198.19.0.0/24", "fd19::/64"], "198.19.0.0 fd19:: True satisfied"],
    ["IPv6 alone", { families: ["IPv6"] }, ["198.19.0.0/24", "fd19::/64"], "fd19:: True satisfied"],
    [
      "both, of a pool that has one of them: that one, and the other is missing",
      dual,
      ["198.19.0.0/24"],
      "198.19.0.0 False no_pool: There are no enabled CiliumLoadBalancerIPPools that match this service",
    ],
  ])("a service that asks for %s", (_what, words, blocks, told) => {
    const made = new IpamLab(() => 0, { ...usualIpam, families: { ipv4: true, ipv6: true } });
    made.put(poolOf("all", blocks), serviceOf("web", words));
    expect(made.told("web")).toBe(told);
  });
});

describe("cilium.md, Annotations: each key and its older name, of which the first that is there counts", () => {
  const NEW = "lbipam.cilium.io";
  const OLD = "io.cilium/lb-ipam";
  test.each<readonly [annotations: Readonly<Record<string, string>>, asked: object]>([
    [{ [`${NEW}/ips`]: "198.19.0.1" }, { addresses: ["198.19.0.1"] }],
    [{ [`${OLD}-ips`]: "198.19.0.2" }, { addresses: ["198.19.0.2"] }],
    [{ [`${OLD}-ips`]: "198.19.0.2", [`${NEW}/ips`]: "198.19.0.1" }, { addresses: ["198.19.0.1"] }],
    [{ [`${NEW}/sharing-key`]: "a" }, { sharingKey: "a" }],
    [{ [`${OLD}-sharing-key`]: "b" }, { sharingKey: "b" }],
    [{ [`${OLD}-sharing-key`]: "b", [`${NEW}/sharing-key`]: "a" }, { sharingKey: "a" }],
    [{ [`${NEW}/sharing-cross-namespace`]: "x,y" }, { sharesWith: ["x", "y"] }],
    [{ [`${OLD}-sharing-cross-namespace`]: "*" }, { sharesWith: ["*"] }],
    [{ [`${OLD}-sharing-cross-namespace`]: "*", [`${NEW}/sharing-cross-namespace`]: "x" }, { sharesWith: ["x"] }],
    // Cilium trims addresses and nothing else.
    [{ [`${NEW}/sharing-cross-namespace`]: "x, y" }, { sharesWith: ["x", " y"] }],
    [{ [`${NEW}/IPs`]: "198.19.0.1" }, { addresses: [], sharingKey: "", sharesWith: [] }],
  ])("%j: %j", (annotations, asked) => {
    expect(requestOf(serviceOf("web", { annotations }), usualIpam.families)).toMatchObject(asked);
  });
});
