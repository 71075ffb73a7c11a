export { mermaidText } from "./mermaid-text.ts";
export { printTraceAsMermaid } from "./print-mermaid.ts";
export { flagWords, printTrace, questionText, responseText } from "./print-text.ts";
export type { Recorder, TraceEvent, TraceStep } from "./step.ts";
export { type ServerPart, summariseTrace } from "./summarise.ts";
export { printTraceAsJson } from "./trace-json.ts";
