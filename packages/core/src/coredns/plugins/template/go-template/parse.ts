import {
  type Command,
  type Operand,
  type Pipeline,
  type TemplateBody,
  TemplateFault,
  type TemplateNode,
  TemplateUnsupported,
} from "./ast.ts";
import { checkFormat, templateFunctions, unmodelledFunctions } from "./functions.ts";
import { cutTemplate, type TemplatePiece, type TemplateWord } from "./lexer.ts";

/** Deeper than this nobody writes; the parser calls itself once a level. */
const MOST_DEPTH = 50;
const UNKNOWN_WORDS: ReadonlySet<string> = new Set(["define", "template", "block"]);

/** Reads a template as Go does; throws {@link TemplateFault} or {@link TemplateUnsupported}. */
export function parseGoTemplate(text: string): TemplateBody {
  const parser = new Parser(cutTemplate(text));
  const { body, end } = parser.body("top");
  if (end.kind !== "text-end") throw new TemplateFault(`unexpected {{${end.word}}}`, end.line);
  return body;
}

type BodyEnd =
  | { readonly kind: "text-end" }
  | {
      readonly kind: "end" | "else";
      readonly word: string;
      readonly line: number;
      readonly rest: readonly TemplateWord[];
    };

class Parser {
  readonly #pieces: readonly TemplatePiece[];
  /** Names of the variables that are known here. */
  readonly #variables: string[] = ["$"];
  #at = 0;
  #depth = 0;
  #loops = 0;

  constructor(pieces: readonly TemplatePiece[]) {
    this.#pieces = pieces;
  }

  body(place: "top" | "inner"): { readonly body: TemplateBody; readonly end: BodyEnd } {
    const body: TemplateNode[] = [];
    for (;;) {
      const piece = this.#pieces[this.#at];
      if (piece === undefined) {
        if (place === "inner") throw new TemplateFault("unexpected EOF", this.#lastLine());
        return { body, end: { kind: "text-end" } };
      }
      this.#at += 1;
      if (piece.kind === "text") {
        body.push(piece);
        continue;
      }
      const [first, ...rest] = piece.words;
      const word = first?.kind === "name" ? first.text : "";
      if (word === "end" || word === "else")
        return { body, end: { kind: word, word: wordsText(piece.words), line: piece.line, rest } };
      body.push(this.#action(word, piece.words, rest, piece.line));
    }
  }

  #lastLine(): number {
    return this.#pieces.reduce((line, piece) => (piece.kind === "action" ? piece.line : line), 1);
  }

  #action(word: string, words: readonly TemplateWord[], rest: readonly TemplateWord[], line: number): TemplateNode {
    if (UNKNOWN_WORDS.has(word)) throw new TemplateUnsupported(`"${word}" in a template`);
    switch (word) {
      case "if":
      case "with":
      case "range":
        return this.#control(word, rest, line);
      case "break":
      case "continue":
        if (this.#loops === 0) throw new TemplateFault(`{{${word}}} outside {{range}}`, line);
        return { kind: word };
      default:
        return { kind: "action", pipeline: this.#pipeline(words, "command", line) };
    }
  }

  #control(word: "if" | "with" | "range", words: readonly TemplateWord[], line: number): TemplateNode {
    this.#depth += 1;
    if (this.#depth > MOST_DEPTH) throw new TemplateUnsupported("a template nested so deeply");
    const known = this.#variables.length;
    const pipeline = this.#pipeline(words, word, line);
    this.#loops += word === "range" ? 1 : 0;
    const { body: then, end } = this.body("inner");
    this.#loops -= word === "range" ? 1 : 0;
    const otherwise = end.kind === "else" ? this.#otherwise(word, end.rest, line) : [];
    this.#variables.length = known;
    this.#depth -= 1;
    if (word === "range") return { kind: "range", over: pipeline, body: then, otherwise };
    return { kind: word, test: pipeline, then, otherwise };
  }

  /** `else if` and `else with` are a control of their own that shares the end. */
  #otherwise(word: "if" | "with" | "range", rest: readonly TemplateWord[], line: number): TemplateBody {
    const [first, ...words] = rest;
    if (first !== undefined) {
      if (word === "range" || first.text !== word) throw new TemplateFault(`unexpected <${first.text}> in else`, line);
      return [this.#control(word, words, line)];
    }
    const { body, end } = this.body("inner");
    if (end.kind === "else") throw new TemplateFault(`expected end; found {{else}}`, line);
    return body;
  }

  #pipeline(words: readonly TemplateWord[], context: string, line: number): Pipeline {
    const reader = new WordReader(words);
    const { variables, declares } = this.#declared(reader, context);
    // A variable is known within the very pipeline that makes it.
    this.#variables.push(...variables);
    const pipeline = this.#commands(reader, context, line, "action");
    return { ...pipeline, variables, declares };
  }

  #declared(reader: WordReader, context: string): Pick<Pipeline, "variables" | "declares"> {
    const [first, second, third, fourth] = [0, 1, 2, 3].map((offset) => reader.peek(offset));
    const isPair =
      context === "range" && first?.kind === "variable" && second?.text === "," && third?.kind === "variable";
    const sign = isPair ? fourth : second;
    if (first?.kind !== "variable" || (sign?.text !== ":=" && sign?.text !== "="))
      return { variables: [], declares: "new" };
    const variables = isPair ? [first.text, third.text] : [first.text];
    reader.skip(isPair ? 4 : 2);
    // Whether a variable that changes is there shows only when the template runs.
    return { variables, declares: sign.text === ":=" ? "new" : "old" };
  }

  #mustKnow(name: string, line: number): void {
    if (!this.#variables.includes(name)) throw new TemplateFault(`undefined variable "${name}"`, line);
  }

