import { describe, expect, it } from "vitest";
import { snapshotOf } from "../cluster.fixture.ts";
import type { Pod } from "../cluster-snapshot.ts";

function podOf(metadata: object, spec: object = {}): Pod | undefined {
  return snapshotOf({ apiVersion: "v1", kind: "Pod", metadata: { namespace: "a", ...metadata }, spec }).pods[0];
}

const OWNER = { apiVersion: "apps/v1", kind: "StatefulSet", name: "db", uid: "1" };

describe("who makes another in a pod's place", () => {
  it.each<readonly [string, object, Pod["controller"]]>([
    [
      "its controller",
      { name: "x", ownerReferences: [{ ...OWNER, controller: true }] },
      { kind: "StatefulSet", name: "db" },
    ],
    ["an owner that is none", { name: "x", ownerReferences: [OWNER] }, undefined],
    [
      "by its name, where the owners are cut away",
      { name: "web-6f7c9d8b54-hk2pz" },
      { kind: "ReplicaSet", name: "web-6f7c9d8b54" },
    ],
    ["a name with vowels is nobody's", { name: "web-frontend-again" }, undefined],
    ["made by hand", { name: "dnsutils" }, undefined],
  ])("%s", (_title, metadata, expected) => {
    expect(podOf(metadata)?.controller).toEqual(expected);
  });
});

describe("how long a pod stays on a node that nobody hears of", () => {
  const unreachable = { key: "node.kubernetes.io/unreachable", operator: "Exists", effect: "NoExecute" };
  it.each<readonly [string, readonly object[], Pod["unreachableTolerationSeconds"]]>([
    ["nothing said", [], undefined],
    ["what the admission gives", [{ ...unreachable, tolerationSeconds: 300 }], 300],
    [
      "of two the shorter",
      [
        { ...unreachable, tolerationSeconds: 90 },
        { ...unreachable, tolerationSeconds: 20 },
      ],
      20,
    ],
    [
      "one without an end counts for nothing beside one with",
      [unreachable, { ...unreachable, tolerationSeconds: 20 }],
      20,
    ],
    ["without an end", [unreachable], "for-ever"],
    ["everything", [{ operator: "Exists" }], "for-ever"],
    ["negative: at once", [{ ...unreachable, tolerationSeconds: -5 }], 0],
    ["another taint", [{ key: "node.kubernetes.io/not-ready", operator: "Exists", tolerationSeconds: 5 }], undefined],
    ["another effect", [{ ...unreachable, effect: "NoSchedule" }], undefined],
  ])("%s", (_title, tolerations, expected) => {
    expect(podOf({ name: "x" }, { tolerations })?.unreachableTolerationSeconds).toBe(expected);
  });
});

describe("what kubelet asks its container", () => {
  const times = { initialDelaySeconds: 0, timeoutSeconds: 1, periodSeconds: 10, failureThreshold: 3 };
  const defaults = { path: "/", scheme: "HTTP", ...times, successThreshold: 1 };
  const http = { httpGet: { path: "/ready", port: 8181 }, timeoutSeconds: 5 };
  const read = { ...defaults, kind: "httpGet", port: 8181, path: "/ready", timeoutSeconds: 5 };

  it.each<readonly [string, readonly object[], unknown]>([
    ["nothing said", [{ name: "coredns" }], undefined],
    [
      "one of them: the other is none",
      [{ name: "coredns", readinessProbe: http }],
      { readiness: read, liveness: null, startup: null },
    ],
    [
      "a port by its name",
      [
        {
          livenessProbe: { tcpSocket: { port: "dns" }, initialDelaySeconds: 60, periodSeconds: 2, failureThreshold: 5 },
        },
      ],
      {
        readiness: null,
        liveness: {
          ...defaults,
          kind: "tcpSocket",
          port: "dns",
          initialDelaySeconds: 60,
          periodSeconds: 2,
          failureThreshold: 5,
        },
        startup: null,
      },
    ],
    [
      "0 is nothing said",
      [
        {
          readinessProbe: {
            ...http,
            initialDelaySeconds: 0,
            timeoutSeconds: 0,
            periodSeconds: 0,
            failureThreshold: 0,
            successThreshold: 0,
          },
        },
      ],
      { readiness: { ...read, timeoutSeconds: 1 }, liveness: null, startup: null },
    ],
    [
      "a startup probe over TLS, and successes in a row",
      [
        {
          startupProbe: { httpGet: { path: "/ready", port: 8181, scheme: "HTTPS" }, timeoutSeconds: 5 },
          readinessProbe: { ...http, successThreshold: 3 },
        },
      ],
      { startup: { ...read, scheme: "HTTPS" }, readiness: { ...read, successThreshold: 3 }, liveness: null },
    ],
    [
      "one that asks another host",
      [{ livenessProbe: { httpGet: { host: "127.0.0.1", path: "/ready", port: 8181 } } }],
      { readiness: null, liveness: { ...read, kind: "other", timeoutSeconds: 1 }, startup: null },
    ],
    [
      "a command",
      [{ readinessProbe: { exec: { command: ["true"] } } }],
      { readiness: { ...defaults, kind: "other", port: 0 }, liveness: null, startup: null },
    ],
    [
      "coredns's, not a sidecar's",
      [
        { name: "sidecar", livenessProbe: http },
        { name: "coredns", readinessProbe: http },
      ],
      { readiness: read, liveness: null, startup: null },
    ],
    ["of others the first's", [{ name: "a" }, { name: "b", readinessProbe: http }], undefined],
  ])("%s", (_title, containers, expected) => {
    expect(podOf({ name: "x" }, { containers })?.probes).toEqual(expected);
  });
});
