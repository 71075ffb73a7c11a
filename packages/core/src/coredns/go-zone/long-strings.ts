import type { RdataWord, RrType } from "../../dns/index.ts";

/** Types whose data are character-strings, as many as there are (miekg/dns scan_rr.go endingToTxtSlice). */
const TEXT_TYPES: ReadonlySet<RrType> = new Set<RrType>(["TXT", "SPF", "AVC", "NINFO", "RESINFO"]);
const MAX_STRING_OCTETS = 255;

/** Words longer than a character-string become several, which BIND refuses. */
export function splitLongStrings(type: RrType, words: readonly RdataWord[]): readonly RdataWord[] {
  if (!TEXT_TYPES.has(type) || words.every(({ text }) => text.length <= MAX_STRING_OCTETS)) return words;
  return words.flatMap((word) => piecesOf(word.text).map((text) => ({ ...word, text })));
}

function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  let start = 0;
  let octets = 0;
  for (let at = 0; at < text.length; ) {
    if (octets === MAX_STRING_OCTETS) {
      pieces.push(text.slice(start, at));
      start = at;
      octets = 0;
    }
    octets += 1;
    at += lengthOfOctet(text, at);
  }
  return [...pieces, text.slice(start)];
}

/** A character, `\x` or `\DDD`. */
function lengthOfOctet(text: string, at: number): number {
  if (text.charAt(at) !== "\\") return 1;
  return /^\d{3}$/.test(text.slice(at + 1, at + 4)) ? 4 : 2;
}
