import { isAtOrBelow } from "../../dns/index.ts";
import type { OpenNode, ZoneBuilder } from "../zone-builder.ts";
import { PlainFile } from "./plain-file.ts";
import { isPlainIpv4, isPlainIpv6, scanName, scanNumber, seen } from "./plain-words.ts";
import type { RecordReader } from "./reader.ts";

const TAB = 0x09;
const LF = 0x0a;
const SPACE = 0x20;
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const MAX_WORDS = 6;
const MAX_NAME_OCTETS = 255;

/** Ends the look at a line: quotes, parentheses, comments, escapes, control characters, and what is not ASCII. */
const special = new Uint8Array(256);
for (let code = 0; code < 256; code += 1) if (code <= SPACE || code > 0x7e) special[code] = 1;
for (const character of '"();\\') special[character.charCodeAt(0)] = 1;

/**
 * Reads the lines that most of a large zone consists of: the first record of a name, on one line, words with nothing special
 * in them. Each is checked as the parser would, and made into a record when somebody asks for it.
 * Whatever is not exactly that is left to the lexer, which finds the same; a property test holds the two together.
 */
export class PlainLines {
  readonly #text: string;
  readonly #reader: RecordReader;
  readonly #builder: ZoneBuilder;
  /** Start and end of each word of the line. */
  readonly #starts = new Int32Array(MAX_WORDS);
  readonly #ends = new Int32Array(MAX_WORDS);
  #next = 0;
  #ttl = -1;
  #isDelegation = false;
  /** Of the last line read here; the reader learns of it when it is needed. */
  #owner: OpenNode | null = null;
  #file: PlainFile;
  #suffix = "";
  #parents = new Map<string, OpenNode>();
  #canBeUsed = false;

  constructor(text: string, reader: RecordReader, builder: ZoneBuilder) {
    this.#text = text;
    this.#reader = reader;
    this.#builder = builder;
    this.#file = this.#open();
  }

  /** After lines that others have read: the origin or the TTL may be another. */
  #open(): PlainFile {
    const { origin, options, file, defaultTtl } = this.#reader;
    this.#canBeUsed = isAtOrBelow(origin, options.origin) && origin.labelCount > 0;
    this.#suffix = `.${origin.key}`;
    this.#parents = new Map();
    return new PlainFile(this.#text, file.base, origin, options.class, defaultTtl);
  }

