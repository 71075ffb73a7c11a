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

/** What a probe meets that is played: none of kind `other`. */
export function answerTo(
  probe: Probe,
  { containerPorts }: Pick<Pod, "containerPorts">,
  { settings, isHeld, isReady }: ProbedProcess,
): ProbeAnswer {
  const port = portOf(probe, { containerPorts });
  const { ready, health, metrics } = settings.httpAddresses;
  const isServed = (addresses: readonly string[]): boolean => port !== null && portsServed(addresses).includes(port);
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
  // CoreDNS speaks no TLS there: its "Client sent an HTTP request" is none that kubelet takes for an answer.
  if (here.length === 0 || probe.scheme === "HTTPS") return "refused";
  if (isHeld) return "hangs";
  return here.some((service) => service.path === path && service.isOk) ? "ok" : "refused";
}

/** Where kubelet may ask: what listens on the loopback alone does not hear it. */
export function portsServed(addresses: readonly string[]): readonly number[] {
  return addresses.flatMap((address) => portAt(address) ?? []);
}

/** null: it has a name that the container's ports do not have. */
export function portOf({ port }: Probe, { containerPorts }: Pick<Pod, "containerPorts">): number | null {
  return typeof port === "number" ? port : (containerPorts.find(({ name }) => name === port)?.port ?? null);
}

/** kubelet asks the pod's address. null: the loopback. */
function portAt(address: string): number | null {
  const colon = address.lastIndexOf(":");
  const host = address.slice(0, colon).replace(/^\[|\]$/g, "");
  const isLoopback = host === "localhost" || host === "::1" || host.startsWith("127.");
  return isLoopback ? null : Number(address.slice(colon + 1));
}
