import { type Document, isAlias, isCollection, isMap, isNode, isPair, isScalar, type Node, type Pair } from "yaml";

/** Something in a document that cannot stand; offsets in UTF-16 units, as `yaml` counts. */
export interface YamlFault {
  readonly kind: "syntax" | "limit";
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** A node's plain value and how many nodes whoever walks it will meet, aliases followed. */
interface Converted {
  readonly value: unknown;
  readonly size: number;
}

const NOTHING: Converted = { value: null, size: 1 };
/** Written as such; a quoted `"<<"` is a key like any other. */
const MERGE_KEY = "<<";

/**
 * The plain value of a document. Not `document.toJS()`: that looks for each alias in the whole document, compares every
 * key with every other, and its message has no place. Depth is bounded before this is called.
 */
export function valueOfDocument(
  document: Document.Parsed,
  largestSize: number,
): { readonly value: unknown; readonly faults: readonly YamlFault[] } {
  const conversion = new Conversion(largestSize);
  const { value } = conversion.convert(document.contents);
  return { value: conversion.isTooLarge ? null : value, faults: conversion.faults };
}

class Conversion {
  readonly faults: YamlFault[] = [];
  readonly #largestSize: number;
  /** By anchor, the latest one; null while its node is still being read. */
  readonly #anchors = new Map<string, Converted | null>();
  #isTooLarge = false;

  constructor(largestSize: number) {
    this.#largestSize = largestSize;
  }

  get isTooLarge(): boolean {
    return this.#isTooLarge;
  }

  convert(node: unknown): Converted {
    if (!isNode(node)) return NOTHING;
    if (isAlias(node)) return this.#follow(node);
    const { anchor } = node;
    if (anchor !== undefined) this.#anchors.set(anchor, null);
    const converted = this.#bounded(this.#convertContent(node), node);
    if (anchor !== undefined) this.#anchors.set(anchor, converted);
    return converted;
  }

  #convertContent(node: Node): Converted {
    if (isScalar(node)) return { value: node.value, size: 1 };
    if (isMap(node)) return this.#convertMap(node.items, node);
    if (!isCollection(node)) return NOTHING;
    const items = node.items.map((item) => this.convert(item));
    return { value: items.map(({ value }) => value), size: sumOf(items) };
  }

  #convertMap(items: readonly unknown[], around: Node): Converted {
    const own = new Map<string, unknown>();
    const merged: Converted[] = [];
    const parts: Converted[] = [];
    for (const item of items) {
      if (!isPair(item)) continue;
      const value = this.convert(item.value);
      parts.push(value);
      if (isMergeKey(item)) merged.push(value);
      else this.#takeKey(item, value, own, around);
    }
    const inherited = new Map<string, unknown>();
    for (const [key, value] of merged.flatMap((from) => mergedEntries(from.value))) {
      if (!own.has(key) && !inherited.has(key)) inherited.set(key, value);
    }
    return { value: Object.fromEntries([...inherited, ...own]), size: sumOf(parts) };
  }

  #takeKey({ key }: Pair, { value }: Converted, own: Map<string, unknown>, around: Node): void {
    const text = keyText(key);
    const place = isNode(key) ? key : around;
    if (text === null) {
      this.#fault("syntax", place, "A key is a text, not a list or a map.");
      return;
    }
    if (own.has(text)) this.#fault("syntax", place, `The key "${text}" stands here twice; the later one counts.`);
    own.set(text, value);
  }

  #follow(alias: Node & { readonly source: string }): Converted {
    const target = this.#anchors.get(alias.source);
    if (target === undefined) {
      this.#fault("syntax", alias, `No "&${alias.source}" stands before this alias.`);
      return NOTHING;
    }
    if (target === null) {
      this.#fault("syntax", alias, "The alias stands inside what it refers to.");
      return NOTHING;
    }
    return this.#bounded(target, alias);
  }

  #bounded(converted: Converted, node: Node): Converted {
    if (converted.size <= this.#largestSize) return converted;
    if (!this.#isTooLarge) {
      this.#isTooLarge = true;
      this.#fault("limit", node, `Aliases make this document larger than ${this.#largestSize} values.`);
    }
    return NOTHING;
  }

  #fault(kind: YamlFault["kind"], { range }: Node, message: string): void {
    const [start, end] = range ?? [0, 0];
    this.faults.push({ kind, start, end, message });
  }
}

function sumOf(parts: readonly Converted[]): number {
  return parts.reduce((sum, { size }) => sum + size, 1);
}

export function isMergeKey({ key }: Pair): boolean {
  return isScalar(key) && key.value === MERGE_KEY && key.type === "PLAIN";
}

/** A map's key as text; null where it is a collection. */
export function keyText(key: unknown): string | null {
  if (isScalar(key)) return key.value === null ? "" : String(key.value);
  return key === null ? "" : null;
}

/** The earlier of several maps counts (yaml.org/type/merge). */
function mergedEntries(value: unknown): readonly (readonly [string, unknown])[] {
  const maps: readonly unknown[] = Array.isArray(value) ? value : [value];
  return maps.flatMap((map) =>
    typeof map === "object" && map !== null && !Array.isArray(map) ? Object.entries(map) : [],
  );
}

/** A field as text, a number as it is written; empty where it is none, also where it is an object, whose own `toString` may be anything. */
export function textOfField(value: unknown, key: string): string {
  const field = fieldOf(value, key);
  return typeof field === "object" ? "" : String(field ?? "");
}

/** An own field of a value; undefined where it has none. */
export function fieldOf(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}
