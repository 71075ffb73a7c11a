import { BEGINNING } from "@splithorizon/core";
import { type Command, Option } from "commander";
import { listenIn } from "../../asking/index.ts";
import { runDig } from "../../dig/index.ts";
import { printTrace, printTraceAsJson, printTraceAsMermaid, type TraceStep } from "../../trace/index.ts";
import type { CliIo, ExitCode } from "../io.ts";
import { addMomentOptions, type MomentOptions } from "../open-scenario.ts";
import { readAskedWords } from "../words.ts";
import { addCaptureOptions, beginCapture, type CaptureOptions, writeCapture } from "../write-capture.ts";
import { endOf } from "./dig.ts";

const PRINTERS = { text: printTrace, json: printTraceAsJson, mermaid: printTraceAsMermaid } as const;
type TraceFormat = keyof typeof PRINTERS;

interface TraceOptions extends MomentOptions, CaptureOptions {
  readonly from?: string;
  readonly format: TraceFormat;
}

const EXAMPLES = `
Examples:
  splithorizon trace examples/kloud-lan web.linkerd-viz.k8s1-prod.kloud.lan --from laptop
  splithorizon trace examples/kloud-lan @198.19.0.30 cluster.local AXFR --from mac --format mermaid
  splithorizon trace examples/kloud-lan web.linkerd-viz.k8s1-prod.kloud.lan --from mac --pcap way.pcapng
  splithorizon trace kloud.lan SOA --from laptop --scenario examples/scenarios/bind-host-dies.yaml --moment 12s`;

/** Each hop: the packet, its source before and after, the server, block or view, plugin or zone, and why. */
export function addTrace(program: Command, io: CliIo, end: (code: ExitCode) => void): void {
  addCaptureOptions(addMomentOptions(program.command("trace")))
    .description("ask a question and explain every hop of the answer")
    .usage(
      "[SITE] NAME [TYPE] [@SERVER] --from CLIENT [--format text|json|mermaid] [--pcap FILE] [--scenario FILE --moment 14s]",
    )
    .argument("[words...]", "a site's folder, then what one writes behind dig")
    .option("--from <client>", "who asks: a host, a node, or a pod as namespace/name")
    .addOption(new Option("--format <format>", "how to print").choices(Object.keys(PRINTERS)).default("text"))
    .allowUnknownOption()
    .addHelpText("after", EXAMPLES)
    .action((words: readonly string[], { format, pcap, at, ...options }: TraceOptions) => {
      const { twin, place, command, text } = readAskedWords(words, options, io);
      const captured = { ...(pcap === undefined ? {} : { pcap }), ...(at === undefined ? {} : { at }) };
      const capture = beginCapture(twin, captured);
      if (capture !== null) listenIn(twin, capture.take, "questions");
      const steps: TraceStep[] = [];
      const recorder = (step: TraceStep): void => void steps.push(step);
      const { answer } = runDig(twin, place, command, BEGINNING, { words: text, when: "" }, { recorder });
      io.out(PRINTERS[format](steps));
      writeCapture(capture, captured, 0, io);
      end(endOf(answer, io));
    });
}
