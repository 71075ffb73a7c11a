import { escapeForTerminal, VERSION } from "@splithorizon/core";
import { Command, CommanderError } from "commander";
import { addAsk } from "./commands/ask.ts";
import { addCheck } from "./commands/check.ts";
import { addDiagram } from "./commands/diagram.ts";
import { addDig } from "./commands/dig.ts";
import { addInit } from "./commands/init.ts";
import { addLint } from "./commands/lint.ts";
import { addMap } from "./commands/map.ts";
import { addRun } from "./commands/run.ts";
import { addServe } from "./commands/serve.ts";
import { addShow } from "./commands/show.ts";
import { addTrace } from "./commands/trace.ts";
import { CliFault, type CliIo, type ExitCode, exitCodes } from "./io.ts";

/** Runs one command line and says how it ended. Nothing here ends the process. */
export async function runCli(words: readonly string[], io: CliIo): Promise<ExitCode> {
  let code: ExitCode = exitCodes.fine;
  const program = makeProgram(io, (ended) => {
    code = ended;
  });
  try {
    await program.parseAsync([...words], { from: "user" });
    return code;
  } catch (fault) {
    return endByFault(fault, io);
  }
}

function endByFault(fault: unknown, io: CliIo): ExitCode {
  if (fault instanceof CliFault) {
    io.err(`${fault.message.split("\n").map(escapeForTerminal).join("\n")}\n`);
    return fault.code;
  }
  if (fault instanceof CommanderError) return fault.exitCode === 0 ? exitCodes.fine : exitCodes.badInput;
  throw fault;
}

function makeProgram(io: CliIo, end: (code: ExitCode) => void): Command {
  const program = new Command("splithorizon")
    .description("The offline twin of a split-horizon DNS: BIND pair, CoreDNS in Kubernetes, and the way between them.")
    .version(VERSION)
    .configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(text) })
    .showSuggestionAfterError()
    .exitOverride();
  for (const add of [
    addCheck,
    addDig,
    addTrace,
    addMap,
    addShow,
    addLint,
    addServe,
    addAsk,
    addRun,
    addDiagram,
    addInit,
  ])
    add(program, io, end);
  for (const command of program.commands) {
    command.exitOverride().configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(text) });
  }
  return program;
}
