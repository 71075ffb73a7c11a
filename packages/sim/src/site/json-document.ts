import { type Source, type Span, spanOf } from "@splithorizon/core";
import type { ByteOffsets } from "./byte-offsets.ts";
import { endOfText, JsonPlaces } from "./json-places.ts";
import type { ValuePath, WrittenScalar, YamlDocument } from "./placed-document.ts";

/** A text that is one JSON value, and nothing that YAML would say more of. */
export interface JsonText {
  readonly value: unknown;
  readonly text: string;
}

const QUOTE = 0x22;
const COLON = 0x3a;
const OPENING: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const CLOSING: ReadonlySet<number> = new Set([0x5d, 0x7d]);

/**
 * Reads a text as JSON, as kubectl reads a file that begins with a brace: a large snapshot takes a tenth of the time
 * that YAML takes, whose every token has a place. null where YAML has something to say: it is no JSON, deeper than
 * `depth`, or an object has a key twice.
 */
export function jsonOf(text: string, depth: number): JsonText | null {
  if (!/^[ \t\r\n]*[[{]/.test(text)) return null;
  const members = membersWritten(text, depth);
  if (members === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return membersOf(value) === members ? { value, text } : null;
}

/** How many members all objects are written with, whatever stands there; null: deeper than `depth`. */
function membersWritten(text: string, depth: number): number | null {
  let members = 0;
  let open = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) at = endOfText(text, at) - 1;
    else if (unit === COLON) members += 1;
    else if (OPENING.has(unit)) open += 1;
    else if (CLOSING.has(unit)) open -= 1;
    if (open > depth) return null;
  }
  return members;
}

/** How many a value has: fewer where a key stands twice. Its depth is bounded. */
function membersOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + membersOf(item), 0);
  const members = Object.values(value);
  return members.reduce((sum: number, member) => sum + membersOf(member), members.length);
}

/** JSON as a document: places are looked for when somebody asks for one. */
export class JsonDocument implements YamlDocument {
  readonly value: unknown;
  readonly #source: Source;
  readonly #offsets: ByteOffsets;
  readonly #places: JsonPlaces;

  constructor({ value, text }: JsonText, source: Source, offsets: ByteOffsets) {
    this.value = value;
    this.#source = source;
    this.#offsets = offsets;
    this.#places = new JsonPlaces(text);
  }

  locate(path: ValuePath): Span {
    return this.#spanFrom(this.#places.find(path).start);
  }

  locateKey(path: ValuePath): Span {
    const { start, key } = this.#places.find(path);
    return this.#spanFrom(key ?? start);
  }

  scalarAt(path: ValuePath): WrittenScalar | null {
    const { start, isWhole } = this.#places.find(path);
    const value = isWhole ? valueAt(this.value, path) : null;
    return typeof value === "string" ? { value, style: "double-quoted", span: this.#spanFrom(start) } : null;
  }

  #spanFrom(start: number): Span {
    return spanOf(this.#source, this.#offsets(start), this.#offsets(this.#places.endOf(start)));
  }
}

/** The path leads there. */
function valueAt(value: unknown, path: ValuePath): unknown {
  return path.reduce((inner, step) => (inner as Readonly<Record<string | number, unknown>>)[step], value);
}
