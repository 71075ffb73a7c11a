/** What a template is made of (Go's text/template/parse). */
export type TemplateNode =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "action"; readonly pipeline: Pipeline }
  | {
      readonly kind: "if" | "with";
      readonly test: Pipeline;
      readonly then: TemplateBody;
      readonly otherwise: TemplateBody;
    }
  | { readonly kind: "range"; readonly over: Pipeline; readonly body: TemplateBody; readonly otherwise: TemplateBody }
  | { readonly kind: "break" | "continue" };

export type TemplateBody = readonly TemplateNode[];

/** Commands, each of which gets what the one before it gave; and the variables that get the result. */
export interface Pipeline {
  readonly variables: readonly string[];
  /** `:=` makes new variables, `=` changes old ones. */
  readonly declares: "new" | "old";
  readonly commands: readonly Command[];
}

/** A function or a method with arguments, or one value. */
export interface Command {
  readonly head: Operand;
  readonly operands: readonly Operand[];
}

export type Operand =
  /** `missing`: nil. */
  | { readonly kind: "literal"; readonly value: string | number | boolean | { readonly kind: "missing" } }
  /** `.A.B`; no names: the dot itself. */
  | { readonly kind: "dot"; readonly fields: readonly string[] }
  /** `$x.A`; the name has its dollar sign. */
  | { readonly kind: "variable"; readonly name: string; readonly fields: readonly string[] }
  | { readonly kind: "function"; readonly name: string }
  /** `(pipeline).A` */
  | { readonly kind: "pipeline"; readonly pipeline: Pipeline; readonly fields: readonly string[] };

/** What stops Go's parser, in its words behind the line. */
export class TemplateFault extends Error {
  /** From 1. */
  readonly line: number;
  /** Where the action began that is not finished, if that is another line. */
  readonly actionLine: number | null;

  constructor(message: string, line: number, actionLine: number | null = null) {
    super(message);
    this.line = line;
    this.actionLine = actionLine;
  }
}

/** What Go's templates do and this does not. */
export class TemplateUnsupported extends Error {}
