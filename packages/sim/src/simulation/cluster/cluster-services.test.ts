import { type ClusterSnapshot, type JsonMap, type Prefix, parsePrefix, type Service } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addressOf } from "../../network/network.fixture.ts";
import type { ObjectPatch } from "../world/part.ts";
import { ClusterServices } from "./cluster-services.ts";
import { readObject } from "./stored-lists.ts";

type Fields = Readonly<Record<string, unknown>>;

const NAMED = { namespace: "shop", name: "web" };
const BIRTH = { creationTimestamp: "2024-01-02T16:00:00Z" };

/** As a file of the site has it, with a field that a snapshot leaves out. */
function manifest(spec: Fields = {}, metadata: Fields = {}): JsonMap {
  return JSON.parse(
    JSON.stringify({
      apiVersion: "v1",
      kind: "Service",
      metadata: { ...NAMED, uid: "5c0a7e10", resourceVersion: "70", ...metadata },
      spec: {
        type: "ClusterIP",
        clusterIP: "198.18.0.5",
        clusterIPs: ["198.18.0.5"],
        ipFamilies: ["IPv4"],
        ipFamilyPolicy: "SingleStack",
        internalTrafficPolicy: "Cluster",
        sessionAffinity: "None",
        trafficDistribution: "PreferClose",
        ports: [{ name: "http", port: 80, protocol: "TCP", targetPort: 80 }],
        selector: { app: "web" },
        ...spec,
      },
      status: { loadBalancer: {} },
    }),
  );
}

/** The Services of a cluster with one of them, whose file is there. */
class Lab {
  snapshot: ClusterSnapshot = readObject("Service", manifest());
  readonly services: ClusterServices;
  /** How often somebody was told of another snapshot. */
  writes = 0;

  constructor(choose: (among: number) => number = () => 0) {
    const cidr = parsePrefix("198.18.0.0/28");
    if (typeof cidr === "string") throw new Error(cidr);
    const serviceCidrs: readonly Prefix[] = [cidr];
    this.services = new ClusterServices({
      snapshot: () => this.snapshot,
      setSnapshot: (snapshot) => {
        this.writes += 1;
        this.snapshot = snapshot;
      },
      manifestOf: ({ metadata: { name } }) => (name === "web" ? manifest() : null),
      serviceCidrs,
      choose,
    });
  }

  patch(body: unknown, type: ObjectPatch["type"] = "merge"): string | null {
    return this.services.patch({ cluster: null, kind: "service", ...NAMED, type, body })?.answer.text ?? null;
  }

  get web(): Service | undefined {
    return this.snapshot.services.find(({ metadata }) => metadata.name === "web");
  }

  /** A member of the stored object's spec, metadata or status. */
  field(part: "spec" | "metadata" | "status", key: string): unknown {
    const fields = this.services.stored(NAMED)?.[part];
    return typeof fields === "object" && fields !== null ? (fields as JsonMap)[key] : undefined;
  }
}

function apply(lab: Lab, wanted: JsonMap, current: JsonMap): string {
  const applied = { kind: "Service", apiVersion: "v1", ...NAMED, manifest: wanted } as const;
  return lab.services.applyTo(applied, current).answer.text;
}

