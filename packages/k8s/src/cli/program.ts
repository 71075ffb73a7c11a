import { escapeForTerminal, VERSION } from "@splithorizon/core";
import { Command, CommanderError } from "commander";
import { CliFault, type CliIo, type ExitCode, exitCodes } from "./io.ts";
import { addSnapshot } from "./snapshot.ts";

/** Runs one command line and says how it ended. Nothing here ends the process. */
export async function runKubectlPlugin(words: readonly string[], io: CliIo): Promise<ExitCode> {
  let code: ExitCode = exitCodes.fine;
  const program = new Command("kubectl-splithorizon")
    .description("What splithorizon needs of a Kubernetes cluster.")
    .version(VERSION)
    .showSuggestionAfterError()
    .exitOverride();
  addSnapshot(program, io, (ended) => {
    code = ended;
  });
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(text) });
  }
  try {
    await program.parseAsync([...words], { from: "user" });
    return code;
  } catch (fault) {
    if (fault instanceof CliFault) {
      io.err(`${fault.message.split("\n").map(escapeForTerminal).join("\n")}\n`);
      return exitCodes.badInput;
    }
    if (fault instanceof CommanderError) return fault.exitCode === 0 ? exitCodes.fine : exitCodes.badInput;
    throw fault;
  }
}
