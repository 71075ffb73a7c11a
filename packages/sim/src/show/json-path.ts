import { assertNever } from "../invariant.ts";

/** A step of a path: a field, an item, or every item. */
type Step =
  | { readonly kind: "field"; readonly name: string }
  | { readonly kind: "item"; readonly index: number }
  | { readonly kind: "all" };

type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "path"; readonly steps: readonly Step[] }
  | { readonly kind: "range"; readonly steps: readonly Step[]; readonly body: readonly Part[] };

const TOKEN = /\{\s*(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<end>end)|(?<range>range\s+)?(?<path>[$@]?[.[][^{}]*))\s*\}/y;

/**
 * kubectl's JSONPath as far as people use it to pick fields: paths with `.name`, `['name']`, `[0]`, `[*]`, texts in quotes,
 * `{range}` and `{end}`. null: something else.
 */
export function applyJsonPath(template: string, root: unknown): string | null {
  const parts = parseTemplate(template);
  return parts === null ? null : render(parts, root);
}

/** The values at a path such as `.spec.nodeName`; null: not a path. */
export function valuesAt(path: string, root: unknown): readonly unknown[] | null {
  const steps = parseSteps(path);
  return steps === null ? null : follow(steps, root);
}

function parseTemplate(template: string): readonly Part[] | null {
  const open: { readonly steps: readonly Step[]; readonly body: Part[] }[] = [{ steps: [], body: [] }];
  let at = 0;
  while (at < template.length) {
    const body = open.at(-1)?.body;
    if (body === undefined) return null;
    if (template[at] !== "{") {
      const brace = template.indexOf("{", at);
      const end = brace === -1 ? template.length : brace;
      body.push({ kind: "text", text: template.slice(at, end) });
      at = end;
      continue;
    }
    TOKEN.lastIndex = at;
    const groups = TOKEN.exec(template)?.groups;
    if (groups === undefined || !takeToken(groups, open)) return null;
    at = TOKEN.lastIndex;
  }
  const [root] = open;
  return open.length === 1 && root !== undefined ? root.body : null;
}

function takeToken(
  { quoted, end, range, path }: Readonly<Record<string, string | undefined>>,
  open: { readonly steps: readonly Step[]; readonly body: Part[] }[],
): boolean {
  const body = open.at(-1)?.body;
  if (body === undefined) return false;
  if (quoted !== undefined) {
    body.push({ kind: "text", text: unescaped(quoted) });
    return true;
  }
  if (end !== undefined) {
    const done = open.pop();
    const around = open.at(-1);
    if (done === undefined || around === undefined) return false;
    around.body.push({ kind: "range", ...done });
    return true;
  }
  const steps = parseSteps(path ?? "");
  if (steps === null) return false;
  if (range === undefined) body.push({ kind: "path", steps });
  else open.push({ steps, body: [] });
  return true;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["t", "\t"],
  ["r", "\r"],
]);

function unescaped(quoted: string): string {
  return quoted.replace(/\\(.)/g, (_, letter: string) => ESCAPES.get(letter) ?? letter);
}

const STEP = /\.(?<name>[A-Za-z0-9_-]+)|\[(?<index>-?\d+)\]|\[(?<all>\*)\]|\['(?<quoted>[^']*)'\]|\.(?<star>\*)/y;

function parseSteps(path: string): readonly Step[] | null {
  const text = path.trim().replace(/^[$@]/, "");
  const steps: Step[] = [];
  let at = 0;
  while (at < text.length) {
    STEP.lastIndex = at;
    const groups = STEP.exec(text)?.groups;
    if (groups === undefined) return null;
    const { name, index, quoted } = groups;
    const field = name ?? quoted;
    if (field !== undefined) steps.push({ kind: "field", name: field });
    else steps.push(index === undefined ? { kind: "all" } : { kind: "item", index: Number(index) });
    at = STEP.lastIndex;
  }
  return steps;
}

function render(parts: readonly Part[], root: unknown): string {
  return parts.map((part) => renderPart(part, root)).join("");
}

function renderPart(part: Part, root: unknown): string {
  switch (part.kind) {
    case "text":
      return part.text;
    case "path":
      return follow(part.steps, root).map(printValue).join(" ");
    case "range": {
      const rendered = follow(part.steps, root).map((item) => render(part.body, item));
      return rendered.join("");
    }
    default:
      return assertNever(part);
  }
}

export function printValue(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function follow(steps: readonly Step[], root: unknown): readonly unknown[] {
  return steps.reduce<readonly unknown[]>((values, step) => values.flatMap((value) => stepInto(value, step)), [root]);
}

function stepInto(value: unknown, step: Step): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [];
  const items: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  switch (step.kind) {
    case "all":
      return items;
    case "item": {
      const found = Array.isArray(value) ? items.at(step.index) : undefined;
      return found === undefined ? [] : [found];
    }
    case "field": {
      const found = new Map<string, unknown>(Object.entries(value)).get(step.name);
      return found === undefined || Array.isArray(value) ? [] : [found];
    }
  }
}
