import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RrType } from "../../../dns/index.ts";
import { namespace, service, slice, snapshotOf, viewOf } from "../../../kubernetes/cluster.fixture.ts";
import { ClusterChain } from "../ask-cluster.fixture.ts";

const S = "default.svc.cluster.local.";
const ready = { ready: true };
const http = { name: "http", port: 80, protocol: "TCP" };
const headless = { clusterIP: "None", clusterIPs: ["None"], ports: [http] };
const CHAIN = 14;

const snapshot = snapshotOf(
  namespace("default"),
  namespace("other"),
  service("zoned.default", headless),
  slice(
    "zoned.default",
    [
      { addresses: ["100.64.1.1"], hostname: "a-0", zone: "eu-1a", conditions: ready },
      { addresses: ["100.64.1.2"], zone: "EU-1b", conditions: ready },
      { addresses: ["100.64.1.3"], zone: "rack.7", conditions: ready },
      { addresses: ["100.64.1.4"], conditions: ready },
    ],
    [http],
  ),
  service("hollow.default", headless),
  service("both.default", { type: "ClusterIP", clusterIPs: ["198.18.1.20", "fd98::20"], ports: [http] }),
  service("outward.default", { type: "ExternalName", externalName: "www.example.org" }),
  service("below-itself.default", { type: "ExternalName", externalName: `x.below-itself.${S}` }),
  service("ring-a.default", { type: "ExternalName", externalName: `ring-b.${S}` }),
  service("ring-b.default", { type: "ExternalName", externalName: `ring-a.${S}` }),
  ...Array.from({ length: CHAIN }, (_, at) =>
    service(`chain-${at}.default`, {
      type: "ExternalName",
      externalName: at === CHAIN - 1 ? `both.${S}` : `chain-${at + 1}.${S}`,
    }),
  ),
  {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "two", namespace: "default" },
    status: { phase: "Running", podIPs: [{ ip: "100.64.1.1" }, { ip: "fd64::1:1" }] },
  },
  {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "ended", namespace: "default" },
    status: { phase: "Failed", podIPs: [{ ip: "100.64.1.77" }] },
  },
);
const chain = (...options: readonly string[]): ClusterChain =>
  new ClusterChain(`kubernetes cluster.local ip6.arpa {\n${options.map((option) => `  ${option}\n`).join("")}}\n`, {
    cluster: viewOf(snapshot),
  });

type Row = readonly [name: string, type: RrType, expected: string];

describe("names in topology zones (zonal), as recorded", () => {
  const zonal = chain("zonal");
  const zoned = (labels: string): string => `${labels}._zone.zoned.${S}`;
  it.each<Row>([
    [zoned("eu-1a.pin"), "A", "5 A 100.64.1.1"],
    [zoned("EU-1A.Pin"), "A", "5 A 100.64.1.1"],
    [zoned("eu-1b.pin"), "A", "5 A 100.64.1.2"],
    [zoned("rack.7.pin"), "A", "5 A 100.64.1.3"],
    [zoned("eu-1a.pin"), "SRV", `5 SRV 0 100 80 a-0.zoned.${S}`],
    [zoned("eu-1a.pin"), "AAAA", "NODATA"],
    // pin: nothing is NODATA, for every type; prefer: the whole service
    [zoned("nowhere.pin"), "A", "NODATA"],
    [zoned("nowhere.pin"), "TXT", "NODATA"],
    [zoned("nowhere.prefer"), "A", "5 A 100.64.1.1\n5 A 100.64.1.2\n5 A 100.64.1.3\n5 A 100.64.1.4"],
    [zoned("eu-1b.prefer"), "A", "5 A 100.64.1.2"],
    [zoned("eu-1a.other"), "A", "NXDOMAIN"],
    [`pin._zone.zoned.${S}`, "A", "NXDOMAIN"],
    [`eu-1a.pin._zone.hollow.${S}`, "A", "NODATA"],
    [`eu-1a.prefer._zone.hollow.${S}`, "A", "NODATA"],
    // headless services alone
    [`eu-1a.pin._zone.both.${S}`, "A", "NXDOMAIN"],
    [`eu-1a.pin._zone.outward.${S}`, "A", "NXDOMAIN"],
    [`eu-1a.pin._zone.missing.${S}`, "TXT", "NXDOMAIN"],
    ["eu-1a.pin._zone.1-2-3-4.default.pod.cluster.local.", "A", "NXDOMAIN"],
  ])("%s %s", (name, type, expected) => expect(zonal.answer(name, type)).toBe(expected));

  it("are too long without the option", () => expect(chain().answer(zoned("eu-1a.pin"), "A")).toBe("NXDOMAIN"));
});

