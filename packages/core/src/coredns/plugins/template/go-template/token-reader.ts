import { TemplateFault } from "./ast.ts";
import { TemplateLexer, type TemplateToken } from "./lexer.ts";

/** Tokens that the parser may step back over; none is read before it is asked for. */
export class TokenReader {
  readonly #lexer: TemplateLexer;
  readonly #read: TemplateToken[] = [];
  #at = 0;
  #actionLine = 0;

  constructor(text: string) {
    this.#lexer = new TemplateLexer(text);
  }

  peek(): TemplateToken {
    const known = this.#read[this.#at];
    if (known !== undefined) return known;
    const last = this.#read.at(-1);
    const token = last?.kind === "end" || last?.kind === "fault" ? last : this.#lexer.next();
    this.#read.push(token);
    return token;
  }

  next(): TemplateToken {
    const token = this.peek();
    this.#at += 1;
    if (token.kind === "open") this.#actionLine = token.line;
    return token;
  }

  peekWord(): TemplateToken {
    while (this.peek().kind === "space") this.#at += 1;
    return this.peek();
  }

  nextWord(): TemplateToken {
    this.peekWord();
    return this.next();
  }

  back(): void {
    this.#at -= 1;
  }

  mark(): number {
    return this.#at;
  }

  reset(mark: number): void {
    this.#at = mark;
  }

  /** At the line of what was read last. */
  fault(message: string): TemplateFault {
    return new TemplateFault(message, this.#read.at(-1)?.line ?? 1);
  }

  /** The lexer's own complaint goes before. */
  unexpected(token: TemplateToken, context: string): TemplateFault {
    if (token.kind !== "fault") return this.fault(`unexpected ${shown(token)} in ${context}`);
    const isElsewhere = context !== "input" && this.#actionLine !== token.line;
    return new TemplateFault(token.text, token.line, isElsewhere ? this.#actionLine : null);
  }
}

const KEYWORDS = new Set("block break continue define else end if range nil template with".split(" "));
const MOST_SHOWN = 10;

/** As Go prints a token. */
function shown({ kind, text }: TemplateToken): string {
  if (kind === "end") return text;
  if (kind === "dot" || (kind === "word" && KEYWORDS.has(text))) return `<${text}>`;
  return text.length > MOST_SHOWN ? `${JSON.stringify(text.slice(0, MOST_SHOWN))}...` : JSON.stringify(text);
}
