import { readBracketClass, readEscapedClass } from "./bracket.ts";
import { folded } from "./fold.ts";
import { readGroupStart } from "./group.ts";
import { RegexpScanner } from "./scanner.ts";
import {
  type Assertion,
  negated,
  type ParsedRegexp,
  RegexpFault,
  type RegexpFlags,
  type RegexpNode,
} from "./syntax.ts";

/** Groups within groups; as Go has it. */
const MAX_DEPTH = 1000;
const MAX_REPEAT = 1000;
const NO_FLAGS: RegexpFlags = { foldsCase: false, isMultiLine: false, dotTakesNewline: false, isUngreedy: false };
const NEWLINE = 0x0a;

/** RE2's syntax as Go's regexp.Compile reads it. Throws a {@link RegexpFault}. */
export function parseSyntax(source: string): ParsedRegexp {
  const parser = new Parser(source);
  const node = parser.readAlternatives(NO_FLAGS, 0);
  if (!parser.isAtEnd) throw new RegexpFault("wrong", `unexpected ): \`${source}\``);
  return { node, groupNames: parser.groupNames };
}

class Parser {
  readonly groupNames: string[] = [""];
  readonly #scanner: RegexpScanner;

  constructor(source: string) {
    this.#scanner = new RegexpScanner(source);
  }

  get isAtEnd(): boolean {
    return this.#scanner.isAtEnd;
  }

