import { perlClass, posixClass } from "./classes.ts";
import { folded } from "./fold.ts";
import type { RegexpScanner } from "./scanner.ts";
import { negated, type Ranges, RegexpFault } from "./syntax.ts";

/** Categories of Unicode that are one letter. */
const CATEGORIES = new Set("CLMNPSZ");

/** `\d` and `\pN` behind a backslash; null: no class stands there. */
export function readEscapedClass(scanner: RegexpScanner, foldsCase: boolean): Ranges | null {
  const letter = scanner.peek();
  const ranges = perlClass(letter, foldsCase);
  if (ranges !== null) {
    scanner.next();
    return ranges;
  }
  return letter === "p" || letter === "P" ? refuseUnicode(scanner) : null;
}

/** What Go does not read either is wrong; of the others the tables are not here. */
function refuseUnicode(scanner: RegexpScanner): never {
  const text = scanner.source.slice(scanner.at - 1);
  const [short = "", name = ""] = /^\\[pP](?:\{[^}]*\}|(.?))/su.exec(text) ?? [];
  const isUnclosed = name === "{";
  const isKnown = !isUnclosed && (short.endsWith("}") || CATEGORIES.has(name));
  if (isKnown) throw new RegexpFault("unsupported", "Unicode classes in a regular expression");
  throw new RegexpFault("wrong", `invalid character class range: \`${isUnclosed ? text : short}\``);
}

/** Behind `[`, up to its `]`; a `]` at the beginning is one of the characters. */
export function readBracketClass(scanner: RegexpScanner, foldsCase: boolean): Ranges {
  const start = scanner.at - 1;
  const isNegated = scanner.take("^");
  const ranges: (readonly [number, number])[] = [];
  for (let isFirst = true; isFirst || scanner.peek() !== "]"; isFirst = false) {
    if (scanner.isAtEnd) throw new RegexpFault("wrong", `missing closing ]: \`${scanner.source.slice(start)}\``);
    ranges.push(...readItem(scanner, foldsCase));
  }
  scanner.next();
  return isNegated ? negated(ranges) : ranges;
}

/** A class, a character or a range; a dash that makes no range is a character. */
function readItem(scanner: RegexpScanner, foldsCase: boolean): Ranges {
  const named = readNamedClass(scanner, foldsCase);
  if (named !== null) return named;
  const range = readRange(scanner);
  return foldsCase ? folded([range]) : [range];
}

function readRange(scanner: RegexpScanner): Ranges[number] {
  const start = scanner.at;
  const low = readCharacter(scanner);
  const behind = scanner.source[scanner.at + 1];
  if (scanner.peek() !== "-" || behind === "]" || behind === undefined) return [low, low];
  scanner.next();
  const high = readCharacter(scanner);
  if (high < low) {
    throw new RegexpFault("wrong", `invalid character class range: \`${scanner.source.slice(start, scanner.at)}\``);
  }
  return [low, high];
}

function readNamedClass(scanner: RegexpScanner, foldsCase: boolean): Ranges | null {
  if (scanner.source.startsWith("[:", scanner.at)) {
    const end = scanner.source.indexOf(":]", scanner.at + 2);
    if (end === -1) return null;
    const text = scanner.source.slice(scanner.at, end + 2);
    const ranges = posixClass(text.slice(2, -2), foldsCase);
    if (ranges === null) throw new RegexpFault("wrong", `invalid character class range: \`${text}\``);
    scanner.at = end + 2;
    return ranges;
  }
  if (scanner.peek() !== "\\") return null;
  scanner.next();
  const ranges = readEscapedClass(scanner, foldsCase);
  if (ranges === null) scanner.at -= 1;
  return ranges;
}

function readCharacter(scanner: RegexpScanner): number {
  const character = scanner.take("\\") ? scanner.readEscapedCharacter() : scanner.next();
  return character.codePointAt(0) ?? 0;
}
