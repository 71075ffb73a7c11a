import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { everyKind, namespace, service, slice, snapshotOf } from "./cluster.fixture.ts";
import { changesBetween, snapshotAfter, type WatchedKind } from "./cluster-change.ts";
import type { ClusterSnapshot } from "./cluster-snapshot.ts";

const KINDS: readonly WatchedKind[] = ["namespaces", "services", "endpointSlices", "pods"];
const http = { name: "http", port: 80, protocol: "TCP" };

/** `+services a/web`, `-pods x/y`, `*endpointSlices a/web-1`. */
function told(before: ClusterSnapshot, after: ClusterSnapshot, kinds = KINDS): readonly string[] {
  return changesBetween(before, after, kinds).map((change) => {
    const { metadata } = change.after ?? change.before ?? { metadata: { namespace: "", name: "" } };
    const sign = change.before === null ? "+" : change.after === null ? "-" : "*";
    return `${sign}${change.kind} ${metadata.namespace}/${metadata.name}`;
  });
}

const web = service("web.a", { clusterIP: "198.18.0.1", clusterIPs: ["198.18.0.1"], ports: [http] });
const webSlice = slice("web.a", [{ addresses: ["100.64.0.1"], conditions: { ready: true } }], [http]);
const before = snapshotOf(namespace("a"), web, webSlice);

describe("what has changed", () => {
  test.each<readonly [string, ClusterSnapshot, readonly string[]]>([
    ["nothing", before, []],
    ["other lists alone", { ...before, nodes: [], corefiles: [] }, []],
    ["a service has gone", { ...before, services: [] }, ["-services a/web"]],
    [
      "a namespace has come",
      { ...before, namespaces: snapshotOf(namespace("b")).namespaces },
      ["+namespaces /b", "-namespaces /a"],
    ],
    [
      "a slice is another",
      { ...before, endpointSlices: before.endpointSlices.map((known) => ({ ...known })) },
      ["*endpointSlices a/web-1"],
    ],
  ])("%s", (_title, after, expected) => expect(told(before, after)).toEqual(expected));

  test("kinds that nobody watches are left out", () => {
    expect(told(before, snapshotOf(), ["services"])).toEqual(["-services a/web"]);
  });
});

test("law: who has heard of all changes, in whatever order of kinds, holds what there is", () => {
  const parts = fc.subarray(["api.default", "web.linkerd-viz", "kube-dns.kube-system", "x.default", "a.zoo"]);
  const cluster = parts.map((places) =>
    snapshotOf(
      ...places.flatMap((place, index) => [
        service(place, { clusterIP: `198.18.1.${index}`, clusterIPs: [`198.18.1.${index}`], ports: [http] }),
        slice(place, [{ addresses: [`100.64.9.${index}`], conditions: { ready: index % 2 === 0 } }], [http]),
      ]),
      ...[...new Set(places.map((place) => place.split(".")[1] ?? ""))].map((name) => namespace(name)),
    ),
  );
  fc.assert(
    fc.property(cluster, cluster, fc.shuffledSubarray([...KINDS], { minLength: 4 }), (one, other, kinds) => {
      const held = changesBetween(one, other, kinds).reduce(snapshotAfter, one);
      for (const kind of KINDS) expect(held[kind]).toEqual(other[kind]);
      expect(changesBetween(held, other, KINDS)).toEqual([]);
    }),
  );
});

test("lists stay sorted as snapshots have them", () => {
  const added = snapshotOf(
    service("m.default", { clusterIP: "198.18.2.1", clusterIPs: ["198.18.2.1"], ports: [http] }),
  );
  const [object] = added.services;
  if (object === undefined) throw new RangeError("one service");
  const held = snapshotAfter(everyKind, { kind: "services", before: null, after: object });
  const names = held.services.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
  expect(names).toEqual([...names].sort());
  expect(names).toContain("default/m");
});
