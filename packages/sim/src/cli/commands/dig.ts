import { BEGINNING } from "@splithorizon/core";
import type { Command } from "commander";
import type { SiteAnswer } from "../../asking/index.ts";
import { DIG_VERSION, runDig } from "../../dig/index.ts";
import { digDate } from "../dig-date.ts";
import { type CliIo, type ExitCode, exitCodes } from "../io.ts";
import { addMomentOptions, type MomentOptions } from "../open-scenario.ts";
import { readAskedWords } from "../words.ts";

const EXAMPLES = `
Examples:
  splithorizon dig examples/kloud-lan web.linkerd-viz.k8s1-prod.kloud.lan
  splithorizon dig examples/kloud-lan --from dnsutils/dnsutils kube-dns.kube-system.svc.cluster.local SRV +short
  splithorizon dig examples/kloud-lan --from laptop @198.19.0.30 cluster.local AXFR

Exit status: 0 an answer came (whatever its rcode), 9 none came, 10 the twin does not model what happens, 2 bad input.`;

/** Prints as dig prints. */
export function addDig(program: Command, io: CliIo, end: (code: ExitCode) => void): void {
  addMomentOptions(program.command("dig"))
    .description("ask a question and print the answer as dig does")
    .usage("[SITE] NAME [TYPE] [@SERVER] [+short] [+tcp] [+dnssec] ... [--from CLIENT] [--scenario FILE --moment 14s]")
    .argument("[words...]", "a site's folder, then what one writes behind dig")
    .option("--from <client>", "who asks: a host, a node, or a pod as namespace/name")
    .allowUnknownOption()
    .addHelpText("after", EXAMPLES)
    .action((words: readonly string[], options: MomentOptions & { readonly from?: string }) => {
      if (words.includes("-v")) {
        io.out(`DiG ${DIG_VERSION}\n`);
        return;
      }
      const { twin, place, command, text } = readAskedWords(words, options, io);
      const surroundings = { words: text, when: digDate(io.now()) };
      const { output, answer } = runDig(twin, place, command, BEGINNING, surroundings);
      io.out(output);
      end(endOf(answer, io));
    });
}

/** What dig has no words for goes to standard error. */
export function endOf(answer: SiteAnswer, io: CliIo): ExitCode {
  switch (answer.kind) {
    case "answered":
      return exitCodes.fine;
    case "failed":
      io.err(`;; ${answer.why}\n`);
      return exitCodes.noReply;
    case "not-modelled":
      io.err(`;; not modelled: ${answer.what}\n`);
      return exitCodes.notModelled;
    case "endless":
      io.err(`;; servers ask each other without end: ${answer.path.join(" -> ")}\n`);
      return exitCodes.notModelled;
  }
}
