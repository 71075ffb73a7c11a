import {
  type Command,
  type Operand,
  type Pipeline,
  type TemplateBody,
  type TemplateFault,
  type TemplateNode,
  TemplateUnsupported,
} from "./ast.ts";
import { checkFormat, templateFunctions, unmodelledFunctions } from "./functions.ts";
import type { TemplateToken } from "./lexer.ts";
import { characterOf, numberOf, unquoted } from "./literals.ts";
import { TokenReader } from "./token-reader.ts";

/** Deeper than this nobody writes; the parser calls itself once a level. */
const MOST_DEPTH = 50;
const UNKNOWN_WORDS: ReadonlySet<string> = new Set(["define", "template", "block"]);
const CONTROLS: ReadonlySet<string> = new Set(["if", "with", "range"]);

/** Reads a template as Go does (text/template/parse/parse.go); throws {@link TemplateFault} or {@link TemplateUnsupported}. */
export function parseGoTemplate(text: string): TemplateBody {
  const parser = new Parser(text);
  const { body, end } = parser.list("top");
  if (end !== null) throw parser.fault(`unexpected {{${end}}}`);
  return body;
}

type Control = "if" | "with" | "range";

class Parser {
  readonly #tokens: TokenReader;
  /** Names of the variables that are known here. */
  readonly #variables: string[] = ["$"];
  #depth = 0;
  #loops = 0;

  constructor(text: string) {
    this.#tokens = new TokenReader(text);
  }

  fault(message: string): TemplateFault {
    return this.#tokens.fault(message);
  }

  /** Up to an `end` or an `else`, or to the end of all; the actions between them stand in an action of their own. */
  list(place: "top" | "inner"): { readonly body: TemplateBody; readonly end: "end" | "else" | null } {
    const body: TemplateNode[] = [];
    for (;;) {
      const token = this.#tokens.nextWord();
      if (token.kind === "end" && place === "top") return { body, end: null };
      if (token.kind === "end") throw this.fault("unexpected EOF");
      if (token.kind === "text") {
        body.push({ kind: "text", text: token.text });
        continue;
      }
      if (token.kind !== "open") throw this.#tokens.unexpected(token, "input");
      const node = this.#action();
      if (typeof node === "string") return { body, end: node };
      body.push(node);
    }
  }

  #action(): TemplateNode | "end" | "else" {
    const token = this.#tokens.nextWord();
    const word = token.kind === "word" ? token.text : "";
    if (UNKNOWN_WORDS.has(word)) throw new TemplateUnsupported(`"${word}" in a template`);
    switch (word) {
      case "if":
      case "with":
      case "range":
        return this.#control(word);
      case "break":
      case "continue":
        this.#close(`{{${word}}}`);
        if (this.#loops === 0) throw this.fault(`{{${word}}} outside {{range}}`);
        return { kind: word };
      case "end":
        this.#close("end");
        return "end";
      case "else":
        if (!this.#isNext("if") && !this.#isNext("with")) this.#close("else");
        return "else";
      default:
        this.#tokens.back();
        return { kind: "action", pipeline: this.#pipeline("command", "close") };
    }
  }

  #close(context: string): void {
    const token = this.#tokens.nextWord();
    if (token.kind !== "close") throw this.#tokens.unexpected(token, context);
  }

  #isNext(word: string): boolean {
    const token = this.#tokens.peekWord();
    return token.kind === "word" && token.text === word;
  }

