import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { escapeForTerminal, unixSecondsFromTimestamp } from "@splithorizon/core";
import type { Command } from "commander";
import { isShown, runShow, type Shown } from "../../show/index.ts";
import { CliFault, type CliIo, type ExitCode, exitCodes } from "../io.ts";
import { addMomentOptions, type MomentOptions, openSiteAt } from "../open-scenario.ts";

interface ShowOptions extends MomentOptions {
  readonly at?: string;
  readonly asked?: string;
}

const EXAMPLES = `
What there is to show:
  services | pods | nodes | endpointslices | ippools [NAME]
                          as kubectl get: -n NAMESPACE, -l SELECTOR, --no-headers,
                          -o wide|yaml|json|name|jsonpath=...|custom-columns=...; pods -o nodes
  configmap [NAME]        the Corefile in its ConfigMap
  endpoints [SERVICE]     where the traffic of services goes
  healthz NODE [PORT]     what curl http://localhost:PORT/healthz gets there; -i: with the headers
  routes PLACE            as ip route; -6: as ip -6 route; -n: as route -n
  announcements           what the nodes tell the routers by BGP
  vrrp                    who holds the virtual addresses, and why
  pools                   LB-IPAM's pools and who has their addresses
  log [PLACE]             what each CoreDNS pod, or the named of a host, writes: when it starts, and of the
                          questions in --asked FILE (lines as those of ask --batch)
  cidrs                   the blocks of the cluster's addresses

Examples:
  splithorizon show examples/kloud-lan services -n kube-system kube-dns
  splithorizon show examples/kloud-lan pods -n kube-system -l k8s-app=kube-dns -o wide
  splithorizon show examples/kloud-lan healthz k8s1master1 31003
  splithorizon show vrrp --scenario examples/scenarios/bind-host-dies.yaml --moment 14s

Exit status: 0 shown, 1 there is no such thing, 2 bad input, 9 nobody answers.`;

/** What kubectl, curl, ip and the logs would say. */
export function addShow(program: Command, io: CliIo, end: (code: ExitCode) => void): void {
  addMomentOptions(program.command("show"))
    .description("what kubectl, curl, ip route and the logs would say")
    .usage("[SITE] WHAT [NAME] [options as kubectl's] [--at TIME] [--scenario FILE --moment 14s]")
    .argument("[words...]", "a site's folder, what to show, and the rest as one writes it behind kubectl get")
    .option(
      "--at <time>",
      "the moment that ages are told from: 2024-01-02T16:39:12Z; by default now, or the scenario's moment",
    )
    .option("--asked <file>", "for log: what is asked before, as lines of ask --batch")
    .allowUnknownOption()
    .addHelpText("after", EXAMPLES)
    .action((words: readonly string[], { at, asked, ...moment }: ShowOptions) => {
      const [first] = words;
      const isSite = first !== undefined && !isShown(first) && words.length > 1;
      const { twin, seconds } = openSiteAt(isSite ? first : null, moment, io);
      const rest = isSite ? words.slice(1) : words;
      end(print(runShow(twin, rest, momentOf(at, seconds, io), linesOf(asked, io)), io));
    });
}

const faultCodes = {
  usage: exitCodes.badInput,
  "not-found": exitCodes.findings,
  "no-reply": exitCodes.noReply,
} as const;

function print(shown: Shown, io: CliIo): ExitCode {
  if (shown.kind === "fault") throw new CliFault(shown.message, faultCodes[shown.fault]);
  io.out(forTerminal(shown.text));
  return exitCodes.fine;
}

/** What stands in objects may hold control characters; lines and columns stay. */
function forTerminal(text: string): string {
  return text.replace(/[^\n\t]+/g, (run) => escapeForTerminal(run));
}

function linesOf(path: string | undefined, io: CliIo): readonly string[] {
  if (path === undefined) return [];
  try {
    const text = readFileSync(resolve(io.workingDirectory, path), "utf8");
    return text.split("\n").filter((line) => line.trim() !== "");
  } catch (fault) {
    throw new CliFault(`--asked ${path} cannot be read: ${fault instanceof Error ? fault.message : String(fault)}`);
  }
}

function momentOf(at: string | undefined, ofScenario: number | null, io: CliIo): number {
  if (at === undefined) return ofScenario ?? Math.floor(io.now() / 1000);
  const seconds = unixSecondsFromTimestamp(at);
  if (seconds === null) throw new CliFault(`--at ${at}: not a moment such as 2024-01-02T16:39:12Z.`);
  return seconds;
}
