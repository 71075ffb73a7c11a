import { type Address, ancestorWithLabels, type DomainName, type Query, type RrClass } from "../dns/index.ts";
import type { QueryPacket } from "../resolution/index.ts";
import type { AclBook } from "./acl-book.ts";
import { AddressFetches } from "./recursion/address-fetches.ts";
import type { HostAddresses, ResolverState } from "./recursion/state.ts";
import type { Validator } from "./recursion/trust.ts";
import type { ResponseRate } from "./response-rate.ts";
import type { BindVersion, NotModelledOption, ViewSettings } from "./settings.ts";
import { type CheckedSignature, checkQuestion } from "./signatures/check-signature.ts";
import type { LocalZone, ZoneTable } from "./zones/zone-table.ts";

/** A view with its zones and its cache. */
export interface View {
  readonly version: BindVersion;
  readonly settings: ViewSettings;
  readonly zones: ZoneTable;
  readonly resolver: ResolverState;
  /** How often like answers are given; null: no limit. */
  readonly rate: ViewRate | null;
  /** What changes answers of this view and is not modelled. */
  readonly notModelled: readonly NotModelledOption[];
}

/** `beyond`: what an answer too many comes to. With `slip` it may be cut short instead of dropped, which is not modelled. */
export interface ViewRate {
  readonly responses: ResponseRate;
  readonly beyond: "silence" | "unsupported";
}

/** What validation goes by: names that zones of this server hold are not validated. */
export function knowledgeOf(zones: ZoneTable): Pick<Validator, "isBelowLocalZone" | "isBelowLocalTop"> {
  return {
    isBelowLocalZone: (name) => zones.find(name)?.data != null,
    isBelowLocalTop: (name) => name.labelCount > 0 && zones.at(ancestorWithLabels(name, 1))?.data != null,
  };
}

/** Copies of what views remember, each made once: views that share a cache share its copy. */
export type ForkedMemory = <Memory extends { fork(): Memory }>(memory: Memory) => Memory;

export function forkedMemory(): ForkedMemory {
  const copies = new Map<object, object>();
  return <Memory extends { fork(): Memory }>(memory: Memory): Memory => {
    const copy = (copies.get(memory) as Memory | undefined) ?? memory.fork();
    copies.set(memory, copy);
    return copy;
  };
}

/** The same view with a memory of its own, on this host. */
export function forkView(view: View, host: HostAddresses, copyOf: ForkedMemory, zones: ZoneTable): View {
  const { cache, failures, servers, addresses, fetches, progress, validator } = view.resolver;
  return {
    ...view,
    zones,
    rate: view.rate === null ? null : { ...view.rate, responses: view.rate.responses.fork() },
    resolver: {
      ...view.resolver,
      zones: view.resolver.zones === view.zones ? zones : view.resolver.zones,
      validator: { ...validator, ...knowledgeOf(zones) },
      host,
      cache: copyOf(cache),
      failures: failures.fork(),
      servers: servers.fork(),
      addresses: addresses.fork(),
      fetches: fetches.fork(),
      progress: { ...progress, beside: new Set(progress.beside), steps: new Map(), addresses: new AddressFetches() },
    },
  };
}

/** Who asks, on which address of ours, and what the lists say of him. */
export interface Visitor {
  readonly source: Address;
  readonly destination: Address;
  /** For the key with which he signs. */
  readonly acls: AclBook;
  /** What his signature comes to; null: there is none. */
  readonly signature: CheckedSignature | null;
}

/** Who asks a view, which knows him by its own keys. */
export function visitorIn({ settings }: View, { signature }: Query, packet: QueryPacket, acls: AclBook): Visitor {
  const checked = signature === undefined ? null : checkQuestion(signature, settings.keys);
  return {
    source: packet.source.address,
    destination: packet.destination.address,
    acls: acls.signedBy(checked?.kind === "good" ? checked.key.name : null),
    signature: checked,
  };
}

/** The name of the key with which a visitor signs; null: he does not, or not well. */
export function signerOf({ signature }: Visitor): DomainName | null {
  return signature?.kind === "good" ? signature.key.name : null;
}

export function mayQueryZone(zone: LocalZone, { acls, source, destination }: Visitor): boolean {
  return acls.permits(zone.allowQuery, source) && acls.permits(zone.allowQueryOn, destination);
}

export function mayUseCache({ settings }: View, { acls, source, destination }: Visitor): boolean {
  return acls.permits(settings.allowQueryCache, source) && acls.permits(settings.allowQueryCacheOn, destination);
}

/** What the RA bit says: recursion, and the client may both recurse and use the cache (facts section 4). */
export function mayRecurse(view: View, visitor: Visitor): boolean {
  const { settings } = view;
  const { acls, source, destination } = visitor;
  return (
    settings.options.recursion &&
    acls.permits(settings.allowRecursion, source) &&
    acls.permits(settings.allowRecursionOn, destination) &&
    mayUseCache(view, visitor)
  );
}

/** The first view that takes this client, this address of ours, and, with match-recursive-only, this RD bit. Each view has keys of its own. */
export function chooseView(
  views: readonly View[],
  visitorOf: (view: View) => Visitor,
  rrClass: RrClass,
  recursionDesired: boolean,
): { readonly view: View; readonly visitor: Visitor } | null {
  for (const view of views) {
    const { matchClients, matchDestinations, matchRecursiveOnly } = view.settings;
    if (view.settings.rrClass !== rrClass || (matchRecursiveOnly && !recursionDesired)) continue;
    const visitor = visitorOf(view);
    const { acls, source, destination } = visitor;
    if (acls.permits(matchClients, source) && acls.permits(matchDestinations, destination)) return { view, visitor };
  }
  return null;
}
