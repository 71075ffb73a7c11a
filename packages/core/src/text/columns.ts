/**
 * Characters that take two columns of a terminal (Unicode Standard Annex 11, W and F) and are no emoji, as ranges that do
 * not overlap.
 */
const WIDE: readonly (readonly [first: number, last: number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0x3247],
  [0x3250, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x1b2ff],
  [0x1f200, 0x1f265],
  [0x20000, 0x3fffd],
];
/** Every character that is a picture by itself is wide; halves of flags are not. */
const PICTURE = /^(?!\p{Regional_Indicator})\p{Emoji_Presentation}$/u;
/** Marks that stand on the character before them, vowels and finals of Hangul, and characters that cannot be seen. */
const WITHOUT_WIDTH = /^[\p{Mn}\p{Me}\u1160-\u11ff\ud7b0-\ud7fb\u200b-\u200d\u2060]$/u;

/** How many columns of a terminal a text takes that has no control characters ({@link escapeForTerminal}). */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += widthOf(character);
  return columns;
}

function widthOf(character: string): 0 | 1 | 2 {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x300) return 1;
  if (WITHOUT_WIDTH.test(character)) return 0;
  return PICTURE.test(character) || WIDE.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}
