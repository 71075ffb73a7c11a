/** A step of a path. */
export type Step =
  | { readonly kind: "field"; readonly name: string }
  /** `[2]`, `[0,1]`: each by itself. */
  | { readonly kind: "items"; readonly indexes: readonly number[] }
  /** `[1:3]`; null: from the first, to the last. */
  | { readonly kind: "slice"; readonly from: number | null; readonly to: number | null }
  | { readonly kind: "all" }
  /** `..name`: at any depth. */
  | { readonly kind: "anywhere"; readonly name: string }
  /** `[?(@.type=="InternalIP")]`; without a value: whoever has the field. */
  | { readonly kind: "filter"; readonly steps: readonly Step[]; readonly test: Comparison | null };

export interface Comparison {
  readonly operator: "==" | "!=";
  readonly value: unknown;
}

const NAME = String.raw`(?:\\.|[^\\.[\]{}'"\s,|])+`;
const STEP = new RegExp(
  [
    String.raw`\.\.(?<anywhere>${NAME})`,
    String.raw`\.(?<star>\*)`,
    String.raw`\.(?<name>${NAME})`,
    String.raw`\[\s*(?<indexes>-?\d+(?:\s*,\s*-?\d+)*)\s*\]`,
    String.raw`\[\s*(?<slice>-?\d*:-?\d*)\s*\]`,
    String.raw`\[\s*(?<all>\*?)\s*\]`,
    String.raw`\['(?<quoted>(?:\\.|[^'\\])*)'\]`,
    String.raw`\[\?\((?<filter>(?:"[^"]*"|'[^']*'|[^()"'])*)\)\]`,
  ].join("|"),
  "y",
);

/** Reads a path as client-go's util/jsonpath does; null: not a path that is known here. */
export function parseSteps(path: string): readonly Step[] | null {
  const text = path.trim().replace(/^[$@]/, "");
  const steps: Step[] = [];
  let at = 0;
  while (at < text.length) {
    STEP.lastIndex = at;
    const found = STEP.exec(text);
    // Before the path inside of a filter is read, which moves the expression's own place.
    at = STEP.lastIndex;
    const read = found?.groups === undefined ? null : stepsFrom(found.groups);
    if (read === null) return null;
    steps.push(...read);
  }
  return steps;
}

function stepsFrom(groups: Readonly<Record<string, string | undefined>>): readonly Step[] | null {
  const { anywhere, name, indexes, slice, quoted, filter } = groups;
  if (anywhere !== undefined) return [{ kind: "anywhere", name: unescapedName(anywhere) }];
  if (name !== undefined) return [{ kind: "field", name: unescapedName(name) }];
  if (indexes !== undefined) return [{ kind: "items", indexes: indexes.split(",").map(Number) }];
  if (slice !== undefined) {
    const [from = "", to = ""] = slice.split(":");
    return [{ kind: "slice", from: from === "" ? null : Number(from), to: to === "" ? null : Number(to) }];
  }
  // In brackets too a dot parts names (parser.go parseArray hands the text to parseField).
  if (quoted !== undefined) return parseSteps(`.${quoted}`);
  if (filter !== undefined) return filterFrom(filter);
  return [{ kind: "all" }];
}

function unescapedName(name: string): string {
  return name.replace(/\\(.)/g, "$1");
}

const FILTER =
  /^\s*(?<path>@[^=!<>]*?)\s*(?:(?<operator>==|!=)\s*(?<value>"[^"]*"|'[^']*'|true|false|-?\d+(?:\.\d+)?))?\s*$/;

function filterFrom(text: string): readonly Step[] | null {
  const { path, operator, value } = FILTER.exec(text)?.groups ?? {};
  const steps = path === undefined ? null : parseSteps(path);
  if (steps === null) return null;
  const isComparison = operator === "==" || operator === "!=";
  return [{ kind: "filter", steps, test: isComparison ? { operator, value: literal(value ?? "") } : null }];
}

function literal(text: string): unknown {
  const [first] = text;
  return first === '"' || first === "'" ? text.slice(1, -1) : JSON.parse(text);
}
