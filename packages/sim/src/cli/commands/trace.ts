import { BEGINNING } from "@splithorizon/core";
import { type Command, Option } from "commander";
import { runDig } from "../../dig/index.ts";
import { printTrace, printTraceAsJson, printTraceAsMermaid, type TraceStep } from "../../trace/index.ts";
import type { CliIo, ExitCode } from "../io.ts";
import { readAskedWords } from "../words.ts";
import { endOf } from "./dig.ts";

const PRINTERS = { text: printTrace, json: printTraceAsJson, mermaid: printTraceAsMermaid } as const;
type TraceFormat = keyof typeof PRINTERS;

const EXAMPLES = `
Examples:
  splithorizon trace examples/kloud-lan web.linkerd-viz.k8s1-prod.kloud.lan --from laptop
  splithorizon trace examples/kloud-lan @198.19.0.30 cluster.local AXFR --from mac --format mermaid`;

/** Each hop: the packet, its source before and after, the server, block or view, plugin or zone, and why. */
export function addTrace(program: Command, io: CliIo, end: (code: ExitCode) => void): void {
  program
    .command("trace")
    .description("ask a question and explain every hop of the answer")
    .usage("[SITE] NAME [TYPE] [@SERVER] --from CLIENT [--format text|json|mermaid]")
    .argument("[words...]", "a site's folder, then what one writes behind dig")
    .option("--from <client>", "who asks: a host, a node, or a pod as namespace/name")
    .addOption(new Option("--format <format>", "how to print").choices(Object.keys(PRINTERS)).default("text"))
    .allowUnknownOption()
    .addHelpText("after", EXAMPLES)
    .action((words: readonly string[], { from, format }: { readonly from?: string; readonly format: TraceFormat }) => {
      const { site, place, command, text } = readAskedWords(words, from ?? null, io);
      const steps: TraceStep[] = [];
      const recorder = (step: TraceStep): void => void steps.push(step);
      const { answer } = runDig(site.twin, place, command, BEGINNING, { words: text, when: "" }, { recorder });
      io.out(PRINTERS[format](steps));
      end(endOf(answer, io));
    });
}
