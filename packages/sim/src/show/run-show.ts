import type { ClusterTwin, SiteTwin } from "../site/index.ts";
import { showAnnouncements } from "./announcements.ts";
import { showClusterCidrs } from "./cluster-cidrs.ts";
import { showEndpoints } from "./endpoints.ts";
import { showHealthz } from "./healthz.ts";
import { kubectlGet } from "./kubectl-get.ts";
import { showPools } from "./pools.ts";
import { configMaps, endpointSlices, nodes, pods, pools, type ResourceKind, services } from "./resources.ts";
import { badUsage, notFound, type Shown, text } from "./result.ts";
import { type RouteFormat, showRoutes } from "./routes.ts";
import { showVrrp } from "./vrrp.ts";
import { parseShowWords, type ShowWords } from "./words.ts";
import { showLog } from "./written-logs.ts";

/** What can be listed as `kubectl get` lists it, by the names that kubectl takes. */
const kinds: ReadonlyMap<string, ResourceKind> = new Map([
  ...["services", "service", "svc"].map((name) => [name, services] as const),
  ...["nodes", "node", "no"].map((name) => [name, nodes] as const),
  ...["pods", "pod", "po"].map((name) => [name, pods] as const),
  ...["endpointslices", "endpointslice"].map((name) => [name, endpointSlices] as const),
  ...["configmaps", "configmap", "cm"].map((name) => [name, configMaps] as const),
  ...["ciliumloadbalancerippools", "ippools", "ippool"].map((name) => [name, pools] as const),
]);

type OfCluster = (cluster: ClusterTwin, words: ShowWords, twin: SiteTwin, atSeconds: number) => Shown;
type OfSite = (twin: SiteTwin, words: ShowWords, asked: readonly string[]) => Shown;

const ofSite: ReadonlyMap<string, OfSite> = new Map<string, OfSite>([
  ["vrrp", showVrrp],
  ["announcements", showAnnouncements],
  ["log", logOf],
  ["logs", logOf],
  ["routes", routesOf],
  ["route", routesOf],
]);

const ofCluster: ReadonlyMap<string, OfCluster> = new Map<string, OfCluster>([
  ["healthz", healthzOf],
  ["pools", (cluster, _, __, atSeconds) => showPools(cluster, atSeconds)],
  ["cidrs", (cluster) => text(showClusterCidrs(cluster))],
  ["endpoints", endpointsOf],
  ...[...kinds].map(([name, kind]): [string, OfCluster] => [
    name,
    (cluster, words, _, atSeconds) => listOf(cluster, kind, words, atSeconds),
  ]),
]);

/** What there is to show, for a help. */
export const SHOWN: readonly string[] = [
  "services",
  "nodes",
  "pods",
  "endpoints",
  "endpointslices",
  "ippools",
  "configmap",
  "healthz",
  "routes",
  "announcements",
  "vrrp",
  "pools",
  "log",
  "cidrs",
];

/** Whether a word says what to show. */
export function isShown(word: string): boolean {
  return ofSite.has(word) || ofCluster.has(word);
}

/**
 * What kubectl, curl, ip and the logs would say of a site: `services -n linkerd-viz web`, `healthz k8s1master1 31003`,
 * `routes router`, `vrrp`, `log`. `atSeconds`: the moment in seconds since 1970, which AGE counts from. `asked`: what is asked
 * before a log is looked at, as lines of `ask --batch`.
 */
export function runShow(
  twin: SiteTwin,
  words: readonly string[],
  atSeconds: number,
  asked: readonly string[] = [],
): Shown {
  const parsed = parseShowWords(words);
  if (typeof parsed === "string") return badUsage(parsed);
  const showSite = ofSite.get(parsed.what);
  if (showSite !== undefined) return showSite(twin, parsed, asked);
  const showCluster = ofCluster.get(parsed.what);
  if (showCluster === undefined) return badUsage(`What is there to show? ${SHOWN.join(", ")}.`);
  const wanted = parsed.options.get("cluster");
  const chosen = [...twin.clusters].filter(([name]) => wanted === undefined || wanted === name);
  const shown = chosen.map(([name, cluster]) => ({ name, shown: showCluster(cluster, parsed, twin, atSeconds) }));
  return (
    joined(shown) ?? notFound(wanted === undefined ? "The site has no cluster." : `No cluster is called ${wanted}.`)
  );
}

/** Of several clusters each one's, behind a line with its name; a fault where all of them have one. */
function joined(all: readonly { readonly name: string; readonly shown: Shown }[]): Shown | null {
  const texts = all.flatMap(({ name, shown }) => (shown.kind === "text" ? [{ name, text: shown.text }] : []));
  const [first, second] = texts;
  if (first === undefined) return all[0]?.shown ?? null;
  return text(second === undefined ? first.text : texts.map(({ name, text: own }) => `==> ${name}\n${own}`).join("\n"));
}

function listOf({ snapshot }: ClusterTwin, kind: ResourceKind, words: ShowWords, atSeconds: number): Shown {
  const { names, options, flags } = words;
  const isNodesAlone = kind === pods && options.get("output") === "nodes";
  // A ConfigMap's table tells nothing: whoever asks wants the Corefile.
  const usual = kind === configMaps ? "yaml" : null;
  const request = {
    name: names[0] ?? null,
    namespace: namespaceOf(words),
    selector: options.get("selector") ?? null,
    output: isNodesAlone ? "custom-columns=NODE:.spec.nodeName" : (options.get("output") ?? usual),
    headers: isNodesAlone || flags.has("no-headers") ? "hidden" : "shown",
  } as const;
  const [only, second] = snapshot.corefiles;
  const isOnlyCorefile = kind === configMaps && request.name === null && second === undefined;
  return kubectlGet(
    snapshot,
    kind,
    isOnlyCorefile ? { ...request, name: only?.metadata.name ?? null } : request,
    atSeconds,
  );
}

/** null: all of them. `-A` is stronger than `-n`, as in kubectl (its builder's AllNamespaces overrules NamespaceParam). */
function namespaceOf({ options, flags }: ShowWords): string | null {
  return flags.has("all-namespaces") ? null : (options.get("namespace") ?? null);
}

function endpointsOf({ snapshot }: ClusterTwin, words: ShowWords): Shown {
  return showEndpoints(snapshot, { service: words.names[0] ?? null, namespace: namespaceOf(words) });
}

function healthzOf(cluster: ClusterTwin, { names, flags }: ShowWords): Shown {
  const [node, portText] = names;
  if (node === undefined) return badUsage("healthz of which node? healthz NODE [PORT]");
  const port = portText === undefined ? null : Number(portText);
  if (port !== null && !(Number.isInteger(port) && port > 0 && port < 65_536))
    return badUsage(`${portText} is no port.`);
  return showHealthz(cluster, node, port, flags.has("include") ? "with-headers" : "body");
}

/** As kubectl logs names a pod, or as everything else here names a place. */
function logOf(twin: SiteTwin, { names, options }: ShowWords, asked: readonly string[]): Shown {
  const [name] = names;
  const namespace = options.get("namespace");
  if (name === undefined) return showLog(twin, null, asked);
  return showLog(twin, namespace === undefined || name.includes("/") ? name : `${namespace}/${name}`, asked);
}

function routesOf(twin: SiteTwin, { names, flags }: ShowWords): Shown {
  const [station] = names;
  if (station === undefined) return badUsage("Whose routes? routes HOST, NODE or NAMESPACE/POD");
  const format: RouteFormat = flags.has("numeric") ? "route-n" : flags.has("6") ? "ip-6" : "ip";
  return showRoutes(twin, twin.places.get(station)?.station ?? station, format);
}
