import { fillTemplate, parseTextTemplate, type TemplateData } from "./text-template.ts";

/** `A.test. A` from 192.0.2.1, of which `^(a)` found `a` and a group. */
export const DATA: TemplateData = {
  fields: new Map([
    ["Name", "a.test."],
    ["Zone", "test."],
    ["Class", "IN"],
    ["Type", "A"],
    ["Remote", "192.0.2.1"],
    ["Regex", "^(a)"],
  ]),
  matches: ["a", "x"],
  groups: new Map([
    ["0", "a"],
    ["1", "x"],
    ["first", "x"],
    ["hex", "1f"],
  ]),
  question: { name: "A.test.", type: 1, class: 1 },
};

/** `= ` and the text; `fails` where Go's template does; Go's complaint where it cannot be read. */
export function fill(text: string, data: TemplateData = DATA): string {
  const template = parseTextTemplate(text);
  if (template.kind !== "template")
    return template.kind === "fault" ? template.message : `unsupported: ${template.what}`;
  const filled = fillTemplate(template.body, data);
  if (filled.kind === "unsupported") return `unsupported: ${filled.what}`;
  return filled.kind === "text" ? `= ${filled.text}` : "fails";
}
