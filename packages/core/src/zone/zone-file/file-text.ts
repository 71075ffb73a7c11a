import { latin1FromBytes } from "./latin1.ts";
import { type LineLimits, ZoneLexer, type ZoneLine } from "./lexer.ts";

/** Enough for most lines. */
const FIRST_LOOK = 256;
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

/** A file's octets, and its lines when somebody asks for them. */
export class FileText {
  readonly bytes: Uint8Array;
  #whole: string | null = null;
  #start = -1;
  #line: ZoneLine = NO_LINE;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** One character for each octet. */
  get whole(): string {
    this.#whole ??= latin1FromBytes(this.bytes);
    return this.#whole;
  }

  /** For a zone that may live long. */
  forgetWhole(): void {
    this.#whole = null;
  }

  /** The line that starts there; offsets in it mean nothing. The last one is kept: whoever asks for the owner asks for the data too. */
  lineAt(start: number): ZoneLine {
    if (this.#start !== start) {
      this.#line = this.#readLine(start);
      this.#start = start;
    }
    return this.#line;
  }

  /** Looks further where parentheses go on. */
  #readLine(start: number): ZoneLine {
    for (let length = FIRST_LOOK; ; length *= 4) {
      const text = latin1FromBytes(this.bytes.subarray(start, start + length));
      const line = new ZoneLexer(text, NO_LIMITS).next() ?? NO_LINE;
      if (line.end < text.length || start + length >= this.bytes.length) return line;
    }
  }
}
