import { describe, expect, it } from "vitest";
import { instantFromMs } from "../../../dns/index.ts";
import { namespace, service, slice, snapshotOf, viewOf } from "../../../kubernetes/cluster.fixture.ts";
import type { ClusterSnapshot, ClusterView } from "../../../kubernetes/index.ts";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

const port = { name: "http", port: 80, protocol: "TCP" };

function clusterWith(
  clusterIp: string,
  external: string,
  endpoint: string,
  ...more: readonly Readonly<Record<string, unknown>>[]
): ClusterSnapshot {
  return snapshotOf(
    namespace("a"),
    service("web.a", { type: "LoadBalancer", clusterIP: clusterIp, clusterIPs: [clusterIp], ports: [port] }, [
      { ip: external },
    ]),
    service("head.a", { clusterIP: "None", clusterIPs: ["None"], ports: [port] }),
    slice("head.a", [{ addresses: [endpoint], conditions: { ready: true } }], [port]),
    ...more,
  );
}

const before = viewOf(clusterWith("198.18.0.1", "198.19.0.1", "100.64.0.1"), { serial: 5, externalSerial: 0 });
const after = viewOf(clusterWith("198.18.0.2", "198.19.0.2", "100.64.0.2", namespace("b")), {
  serial: 9,
  externalSerial: 9,
});
const unsynced: ClusterView = { ...viewOf(snapshotOf()), isSynced: false, serial: 0 };

const BLOCK = ". {\n TRANSFER\n CACHE\n k8s_external ext.test\n kubernetes cluster.local 64.100.in-addr.arpa\n}\n";

function coreDns(
  extra: { readonly cache?: string; readonly transfer?: string } = {},
  view: ClusterView = before,
): CoreDnsUnderTest {
  const corefile = BLOCK.replace(" TRANSFER\n", extra.transfer ?? "").replace(" CACHE\n", extra.cache ?? "");
  return new CoreDnsUnderTest(corefile, {}, view);
}

const change = ({ server }: CoreDnsUnderTest, view: ClusterView): void =>
  server.change({ kind: "cluster-changed", view }, instantFromMs(1));

describe("every answer is that of the cluster as the process holds it", () => {
  it.each<readonly [string, Parameters<CoreDnsUnderTest["answer"]>[1], string, string]>([
    ["web.a.svc.cluster.local.", "A", "198.18.0.1", "198.18.0.2"],
    ["head.a.svc.cluster.local.", "A", "100.64.0.1", "100.64.0.2"],
    ["100-64-0-2.head.a.svc.cluster.local.", "A", "NXDOMAIN", "100.64.0.2"],
    ["web.a.ext.test.", "A", "198.19.0.1", "198.19.0.2"],
    ["b.ext.test.", "A", "NXDOMAIN", "NODATA"],
    ["1.0.64.100.in-addr.arpa.", "PTR", "100-64-0-1.head.a", "NXDOMAIN"],
    ["2.0.64.100.in-addr.arpa.", "PTR", "NXDOMAIN", "100-64-0-2.head.a"],
    ["cluster.local.", "SOA", "hostmaster.cluster.local. 5 ", "hostmaster.cluster.local. 9 "],
    ["ext.test.", "SOA", "hostmaster.dns.ext.test. 0 ", "hostmaster.dns.ext.test. 9 "],
  ])("%s %s", (name, type, then, now) => {
    const twin = coreDns();
    // Asked twice: what has been found once is found again without a look.
    for (const _ of [1, 2]) expect(twin.answer(name, type)).toContain(then);
    change(twin, after);
    for (const _ of [1, 2]) expect(twin.answer(name, type)).toContain(now);
    change(twin, before);
    expect(twin.answer(name, type)).toContain(then);
  });

  it("transfers too", () => {
    const twin = coreDns({ transfer: " transfer {\n to *\n }\n" });
    const sent = (zone: string): string => twin.answer(zone, "AXFR", { transport: "tcp" });
    expect(sent("cluster.local.")).toContain("web.a.svc.cluster.local. A 198.18.0.1");
    change(twin, after);
    expect(sent("cluster.local.")).toContain("web.a.svc.cluster.local. A 198.18.0.2");
    expect(sent("ext.test.")).toContain("web.a.ext.test. A 198.19.0.2");
  });

  it("an answer in the cache stays there for its time", () => {
    const twin = coreDns({ cache: " cache 30\n" });
    const asked = (atMs: number): string => twin.answer("web.a.ext.test.", "A", { atMs });
    expect(asked(0)).toContain("198.19.0.1");
    change(twin, after);
    expect([asked(4000).includes("198.19.0.1"), asked(6000).includes("198.19.0.2")]).toEqual([true, true]);
  });
});

describe("a process whose lists are not read yet (coredns-kubernetes.md 3.1, trap T32)", () => {
  it("kubernetes says SERVFAIL, k8s_external NXDOMAIN, until they are", () => {
    const twin = coreDns({}, unsynced);
    expect(twin.answer("web.a.svc.cluster.local.", "A")).toBe("SERVFAIL");
    expect(twin.answer("web.a.ext.test.", "A")).toBe("NXDOMAIN");
    change(twin, after);
    expect(twin.answer("web.a.svc.cluster.local.", "A")).toContain("198.18.0.2");
    expect(twin.answer("web.a.ext.test.", "A")).toContain("198.19.0.2");
  });
});

describe("a fork", () => {
  it("holds what the process held, and hears by itself from then on", () => {
    const twin = coreDns();
    change(twin, after);
    const copy = twin.forked();
    change(twin, before);
    for (const name of ["web.a.ext.test.", "web.a.svc.cluster.local."]) {
      expect(twin.answer(name, "A")).toMatch(/\.1$/);
      expect(copy.answer(name, "A")).toMatch(/\.2$/);
    }
  });
});
