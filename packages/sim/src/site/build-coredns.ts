import {
  type Address,
  BEGINNING,
  type ClusterSnapshot,
  type ClusterView,
  type Diagnostic,
  type FileTree,
  unixSecondsFromTimestamp,
} from "@splithorizon/core";
import { type CoreDnsServer, type Corefile, makeCoreDns } from "@splithorizon/core/coredns";
import { appendAll } from "../append.ts";
import {
  type AbsentServer,
  coreDnsListensOn,
  type LogSwitch,
  type LotSwitch,
  type RemarkSwitch,
  type Resident,
} from "../hosts/index.ts";
import type { PodPlace } from "./build-cluster-stations.ts";
import { filesOfPod } from "./build-corefile.ts";
import { coreDnsIdleMs } from "./coredns-idle.ts";
import type { ClusterSettings, ResolverSettings } from "./model.ts";

/** Stands for the name servers of a resolv.conf of which the site says nothing: a question to it meets the gap and names it. */
export const UNTOLD_NAME_SERVER = "0.0.0.0" as Address;

export interface CoreDnsBuild {
  readonly settings: ClusterSettings;
  readonly snapshot: ClusterSnapshot;
  /** What its informers hold; without it: the snapshot. */
  readonly view?: ClusterView;
  readonly corefile: Corefile;
  /** What the Corefile's own reading found. */
  readonly problems: readonly Diagnostic[];
  readonly siteFiles: FileTree;
  readonly remarks: RemarkSwitch;
  readonly lots: LotSwitch;
  readonly logs: LogSwitch;
  readonly diagnostics: Diagnostic[];
}

/** What every runtime that kubelet speaks to calls the interface of a pod (containerd's internal/cri/server, CRI-O's ocicni). */
const POD_INTERFACE = "eth0";

/** One CoreDNS process for each pod: caches and counters are each one's own. */
export function buildCoreDns(pods: readonly PodPlace[], build: CoreDnsBuild): readonly (Resident | AbsentServer)[] {
  return pods.map((pod, index) => {
    const title = `CoreDNS ${build.settings.coreDns.version} in ${pod.name}`;
    const { value: server, diagnostics } = startCoreDns(pod, build);
    if (index === 0) appendAll(build.diagnostics, diagnostics);
    const fault = [...build.problems, ...diagnostics].find(({ severity }) => severity === "error");
    if (fault !== undefined) return { station: pod.name, title, why: `CoreDNS does not start: ${fault.message}` };
    return residentOf(pod, build, title, server);
  });
}

function startCoreDns(
  pod: PodPlace,
  build: CoreDnsBuild,
): { readonly value: CoreDnsServer; readonly diagnostics: readonly Diagnostic[] } {
  const { settings, corefile, siteFiles, remarks, lots, logs } = build;
  const resolver = podResolverOf(settings);
  return makeCoreDns(corefile, {
    cluster: build.view ?? viewOf(build.snapshot),
    ownAddresses: pod.addresses,
    interfaces: new Map([[POD_INTERFACE, pod.addresses]]),
    hostNameServers: (resolver?.nameservers ?? [UNTOLD_NAME_SERVER]).map((address) => ({ address, port: 53 })),
    hostSearch: resolver?.search ?? [],
    files: filesOfPod(settings, siteFiles),
    workingDirectory: "/",
    hostname: pod.name.slice(pod.name.indexOf("/") + 1),
    remarks: remarks.current,
    lots: lots.current,
    log: logs.sinkOf(pod.name),
  });
}

/** `/etc/resolv.conf` of a pod with dnsPolicy Default: its node's. */
export function podResolverOf({ coreDns, resolver }: ClusterSettings): ResolverSettings | null {
  return coreDns.resolver ?? resolver;
}

/** One process, whatever is wrong with it, and what that is. */
export function coreDnsOf(
  pod: PodPlace,
  build: CoreDnsBuild,
): { readonly resident: Resident; readonly faults: readonly Diagnostic[] } {
  const { value: server, diagnostics } = startCoreDns(pod, build);
  const faults = [...build.problems, ...diagnostics].filter(({ severity }) => severity === "error");
  const title = `CoreDNS ${build.settings.coreDns.version} in ${pod.name}`;
  return { resident: residentOf(pod, build, title, server), faults };
}

function residentOf({ name }: PodPlace, { corefile }: CoreDnsBuild, title: string, server: CoreDnsServer): Resident {
  const [listensOn, tcpIdleMs] = [coreDnsListensOn(server), coreDnsIdleMs(corefile)];
  return { station: name, program: "coredns", title, server, listensOn, tcpIdleMs };
}

/** Informers that are in step with the snapshot. The serial is the moment of the youngest object; no external address has changed since. */
export function viewOf(snapshot: ClusterSnapshot): ClusterView {
  const objects = [...snapshot.services, ...snapshot.endpointSlices, ...snapshot.pods];
  const serial = objects.reduce(
    (latest, { metadata }) => Math.max(latest, unixSecondsFromTimestamp(metadata.creationTimestamp ?? "") ?? 0),
    0,
  );
  return { snapshot, isSynced: true, serial, externalSerial: 0, since: BEGINNING };
}