  /** The start of the next line, or 0: not read, and nothing has changed. */
  read(start: number): number {
    const { origin, defaultTtl } = this.#reader;
    if (this.#file.origin !== origin || this.#file.defaultTtl !== defaultTtl) this.#file = this.#open();
    if (this.#canBeUsed && this.#split(start) >= 3 && this.#isRecord(this.#count) && this.#add(start))
      return this.#next;
    this.end();
    return 0;
  }

  /** Lets the reader know the last owner. */
  end(): void {
    if (this.#owner === null) return;
    this.#reader.owner = this.#owner.name;
    this.#reader.isOwnerInZone = true;
    this.#owner = null;
  }

  #count = 0;

  /** Finds the words; 0 for a line that is not plain, is not ended, or begins with white space. */
  #split(start: number): number {
    const text = this.#text;
    this.#count = 0;
    for (let at = start; ; ) {
      let code = text.charCodeAt(at);
      while (code === SPACE || code === TAB) {
        at += 1;
        code = text.charCodeAt(at);
      }
      if (code === LF) {
        this.#next = at + 1;
        return this.#count;
      }
      const wordStart = at;
      while (special[code] === 0) {
        at += 1;
        code = text.charCodeAt(at);
      }
      if (at === wordStart || this.#count === MAX_WORDS || (this.#count === 0 && wordStart !== start)) return 0;
      this.#starts[this.#count] = wordStart;
      this.#ends[this.#count] = at;
      this.#count += 1;
    }
  }

  #startOf(word: number): number {
    return this.#starts[word] ?? 0;
  }

  #endOf(word: number): number {
    return this.#ends[word] ?? 0;
  }

  /** TTL and class in their usual places, then a type and its data. */
  #isRecord(words: number): boolean {
    let at = 1;
    this.#ttl = scanNumber(this.#text, this.#startOf(at), this.#endOf(at));
    if (this.#ttl >= 0) at += 1;
    else if (this.#file.defaultTtl === null) return false;
    if (this.#isInternet(at)) at += 1;
    const left = words - at;
    this.#isDelegation = false;
    return left === 2 ? this.#isOneWord(at) : left === 3 && this.#isExchange(at);
  }

  #isInternet(word: number): boolean {
    const start = this.#startOf(word);
    return this.#endOf(word) - start === 2 && this.#text.startsWith("IN", start) && this.#file.rrClass === "IN";
  }

  #isType(type: string, word: number): boolean {
    const start = this.#startOf(word);
    return this.#endOf(word) - start === type.length && this.#text.startsWith(type, start);
  }

  #isOneWord(at: number): boolean {
    if (this.#isType("A", at))
      return isPlainIpv4(this.#text, this.#startOf(at + 1), this.#endOf(at + 1)) && this.#isHostOwner();
    if (this.#isType("AAAA", at))
      return isPlainIpv6(this.#text, this.#startOf(at + 1), this.#endOf(at + 1)) && this.#isHostOwner();
    if (this.#isType("CNAME", at)) return this.#isName(at + 1, seen.FOREIGN);
    this.#isDelegation = this.#isType("NS", at);
    return (this.#isDelegation || this.#isType("PTR", at)) && this.#isName(at + 1, seen.FOREIGN | seen.NOT_HOST);
  }

  /** An MX whose host begins like an address is looked at closely. */
  #isExchange(at: number): boolean {
    const preference = scanNumber(this.#text, this.#startOf(at + 1), this.#endOf(at + 1));
    const first = this.#text.charCodeAt(this.#startOf(at + 2));
    const isDigit = first >= ZERO && first <= NINE;
    if (!this.#isType("MX", at) || preference < 0 || preference > 0xffff || isDigit) return false;
    return this.#isName(at + 2, seen.FOREIGN | seen.NOT_HOST) && this.#isHostOwner();
  }

  #isHostOwner(): boolean {
    return (scanName(this.#text, this.#startOf(0), this.#endOf(0)) & (seen.FOREIGN | seen.NOT_HOST)) === 0;
  }

  #isName(word: number, unfit: number): boolean {
    const start = this.#startOf(word);
    const end = this.#endOf(word);
    const octets = end - start + 1 + this.#file.origin.octets;
    return octets <= MAX_NAME_OCTETS && (scanName(this.#text, start, end) & unfit) === 0;
  }

  /** False where the owner needs a closer look, or has been here before. */
  #add(start: number): boolean {
    const end = this.#endOf(0);
    const bits = scanName(this.#text, start, end);
    if ((bits & seen.FOREIGN) !== 0 || end - start + 1 + this.#file.origin.octets > MAX_NAME_OCTETS) return false;
    const written = this.#text.slice(start, end);
    const relative = (bits & seen.UPPER) === 0 ? written : written.toLowerCase();
    const isAbsolute = this.#text.charCodeAt(end - 1) === DOT;
    const node = isAbsolute ? this.#addAbsolute(relative, start) : this.#addRelative(relative, bits, start);
    if (node === null) return false;
    node.isCut = this.#isDelegation;
    this.#owner = node;
    this.#reader.lastTtl = this.#ttl >= 0 ? this.#ttl : this.#file.defaultTtl;
    return true;
  }

  #addRelative(relative: string, bits: number, start: number): OpenNode | null {
    const key = relative + this.#suffix;
    if (this.#builder.has(key)) return null;
    const parent = this.#parentOf((bits & seen.DOT) === 0 ? "" : relative.slice(relative.indexOf(".") + 1));
    return this.#builder.addPlain(key, parent, this.#file, start);
  }

  #addAbsolute(key: string, start: number): OpenNode | null {
    const apex = this.#builder.apex;
    if (!key.endsWith(`.${apex.key}`) || this.#builder.has(key)) return null;
    return this.#builder.addPlain(key, null, this.#file, start);
  }

  /** The same few parents come again and again. */
  #parentOf(relative: string): OpenNode {
    const known = this.#parents.get(relative);
    if (known !== undefined) return known;
    const { origin } = this.#file;
    const parent = this.#builder.nodeFor(relative === "" ? origin.key : relative + this.#suffix, origin);
    this.#parents.set(relative, parent);
    return parent;
  }
}
