import fc from "fast-check";
import { namespace, service, slice, snapshotOf } from "../kubernetes/cluster.fixture.ts";
import type { ClusterSnapshot } from "../kubernetes/index.ts";

type Fields = Readonly<Record<string, unknown>>;

const NAMESPACES = ["default", "apps", "dns"] as const;
const NAMES = ["web", "db", "dns"] as const;

const port = fc.record({
  name: fc.constantFrom("", "http", "Admin"),
  port: fc.constantFrom(80, 8080),
  protocol: fc.constantFrom("TCP", "UDP"),
});
const clusterIps = fc.constantFrom<readonly string[]>(
  ["None"],
  ["198.18.0.7"],
  ["fd98::7"],
  ["198.18.0.8", "fd98::8"],
  ["198.18.0.7", "198.18.0.8"],
);
const ingress = fc.constantFrom<readonly Fields[]>(
  [],
  [{ ip: "198.19.0.5" }],
  [{ ip: "fd99::5" }],
  [{ ip: "198.19.0.5" }, { ip: "fd99::5" }],
);
const spec = fc
  .record({
    type: fc.constantFrom("ClusterIP", "LoadBalancer", "NodePort"),
    clusterIPs: clusterIps,
    externalIPs: fc.constantFrom<readonly string[]>([], ["203.0.113.7"]),
    ports: fc.array(port, { maxLength: 3 }),
  })
  .map((fields) => ({ ...fields, clusterIP: fields.clusterIPs[0] }));
const endpoint = fc.record(
  {
    addresses: fc.constantFrom(["100.64.0.31"], ["100.64.0.32"], ["100.64.0.33", "100.64.0.34"]),
    hostname: fc.constantFrom("one", "Two"),
    conditions: fc.record({ ready: fc.boolean(), serving: fc.boolean() }, { requiredKeys: [] }),
    targetRef: fc.constantFrom({ kind: "Pod", name: "pod-1" }, { kind: "Pod", name: "p".repeat(64) }),
  },
  { requiredKeys: ["addresses"] },
);
const slices = fc.array(
  fc.record({ endpoints: fc.array(endpoint, { maxLength: 3 }), ports: fc.array(port, { maxLength: 2 }) }),
  {
    maxLength: 2,
  },
);

/** `name.namespace`, and what stands there. */
const placed = fc.record({
  place: fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...NAMESPACES)).map((labels) => labels.join(".")),
  spec,
  ingress,
  slices,
});

/** Clusters with services of every kind, ready and unready, with names that get into each other's way. */
export const clusters: fc.Arbitrary<ClusterSnapshot> = fc
  .tuple(
    fc.subarray([...NAMESPACES], { minLength: 1 }),
    fc.uniqueArray(placed, { selector: ({ place }) => place, maxLength: 5 }),
  )
  .map(([namespaces, services]) =>
    snapshotOf(
      ...namespaces.map((name) => namespace(name)),
      ...services.flatMap(({ place, spec: fields, ingress: given, slices: parts }) => [
        service(place, fields, given),
        ...parts.map(({ endpoints, ports }, index) => slice(place, endpoints, ports, String(index))),
      ]),
    ),
  );
