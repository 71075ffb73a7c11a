export { type DigOptions, type Dug, dig } from "./dig.ts";
export type { DigWordFault } from "./dig-word-reader.ts";
export { type DigCommand, parseDigWords } from "./dig-words.ts";
export { DIG_VERSION, type DigResult, type DigSurroundings, runDig } from "./run-dig.ts";
