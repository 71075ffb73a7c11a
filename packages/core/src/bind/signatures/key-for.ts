import type { Address, DomainName } from "../../dns/index.ts";
import { peerAt } from "../recursion/query-form.ts";
import type { ViewSettings } from "../settings.ts";
import type { RemoteServer } from "../zone-settings.ts";
import { keyNamed, type TsigKey } from "./tsig-key.ts";

/** With which key something is signed. `missing`: a list of servers names one that the file does not have. */
export type KeyChoice =
  | { readonly kind: "key"; readonly key: TsigKey | null }
  | { readonly kind: "missing"; readonly name: DomainName };

/** The key that the list of servers names, else that of `server` (lib/dns/zone.c, soa_query). */
export function keyFor(
  { keys, servers }: Pick<ViewSettings, "keys" | "servers">,
  { address, key: name }: RemoteServer,
): KeyChoice {
  if (name === null) return { kind: "key", key: ownKeyFor({ keys, servers }, address) };
  const key = keyNamed(name, keys);
  return key === null ? { kind: "missing", name } : { kind: "key", key };
}

/** That of `server`; null: it says none. */
export function ownKeyFor({ keys, servers }: Pick<ViewSettings, "keys" | "servers">, address: Address): TsigKey | null {
  const own = peerAt(servers, address)?.key ?? null;
  return own === null ? null : keyNamed(own, keys);
}
