import { BEGINNING } from "@splithorizon/core";
import { type Command, Option } from "commander";
import { type DiagramFormat, drawSite, drawWay } from "../../diagram/index.ts";
import { runDig } from "../../dig/index.ts";
import type { TraceStep } from "../../trace/index.ts";
import { type CliIo, type ExitCode, exitCodes } from "../io.ts";
import { addMomentOptions, type MomentOptions, openSiteAt } from "../open-scenario.ts";
import { isSiteWord } from "../open-site.ts";
import { readAskedWords } from "../words.ts";
import { endOf } from "./dig.ts";

interface DiagramOptions extends MomentOptions {
  readonly from?: string;
  readonly format: DiagramFormat;
}

const EXAMPLES = `
Examples:
  splithorizon diagram examples/kloud-lan > site.svg
  splithorizon diagram examples/kloud-lan web.linkerd-viz.k8s1-prod.kloud.lan --from mac > way.svg
  splithorizon diagram --scenario examples/scenarios/bind-host-dies.yaml --moment 15s --format mermaid`;

/** A picture of the site, or of one question's way through it. */
export function addDiagram(program: Command, io: CliIo, end: (code: ExitCode) => void): void {
  addMomentOptions(program.command("diagram"))
    .description("draw the site, or the way of one question, as SVG or for Mermaid")
    .usage("[SITE] [NAME [TYPE] [@SERVER] --from CLIENT] [--format svg|mermaid] [--scenario FILE --moment 14s]")
    .argument(
      "[words...]",
      "a site's folder; with a question behind it as one writes it behind dig, that question's way",
    )
    .option("--from <client>", "who asks: a host, a node, or a pod as namespace/name")
    .addOption(new Option("--format <format>", "what to write").choices(["svg", "mermaid"]).default("svg"))
    .allowUnknownOption()
    .addHelpText("after", EXAMPLES)
    .action((words: readonly string[], options: DiagramOptions) => {
      const question = words.filter((word) => !isSiteWord(word, io));
      end(question.length === 0 ? drawTheSite(words, options, io) : drawTheWay(words, question, options, io));
    });
}

function drawTheSite([site]: readonly string[], { format, ...moment }: DiagramOptions, io: CliIo): ExitCode {
  io.out(drawSite(openSiteAt(site ?? null, moment, io).twin, format));
  return exitCodes.fine;
}

function drawTheWay(
  words: readonly string[],
  question: readonly string[],
  { format, ...options }: DiagramOptions,
  io: CliIo,
): ExitCode {
  const { twin, place, command, text } = readAskedWords(words, options, io);
  const steps: TraceStep[] = [];
  const recorder = (step: TraceStep): void => void steps.push(step);
  const { answer } = runDig(twin, place, command, BEGINNING, { words: text, when: "" }, { recorder });
  io.out(drawWay(steps, `${place.name} asks ${question.join(" ")}`, format));
  return endOf(answer, io);
}
