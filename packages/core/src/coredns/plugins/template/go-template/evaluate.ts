import { assertNever } from "../../../../invariant.ts";
import type { Command, Operand, Pipeline, TemplateBody, TemplateNode } from "./ast.ts";
import { isTrue, printValue, TemplateError, type TemplateValue, templateFunctions } from "./functions.ts";

/** Steps that one template may take: a range over a large number never ends otherwise. */
const MOST_STEPS = 100_000;

/** A template's text with this dot; null where Go's template fails. */
export function runTemplate(body: TemplateBody, dot: TemplateValue): string | null {
  try {
    const run = new Run(dot);
    run.body(body, dot);
    return run.text;
  } catch (problem) {
    if (problem instanceof TemplateError) return null;
    throw problem;
  }
}

type Flow = "goes-on" | "break" | "continue";

class Run {
  text = "";
  readonly #variables: { readonly name: string; value: TemplateValue }[];
  #steps = 0;

  constructor(dot: TemplateValue) {
    this.#variables = [{ name: "$", value: dot }];
  }

  body(nodes: TemplateBody, dot: TemplateValue): Flow {
    for (const node of nodes) {
      this.#steps += 1;
      if (this.#steps > MOST_STEPS) throw new TemplateError("too many steps");
      const flow = this.#node(node, dot);
      if (flow !== "goes-on") return flow;
    }
    return "goes-on";
  }

  #node(node: TemplateNode, dot: TemplateValue): Flow {
    switch (node.kind) {
      case "text":
        this.text += node.text;
        return "goes-on";
      case "action": {
        const value = this.#pipeline(node.pipeline, dot);
        if (node.pipeline.variables.length === 0) this.text += printValue(value);
        return "goes-on";
      }
      case "if":
      case "with":
        return this.#scoped(() => {
          const value = this.#pipeline(node.test, dot);
          if (!isTrue(value)) return this.body(node.otherwise, dot);
          return this.body(node.then, node.kind === "with" ? value : dot);
        });
      case "range":
        return this.#scoped(() => this.#range(node, dot));
      case "break":
      case "continue":
        return node.kind;
      default:
        return assertNever(node);
    }
  }

  #scoped(act: () => Flow): Flow {
    const known = this.#variables.length;
    const flow = act();
    this.#variables.length = known;
    return flow;
  }

  #range(node: TemplateNode & { readonly kind: "range" }, dot: TemplateValue): Flow {
    const over = this.#commands(node.over, dot);
    const items = itemsOf(over);
    const { variables, declares } = node.over;
    if (typeof over === "number" && variables.length > 1) throw new TemplateError("more than one variable");
    for (const [key, value] of items) {
      const known = this.#variables.length;
      const values = variables.length === 2 ? [key, value] : [value];
      for (const [index, name] of variables.entries()) this.#set(name, values[index] ?? value, declares);
      const flow = this.body(node.body, value);
      this.#variables.length = known;
      if (flow === "break") break;
    }
    return items.length === 0 ? this.body(node.otherwise, dot) : "goes-on";
  }

  #pipeline(pipeline: Pipeline, dot: TemplateValue): TemplateValue {
    const value = this.#commands(pipeline, dot);
    for (const name of pipeline.variables) this.#set(name, value, pipeline.declares);
    return value;
  }

  #commands({ commands }: Pipeline, dot: TemplateValue): TemplateValue {
    let value: TemplateValue | null = null;
    for (const command of commands) value = this.#command(command, dot, value);
    if (value === null) throw new TemplateError("no value");
    return value;
  }

  /** What came before is the last argument. */
  #command({ head, operands }: Command, dot: TemplateValue, piped: TemplateValue | null): TemplateValue {
    if (head.kind === "function" && (head.name === "and" || head.name === "or"))
      return this.#shortCut(head.name, operands, dot, piped);
    const given = operands.map((operand) => this.#operand(operand, dot));
    const values = piped === null ? given : [...given, piped];
    if (head.kind === "function") return call(head.name, values);
    if (head.kind === "dot" && head.fields.length === 1 && head.fields[0] === "Meta") return metadata(values);
    if (values.length > 0) throw new TemplateError("can't give argument to non-function");
    if (head.kind === "literal" && typeof head.value === "object") throw new TemplateError("nil is not a command");
    return this.#operand(head, dot);
  }

  #shortCut(
    name: "and" | "or",
    operands: readonly Operand[],
    dot: TemplateValue,
    piped: TemplateValue | null,
  ): TemplateValue {
    let value: TemplateValue | null = null;
    for (const operand of operands) {
      value = this.#operand(operand, dot);
      if (isTrue(value) === (name === "or")) return value;
    }
    const last = piped ?? value;
    if (last === null) throw new TemplateError("wrong number of args");
    return last;
  }

  #operand(operand: Operand, dot: TemplateValue): TemplateValue {
    switch (operand.kind) {
      case "literal":
        return operand.value;
      case "dot":
        return operand.fields.reduce(fieldOf, dot);
      case "variable":
        return operand.fields.reduce(fieldOf, this.#get(operand.name));
      case "function":
        return call(operand.name, []);
      case "pipeline":
        return operand.fields.reduce(fieldOf, this.#commands(operand.pipeline, dot));
      default:
        return assertNever(operand);
    }
  }

  #get(name: string): TemplateValue {
    const found = this.#variables.findLast((variable) => variable.name === name);
    if (found === undefined) throw new TemplateError(`undefined variable ${name}`);
    return found.value;
  }

  #set(name: string, value: TemplateValue, declares: Pipeline["declares"]): void {
    const found = this.#variables.findLast((variable) => variable.name === name);
    if (declares === "new") this.#variables.push({ name, value });
    else if (found === undefined) throw new TemplateError(`undefined variable ${name}`);
    else found.value = value;
  }
}

function call(name: string, values: readonly TemplateValue[]): TemplateValue {
  const run = templateFunctions.get(name);
  if (run === undefined) throw new TemplateError(`no function ${name}`);
  return run(values);
}

/** `.Meta "plugin/label"`: empty, as nobody collects them. */
function metadata(values: readonly TemplateValue[]): TemplateValue {
  if (values.length !== 1 || typeof values[0] !== "string") throw new TemplateError("wrong arguments for Meta");
  return "";
}

/** Of a record a field that must be there; of a map an entry that need not, and then none of its own either. */
function fieldOf(value: TemplateValue, field: string): TemplateValue {
  if (typeof value !== "object") throw new TemplateError(`can't evaluate field ${field}`);
  if (value.kind === "missing") return value;
  if (value.kind === "map") return value.entries.get(field) ?? { kind: "missing" };
  const found = value.kind === "record" ? value.fields.get(field) : undefined;
  if (found === undefined) throw new TemplateError(`can't evaluate field ${field}`);
  return found;
}

function itemsOf(value: TemplateValue): readonly (readonly [TemplateValue, TemplateValue])[] {
  if (typeof value === "number") {
    if (value > MOST_STEPS) throw new TemplateError("too many steps");
    return Array.from({ length: Math.max(0, value) }, (_, index) => [index, index] as const);
  }
  if (typeof value !== "object") throw new TemplateError("range can't iterate over this");
  switch (value.kind) {
    case "list":
      return value.items.map((item, index) => [index, item] as const);
    case "map":
      return [...value.entries].sort();
    case "missing":
      return [];
    case "record":
      throw new TemplateError("range can't iterate over this");
  }
}
