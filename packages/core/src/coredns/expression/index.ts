export { type CompiledExpression, compileExpression } from "./expression.ts";
export type { ExpressionSubject } from "./functions.ts";
