import { folded } from "./fold.ts";
import { negated, type Ranges } from "./syntax.ts";

const at = (character: string): number => character.charCodeAt(0);
const span = (first: string, last: string): readonly [number, number] => [at(first), at(last)];
const one = (characters: string): Ranges => [...characters].map((character) => [at(character), at(character)] as const);

const DIGIT: Ranges = [span("0", "9")];
const UPPER: Ranges = [span("A", "Z")];
const LOWER: Ranges = [span("a", "z")];
const ALPHA: Ranges = [...UPPER, ...LOWER];
const WORD: Ranges = [...DIGIT, ...ALPHA, ...one("_")];

/** `\d` and its like (regexp/syntax perl_groups.go). */
const perlClasses: ReadonlyMap<string, Ranges> = new Map([
  ["d", DIGIT],
  ["s", one("\t\n\f\r ")],
  ["w", WORD],
]);

/** `[:alpha:]` and its like. */
const posixClasses: ReadonlyMap<string, Ranges> = new Map<string, Ranges>([
  ["alnum", [...DIGIT, ...ALPHA]],
  ["alpha", ALPHA],
  ["ascii", [[0, 0x7f]]],
  ["blank", one("\t ")],
  ["cntrl", [[0, 0x1f], ...one("\x7f")]],
  ["digit", DIGIT],
  ["graph", [span("!", "~")]],
  ["lower", LOWER],
  ["print", [span(" ", "~")]],
  ["punct", [span("!", "/"), span(":", "@"), span("[", "`"), span("{", "~")]],
  ["space", one("\t\n\v\f\r ")],
  ["upper", UPPER],
  ["word", WORD],
  ["xdigit", [...DIGIT, span("A", "F"), span("a", "f")]],
]);

/** The class of a letter behind a backslash, of either case; null: it names none. What is left out is left out in any case. */
export function perlClass(letter: string, foldsCase: boolean): Ranges | null {
  const ranges = perlClasses.get(letter.toLowerCase());
  if (ranges === undefined) return null;
  const all = foldsCase ? folded(ranges) : ranges;
  return letter === letter.toLowerCase() ? all : negated(all);
}

/** The class of a name between `[:` and `:]`, which may begin with `^`; null: there is none. */
export function posixClass(name: string, foldsCase: boolean): Ranges | null {
  const isNegated = name.startsWith("^");
  const ranges = posixClasses.get(isNegated ? name.slice(1) : name);
  if (ranges === undefined) return null;
  const all = foldsCase ? folded(ranges) : ranges;
  return isNegated ? negated(all) : all;
}
