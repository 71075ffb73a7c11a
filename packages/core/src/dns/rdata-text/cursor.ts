import { DomainName, type NameFault } from "../name.ts";
import { nameFromLabels } from "../name-labels.ts";
import { isAbsoluteText, joinNames, parseName } from "../name-text.ts";
import type { Octets } from "../record.ts";
import type { RdataFault, RdataFaultReason, RdataWord } from "./fault.ts";

/** Reads a name as it stands in a file: `@`, relative or absolute. */
export type NameReader = (text: string) => DomainName | NameFault;

/** Names relative to `origin` (RFC 1035 section 5.1). */
export function namesBelow(origin: DomainName): NameReader {
  return (text) => {
    if (text === "@") return origin;
    if (text.startsWith(".") && text !== ".") return "empty-label";
    return isAbsoluteText(text) ? parseName(text) : joinNames(text, origin);
  };
}

const reasonOfNameFault: Readonly<Record<NameFault, RdataFaultReason>> = {
  empty: "unexpected end of input",
  "empty-label": "empty label",
  "label-too-long": "label too long",
  "name-too-long": "ran out of space",
  "bad-escape": "bad escape",
  relative: "syntax error",
  "not-latin1": "syntax error",
};

export function reasonFromNameFault(fault: NameFault): RdataFaultReason {
  return reasonOfNameFault[fault];
}

const CUT_ESCAPE = /\\\d{0,2}$/;

/** The first fault stays; what is read after it means nothing. */
export class WordCursor {
  fault: RdataFault | null = null;
  at = 0;
  readonly words: readonly RdataWord[];
  readonly #names: NameReader;

  constructor(words: readonly RdataWord[], names: NameReader) {
    this.words = words;
    this.#names = names;
  }

  get isAtEnd(): boolean {
    return this.at >= this.words.length;
  }

  /** At the word read last. */
  fail(why: RdataFaultReason, word: number | null = this.at - 1): void {
    this.fault ??= { why, word };
  }

  failAtEnd(why: RdataFaultReason): void {
    this.fail(why, null);
  }

  word(): RdataWord | null {
    const word = this.words[this.at];
    if (word === undefined) {
      this.failAtEnd("unexpected end of input");
      return null;
    }
    this.at += 1;
    return word;
  }

  /** A word without quotes; "" after a fault. */
  bare(): string {
    const word = this.word();
    if (word === null) return "";
    if (word.isQuoted) this.fail("unexpected token");
    return word.text;
  }

  number(max: number): number {
    const text = this.bare();
    const value = digitsOnly(text) ? Number(text) : Number.NaN;
    if (Number.isNaN(value)) this.fail("not a valid number");
    else if (value > max) this.fail("out of range");
    return value;
  }

  name(): DomainName {
    const text = this.bare();
    const name = this.#names(text);
    if (typeof name !== "string") return name;
    // lib/dns/name.c dns_name_fromtext: the text ends within the escape.
    const isCut = name === "bad-escape" && CUT_ESCAPE.test(text);
    this.fail(isCut ? "unexpected end of input" : reasonFromNameFault(name));
    return DomainName.root;
  }

  /** What is left, put together without spaces: hexadecimal and base64 may be cut anywhere. */
  rest(): string {
    let text = "";
    while (!this.isAtEnd) text += this.bare();
    return text;
  }
}

export function digitsOnly(text: string): boolean {
  if (text === "") return false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x30 || code > 0x39) return false;
  }
  return true;
}

/** Data as on the wire, without compression (RFC 3597 section 5). */
export class OctetCursor {
  isBroken = false;
  at = 0;
  readonly octets: Octets;

  constructor(octets: Octets) {
    this.octets = octets;
  }

  get left(): number {
    return this.octets.length - this.at;
  }

  take(count: number): Octets {
    if (count > this.left) {
      this.isBroken = true;
      this.at = this.octets.length;
      return new Uint8Array(count);
    }
    this.at += count;
    return this.octets.slice(this.at - count, this.at);
  }

  number(octets: number): number {
    let value = 0;
    for (const octet of this.take(octets)) value = value * 256 + octet;
    return value;
  }

  string(): Octets {
    return this.take(this.number(1));
  }

  name(): DomainName {
    const labels: Octets[] = [];
    for (let length = this.number(1); length !== 0; length = this.number(1)) {
      labels.push(this.take(length));
      if (this.isBroken) return DomainName.root;
    }
    const name = nameFromLabels(labels);
    if (typeof name !== "string") return name;
    this.isBroken = true;
    return DomainName.root;
  }
}
