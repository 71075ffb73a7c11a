/** How far what begins a line in a special way goes; `isLost` where nothing is modelled of it. */
interface SpecialEnd {
  /** The place itself, where the line is an ordinary one. */
  readonly at: number;
  readonly isLost: boolean;
}

/**
 * lib/parser.c read_line: `@id` keeps the rest of the line for keepalived processes with that id, `@^id` for all others;
 * without `-i` there is none. `$NAME=value` is a definition.
 */
export function endOfSpecial(text: string, from: number, definitions: Map<string, string>): SpecialEnd {
  const end = endOfLine(text, from);
  const line = text.slice(from, end);
  if (line.startsWith("@")) {
    const [, others = ""] = /^@\^[^ \t]*([ \t]+)/.exec(line) ?? [];
    return others === ""
      ? { at: end, isLost: true }
      : { at: from + line.indexOf(others) + others.length, isLost: false };
  }
  const [, name, value = ""] = /^\$([A-Za-z_]\w*)=[ \t]*(.*)$/.exec(line) ?? [];
  if (name === undefined) return { at: from, isLost: false };
  if (value.endsWith("\\")) return { at: endOfContinued(text, end), isLost: true };
  definitions.set(name, withoutComment(value));
  return { at: end, isLost: false };
}

/** The words that stand in a file as one: `$NAME` and `${NAME}` in it replaced. What is not defined stays as it is. */
export function expand(word: string, isQuoted: boolean, definitions: ReadonlyMap<string, string>): readonly string[] {
  if (definitions.size === 0 || !word.includes("$")) return [word];
  const replaced = word.replaceAll(
    /\$(?:\{(\w+)\}|(\w+))/g,
    (whole, braced: string | undefined, bare: string | undefined) => {
      return definitions.get(braced ?? bare ?? "") ?? whole;
    },
  );
  if (isQuoted) return [replaced];
  return [...replaced.matchAll(/"([^"]*)"|[^\s"]+/g)].map(([text, quoted]) => quoted ?? text);
}

function withoutComment(value: string): string {
  const [kept = ""] = /^(?:"[^"]*"|\\[#!]|[^"#!])*/.exec(value) ?? [];
  return kept.replaceAll(/\\([#!])/g, "$1").trimEnd();
}

/** Past the lines that a backslash at their end continues. */
function endOfContinued(text: string, from: number): number {
  let end = from;
  while (text[end - 1] === "\\" && end < text.length) end = endOfLine(text, end + 1);
  return end;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}
