import type { Token } from "./lexer.ts";

/** How many line ends a token's text holds: it ends so many lines below its start. */
function lineBreaks(token: Token): number {
  let count = 0;
  for (let at = token.text.indexOf("\n"); at !== -1; at = token.text.indexOf("\n", at + 1)) count += 1;
  return count;
}

/** dispenser.go NextArg: the next token stands on the line on which this one ends. */
export function isOnSameLine(token: Token, next: Token): boolean {
  return token.file === next.file && token.line + lineBreaks(token) === next.line;
}

/** dispenser.go isNewLine. Not the opposite of {@link isOnSameLine}: tokens of a snippet may come from further up. */
export function isOnLaterLine(previous: Token, token: Token): boolean {
  return previous.file !== token.file || previous.line + lineBreaks(previous) < token.line;
}

interface Frame {
  readonly tokens: readonly Token[];
  next: number;
}

/**
 * The tokens of a Corefile with imports put in their place while reading. Imports are a stack of places, not a splice,
 * so that the work is linear in the tokens that are read.
 */
export class TokenCursor {
  readonly #read: Token[] = [];
  readonly #frames: Frame[];
  #at = -1;

  constructor(tokens: readonly Token[]) {
    this.#frames = [{ tokens, next: 0 }];
  }

  get current(): Token | undefined {
    return this.#read[this.#at];
  }

  get previous(): Token | undefined {
    return this.#read[this.#at - 1];
  }

  /** Tokens read so far, those of imports each time they are imported. */
  get count(): number {
    return this.#read.length;
  }

  next(): boolean {
    if (!this.#fill(this.#at + 1)) return false;
    this.#at += 1;
    return true;
  }

  /** Steps onto the next token if it stands on this one's line. */
  nextArgument(): boolean {
    const { current } = this;
    if (current === undefined || !this.#fill(this.#at + 1)) return false;
    const next = this.#read[this.#at + 1];
    if (next === undefined || !isOnSameLine(current, next)) return false;
    this.#at += 1;
    return true;
  }

  back(): void {
    this.#at -= 1;
  }

  get isNewLine(): boolean {
    const { current, previous } = this;
    if (this.#at < 1) return true;
    return current !== undefined && previous !== undefined && isOnLaterLine(previous, current);
  }

  /** Takes away the last `count` tokens and stands on the first of `tokens` instead, or on what follows. */
  replaceLast(count: number, tokens: readonly Token[]): void {
    const ahead = this.#read.splice(this.#at + 1);
    this.#read.length -= count;
    this.#at = this.#read.length;
    if (ahead.length > 0) this.#frames.push({ tokens: ahead, next: 0 });
    this.#frames.push({ tokens, next: 0 });
    this.#fill(this.#at);
  }

  #fill(index: number): boolean {
    while (this.#read.length <= index) {
      const token = this.#pull();
      if (token === undefined) return false;
      this.#read.push(token);
    }
    return true;
  }

  #pull(): Token | undefined {
    for (;;) {
      const frame = this.#frames.at(-1);
      if (frame === undefined) return undefined;
      const token = frame.tokens[frame.next];
      frame.next += 1;
      if (token !== undefined) return token;
      this.#frames.pop();
    }
  }
}
