import type { RrType } from "../../../dns/index.ts";
import { namespace, service, slice, snapshotOf, viewOf } from "../../../kubernetes/cluster.fixture.ts";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

const http = { name: "http", port: 80, protocol: "TCP" };
const ready = { ready: true };
type Fields = Readonly<Record<string, unknown>>;

function ip(...addresses: readonly string[]): Fields {
  return { type: "ClusterIP", clusterIP: addresses[0], clusterIPs: addresses };
}

const none = { ...ip("None"), ports: [http] };

function external(externalName: string): Fields {
  return { type: "ExternalName", externalName };
}

function pod(name: string, phase: string, ...addresses: readonly string[]): Fields {
  const podIPs = addresses.map((address) => ({ ip: address }));
  const metadata = { name, namespace: "shop" };
  return { apiVersion: "v1", kind: "Pod", metadata, status: { phase, podIP: addresses[0], podIPs } };
}

function podReference(name: string): Fields {
  return { conditions: ready, targetRef: { kind: "Pod", name, namespace: "shop" } };
}

/** A pod's name of 63 letters is kept, a longer one is not. */
export const LONG_POD = "p".repeat(63);

const headless: readonly Fields[] = [
  // Two slices; the second repeats an address and has another port.
  service("pair.shop", none),
  slice(
    "pair.shop",
    [
      { addresses: ["10.4.0.1"], hostname: "a", conditions: ready },
      { addresses: ["10.4.0.2"], conditions: {} },
    ],
    [http],
    "1",
  ),
  slice(
    "pair.shop",
    [{ addresses: ["10.4.0.1"], hostname: "a", conditions: ready }],
    [{ name: "alt", port: 81, protocol: "UDP" }],
    "2",
  ),
  // A slice for each family.
  service("dual.shop", none),
  slice("dual.shop", [{ addresses: ["10.4.1.1"], hostname: "d", conditions: ready }], [http], "4"),
  slice(
    "dual.shop",
    [
      { addresses: ["fd04::1:1"], hostname: "d", conditions: ready },
      { addresses: ["fd04:1::"], conditions: ready },
    ],
    [http],
    "6",
  ),
  // No ports, and a port without a number.
  service("silent.shop", ip("None")),
  slice("silent.shop", [{ addresses: ["10.4.2.1"], hostname: "s", conditions: ready }], []),
  service("anyport.shop", none),
  slice(
    "anyport.shop",
    [{ addresses: ["10.4.2.2"], hostname: "s", conditions: ready }],
    [{ name: "any", protocol: "TCP" }],
  ),
  service("mood.shop", none),
  slice(
    "mood.shop",
    [
      { addresses: ["10.4.3.1"], hostname: "ready", conditions: { ready: true, terminating: true } },
      {
        addresses: ["10.4.3.2"],
        hostname: "serving",
        conditions: { ready: false, serving: true, terminating: true },
      },
      { addresses: ["10.4.3.3"], hostname: "unknown" },
    ],
    [http],
  ),
  service("named.shop", none),
  slice(
    "named.shop",
    [
      { addresses: ["10.4.4.1"], hostname: "twin", conditions: ready },
      { addresses: ["10.4.4.2"], hostname: "twin", conditions: ready },
      { addresses: ["10.4.4.3", "10.4.4.4"], ...podReference("pod-x") },
      { addresses: ["10.4.4.5"], ...podReference(`${LONG_POD}p`) },
      { addresses: ["10.4.4.6"], ...podReference(LONG_POD) },
    ],
    [http],
  ),
  // A slice of nobody, one whose address is a cluster IP, and two services that share an endpoint.
  slice("orphan.shop", [{ addresses: ["10.4.6.1"], hostname: "o", conditions: ready }], [http]),
  service("front.shop", none),
  slice("front.shop", [{ addresses: ["10.8.0.1"], hostname: "f", conditions: ready }], [http]),
  service("left.shop", none),
  slice("left.shop", [{ addresses: ["10.4.7.1"], hostname: "l", conditions: ready }], [http]),
  service("right.other", { ...ip("10.8.0.13"), ports: [http] }),
  slice("right.other", [{ addresses: ["10.4.7.1"], conditions: ready }], [http]),
];

