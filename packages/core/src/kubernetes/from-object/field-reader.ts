import { type Address, parseAddress } from "../../dns/index.ts";
import { type Diagnostic, errorAt, type Span } from "../../text/index.ts";

/** A step into an object: a key or an index. */
export type Path = readonly (string | number)[];
/** Where a field stands in the file it came from. */
export type Locate = (path: Path) => Span;

/** Reads fields of a foreign value. What has the wrong form becomes a diagnostic and the fallback; nothing is looked up on prototypes. */
export class FieldReader {
  readonly diagnostics: Diagnostic[];
  readonly #value: unknown;
  readonly #path: Path;
  readonly #locate: Locate;

  constructor(value: unknown, locate: Locate, path: Path = [], diagnostics: Diagnostic[] = []) {
    this.#value = value;
    this.#locate = locate;
    this.#path = path;
    this.diagnostics = diagnostics;
  }

  /** The field itself; undefined where it is absent or null. */
  raw(key: string): unknown {
    if (!isRecord(this.#value) || !Object.hasOwn(this.#value, key)) return undefined;
    return this.#value[key] ?? undefined;
  }

  at(key: string): FieldReader {
    return new FieldReader(this.raw(key), this.#locate, [...this.#path, key], this.diagnostics);
  }

  text(key: string): string | null {
    return this.#read(key, "a string", (value) => (typeof value === "string" ? value : undefined));
  }

  number(key: string): number | null {
    return this.#read(key, "a whole number", (value) => (isWholeNumber(value) ? value : undefined));
  }

  /** A port; where the API server takes 0 for "none given", `least` is 0. */
  port(key: string, least: 0 | 1): number | null {
    return this.#read(key, `a port from ${least} to 65535`, (value) =>
      isWholeNumber(value) && value >= least && value <= 65_535 ? value : undefined,
    );
  }

  flag(key: string): boolean | null {
    return this.#read(key, "true or false", (value) => (typeof value === "boolean" ? value : undefined));
  }

  oneOf<Word extends string>(key: string, words: readonly Word[]): Word | null {
    return this.#read(key, words.join(" or "), (value) => words.find((word) => word === value));
  }

  address(key: string): Address | null {
    return this.#read(key, "an IP address", (value) =>
      typeof value === "string" ? (parseAddress(value) ?? undefined) : undefined,
    );
  }

  /** Readers of a list's items. */
  items(key: string): readonly FieldReader[] {
    const list =
      this.#read(key, "a list", (value) => (Array.isArray(value) ? (value as readonly unknown[]) : undefined)) ?? [];
    return list.map(
      (item, index) => new FieldReader(item, this.#locate, [...this.#path, key, index], this.diagnostics),
    );
  }

  /** The value that this reader stands on, as text; a diagnostic where it is none. */
  get ownText(): string | null {
    return typeof this.#value === "string" ? this.#value : this.#fault("a string");
  }

  /** Whether the value that this reader stands on is this very text. */
  isText(text: string): boolean {
    return this.#value === text;
  }

  get ownAddress(): Address | null {
    const address = typeof this.#value === "string" ? parseAddress(this.#value) : null;
    return address ?? this.#fault("an IP address");
  }

  texts(key: string): readonly string[] {
    return this.items(key).flatMap((item) => item.ownText ?? []);
  }

  addresses(key: string): readonly Address[] {
    return this.items(key).flatMap((item) => item.ownAddress ?? []);
  }

  /** A map of strings, keys sorted; made without a prototype's reach. */
  textMap(key: string): Readonly<Record<string, string>> {
    const value = this.raw(key);
    if (value === undefined) return {};
    if (!isRecord(value)) {
      this.at(key).#fault("a map of strings");
      return {};
    }
    const reader = this.at(key);
    const entries = Object.keys(value)
      .sort()
      .flatMap((name): readonly [string, string][] => {
        const text = reader.text(name);
        return text === null ? [] : [[name, text]];
      });
    return Object.fromEntries(entries);
  }

  get span(): Span {
    return this.#locate(this.#path);
  }

  #read<T>(key: string, expected: string, convert: (value: unknown) => T | undefined): T | null {
    const value = this.raw(key);
    if (value === undefined) return null;
    const converted = convert(value);
    return converted === undefined ? this.at(key).#fault(expected) : converted;
  }

  #fault(expected: string): null {
    const path = this.#path.join(".");
    this.diagnostics.push(
      errorAt(this.span, "KUBERNETES_FIELD", `${path}: expected ${expected}, found ${describe(this.#value)}.`),
    );
    return null;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isWholeNumber(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 80));
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "a map" : String(value);
}