  #control(word: Control): TemplateNode {
    this.#deeper();
    const known = this.#variables.length;
    const pipeline = this.#pipeline(word, "close");
    this.#loops += word === "range" ? 1 : 0;
    const { body: then, end } = this.list("inner");
    this.#loops -= word === "range" ? 1 : 0;
    const otherwise = end === "else" ? this.#otherwise(word) : [];
    this.#variables.length = known;
    this.#depth -= 1;
    if (word === "range") return { kind: "range", over: pipeline, body: then, otherwise };
    return { kind: word, test: pipeline, then, otherwise };
  }

  #deeper(): void {
    this.#depth += 1;
    if (this.#depth > MOST_DEPTH) throw new TemplateUnsupported("a template nested so deeply");
  }

  /** `else if` and `else with` are a control of their own that shares the end. */
  #otherwise(word: Control): TemplateBody {
    if (word !== "range" && this.#isNext(word)) {
      this.#tokens.nextWord();
      return [this.#control(word)];
    }
    const { body, end } = this.list("inner");
    if (end === "else") throw this.fault("expected end; found {{else}}");
    return body;
  }

  /** A variable is known within the very pipeline that makes it. */
  #pipeline(context: string, close: "close" | ")"): Pipeline {
    const head = this.#declared(context);
    const commands: Command[] = [];
    for (;;) {
      const token = this.#tokens.nextWord();
      if (token.kind === close || (token.kind === "sign" && token.text === close)) break;
      if (!isOperand(token)) throw this.#tokens.unexpected(token, context);
      this.#tokens.back();
      commands.push(this.#command());
    }
    if (commands.length === 0) throw this.fault(`missing value for ${context}`);
    for (const [index, { head: called }] of commands.entries()) {
      const isExecutable = called.kind !== "literal" && (called.kind !== "dot" || called.fields.length > 0);
      if (index > 0 && !isExecutable) throw this.fault(`non executable command in pipeline stage ${index + 1}`);
    }
    return { ...head, commands };
  }

  #declared(context: string): Pick<Pipeline, "variables" | "declares"> {
    const variables: string[] = [];
    while (this.#tokens.peekWord().kind === "variable") {
      const mark = this.#tokens.mark();
      const { text } = this.#tokens.nextWord();
      const sign = this.#tokens.nextWord();
      if (sign.kind === "sign" && (sign.text === ":=" || sign.text === "=")) {
        this.#variables.push(text);
        return { variables: [...variables, text], declares: sign.text === ":=" ? "new" : "old" };
      }
      if (sign.kind !== "sign" || sign.text !== ",") {
        this.#tokens.reset(mark);
        break;
      }
      variables.push(text);
      this.#variables.push(text);
      this.#mustTakeAnother(context, variables.length);
    }
    if (variables.length > 0) throw new TemplateUnsupported("variables without a value in a template");
    return { variables, declares: "new" };
  }

  #mustTakeAnother(context: string, count: number): void {
    if (context !== "range" || count >= 2) throw this.fault(`too many declarations in ${context}`);
    const { kind, text } = this.#tokens.peekWord();
    const isGood = kind === "variable" || kind === "close" || (kind === "sign" && text === ")");
    if (!isGood) throw this.fault("range can only initialize variables");
  }

  #command(): Command {
    const operands: Operand[] = [];
    for (;;) {
      const operand = this.#operand();
      if (operand !== null) operands.push(operand);
      const token = this.#tokens.next();
      if (token.kind === "space") continue;
      if (token.kind === "sign" && token.text === "|") break;
      if (token.kind !== "close" && !(token.kind === "sign" && token.text === ")"))
        throw this.#tokens.unexpected(token, "operand");
      this.#tokens.back();
      break;
    }
    const [head, ...rest] = operands;
    if (head === undefined) throw this.fault("empty command");
    checkCommand(head, rest);
    return { head, operands: rest };
  }

  /** A term and the fields that follow it without a space; null: something else stands here. */
  #operand(): Operand | null {
    const token = this.#tokens.nextWord();
    const term = this.#term(token);
    if (term === null) {
      this.#tokens.back();
      return null;
    }
    const fields: string[] = [];
    while (this.#tokens.peek().kind === "field") fields.push(this.#tokens.next().text.slice(1));
    if (fields.length === 0) return term;
    if (term.kind === "literal" || (term.kind === "dot" && term.fields.length === 0))
      throw this.fault(`unexpected . after term ${JSON.stringify(token.text)}`);
    return withFields(term, modelled(fields));
  }

  #term(token: TemplateToken): Operand | null {
    switch (token.kind) {
      case "word":
        return this.#named(token.text);
      case "dot":
        return { kind: "dot", fields: [] };
      case "variable":
        if (!this.#variables.includes(token.text)) throw this.fault(`undefined variable ${JSON.stringify(token.text)}`);
        return { kind: "variable", name: token.text, fields: [] };
      case "field":
        return { kind: "dot", fields: modelled([token.text.slice(1)]) };
      case "number":
        return this.#literal(numberOf(token.text));
      case "character":
        return this.#literal(characterOf(token.text));
      case "string":
        return this.#literal(unquoted(token.text));
      case "sign":
        return token.text === "(" ? this.#inParentheses() : null;
      default:
        return null;
    }
  }

  #literal(value: string | number | { readonly fault: string }): Operand {
    if (typeof value === "object") throw this.fault(value.fault);
    return { kind: "literal", value };
  }

  #inParentheses(): Operand {
    this.#deeper();
    const pipeline = this.#pipeline("parenthesized pipeline", ")");
    this.#depth -= 1;
    return { kind: "pipeline", pipeline, fields: [] };
  }

  #named(name: string): Operand | null {
    if (name === "true" || name === "false") return { kind: "literal", value: name === "true" };
    if (name === "nil") return { kind: "literal", value: { kind: "missing" } };
    if (isKeyword(name)) return null;
    if (templateFunctions.has(name)) return { kind: "function", name };
    if (unmodelledFunctions.has(name)) throw new TemplateUnsupported(`"${name}" in a template`);
    throw this.fault(`function ${JSON.stringify(name)} not defined`);
  }
}

function isKeyword(word: string): boolean {
  return CONTROLS.has(word) || UNKNOWN_WORDS.has(word) || ["else", "end", "break", "continue"].includes(word);
}

/** What may begin a command. */
function isOperand({ kind, text }: TemplateToken): boolean {
  if (kind === "word") return !isKeyword(text);
  return (
    ["string", "number", "character", "field", "variable", "dot"].includes(kind) || (kind === "sign" && text === "(")
  );
}

function withFields(term: Operand, fields: readonly string[]): Operand {
  if (term.kind === "dot" || term.kind === "variable") return { ...term, fields: [...term.fields, ...fields] };
  if (term.kind === "pipeline") return { ...term, fields };
  const commands = [{ head: term, operands: [] }];
  return { kind: "pipeline", pipeline: { variables: [], declares: "new", commands }, fields };
}

/** Fields and methods of CoreDNS's templateData that are not modelled. */
const UNMODELLED_FIELDS: ReadonlySet<string> = new Set(["Message", "Var", "String"]);

function modelled(fields: readonly string[]): readonly string[] {
  const field = fields.find((candidate) => UNMODELLED_FIELDS.has(candidate));
  if (field !== undefined) throw new TemplateUnsupported(`".${field}" in a template`);
  return fields;
}

function checkCommand(head: Operand, [format]: readonly Operand[]): void {
  if (head.kind !== "function" || head.name !== "printf") return;
  if (format?.kind !== "literal" || typeof format.value !== "string" || !checkFormat(format.value))
    throw new TemplateUnsupported('this "printf" in a template');
}
