import { type Assertion, type Ranges, RegexpFault, type RegexpNode } from "./syntax.ts";

/** One step of the machine; the number is where it goes on. */
export type Instruction =
  | { readonly op: "set"; readonly ranges: Ranges; next: number }
  | { readonly op: "assert"; readonly assertion: Assertion; next: number }
  | { readonly op: "save"; readonly slot: number; next: number }
  /** Tries `next` first. */
  | { readonly op: "split"; next: number; other: number }
  | { readonly op: "match" };

/** Steps of one machine. Go takes more; no name is worth them. */
const MAX_STEPS = 200_000;

/** Thompson's construction, from the end to the beginning: each node is given where it goes on. */
export function compileSyntax(node: RegexpNode): { readonly program: readonly Instruction[]; readonly start: number } {
  const compiler = new Compiler();
  const end = compiler.add({ op: "match" });
  const start = compiler.capture(0, node, end);
  return { program: compiler.program, start };
}

class Compiler {
  readonly program: Instruction[] = [];

  add(instruction: Instruction): number {
    if (this.program.length >= MAX_STEPS) throw new RegexpFault("unsupported", "a regular expression of this size");
    this.program.push(instruction);
    return this.program.length - 1;
  }

  capture(index: number, node: RegexpNode, next: number): number {
    const close = this.add({ op: "save", slot: 2 * index + 1, next });
    return this.add({ op: "save", slot: 2 * index, next: this.compile(node, close) });
  }

  compile(node: RegexpNode, next: number): number {
    switch (node.kind) {
      case "empty":
        return next;
      case "set":
        return this.add({ op: "set", ranges: node.ranges, next });
      case "assertion":
        return this.add({ op: "assert", assertion: node.assertion, next });
      case "capture":
        return this.capture(node.index, node.node, next);
      case "sequence":
        return node.nodes.reduceRight((after, part) => this.compile(part, after), next);
      case "choice":
        return node.nodes
          .map((part) => this.compile(part, next))
          .reduceRight((other, first) => this.add({ op: "split", next: first, other }));
      case "repeat":
        return this.#repeat(node, next);
    }
  }

  #repeat(node: Extract<RegexpNode, { kind: "repeat" }>, next: number): number {
    const { min, max, isGreedy } = node;
    let after = max === null ? this.#endless(node, next) : next;
    for (let count = max ?? 0; count > min; count -= 1)
      after = this.#split(this.compile(node.node, after), next, isGreedy);
    const required = max === null ? Math.max(0, min - 1) : min;
    for (let count = 0; count < required; count += 1) after = this.compile(node.node, after);
    return after;
  }

  /** `x+`, and for `x*` the same made optional, so that an empty x has Go's order of choices (regexp/syntax compile.go star). */
  #endless({ node, min, isGreedy }: Extract<RegexpNode, { kind: "repeat" }>, next: number): number {
    const loop = this.add({ op: "split", next, other: next });
    const body = this.compile(node, loop);
    const step = this.program[loop];
    if (step?.op === "split") {
      step.next = isGreedy ? body : next;
      step.other = isGreedy ? next : body;
    }
    return min === 0 ? this.#split(body, next, isGreedy) : body;
  }

  #split(body: number, next: number, isGreedy: boolean): number {
    return this.add(isGreedy ? { op: "split", next: body, other: next } : { op: "split", next, other: body });
  }
}
