import { ExpressionFault, ExpressionUnsupported, type Node } from "./ast.ts";
import { natureOf } from "./check.ts";
import { evaluate } from "./evaluate.ts";
import {
  builtinFunctions,
  EvaluationError,
  type ExpressionFunction,
  type ExpressionSubject,
  goNameOf,
  inCidr,
} from "./functions.ts";
import { ANY, BOOL, INT, type Nature, STRING } from "./nature.ts";
import { parseExpression } from "./parse.ts";

const SUBJECT_TYPES: Readonly<Record<keyof ExpressionSubject, Nature>> = {
  type: STRING,
  name: STRING,
  class: STRING,
  proto: STRING,
  size: INT,
  client_ip: STRING,
  port: STRING,
  id: INT,
  opcode: INT,
  do: BOOL,
  bufsize: INT,
  server_ip: STRING,
  server_port: STRING,
};

/** An expression, ready to be asked; or why it is none; or what of it is not modelled. */
export type CompiledExpression =
  /** `holds`: anything but true, an error too, is false. */
  | { readonly kind: "expression"; readonly holds: (subject: ExpressionSubject) => boolean }
  | { readonly kind: "fault"; readonly message: string; readonly at: number }
  | { readonly kind: "unsupported"; readonly what: string };

/** What stops CoreDNS in an expression of `template`, which may ask for groups of a match as well; null: it compiles, or nobody knows. */
export function faultOfTemplateExpression(text: string): string | null {
  const compiled = compile(text, TEMPLATE_FUNCTIONS);
  return compiled.kind === "fault" ? compiled.message : null;
}

/** As github.com/expr-lang/expr compiles it for CoreDNS. `metadata` is empty text: nobody collects it unless the plugin of that name does. */
export function compileExpression(text: string): CompiledExpression {
  return compile(text, FUNCTIONS);
}

function compile(text: string, functions: ReadonlyMap<string, ExpressionFunction>): CompiledExpression {
  try {
    const node = parseExpression(text);
    natureOf(node, functions);
    return { kind: "expression", holds: (subject) => holds(node, subject) };
  } catch (problem) {
    if (problem instanceof ExpressionFault) return { kind: "fault", message: problem.message, at: problem.at };
    if (problem instanceof ExpressionUnsupported) return { kind: "unsupported", what: problem.message };
    throw problem;
  }
}

function holds(node: Node, subject: ExpressionSubject): boolean {
  try {
    return evaluate(node, { functions: FUNCTIONS, subject }) === true;
  } catch (problem) {
    if (problem instanceof EvaluationError) return false;
    throw problem;
  }
}

const OWN = Object.entries(SUBJECT_TYPES).map(([name, result]): readonly [string, ExpressionFunction] => [
  name,
  {
    signatures: [{ parameters: [], result }],
    goName: goNameOf([], result),
    apply: (_operands, subject) => subject[name as keyof ExpressionSubject],
  },
]);
const METADATA: ExpressionFunction = {
  signatures: [{ parameters: [STRING], result: STRING }],
  goName: goNameOf([STRING], STRING),
  apply: () => "",
};
const FUNCTIONS: ReadonlyMap<string, ExpressionFunction> = new Map([
  ...builtinFunctions,
  ["incidr", inCidr],
  ["metadata", METADATA],
  ...OWN,
]);
/** plugin/template exprEnv: `group(1)` or `group('name')`. */
const TEMPLATE_FUNCTIONS: ReadonlyMap<string, ExpressionFunction> = new Map([
  ...FUNCTIONS,
  [
    "group",
    { signatures: [{ parameters: [ANY], result: STRING }], goName: "func(interface {}) string", apply: () => "" },
  ],
]);
