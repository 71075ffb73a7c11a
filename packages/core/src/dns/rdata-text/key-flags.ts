import { digitsOnly, type WordCursor } from "./cursor.ts";

/** Words for bits of a key's flags, with `|` between, in the order in which BIND looks for them (lib/dns/rcode.c, keyflags). */
const flagWords: readonly (readonly [word: string, bits: number])[] = [
  ["NOCONF", 0x4000],
  ["NOAUTH", 0x8000],
  ["NOKEY", 0xc000],
  ["FLAG2", 0x2000],
  ["EXTEND", 0x1000],
  ["FLAG4", 0x0800],
  ["FLAG5", 0x0400],
  ["USER", 0],
  ["ZONE", 0x0100],
  ["HOST", 0x0200],
  ["NTYP3", 0x0300],
  ["FLAG8", 0x0080],
  ["FLAG9", 0x0040],
  ["FLAG10", 0x0020],
  ["FLAG11", 0x0010],
  ...Array.from({ length: 16 }, (_, bits): [string, number] => [`SIG${bits}`, bits]),
  ["KSK", 1],
];

const MOST = 0xffff;
/** What begins with a digit and is no decimal number may be a hexadecimal one. */
const HEXADECIMAL = /^(?=\d)(?:0x)?[0-9a-f]+$/i;

/** A number, or words of which a beginning is enough: `Z` is ZONE, and nothing at all is the first of them (lib/dns/rcode.c dns_keyflags_fromtext). */
export function readKeyFlags(cursor: WordCursor): number {
  const text = cursor.words[cursor.at]?.text;
  if (text === undefined || digitsOnly(text)) return cursor.number(MOST);
  const written = cursor.bare();
  if (HEXADECIMAL.test(written)) {
    const value = Number.parseInt(written, 16);
    if (value > MOST) cursor.fail("out of range");
    return value;
  }
  let flags = 0;
  for (const word of written.replace(/\|$/, "").split("|")) {
    const found = flagWords.find(([known]) => known.startsWith(word.toUpperCase()));
    if (found === undefined) cursor.fail("unknown flag");
    flags |= found?.[1] ?? 0;
  }
  return flags;
}
