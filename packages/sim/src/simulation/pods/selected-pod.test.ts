import { type ClusterSnapshot, snapshotFromObjects, sourceFromText, wholeSpan } from "@splithorizon/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { withSelectedPod } from "./selected-pod.ts";

const NAMESPACE = "web";
const place = (): ReturnType<typeof wholeSpan> => wholeSpan(sourceFromText("test", ""));

function pod(name: string, ips: string | readonly string[], labels: Readonly<Record<string, string>>): unknown {
  const podIPs = [ips].flat().map((ip) => ({ ip }));
  const status = { phase: "Running", podIPs, conditions: [{ type: "Ready", status: "True" }] };
  return { apiVersion: "v1", kind: "Pod", metadata: { name, namespace: NAMESPACE, labels }, spec: {}, status };
}

function service(name: string, selector: unknown): unknown {
  const spec = { clusterIP: "198.18.0.20", ports: [{ port: 80 }], selector };
  return { apiVersion: "v1", kind: "Service", metadata: { name, namespace: NAMESPACE }, spec };
}

function slice(serviceName: string, addressType: string, pods: Readonly<Record<string, string>>): unknown {
  return {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: {
      name: `${serviceName}-${addressType.toLowerCase()}`,
      namespace: NAMESPACE,
      labels: { "kubernetes.io/service-name": serviceName },
    },
    addressType,
    endpoints: Object.entries(pods).map(([name, ip]) => ({ addresses: [ip], targetRef: { kind: "Pod", name } })),
    ports: [{ port: 80 }],
  };
}

function snapshotOf(...objects: readonly unknown[]): ClusterSnapshot {
  return snapshotFromObjects(objects.map((value) => ({ value, locate: place }))).value;
}

/** `SLICE: POD …` of every slice. */
function endpointsOf({ endpointSlices }: ClusterSnapshot): readonly string[] {
  return endpointSlices.map(
    ({ metadata, endpoints }) =>
      `${metadata.name}: ${endpoints.map(({ targetRef, addresses }) => `${targetRef?.name} ${addresses.join()}`).join(", ")}`,
  );
}

test.each<readonly [title: string, objects: readonly unknown[], after: readonly string[] | "the same"]>([
  [
    "selected no more",
    [
      pod("a", "10.0.0.1", { app: "other" }),
      service("s", { app: "web" }),
      slice("s", "IPv4", { a: "10.0.0.1", b: "10.0.0.2" }),
    ],
    ["s-ipv4: b 10.0.0.2"],
  ],
  [
    "selected now",
    [pod("a", "10.0.0.1", { app: "web" }), service("s", { app: "web" }), slice("s", "IPv4", { b: "10.0.0.2" })],
    ["s-ipv4: b 10.0.0.2, a 10.0.0.1"],
  ],
  [
    "from one Service to another",
    [
      pod("a", "10.0.0.1", { app: "two" }),
      service("one", { app: "one" }),
      service("two", { app: "two" }),
      slice("one", "IPv4", { a: "10.0.0.1" }),
      slice("two", "IPv4", {}),
    ],
    ["one-ipv4: ", "two-ipv4: a 10.0.0.1"],
  ],
  [
    "a slice of the other family does not take it",
    [pod("a", "2001:db8::1", { app: "web" }), service("s", { app: "web" }), slice("s", "IPv4", {})],
    "the same",
  ],
  [
    "of two families a pod is in a slice of each",
    [
      pod("a", ["10.0.0.1", "2001:db8::1"], { app: "web" }),
      service("s", { app: "web" }),
      slice("s", "IPv4", {}),
      slice("s", "IPv6", {}),
    ],
    ["s-ipv4: a 10.0.0.1", "s-ipv6: a 2001:db8::1"],
  ],
  [
    "in one family already, it is put into the other alone",
    [
      pod("a", ["10.0.0.1", "2001:db8::1"], { app: "web" }),
      service("s", { app: "web" }),
      slice("s", "IPv4", { a: "10.0.0.1" }),
      slice("s", "IPv6", {}),
    ],
    ["s-ipv4: a 10.0.0.1", "s-ipv6: a 2001:db8::1"],
  ],
  [
    "a Service without a selector has its slices from somebody else",
    [pod("a", "10.0.0.1", {}), service("s", {}), slice("s", "IPv4", { a: "10.0.0.1" })],
    "the same",
  ],
  [
    "as it was",
    [pod("a", "10.0.0.1", { app: "web" }), service("s", { app: "web" }), slice("s", "IPv4", { a: "10.0.0.1" })],
    "the same",
  ],
  ["no such pod", [service("s", { app: "web" }), slice("s", "IPv4", { a: "10.0.0.1" })], "the same"],
])("%s", (_title, objects, expected) => {
  const before = snapshotOf(...objects);
  const after = withSelectedPod(before, `${NAMESPACE}/a`);
  if (expected === "the same") expect(after).toBe(before);
  else expect(endpointsOf(after)).toEqual(expected);
});

test("law: whatever the labels were, once they are as before so are the endpoints", () => {
  const labels = fc.dictionary(fc.constantFrom("app", "tier"), fc.constantFrom("web", "other"), { maxKeys: 2 });
  const rest = [service("s", { app: "web" }), service("t", { tier: "web" })];
  fc.assert(
    fc.property(labels, labels, (first, second) => {
      const slices = [slice("s", "IPv4", {}), slice("t", "IPv4", {})];
      const settled = withSelectedPod(snapshotOf(pod("a", "10.0.0.1", first), ...rest, ...slices), `${NAMESPACE}/a`);
      const { pods } = snapshotOf(pod("a", "10.0.0.1", second));
      const moved = withSelectedPod({ ...settled, pods }, `${NAMESPACE}/a`);
      const back = withSelectedPod({ ...moved, pods: settled.pods }, `${NAMESPACE}/a`);
      expect(endpointsOf(back)).toEqual(endpointsOf(settled));
      expect(withSelectedPod(back, `${NAMESPACE}/a`)).toBe(back);
    }),
    { numRuns: 60 },
  );
});
