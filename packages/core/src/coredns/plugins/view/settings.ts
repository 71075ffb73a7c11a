import type { Parsed } from "../../../text/index.ts";
import type { Dispenser } from "../../corefile/index.ts";
import { type CompiledExpression, compileExpression, type ExpressionSubject } from "../../expression/index.ts";
import type { SettingsContext } from "../../plugin-entry.ts";
import { onlyUse, settled } from "../settings-helpers.ts";

export interface ViewSettings {
  readonly name: string;
  /** All of them must hold. */
  readonly expressions: readonly ViewExpression[];
}

export type ViewExpression =
  | { readonly kind: "expression"; readonly holds: (subject: ExpressionSubject) => boolean; readonly text: string }
  | { readonly kind: "unsupported"; readonly what: string; readonly text: string };

/** plugin/view/setup.go. The lexer has taken double quotes away: strings stand in single ones. */
export function readViewSettings(dispenser: Dispenser, context: SettingsContext): Parsed<ViewSettings> {
  let name = "";
  const expressions: ViewExpression[] = [];
  onlyUse(dispenser, () => {
    name = dispenser.onlyArgument()?.text ?? "";
    while (dispenser.nextInBlock()) {
      if (dispenser.value === "expr") readExpression(dispenser, context, expressions);
      else dispenser.unknownProperty(["expr"]);
    }
  });
  return settled({ name, expressions }, dispenser);
}

function readExpression(dispenser: Dispenser, context: SettingsContext, expressions: ViewExpression[]): void {
  const span = dispenser.span;
  const text = dispenser.remainingArguments().join(" ");
  const compiled = withMetadata(compileExpression(text), text, context);
  if (compiled.kind === "fault") {
    dispenser.problem(compiled.message, { at: span });
    return;
  }
  if (compiled.kind === "unsupported") dispenser.unsupported(compiled.what, span);
  expressions.push({ ...compiled, text });
}

/** What other plugins write into `metadata` is not modelled. */
function withMetadata(compiled: CompiledExpression, text: string, { siblings }: SettingsContext): CompiledExpression {
  const asks = compiled.kind === "expression" && siblings.has("metadata") && /\bmetadata\s*\(/.test(text);
  return asks ? { kind: "unsupported", what: "metadata in expressions" } : compiled;
}
