import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { type Diagnostic, fileTreeFromSources, hasErrors, parseName, sourceFromBytes } from "@splithorizon/core";
import { type CoreDnsVersion, coreDnsVersions, parseCoreDnsVersion } from "@splithorizon/core/coredns";
import { type Command, Option } from "commander";
import { lintFile } from "../../check/index.ts";
import { printFindings, type ReportFormat, reportFormats } from "../../report/index.ts";
import { CliFault, type CliIo, type ExitCode, exitCodes } from "../io.ts";

const EXAMPLES = `
Examples:
  splithorizon lint Corefile
  splithorizon lint /etc/bind/db.kloud.lan --origin kloud.lan
  splithorizon lint named.conf --bind 9.20

Exit status: 0 nothing wrong, 1 something was found, 2 bad input.`;

interface LintFlags {
  readonly format: ReportFormat;
  readonly bind: "9.18" | "9.20";
  readonly coredns: string;
  readonly origin?: string;
}

/** One Corefile, zone file, named.conf, keepalived.conf, resolv.conf, manifest or site.yaml: told by its content. */
export function addLint(program: Command, io: CliIo, end: (code: ExitCode) => void): void {
  program
    .command("lint")
    .description("read single files as their own servers would, told by their content")
    .usage("FILE... [--origin ZONE] [--bind 9.18|9.20] [--coredns VERSION]")
    .argument("<files...>", "Corefiles, zone files, named.conf, keepalived.conf, resolv.conf, manifests")
    .option("--origin <zone>", "the zone of a zone file")
    .addOption(new Option("--bind <version>", "the BIND that reads").choices(["9.18", "9.20"]).default("9.18"))
    .option("--coredns <version>", "the CoreDNS that reads", "1.15.0")
    .addOption(new Option("--format <format>", "how to print").choices([...reportFormats]).default("text"))
    .addHelpText("after", EXAMPLES)
    .action((paths: readonly string[], flags: LintFlags) => {
      const diagnostics = paths.flatMap((path) => lintPath(path, flags, io));
      io.out(printFindings(diagnostics, flags.format));
      end(hasErrors(diagnostics) ? exitCodes.findings : exitCodes.fine);
    });
}

function lintPath(path: string, flags: LintFlags, io: CliIo): readonly Diagnostic[] {
  const source = sourceFromBytes(path, readOrFault(resolve(io.workingDirectory, path), path));
  const inside = `/${basename(path)}`;
  const origin = flags.origin === undefined ? null : parseName(flags.origin);
  if (typeof origin === "string")
    throw new CliFault(`--origin ${flags.origin}: not a domain name: ${origin.replaceAll("-", " ")}.`);
  const { kind, diagnostics } = lintFile(source, {
    files: fileTreeFromSources(new Map([[inside, source]])),
    path: inside,
    kind: null,
    bindVersion: flags.bind,
    coreDnsVersion: versionOf(flags.coredns),
    origin,
  });
  if (kind === null) throw new CliFault(`${path} is no file of a kind that is known here.`);
  return diagnostics;
}

function versionOf(text: string): CoreDnsVersion {
  const version = parseCoreDnsVersion(text);
  if (version === null) throw new CliFault(`CoreDNS ${text} is not known; known: ${coreDnsVersions.join(", ")}.`);
  return version;
}

function readOrFault(path: string, word: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (fault) {
    throw new CliFault(`${word} cannot be read: ${fault instanceof Error ? fault.message : String(fault)}`);
  }
}
