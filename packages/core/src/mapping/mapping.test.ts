import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameOf } from "../dns/index.ts";
import { everyKind, namespace, service, snapshotOf } from "../kubernetes/cluster.fixture.ts";
import { type Mapping, type MappingSettings, mapAll, mapName } from "./index.ts";

const OUTSIDE = "k8s1-prod.kloud.lan.";
const SETTINGS: MappingSettings = {
  snapshot: everyKind,
  clusterDomain: nameOf("cluster.local."),
  externalDomains: [nameOf(OUTSIDE)],
  apexLabel: "dns",
  headless: false,
  endpointPodNames: false,
  isExposed: () => true,
};

/** `inside = addresses | outside = addresses`, or the reason. */
function print(mapping: Mapping): string {
  if (mapping.kind === "unmapped") return mapping.reason;
  return [mapping.internal, ...mapping.external]
    .map(({ name, addresses, hosts }) => `${name.text} = ${[...addresses, ...hosts].join(" ")}`)
    .join(" | ");
}

function map(name: string, changes: Partial<MappingSettings> = {}): string {
  return print(mapName(nameOf(name), { ...SETTINGS, ...changes }));
}

const WEB = `web.linkerd-viz.svc.cluster.local. = 198.18.0.245 | web.linkerd-viz.${OUTSIDE} = 198.19.0.5`;
const DB = `db.default.svc.cluster.local. = 100.64.0.41 100.64.0.42 | db.default.${OUTSIDE} = 100.64.0.41 100.64.0.42`;
const DB0 = `db-0.db.default.svc.cluster.local. = 100.64.0.41 | db-0.db.default.${OUTSIDE} = 100.64.0.41`;

describe("a name with a counterpart", () => {
  it.each<readonly [string, string, Partial<MappingSettings>?]>([
    ["web.linkerd-viz.svc.cluster.local.", WEB],
    [`web.linkerd-viz.${OUTSIDE}`, WEB],
    ["WEB.Linkerd-Viz.SVC.cluster.local.", WEB],
    [
      "_http._tcp.web.linkerd-viz.svc.cluster.local.",
      `_http._tcp.web.linkerd-viz.svc.cluster.local. = 198.18.0.245 | _http._tcp.web.linkerd-viz.${OUTSIDE} = 198.19.0.5`,
    ],
    [
      `http.tcp.web.linkerd-viz.${OUTSIDE}`,
      `_http._tcp.web.linkerd-viz.svc.cluster.local. = 198.18.0.245 | _http._tcp.web.linkerd-viz.${OUTSIDE} = 198.19.0.5`,
    ],
    [
      `hosted.default.${OUTSIDE}`,
      `hosted.default.svc.cluster.local. = 198.18.0.26 | hosted.default.${OUTSIDE} = lb.example.org`,
    ],
    [
      "many.default.svc.cluster.local.",
      `many.default.svc.cluster.local. = 198.18.0.27 | many.default.${OUTSIDE} = 203.0.113.7 203.0.113.8`,
    ],
    ["db.default.svc.cluster.local.", DB, { headless: true }],
    [`db-0.db.default.${OUTSIDE}`, DB0, { headless: true }],
    [
      "web.linkerd-viz.svc.cluster.local.",
      `${WEB} | web.linkerd-viz.other.example. = 198.19.0.5`,
      { externalDomains: [nameOf(OUTSIDE), nameOf("other.example.")] },
    ],
  ])("%s", (name, expected, changes) =>
    expect(map(String(name), typeof changes === "object" ? changes : undefined)).toBe(expected),
  );
});

