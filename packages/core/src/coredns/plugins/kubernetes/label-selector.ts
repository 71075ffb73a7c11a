import type { LabelSelector } from "../../../kubernetes/index.ts";

type Requirement = LabelSelector["matchExpressions"][number];

const SET = /^(\S+)\s+(in|notin)\s*\(([^()]*)\)$/;
const EQUALITY = /^([^\s!=]+)\s*(==|=|!=)\s*([^\s!=]*)$/;
const EXISTENCE = /^(!?)\s*([A-Za-z0-9._/-]+)$/;

/** The text form of a selector: `a=b,c in (d,e),!f` (k8s.io/apimachinery labels.Parse); null where it is none. */
export function parseLabelSelector(text: string): LabelSelector | null {
  const requirements: Requirement[] = [];
  for (const part of splitOutsideParentheses(text)) {
    const requirement = parseRequirement(part.trim());
    if (requirement === null || !isValid(requirement)) return null;
    requirements.push(requirement);
  }
  return { matchLabels: {}, matchExpressions: requirements };
}

/** Values of labels, and names behind an optional prefix. */
const VALUE = /^(?:[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)?$/;
const MAX_LENGTH = 63;

function isValid({ key, values }: Requirement): boolean {
  const name = key.slice(key.lastIndexOf("/") + 1);
  return [name, ...values].every((text) => text.length <= MAX_LENGTH && VALUE.test(text)) && name !== "";
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

function parseRequirement(text: string): Requirement | null {
  const set = SET.exec(text);
  if (set !== null) {
    const values = (set[3] ?? "").split(",").map((value) => value.trim());
    return { key: set[1] ?? "", operator: set[2] === "in" ? "In" : "NotIn", values };
  }
  const equality = EQUALITY.exec(text);
  if (equality !== null) {
    return { key: equality[1] ?? "", operator: equality[2] === "!=" ? "NotIn" : "In", values: [equality[3] ?? ""] };
  }
  const existence = EXISTENCE.exec(text);
  if (existence === null) return null;
  return { key: existence[2] ?? "", operator: existence[1] === "!" ? "DoesNotExist" : "Exists", values: [] };
}
