import type { RegexpScanner } from "./scanner.ts";
import { RegexpFault, type RegexpFlags } from "./syntax.ts";

/** What an opening parenthesis begins. */
export type GroupStart =
  /** `(?i)`: flags for the rest of the group that it stands in. */
  | { readonly kind: "flags"; readonly flags: RegexpFlags }
  /** `name` null: it captures nothing; empty: a capture without a name. */
  | { readonly kind: "group"; readonly name: string | null; readonly flags: RegexpFlags };

const NAMED = /\(\?P?<([^>]*)>/y;
const FLAGGED = /\(\?([imsU]*)(-[imsU]+)?([:)])/y;
const IDENTIFIER = /^[A-Za-z0-9_]+$/;

/** Reads an opening parenthesis and what belongs to it; null: none stands here. */
export function readGroupStart(scanner: RegexpScanner, flags: RegexpFlags): GroupStart | null {
  if (scanner.peek() !== "(") return null;
  if (!scanner.source.startsWith("(?", scanner.at)) {
    scanner.next();
    return { kind: "group", name: "", flags };
  }
  return readNamed(scanner, flags) ?? readFlagged(scanner, flags) ?? refuse(scanner);
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

function readFlagged(scanner: RegexpScanner, flags: RegexpFlags): GroupStart | null {
  FLAGGED.lastIndex = scanner.at;
  const [text, set, cleared, end] = FLAGGED.exec(scanner.source) ?? [];
  const isEmpty = set === "" && cleared === undefined && end === ")";
  if (text === undefined || isEmpty) return null;
  scanner.at += text.length;
  const changed = changeFlags(changeFlags(flags, set ?? "", "set"), cleared ?? "", "clear");
  return end === ")" ? { kind: "flags", flags: changed } : { kind: "group", name: null, flags: changed };
}

function changeFlags(flags: RegexpFlags, letters: string, how: "set" | "clear"): RegexpFlags {
  const value = how === "set";
  return {
    foldsCase: letters.includes("i") ? value : flags.foldsCase,
    isMultiLine: letters.includes("m") ? value : flags.isMultiLine,
    dotTakesNewline: letters.includes("s") ? value : flags.dotTakesNewline,
    isUngreedy: letters.includes("U") ? value : flags.isUngreedy,
  };
}

function refuse(scanner: RegexpScanner): never {
  const text = scanner.source.slice(scanner.at, scanner.at + 4);
  throw new RegexpFault("wrong", `invalid or unsupported Perl syntax: \`${text.slice(0, 3)}\``);
}
