import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { type ClusterSnapshot, type Diagnostic, type Parsed, printClusterSnapshot } from "@splithorizon/core";
import { type Command, Option } from "commander";
import { type Risk, risks } from "../client/index.ts";
import { parseObjectName } from "../kubernetes-name.ts";
import { CliFault, type CliIo, type ExitCode, exitCodes } from "./io.ts";
import { type LiveSource, readLive } from "./live.ts";
import { readManifestPaths } from "./manifests.ts";
import { printFinding } from "./print-finding.ts";

const EXAMPLES = `
Examples:
  kubectl splithorizon snapshot --kubeconfig ~/.kube/config --context prod > snapshot.json
  kubectl splithorizon snapshot cluster/ > snapshot.json

Of a live cluster: namespaces, services, endpointslices, pods, nodes, Cilium's nodes, pools and
announcements, and the one ConfigMap with CoreDNS's Corefile. Secrets are never asked for.

Exit status: 0 all was read, 1 something is missing from the snapshot, 2 there is none.`;

interface Options {
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly corefile: string;
  readonly output?: string;
  readonly allow: readonly Risk[];
  readonly allowExec?: string;
}

/** A cluster as one document, the same octets for the same cluster. */
export function addSnapshot(program: Command, io: CliIo, end: (code: ExitCode) => void): void {
  program
    .command("snapshot")
    .description("a live cluster, or manifests, as one document that splithorizon reads")
    .usage("--kubeconfig FILE [--context NAME] | MANIFESTS...")
    .argument("[manifests...]", "files and folders of manifests, instead of a live cluster")
    .option("--kubeconfig <file>", "how to reach the cluster; there is no default")
    .option("--context <name>", "a context of the kubeconfig; its current one by default")
    .option("--corefile <configmap>", "the ConfigMap of CoreDNS", "kube-system/coredns")
    .option("-o, --output <file>", "where to write the snapshot; standard output by default")
    .option("--allow-exec <program>", "the absolute path of the program that the kubeconfig may run for credentials")
    .addOption(
      new Option("--allow <risk...>", "what else the kubeconfig may do").choices([...risks]).default([], "nothing"),
    )
    .addHelpText("after", EXAMPLES)
    .action(async (manifests: readonly string[], options: Options) => {
      const { value, diagnostics } = await readSource(manifests, options, io);
      for (const diagnostic of diagnostics) io.err(`${printFinding(diagnostic)}\n`);
      end(codeFor(diagnostics));
      if (isUsable(diagnostics)) write(printClusterSnapshot(value), options, io);
    });
}

async function readSource(manifests: readonly string[], options: Options, io: CliIo): Promise<Parsed<ClusterSnapshot>> {
  const { kubeconfig, context = null } = options;
  if (kubeconfig !== undefined && manifests.length > 0)
    throw new CliFault("Either --kubeconfig or manifests, not both.");
  if (kubeconfig === undefined) {
    if (manifests.length === 0) throw new CliFault("Give --kubeconfig FILE or manifests: no cluster is guessed.");
    return readManifestPaths(manifests, io);
  }
  const corefile = parseObjectName(options.corefile);
  if (corefile === null) throw new CliFault(`--corefile ${options.corefile}: expected NAMESPACE/NAME.`);
  const source: LiveSource = {
    path: resolve(io.workingDirectory, kubeconfig),
    context,
    wish: { corefile },
    allowance: { exec: options.allowExec ?? null, risks: options.allow },
  };
  return readLive(source);
}

/** Where nobody answered there is nothing to write: an empty snapshot would look like an empty cluster. */
const FATAL: ReadonlySet<string> = new Set([
  "KUBECONFIG_SYNTAX",
  "KUBECONFIG_REFUSED",
  "KUBERNETES_API_UNREACHABLE",
  "KUBERNETES_API_UNAUTHORIZED",
]);

function codeFor(diagnostics: readonly Diagnostic[]): ExitCode {
  if (!isUsable(diagnostics)) return exitCodes.badInput;
  return diagnostics.some(({ severity }) => severity !== "information") ? exitCodes.incomplete : exitCodes.fine;
}

function isUsable(diagnostics: readonly Diagnostic[]): boolean {
  return !diagnostics.some(({ code }) => FATAL.has(code));
}

function write(text: string, { output }: Options, io: CliIo): void {
  if (output === undefined) {
    io.out(text);
    return;
  }
  try {
    writeFileSync(resolve(io.workingDirectory, output), text);
  } catch (fault) {
    throw new CliFault(`${output} cannot be written: ${fault instanceof Error ? fault.message : String(fault)}`);
  }
}
