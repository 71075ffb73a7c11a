import { unixSecondsFromTimestamp } from "@splithorizon/core";
import type { Command } from "commander";
import {
  healthAnswersAt,
  type Selection,
  showAnnouncements,
  showConfigMaps,
  showEndpoints,
  showLog,
  showNodes,
  showPodNodes,
  showPods,
  showPools,
  showRoutes,
  showServices,
  showServiceYaml,
  showVrrp,
} from "../../show/index.ts";
import type { SiteTwin } from "../../site/index.ts";
import { CliFault, type CliIo, type ExitCode, exitCodes } from "../io.ts";
import { isSiteWord, openSite } from "../open-site.ts";
import { placeOf } from "../words.ts";

const EXAMPLES = `
What there is to show:
  services [NAME]         as kubectl get services
  pods | nodes            as kubectl get pods -o wide; -o nodes: the pods' nodes alone
  endpoints [SERVICE]     where the traffic of services goes
  healthz NODE [PORT]     what curl http://localhost:PORT/healthz gets there
  routes PLACE            as ip route
  announcements           what the nodes tell the routers by BGP
  vrrp                    who holds the virtual addresses, and why
  pools                   LB-IPAM's pools and who has their addresses
  configmap               the Corefile in its ConfigMap
  log                     what CoreDNS writes when it starts

Examples:
  splithorizon show examples/kloud-lan services -n kube-system kube-dns
  splithorizon show examples/kloud-lan healthz k8s1master1 31003`;

interface ShowFlags {
  readonly namespace?: string;
  readonly selector?: string;
  readonly output?: string;
  readonly at?: string;
}

interface Request {
  readonly twin: SiteTwin;
  readonly words: readonly string[];
  readonly selection: Selection;
  readonly output: string;
  /** Unix seconds. */
  readonly at: number;
}

const SUBJECTS: Readonly<Record<string, (request: Request) => string>> = {
  services: ({ twin, selection, at, output }) =>
    output === "yaml" ? showServiceYaml(twin, selection) : showServices(twin, selection, at),
  pods: ({ twin, selection, at, output }) =>
    output === "nodes" ? showPodNodes(twin, selection) : showPods(twin, selection, at),
  nodes: ({ twin, at }) => showNodes(twin, at),
  endpoints: ({ twin, selection }) => showEndpoints(twin, selection),
  healthz: showHealthz,
  routes: ({ twin, words }) => routesOf(twin, words[0]),
  announcements: ({ twin }) => showAnnouncements(twin),
  vrrp: ({ twin }) => showVrrp(twin),
  pools: ({ twin }) => showPools(twin),
  configmap: ({ twin }) => showConfigMaps(twin),
  log: ({ twin }) => showLog(twin),
};

/** What kubectl, curl, ip and the logs would say. */
export function addShow(program: Command, io: CliIo, end: (code: ExitCode) => void): void {
  program
    .command("show")
    .description("what kubectl, curl, ip route and the logs would say")
    .usage("[SITE] WHAT [NAME] [-n NAMESPACE] [-l KEY=VALUE] [-o yaml|nodes] [--at TIME]")
    .argument("[words...]", "a site's folder, what to show, and of whom")
    .option("-n, --namespace <namespace>", "objects of this namespace alone")
    .option("-l, --selector <labels>", "objects with these labels alone: key=value,...")
    .option("-o, --output <form>", "yaml of services; nodes of pods")
    .option("--at <time>", "the moment that ages are told from: 2024-01-02T16:39:12Z; now by default")
    .addHelpText("after", EXAMPLES)
    .action((words: readonly string[], flags: ShowFlags) => {
      const at = words.findIndex((word) => isSiteWord(word, io));
      const [subject, ...rest] = words.filter((_, index) => index !== at);
      const show = subject !== undefined && Object.hasOwn(SUBJECTS, subject) ? SUBJECTS[subject] : undefined;
      if (show === undefined) throw new CliFault(`What is there to show? ${Object.keys(SUBJECTS).join(", ")}.`);
      const { twin } = openSite(at === -1 ? null : (words[at] ?? null), io);
      const output = show({
        twin,
        words: rest,
        selection: selectionOf(flags, rest[0]),
        output: flags.output ?? "",
        at: momentOf(flags, io),
      });
      if (output === "") throw new CliFault(`No ${subject} found.`, exitCodes.findings);
      io.out(output);
      end(exitCodes.fine);
    });
}

function selectionOf({ namespace, selector }: ShowFlags, name: string | undefined): Selection {
  const labels = (selector ?? "").split(",").filter((pair) => pair !== "");
  const pairs = labels.map((pair) => {
    const [key = "", value] = pair.split("=", 2);
    if (value === undefined) throw new CliFault(`"${pair}": a selector is key=value.`);
    return [key, value] as const;
  });
  return { namespace: namespace ?? null, name: name ?? null, labels: Object.fromEntries(pairs) };
}

function momentOf({ at }: ShowFlags, io: CliIo): number {
  const seconds = at === undefined ? Math.floor(io.now() / 1000) : unixSecondsFromTimestamp(at);
  if (seconds === null) throw new CliFault(`--at ${at}: not a moment such as 2024-01-02T16:39:12Z.`);
  return seconds;
}

/** The body where it is healthy, as curl prints it; what else there is to know where it is not. */
function showHealthz({ twin, words }: Request): string {
  const [node, port] = words;
  if (node === undefined) throw new CliFault("healthz of which node?");
  placeOf(twin, node);
  const answers = healthAnswersAt(twin, node, port === undefined ? null : Number(port));
  if (answers.length === 0) {
    const where = port === undefined ? "any healthCheckNodePort" : `port ${port}`;
    throw new CliFault(
      `curl: (7) Failed to connect to localhost: nobody listens on ${where} at ${node}`,
      exitCodes.noReply,
    );
  }
  return answers.map(({ status, body }) => (status === 200 ? body : `HTTP ${status}\n${body}`)).join("");
}

function routesOf(twin: SiteTwin, name: string | undefined): string {
  if (name === undefined) throw new CliFault("Whose routes?");
  const station = twin.network.stations.get(placeOf(twin, name).station);
  return station === undefined ? "" : showRoutes(station);
}
