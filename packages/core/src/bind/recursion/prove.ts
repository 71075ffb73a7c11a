import { ancestorWithLabels, type DomainName, type Instant, type Question } from "../../dns/index.ts";
import type { Exchange } from "../../resolution/index.ts";
import { type CacheEntry, WHOLE_NAME } from "../cache/cache.ts";
import type { OtherQuestions, Pursuit } from "./budget.ts";
import type { Found } from "./found.ts";
import type { ResolverState } from "./state.ts";
import { mustValidate } from "./trust.ts";

/**
 * The next name whose DS must be known before unsigned data at a name is believed: from the root down, until a local zone or
 * a delegation without DS is met (lib/dns/validator.c, proveunsecure and seek_ds). null: all of it is known.
 * What the records say is declared in the site; that they are asked for shows, since they stay in the cache.
 */
export function nextToProve(
  state: ResolverState,
  { name, type }: Question,
  found: Found,
  now: Instant,
): DomainName | null {
  if (state.validator.trust.root !== "signed" || !mustValidate(state.validator, name) || isSigned(found)) return null;
  const from = type === "DS" ? (name.parent ?? name) : name;
  for (let labels = 1; labels <= from.labelCount; labels += 1) {
    const step = ancestorWithLabels(from, labels);
    if (state.zones.at(step) !== null) return null;
    const known = state.cache.peek(step, WHOLE_NAME, now) ?? state.cache.peek(step, "DS", now);
    if (known === null) return step;
    if (!leadsOn(known, step)) return null;
  }
  return null;
}

/** Whether what stands in the cache leaves open that the names below are signed. */
function leadsOn(known: CacheEntry, step: DomainName): boolean {
  if (known.trust !== "secure") return false;
  return known.kind === "records" || known.denies === "name" || !isInsecureDelegation(known, step);
}

/** An NSEC that lists NS and no SOA: the parent's, at a delegation. */
function isInsecureDelegation({ proof }: CacheEntry & { readonly kind: "denial" }, step: DomainName): boolean {
  const nsec = proof.find(({ owner, type }) => type === "NSEC" && owner.key === step.key)?.data[0];
  return nsec?.type === "NSEC" && nsec.types.includes("NS") && !nsec.types.includes("SOA");
}

function isSigned(found: Found): boolean {
  switch (found.kind) {
    case "failure":
      return true;
    case "denial":
      return found.entry.proof.some(({ type }) => type === "RRSIG");
    case "records":
      return found.entries.every(({ signatures }) => signatures !== null);
    default:
      return found.entry.signatures !== null;
  }
}

/** Asks for the DS sets that are not known, one after the other. */
export function* prove(
  state: ResolverState,
  question: Question,
  found: Found,
  pursuit: Pursuit,
  others: OtherQuestions,
  start: Instant,
): Exchange {
  const key = proofKey(question);
  let now = start;
  try {
    for (let left = question.name.labelCount; left > 0; left -= 1) {
      const name = nextToProve(state, question, found, now);
      if (name === null) break;
      const asked: Question = { name, type: "DS", class: "IN" };
      const result = yield* others.resolve(state, asked, null, { ...pursuit, purpose: "proof", remark: null }, now);
      now = result.now;
      if (result.found.kind === "failure") break;
    }
  } finally {
    state.progress.beside.delete(key);
  }
  return { kind: "silence", why: "no-handler" };
}

/** Under which a proof is known to be under way. */
export function proofKey({ name, type }: Question): string {
  return `proof ${type} ${name.key}`;
}
