import type { Source, Span } from "../text/index.ts";
import type { Token } from "./lexer.ts";

/** A line of words, and the block behind it if there is one. */
export interface Statement {
  readonly words: readonly Token[];
  readonly block: Block | null;
  /** From the first word to the last, without the block. */
  readonly span: Span;
}

export interface Block {
  readonly statements: readonly Statement[];
  readonly span: Span;
}

/** One keepalived.conf, with all of its tokens: {@link printKeepalived} gives back the octets that were read. */
export interface KeepalivedDocument {
  readonly source: Source;
  readonly statements: readonly Statement[];
  readonly tokens: readonly Token[];
  readonly trailing: string;
}

/** The octets of the file; the same as were read. */
export function printKeepalived(document: KeepalivedDocument): Uint8Array {
  const text = document.tokens.map((token) => token.leading + token.raw).join("") + document.trailing;
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
