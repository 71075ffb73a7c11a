import type { RdataWord } from "../index.ts";

/** Words of one line: quoted, or up to white space; parentheses do nothing here. */
export function wordsOf(text: string): readonly RdataWord[] {
  const words: RdataWord[] = [];
  for (const match of text.matchAll(/"((?:\\.|[^"\\])*)"|((?:\\.|[^\s";()\\])+)/g)) {
    const [whole, quoted, bare = ""] = match;
    const start = match.index;
    words.push({ text: quoted ?? bare, isQuoted: quoted !== undefined, start, end: start + whole.length });
  }
  return words;
}
