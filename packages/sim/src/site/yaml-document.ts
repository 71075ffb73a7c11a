import {
  type Diagnostic,
  errorAt,
  type Parsed,
  type Source,
  type Span,
  spanOf,
  warningAt,
  wholeSpan,
} from "@splithorizon/core";
import { Composer, type Document, isMap, isNode, isPair, isScalar, isSeq, type Node, type Scalar } from "yaml";
import { type ByteOffsets, byteOffsetsOf } from "./byte-offsets.ts";
import { firstTooDeep, tokensOf, type YamlLimits, yamlLimits } from "./yaml-limits.ts";

/** A step into a value: a key or an index. */
export type ValuePath = readonly (string | number)[];

/** One document of a YAML file (JSON is YAML): its plain value, and where each part of it stands. */
export interface YamlDocument {
  readonly value: unknown;
  /** The value at this path, or the nearest thing around it that is there. */
  locate(path: ValuePath): Span;
  /** The key at this path. */
  locateKey(path: ValuePath): Span;
  /** The scalar at this path as it was written, with its offset in bytes; null where there is none. */
  scalarAt(path: ValuePath): WrittenScalar | null;
}

/** How a string was written. */
export interface WrittenScalar {
  readonly value: string;
  readonly style: "literal" | "double-quoted" | "other";
  /** In bytes, of the whole scalar with its quotes or its header. */
  readonly span: Span;
}

const decoder = new TextDecoder("utf-8");

/** All documents of a YAML or JSON file. What is broken is a diagnostic; the documents that can be read are given all the same. */
export function readYaml(source: Source, changes: Partial<YamlLimits> = {}): Parsed<readonly YamlDocument[]> {
  const limits = { ...yamlLimits, ...changes };
  if (source.bytes.length > limits.octets) {
    return { value: [], diagnostics: [errorAt(wholeSpan(source), "SITE_LIMIT", `More than ${limits.octets} octets.`)] };
  }
  const text = decoder.decode(source.bytes);
  const offsets = byteOffsetsOf(text, source.bytes.length);
  const tokens = tokensOf(text);
  const tooDeep = firstTooDeep(tokens, limits.depth);
  if (tooDeep !== null) {
    const span = spanOf(source, offsets(tooDeep), offsets(tooDeep + 1));
    return { value: [], diagnostics: [errorAt(span, "SITE_LIMIT", `Nested more than ${limits.depth} deep.`)] };
  }
  const diagnostics: Diagnostic[] = [];
  const documents: YamlDocument[] = [];
  for (const document of new Composer({ merge: false }).compose(tokens, true, text.length)) {
    takeDocument({ document, source, offsets, limits }, documents, diagnostics);
  }
  return { value: documents, diagnostics };
}

interface Reading {
  readonly document: Document.Parsed;
  readonly source: Source;
  readonly offsets: ByteOffsets;
  readonly limits: YamlLimits;
}

function takeDocument(reading: Reading, documents: YamlDocument[], diagnostics: Diagnostic[]): void {
  const { document, source, offsets, limits } = reading;
  for (const problem of [...document.errors, ...document.warnings]) {
    const span = spanOf(source, offsets(problem.pos[0]), offsets(Math.max(problem.pos[0] + 1, problem.pos[1])));
    const sentence = problem.message.split("\n")[0]?.replace(/ at line \d+, column \d+:?$/, "") ?? "not YAML";
    const isError = problem.name === "YAMLParseError";
    diagnostics.push(
      (isError ? errorAt : warningAt)(span, isError ? "SITE_YAML_SYNTAX" : "SITE_YAML_WARNING", sentence),
    );
  }
  if (document.errors.length > 0 || document.contents === null) return;
  try {
    documents.push(new PlacedDocument(document, document.toJS({ maxAliasCount: limits.aliases }), source, offsets));
  } catch (error) {
    const message = error instanceof Error ? error.message : "cannot be read";
    diagnostics.push(errorAt(wholeSpan(source), "SITE_LIMIT", message));
  }
}

class PlacedDocument implements YamlDocument {
  readonly value: unknown;
  readonly #document: Document.Parsed;
  readonly #source: Source;
  readonly #offsets: ByteOffsets;

  constructor(document: Document.Parsed, value: unknown, source: Source, offsets: ByteOffsets) {
    this.#document = document;
    this.value = value;
    this.#source = source;
    this.#offsets = offsets;
  }

  locate(path: ValuePath): Span {
    return this.#spanOf(this.#walk(path).node);
  }

  locateKey(path: ValuePath): Span {
    const { node, key } = this.#walk(path);
    return this.#spanOf(key ?? node);
  }

  scalarAt(path: ValuePath): WrittenScalar | null {
    const { node, isWhole } = this.#walk(path);
    if (!isWhole || !isScalar(node) || typeof node.value !== "string") return null;
    return { value: node.value, style: styleOf(node), span: this.#spanOf(node) };
  }

  /** As far as the path leads. */
  #walk(path: ValuePath): { readonly node: Node | null; readonly key: Node | null; readonly isWhole: boolean } {
    let node: Node | null = this.#document.contents;
    let key: Node | null = null;
    for (const step of path) {
      const inner: { readonly node: Node; readonly key: Node | null } | null = stepInto(node, step, this.#document);
      if (inner === null) return { node, key, isWhole: false };
      node = inner.node;
      key = inner.key;
    }
    return { node, key, isWhole: true };
  }

  #spanOf(node: Node | null): Span {
    const range = node?.range;
    if (range === undefined || range === null) return spanOf(this.#source, 0, 0);
    return spanOf(this.#source, this.#offsets(range[0]), this.#offsets(Math.max(range[0], range[1])));
  }
}

function styleOf(scalar: Scalar): WrittenScalar["style"] {
  if (scalar.type === "BLOCK_LITERAL") return "literal";
  return scalar.type === "QUOTE_DOUBLE" ? "double-quoted" : "other";
}

function stepInto(
  from: Node | null,
  step: string | number,
  document: Document.Parsed,
): { readonly node: Node; readonly key: Node | null } | null {
  const node = from !== null && "source" in from && "resolve" in from ? (from.resolve(document) ?? null) : from;
  if (isSeq(node) && typeof step === "number") {
    const item = node.items[step];
    return isNode(item) ? { node: item, key: null } : null;
  }
  if (!isMap(node)) return null;
  const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step));
  if (pair === undefined || !isNode(pair.key)) return null;
  return { node: isNode(pair.value) ? pair.value : pair.key, key: pair.key };
}
