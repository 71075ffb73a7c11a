export { type CliIo, type ExitCode, exitCodes, type Sleep, unhurried } from "./io.ts";
export { runCli } from "./program.ts";