describe("what is kept of a Service that is patched", () => {
  test("fields that a snapshot leaves out stay, and each write has a version of its own", () => {
    const lab = new Lab();
    expect(lab.patch({ spec: { sessionAffinity: "ClientIP" } })).toBe("service/web patched");
    expect(lab.field("spec", "trafficDistribution")).toBe("PreferClose");
    expect(lab.field("metadata", "resourceVersion")).toBe("71");
    expect(lab.web?.sessionAffinity).toBe("ClientIP");
    lab.patch({ metadata: { labels: { tier: "front" } } });
    expect(lab.field("metadata", "resourceVersion")).toBe("72");
  });

  test("a patch that changes nothing, and one that is refused, write nothing", () => {
    const lab = new Lab();
    expect(lab.patch({ spec: { sessionAffinity: "None" } })).toBe("service/web patched (no change)");
    expect(lab.patch({ spec: { type: "Balancer" } })).toMatch(/^The Service "web" is invalid: spec.type/);
    expect(lab.writes).toBe(0);
    expect(lab.field("metadata", "resourceVersion")).toBe("70");
  });

  test("a patch of what is not there is nobody's", () => {
    const { services } = new Lab();
    const other = {
      cluster: null,
      kind: "service",
      namespace: "default",
      name: "web",
      type: "merge",
      body: {},
    } as const;
    expect(services.patch(other)).toBeNull();
    expect(services.stored(other)).toBeNull();
    expect(services.delete(other)).toBe(false);
  });

  test("what others have put into the snapshot counts from then on, and the file of the site no longer", () => {
    const lab = new Lab();
    lab.patch({ metadata: { labels: { tier: "front" } } });
    const { web } = lab;
    if (web === undefined) throw new Error("no Service");
    lab.snapshot = { ...lab.snapshot, services: [{ ...web, externalIps: [addressOf("203.0.113.5")] }] };
    expect(lab.field("spec", "externalIPs")).toEqual(["203.0.113.5"]);
    expect(lab.field("spec", "trafficDistribution")).toBeUndefined();
  });
});

describe("what the operator writes", () => {
  const ingress = [
    { kind: "ip", ip: addressOf("198.19.0.5") },
    { kind: "hostname", hostname: "lb.example.com" },
  ] as const;
  const condition = {
    type: "cilium.io/IPAMRequestSatisfied",
    status: "True",
    reason: "satisfied",
    message: "",
  } as const;

  test("reaches the status alone, in the object and in the snapshot", () => {
    const lab = new Lab();
    lab.patch({ spec: { type: "LoadBalancer" } });
    const before = lab.services.stored(NAMED)?.["spec"];
    lab.services.writeStatus({ kind: "service-status", ...NAMED, ingress, conditions: [condition] });
    expect(lab.services.stored(NAMED)?.["spec"]).toEqual(before);
    expect(lab.services.stored(NAMED)?.["status"]).toEqual({
      conditions: [condition],
      loadBalancer: { ingress: [{ ip: "198.19.0.5", ipMode: "VIP" }, { hostname: "lb.example.com" }] },
    });
    expect([lab.web?.loadBalancerIngress, lab.web?.conditions]).toEqual([ingress, [condition]]);
    lab.services.writeStatus({ kind: "service-status", ...NAMED, ingress: [], conditions: [] });
    expect(lab.services.stored(NAMED)?.["status"]).toEqual({ loadBalancer: {} });
  });

  test("of a Service that has gone meanwhile nobody hears", () => {
    const lab = new Lab();
    lab.services.delete(NAMED);
    lab.services.writeStatus({ kind: "service-status", ...NAMED, ingress, conditions: [] });
    expect(lab.snapshot.services).toEqual([]);
  });

  test("a later patch keeps it", () => {
    const lab = new Lab();
    lab.patch({ spec: { type: "LoadBalancer" } });
    lab.services.writeStatus({ kind: "service-status", ...NAMED, ingress, conditions: [condition] });
    lab.patch({ metadata: { labels: { tier: "front" } } });
    expect([lab.web?.loadBalancerIngress, lab.web?.conditions]).toEqual([ingress, [condition]]);
  });
});

