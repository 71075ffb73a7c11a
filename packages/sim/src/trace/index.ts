export { printTraceAsMermaid } from "./print-mermaid.ts";
export { printTrace } from "./print-text.ts";
export type { Recorder, TraceEvent, TraceStep } from "./step.ts";
export { printTraceAsJson } from "./trace-json.ts";
