import { type Address, ancestorWithLabels, DomainName } from "../../dns/index.ts";
import type { KeyTransport } from "../corefile/index.ts";
import type { PluginRequest } from "../plugin.ts";
import type { RunningBlock } from "./block.ts";

/** Blocks that share one transport, address and port. */
export interface Listener {
  readonly transport: KeyTransport;
  /** null: every address. */
  readonly address: Address | null;
  readonly port: number;
  /** By the key of the zone; several blocks of one zone only with views, in file order. */
  readonly blocks: ReadonlyMap<string, readonly RunningBlock[]>;
  /** Of the longest zone: no ancestor with more labels need be looked for. */
  readonly mostLabels: number;
  readonly takesEveryClass: boolean;
}

type ListenerDraft = { -readonly [Field in keyof Listener]: Listener[Field] } & { blocks: Map<string, RunningBlock[]> };

/** core/dnsserver/register.go groupConfigsByListenAddr. */
export function makeListeners(blocks: readonly RunningBlock[]): readonly Listener[] {
  const listeners = new Map<string, ListenerDraft>();
  for (const block of blocks) {
    for (const { transport, port, zone } of block.prepared.zones) {
      for (const address of block.prepared.traits.listenAddresses ?? [null]) {
        const key = `${transport}://${address ?? ""}:${port}`;
        const empty = { transport, address, port, blocks: new Map(), mostLabels: 0, takesEveryClass: false };
        const listener = listeners.get(key) ?? empty;
        listeners.set(key, listener);
        listener.takesEveryClass ||= block.prepared.takesEveryClass;
        listener.mostLabels = Math.max(listener.mostLabels, zone.labelCount);
        listener.blocks.set(zone.key, [...(listener.blocks.get(zone.key) ?? []), block]);
      }
    }
  }
  return [...listeners.values()];
}

/** Which block answers, or why none does. */
export type BlockChoice =
  | { readonly kind: "block"; readonly block: RunningBlock; readonly zone: DomainName }
  /** A block of this zone has no plugin that handles questions. */
  | { readonly kind: "empty-block"; readonly zone: DomainName }
  | { readonly kind: "none" }
  /** Nobody knows whether a block's view takes the question. */
  | { readonly kind: "unsupported"; readonly what: string };

const NONE: BlockChoice = { kind: "none" };

/**
 * dnsserver/server.go ServeDNS: the longest zone that has a block whose view takes the question; for DS the shortest one below
 * the root, which may be the parent's, and of several views the last; the zone "." at the end, where a block without handlers is passed over.
 */
export function chooseBlock(listener: Listener, request: PluginRequest): BlockChoice {
  const { name, type } = request.question;
  if (listener.mostLabels === 0) return rootBlock(listener, request);
  const isForParent = type === "DS" && request.query.opcode === "QUERY";
  let choice = NONE;
  const first = ancestorWithLabels(name, listener.mostLabels);
  for (let zone: DomainName | null = first; zone !== null && zone.labelCount > 0; zone = zone.parent) {
    for (const block of listener.blocks.get(zone.key) ?? []) {
      const found = consider(block, zone, listener, request);
      if (found === null) continue;
      if (found.kind !== "block" || !isForParent) return found;
      choice = found;
    }
  }
  return choice.kind === "block" ? choice : rootBlock(listener, request);
}

/** What a block of a zone is to a question; null: its view does not take it. */
function consider(
  block: RunningBlock,
  zone: DomainName,
  listener: Listener,
  request: PluginRequest,
): Exclude<BlockChoice, { kind: "none" }> | null {
  if (!block.prepared.hasHandler) return { kind: "empty-block", zone };
  const { filter } = block.prepared.traits;
  const takes = filter?.(request, listener.address) ?? true;
  if (typeof takes === "object") return { kind: "unsupported", what: takes.unsupported };
  return takes ? { kind: "block", block, zone } : null;
}

function rootBlock(listener: Listener, request: PluginRequest): BlockChoice {
  for (const block of listener.blocks.get(".") ?? []) {
    const found = block.prepared.hasHandler ? consider(block, DomainName.root, listener, request) : null;
    if (found !== null) return found;
  }
  return NONE;
}
