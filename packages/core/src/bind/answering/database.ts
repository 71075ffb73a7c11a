import type { DomainName, Question, RrType } from "../../dns/index.ts";
import type { Zone } from "../../zone/index.ts";
import { quoted } from "../log-lines.ts";
import { mayQueryZone, mayUseCache } from "../view.ts";
import type { LocalZone } from "../zones/zone-table.ts";
import type { Answering } from "./answering.ts";
import { EDE_PROHIBITED } from "./request.ts";

const PROHIBITED = { code: EDE_PROHIBITED, text: "" } as const;

/** Where a name is looked up (lib/ns/query.c, query_getdb). */
export type Database =
  | { readonly kind: "zone"; readonly zone: LocalZone; readonly data: Zone }
  | { readonly kind: "stub"; readonly zone: LocalZone }
  /** A stub zone at rest, whose servers are asked for first. */
  | { readonly kind: "unasked"; readonly zone: LocalZone }
  | { readonly kind: "cache" }
  | { readonly kind: "refused" }
  /** The zone did not load. */
  | { readonly kind: "failed"; readonly zone: LocalZone };

/** DS is the parent side's (RFC 4035 section 3.1.4.1). */
export function isParentSide(type: RrType, name: DomainName): boolean {
  return type === "DS" && name.labelCount > 0;
}

export function databaseFor(state: Answering, name: DomainName, side: "parent" | "own"): Database {
  const { zones } = state.view;
  const zone = side === "parent" ? zones.findAbove(name) : zones.find(name);
  return zone === null ? cacheDatabase(state) : zoneDatabase(state, zone);
}

/** A local zone, if this client may ask it now. */
export function zoneDatabase(state: Answering, zone: LocalZone): Database {
  if (zone.unasked !== null) return { kind: "unasked", zone };
  const isStub = zone.stub !== null;
  if (!isStub && zone.data === null) return { kind: "failed", zone };
  const isFirst = state.firstZone === null || state.firstZone === zone;
  if (!state.isRecursive && !isFirst) return { kind: "refused" };
  if (zone.kind === "static-stub" && !state.isRecursive) return { kind: "refused" };
  if (!mayQueryZone(zone, state.visitor)) {
    state.request.remark?.({ actor: `zone ${zone.name.text}`, text: "allow-query refuses the client" });
    state.request.log?.(`query ${quoted(asked(state))} denied`);
    state.note(PROHIBITED);
    return { kind: "refused" };
  }
  return zone.data === null ? { kind: "stub", zone } : { kind: "zone", zone, data: zone.data };
}

/** The cache, if this client may use it; with `recursion no` there is none. */
export function cacheDatabase(state: Answering): Database {
  const { recursion } = state.view.settings.options;
  if (!recursion) {
    state.request.remark?.({ actor: "cache", text: "recursion is off" });
    denyCache(state);
    return { kind: "refused" };
  }
  if (mayUseCache(state.view, state.visitor)) return { kind: "cache" };
  state.request.remark?.({ actor: "cache", text: "allow-query-cache refuses the client" });
  denyCache(state);
  state.note(PROHIBITED);
  return { kind: "refused" };
}

function denyCache(state: Answering): void {
  state.request.log?.(`query (cache) ${quoted(asked(state))} denied (allow-query-cache did not match)`);
}

/** What is looked for now: behind an alias another name. */
function asked({ name, askedType, request }: Answering): Question {
  return { name, type: askedType, class: request.question.class };
}
