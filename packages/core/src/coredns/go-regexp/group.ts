import type { RegexpScanner } from "./scanner.ts";
import { RegexpFault, type RegexpFlags } from "./syntax.ts";

/** What an opening parenthesis begins. */
export type GroupStart =
  /** `(?i)`: flags for the rest of the group that it stands in. */
  | { readonly kind: "flags"; readonly flags: RegexpFlags }
  /** `name` null: it captures nothing; empty: a capture without a name. */
  | { readonly kind: "group"; readonly name: string | null; readonly flags: RegexpFlags };

const NAMED = /\(\?P?<([^>]*)>/y;
const LETTERS: ReadonlySet<string> = new Set("imsU");
const IDENTIFIER = /^[A-Za-z0-9_]+$/;

/** Reads an opening parenthesis and what belongs to it; null: none stands here. */
export function readGroupStart(scanner: RegexpScanner, flags: RegexpFlags): GroupStart | null {
  if (scanner.peek() !== "(") return null;
  if (!scanner.source.startsWith("(?", scanner.at)) {
    scanner.next();
    return { kind: "group", name: "", flags };
  }
  return readNamed(scanner, flags) ?? readFlagged(scanner, flags);
}

function readNamed(scanner: RegexpScanner, flags: RegexpFlags): GroupStart | null {
  NAMED.lastIndex = scanner.at;
  const [text, name] = NAMED.exec(scanner.source) ?? [];
  if (text === undefined || name === undefined) return refuseUnclosed(scanner);
  if (!IDENTIFIER.test(name)) throw new RegexpFault("wrong", `invalid named capture: \`${text}\``);
  scanner.at += text.length;
  return { kind: "group", name, flags };
}

function refuseUnclosed({ source, at }: RegexpScanner): null {
  if (!source.startsWith("(?P<", at) && !source.startsWith("(?<", at)) return null;
  throw new RegexpFault("wrong", `invalid named capture: \`${source.slice(at)}\``);
}

/** Letters, of which those behind a dash clear: `(?i-s)`, `(?i:`; a complaint shows what was read so far. */
function readFlagged(scanner: RegexpScanner, flags: RegexpFlags): GroupStart {
  const start = scanner.at;
  scanner.at += 2;
  let changed = flags;
  let how: "set" | "clear" = "set";
  /** Whether a letter stands behind the dash, or no dash is there. */
  let isWhole = true;
  for (;;) {
    const letter = scanner.next();
    if (LETTERS.has(letter)) {
      changed = changeFlags(changed, letter, how);
      isWhole = true;
    } else if (letter === "-" && how === "set") {
      how = "clear";
      isWhole = false;
    } else if ((letter === ":" || letter === ")") && isWhole) {
      return letter === ")" ? { kind: "flags", flags: changed } : { kind: "group", name: null, flags: changed };
    } else {
      const text = scanner.source.slice(start, scanner.at);
      throw new RegexpFault("wrong", `invalid or unsupported Perl syntax: \`${text}\``);
    }
  }
}

function changeFlags(flags: RegexpFlags, letter: string, how: "set" | "clear"): RegexpFlags {
  const value = how === "set";
  return {
    foldsCase: letter === "i" ? value : flags.foldsCase,
    isMultiLine: letter === "m" ? value : flags.isMultiLine,
    dotTakesNewline: letter === "s" ? value : flags.dotTakesNewline,
    isUngreedy: letter === "U" ? value : flags.isUngreedy,
  };
}
