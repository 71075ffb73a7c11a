import { goClassOf, goTypeOf } from "../../go-words.ts";
import { parseEdnsRule } from "./parse-edns.ts";
import { parseNameRule } from "./parse-name.ts";
import { parseCnameRule, parseRcodeRule, parseTtlRule } from "./parse-response.ts";
import type { RewriteAction, RewriteRule, RuleFault } from "./rule.ts";

type ParseAction = (words: readonly string[]) => RewriteAction | RuleFault;

const actions: ReadonlyMap<string, ParseAction> = new Map<string, ParseAction>([
  ["answer", () => ({ fault: "response rewrites must begin with a name rule" })],
  ["name", parseNameRule],
  ["class", parseClassRule],
  ["type", parseTypeRule],
  ["edns0", parseEdnsRule],
  ["ttl", parseTtlRule],
  ["cname", parseCnameRule],
  ["rcode", parseRcodeRule],
]);

/** plugin/rewrite/rewrite.go newRule. */
export function parseRule(words: readonly string[]): RewriteRule | RuleFault {
  const [first] = words;
  if (first === undefined) return { fault: "no rule type specified for rewrite" };
  const mode = first.toLowerCase();
  const hasMode = mode === "continue" || mode === "stop";
  const [type, ...rest] = hasMode ? words.slice(1) : words;
  if (type === undefined) return { fault: `${mode} rule must begin with a rule type` };
  const parse = actions.get(type.toLowerCase());
  if (parse === undefined) return { fault: `invalid rule type "${first}"` };
  const action = parse(rest);
  return "fault" in action ? action : { ...action, continues: mode === "continue" };
}

function parseClassRule(words: readonly string[]): RewriteAction | RuleFault {
  if (words.length !== 2) return { fault: "class rules must have exactly two arguments" };
  const [from = "", to = ""] = words.map((word) => word.toUpperCase());
  const [fromClass, toClass] = [goClassOf(from), goClassOf(to)];
  if (fromClass === null) return { fault: `invalid class "${from}"` };
  return toClass === null ? { fault: `invalid class "${to}"` } : { kind: "class", from: fromClass, to: toClass };
}

function parseTypeRule(words: readonly string[]): RewriteAction | RuleFault {
  if (words.length !== 2) return { fault: "type rules must have exactly two arguments" };
  const [from = "", to = ""] = words.map((word) => word.toUpperCase());
  const [fromType, toType] = [goTypeOf(from), goTypeOf(to)];
  if (fromType === null) return { fault: `invalid type "${from}"` };
  return toType === null ? { fault: `invalid type "${to}"` } : { kind: "type", from: fromType, to: toType };
}
