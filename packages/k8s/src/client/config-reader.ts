import { type Diagnostic, didYouMeanHint, errorAt, type Span } from "@splithorizon/core";

/** Reads fields of a kubeconfig. What it says about them has their path and never their value. */
export class ConfigReader {
  readonly #value: unknown;
  readonly #path: string;
  readonly #place: Span;
  readonly #diagnostics: Diagnostic[];

  constructor(value: unknown, path: string, place: Span, diagnostics: Diagnostic[]) {
    this.#value = value;
    this.#path = path;
    this.#place = place;
    this.#diagnostics = diagnostics;
  }

  has(key: string): boolean {
    return this.#raw(key) !== undefined;
  }

  at(key: string): ConfigReader {
    return new ConfigReader(this.#raw(key), this.#pathOf(key), this.#place, this.#diagnostics);
  }

  text(key: string): string | null {
    const value = this.#raw(key);
    if (value === undefined || typeof value === "string") return value ?? null;
    this.fault("expected a string", key);
    return null;
  }

  /** A string that must be there. */
  need(key: string): string {
    const text = this.text(key);
    if (text === null && !this.has(key)) this.fault("is missing", key);
    return text ?? "";
  }

  flag(key: string): boolean | null {
    const value = this.#raw(key);
    if (value === undefined || typeof value === "boolean") return value ?? null;
    this.fault("expected true or false", key);
    return null;
  }

  texts(key: string): readonly string[] {
    return this.items(key).flatMap((item) => item.#ownText ?? []);
  }

  items(key: string): readonly ConfigReader[] {
    const value = this.#raw(key);
    if (value === undefined) return [];
    if (!Array.isArray(value)) {
      this.fault("expected a list", key);
      return [];
    }
    return value.map(
      (item: unknown, index) =>
        new ConfigReader(item, `${this.#pathOf(key)}[${index}]`, this.#place, this.#diagnostics),
    );
  }

  /** `clusters: [{ name, cluster }]`: the inner map of the first with this name, as for kubectl. */
  named(list: string, inner: string, name: string): ConfigReader | null {
    const items = this.items(list);
    const found = items.find((item) => item.#raw("name") === name);
    if (found !== undefined) return found.at(inner);
    const names = items.flatMap((item) => item.#raw("name") ?? []).filter((one) => typeof one === "string");
    if (name !== "") this.fault(`none is called ${JSON.stringify(name)}`, list, didYouMeanHint(name, names));
    return null;
  }

  fault(what: string, key: string, hint?: string): void {
    this.#diagnostics.push(errorAt(this.#place, "KUBECONFIG_SYNTAX", `${this.#pathOf(key)}: ${what}.`, hint));
  }

  /** `allow`: what the caller would write to have it all the same; null where nothing helps. */
  refuse(what: string, allow: string | null): void {
    const message = `${this.#path}: ${what}.`;
    const hint = allow === null ? undefined : `If that is meant: ${allow}.`;
    this.#diagnostics.push(errorAt(this.#place, "KUBECONFIG_REFUSED", message, hint));
  }

  get #ownText(): string | null {
    if (typeof this.#value === "string") return this.#value;
    this.#diagnostics.push(errorAt(this.#place, "KUBECONFIG_SYNTAX", `${this.#path}: expected a string.`));
    return null;
  }

  #pathOf(key: string): string {
    return this.#path === "" ? key : `${this.#path}.${key}`;
  }

  #raw(key: string): unknown {
    const value = this.#value;
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    return Object.entries(value).find(([name]) => name === key)?.[1] ?? undefined;
  }
}
