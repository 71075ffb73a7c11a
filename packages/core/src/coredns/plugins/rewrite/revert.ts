import type { DomainName, Edns, Question, Rcode, Rdata, ResourceRecord, Response } from "../../../dns/index.ts";
import type { Effect, EffectResult } from "../../../resolution/index.ts";
import { goTextOfName, parseGoName } from "../../go-name.ts";
import type { PluginMessage } from "../../plugin.ts";
import type { ResponseRule } from "./apply.ts";
import { revertOptions } from "./edns.ts";
import type { CnameAction, TextRewriter } from "./rule.ts";
import { replaceMatch, rewriteText } from "./text.ts";

/** Asks CoreDNS for the new target of an alias; null: nothing came, or it has been asked too often. */
export type AskTarget = (target: DomainName) => Generator<Effect, Response | null, EffectResult>;

type Reverting<Value> = Generator<Effect, Value, EffectResult>;

/** A record that several lists may hold and every rule changes in place. */
interface Held {
  record: ResourceRecord;
}

interface Draft {
  readonly authority: readonly Held[];
  answer: readonly Held[];
  readonly additional: readonly Held[];
  rcode: Rcode;
  isTruncated: boolean;
  edns: Edns | null;
  /** A name that cannot be packed has come out. */
  isBroken: boolean;
}

/**
 * plugin/rewrite/reverter.go WriteMsg: the asked question comes back, and the last rule changes each record first.
 * null: a name has come out that no message can carry, and nothing is sent.
 */
export function* revertMessage(
  message: PluginMessage,
  rules: readonly ResponseRule[],
  question: Question,
  askTarget: AskTarget,
): Reverting<PluginMessage | null> {
  const draft = draftOf(message);
  const backward = [...rules].reverse();
  const { authority, answer, additional } = draft;
  for (const held of [...authority, ...answer, ...additional]) {
    for (const rule of backward) yield* applyToRecord(draft, rule, held, askTarget);
  }
  // The OPT record is one of the additional records; without any record the message's own rules run once.
  const isEmpty = authority.length + answer.length + additional.length === 0;
  if (draft.edns !== null) for (const rule of backward) applyToOpt(draft, rule);
  else if (isEmpty) for (const rule of backward) applyToMessage(draft, rule);
  return draft.isBroken ? null : finish(message, draft, question);
}

function draftOf(message: PluginMessage): Draft {
  const hold = (records: readonly ResourceRecord[]): readonly Held[] => records.map((record) => ({ record }));
  return {
    authority: hold(message.authority),
    answer: hold(message.answer),
    additional: hold(message.additional),
    rcode: message.rcode,
    isTruncated: message.flags.truncated,
    edns: message.edns,
    isBroken: false,
  };
}

function finish(message: PluginMessage, draft: Draft, question: Question): PluginMessage {
  const records = (list: readonly Held[]): readonly ResourceRecord[] => list.map(({ record }) => record);
  return {
    ...message,
    questions: [question],
    rcode: draft.rcode,
    flags: { ...message.flags, truncated: draft.isTruncated },
    answer: records(draft.answer),
    authority: records(draft.authority),
    additional: records(draft.additional),
    edns: draft.edns,
  };
}

function* applyToRecord(draft: Draft, rule: ResponseRule, held: Held, askTarget: AskTarget): Reverting<void> {
  switch (rule.kind) {
    case "owner": {
      const owner = rewriteName(draft, rule.rewriter, held.record.owner);
      held.record = { ...held.record, owner };
      return;
    }
    case "value":
      held.record = { ...held.record, data: rewriteData(draft, rule.rewriter, held.record.data) };
      return;
    case "ttl":
      held.record = { ...held.record, ttl: Math.min(Math.max(held.record.ttl, rule.min), rule.max) };
      return;
    case "cname":
      yield* retarget(draft, rule, held, askTarget);
      return;
    case "rcode":
    case "edns0":
      applyToMessage(draft, rule);
  }
}

/** Rules that change no record; the others have nothing to do here. */
function applyToMessage(draft: Draft, rule: ResponseRule): void {
  if (rule.kind === "rcode" && draft.rcode === rule.from) draft.rcode = rule.to;
  else if (rule.kind === "edns0" && draft.edns !== null) draft.edns = revertOptions(draft.edns, rule);
}

/** The TTL of an OPT record is its flags: a ttl rule clamps them too. */
function applyToOpt(draft: Draft, rule: ResponseRule): void {
  if (rule.kind !== "ttl" || draft.edns === null) {
    applyToMessage(draft, rule);
    return;
  }
  const { dnssecOk, z } = draft.edns;
  const flags = Math.min(Math.max((dnssecOk ? 0x8000 : 0) | z, rule.min), rule.max);
  draft.edns = { ...draft.edns, dnssecOk: (flags & 0x8000) !== 0, z: flags & 0x7fff };
}

function rewriteName(draft: Draft, rewriter: TextRewriter, name: DomainName): DomainName {
  const before = goTextOfName(name);
  const after = rewriteText(rewriter, before);
  const changed = after === before ? name : parseGoName(after);
  if (typeof changed !== "string") return changed;
  draft.isBroken = true;
  return name;
}

/** The one name of these types' data (reverter.go getRecordValueForRewrite); of an SOA the primary. */
function rewriteData(draft: Draft, rewriter: TextRewriter, data: Rdata): Rdata {
  switch (data.type) {
    case "SRV":
    case "CNAME":
    case "DNAME":
    case "PTR":
      return { ...data, target: rewriteName(draft, rewriter, data.target) };
    case "MX":
      return { ...data, exchange: rewriteName(draft, rewriter, data.exchange) };
    case "NS":
      return { ...data, host: rewriteName(draft, rewriter, data.host) };
    case "NAPTR":
      return { ...data, replacement: rewriteName(draft, rewriter, data.replacement) };
    case "SOA":
      return { ...data, primary: rewriteName(draft, rewriter, data.primary) };
    default:
      return data;
  }
}

/**
 * plugin/rewrite/cname_target.go RewriteResponse: the aliases up to the one that matches, and then what CoreDNS itself
 * says about the new target, in place of all that stood behind.
 */
function* retarget(draft: Draft, rule: CnameAction, { record }: Held, askTarget: AskTarget): Reverting<void> {
  if (record.data.type !== "CNAME") return;
  const from = goTextOfName(record.data.target);
  const to = replaceMatch(rule.match, rule.to, from);
  const target = to === null ? "empty" : parseGoName(to);
  if (typeof target === "string") return;
  const response = yield* askTarget(target);
  if (response === null) return;
  const answer: Held[] = [];
  for (const held of draft.answer) {
    const { data } = held.record;
    if (data.type !== "CNAME") continue;
    answer.push(held);
    if (goTextOfName(data.target) !== from) continue;
    held.record = { ...held.record, data: { ...data, target } };
    break;
  }
  draft.answer = [...answer, ...response.answer.map((each) => ({ record: each }))];
  draft.isTruncated = response.flags.truncated;
}
