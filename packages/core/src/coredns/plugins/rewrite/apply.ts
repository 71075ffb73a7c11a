import type { Question } from "../../../dns/index.ts";
import { goTextOfName, parseGoName } from "../../go-name.ts";
import type { PluginRequest } from "../../plugin.ts";
import { changeEdns, type EdnsRevert } from "./edns.ts";
import type { CnameAction, NameAction, RewriteRule, TextRule } from "./rule.ts";
import { matches, replaceMatch } from "./text.ts";

/** What a matched rule does to the reply. */
export type ResponseRule =
  | TextRule
  | { readonly kind: "ttl"; readonly min: number; readonly max: number }
  | Extract<RewriteRule, { kind: "rcode" }>
  | CnameAction
  | EdnsRevert;

export type Applied =
  /** `isDone` false: the rule did not match, though it may have given the query an OPT record. */
  | {
      readonly kind: "applied";
      readonly request: PluginRequest;
      readonly isDone: boolean;
      readonly responses: readonly ResponseRule[];
    }
  /** The new name is none. */
  | { readonly kind: "bad-name" }
  | { readonly kind: "unsupported"; readonly what: string };

/** One rule's Rewrite method, on the request as the rules before have left it. */
export function applyRule(rule: RewriteRule, request: PluginRequest): Applied {
  const { question } = request;
  switch (rule.kind) {
    case "name":
      return applyName(rule, request);
    case "type":
      return question.type === rule.from
        ? done(withQuestion(request, { ...question, type: rule.to }))
        : ignored(request);
    case "class":
      return question.class === rule.from
        ? done(withQuestion(request, { ...question, class: rule.to }))
        : ignored(request);
    case "edns0": {
      const { edns, isDone, reverts } = changeEdns(rule, request);
      const query = edns === request.query.edns ? request.query : { ...request.query, edns };
      return { kind: "applied", request: { ...request, query }, isDone, responses: reverts };
    }
    case "ttl":
    case "rcode":
      return matches(rule.match, askedName(request)) ? done(request, [rule]) : ignored(request);
    case "cname":
      return done(request, [rule]);
    case "unsupported":
      return { kind: "unsupported", what: rule.what };
  }
}

function applyName(rule: NameAction, request: PluginRequest): Applied {
  const asked = askedName(request);
  const text = replaceMatch(rule.match, rule.to, asked);
  if (text === null) return ignored(request);
  const name = parseGoName(text);
  if (typeof name === "string") return { kind: "bad-name" };
  const changed = withQuestion(request, { ...request.question, name });
  if (!rule.revertsByItself) return done(changed, rule.answers);
  const rewriter = { kind: "remap", from: text, to: asked } as const;
  return done(changed, [{ kind: "owner", rewriter }, { kind: "value", rewriter }, ...rule.answers]);
}

/** In lower case, as Go plugins see it. */
function askedName({ question }: PluginRequest): string {
  return goTextOfName(question.name).toLowerCase();
}

function withQuestion(request: PluginRequest, question: Question): PluginRequest {
  return { ...request, question, query: { ...request.query, questions: [question] } };
}

function done(request: PluginRequest, responses: readonly ResponseRule[] = []): Applied {
  return { kind: "applied", request, isDone: true, responses };
}

function ignored(request: PluginRequest): Applied {
  return { kind: "applied", request, isDone: false, responses: [] };
}
