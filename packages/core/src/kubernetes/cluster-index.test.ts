import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nameOf, parseAddress, reverseNameText } from "../dns/index.ts";
import { namespace, service, slice, snapshotOf } from "./cluster.fixture.ts";
import {
  addressFromReverseName,
  type ClusterSnapshot,
  clusterIndex,
  externalAddressesOf,
  isHeadless,
  isReverseName,
  type LabelSelector,
  selects,
  serviceKey,
} from "./index.ts";

type Fields = Readonly<Record<string, unknown>>;
const names = (list: readonly { readonly metadata: { readonly name: string } }[] = []): readonly string[] =>
  list.map(({ metadata }) => metadata.name);
const pod = (name: string, phase: string, ...podIPs: readonly string[]): Fields => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, namespace: "default" },
  spec: {},
  status: { phase, podIPs: podIPs.map((ip) => ({ ip })) },
});

/** plugin/kubernetes/object/service.go. */
describe("what a service has outside", () => {
  test.each([
    { title: "nothing", spec: {}, ingress: [], outside: [] },
    { title: "a load balancer's address", spec: {}, ingress: [{ ip: "198.19.0.5" }], outside: ["198.19.0.5"] },
    { title: "its host name", spec: {}, ingress: [{ hostname: "lb.example." }], outside: ["lb.example."] },
    {
      title: "the address where there are both",
      spec: {},
      ingress: [{ ip: "198.19.0.5", hostname: "lb.example." }],
      outside: ["198.19.0.5"],
    },
    {
      title: "externalIPs first, for any type",
      spec: { type: "ClusterIP", externalIPs: ["203.0.113.7"] },
      ingress: [{ ip: "198.19.0.5" }, { hostname: "lb.example." }],
      outside: ["203.0.113.7", "198.19.0.5", "lb.example."],
    },
    { title: "not what is neither", spec: {}, ingress: [{}, { hostname: "" }], outside: [] },
  ])("$title", ({ spec, ingress, outside }) => {
    const [web] = snapshotOf(service("web.default", spec, ingress)).services;
    expect(web === undefined ? null : externalAddressesOf(web)).toEqual(outside);
  });

  test.each([
    { spec: { clusterIP: "None" }, ips: ["None"], headless: true },
    { spec: { clusterIP: "None", clusterIPs: ["None"] }, ips: ["None"], headless: true },
    { spec: { clusterIP: "198.18.0.7" }, ips: ["198.18.0.7"], headless: false },
    {
      spec: { clusterIP: "198.18.0.7", clusterIPs: ["198.18.0.7", "fd98::7"] },
      ips: ["198.18.0.7", "fd98::7"],
      headless: false,
    },
    { spec: { clusterIP: "" }, ips: [], headless: false },
    { spec: {}, ips: [], headless: false },
    { spec: { type: "ExternalName", externalName: "www.example." }, ips: [], headless: false },
  ])("cluster addresses of $spec", ({ spec, ips, headless }) => {
    const [web] = snapshotOf(service("web.default", spec)).services;
    expect([web?.clusterIps, web === undefined ? null : isHeadless(web)]).toEqual([ips, headless]);
  });
});

