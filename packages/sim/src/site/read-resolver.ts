import type { ResolverSettings } from "./model.ts";
import type { SettingsReader } from "./settings-reader.ts";

export const RESOLVER_KEYS = ["nameservers", "search"] as const;

/** `nameservers`, `search` and the program that uses them; null where no name server is given. */
export function readResolver(reader: SettingsReader): ResolverSettings | null {
  const nameservers = reader.at("nameservers").items.flatMap((item) => item.address ?? []);
  const search = reader.at("search").items.flatMap((item) => item.name ?? []);
  const kind = reader.at("resolver").oneOf(["glibc", "systemd-resolved"]) ?? "glibc";
  return nameservers.length === 0 ? null : { kind, nameservers, search };
}