  /** Up to a closing parenthesis or the end. Flags that are set within hold to its end. */
  readAlternatives(outer: RegexpFlags, depth: number): RegexpNode {
    if (depth > MAX_DEPTH) throw new RegexpFault("wrong", "expression nests too deeply");
    const choices: RegexpNode[] = [];
    let nodes: RegexpNode[] = [];
    let flags = outer;
    while (!this.isAtEnd && this.#scanner.peek() !== ")") {
      if (this.#scanner.take("|")) {
        choices.push(sequenceOf(nodes));
        nodes = [];
        continue;
      }
      const repetition = this.#readRepetition(flags);
      if (repetition !== null) {
        nodes.push(repeated(nodes.pop(), repetition));
        continue;
      }
      const start = readGroupStart(this.#scanner, flags);
      if (start?.kind === "flags") flags = start.flags;
      else nodes.push(...this.#readRepeated(flags, depth, start));
    }
    choices.push(sequenceOf(nodes));
    const [only] = choices;
    return choices.length === 1 && only !== undefined ? only : { kind: "choice", nodes: choices };
  }

  /** One piece with its repetition; `\Q...\E` gives several pieces, the last of which is repeated. */
  #readRepeated(flags: RegexpFlags, depth: number, group: ReturnType<typeof readGroupStart>): readonly RegexpNode[] {
    if (group === null && this.#scanner.take("\\Q")) return this.#readQuoted(flags);
    const node = group?.kind === "group" ? this.#readGroup(group, depth) : this.#readAtom(flags);
    return [this.#withRepetition(node, flags)];
  }

  #readQuoted(flags: RegexpFlags): readonly RegexpNode[] {
    const literals = [...this.#scanner.takeUntil("\\E")].map((character) => literal(character, flags));
    const last = literals.pop();
    return last === undefined ? [] : [...literals, this.#withRepetition(last, flags)];
  }

  #readGroup(
    group: Extract<NonNullable<ReturnType<typeof readGroupStart>>, { kind: "group" }>,
    depth: number,
  ): RegexpNode {
    const index = group.name === null ? null : this.groupNames.length;
    if (group.name !== null) this.groupNames.push(group.name);
    const node = this.readAlternatives(group.flags, depth + 1);
    if (!this.#scanner.take(")")) throw new RegexpFault("wrong", `missing closing ): \`${this.#scanner.source}\``);
    return index === null ? node : { kind: "capture", index, node };
  }

  #readAtom(flags: RegexpFlags): RegexpNode {
    const character = this.#scanner.next();
    switch (character) {
      case ".":
        return { kind: "set", ranges: flags.dotTakesNewline ? negated([]) : negated([[NEWLINE, NEWLINE]]) };
      case "^":
        return assert(flags.isMultiLine ? "begin-line" : "begin-text");
      case "$":
        return assert(flags.isMultiLine ? "end-line" : "end-text");
      case "[":
        return { kind: "set", ranges: readBracketClass(this.#scanner, flags.foldsCase) };
      case "\\":
        return this.#readEscape(flags);
      default:
        return literal(character, flags);
    }
  }

  #readEscape(flags: RegexpFlags): RegexpNode {
    const assertion = ASSERTIONS.get(this.#scanner.peek());
    if (assertion !== undefined) {
      this.#scanner.next();
      return assert(assertion);
    }
    const ranges = readEscapedClass(this.#scanner, flags.foldsCase);
    if (ranges !== null) return { kind: "set", ranges };
    return literal(this.#scanner.readEscapedCharacter(), flags);
  }

  #withRepetition(node: RegexpNode, flags: RegexpFlags): RegexpNode {
    const first = this.#readRepetition(flags);
    if (first === null) return node;
    const second = this.#readRepetition(flags);
    if (second === null) return repeated(node, first);
    throw new RegexpFault("wrong", `invalid nested repetition operator: \`${first.text}${second.text}\``);
  }

  #readRepetition(flags: RegexpFlags): Repetition | null {
    const { at: start, source } = this.#scanner;
    const range = this.#scanner.readRepetition(MAX_REPEAT);
    if (range === null) return null;
    const isGreedy = this.#scanner.take("?") === flags.isUngreedy;
    return { ...range, isGreedy, text: source.slice(start, this.#scanner.at) };
  }
}

interface Repetition {
  readonly min: number;
  readonly max: number | null;
  readonly isGreedy: boolean;
  /** As written. */
  readonly text: string;
}

/** Behind `(?i)` a repetition still belongs to what stands before it. */
function repeated(node: RegexpNode | undefined, { min, max, isGreedy, text }: Repetition): RegexpNode {
  if (node !== undefined) {
    const made: RegexpNode = { kind: "repeat", node, min, max, isGreedy };
    const isCounted = min >= 2 || (max !== null && max >= 2);
    if (!isCounted || fits(made, MAX_REPEAT)) return made;
    throw new RegexpFault("wrong", `invalid repeat count: \`${text}\``);
  }
  throw new RegexpFault("wrong", `missing argument to repetition operator: \`${text}\``);
}

/** Whether repetitions in repetitions come to no more than this many (regexp/syntax repeatIsValid). */
function fits(node: RegexpNode, most: number): boolean {
  if (node.kind !== "repeat") return partsOf(node).every((part) => fits(part, most));
  const times = node.max ?? node.min;
  if (node.max === 0) return true;
  if (times > most) return false;
  return fits(node.node, times > 0 ? Math.floor(most / times) : most);
}

function partsOf(node: RegexpNode): readonly RegexpNode[] {
  if (node.kind === "sequence" || node.kind === "choice") return node.nodes;
  return node.kind === "capture" ? [node.node] : [];
}

const ASSERTIONS: ReadonlyMap<string, Assertion> = new Map<string, Assertion>([
  ["A", "begin-text"],
  ["z", "end-text"],
  ["b", "word-boundary"],
  ["B", "no-word-boundary"],
]);

function assert(assertion: Assertion): RegexpNode {
  return { kind: "assertion", assertion };
}

function literal(character: string, { foldsCase }: RegexpFlags): RegexpNode {
  const code = character.codePointAt(0) ?? 0;
  return { kind: "set", ranges: foldsCase ? folded([[code, code]]) : [[code, code]] };
}

function sequenceOf(nodes: readonly RegexpNode[]): RegexpNode {
  const [only] = nodes;
  if (only === undefined) return { kind: "empty" };
  return nodes.length === 1 ? only : { kind: "sequence", nodes };
}
