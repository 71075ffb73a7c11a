import { describe, expect, test } from "vitest";
import { IpamLab, poolOf, type ServiceWords, serviceOf } from "./ipam.fixture.ts";

const KEY = "lbipam.cilium.io/sharing-key";
const ACROSS = "lbipam.cilium.io/sharing-cross-namespace";
const IPS = "lbipam.cilium.io/ips";

function sharing(key: string, words: ServiceWords = {}, ips = ""): ServiceWords {
  const asked = ips === "" ? {} : { [IPS]: ips };
  return { ...words, annotations: { [KEY]: key, ...asked, ...words.annotations } };
}

function incompatible(why: string): string {
  return `- False already_allocated_incompatible_service: The IP '198.19.0.0' is already allocated to an incompatible service. Reason: ${why}`;
}

const SHARED = "198.19.0.0 True satisfied";

describe("cilium.md, Sharing compatible iff: a second service asks for the first one's address", () => {
  const first = sharing("dns", { ports: [53], policy: "Cluster" });
  const local: ServiceWords = { policy: "Local", selector: { app: "dns" } };
  const across = (namespaces: string): ServiceWords => ({ annotations: { [ACROSS]: namespaces } });
  const rows: readonly (readonly [row: string, first: ServiceWords, second: ServiceWords, told: string])[] = [
    ["other port", first, sharing("dns", { ports: [54] }, "198.19.0.0"), SHARED],
    ["same port, other protocol", first, sharing("dns", { protocol: "TCP" }, "198.19.0.0"), SHARED],
    ["same port and protocol", first, sharing("dns", {}, "198.19.0.0"), incompatible("same port and protocol")],
    ["another key", first, sharing("web", { ports: [54] }, "198.19.0.0"), incompatible("different sharing key")],
    [
      "no key of its own",
      first,
      { ports: [54], annotations: { [IPS]: "198.19.0.0" } },
      "- False already_allocated: The IP '198.19.0.0' is already allocated to another service",
    ],
    [
      "the first has no key",
      { ports: [53] },
      sharing("dns", { ports: [54] }, "198.19.0.0"),
      incompatible("different sharing key"),
    ],
    [
      "other policy",
      first,
      sharing("dns", { ports: [54], policy: "Local" }, "198.19.0.0"),
      incompatible("different ExternalTrafficPolicy"),
    ],
    ["Local, same selector", sharing("dns", local), sharing("dns", { ...local, ports: [54] }, "198.19.0.0"), SHARED],
    [
      "Local, other selector",
      sharing("dns", local),
      sharing("dns", { policy: "Local", selector: { app: "web" }, ports: [54] }, "198.19.0.0"),
      incompatible("compatible ExternalTrafficPolicy local but selecting different set of pods"),
    ],
    [
      "Local, no selectors",
      sharing("dns", { policy: "Local" }),
      sharing("dns", { policy: "Local", ports: [54] }, "198.19.0.0"),
      incompatible("compatible ExternalTrafficPolicy local but selecting different set of pods"),
    ],
    [
      "other namespace",
      first,
      sharing("dns", { namespace: "web", ports: [54] }, "198.19.0.0"),
      incompatible("different and not permitted namespace"),
    ],
    [
      "other namespace, allowed by one alone",
      sharing("dns", across("web")),
      sharing("dns", { namespace: "web", ports: [54] }, "198.19.0.0"),
      incompatible("different and not permitted namespace"),
    ],
    [
      "other namespace, allowed by both",
      sharing("dns", across("web")),
      sharing("dns", { ...across("a,kube-system"), namespace: "web", ports: [54] }, "198.19.0.0"),
      SHARED,
    ],
    [
      "other namespace, allowed by * and by name",
      sharing("dns", across("*")),
      sharing("dns", { ...across("kube-system"), namespace: "web", ports: [54] }, "198.19.0.0"),
      SHARED,
    ],
  ];
  test.each(rows)("%s", (_row, one, two, told) => {
    const made = new IpamLab();
    made.put(poolOf("all", ["198.19.0.0/24"]), serviceOf("one", one), serviceOf("two", two));
    expect(made.told("two")).toBe(told);
    expect(made.told("one")).toBe(SHARED);
  });
});

describe("sharing keys where no address is asked for", () => {
  test("sharing-key, same port: a new address", () => {
    const made = new IpamLab();
    made.put(poolOf("all", ["198.19.0.0/24"]), serviceOf("one", sharing("dns")), serviceOf("two", sharing("dns")));
    expect(made.told("two")).toBe("198.19.0.1 True satisfied");
  });

  test("sharing-key, other port: the same address, free again when the last has gone", () => {
    const made = new IpamLab();
    made.put(poolOf("all", ["198.19.0.0/24"]), serviceOf("one", sharing("dns")));
    made.put(serviceOf("two", sharing("dns", { ports: [54] })));
    expect(made.told("two")).toBe(SHARED);
    expect(made.counts("all")["IPsUsed"]).toBe("1");
    made.remove("one");
    made.put(serviceOf("three"));
    expect(made.told("three")).toBe("198.19.0.1 True satisfied");
    made.remove("two");
    made.put(serviceOf("four"));
    expect(made.told("four")).toBe(SHARED);
  });

  test("the older name of the key counts", () => {
    const made = new IpamLab();
    const words = (port: number): ServiceWords => ({
      ports: [port],
      annotations: { "io.cilium/lb-ipam-sharing-key": "dns" },
    });
    made.put(poolOf("all", ["198.19.0.0/24"]), serviceOf("one", words(53)), serviceOf("two", words(54)));
    expect(made.told("two")).toBe(SHARED);
  });

  test("a policy that no longer fits takes the address from the one that has changed", () => {
    const made = new IpamLab();
    made.put(poolOf("all", ["198.19.0.0/24"]), serviceOf("one", sharing("dns")));
    made.put(serviceOf("two", sharing("dns", { ports: [54] })));
    made.put(serviceOf("two", sharing("dns", { ports: [54], policy: "Local" })));
    expect(made.told("one")).toBe(SHARED);
    expect(made.told("two")).toBe("198.19.0.1 True satisfied");
  });

  test("a restart keeps a shared address with both", () => {
    const made = new IpamLab();
    made.put(poolOf("all", ["198.19.0.0/24"]), serviceOf("one", sharing("dns")));
    made.put(serviceOf("two", sharing("dns", { ports: [54] })));
    made.startOperator();
    expect([made.told("one"), made.told("two")]).toEqual([SHARED, SHARED]);
  });
});
