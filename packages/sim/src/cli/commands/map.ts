import { parseName } from "@splithorizon/core";
import type { Command } from "commander";
import { mapAllInSite, mapNameInClusters, printMapping, printMappingTable } from "../../naming/index.ts";
import type { SiteTwin } from "../../site/index.ts";
import { CliFault, type CliIo, type ExitCode, exitCodes } from "../io.ts";
import { isSiteWord, openSite } from "../open-site.ts";

const EXAMPLES = `
Examples:
  splithorizon map examples/kloud-lan web.linkerd-viz.svc.cluster.local
  splithorizon map examples/kloud-lan web.linkerd-viz.k8s1-prod.kloud.lan
  splithorizon map examples/kloud-lan --all

Exit status: 0 there is a counterpart, 1 there is none, 2 bad input.`;

/** Names inside and outside, both ways, with addresses and the reason where there is none. */
export function addMap(program: Command, io: CliIo, end: (code: ExitCode) => void): void {
  program
    .command("map")
    .description("the counterpart of a name, inside and outside the cluster")
    .usage("[SITE] NAME | [SITE] --all")
    .argument("[words...]", "a site's folder, and a name")
    .option("--all", "print the whole table")
    .addHelpText("after", EXAMPLES)
    .action((words: readonly string[], { all }: { readonly all?: boolean }) => {
      const at = words.findIndex((word) => isSiteWord(word, io));
      const { twin } = openSite(at === -1 ? null : (words[at] ?? null), io);
      const [name, second] = words.filter((_, index) => index !== at);
      if (second !== undefined) throw new CliFault(`One name at a time: ${second}.`);
      end(all === true ? printAll(twin, io) : printOne(twin, name, io));
    });
}

function printAll(twin: SiteTwin, io: CliIo): ExitCode {
  const tables = mapAllInSite(twin);
  for (const table of tables) {
    if (tables.length > 1) io.out(`${table.cluster}\n`);
    io.out(printMappingTable(table));
  }
  if (tables.length === 0) throw new CliFault("No cluster of the site has a Corefile with the plugin kubernetes.");
  return exitCodes.fine;
}

function printOne(twin: SiteTwin, text: string | undefined, io: CliIo): ExitCode {
  if (text === undefined) throw new CliFault("Which name? Or --all.");
  const name = parseName(text);
  if (typeof name === "string") throw new CliFault(`"${text}" is not a domain name: ${name.replaceAll("-", " ")}.`);
  const found = mapNameInClusters(twin, name);
  if (found.length === 0) throw new CliFault("No cluster of the site has a Corefile with the plugin kubernetes.");
  for (const { cluster, mapping } of found) io.out(`${found.length > 1 ? `${cluster}\n` : ""}${printMapping(mapping)}`);
  return found.some(({ mapping }) => mapping.kind === "mapped") ? exitCodes.fine : exitCodes.findings;
}
