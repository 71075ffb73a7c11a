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
  | { readonly kind: "none" };

const NONE: BlockChoice = { kind: "none" };

/**
 * dnsserver/server.go ServeDNS: the longest zone; for DS the shortest one below the root, which may be the parent's;
 * the zone "." last, where a block without handlers is passed over.
 */
export function chooseBlock(listener: Listener, request: Pick<PluginRequest, "question">): BlockChoice {
  const { name, type } = request.question;
  if (listener.mostLabels === 0) return rootBlock(listener);
  let choice = NONE;
  const first = ancestorWithLabels(name, listener.mostLabels);
  for (let zone: DomainName | null = first; zone !== null && zone.labelCount > 0; zone = zone.parent) {
    const block = listener.blocks.get(zone.key)?.[0];
    if (block === undefined) continue;
    if (!block.prepared.hasHandler) return { kind: "empty-block", zone };
    choice = { kind: "block", block, zone };
    if (type !== "DS") return choice;
  }
  if (choice.kind === "block") return choice;
  return rootBlock(listener);
}

function rootBlock(listener: Listener): BlockChoice {
  for (const block of listener.blocks.get(".") ?? []) {
    if (block.prepared.hasHandler) return { kind: "block", block, zone: DomainName.root };
  }
  return NONE;
}
