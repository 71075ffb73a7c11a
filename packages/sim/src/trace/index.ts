export type { Recorder, TraceEvent, TraceStep } from "./step.ts";