describe("made, deleted, and made again", () => {
  test("the file of the site speaks of an earlier life", () => {
    const lab = new Lab();
    expect(lab.services.delete(NAMED)).toBe(true);
    expect([lab.web, lab.services.stored(NAMED)]).toEqual([undefined, null]);
    const { trafficDistribution: _, clusterIP: __, clusterIPs: ___, ...spec } = manifest()["spec"] as JsonMap;
    const made = lab.services.create({ ...manifest(), metadata: NAMED, spec }, NAMED, BIRTH);
    expect(made.answer.text).toBe("service/web created");
    expect(lab.field("spec", "trafficDistribution")).toBeUndefined();
    expect(lab.field("metadata", "creationTimestamp")).toBe(BIRTH.creationTimestamp);
  });

  test("addresses and ports are those that nobody has", () => {
    const lab = new Lab();
    const given = ["a", "b", "c"].map((name) => {
      const named = { ...NAMED, name };
      const spec = { type: "NodePort", ports: [{ port: 80 }] };
      lab.services.create({ apiVersion: "v1", kind: "Service", metadata: named, spec }, named, BIRTH);
      const found = lab.snapshot.services.find(({ metadata }) => metadata.name === name);
      return { ip: found?.clusterIps[0], port: found?.ports[0]?.nodePort };
    });
    expect(new Set(given.map(({ ip }) => ip)).size).toBe(3);
    expect(given.map(({ ip }) => ip)).not.toContain("198.18.0.5");
    expect(new Set(given.map(({ port }) => port)).size).toBe(3);
  });

  test("what is refused is not there", () => {
    const lab = new Lab();
    const named = { ...NAMED, name: "x" };
    const { answer } = lab.services.create(
      { apiVersion: "v1", kind: "Service", metadata: named, spec: {} },
      named,
      BIRTH,
    );
    expect(answer.isAccepted).toBe(false);
    expect(lab.services.stored(named)).toBeNull();
  });

  test("apply: unchanged, configured, and what the last manifest said is taken away", () => {
    const lab = new Lab();
    const current = (): JsonMap => lab.services.stored(NAMED) ?? {};
    const wanted: JsonMap = {
      apiVersion: "v1",
      kind: "Service",
      metadata: NAMED,
      spec: { sessionAffinity: "ClientIP" },
    };
    expect(apply(lab, wanted, current())).toBe("service/web configured");
    expect(apply(lab, wanted, current())).toBe("service/web unchanged");
    expect(lab.web?.sessionAffinity).toBe("ClientIP");
    expect(apply(lab, { ...wanted, spec: {} }, current())).toBe("service/web configured");
    expect(lab.web?.sessionAffinity).toBe("None");
  });
});

type Deed = (lab: Lab) => void;

test("law: whatever is done, the snapshot shows each Service as it is stored", () => {
  const deeds: readonly Deed[] = [
    (lab) => lab.patch({ spec: { type: "LoadBalancer" } }),
    (lab) => lab.patch({ spec: { type: "ClusterIP" } }),
    (lab) => lab.patch({ spec: { type: "NodePort", externalTrafficPolicy: "Local" } }),
    (lab) => lab.patch([{ op: "add", path: "/spec/ports/-", value: { name: "x", port: 81 } }], "json"),
    (lab) => lab.patch({ spec: { clusterIP: null } }),
    (lab) => lab.services.delete(NAMED),
    (lab) => void lab.services.create(manifest({}, { resourceVersion: "" }), NAMED, BIRTH),
    (lab) => {
      const ingress = [{ kind: "ip", ip: addressOf("198.19.0.5") }] as const;
      if (lab.web?.type === "LoadBalancer")
        lab.services.writeStatus({ kind: "service-status", ...NAMED, ingress, conditions: [] });
    },
  ];
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...deeds), { maxLength: 12 }),
      fc.infiniteStream(fc.nat(9999)),
      (course, lots) => {
        const lab = new Lab((among) => (lots.next().value ?? 0) % among);
        for (const deed of course) {
          const isThere = lab.web !== undefined;
          if (!(isThere && deed === deeds[6])) deed(lab);
          const stored = lab.services.stored(NAMED);
          expect(stored === null).toBe(lab.web === undefined);
          if (stored !== null) expect(readObject("Service", stored).services).toEqual(lab.snapshot.services);
        }
      },
    ),
  );
});
