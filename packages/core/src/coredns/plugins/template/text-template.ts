/** What a template may look at. */
export interface TemplateData {
  /** `.Name`, `.Zone`, `.Class`, `.Type`, `.Remote`, `.Regex`, `.Question.Name`. */
  readonly fields: ReadonlyMap<string, string>;
  readonly matches: readonly string[];
  /** By name and by number. */
  readonly groups: ReadonlyMap<string, string>;
}

type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "field"; readonly name: string }
  | { readonly kind: "group"; readonly name: string }
  | { readonly kind: "match"; readonly index: number };

/** A template taken apart; `unsupported` where it does what is not modelled. */
export type TextTemplate =
  | { readonly kind: "template"; readonly parts: readonly Part[] }
  | { readonly kind: "unsupported"; readonly what: string };

const FIELDS: ReadonlySet<string> = new Set(["Name", "Zone", "Class", "Type", "Remote", "Regex", "Question.Name"]);
const FIELD = /^\.([A-Za-z.]+)$/;
const GROUP = /^(?:\.Group\.([A-Za-z_]\w*)|index \.Group "(\w+)")$/;
const MATCH = /^index \.Match (\d{1,4})$/;

/** A run of text, or of an action between `{{` and `}}`. */
const PIECE = /\{\{(-\s)?([\s\S]*?)(\s-)?\}\}|(?:(?!\{\{)[\s\S])+|\{\{/g;

/** The part of Go's text/template that CoreDNS's own documentation uses: fields, groups, `index`, white space trimmed by `-`. */
export function parseTextTemplate(text: string): TextTemplate {
  const parts: Part[] = [];
  let trimsNext = false;
  for (const [piece, trimsBefore, action, trimsBehind] of text.matchAll(PIECE)) {
    if (action === undefined) {
      if (piece === "{{") return unsupported(text);
      parts.push({ kind: "text", text: trimsNext ? piece.trimStart() : piece });
      trimsNext = false;
      continue;
    }
    const part = parseAction(action);
    if (part === null) return unsupported(piece);
    if (trimsBefore !== undefined) trimLast(parts);
    parts.push(part);
    trimsNext = trimsBehind !== undefined;
  }
  return { kind: "template", parts };
}

function trimLast(parts: Part[]): void {
  const last = parts.at(-1);
  if (last?.kind === "text") parts[parts.length - 1] = { kind: "text", text: last.text.trimEnd() };
}

function unsupported(what: string): TextTemplate {
  return { kind: "unsupported", what: `"${what}" in a template` };
}

function parseAction(action: string): Part | null {
  const words = action.trim().replace(/\s+/g, " ");
  const [, byName, quoted] = GROUP.exec(words) ?? [];
  const group = byName ?? quoted;
  if (group !== undefined) return { kind: "group", name: group };
  const index = MATCH.exec(words)?.[1];
  if (index !== undefined) return { kind: "match", index: Number(index) };
  const field = FIELD.exec(words)?.[1];
  return field !== undefined && FIELDS.has(field) ? { kind: "field", name: field } : null;
}

/** null: Go's template fails, as an index that is out of range does. A group that is not there is `<no value>` by name. */
export function fillTemplate(parts: readonly Part[], data: TemplateData): string | null {
  let text = "";
  for (const part of parts) {
    const piece = pieceOf(part, data);
    if (piece === undefined) return null;
    text += piece;
  }
  return text;
}

function pieceOf(part: Part, { fields, matches, groups }: TemplateData): string | undefined {
  switch (part.kind) {
    case "text":
      return part.text;
    case "field":
      return fields.get(part.name) ?? "";
    case "group":
      return groups.get(part.name) ?? "<no value>";
    case "match":
      return matches[part.index];
  }
}
