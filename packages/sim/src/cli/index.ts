export { type CliIo, type ExitCode, exitCodes, type Sleep, sleepForEver } from "./io.ts";
export { runCli } from "./program.ts";
