import { latin1FromBytes } from "./latin1.ts";
import { type LineLimits, ZoneLexer, type ZoneLine } from "./lexer.ts";

/** Enough for most lines; and what is read ahead at most where one line follows the other. */
const [FIRST_LOOK, LONGEST_LOOK] = [256, 0x10000];
/** Lines that are read again have been found good. */
const NO_LIMITS: LineLimits = { maxLineOctets: Number.MAX_SAFE_INTEGER, maxParentheses: Number.MAX_SAFE_INTEGER };
const NO_LINE: ZoneLine = {
  start: 0,
  end: 0,
  startsBlank: false,
  words: [],
  comments: [],
  fault: null,
  isEnded: false,
};

/** A file's octets, and its lines when somebody asks for them. Never is the whole file made a text. */
export class FileText {
  readonly bytes: Uint8Array;
  /** What is looked at now. */
  #text = "";
  #from = 0;
  #start = -1;
  #line: ZoneLine = NO_LINE;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** One character for each octet. */
  slice(start: number, end: number): string {
    return latin1FromBytes(this.bytes.subarray(start, end));
  }

  /** A line of a record that was read before. The last one is kept: whoever asks for the owner asks for the data too. */
  lineAt(start: number): ZoneLine {
    if (this.#start !== start) {
      this.#line = this.readLine(start, NO_LIMITS);
      this.#start = start;
    }
    return this.#line;
  }

  /** The line that starts there: one without words at the end of the file. Looks further where parentheses go on. */
  readLine(start: number, limits: LineLimits): ZoneLine {
    this.#lookAt(start);
    for (;;) {
      const line = new ZoneLexer(this.#text, limits, start - this.#from, this.#from).next();
      const end = this.#from + this.#text.length;
      if (end >= this.bytes.length || (line !== null && line.end < end)) return line ?? NO_LINE;
      this.#look(start, this.#from === start ? this.#text.length * 2 : this.#further());
    }
  }

  /** Reads further ahead each time that somebody goes on where the last look ended. */
  #lookAt(start: number): void {
    const end = this.#from + this.#text.length;
    if (start >= this.#from && start < end) return;
    this.#look(start, start === end ? this.#further() : FIRST_LOOK);
  }

  #further(): number {
    return Math.min(LONGEST_LOOK, this.#text.length * 2);
  }

  #look(start: number, length: number): void {
    this.#text = this.slice(start, start + Math.max(FIRST_LOOK, length));
    this.#from = start;
  }

  /** For a zone that may live long. */
  forget(): void {
    this.#text = "";
  }
}
