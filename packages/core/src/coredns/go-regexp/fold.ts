import type { Ranges } from "./syntax.ts";

/** Beyond this nothing is folded: scripts of names that have case at all stand below. */
const LAST_FOLDED = 0xffff;

/** With every other case of every letter, as unicode.SimpleFold goes round: `k`, `K` and the Kelvin sign are one. */
export function folded(ranges: Ranges): Ranges {
  const more = ranges.flatMap(([low, high]) => {
    if (isWhole(low, high)) return [];
    if (low === high) return orbits().get(low) ?? [];
    return [...orbits().entries()].flatMap(([code, orbit]) => (code >= low && code <= high ? orbit : []));
  });
  return more.length === 0 ? ranges : [...ranges, ...more.map((code) => [code, code] as const)];
}

/** Every letter and its other cases are in there already. */
function isWhole(low: number, high: number): boolean {
  return low === 0 && high >= LAST_FOLDED;
}

let known: ReadonlyMap<number, readonly number[]> | null = null;

/** Of every letter that has another case, the others; made when the first expression asks for them. */
function orbits(): ReadonlyMap<number, readonly number[]> {
  known ??= makeOrbits();
  return known;
}

function makeOrbits(): ReadonlyMap<number, readonly number[]> {
  const groups = new Map<number, number[]>();
  for (let code = 0x41; code <= LAST_FOLDED; code += 1) {
    const key = foldOf(code);
    if (key === code || code === DOTLESS_I) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [key, code]);
    else group.push(code);
  }
  const all = [...groups.values()];
  return new Map(all.flatMap((group) => group.map((code) => [code, group.filter((other) => other !== code)] as const)));
}

/** Its upper case is that of another letter, which folding does not follow. */
const DOTLESS_I = 0x131;

/** One character for all cases of a letter: the lower case of its upper case. */
function foldOf(code: number): number {
  return toLower(toUpper(code));
}

function toUpper(code: number): number {
  return single(String.fromCodePoint(code).toUpperCase(), code);
}

function toLower(code: number): number {
  return single(String.fromCodePoint(code).toLowerCase(), code);
}

/** What becomes several characters stays what it is. */
function single(text: string, code: number): number {
  const [first = "", ...others] = text;
  return others.length === 0 ? (first.codePointAt(0) ?? code) : code;
}
