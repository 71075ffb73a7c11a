import {
  type Address,
  type Diagnostic,
  type DiagnosticCode,
  type DomainName,
  didYouMeanHint,
  errorAt,
  type NameFault,
  type Prefix,
  parseAddress,
  parseName,
  parsePrefix,
  reasonFromNameFault,
  type Span,
} from "@splithorizon/core";
import type { ValuePath, YamlDocument } from "./placed-document.ts";

/** Walks through a document of settings. What is wrong becomes a diagnostic at its place, and the reader goes on. */
export class SettingsReader {
  readonly #document: YamlDocument;
  readonly #path: ValuePath;
  readonly #value: unknown;
  readonly diagnostics: Diagnostic[];

  constructor(document: YamlDocument, value: unknown, path: ValuePath = [], diagnostics: Diagnostic[] = []) {
    this.#document = document;
    this.#value = value;
    this.#path = path;
    this.diagnostics = diagnostics;
  }

  get span(): Span {
    return this.#document.locate(this.#path);
  }

  get isPresent(): boolean {
    return this.#value !== undefined && this.#value !== null;
  }

  /** Reports every key that is not among these. */
  takesOnly(keys: readonly string[]): this {
    for (const [key] of this.members) {
      if (keys.includes(key)) continue;
      const span = this.#document.locateKey([...this.#path, key]);
      const hint = didYouMeanHint(key, keys) ?? `It takes ${keys.join(", ")}.`;
      this.diagnostics.push(errorAt(span, "SITE_UNKNOWN_KEY", `Unknown key "${key}".`, hint));
    }
    return this;
  }

  get isMap(): boolean {
    return isMap(this.#value);
  }

  /** The entries of a map whose keys are the user's, in order. */
  get members(): readonly (readonly [string, SettingsReader])[] {
    if (!this.isPresent) return [];
    const map = this.#asMap();
    if (map !== null) return Object.keys(map).map((key) => [key, this.at(key)]);
    this.#fault("SITE_WRONG_TYPE", "Expected a map.");
    return [];
  }

  at(key: string): SettingsReader {
    const map = this.#asMap();
    const value = map !== null && Object.hasOwn(map, key) ? map[key] : undefined;
    return new SettingsReader(this.#document, value, [...this.#path, key], this.diagnostics);
  }

  /** As {@link at}, and a diagnostic where it is missing. */
  need(key: string): SettingsReader {
    const inner = this.at(key);
    if (!inner.isPresent) {
      this.diagnostics.push(errorAt(this.span, "SITE_MISSING_KEY", `The key "${key}" is missing.`));
    }
    return inner;
  }

  /** The items of a list; a lone value counts as a list of one. A dash with nothing behind it is no item. */
  get items(): readonly SettingsReader[] {
    if (!this.isPresent) return [];
    if (!Array.isArray(this.#value)) return [this];
    const list: readonly unknown[] = this.#value;
    const items = list.map(
      (item, index) => new SettingsReader(this.#document, item, [...this.#path, index], this.diagnostics),
    );
    for (const item of items) if (!item.isPresent) item.fault("SITE_WRONG_TYPE", "An item of the list is empty.");
    return items.filter((item) => item.isPresent);
  }

  get text(): string | null {
    if (!this.isPresent) return null;
    if (typeof this.#value === "string") return this.#value;
    return this.#fault("SITE_WRONG_TYPE", "Expected a string; a number or a date may need quotes.");
  }

  /** The value as it is: somebody else knows what it means. */
  get plain(): unknown {
    return this.#value;
  }

  /** A whole number from `low` to `high`. */
  numberWithin(low: number, high: number): number | null {
    const value = this.#value;
    if (!this.isPresent) return null;
    if (typeof value === "number" && Number.isSafeInteger(value) && value >= low && value <= high) return value;
    return this.#fault("SITE_WRONG_TYPE", `Expected a whole number from ${low} to ${high}.`);
  }

  get flag(): boolean | null {
    if (!this.isPresent) return null;
    if (typeof this.#value === "boolean") return this.#value;
    return this.#fault("SITE_WRONG_TYPE", "Expected true or false.");
  }

  get address(): Address | null {
    const { text } = this;
    if (text === null) return null;
    return parseAddress(text) ?? this.#fault("SITE_BAD_ADDRESS", `"${text}" is not an IP address.`);
  }

  get prefix(): Prefix | null {
    const { text } = this;
    if (text === null) return null;
    const prefix = parsePrefix(text);
    if (typeof prefix === "string") return this.#fault("SITE_BAD_ADDRESS", `"${text}" is not a block of addresses.`);
    if (prefix.hasHostBits) {
      return this.#fault(
        "SITE_BAD_ADDRESS",
        `"${text}" has bits set beyond its length: ${prefix.address}/${prefix.length}?`,
      );
    }
    return { address: prefix.address, length: prefix.length };
  }

  get name(): DomainName | null {
    const { text } = this;
    if (text === null) return null;
    const name = parseName(text);
    return typeof name === "string" ? this.faultOfName(text, name) : name;
  }

  oneOf<Word extends string>(words: readonly Word[], code: DiagnosticCode = "SITE_UNKNOWN_WORD"): Word | null {
    const { text } = this;
    if (text === null) return null;
    const word = words.find((candidate) => candidate === text);
    if (word !== undefined) return word;
    const hint = didYouMeanHint(text, words) ?? `It takes ${words.join(", ")}.`;
    this.diagnostics.push(errorAt(this.span, code, `"${text}" is not known here.`, hint));
    return null;
  }

  fault(code: DiagnosticCode, message: string, hint?: string): null {
    this.diagnostics.push(errorAt(this.span, code, message, hint));
    return null;
  }

  faultOfName(text: string, fault: NameFault): null {
    return this.fault("SITE_BAD_NAME", `"${text}" is not a domain name: ${reasonFromNameFault(fault)}.`);
  }

  #fault(code: DiagnosticCode, message: string): null {
    return this.fault(code, message);
  }

  #asMap(): Readonly<Record<string, unknown>> | null {
    return isMap(this.#value) ? this.#value : null;
  }
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
