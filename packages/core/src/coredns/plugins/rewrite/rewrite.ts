import { invariant } from "../../../invariant.ts";
import {
  afterwards,
  type Handler,
  type PluginContext,
  type PluginExchange,
  type PluginInstance,
  type PluginMessage,
  type PluginOutcome,
  type PluginRequest,
  type PluginStep,
} from "../../plugin.ts";
import { isLeftToServer, replyTo } from "../../reply.ts";
import { applyRule, type ResponseRule } from "./apply.ts";
import { type EdnsRevert, revertQuery } from "./edns.ts";
import { type AskTarget, revertMessage } from "./revert.ts";
import type { RewriteRule } from "./rule.ts";

/** An alias is sent round through CoreDNS nine times. */
const MOST_LOOPS = 8;
/** Flags of an OPT record that request/request.go SizeAndDo leaves. */
const KEPT_Z = 0x7f00;

/** plugin/rewrite/rewrite.go ServeDNS. */
export function makeRewrite(rules: readonly RewriteRule[], context: PluginContext): PluginInstance {
  return { wrap: (next) => (request) => rewrite(rules, context, request, next) };
}

function rewrite(
  rules: readonly RewriteRule[],
  context: PluginContext,
  request: PluginRequest,
  next: Handler,
): PluginStep {
  const responses: ResponseRule[] = [];
  let current = request;
  for (const rule of rules) {
    const applied = applyRule(rule, current);
    if (applied.kind === "unsupported") return applied;
    if (applied.kind === "bad-name") return failed(request, current);
    current = applied.request;
    if (!applied.isDone) continue;
    if (request.remark !== null) explain(rule, current);
    responses.push(...applied.responses);
    if (!rule.continues) return new Reverter(context, request, current, responses).serve(next);
  }
  if (responses.length > 0) return new Reverter(context, request, current, responses).serve(next);
  if (current === request) return next(request);
  const { query } = current;
  // Rules that change the question and nothing of the reply leave it with the changed question.
  return afterwards(next(current), (outcome) => seenAs(outcome, query));
}

function failed(request: PluginRequest, current: PluginRequest): PluginOutcome {
  request.remark?.({ actor: "plugin rewrite", text: "what came out is no name: SERVFAIL" });
  const query = { ...current.query, questions: [request.question] };
  return { kind: "returned", rcode: "SERVFAIL", seen: query };
}

function explain(rule: RewriteRule, { question, remark }: PluginRequest): void {
  remark?.({ actor: "plugin rewrite", text: `a ${rule.kind} rule: now ${question.name.text} ${question.type}` });
}

/** The query as the rules left it, with the flags that `header` gave it: both change the same message. */
function seenAs(outcome: PluginOutcome, seen: PluginRequest["query"]): PluginOutcome {
  if (outcome.kind !== "written" && outcome.kind !== "returned") return outcome;
  return { ...outcome, seen: { ...seen, flags: outcome.seen?.flags ?? seen.flags } };
}

/** What becomes of a reply to a question that was changed. */
class Reverter {
  readonly #context: PluginContext;
  readonly #asked: PluginRequest;
  readonly #changed: PluginRequest;
  readonly #rules: readonly ResponseRule[];

  constructor(context: PluginContext, asked: PluginRequest, changed: PluginRequest, rules: readonly ResponseRule[]) {
    this.#context = context;
    this.#asked = asked;
    this.#changed = changed;
    this.#rules = rules;
  }

  serve(next: Handler): PluginStep {
    const step = next(this.#changed);
    if (this.#rules.some(({ kind }) => kind === "cname")) return this.#revertLater(step);
    return afterwards(step, (outcome) => {
      const turn = this.#revert(outcome).next();
      invariant(turn.done === true, "nobody need be asked without a cname rule");
      return turn.value;
    });
  }

  *#revertLater(step: PluginStep): PluginExchange {
    return yield* this.#revert("kind" in step ? step : yield* step);
  }

  /** Where nothing was written, rewrite writes the reply itself, so that its rules hold for that too. */
  *#revert(outcome: PluginOutcome): PluginExchange {
    if (outcome.kind === "silence" || outcome.kind === "unsupported") return outcome;
    const rcode = outcome.kind === "returned" ? outcome.rcode : outcome.returned;
    const written = outcome.kind === "written" ? outcome.messages : [];
    const own = isLeftToServer(rcode) ? [replyTo(this.#seenBy(outcome), { rcode, edns: this.#ownEdns() })] : [];
    const messages: PluginMessage[] = [];
    for (const message of [...written, ...own]) {
      const reverted = yield* revertMessage(message, this.#rules, this.#asked.question, this.#askTarget);
      if (reverted === null) return { kind: "silence", why: "no-handler" };
      messages.push(reverted);
    }
    const seen = revertQuery(this.#changed.query, this.#rules.filter(isEdnsRevert));
    if (messages.length === 0) return seenAs(outcome, seen);
    return { kind: "written", messages, returned: own.length > 0 ? "NOERROR" : rcode, seen };
  }

  #seenBy({ seen }: { readonly seen?: PluginRequest["query"] }): PluginRequest {
    const { query } = this.#changed;
    return seen === undefined ? this.#changed : { ...this.#changed, query: { ...query, flags: seen.flags } };
  }

  /** Such a reply gets its OPT record before the rules see it; ttl rules alone make a difference of that. */
  #ownEdns(): PluginMessage["edns"] {
    const { edns } = this.#changed.query;
    if (edns === null || !this.#rules.some(({ kind }) => kind === "ttl")) return null;
    return { ...edns, version: 0, z: edns.z & KEPT_Z, options: [] };
  }

  readonly #askTarget: AskTarget = (target) => this.#lookUp(target);

  *#lookUp(target: Parameters<AskTarget>[0]): ReturnType<AskTarget> {
    const request = this.#changed;
    if (request.loops > MOST_LOOPS) return null;
    const question = { name: target, type: request.question.type, class: "IN" } as const;
    return yield* this.#context.reenter({ ...request, loops: request.loops + 1 }, question);
  }
}

function isEdnsRevert(rule: ResponseRule): rule is EdnsRevert {
  return rule.kind === "edns0";
}
