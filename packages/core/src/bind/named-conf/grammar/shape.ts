import { invariant } from "../../../invariant.ts";

/** What may stand behind a statement's name: BIND's grammar notation as a tree. */
export type Shape =
  /** A word as it stands. */
  | { readonly kind: "literal"; readonly word: string }
  /** `<boolean>`: a value of this type. */
  | { readonly kind: "type"; readonly type: string }
  | { readonly kind: "sequence"; readonly items: readonly Shape[] }
  /** `( a | b )`: the first that fits; where none fits, the last says what is wrong. */
  | { readonly kind: "choice"; readonly items: readonly Shape[] }
  /** `[ a | b ]`, once, or `[ a | b ]*`, as often as something fits. */
  | { readonly kind: "optional"; readonly items: readonly Shape[]; readonly repeated: boolean }
  /** `{ item; }`: a list of such elements. */
  | { readonly kind: "list"; readonly item: Shape }
  /** `{ @server }`: a block of statements of that kind. */
  | { readonly kind: "body"; readonly block: string };

/** Reads the notation of the rows; a mistake in it is our bug. */
export function shapeFromNotation(notation: string): Shape {
  const reader = {
    words: notation
      .replaceAll(";", " ; ")
      .split(" ")
      .filter((word) => word !== ""),
    at: 0,
  };
  const shape = readSequence(reader);
  invariant(reader.at === reader.words.length, `bad shape: ${notation}`);
  return shape;
}

interface Reader {
  readonly words: readonly string[];
  at: number;
}

const CLOSERS = new Set([")", "]", "]*", "}", "|", ";"]);

function readSequence(reader: Reader): Shape {
  const items: Shape[] = [];
  for (let word = reader.words[reader.at]; word !== undefined && !CLOSERS.has(word); word = reader.words[reader.at]) {
    reader.at += 1;
    items.push(readItem(word, reader));
  }
  const [only] = items;
  return items.length === 1 && only !== undefined ? only : { kind: "sequence", items };
}

function readItem(word: string, reader: Reader): Shape {
  if (word === "(") return { kind: "choice", items: readAlternatives(reader, [")"]).items };
  if (word === "[") {
    const { items, closer } = readAlternatives(reader, ["]", "]*"]);
    return { kind: "optional", items, repeated: closer === "]*" };
  }
  if (word === "{") return readBraces(reader);
  if (word.startsWith("<") && word.endsWith(">")) return { kind: "type", type: word.slice(1, -1) };
  return { kind: "literal", word };
}

function readAlternatives(
  reader: Reader,
  closers: readonly string[],
): { readonly items: readonly Shape[]; readonly closer: string } {
  const items: Shape[] = [];
  for (;;) {
    items.push(readSequence(reader));
    const word = reader.words[reader.at] ?? "";
    reader.at += 1;
    if (closers.includes(word)) return { items, closer: word };
    invariant(word === "|", "alternatives are separated by |");
  }
}

function readBraces(reader: Reader): Shape {
  const first = reader.words[reader.at] ?? "";
  if (first.startsWith("@")) {
    reader.at += 2;
    return { kind: "body", block: first.slice(1) };
  }
  if (first === "<unspecified-text>") {
    reader.at += 2;
    return { kind: "type", type: "block" };
  }
  const item = readSequence(reader);
  invariant(reader.words[reader.at] === ";", "a list's element ends with ;");
  reader.at += 2;
  return { kind: "list", item };
}
