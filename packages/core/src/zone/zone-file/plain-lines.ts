import { type DomainName, type Ipv4Address, type Rdata, scanPlainName } from "../../dns/index.ts";
import type { RecordReader } from "./reader.ts";

const TAB = 0x09;
const LF = 0x0a;
const SPACE = 0x20;
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const MAX_WORDS = 6;
const MAX_NUMBER_DIGITS = 9;

/** Ends the look at a line: quotes, parentheses, comments, escapes, control characters, and what is not ASCII. */
const special = new Uint8Array(256);
for (let code = 0; code < 256; code += 1) if (code <= SPACE || code > 0x7e) special[code] = 1;
for (const character of '"();\\') special[character.charCodeAt(0)] = 1;

/**
 * Reads the lines that most of a large zone consists of: words with nothing special in them, a host's address or one name.
 * Whatever is not exactly that is left to the lexer, which finds the same; a property test holds the two together.
 */
export class PlainLines {
  readonly #text: string;
  readonly #reader: RecordReader;
  /** Start and end of each word of the line. */
  readonly #starts = new Int32Array(MAX_WORDS);
  readonly #ends = new Int32Array(MAX_WORDS);
  #next = 0;

  constructor(text: string, reader: RecordReader) {
    this.#text = text;
    this.#reader = reader;
  }

  /** The start of the next line, or 0: not read. */
  read(start: number): number {
    const words = this.#split(start);
    if (words < 2) return 0;
    const isBlank = this.#starts[0] !== start;
    const data = this.#dataAt(isBlank ? 0 : 1, words);
    return data !== null && this.#take(start, isBlank, data) ? this.#next : 0;
  }

  /** Finds the words; 0 for a line that is not plain, or not ended. */
  #split(start: number): number {
    const text = this.#text;
    let count = 0;
    for (let at = start; ; ) {
      let code = text.charCodeAt(at);
      while (code === SPACE || code === TAB) {
        at += 1;
        code = text.charCodeAt(at);
      }
      if (code === LF) {
        this.#next = at + 1;
        return count;
      }
      if (count === MAX_WORDS) return 0;
      const wordStart = at;
      while (special[code] === 0) {
        at += 1;
        code = text.charCodeAt(at);
      }
      if (at === wordStart) return 0;
      this.#starts[count] = wordStart;
      this.#ends[count] = at;
      count += 1;
    }
  }

  #ttl: number | null = null;

  /** TTL and class in their usual places, then a type and one word. */
  #dataAt(from: number, words: number): Rdata | null {
    let at = from;
    this.#ttl = this.#number(at);
    if (this.#ttl !== null) at += 1;
    if (this.#isInternet(at)) at += 1;
    if (at + 2 !== words) return null;
    return this.#data(this.#word(at), at + 1);
  }

  #data(type: string, at: number): Rdata | null {
    if (type === "A") {
      const address = this.#ipv4(at);
      return address === null ? null : { type, address };
    }
    if (type !== "NS" && type !== "CNAME" && type !== "PTR") return null;
    const target = this.#reader.name(this.#word(at));
    if (typeof target === "string") return null;
    return type === "NS" ? { type, host: target } : { type, target };
  }

  #word(at: number): string {
    return this.#text.slice(this.#starts[at], this.#ends[at]);
  }

  #number(word: number): number | null {
    const start = this.#starts[word] ?? 0;
    const end = this.#ends[word] ?? 0;
    if (end - start > MAX_NUMBER_DIGITS) return null;
    let value = 0;
    for (let at = start; at < end; at += 1) {
      const code = this.#text.charCodeAt(at);
      if (code < ZERO || code > NINE) return null;
      value = value * 10 + code - ZERO;
    }
    return value;
  }

  #isInternet(word: number): boolean {
    const start = this.#starts[word] ?? 0;
    return (this.#ends[word] ?? 0) - start === 2 && this.#text.startsWith("IN", start);
  }

  /** Four numbers without leading zeros; anything else is for the parser of addresses to judge. */
  #ipv4(word: number): Ipv4Address | null {
    const end = this.#ends[word] ?? 0;
    let at = this.#starts[word] ?? 0;
    for (let part = 1; part <= 4; part += 1) {
      const partEnd = this.#endOfOctet(at);
      if (partEnd === at || (part < 4 ? this.#text.charCodeAt(partEnd) !== DOT : partEnd !== end)) return null;
      at = partEnd + 1;
    }
    return this.#word(word) as Ipv4Address;
  }

  /** Behind a number of 0 to 255; its start if there is none. */
  #endOfOctet(start: number): number {
    let value = 0;
    let at = start;
    for (; at < start + 3; at += 1) {
      const code = this.#text.charCodeAt(at);
      if (code < ZERO || code > NINE) break;
      value = value * 10 + code - ZERO;
    }
    const hasLeadingZero = at > start + 1 && this.#text.charCodeAt(start) === ZERO;
    return value > 255 || hasLeadingZero ? start : at;
  }

  /** False where the owner needs a closer look; nothing has changed then. */
  #take(start: number, isBlank: boolean, data: Rdata): boolean {
    const reader = this.#reader;
    const line = { start, end: this.#next };
    const owner = isBlank ? reader.owner : this.#owner(start);
    if (owner === null) return false;
    if (!isBlank) reader.takeOwner(owner, line);
    reader.take(owner, this.#ttl, data, line, []);
    return true;
  }

  #owner(start: number): DomainName | null {
    return scanPlainName(this.#text, start, this.#ends[0] ?? start, this.#reader.origin);
  }
}
