export { type CompiledExpression, compileExpression, faultOfTemplateExpression } from "./expression.ts";
export type { ExpressionSubject } from "./functions.ts";