describe("chains of ExternalNames, as recorded", () => {
  it.each([
    ["chain-13", 1],
    ["chain-4", 10],
    ["chain-3", 11],
    ["chain-2", 0],
    ["chain-0", 0],
    ["ring-a", 0],
    ["below-itself", 0],
  ])("%s: %i aliases", (name, aliases) => {
    const lines = chain().answer(`${name}.${S}`, "A").split("\n");
    expect(lines.filter((line) => line.includes(" CNAME "))).toHaveLength(aliases);
    expect(lines.at(-1)).toBe(aliases === 0 ? "NODATA" : "5 A 198.18.1.20");
  });
});

describe("pods", () => {
  it.each<readonly [string, ...Row]>([
    ["pods verified", "100-64-1-1.default.pod.cluster.local.", "A", "5 A 100.64.1.1"],
    ["pods verified", "fd64--1-1.default.pod.cluster.local.", "AAAA", "5 AAAA fd64::1:1"],
    // the very text of the address
    ["pods verified", "fd64-0-0-0-0-0-1-1.default.pod.cluster.local.", "AAAA", "NXDOMAIN"],
    ["pods verified", "fd64--1-1.other.pod.cluster.local.", "AAAA", "NXDOMAIN"],
    ["pods verified", "100-64-1-77.default.pod.cluster.local.", "A", "NXDOMAIN"],
    ["pods insecure", "fd64-0-0-0-0-0-1-1.default.pod.cluster.local.", "AAAA", "5 AAAA fd64::1:1"],
    // Go's net.IP takes a mapped address for IPv4
    ["pods insecure", "--ffff-102-304.default.pod.cluster.local.", "A", "5 A 1.2.3.4"],
    ["pods insecure", "--ffff-102-304.default.pod.cluster.local.", "AAAA", "NODATA"],
  ])("%s: %s %s", (option, name, type, expected) => expect(chain(option).answer(name, type)).toBe(expected));
});

it("multicluster zones say that they are not modelled, others answer", () => {
  const lines = "kubernetes cluster.local clusterset.local {\n  multicluster clusterset.local\n}\n";
  const mixed = new ClusterChain(lines, { cluster: viewOf(snapshot) });
  expect(mixed.answer("both.default.svc.clusterset.local.", "A")).toBe("unsupported");
  expect(mixed.answer(`both.${S}`, "A")).toBe("5 A 198.18.1.20");
});

describe("laws", () => {
  const names = ["both", "zoned", "hollow", "outward", "missing", "a-0.zoned", "_http._tcp.both", "100-64-1-2.zoned"];
  const types: readonly RrType[] = ["A", "AAAA", "SRV", "CNAME", "TXT", "MX"];

  it("an answer does not depend on what was asked before", () => {
    const asked = fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...types)), { maxLength: 12 });
    fc.assert(
      fc.property(asked, fc.constantFrom(...names), fc.constantFrom(...types), (before, name, type) => {
        const used = chain();
        for (const [earlier, earlierType] of before) used.ask(`${earlier}.${S}`, earlierType);
        expect(used.ask(`${name}.${S}`, type)).toBe(chain().ask(`${name}.${S}`, type));
      }),
    );
  });

  it("the case of a question changes the case of the answer alone", () => {
    const cased = fc.array(fc.boolean(), { minLength: 40, maxLength: 40 });
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.constantFrom(...types), cased, (name, type, upper) => {
        const question = `${name}.default.svc.`.replace(/[a-z]/g, (letter, at) =>
          upper[at % upper.length] === true ? letter.toUpperCase() : letter,
        );
        const fresh = chain();
        const expected = fresh.ask(`${name}.${S}`, type).toLowerCase();
        expect(fresh.ask(`${question}cluster.local.`, type).toLowerCase()).toBe(expected);
      }),
    );
  });
});
