import { assertNever } from "../invariant.ts";
import { parseSteps, type Step } from "./json-path-steps.ts";
import { printJson } from "./print-json.ts";

type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "path"; readonly steps: readonly Step[] }
  | { readonly kind: "range"; readonly steps: readonly Step[]; readonly body: readonly Part[] };

/** What a template comes to. `bad-template`: it is none that is known here; `bad-index`: an item that is not there. */
export type Rendered =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "bad-template" }
  | { readonly kind: "bad-index"; readonly message: string };

const TOKEN =
  /\{\s*(?:"(?<double>(?:[^"\\]|\\.)*)"|'(?<single>(?:[^'\\]|\\.)*)'|(?<end>end)|(?<range>range\s+)?(?<path>[$@]?[.[](?:"[^"]*"|'[^']*'|[^{}"'])*))\s*\}/y;

/**
 * kubectl's JSONPath (client-go util/jsonpath) as far as people use it to pick fields: paths with `.name`, `..name`,
 * `['name']`, items, slices, `[*]`, filters that compare with `==` and `!=`, texts in quotes, `{range}` and `{end}`.
 */
export function applyJsonPath(template: string, root: unknown): Rendered {
  const parts = parseTemplate(template);
  if (parts === null) return { kind: "bad-template" };
  const faults: string[] = [];
  const text = render(parts, root, faults);
  const [message] = faults;
  return message === undefined ? { kind: "text", text } : { kind: "bad-index", message };
}

/** The values at a path such as `.spec.nodeName`; null: not a path. */
export function valuesAt(path: string, root: unknown): readonly unknown[] | null {
  const steps = parseSteps(path);
  return steps === null ? null : follow(steps, root, []);
}

interface OpenRange {
  readonly steps: readonly Step[];
  readonly body: Part[];
}

function parseTemplate(template: string): readonly Part[] | null {
  const open: OpenRange[] = [{ steps: [], body: [] }];
  let at = 0;
  while (at < template.length) {
    if (template[at] !== "{") {
      const brace = template.indexOf("{", at);
      const end = brace === -1 ? template.length : brace;
      open.at(-1)?.body.push({ kind: "text", text: template.slice(at, end) });
      at = end;
      continue;
    }
    TOKEN.lastIndex = at;
    const groups = TOKEN.exec(template)?.groups;
    if (groups === undefined || !takeToken(groups, open)) return null;
    at = TOKEN.lastIndex;
  }
  // What is still open ends with the template, as in client-go.
  while (open.length > 1) closeRange(open);
  return open[0]?.body ?? null;
}

function takeToken(groups: Readonly<Record<string, string | undefined>>, open: OpenRange[]): boolean {
  const { double, single, end, range, path } = groups;
  const quoted = double ?? single;
  const body = open.at(-1)?.body;
  if (quoted !== undefined) {
    body?.push({ kind: "text", text: unescaped(quoted) });
    return true;
  }
  if (end !== undefined) return closeRange(open);
  const steps = parseSteps(path ?? "");
  if (steps === null) return false;
  if (range === undefined) body?.push({ kind: "path", steps });
  else open.push({ steps, body: [] });
  return true;
}

/** false: there is none to close. */
function closeRange(open: OpenRange[]): boolean {
  if (open.length < 2) return false;
  const done = open.pop();
  if (done !== undefined) open.at(-1)?.body.push({ kind: "range", ...done });
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

function render(parts: readonly Part[], root: unknown, faults: string[]): string {
  return parts.map((part) => renderPart(part, root, faults)).join("");
}

function renderPart(part: Part, root: unknown, faults: string[]): string {
  switch (part.kind) {
    case "text":
      return part.text;
    case "path":
      return follow(part.steps, root, faults).map(printValue).join(" ");
    case "range":
      return follow(part.steps, root, faults)
        .map((item) => render(part.body, item, faults))
        .join("");
    default:
      return assertNever(part);
  }
}

export function printValue(value: unknown): string {
  return typeof value === "string" ? value : printJson(value);
}

function follow(steps: readonly Step[], root: unknown, faults: string[]): readonly unknown[] {
  return steps.reduce<readonly unknown[]>(
    (values, step) => values.flatMap((value) => stepInto(value, step, faults)),
    [root],
  );
}

function stepInto(value: unknown, step: Step, faults: string[]): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [];
  const list: readonly unknown[] | null = Array.isArray(value) ? value : null;
  switch (step.kind) {
    case "all":
      return list ?? Object.values(value);
    case "field":
      return list === null ? fieldOf(value, step.name) : [];
    case "anywhere":
      return anywhere(value, step.name);
    case "items":
      return list === null ? [] : step.indexes.flatMap((index) => itemAt(list, index, faults));
    case "slice":
      return list === null ? [] : list.slice(step.from ?? 0, step.to ?? list.length);
    case "filter":
      return (list ?? []).filter((item) => passes(item, step));
    default:
      return assertNever(step);
  }
}

function fieldOf(value: object, name: string): readonly unknown[] {
  const found = new Map<string, unknown>(Object.entries(value)).get(name);
  return found === undefined ? [] : [found];
}

function anywhere(value: unknown, name: string): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [];
  const own = Array.isArray(value) ? [] : fieldOf(value, name);
  return [...own, ...Object.values(value).flatMap((inner: unknown) => anywhere(inner, name))];
}

function itemAt(list: readonly unknown[], index: number, faults: string[]): readonly unknown[] {
  const at = index < 0 ? index + list.length : index;
  if (at >= 0 && at < list.length) return [list[at]];
  faults.push(`array index out of bounds: index ${at}, length ${list.length}`);
  return [];
}

function passes(item: unknown, { steps, test }: Extract<Step, { kind: "filter" }>): boolean {
  const [found] = follow(steps, item, []);
  if (test === null) return found !== undefined;
  return found !== undefined && (found === test.value) === (test.operator === "==");
}
