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
import { Composer, type Document, isNode, isPair, isScalar, isSeq, type Node, type Scalar, YAMLMap } from "yaml";
import { type ByteOffsets, byteOffsetsOf } from "./byte-offsets.ts";
import { JsonDocument, jsonOf } from "./json-document.ts";
import type { ScalarStyle, ValuePath, WrittenScalar, YamlDocument } from "./placed-document.ts";
import { firstTooDeep, tokensOf, type YamlLimits, yamlLimits } from "./yaml-limits.ts";
import { keyText, valueOfDocument, type YamlFault } from "./yaml-value.ts";

/** Small documents may use aliases freely. */
const LEAST_LARGEST_SIZE = 10_000;

/** All documents of a YAML or JSON file. What is broken is a diagnostic; the documents that can be read are given all the same. */
export function readYaml(source: Source, changes: Partial<YamlLimits> = {}): Parsed<readonly YamlDocument[]> {
  const limits = { ...yamlLimits, ...changes };
  if (source.bytes.length > limits.octets) {
    return { value: [], diagnostics: [errorAt(wholeSpan(source), "SITE_LIMIT", `More than ${limits.octets} octets.`)] };
  }
  const text = decoder.decode(source.bytes);
  const broken = firstBrokenOctet(source.bytes, text);
  if (broken !== null) {
    const message = "The file is not UTF-8 from here on.";
    return { value: [], diagnostics: [errorAt(spanOf(source, broken, broken + 1), "SITE_YAML_SYNTAX", message)] };
  }
  return readText(text, source, limits);
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = new TextEncoder();

/** Where decoding replaced something; null for well-formed UTF-8. */
function firstBrokenOctet(bytes: Uint8Array, text: string): number | null {
  if (!text.includes("\uFFFD")) return null;
  const again = encoder.encode(text);
  const at = bytes.findIndex((octet, index) => octet !== again[index]);
  return at === -1 ? null : at;
}

function readText(text: string, source: Source, limits: YamlLimits): Parsed<readonly YamlDocument[]> {
  const offsets = byteOffsetsOf(text, source.bytes.length);
  const json = jsonOf(text, limits.depth);
  if (json !== null) return { value: [new JsonDocument(json, source, offsets)], diagnostics: [] };
  const tokens = tokensOf(text);
  const tooDeep = firstTooDeep(tokens, limits.depth);
  if (tooDeep !== null) {
    const span = spanOf(source, offsets(tooDeep), offsets(tooDeep + 1));
    return { value: [], diagnostics: [errorAt(span, "SITE_LIMIT", `Nested more than ${limits.depth} deep.`)] };
  }
  const diagnostics: Diagnostic[] = [];
  const documents: YamlDocument[] = [];
  const composer = new Composer({ merge: false, uniqueKeys: false, logLevel: "silent" });
  for (const document of composer.compose(tokens, true, text.length)) {
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
  const largestSize = Math.max(LEAST_LARGEST_SIZE, limits.growth * source.bytes.length);
  const { value, faults } = valueOfDocument(document, largestSize);
  for (const fault of faults) diagnostics.push(faultAt(fault, source, offsets));
  // kubectl passes over documents without a value.
  const isUsable = value !== null && faults.every(({ kind }) => kind !== "limit");
  if (isUsable) documents.push(new PlacedDocument(document, value, source, offsets));
}

function faultAt({ kind, start, end, message }: YamlFault, source: Source, offsets: ByteOffsets): Diagnostic {
  return errorAt(
    spanOf(source, offsets(start), offsets(end)),
    kind === "limit" ? "SITE_LIMIT" : "SITE_YAML_SYNTAX",
    message,
  );
}

interface Step {
  readonly node: Node;
  readonly key: Node | null;
}

class PlacedDocument implements YamlDocument {
  readonly value: unknown;
  readonly #document: Document.Parsed;
  readonly #source: Source;
  readonly #offsets: ByteOffsets;
  /** Made when a map is first looked into: a look-up costs the same in a large map as in a small one. */
  readonly #steps = new WeakMap<YAMLMap, ReadonlyMap<string, Step>>();

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
      const inner: Step | null = this.#stepInto(this.#resolve(node), step);
      if (inner === null) return { node, key, isWhole: false };
      node = inner.node;
      key = inner.key;
    }
    return { node: this.#resolve(node), key, isWhole: true };
  }

  /** An alias's anchor. */
  #resolve(node: Node | null): Node | null {
    return node !== null && "source" in node && "resolve" in node ? (node.resolve(this.#document) ?? null) : node;
  }

  #stepInto(node: Node | null, step: string | number): Step | null {
    if (isSeq(node) && typeof step === "number") {
      const item = node.items[step];
      return isNode(item) ? { node: item, key: null } : null;
    }
    return node instanceof YAMLMap ? (this.#stepsOf(node).get(String(step)) ?? null) : null;
  }

  #stepsOf(map: YAMLMap): ReadonlyMap<string, Step> {
    const known = this.#steps.get(map);
    if (known !== undefined) return known;
    const made = new Map(
      map.items.flatMap((item): readonly (readonly [string, Step])[] => {
        const text = isPair(item) ? keyText(item.key) : null;
        if (text === null || !isNode(item.key)) return [];
        return [[text, { node: isNode(item.value) ? item.value : item.key, key: item.key }]];
      }),
    );
    this.#steps.set(map, made);
    return made;
  }

  #spanOf(node: Node | null): Span {
    const range = node?.range;
    if (range === undefined || range === null) return spanOf(this.#source, 0, 0);
    return spanOf(this.#source, this.#offsets(range[0]), this.#offsets(Math.max(range[0], range[1])));
  }
}

function styleOf({ type }: Scalar): ScalarStyle {
  switch (type) {
    case "BLOCK_LITERAL":
    case "BLOCK_FOLDED":
      return "block";
    case "QUOTE_DOUBLE":
      return "double-quoted";
    case "QUOTE_SINGLE":
      return "single-quoted";
    default:
      return "plain";
  }
}
