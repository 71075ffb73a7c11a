import { type ClusterSnapshot, type Service, snapshotFromObjects, sourceFromText, wholeSpan } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasSlices, podsBehind, slicesOf } from "./service-slices.ts";

const place = (): ReturnType<typeof wholeSpan> => wholeSpan(sourceFromText("test", ""));

interface PodWords {
  readonly ip?: string;
  readonly labels?: object;
  readonly ready?: boolean;
  readonly http?: number;
  readonly phase?: string;
  readonly spec?: object;
}

function pod(
  name: string,
  { ip = "10.0.0.1", labels = { app: "web" }, ready = true, http, phase = "Running", spec }: PodWords = {},
): unknown {
  const ports = http === undefined ? [] : [{ name: "http", containerPort: http }];
  const podIPs = ip.split(",").map((one) => ({ ip: one }));
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "a", labels },
    spec: { nodeName: "n1", containers: [{ name: "c", image: "x", ports }], ...spec },
    status: {
      phase,
      ...(ip === "" ? {} : { podIPs }),
      conditions: [{ type: "Ready", status: ready ? "True" : "False" }],
    },
  };
}

function service(spec: object = {}): unknown {
  const own = {
    clusterIP: "198.18.0.20",
    ports: [{ name: "http", port: 80, targetPort: "http" }],
    selector: { app: "web" },
  };
  return { apiVersion: "v1", kind: "Service", metadata: { name: "s", namespace: "a" }, spec: { ...own, ...spec } };
}

function read(...objects: readonly unknown[]): { readonly snapshot: ClusterSnapshot; readonly only: Service } {
  const { value } = snapshotFromObjects(objects.map((object) => ({ value: object, locate: place })));
  const [only] = value.services;
  if (only === undefined) throw new Error("no service");
  return { snapshot: value, only };
}

/** `NAME IPv4 http=8080: a 10.0.0.1, b 10.0.0.2 (not ready)`. */
function slices(...objects: readonly unknown[]): readonly string[] {
  const { snapshot, only } = read(...objects);
  let made = 0;
  const told = slicesOf(snapshot, only, () => String.fromCharCode(120 + made++));
  return told.map(({ metadata, addressType, ports, endpoints }) => {
    const shown = endpoints.map(({ targetRef, addresses, ready, hostname }) => {
      const name = hostname === null ? targetRef?.name : `${targetRef?.name} called ${hostname}`;
      return `${name} ${addresses.join()}${ready === true ? "" : " (not ready)"}`;
    });
    return `${metadata.name} ${addressType} ${ports.map(({ name, port }) => `${name}=${port}`).join()}: ${shown.join(", ")}`;
  });
}

describe("which slices a Service has", () => {
  test.each<readonly [what: string, objects: readonly unknown[], expected: readonly string[]]>([
    ["nobody is selected", [service()], ["s-x IPv4 : "]],
    ["a named port", [service(), pod("a", { http: 8080 })], ["s-x IPv4 http=8080: a 10.0.0.1"]],
    [
      "a port by its number",
      [service({ ports: [{ port: 80, targetPort: 81 }] }), pod("a")],
      ["s-x IPv4 =81: a 10.0.0.1"],
    ],
    ["a port without a target", [service({ ports: [{ port: 80 }] }), pod("a")], ["s-x IPv4 =80: a 10.0.0.1"]],
    [
      "a named port that is another one in another pod",
      [service(), pod("a", { http: 8080 }), pod("b", { ip: "10.0.0.2", http: 8081 }), pod("c", { ip: "10.0.0.3" })],
      ["s-x IPv4 http=8080: a 10.0.0.1", "s-y IPv4 http=8081: b 10.0.0.2", "s-z IPv4 : c 10.0.0.3"],
    ],
    [
      "who is not ready",
      [service(), pod("a", { http: 8080, ready: false })],
      ["s-x IPv4 http=8080: a 10.0.0.1 (not ready)"],
    ],
    [
      "who is not ready, of a Service that does not mind",
      [service({ publishNotReadyAddresses: true }), pod("a", { http: 8080, ready: false })],
      ["s-x IPv4 http=8080: a 10.0.0.1"],
    ],
    [
      "other labels, another end, no address yet",
      [
        service(),
        pod("a", { labels: { app: "other" } }),
        pod("b", { phase: "Succeeded" }),
        pod("c", { phase: "Failed" }),
        pod("d", { ip: "" }),
      ],
      ["s-x IPv4 : "],
    ],
    [
      "both families",
      [service({ ipFamilies: ["IPv4", "IPv6"] }), pod("a", { ip: "10.0.0.1,fd00::1", http: 8080 })],
      ["s-x IPv4 http=8080: a 10.0.0.1", "s-y IPv6 http=8080: a fd00::1"],
    ],
    [
      "a pod with a name of its own below this Service (ShouldSetHostname)",
      [service(), pod("a", { http: 8080, spec: { hostname: "first", subdomain: "s" } })],
      ["s-x IPv4 http=8080: a called first 10.0.0.1"],
    ],
    [
      "and below another one",
      [service(), pod("a", { http: 8080, spec: { hostname: "first", subdomain: "t" } })],
      ["s-x IPv4 http=8080: a 10.0.0.1"],
    ],
  ])("%s", (_what, objects, expected) => {
    expect(slices(...objects)).toEqual(expected);
  });

  test.each<readonly [spec: object, expected: boolean]>([
    [{}, true],
    [{ selector: {} }, false],
    [{ clusterIP: "None" }, true],
    [{ type: "ExternalName", externalName: "x.y" }, false],
  ])("%j has slices that a controller makes: %s", (spec, expected) => {
    expect(hasSlices(read(service(spec)).only)).toBe(expected);
  });
});

test("law: slices that there are keep their names and their endpoints' states, and each selected pod is told of once a family", () => {
  const drawn = fc.uniqueArray(
    fc.record({ name: fc.constantFrom("a", "b", "c", "d"), isSelected: fc.boolean(), http: fc.constantFrom(80, 81) }),
    { selector: ({ name }) => name },
  );
  fc.assert(
    fc.property(drawn, (pods) => {
      const objects = pods.map(({ name, isSelected, http }, at) =>
        pod(name, { ip: `10.0.0.${at + 1}`, http, labels: { app: isSelected ? "web" : "other" } }),
      );
      const { snapshot, only } = read(service(), ...objects);
      const first = slicesOf(snapshot, only, () => "x");
      const names = first.flatMap(({ endpoints }) => endpoints.map(({ targetRef }) => targetRef?.name ?? ""));
      expect(names.toSorted()).toEqual(
        podsBehind(snapshot, only)
          .map(({ metadata }) => metadata.name)
          .toSorted(),
      );
      const unready = first.map((slice) => ({
        ...slice,
        endpoints: slice.endpoints.map((endpoint) => ({ ...endpoint, terminating: true })),
      }));
      const again = slicesOf({ ...snapshot, endpointSlices: unready }, only, () => "y");
      expect(again).toEqual(unready);
    }),
  );
});
