import type { Address } from "../../dns/index.ts";
import { keyNamed, type TsigKey } from "../signatures/tsig-key.ts";
import type { View } from "../view.ts";

/** A NOTIFY that a zone of a view would send. */
export interface OwnNotice {
  readonly view: View;
  readonly to: Address;
  /** `notify-source`; null: where it goes to this host itself, that is where it comes from. */
  readonly source: Address | null;
  /** What `server` says for this address. */
  readonly key: TsigKey | null;
}

/**
 * Whether a NOTIFY would come back to the very view that sends it, so that it need not go out. In another view of the same
 * server it may be news (bin/named/zoneconf.c, isself).
 */
export function isToldByItself(views: readonly View[], { view, to, source, key }: OwnNotice): boolean {
  const { host } = view.resolver;
  if (!host.holds(to)) return false;
  const acls = host.acls.signedBy(key?.name ?? null);
  const taker = views.find(({ settings }) => {
    if (settings.matchRecursiveOnly || settings.rrClass !== view.settings.rrClass) return false;
    if (key !== null && !isSame(key, keyNamed(key.name, settings.keys))) return false;
    return acls.permits(settings.matchClients, source ?? to) && acls.permits(settings.matchDestinations, to);
  });
  return taker === view;
}

function isSame(key: TsigKey, other: TsigKey | null): boolean {
  return key.algorithm === other?.algorithm && key.secret.isSameAs(other.secret);
}