describe("what is found by its key", () => {
  const snapshot = snapshotOf(
    namespace("default"),
    service("web.default", { clusterIP: "198.18.0.7", externalIPs: ["203.0.113.7"] }, [{ ip: "203.0.113.7" }]),
    service("web.apps", { clusterIP: "198.18.0.7" }),
    slice(
      "web.default",
      [{ addresses: ["100.64.0.1"] }, { addresses: ["100.64.0.2"], conditions: { ready: false } }],
      [],
      "b",
    ),
    slice("web.default", [{ addresses: ["100.64.0.1"] }], [], "a"),
    pod("running", "Running", "100.64.0.1", "fd64::1"),
    pod("pending", "Pending", "100.64.0.1"),
    ...["Succeeded", "Failed", "Unknown"].map((phase) => pod(phase.toLowerCase(), phase, "100.64.0.1")),
  );
  const index = clusterIndex(snapshot);

  test("services of one address, each once", () => {
    expect(index.servicesByClusterIp.get("198.18.0.7")?.map(({ metadata }) => metadata.namespace)).toEqual([
      "apps",
      "default",
    ]);
    expect(names(index.servicesByExternalIp.get("203.0.113.7"))).toEqual(["web"]);
  });

  test("slices of a service, and of a ready address", () => {
    expect(names(index.slices.get(serviceKey("web", "default")))).toEqual(["web-a", "web-b"]);
    expect(names(index.slicesByAddress.get("100.64.0.1"))).toEqual(["web-a", "web-b"]);
    expect(index.slicesByAddress.get("100.64.0.2")).toBeUndefined();
  });

  test("pods that have not ended (object/pod.go)", () => {
    expect(names(index.podsByIp.get("100.64.0.1"))).toEqual(["pending", "running"]);
    expect(names(index.podsByIp.get("fd64::1"))).toEqual(["running"]);
  });

  test("names like those of prototypes are nothing", () => {
    for (const key of ["constructor", "__proto__", "toString"]) {
      expect([index.namespaces.get(key), index.services.get(key), index.podsByIp.get(key)]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
    }
  });

  test("made once for each snapshot", () => expect(clusterIndex(snapshot)).toBe(index));
});

const place = fc.tuple(fc.constantFrom("a", "b", "c"), fc.constantFrom("x", "y")).map((labels) => labels.join("."));
const placed = fc.record({
  place,
  ip: fc.constantFrom("198.18.0.1", "198.18.0.2", "None"),
  ready: fc.constantFrom(true, false, null),
});
const snapshots = fc
  .array(placed, { maxLength: 12 })
  .map(
    (list): ClusterSnapshot =>
      snapshotOf(
        ...list.flatMap(({ place: at, ip, ready }, suffix) => [
          service(at, { clusterIP: ip }),
          slice(at, [{ addresses: [`100.64.0.${suffix % 3}`], conditions: { ready } }], [], String(suffix)),
        ]),
      ),
  );

test("law: the index finds what a search through the lists finds", () => {
  fc.assert(
    fc.property(snapshots, (snapshot) => {
      const index = clusterIndex(snapshot);
      for (const one of snapshot.services) {
        const { name, namespace: inNamespace } = one.metadata;
        const slices = snapshot.endpointSlices.filter(
          ({ serviceName, metadata }) => serviceName === name && metadata.namespace === inNamespace,
        );
        expect(index.services.get(serviceKey(name, inNamespace))).toBe(one);
        expect(index.slices.get(serviceKey(name, inNamespace)) ?? []).toEqual(slices);
        for (const ip of one.clusterIps) {
          const sharing = snapshot.services.filter(({ clusterIps }) => clusterIps.includes(ip));
          expect(index.servicesByClusterIp.get(ip)).toEqual(sharing);
        }
      }
    }),
  );
});

/** k8s.io/apimachinery/pkg/apis/meta/v1 LabelSelectorAsSelector. */
describe("label selectors", () => {
  const labels = { app: "web", tier: "" };
  const expression = (key: string, operator: string, ...values: readonly string[]): Fields => ({
    key,
    operator,
    values,
  });
  const selectorOf = (fields: Fields | null): LabelSelector | null => ({
    matchLabels: {},
    matchExpressions: [],
    ...(fields as Partial<LabelSelector> | null),
  });

  test.each([
    { title: "none", selector: null, selected: false },
    { title: "an empty one", selector: selectorOf({}), selected: true },
    { title: "a label", selector: selectorOf({ matchLabels: { app: "web" } }), selected: true },
    { title: "a label of another value", selector: selectorOf({ matchLabels: { app: "db" } }), selected: false },
    { title: "an empty label is one", selector: selectorOf({ matchLabels: { tier: "" } }), selected: true },
    {
      title: "not a prototype's",
      selector: selectorOf({ matchExpressions: [expression("constructor", "Exists")] }),
      selected: false,
    },
    { title: "In", selector: selectorOf({ matchExpressions: [expression("app", "In", "db", "web")] }), selected: true },
    { title: "In of nothing", selector: selectorOf({ matchExpressions: [expression("app", "In")] }), selected: false },
    {
      title: "In without the label",
      selector: selectorOf({ matchExpressions: [expression("x", "In", "")] }),
      selected: false,
    },
    {
      title: "NotIn",
      selector: selectorOf({ matchExpressions: [expression("app", "NotIn", "web")] }),
      selected: false,
    },
    {
      title: "NotIn without the label",
      selector: selectorOf({ matchExpressions: [expression("x", "NotIn", "web")] }),
      selected: true,
    },
    { title: "Exists", selector: selectorOf({ matchExpressions: [expression("tier", "Exists")] }), selected: true },
    {
      title: "DoesNotExist",
      selector: selectorOf({ matchExpressions: [expression("tier", "DoesNotExist")] }),
      selected: false,
    },
    {
      title: "all of them",
      selector: selectorOf({ matchLabels: { app: "web" }, matchExpressions: [expression("x", "Exists")] }),
      selected: false,
    },
  ])("$title", ({ selector, selected }) => expect(selects(selector, labels)).toBe(selected));

  test("law: In and NotIn, Exists and DoesNotExist are each other's opposites", () => {
    const word = fc.constantFrom("app", "tier", "x", "__proto__");
    const values = fc.array(fc.constantFrom("web", "", "db"), { maxLength: 3 });
    fc.assert(
      fc.property(word, values, fc.dictionary(word, fc.constantFrom("web", "", "db")), (key, of, own) => {
        const says = (operator: string): boolean =>
          selects(selectorOf({ matchExpressions: [expression(key, operator, ...of)] }), own);
        expect(says("In")).toBe(!says("NotIn"));
        expect(says("Exists")).toBe(!says("DoesNotExist"));
      }),
    );
  });
});

/** plugin/pkg/dnsutil/reverse.go. */
describe("reverse names", () => {
  test.each([
    { name: "10.0.18.198.in-addr.arpa.", address: "198.18.0.10" },
    { name: "10.0.18.198.IN-ADDR.ARPA.", address: "198.18.0.10" },
    { name: `${"0.".repeat(31)}f.ip6.arpa.`, address: "f000::" },
    { name: "0.18.198.in-addr.arpa.", address: null },
    { name: "1.10.0.18.198.in-addr.arpa.", address: null },
    { name: "300.0.18.198.in-addr.arpa.", address: null },
    { name: "010.0.18.198.in-addr.arpa.", address: null },
    { name: "x.0.18.198.in-addr.arpa.", address: null },
    { name: `${"0.".repeat(31)}g.ip6.arpa.`, address: null },
    { name: `${"0.".repeat(30)}00.0.ip6.arpa.`, address: null },
    { name: "in-addr.arpa.", address: null },
    { name: "10.0.18.198.in-addr.arpa.example.", address: null },
  ])("$name is $address", ({ name, address }) => expect(addressFromReverseName(nameOf(name))).toBe(address));

  test.each([
    { name: "198.in-addr.arpa.", is: true },
    { name: "0.ip6.arpa.", is: true },
    { name: "in-addr.arpa.", is: false },
    { name: "xin-addr.arpa.", is: false },
    { name: "arpa.", is: false },
  ])("$name: $is", ({ name, is }) => expect(isReverseName(nameOf(name))).toBe(is));

  test("law: an address is found behind its own reverse name", () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        const address = parseAddress(text);
        fc.pre(address !== null);
        expect(addressFromReverseName(nameOf(reverseNameText(address)))).toBe(address);
      }),
    );
  });
});
