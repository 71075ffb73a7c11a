import { type Address, addressNumber, ipv4FromBytes, type Prefix, prefixCovers, printPrefix } from "@splithorizon/core";
import type { Station } from "../network/index.ts";
import type { SiteTwin } from "../site/index.ts";
import { notFound, type Shown, text } from "./result.ts";
import { type RouteEntry, routeEntries } from "./route-entries.ts";

/** How a machine's routes are printed: `ip route`, `ip -6 route`, or `route -n`. */
export type RouteFormat = "ip" | "ip-6" | "route-n";

/** The routing table of a host, a node or a pod as iproute2 6.1 and net-tools 2.10 print it. */
export function showRoutes(twin: SiteTwin, station: string, format: RouteFormat): Shown {
  const found = twin.network.stations.get(station);
  if (found === undefined) return notFound(`No machine is called ${station}.`);
  const shown = print(twin, found, format);
  if (found.kind !== "pod" || routeEntries(twin, found).length > 0) return text(shown);
  return notFound(
    `What routes ${station} has is not known: no CiliumNode tells the address of its node's cilium_host.`,
  );
}

function print(twin: SiteTwin, station: Station, format: RouteFormat): string {
  const entries = routeEntries(twin, station).filter(({ prefix }) => isIpv6(prefix) === (format === "ip-6"));
  switch (format) {
    case "ip":
      return entries.toSorted(inTrieOrder).map(ipLine).join("");
    case "ip-6":
      return entries.toSorted(inTreeOrder).map(ip6Line).join("");
    case "route-n":
      return `${HEADER}${entries.toSorted(inTrieOrder).map(routeLine).join("")}`;
  }
}

function isIpv6({ address }: Prefix): boolean {
  return address.includes(":");
}

/** The kernel walks its trie by address; of equal ones the longer prefix comes first. */
function inTrieOrder(left: RouteEntry, right: RouteEntry): number {
  return byNumber(left.prefix, right.prefix) || right.prefix.length - left.prefix.length;
}

/** IPv6's tree is walked with what is below a prefix before the prefix itself: the default route comes last. */
function inTreeOrder(left: RouteEntry, right: RouteEntry): number {
  if (contains(left.prefix, right.prefix)) return 1;
  if (contains(right.prefix, left.prefix)) return -1;
  return byNumber(left.prefix, right.prefix);
}

function contains(outer: Prefix, inner: Prefix): boolean {
  return outer.length < inner.length && prefixCovers(outer, inner.address);
}

function byNumber(left: Prefix, right: Prefix): number {
  const [first, second] = [addressNumber(left.address), addressNumber(right.address)];
  return first < second ? -1 : first > second ? 1 : 0;
}

function printDestination(prefix: Prefix): string {
  if (prefix.length === 0) return "default";
  return prefix.length === (isIpv6(prefix) ? 128 : 32) ? prefix.address : printPrefix(prefix);
}

/** Words that are there, each followed by a blank as iproute2 writes them. */
function words(...parts: readonly (string | null)[]): string {
  return parts.map((part) => (part === null ? "" : `${part} `)).join("");
}

function named(name: string, value: string | number | null): string | null {
  return value === null ? null : `${name} ${value}`;
}

function ipLine({ prefix, gateways, device, protocol, source, metric }: RouteEntry): string {
  const destination = printDestination(prefix);
  const tail = words(named("proto", protocol), scopeOf(gateways), named("src", source), named("metric", metric));
  return gateways.length > 1
    ? `${words(destination)}${tail}\n${nextHops(gateways, device)}`
    : `${words(destination, named("via", gateways[0] ?? null), `dev ${device}`)}${tail}\n`;
}

function scopeOf(gateways: readonly Address[]): string | null {
  return gateways.length === 0 ? "scope link" : null;
}

function nextHops(gateways: readonly Address[], device: string): string {
  return gateways.map((gateway) => `\tnexthop via ${gateway} dev ${device} weight 1 \n`).join("");
}

/** IPv6 has a metric always: 256 for what the kernel adds, 1024 for the rest. */
function ip6Line({ prefix, gateways, device, protocol, metric }: RouteEntry): string {
  const destination = printDestination(prefix);
  const tail = `${words(named("proto", protocol), named("metric", metric ?? (protocol === "kernel" ? 256 : 1024)))}pref medium`;
  return gateways.length > 1
    ? `${words(destination)}${tail}\n${nextHops(gateways, device)}`
    : `${words(destination, named("via", gateways[0] ?? null), `dev ${device}`)}${tail}\n`;
}

const HEADER =
  "Kernel IP routing table\nDestination     Gateway         Genmask         Flags Metric Ref    Use Iface\n";

/** Of several gateways `route` shows the first alone. */
function routeLine({ prefix, gateways, device, metric }: RouteEntry): string {
  const [gateway] = gateways;
  const flags = `U${gateway === undefined ? "" : "G"}${prefix.length === 32 ? "H" : ""}`;
  const addresses = [prefix.address, gateway ?? "0.0.0.0", netmaskOf(prefix.length)].map(
    (address) => `${address.padEnd(15)} `,
  );
  return `${addresses.join("")}${flags.padEnd(6)}${String(metric ?? 0).padEnd(6)} 0        0 ${device}\n`;
}

function netmaskOf(length: number): string {
  const bits = length === 0 ? 0 : (0xffffffff << (32 - length)) >>> 0;
  return ipv4FromBytes(Uint8Array.of(bits >>> 24, (bits >>> 16) & 255, (bits >>> 8) & 255, bits & 255));
}
