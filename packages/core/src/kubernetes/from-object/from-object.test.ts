import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sourceFromText, spanOf } from "../../text/index.ts";
import { everyKind, namespace, service, snapshotOf } from "../cluster.fixture.ts";
import type { Path } from "./field-reader.ts";
import { snapshotFromObjects } from "./snapshot-from-objects.ts";

const source = sourceFromText("objects.yaml", "x".repeat(100));

/** What is said about one value, and the paths that were pointed at. */
function complaints(value: unknown): { readonly codes: readonly string[]; readonly paths: readonly string[] } {
  const paths: string[] = [];
  const locate = (path: Path): ReturnType<typeof spanOf> => {
    paths.push(path.join("."));
    return spanOf(source, 0, 1);
  };
  const { diagnostics } = snapshotFromObjects([{ value, locate }]);
  return { codes: diagnostics.map(({ code, severity }) => `${severity} ${code}`), paths };
}

const metadata = { name: "web", namespace: "default" };
const withSpec = (spec: unknown): unknown => ({ apiVersion: "v1", kind: "Service", metadata, spec });

describe("what is wrong, and where", () => {
  it.each<readonly [string, unknown, string, string]>([
    ["nothing at all", null, "error KUBERNETES_NOT_AN_OBJECT", ""],
    ["a text", "kind: Service", "error KUBERNETES_NOT_AN_OBJECT", ""],
    ["no name", { apiVersion: "v1", kind: "Service", metadata: {} }, "error KUBERNETES_NOT_AN_OBJECT", ""],
    ...["a/b", "a%b", ".", ".."].flatMap((name): readonly [string, unknown, string, string][] => [
      [
        `a name that stands in no URL, ${name}`,
        { apiVersion: "v1", kind: "Service", metadata: { ...metadata, name } },
        "error KUBERNETES_FIELD",
        "metadata.name",
      ],
      [
        `a namespace ${name}`,
        { apiVersion: "v1", kind: "Pod", metadata: { ...metadata, namespace: name } },
        "error KUBERNETES_FIELD",
        "metadata.namespace",
      ],
    ]),
    ["an unknown kind", { apiVersion: "v1", kind: "Secret", metadata }, "information KUBERNETES_UNKNOWN_KIND", "kind"],
    [
      "an unknown version of a kind",
      { apiVersion: "v1beta9", kind: "Service", metadata },
      "information KUBERNETES_UNKNOWN_KIND",
      "kind",
    ],
    ["an unknown value", withSpec({ type: "Loadbalancer" }), "error KUBERNETES_FIELD", "spec.type"],
    ["no address", withSpec({ clusterIPs: ["198.18.0.300"] }), "error KUBERNETES_FIELD", "spec.clusterIPs.0"],
    ["a text for a list", withSpec({ clusterIP: "None", ports: "http" }), "error KUBERNETES_FIELD", "spec.ports"],
    [
      "a text for a number",
      withSpec({ clusterIP: "None", ports: [{ port: "80" }] }),
      "error KUBERNETES_FIELD",
      "spec.ports.0.port",
    ],
  ])("%s", (_, value, code, path) => {
    const found = complaints(value);
    expect(found.codes).toContain(code);
    expect(found.paths).toContain(path);
  });

  it("points into a List", () => {
    const list = {
      apiVersion: "v1",
      kind: "List",
      items: [withSpec({ clusterIP: "None" }), withSpec({ clusterIP: 7 })],
    };
    expect(complaints(list).paths.some((path) => path.startsWith("items.1.spec.clusterIP"))).toBe(true);
  });
});

describe("what is kept", () => {
  it("keeps the annotations that have a meaning, and no managedFields, secrets or other keys of a ConfigMap", () => {
    const secret = "do not keep";
    const annotations = {
      "io.cilium/lb-ipam-ips": "198.19.0.30",
      "kubectl.kubernetes.io/last-applied-configuration": secret,
    };
    const snapshot = snapshotOf(
      {
        apiVersion: "v1",
        kind: "Service",
        metadata: { ...metadata, annotations, managedFields: [{ manager: secret }], ownerReferences: [secret] },
        spec: { clusterIP: "None" },
      },
      {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: "coredns", namespace: "kube-system" },
        data: { Corefile: ".:53 {}", other: secret },
        binaryData: { key: secret },
      },
    );
    expect(snapshot.services[0]?.metadata.annotations).toEqual({ "io.cilium/lb-ipam-ips": "198.19.0.30" });
    expect(snapshot.corefiles[0]?.corefile).toBe(".:53 {}");
    expect(JSON.stringify(snapshot)).not.toContain(secret);
  });

  it("leaves the types of address and policy as the API has them", () => {
    const web = everyKind.services.find(({ metadata: { namespace: place } }) => place === "linkerd-viz");
    expect(web).toMatchObject({
      type: "LoadBalancer",
      clusterIps: ["198.18.0.245"],
      loadBalancerIngress: [{ kind: "ip", ip: "198.19.0.5" }],
      internalTrafficPolicy: "Cluster",
    });
  });

  it("takes __proto__ for a name like any other", () => {
    const labels: unknown = JSON.parse('{"__proto__": "polluted", "constructor": "x"}');
    const snapshot = snapshotOf({ apiVersion: "v1", kind: "Namespace", metadata: { name: "a", labels } });
    expect(JSON.stringify(snapshot.namespaces[0]?.metadata.labels)).toBe('{"__proto__":"polluted","constructor":"x"}');
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });
});

describe("laws", () => {
  const objects = [
    ...["a", "b", "c"].map((name) => namespace(name, { z: "1", a: "2" })),
    ...["x.a", "y.a", "x.b"].map((place) => service(place, { type: "ClusterIP", clusterIP: "198.18.0.1" })),
  ];

  it("the order of the documents changes no byte", () => {
    const expected = JSON.stringify(snapshotOf(...objects));
    fc.assert(
      fc.property(fc.shuffledSubarray(objects, { minLength: objects.length }), (shuffled) => {
        expect(JSON.stringify(snapshotOf(...shuffled))).toBe(expected);
      }),
    );
  });

  it("any value is read without throwing", () => {
    const kinds = fc.constantFrom("Service", "EndpointSlice", "Pod", "Node", "ConfigMap", "List", "CiliumNode");
    const object = fc.record({
      apiVersion: fc.constantFrom("v1", "discovery.k8s.io/v1", "cilium.io/v2"),
      kind: kinds,
      metadata: fc.oneof(fc.constant(metadata), fc.jsonValue()),
      spec: fc.jsonValue(),
      status: fc.jsonValue(),
      items: fc.jsonValue(),
      endpoints: fc.jsonValue(),
    });
    fc.assert(
      fc.property(fc.oneof(object, fc.jsonValue()), (value) => {
        expect(complaints(value).codes.length).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

it("of two objects that our own names could not tell apart the one that can be is kept", () => {
  const objects = [
    { name: "b/web", namespace: "a" },
    { name: "web", namespace: "a" },
  ].map((own) => ({ apiVersion: "v1", kind: "Pod", metadata: own }));
  const span = spanOf(sourceFromText("x", "x"), 0, 1);
  const { value } = snapshotFromObjects(objects.map((one) => ({ value: one, locate: () => span })));
  expect(value.pods.map(({ metadata: { name } }) => name)).toEqual(["web"]);
});
