import { ExpressionFault, type Node } from "./ast.ts";
import type { ExpressionFunction, Signature } from "./functions.ts";
import { INT, isAssignable, type Nature, nameOfNature } from "./nature.ts";

type Call = Node & { readonly kind: "call" };
const MEASURED: ReadonlySet<string> = new Set(["string", "array", "any"]);

/** What a call with arguments of these types comes to (checker.go callNode and builtinNode). */
export function natureOfCall(node: Call, called: ExpressionFunction, given: readonly Nature[]): Nature {
  return node.name === "len" ? natureOfLength(given, node.at) : takes(node, given, called);
}

function natureOfLength(given: readonly Nature[], at: number): Nature {
  const [first] = given;
  if (first === undefined || given.length > 1)
    throw new ExpressionFault(`invalid number of arguments (expected 1, got ${given.length})`, at);
  if (MEASURED.has(first.kind)) return INT;
  // What Go prints for no type at all.
  const type = first.kind === "nil" ? "%!s(<nil>)" : nameOfNature(first);
  throw new ExpressionFault(`invalid argument for len (type ${type})`, at);
}

/** Of several signatures the first that takes what is given; the complaint is about the last. */
function takes(node: Call, given: readonly Nature[], { signatures }: ExpressionFunction): Nature {
  let fault: ExpressionFault | null = null;
  for (const signature of signatures) {
    fault = faultOf(node, given, signature);
    if (fault === null) return signature.result;
  }
  throw fault ?? new ExpressionFault(`no matching overload for ${node.name}`, node.at);
}

function faultOf(
  { name, operands, at }: Call,
  given: readonly Nature[],
  { parameters }: Signature,
): ExpressionFault | null {
  if (given.length > parameters.length) return new ExpressionFault(`too many arguments to call ${name}`, at);
  if (given.length < parameters.length) return new ExpressionFault(`not enough arguments to call ${name}`, at);
  for (const [index, wanted] of parameters.entries()) {
    const nature = given[index];
    if (nature === undefined || wanted.kind === "any" || nature.kind === "any" || isAssignable(nature, wanted))
      continue;
    const type = nature.kind === "nil" ? "nil" : nameOfNature(nature);
    const why = `cannot use ${type} as argument (type ${nameOfNature(wanted)}) to call ${name}`;
    return new ExpressionFault(why, operands[index]?.at ?? at);
  }
  return null;
}
