import { type Address, isIpv4, type Prefix, parseAddress, parsePrefix } from "@splithorizon/core";
import type {
  BgpSettings,
  FirewallRule,
  GracefulRestart,
  InterfaceAddress,
  NetworkSettings,
  StaticRoute,
} from "./model.ts";
import type { SettingsReader } from "./settings-reader.ts";

/** `networks`: name and prefix. */
export function readNetworks(reader: SettingsReader): readonly NetworkSettings[] {
  return reader.members.flatMap(([name, inner]) => {
    const { prefix } = inner;
    return prefix === null ? [] : [{ name, prefix, span: inner.span }];
  });
}

/** `192.168.13.11`, or with a length where no network says it. */
export function readInterfaceAddress(reader: SettingsReader): InterfaceAddress | null {
  const { text } = reader;
  if (text === null) return null;
  const slash = text.indexOf("/");
  const address = parseAddress(slash === -1 ? text : text.slice(0, slash));
  const prefix = parsePrefix(text);
  if (address === null || typeof prefix === "string") {
    return reader.fault("SITE_BAD_ADDRESS", `"${text}" is not an IP address.`);
  }
  return { address, prefixLength: slash === -1 ? null : prefix.length };
}

const EVERYWHERE: Readonly<Record<"ipv4" | "ipv6", Prefix>> = {
  ipv4: { address: "0.0.0.0" as Address, length: 0 },
  ipv6: { address: "::" as Address, length: 0 },
};

export const ROUTE_KEYS = ["via", "src"] as const;

/** `routes`: a prefix or `default`, and one gateway or several, `link`, or a map of `via` and `src`. */
export function readRoutes(reader: SettingsReader): readonly StaticRoute[] {
  return reader.members.flatMap(([key, inner]) => {
    const next = readNextHop(inner);
    const near = next?.gateways[0] ?? next?.source ?? null;
    const everywhere = EVERYWHERE[near === null || isIpv4(near) ? "ipv4" : "ipv6"];
    const destination = key === "default" ? everywhere : prefixOf(key, inner);
    if (destination === null || next === null) return [];
    const odd = next.gateways.find((gateway) => !isIpv4(destination.address) && isIpv4(gateway));
    if (odd !== undefined) inner.fault("SITE_BAD_ADDRESS", `${key} cannot go by ${odd}: it is IPv6.`);
    return odd === undefined ? [{ destination, ...next, span: inner.span }] : [];
  });
}

function readNextHop(reader: SettingsReader): Pick<StaticRoute, "gateways" | "source"> | null {
  if (!reader.isMap) return readGateways(reader, null);
  reader.takesOnly(ROUTE_KEYS);
  const src = reader.at("src");
  const source = src.address;
  if (src.isPresent && source === null) return null;
  const next = readGateways(reader.need("via"), source);
  const [first] = next?.gateways ?? [];
  if (first === undefined || source === null || isIpv4(first) === isIpv4(source)) return next;
  return src.fault("SITE_BAD_ADDRESS", `${source} cannot be the source of what goes by ${first}.`);
}

/** On the link there is no gateway. */
function readGateways(reader: SettingsReader, source: Address | null): Pick<StaticRoute, "gateways" | "source"> | null {
  if (reader.plain === "link") return { gateways: [], source };
  const gateways = reader.items.flatMap((item) => item.address ?? []);
  return gateways.length === 0 ? null : { gateways, source };
}

function prefixOf(text: string, reader: SettingsReader): Prefix | null {
  const prefix = parsePrefix(text);
  if (typeof prefix !== "string" && !prefix.hasHostBits) return { address: prefix.address, length: prefix.length };
  return reader.fault("SITE_BAD_ADDRESS", `"${text}" is neither "default" nor a block of addresses.`);
}

export const BGP_KEYS = ["asn", "neighbours", "port", "holdTimeSeconds", "gracefulRestart"] as const;

/** FRR's own: `timers bgp 60 180`, a helper of those that restart, with RFC 8538's notification (doc/user/bgp.rst). */
const BGP_DEFAULTS = { port: 179, holdTimeSeconds: 180, gracefulRestart: "rfc8538" } as const;

const RESTART_WORDS: readonly GracefulRestart[] = ["rfc8538", "rfc4724", "none", "no-end-of-rib"];

export function readBgp(reader: SettingsReader): BgpSettings | null {
  if (!reader.isPresent) return null;
  reader.takesOnly(BGP_KEYS);
  const asn = reader.need("asn").numberWithin(1, 4_294_967_295);
  const neighbours = reader.need("neighbours").items.flatMap((item) => item.address ?? []);
  const port = reader.at("port").numberWithin(1, 65_535) ?? BGP_DEFAULTS.port;
  const holdTimeSeconds = readHoldTime(reader.at("holdTimeSeconds")) ?? BGP_DEFAULTS.holdTimeSeconds;
  const gracefulRestart = reader.at("gracefulRestart").oneOf(RESTART_WORDS) ?? BGP_DEFAULTS.gracefulRestart;
  return asn === null ? null : { asn, neighbours, port, holdTimeSeconds, gracefulRestart };
}

/** RFC 4271 section 4.2: none, or at least three seconds. */
function readHoldTime(reader: SettingsReader): number | null {
  const seconds = reader.numberWithin(0, 65_535);
  if (seconds !== 1 && seconds !== 2) return seconds;
  return reader.fault("SITE_WRONG_TYPE", "A hold time is 0, or from 3 to 65535 seconds.");
}

export const RULE_KEYS = ["action", "from", "to", "protocol", "port"] as const;

export function readFirewall(reader: SettingsReader): readonly FirewallRule[] {
  return reader.items.flatMap((item) => {
    item.takesOnly(RULE_KEYS);
    const action = item.need("action").oneOf(["accept", "drop", "reject"]);
    if (action === null) return [];
    const [from, to] = [item.at("from").prefix, item.at("to").prefix];
    const protocol = item.at("protocol").oneOf(["udp", "tcp"]);
    return [{ action, from, to, protocol, port: item.at("port").numberWithin(0, 65_535) }];
  });
}