const clusterIps: readonly Fields[] = [
  service("multi.shop", {
    ...ip("10.8.0.1"),
    ports: [
      { name: "dns", port: 53, protocol: "UDP" },
      { name: "dns-tcp", port: 53, protocol: "TCP" },
      { name: "sctp", port: 99, protocol: "SCTP" },
      { name: "web", port: 80, protocol: "TCP" },
    ],
  }),
  slice(
    "multi.shop",
    [{ addresses: ["10.4.5.1"], hostname: "m", conditions: ready }],
    [{ name: "dns", port: 5353, protocol: "UDP" }],
  ),
  service("samename.shop", {
    ...ip("10.8.0.2"),
    ports: [
      { name: "dns", port: 53, protocol: "UDP" },
      { name: "dns", port: 54, protocol: "TCP" },
    ],
  }),
  service("both.shop", {
    ...ip("10.8.0.3", "fd08::3"),
    ports: [http, { name: "https", port: 443, protocol: "TCP" }],
  }),
  service("six.shop", { ...ip("fd08::4"), ports: [http] }),
  service("node.shop", {
    ...ip("10.8.0.5"),
    type: "NodePort",
    ports: [{ port: 80, nodePort: 30_080, protocol: "TCP" }],
  }),
  service("empty.shop", { ...ip("10.8.0.7"), ports: [http] }),
  service("stranded.nowhere", { ...ip("10.8.0.8"), ports: [http] }),
  service("web.svc", { ...ip("10.8.0.9"), ports: [http] }),
  service("web.pod", { ...ip("10.8.0.10"), ports: [http] }),
  service("bare.shop", ip("10.8.0.11")),
  service("pair.other", { ...ip("10.8.0.12"), ports: [http] }),
];

const aliases: readonly Fields[] = [
  service("to-headless.shop", external("pair.shop.svc.cluster.local")),
  service("to-endpoint.shop", external("a.pair.shop.svc.cluster.local.")),
  service("to-capital.shop", external("BOTH.Shop.svc.cluster.local")),
  service("to-missing.shop", external("gone.shop.svc.cluster.local")),
  service("to-namespace.shop", external("shop.svc.cluster.local")),
  service("to-apex.shop", external("cluster.local")),
  service("to-pod.shop", external("10-4-0-1.shop.pod.cluster.local")),
  service("to-alias.shop", external("to-headless.shop.svc.cluster.local")),
  service("to-six.shop", external("fd08::4")),
  service("to-four.shop", external("10.8.0.1")),
  service("to-out.shop", external("www.example.org")),
  service("to-stranded.shop", external("stranded.nowhere.svc.cluster.local")),
];

/** The objects of a shop's cluster: one of each oddity that a cluster may hold. */
export const shopObjects: readonly Fields[] = [
  ...["shop", "other", "empty", "svc", "pod"].map((name) => namespace(name)),
  ...headless,
  ...clusterIps,
  ...aliases,
  pod("run", "Running", "10.4.0.1", "fd04::9"),
  pod("wait", "Pending", "10.4.0.3"),
  pod("done", "Succeeded", "10.4.0.4"),
  pod("lost", "Unknown", "10.4.0.5"),
];

/** What CoreDNS says about the shop: `@` stands for `svc.cluster.local.`, `SOA` for the zone's SOA record. */
export type AskShop = (name: string, type: RrType) => string;

/** A kubernetes plugin with these options; other directives of its block and other blocks stand behind. */
export function askShop(options = "", besides = "", blocks = ""): AskShop {
  const corefile = `. {\n kubernetes cluster.local in-addr.arpa ip6.arpa {\n${options}\n}\n${besides}}\n${blocks}`;
  const server = new CoreDnsUnderTest(corefile, { "/hosts": "" }, viewOf(snapshotOf(...shopObjects)));
  return (name, type) =>
    server
      .line(name.replace("@", "svc.cluster.local."), type)
      .replaceAll("svc.cluster.local.", "@")
      .replaceAll(/(?:\S+ )?\d+ SOA [^;]*?(?=$|; | \+\+)/g, "SOA");
}
