import type { LabelSelector } from "../../../kubernetes/index.ts";

type Requirement = LabelSelector["matchExpressions"][number];

const SET = /^(\S+)\s+(in|notin)\s*\(([^()]*)\)$/;
const EQUALITY = /^([^\s!=<>]+)\s*(==|=|!=)\s*([^\s!=]*)$/;
const COMPARISON = /^[^\s!=<>]+\s*([<>])\s*[+-]?\d+$/;
const EXISTENCE = /^(!?)\s*([A-Za-z0-9._/-]+)$/;

/** What the API server has no selector for: `reason` in CoreDNS's words, empty where they are not modelled. */
interface SelectorFault {
  readonly fault: string;
}

/**
 * The text form of a selector: `a=b,c in (d,e),!f` (k8s.io/apimachinery labels.Parse and ParseToLabelSelector). Of two equalities
 * for one key the last counts; `!=`, `<` and `>` are read and refused.
 */
export function parseLabelSelector(text: string): LabelSelector | SelectorFault {
  const matchLabels: Record<string, string> = {};
  const matchExpressions: Requirement[] = [];
  let refused = "";
  for (const part of splitOutsideParentheses(text)) {
    const requirement = parseRequirement(part.trim());
    if (requirement === null || (typeof requirement !== "string" && !isValid(requirement))) return { fault: "" };
    if (typeof requirement === "string") refused ||= requirement;
    else if (requirement.operator === "Equals") matchLabels[requirement.key] = requirement.values[0] ?? "";
    else matchExpressions.push({ ...requirement, operator: requirement.operator });
  }
  return refused === "" ? { matchLabels, matchExpressions } : { fault: refused };
}

/** A requirement of the text form. */
interface Written extends Omit<Requirement, "operator"> {
  readonly operator: Requirement["operator"] | "Equals";
}

/** Values of labels, and names behind an optional prefix. */
const VALUE = /^(?:[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)?$/;
const MAX_LENGTH = 63;
/** A DNS name in lower case. */
const PREFIX = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/;

function isValid({ key, values }: Written): boolean {
  const [name = "", prefix, ...more] = key.split("/").reverse();
  const isKey = name !== "" && more.length === 0 && (prefix === undefined || PREFIX.test(prefix));
  return isKey && [name, ...values].every((text) => text.length <= MAX_LENGTH && VALUE.test(text));
}

function splitOutsideParentheses(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "(") depth += 1;
    if (text[at] === ")") depth -= 1;
    if (text[at] !== "," || depth > 0) continue;
    parts.push(text.slice(from, at));
    from = at + 1;
  }
  return [...parts, text.slice(from)];
}

/** A text is what CoreDNS says about an operator that label selectors do not have. */
function parseRequirement(text: string): Written | string | null {
  const set = SET.exec(text);
  if (set !== null) {
    const values = (set[3] ?? "").split(",").map((value) => value.trim());
    return { key: set[1] ?? "", operator: set[2] === "in" ? "In" : "NotIn", values };
  }
  const equality = EQUALITY.exec(text);
  if (equality?.[2] === "!=") return '"!=" is not a valid label selector operator';
  if (equality !== null) return { key: equality[1] ?? "", operator: "Equals", values: [equality[3] ?? ""] };
  const comparison = COMPARISON.exec(text)?.[1];
  if (comparison !== undefined) return `"${comparison === ">" ? "gt" : "lt"}" isn't supported in label selectors`;
  const existence = EXISTENCE.exec(text);
  if (existence === null) return null;
  return { key: existence[2] ?? "", operator: existence[1] === "!" ? "DoesNotExist" : "Exists", values: [] };
}
