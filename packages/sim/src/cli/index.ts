export { type CliIo, type ExitCode, exitCodes } from "./io.ts";
export { runCli } from "./program.ts";
