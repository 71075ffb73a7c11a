/** lib/parser.h MAXBUF: no line of keepalived.conf is longer, and so no pattern. */
const MOST_OCTETS = 1024;

/**
 * What the braces of a pattern stand for, in their order (glob(3), GLOB_BRACE): `{a,b}.conf` is `a.conf` and `b.conf`, they
 * may stand in each other, and one that is not closed stands for itself. Lazy: a short pattern can stand for very many.
 */
export function* alternativesOf(pattern: string): Generator<string> {
  const brace = pattern.length > MOST_OCTETS ? null : firstBrace(pattern);
  if (brace === null) {
    yield pattern;
    return;
  }
  const [before, behind] = [pattern.slice(0, brace.open), pattern.slice(brace.close + 1)];
  for (const choice of brace.choices) yield* alternativesOf(before + choice + behind);
}

interface Brace {
  readonly open: number;
  readonly close: number;
  readonly choices: readonly string[];
}

function firstBrace(pattern: string): Brace | null {
  const open = nextUnescaped(pattern, 0, "{");
  if (open === -1) return null;
  const choices: string[] = [];
  let from = open + 1;
  for (let at = from, depth = 0; at < pattern.length; at += 1) {
    const character = pattern[at];
    if (character === "\\") at += 1;
    else if (character === "{") depth += 1;
    else if (depth === 0 && (character === "," || character === "}")) {
      choices.push(pattern.slice(from, at));
      from = at + 1;
      if (character === "}") return { open, close: at, choices };
    } else if (character === "}") depth -= 1;
  }
  return null;
}

function nextUnescaped(text: string, from: number, wanted: string): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === wanted) return at;
  }
  return -1;
}