describe("a name without one, and why", () => {
  it.each<readonly [string, string, Partial<MappingSettings>?]>([
    ["www.example.org.", "foreign-name"],
    ["web.linkerd-viz.svc.cluster.local.", "foreign-name", { externalDomains: [] }],
    ["cluster.local.", "wrong-form"],
    ["svc.cluster.local.", "wrong-form"],
    ["default.svc.cluster.local.", "wrong-form"],
    ["a.b.c.web.linkerd-viz.svc.cluster.local.", "wrong-form"],
    ["web.linkerd-viz.cluster.local.", "wrong-form"],
    [OUTSIDE, "wrong-form"],
    ["100-64-0-31.default.pod.cluster.local.", "pod-name"],
    [`ns.${OUTSIDE}`, "wrong-form"],
    [`x.ns.${OUTSIDE}`, "unknown-namespace"],
    [`web.missing.${OUTSIDE}`, "unknown-namespace"],
    [`nothing.default.${OUTSIDE}`, "unknown-service"],
    [`web.linkerd-viz.${OUTSIDE}`, "not-exposed", { isExposed: (name) => name === "default" }],
    [`_nope._tcp.web.linkerd-viz.${OUTSIDE}`, "unknown-port"],
    [`_http._udp.web.linkerd-viz.${OUTSIDE}`, "unknown-port"],
    ["pending.default.svc.cluster.local.", "pending"],
    ["api.default.svc.cluster.local.", "cluster-ip-only"],
    ["alias.default.svc.cluster.local.", "external-name"],
    ["db.default.svc.cluster.local.", "headless-not-served"],
    ["hollow.default.svc.cluster.local.", "no-ready-endpoints", { headless: true }],
    [`db-2.db.default.${OUTSIDE}`, "unknown-endpoint", { headless: true }],
    ["web.dns.svc.cluster.local.", "shadowed-by-apex"],
    [`web.dns.${OUTSIDE}`, "shadowed-by-apex"],
    [`anything.web.linkerd-viz.${OUTSIDE}`, "endpoint-label-ignored"],
    [
      "web.linkerd-viz.svc.linkerd-viz.lan.",
      "shadowed-by-domain",
      { clusterDomain: nameOf("linkerd-viz.lan."), externalDomains: [nameOf("lan.")] },
    ],
  ])("%s: %s", (name, reason, changes) =>
    expect(map(String(name), typeof changes === "object" ? changes : undefined)).toBe(reason),
  );

  it("keeps the name inside: it answers there", () => {
    const mapping = mapName(nameOf("pending.default.svc.cluster.local."), SETTINGS);
    expect(mapping.kind === "unmapped" && mapping.internal?.addresses).toEqual(["198.18.0.25"]);
  });
});

describe("the whole table", () => {
  const table = mapAll(SETTINGS);

  it("has each service with its ports, by namespace and name", () => {
    const names = table.rows.map((row) => (row.kind === "mapped" ? row.internal.name : row.name).text);
    expect(names.slice(0, 4)).toEqual([
      "alias.default.svc.cluster.local.",
      "api.default.svc.cluster.local.",
      "_http._tcp.api.default.svc.cluster.local.",
      "db.default.svc.cluster.local.",
    ]);
    expect(names).toContain("db-1.db.default.svc.cluster.local.");
  });

  it("says which names a longer domain takes, though another domain has them", () => {
    const externalDomains = [nameOf("lan."), nameOf("linkerd-viz.lan.")];
    const { rows, collisions } = mapAll({ ...SETTINGS, externalDomains });
    const subject = { kind: "service", service: "web", namespace: "linkerd-viz" };
    expect(collisions).toContainEqual({ kind: "shadowed-by-domain", domain: nameOf("lan."), subject });
    expect(rows.map(print)).toContain(
      "web.linkerd-viz.svc.cluster.local. = 198.18.0.245 | web.linkerd-viz.linkerd-viz.lan. = 198.19.0.5",
    );
  });

  it("says which names are shadowed and which addresses are shared", () => {
    const shared = snapshotOf(
      namespace("default"),
      ...["left", "right"].map((name) =>
        service(`${name}.default`, { type: "LoadBalancer", clusterIP: "198.18.0.1", clusterIPs: ["198.18.0.1"] }, [
          { ip: "198.19.0.5" },
        ]),
      ),
    );
    expect(table.collisions).toEqual([{ kind: "shadowed-by-apex", namespace: "dns", services: ["web"] }]);
    expect(mapAll({ ...SETTINGS, snapshot: shared }).collisions).toEqual([
      { kind: "shared-address", address: "198.19.0.5", services: ["left.default", "right.default"] },
    ]);
  });
});

describe("laws", () => {
  const settings = fc.record({ headless: fc.boolean(), endpointPodNames: fc.boolean() });

  it("a name mapped there and back is the same name with the same addresses", () => {
    fc.assert(
      fc.property(settings, (changes) => {
        for (const row of mapAll({ ...SETTINGS, ...changes }).rows) {
          if (row.kind !== "mapped") continue;
          for (const { name } of row.external) {
            const back = mapName(name, { ...SETTINGS, ...changes });
            expect(print(back)).toBe(print(row));
          }
        }
      }),
    );
  });

  it("any name is read, and maps to itself or has a reason", () => {
    const label = fc.constantFrom(
      "svc",
      "pod",
      "dns",
      "default",
      "web",
      "linkerd-viz",
      "_http",
      "_tcp",
      "__proto__",
      "x",
    );
    const name = fc.tuple(fc.array(label, { maxLength: 6 }), fc.constantFrom("cluster.local.", OUTSIDE, "example."));
    fc.assert(
      fc.property(name, ([labels, domain]) => {
        const mapping = mapName(nameOf([...labels, domain].join(".")), SETTINGS);
        expect(mapping.kind === "mapped" ? mapping.external.length : mapping.reason.length).toBeGreaterThan(0);
      }),
    );
  });
});
