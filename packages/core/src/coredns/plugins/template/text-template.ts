import { type TemplateBody, TemplateFault, TemplateUnsupported } from "./go-template/ast.ts";
import { runTemplate } from "./go-template/evaluate.ts";
import type { TemplateValue } from "./go-template/functions.ts";
import { parseGoTemplate } from "./go-template/parse.ts";

/** What a template may look at. */
export interface TemplateData {
  /** `.Name`, `.Zone`, `.Class`, `.Type`, `.Remote`, `.Regex`. */
  readonly fields: ReadonlyMap<string, string>;
  readonly matches: readonly string[];
  /** By name and by number. */
  readonly groups: ReadonlyMap<string, string>;
  /** `.Question`. */
  readonly question: { readonly name: string; readonly type: number; readonly class: number };
}

/** A template taken apart; `fault` where Go cannot read it, `unsupported` where it does what is not modelled. */
export type TextTemplate =
  | { readonly kind: "template"; readonly body: TemplateBody }
  | { readonly kind: "fault"; readonly message: string }
  | { readonly kind: "unsupported"; readonly what: string };

/** What a template's text came to. */
export type FilledTemplate =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "fails" }
  | { readonly kind: "unsupported"; readonly what: string };

/** Go's text/template with CoreDNS's functions; `section` is the name that complaints give it. */
export function parseTextTemplate(text: string, section = "answer"): TextTemplate {
  try {
    return { kind: "template", body: parseGoTemplate(text) };
  } catch (problem) {
    if (problem instanceof TemplateUnsupported) return { kind: "unsupported", what: problem.message };
    if (!(problem instanceof TemplateFault)) throw problem;
    return { kind: "fault", message: `template: ${section}:${problem.line}: ${wordsOf(problem, section)}` };
  }
}

/** Go says where an action of several lines began. */
function wordsOf({ message, actionLine }: TemplateFault, section: string): string {
  if (actionLine === null) return message;
  const where = message.endsWith(" action") ? "" : " in action";
  return `${message}${where} started at ${section}:${actionLine}`;
}

/** plugin/template executeRRTemplate, as far as the text. */
export function fillTemplate(body: TemplateBody, data: TemplateData): FilledTemplate {
  try {
    const text = runTemplate(body, dotOf(data));
    return text === null ? { kind: "fails" } : { kind: "text", text };
  } catch (problem) {
    if (problem instanceof TemplateUnsupported) return { kind: "unsupported", what: problem.message };
    throw problem;
  }
}

function dotOf({ fields, matches, groups, question }: TemplateData): TemplateValue {
  const questionFields = new Map<string, TemplateValue>([
    ["Name", question.name],
    ["Qtype", question.type],
    ["Qclass", question.class],
  ]);
  const all = new Map<string, TemplateValue>([
    ...fields,
    ["Match", { kind: "list", items: matches }],
    ["Group", { kind: "map", entries: groups }],
    ["Question", { kind: "record", fields: questionFields }],
  ]);
  return { kind: "record", fields: all };
}
