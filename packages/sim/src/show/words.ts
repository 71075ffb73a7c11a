/** A `show` command line: what is shown, the names behind it, and options as kubectl, ip and curl write them. */
export interface ShowWords {
  readonly what: string;
  readonly names: readonly string[];
  readonly options: ReadonlyMap<string, string>;
  readonly flags: ReadonlySet<string>;
}

/** `-n` stands for the namespace of an object, and, with routes, for numbers. */
const OPTIONS: ReadonlyMap<string, string> = new Map([
  ["-n", "namespace"],
  ["--namespace", "namespace"],
  ["-l", "selector"],
  ["--selector", "selector"],
  ["-o", "output"],
  ["--output", "output"],
  ["--cluster", "cluster"],
]);
const FLAGS: ReadonlyMap<string, string> = new Map([
  ["-A", "all-namespaces"],
  ["--all-namespaces", "all-namespaces"],
  ["--no-headers", "no-headers"],
  ["-i", "include"],
  ["--include", "include"],
  ["-6", "6"],
  ["-4", "4"],
]);

/** A text: what is wrong with the words. */
export function parseShowWords(words: readonly string[]): ShowWords | string {
  const [what, ...rest] = words;
  if (what === undefined || what.startsWith("-")) return "Show what?";
  const reading: Reading = { what, rest, names: [], options: new Map(), flags: new Set() };
  for (let at = 0; at < rest.length; ) {
    const next = takeWord(reading, at);
    if (typeof next === "string") return next;
    at = next;
  }
  return reading;
}

interface Reading extends ShowWords {
  readonly rest: readonly string[];
  readonly names: string[];
  readonly options: Map<string, string>;
  readonly flags: Set<string>;
}

/** The place of the word behind what was read, or what is wrong. */
function takeWord({ what, rest, names, options, flags }: Reading, at: number): number | string {
  const word = rest[at] ?? "";
  const isRoutes = what === "routes" || what === "route";
  const flag = isRoutes && word === "-n" ? "numeric" : FLAGS.get(word);
  if (flag !== undefined) {
    flags.add(flag);
    return at + 1;
  }
  const { name, value } = splitOption(word);
  const option = isRoutes ? undefined : OPTIONS.get(name);
  if (option === undefined) {
    if (word.startsWith("-")) return `Unknown option ${word}.`;
    names.push(word);
    return at + 1;
  }
  const given = value ?? rest[at + 1];
  if (given === undefined) return `${name} needs a value.`;
  options.set(option, given);
  return value === null ? at + 2 : at + 1;
}

/** `--output=wide`, `-ojson`; a value of its own is the next word. */
function splitOption(word: string): { readonly name: string; readonly value: string | null } {
  if (word.startsWith("--")) {
    const equals = word.indexOf("=");
    return equals === -1 ? { name: word, value: null } : { name: word.slice(0, equals), value: word.slice(equals + 1) };
  }
  if (!/^-[nlo]./.test(word)) return { name: word, value: null };
  return { name: word.slice(0, 2), value: word.slice(2).replace(/^=/, "") };
}
