import type { ValuePath } from "./placed-document.ts";

/** Where a value begins, and the key before it; offsets in UTF-16 units. */
interface Place {
  readonly start: number;
  readonly key: number | null;
}

interface Found extends Place {
  /** Whether the path led to its end; else this is the last thing on the way. */
  readonly isWhole: boolean;
}

const BACKSLASH = 0x5c;
const BRACE = "{";
const BRACKET = "[";

/** Where the values of a JSON text stand. An object or a list is gone through when somebody first looks into it. */
export class JsonPlaces {
  readonly #text: string;
  /** By where an object or a list begins: its members, or its items by their numbers. */
  readonly #inside = new Map<number, ReadonlyMap<string | number, Place>>();

  /** @param text Well-formed JSON: nothing else is looked for. */
  constructor(text: string) {
    this.#text = text;
  }

  find(path: ValuePath): Found {
    let place: Place = { start: this.#skipSpace(0), key: null };
    for (const step of path) {
      const inner = this.#stepInto(place.start, step);
      if (inner === undefined) return { ...place, isWhole: false };
      place = inner;
    }
    return { ...place, isWhole: true };
  }

  /** Behind the value, or the key, that begins here. */
  endOf(start: number): number {
    const first = this.#text.charAt(start);
    if (first === '"') return endOfText(this.#text, start);
    if (first !== BRACE && first !== BRACKET) return this.#endOfWord(start);
    let open = 0;
    for (let at = start; at < this.#text.length; at += 1) {
      const letter = this.#text.charAt(at);
      if (letter === '"') at = endOfText(this.#text, at) - 1;
      else if (letter === BRACE || letter === BRACKET) open += 1;
      else if (letter === "}" || letter === "]") open -= 1;
      if (open === 0) return at + 1;
    }
    return this.#text.length;
  }

  #stepInto(start: number, step: string | number): Place | undefined {
    const first = this.#text.charAt(start);
    if (first === BRACE) return this.#placesIn(start).get(String(step));
    return first === BRACKET && typeof step === "number" ? this.#placesIn(start).get(step) : undefined;
  }

  #placesIn(start: number): ReadonlyMap<string | number, Place> {
    const known = this.#inside.get(start);
    if (known !== undefined) return known;
    const made = new Map<string | number, Place>(
      this.#text.charAt(start) === BRACE ? this.#membersFrom(start) : this.#itemsFrom(start),
    );
    this.#inside.set(start, made);
    return made;
  }

  *#membersFrom(start: number): Generator<readonly [string, Place]> {
    for (let key = this.#skipSpace(start + 1); this.#text.charAt(key) === '"'; ) {
      const behind = endOfText(this.#text, key);
      const value = this.#skipSpace(this.#skipSpace(behind) + 1);
      yield [String(JSON.parse(this.#text.slice(key, behind))), { start: value, key }];
      key = this.#nextFrom(value);
    }
  }

  *#itemsFrom(start: number): Generator<readonly [number, Place]> {
    let item = this.#skipSpace(start + 1);
    for (let index = 0; item < this.#text.length && this.#text.charAt(item) !== "]"; index += 1) {
      yield [index, { start: item, key: null }];
      item = this.#nextFrom(item);
    }
  }

  /** What stands behind a value and its comma, or the bracket that ends it all. */
  #nextFrom(start: number): number {
    const behind = this.#skipSpace(this.endOf(start));
    return this.#text.charAt(behind) === "," ? this.#skipSpace(behind + 1) : behind;
  }

  #skipSpace(start: number): number {
    let at = start;
    while (isSpace(this.#text.charCodeAt(at))) at += 1;
    return at;
  }

  /** Of a number, `true`, `false` or `null`. */
  #endOfWord(start: number): number {
    let at = start;
    while (at < this.#text.length && !isSpace(this.#text.charCodeAt(at)) && !",]}".includes(this.#text.charAt(at))) {
      at += 1;
    }
    return at;
  }
}

/** Behind the closing quote of a text that begins here, or the end of everything. */
export function endOfText(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return at + 1;
  }
  return text.length;
}

function isSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09;
}
