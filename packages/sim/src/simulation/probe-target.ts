import type { Pod, Probe } from "@splithorizon/core";
import type { ProcessSettings } from "@splithorizon/core/coredns";

/** `refused`: the probe fails at once, whatever was said; `hangs`: nothing is said until the process goes on. */
export type ProbeAnswer = "ok" | "refused" | "hangs";

/** A CoreDNS as kubelet's probes find it. */
export interface ProbedProcess {
  readonly settings: ProcessSettings;
  /** It stands still: the kernel takes its connections, and nobody answers. */
  readonly isHeld: boolean;
  readonly isReady: boolean;
}

const DNS_PORT = 53;

/** What a probe meets that goes to a port and a path of its own, as its Pod's manifest has it. */
export function answerTo(
  probe: Probe,
  { containerPorts }: Pick<Pod, "containerPorts">,
  { settings, isHeld, isReady }: ProbedProcess,
): ProbeAnswer {
  const port = portOf(probe, { containerPorts });
  const { ready, health, metrics } = settings.httpAddresses;
  const isServed = (addresses: readonly string[]): boolean => addresses.some((address) => isAt(address, port));
  if (probe.kind === "tcpSocket") {
    return port === DNS_PORT || [ready, health, metrics].some(isServed) ? "ok" : "refused";
  }
  const [path = ""] = probe.path.split("?");
  const services = [
    { path: "/ready", isThere: isServed(ready), isOk: isReady },
    { path: "/health", isThere: isServed(health), isOk: true },
    { path: "/metrics", isThere: isServed(metrics), isOk: true },
  ];
  const here = services.filter(({ isThere }) => isThere);
  if (here.length === 0) return "refused";
  if (isHeld) return "hangs";
  return here.some((service) => service.path === path && service.isOk) ? "ok" : "refused";
}

/** null: it has a name that the container's ports do not have. */
export function portOf({ port }: Probe, { containerPorts }: Pick<Pod, "containerPorts">): number | null {
  return typeof port === "number" ? port : (containerPorts.find(({ name }) => name === port)?.port ?? null);
}

/** kubelet asks the pod's address: what listens on the loopback alone does not hear it. */
function isAt(address: string, port: number | null): boolean {
  const colon = address.lastIndexOf(":");
  const host = address.slice(0, colon).replace(/^\[|\]$/g, "");
  const isLoopback = host === "localhost" || host === "::1" || host.startsWith("127.");
  return !isLoopback && Number(address.slice(colon + 1)) === port;
}
