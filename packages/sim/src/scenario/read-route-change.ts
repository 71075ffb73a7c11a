import { type Address, isIpv4, type Prefix, parseAddress } from "@splithorizon/core";
import type { SettingsReader } from "../site/index.ts";
import type { ScenarioAction } from "./model.ts";

/** `{ route: add, to: 198.19.0.0/16, via: 192.168.13.91, on: dns1 }`, with `src` or without; of a route that is to go `via` may be left out. */
export function readRouteChange(reader: SettingsReader): ScenarioAction | null {
  const change = reader.at("route").oneOf(["add", "del"] as const);
  const machine = reader.need("on").text;
  const gateway = change === "add" ? reader.need("via") : reader.at("via");
  const via = gateway.address;
  const src = reader.at("src");
  const source = src.address;
  const to = readDestination(reader.need("to"), via);
  if (change === null || machine === null || to === null) return null;
  if (gateway.isPresent !== (via !== null) || (change === "add" && via === null)) return null;
  if (src.isPresent && source === null) return null;
  return { kind: "route", machine, change: { change, to, via, ...(source === null ? {} : { src: source }) } };
}

/** A block of addresses, or `default`: the gateway says of which family. */
function readDestination(reader: SettingsReader, via: Address | null): Prefix | null {
  if (reader.text !== "default") return reader.prefix;
  const everywhere = parseAddress(via === null || isIpv4(via) ? "0.0.0.0" : "::");
  return everywhere === null ? null : { address: everywhere, length: 0 };
}
