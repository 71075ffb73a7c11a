import { LONGEST_TTL, synthesise, usable } from "../dns64/synthesis.ts";
import type { Answering, Presentable } from "./answering.ts";
import type { StepResult } from "./step-result.ts";

type Show = (items: readonly Presentable[]) => StepResult;

const LOOK_AGAIN: StepResult = { kind: "restart" };

/**
 * Where AAAA records were found: those that count. Where none does, A records are sought in their place; what these bring comes
 * here too (lib/ns/query.c, query_respond and query_addanswer). Everything else is shown as it is.
 */
export function showThroughDns64(state: Answering, items: readonly Presentable[], show: Show): StepResult {
  const [item] = items;
  if (item === undefined) return show(items);
  if (state.diversion !== null) return showMapped(state, item, show);
  if (!state.mayDivert) return show(items);
  const left = usable(item.set, circumstancesOf(state, item));
  if (left.length === item.set.data.length) return show(items);
  if (left.length === 0) return divert(state, item.set.ttl, () => show(items));
  state.withoutAdditional = true;
  return show([{ ...item, set: { ...item.set, data: left }, signatures: null }]);
}

/** Where there are no AAAA records: A records in their place. `ttl`: how long the denial holds; null: nobody says. */
export function denyThroughDns64(state: Answering, ttl: number | null, deny: () => StepResult): StepResult {
  if (state.diversion !== null) return giveUp(state);
  return state.mayDivert ? divert(state, ttl, deny) : deny();
}

function divert(state: Answering, ttl: number | null, otherwise: () => StepResult): StepResult {
  state.request.remark?.({ actor: "dns64", text: `A records of ${state.name.text} in place of AAAA` });
  state.divert({ ttl: ttl ?? LONGEST_TTL, otherwise });
  return LOOK_AGAIN;
}

function showMapped(state: Answering, item: Presentable, show: Show): StepResult {
  const made = synthesise(item.set, state.diversion?.ttl ?? LONGEST_TTL, circumstancesOf(state, item));
  if (made === null) return giveUp(state);
  state.endDiversion();
  state.withoutAdditional = true;
  return show([{ ...item, set: made, signatures: null }]);
}

/** What the question for AAAA came to. */
function giveUp(state: Answering): StepResult {
  const { diversion } = state;
  state.endDiversion();
  return diversion === null ? { kind: "done" } : diversion.otherwise();
}

function circumstancesOf(state: Answering, { signatures }: Presentable): Parameters<typeof usable>[1] {
  return {
    rules: state.view.settings.options.dns64.rules,
    client: state.visitor.source,
    acls: state.visitor.acls,
    isRecursive: state.isRecursive,
    isSigned: state.wantsDnssec && signatures !== null,
  };
}
