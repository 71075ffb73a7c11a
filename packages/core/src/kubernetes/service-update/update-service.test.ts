import fc from "fast-check";
import { expect, test } from "vitest";
import { after, freeAllocations, merge, nodePortsOf, patchOf, printed, specOf } from "./kube-dns.fixture.ts";

const wishes = fc.array(
  fc.record(
    {
      type: fc.constantFrom("ClusterIP", "NodePort", "LoadBalancer"),
      allocateLoadBalancerNodePorts: fc.constantFrom(true, false, null),
      externalTrafficPolicy: fc.constantFrom("Cluster", "Local", null),
      healthCheckNodePort: fc.constantFrom(31_003, 31_004, null),
      clusterIP: fc.constantFrom("198.18.0.10", "198.18.0.11"),
    },
    { requiredKeys: [] },
  ),
  { maxLength: 8 },
);

test("law: whatever is patched, what is stored holds together, keeps its address, and an empty patch changes nothing", () => {
  fc.assert(
    fc.property(wishes, fc.infiniteStream(fc.nat(2999)), (patches, lots) => {
      const allocations = { ...freeAllocations, choose: (among: number) => (lots.next().value ?? 0) % among };
      let stored = after();
      for (const spec of patches) {
        const update = patchOf(stored, merge({ spec }), allocations);
        if (update.kind === "refused") continue;
        stored = update.object;
        expect(printed(stored, merge({ spec: {} }), allocations)).toBe("service/kube-dns patched (no change)");
        const { type, clusterIP, healthCheckNodePort, externalTrafficPolicy } = specOf(stored);
        expect(clusterIP).toBe("198.18.0.10");
        expect(healthCheckNodePort !== undefined).toBe(type === "LoadBalancer" && externalTrafficPolicy === "Local");
        if (type === "ClusterIP") expect(nodePortsOf(stored)).toEqual([undefined, undefined, undefined]);
        if (type === "NodePort") expect(nodePortsOf(stored).every((port) => typeof port === "number")).toBe(true);
      }
    }),
  );
});
