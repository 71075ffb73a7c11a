import { describe, expect, test } from "vitest";
import { instantFromMs } from "../dns/index.ts";
import { namespace, service, slice, snapshotOf, viewOf } from "./cluster.fixture.ts";
import { changesBetween, type WatchedKind } from "./cluster-change.ts";
import { emptyView, viewAfter } from "./cluster-serials.ts";
import type { ClusterSnapshot } from "./cluster-snapshot.ts";

const KINDS: readonly WatchedKind[] = ["namespaces", "services", "endpointSlices", "pods"];
const http = { name: "http", port: 80, protocol: "TCP" };
const type = "LoadBalancer";
const base = { type, clusterIP: "198.18.0.1", clusterIPs: ["198.18.0.1"], ports: [http] };
const outside = [{ ip: "198.19.0.5" }];
const ready = { ready: true };

const web = (spec: object = {}, ingress: readonly Record<string, string>[] = outside) =>
  service("web.a", { ...base, ...spec }, ingress);
const endpoint = (fields: object = {}) =>
  slice("web.a", [{ addresses: ["100.64.0.1"], conditions: ready, ...fields }], [http]);
const alias = (externalName: string) => service("alias.a", { type: "ExternalName", externalName });
const pod = (podIP: string, phase = "Running") => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "p", namespace: "a" },
  spec: { containers: [{ name: "c", image: "i" }] },
  status: { phase, podIP, podIPs: [{ ip: podIP }] },
});

/** Serials after the changes: of kubernetes and of k8s_external; 7 is what both had before, 9 the moment of the change. */
function serialsAfter(before: ClusterSnapshot, after: ClusterSnapshot): readonly [number, number] {
  const begun = viewOf(before, { serial: 7, externalSerial: 7 });
  const held = changesBetween(before, after, KINDS).reduce(
    (view, change) => viewAfter(view, change, 9, instantFromMs(5)),
    begun,
  );
  return [held.serial, held.externalSerial];
}

const one = (...objects: readonly Readonly<Record<string, unknown>>[]): ClusterSnapshot => snapshotOf(...objects);

describe("which changes count (coredns-kubernetes.md 3.4, traps T19 and T26)", () => {
  test.each<readonly [string, ClusterSnapshot, ClusterSnapshot, readonly [number, number]]>([
    ["nothing", one(web()), one(web()), [7, 7]],
    ["a service comes, its external address with it", one(), one(web()), [9, 7]],
    ["a service goes, its external address with it", one(web()), one(), [9, 7]],
    ["a service gets its external address", one(web({}, [])), one(web()), [7, 9]],
    ["it gets another", one(web()), one(web({}, [{ ip: "198.19.0.6" }])), [7, 9]],
    ["it loses it", one(web()), one(web({}, [])), [7, 9]],
    ["spec.externalIPs", one(web()), one(web({ externalIPs: ["192.0.2.1"] })), [7, 9]],
    ["a port's name", one(web()), one(web({ ports: [{ ...http, name: "h" }] })), [9, 9]],
    ["a port more", one(web()), one(web({ ports: [http, { ...http, name: "b", port: 81 }] })), [9, 9]],
    ["another cluster IP", one(web()), one(web({ clusterIP: "198.18.0.2", clusterIPs: ["198.18.0.2"] })), [7, 7]],
    ["another policy", one(web()), one(web({ externalTrafficPolicy: "Local" })), [7, 7]],
    ["another external name", one(alias("a.test")), one(alias("b.test")), [9, 7]],
    ["a slice comes", one(), one(endpoint()), [9, 7]],
    ["a slice goes", one(endpoint()), one(), [9, 7]],
    ["another address", one(endpoint()), one(endpoint({ addresses: ["100.64.0.2"] })), [9, 7]],
    ["another host name", one(endpoint()), one(endpoint({ hostname: "h" })), [9, 7]],
    ["not ready any more", one(endpoint()), one(endpoint({ conditions: { ready: false } })), [9, 7]],
    [
      "terminating, and not ready already",
      one(endpoint({ conditions: { ready: false } })),
      one(endpoint({ conditions: { ready: false, terminating: true } })),
      [7, 7],
    ],
    ["another node", one(endpoint()), one(endpoint({ nodeName: "n" })), [7, 7]],
    ["a namespace", one(), one(namespace("b")), [7, 7]],
    ["a pod comes", one(), one(pod("100.64.0.9")), [9, 7]],
    ["another address of a pod", one(pod("100.64.0.9")), one(pod("100.64.0.8")), [9, 7]],
    ["a pod's phase", one(pod("100.64.0.9")), one(pod("100.64.0.9", "Succeeded")), [7, 7]],
  ])("%s", (_title, before, after, expected) => expect(serialsAfter(before, after)).toEqual(expected));
});

test("who has just started holds nothing, and says so", () => {
  const view = emptyView(one(web(), endpoint(), namespace("a")), instantFromMs(3));
  const { services, endpointSlices, namespaces, pods } = view.snapshot;
  expect([services, endpointSlices, namespaces, pods].flat()).toEqual([]);
  expect(view).toMatchObject({ isSynced: false, serial: 0, externalSerial: 0, since: 3 });
});