  #commands(reader: WordReader, context: string, line: number, place: "action" | "parentheses"): Pipeline {
    const commands: Command[] = [];
    do {
      commands.push(this.#command(reader, context, line, commands.length + 1));
    } while (reader.takesBar() && (place === "parentheses" || reader.peek(0) !== undefined));
    const next = reader.peek(0);
    const isEnd = place === "action" ? next === undefined : next?.text === ")";
    if (!isEnd && next === undefined) throw new TemplateFault("unclosed left paren", line);
    if (!isEnd) throw new TemplateFault(`unexpected "${next?.text}" in operand`, line);
    return { variables: [], declares: "new", commands };
  }

  #command(reader: WordReader, context: string, line: number, stage: number): Command {
    const operands: Operand[] = [];
    for (let operand = this.#operand(reader, line); operand !== null; operand = this.#operand(reader, line)) {
      operands.push(operand);
    }
    const [head, ...rest] = operands;
    if (head === undefined) throw new TemplateFault(`missing value for ${context}`, line);
    checkCommand(head, rest, stage, line);
    return { head, operands: rest };
  }

  #operand(reader: WordReader, line: number): Operand | null {
    const word = reader.peek(0);
    if (word === undefined || (word.kind === "sign" && word.text !== "(" && word.text !== ".")) return null;
    reader.skip(1);
    switch (word.kind) {
      case "string":
        return { kind: "literal", value: unquoted(word.text) };
      case "number":
        return { kind: "literal", value: Number(word.text.replaceAll("_", "")) };
      case "field":
        return { kind: "dot", fields: modelled([word.text.slice(1), ...reader.fields()]) };
      case "variable":
        this.#mustKnow(word.text, line);
        return { kind: "variable", name: word.text, fields: modelled(reader.fields()) };
      case "name":
        return named(word.text, line);
      case "sign":
        return word.text === "." ? { kind: "dot", fields: [] } : this.#inParentheses(reader, line);
    }
  }

  #inParentheses(reader: WordReader, line: number): Operand {
    this.#depth += 1;
    if (this.#depth > MOST_DEPTH) throw new TemplateUnsupported("a template nested so deeply");
    const pipeline = this.#commands(reader, "parenthesized pipeline", line, "parentheses");
    this.#depth -= 1;
    reader.skip(1);
    return { kind: "pipeline", pipeline, fields: modelled(reader.fields()) };
  }
}

class WordReader {
  readonly #words: readonly TemplateWord[];
  #at = 0;

  constructor(words: readonly TemplateWord[]) {
    this.#words = words;
  }

  peek(offset: number): TemplateWord | undefined {
    return this.#words[this.#at + offset];
  }

  skip(count: number): void {
    this.#at += count;
  }

  /** Steps over a bar; Go does not mind one at the very end. */
  takesBar(): boolean {
    const word = this.peek(0);
    const isBar = word?.kind === "sign" && word.text === "|";
    if (isBar) this.#at += 1;
    return isBar;
  }

  /** Fields that follow without a space. */
  fields(): readonly string[] {
    const fields: string[] = [];
    for (let word = this.peek(0); word?.kind === "field" && !word.isSpaced; word = this.peek(0)) {
      fields.push(word.text.slice(1));
      this.#at += 1;
    }
    return fields;
  }
}

/** Fields and methods of CoreDNS's templateData that are not modelled. */
const UNMODELLED_FIELDS: ReadonlySet<string> = new Set(["Message", "Var", "String"]);

function modelled(fields: readonly string[]): readonly string[] {
  const field = fields.find((candidate) => UNMODELLED_FIELDS.has(candidate));
  if (field !== undefined) throw new TemplateUnsupported(`".${field}" in a template`);
  return fields;
}

function named(name: string, line: number): Operand {
  if (name === "true" || name === "false") return { kind: "literal", value: name === "true" };
  if (name === "nil") throw new TemplateUnsupported('"nil" in a template');
  if (templateFunctions.has(name)) return { kind: "function", name };
  if (unmodelledFunctions.has(name)) throw new TemplateUnsupported(`"${name}" in a template`);
  throw new TemplateFault(`function "${name}" not defined`, line);
}

function checkCommand(head: Operand, operands: readonly Operand[], stage: number, line: number): void {
  const isExecutable = head.kind !== "literal" && (head.kind !== "dot" || head.fields.length > 0);
  if (stage > 1 && !isExecutable) throw new TemplateFault(`non executable command in pipeline stage ${stage}`, line);
  if (head.kind === "literal" && operands.length > 0)
    throw new TemplateUnsupported("a literal with arguments in a template");
  if (head.kind !== "function" || head.name !== "printf") return;
  const [format] = operands;
  if (format?.kind !== "literal" || typeof format.value !== "string" || !checkFormat(format.value)) {
    throw new TemplateUnsupported(`this "printf" in a template, line ${line}`);
  }
}

function wordsText(words: readonly TemplateWord[]): string {
  return words.map(({ text }) => text).join(" ");
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["t", "\t"],
  ["r", "\r"],
  ["a", "\u0007"],
  ["b", "\b"],
  ["f", "\f"],
  ["v", "\v"],
  ["\\", "\\"],
  ['"', '"'],
]);

function unquoted(text: string): string {
  if (text.startsWith("`")) return text.slice(1, -1).replaceAll("\r", "");
  return text.slice(1, -1).replace(/\\(.)/g, (_, character: string) => {
    const escaped = ESCAPES.get(character);
    if (escaped === undefined) throw new TemplateUnsupported(`"\\${character}" in a string of a template`);
    return escaped;
  });
}
