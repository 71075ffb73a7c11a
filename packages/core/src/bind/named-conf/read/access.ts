import { type AddressMatchList, anyAddress, localNetworks, noAddress } from "../../acl.ts";
import type { AccessSettings, BindVersion } from "../../settings.ts";
import type { TransferList } from "../../zone-settings.ts";
import type { MatchListReader } from "./match-lists.ts";
import { blockIn, findClause, keywordNumber, keywordValue, type Scope } from "./scope.ts";

/** The list of a statement, or null where it does not stand. */
export function listIn(scope: Scope, name: string, reader: MatchListReader): AddressMatchList | null {
  const block = blockIn(findClause(scope, name)?.values ?? []);
  return block === undefined ? null : reader.read(block);
}

/**
 * Who may ask a view what (BIND ARM, "allow-query-cache" and "allow-recursion"; measured in every row):
 * each of the two stands in for the other, on the address asked too, then allow-query does, then the host's own networks.
 * Without recursion the cache is closed unless it is opened by name.
 */
export function readAccess(
  scope: Scope,
  recursion: boolean,
  version: BindVersion,
  reader: MatchListReader,
): AccessSettings {
  const list = (name: string): AddressMatchList | null => listIn(scope, name, reader);
  const query = list("allow-query");
  const cache = list("allow-query-cache");
  const recursing = list("allow-recursion");
  const cacheOn = list("allow-query-cache-on");
  const recursingOn = list("allow-recursion-on");
  const unsaid = query ?? localNetworks;
  return {
    allowQuery: query ?? anyAddress,
    allowQueryOn: list("allow-query-on") ?? anyAddress,
    allowQueryCache: cache ?? (recursion ? (recursing ?? unsaid) : noAddress),
    allowQueryCacheOn: cacheOn ?? (recursion ? (recursingOn ?? anyAddress) : noAddress),
    allowRecursion: recursing ?? cache ?? unsaid,
    allowRecursionOn: recursingOn ?? cacheOn ?? anyAddress,
    allowTransfer: transferListIn(scope, reader) ?? defaultAllowTransfer(version),
  };
}

/** `allow-transfer`, or null where it does not stand. */
export function transferListIn(scope: Scope, reader: MatchListReader): TransferList | null {
  const list = listIn(scope, "allow-transfer", reader);
  const { values = [] } = findClause(scope, "allow-transfer") ?? {};
  const transport = keywordValue(values, "transport")?.toLowerCase();
  const isKnown = transport === "tcp" || transport === "tls";
  return list === null ? null : { ...list, port: keywordNumber(values, "port"), transport: isKnown ? transport : null };
}

const anyhow = { port: null, transport: null } as const;

/** Up to 9.18 everybody may transfer a zone, from 9.20 on nobody (BIND 9.20 changes, entry 6396). */
function defaultAllowTransfer(version: BindVersion): TransferList {
  return { ...(version === "9.18" ? anyAddress : noAddress), ...anyhow };
}
