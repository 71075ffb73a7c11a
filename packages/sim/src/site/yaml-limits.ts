import { type CST, Parser } from "yaml";

/** Adjustable bounds for YAML and JSON (threat model 4). */
export interface YamlLimits {
  /** Octets of one file. */
  readonly octets: number;
  /** Collections inside collections. */
  readonly depth: number;
  /** Values that one document may have once its aliases are followed, for each octet that was written. */
  readonly growth: number;
}

export const yamlLimits: YamlLimits = { octets: 64 * 1024 * 1024, depth: 64, growth: 10 };

/** The tokens of a text. The parser keeps its own stack, so that no depth of input can exhaust ours. */
export function tokensOf(text: string): readonly CST.Token[] {
  return [...new Parser().parse(text)];
}

/** Offset of the first collection that stands deeper than `limit`; null where none does. No recursion. */
export function firstTooDeep(tokens: readonly CST.Token[], limit: number): number | null {
  const open: { readonly token: CST.Token; readonly depth: number }[] = tokens
    .map((token) => ({ token, depth: 0 }))
    .reverse();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    if (depth > limit && "items" in token) return token.offset;
    for (const child of childrenOf(token).toReversed()) open.push({ token: child, depth: depth + 1 });
  }
  return null;
}

function childrenOf(token: CST.Token): readonly CST.Token[] {
  if (token.type === "document") return token.value === undefined ? [] : [token.value];
  if (!("items" in token)) return [];
  const children: CST.Token[] = [];
  for (const item of token.items) {
    if (item.key !== undefined && item.key !== null) children.push(item.key);
    if (item.value !== undefined) children.push(item.value);
  }
  return children;
}
