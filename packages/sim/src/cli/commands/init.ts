import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { Command } from "commander";
import { CliFault, type CliIo, type ExitCode, exitCodes } from "../io.ts";
import { siteTemplate } from "../site-template.ts";

const EXAMPLES = `
Examples:
  splithorizon init my-site            a commented site to start from
  splithorizon init cluster-folder     where a Corefile or manifests stand already: a site.yaml around them`;

/** Writes a site to start from; nothing that is there already is touched. */
export function addInit(program: Command, io: CliIo, end: (code: ExitCode) => void): void {
  program
    .command("init")
    .description("write a commented site to start from, or one around a Corefile and manifests")
    .usage("[DIR]")
    .argument("[dir]", "where to write; the working directory by default")
    .addHelpText("after", EXAMPLES)
    .action((dir: string | undefined) => {
      const folder = resolve(io.workingDirectory, dir ?? ".");
      if (existsSync(join(folder, "site.yaml"))) throw new CliFault(`${folder} has a site.yaml already.`);
      const present = existsSync(folder) ? orFault(folder, "read", () => readdirSync(folder)) : [];
      const files = siteTemplate(present, schemaFrom(folder));
      for (const [path, text] of files) {
        const target = join(folder, path);
        orFault(target, "written", () => {
          makeFolder(dirname(target));
          writeFileSync(target, text, { flag: "wx" });
        });
        io.out(`${dir === undefined ? path : join(dir, path)}\n`);
      }
      io.out(`\nTry: splithorizon check ${dir ?? "."}\n`);
      end(exitCodes.fine);
    });
}

/** Node's own way to make all that are missing never ends where the file system has none to give, as below /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

function orFault<T>(path: string, done: "read" | "written", act: () => T): T {
  try {
    return act();
  } catch (fault) {
    throw new CliFault(`${path} cannot be ${done}: ${fault instanceof Error ? fault.message : String(fault)}`);
  }
}

/** The path to the schema: of the package that the folder's project has installed, else of the one that runs. */
function schemaFrom(folder: string): string {
  for (let above = folder; dirname(above) !== above; above = dirname(above)) {
    const installed = join(above, "node_modules/@splithorizon/sim/schema/site.schema.json");
    if (existsSync(installed)) return pathFrom(folder, installed);
  }
  return pathFrom(folder, createRequire(import.meta.url).resolve("@splithorizon/sim/site.schema.json"));
}

/** With slashes, as editors want it on every system. */
function pathFrom(folder: string, file: string): string {
  return relative(folder, file).split(sep).join("/");
}
