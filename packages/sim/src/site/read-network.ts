import { type Address, isIpv4, type Prefix, parseAddress, parsePrefix } from "@splithorizon/core";
import type { BgpSettings, FirewallRule, InterfaceAddress, NetworkSettings, StaticRoute } from "./model.ts";
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

/** `routes`: a prefix or `default`, and one gateway or several. */
export function readRoutes(reader: SettingsReader): readonly StaticRoute[] {
  return reader.members.flatMap(([key, inner]) => {
    const gateways = inner.items.flatMap((item) => item.address ?? []);
    const [first] = gateways;
    const everywhere = EVERYWHERE[first === undefined || isIpv4(first) ? "ipv4" : "ipv6"];
    const destination = key === "default" ? everywhere : prefixOf(key, inner);
    return destination === null || first === undefined ? [] : [{ destination, gateways, span: inner.span }];
  });
}

function prefixOf(text: string, reader: SettingsReader): Prefix | null {
  const prefix = parsePrefix(text);
  if (typeof prefix !== "string" && !prefix.hasHostBits) return { address: prefix.address, length: prefix.length };
  return reader.fault("SITE_BAD_ADDRESS", `"${text}" is neither "default" nor a block of addresses.`);
}

export const BGP_KEYS = ["asn", "neighbours"] as const;

export function readBgp(reader: SettingsReader): BgpSettings | null {
  if (!reader.isPresent) return null;
  reader.takesOnly(BGP_KEYS);
  const asn = reader.need("asn").numberWithin(1, 4_294_967_295);
  const neighbours = reader.need("neighbours").items.flatMap((item) => item.address ?? []);
  return asn === null ? null : { asn, neighbours };
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
