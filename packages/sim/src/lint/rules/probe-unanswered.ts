import type { Pod, Probe } from "@splithorizon/core";
import type { ProcessSettings } from "@splithorizon/core/coredns";
import { answerTo, portOf, settingsOf } from "../../simulation/index.ts";
import type { ClusterTwin, SiteTwin } from "../../site/index.ts";
import { placeOfObject } from "../outside-services.ts";
import type { Observation, Rule } from "../rule.ts";

type ProbeName = "readiness" | "liveness" | "startup";

/** A probe of a CoreDNS pod's own manifest that its Corefile lets nobody answer. */
interface Missed {
  readonly pod: string;
  readonly name: ProbeName;
  readonly asks: string;
  readonly settings: ProcessSettings;
}

const CONSEQUENCE: Readonly<Record<ProbeName, string>> = {
  readiness: "it never becomes ready, and no Service has it as an endpoint",
  liveness: "kubelet ends it after the threshold of failures and starts it anew, again and again",
  startup: "nothing else is asked, it never becomes ready, and kubelet ends it after the threshold of failures",
};

/** Pods and Corefile are patched by different people: Kubernetes asks, and nobody reads that the answer has moved. */
export const probeUnanswered: Rule = {
  traps: [],
  severity: "error",
  check: ({ twin }) =>
    [...twin.clusters.values()].flatMap((cluster) =>
      alike(cluster.coreDnsStations.flatMap((station) => missedBy(twin, cluster, station))).flatMap(
        (missed) => observe(twin, cluster, missed) ?? [],
      ),
    ),
};

function missedBy({ residents }: SiteTwin, { snapshot }: ClusterTwin, station: string): readonly Missed[] {
  const pod = snapshot.pods.find(({ metadata }) => `${metadata.namespace}/${metadata.name}` === station);
  const resident = residents.find((one) => one.station === station);
  const probes = pod?.probes;
  if (pod === undefined || probes === undefined || resident === undefined) return [];
  const settings = settingsOf(resident);
  return (["readiness", "liveness", "startup"] as const).flatMap((name): readonly Missed[] => {
    const probe = probes[name];
    if (probe === null || probe.kind === "other") return [];
    const isAnswered = answerTo(probe, pod, { settings, isHeld: false, isReady: true }) === "ok";
    return isAnswered ? [] : [{ pod: station, name, asks: askedOf(probe, pod), settings }];
  });
}

/** `/ready at port 8181`, `/ready at port 8181 over TLS`. */
function askedOf(probe: Probe, pod: Pod): string {
  const port = portOf(probe, pod);
  const at = port === null ? `the port "${probe.port}", which the container does not have` : `port ${port}`;
  if (probe.kind === "tcpSocket") return at;
  return `${probe.path || "/"} at ${at}${probe.scheme === "HTTPS" ? " over TLS" : ""}`;
}

/** Pods of one manifest make one finding: the first of them. */
function alike(missed: readonly Missed[]): readonly (readonly Missed[])[] {
  const groups = new Map<string, Missed[]>();
  for (const one of missed) {
    const key = `${one.name} ${one.asks}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

function observe(twin: SiteTwin, { settings }: ClusterTwin, missed: readonly Missed[]): Observation | null {
  const [first, ...others] = missed;
  const span = first === undefined ? null : placeOfObject(twin, settings.name, `Pod ${first.pod}`);
  if (first === undefined || span === null) return null;
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  return {
    span,
    message: `The ${first.name} probe of ${first.pod}${more} asks ${first.asks}, and its CoreDNS answers nothing there: ${CONSEQUENCE[first.name]}.`,
    hint: `The Corefile has ${served(first.settings)}: let the probe and the Corefile say the same.`,
  };
}

function served({ httpAddresses: { ready, health } }: ProcessSettings): string {
  const said = (plugin: string, addresses: readonly string[]): string =>
    addresses.length === 0 ? `no \`${plugin}\`` : `\`${plugin}\` at ${addresses.join(", ")}`;
  return `${said("ready", ready)} and ${said("health", health)}`;
}
