import type { ContainerProbes, Probe } from "@splithorizon/core";
import type { ProcessSettings } from "@splithorizon/core/coredns";
import { answerTo, portsServed } from "./probe-target.ts";

/** Kubernetes' own, where a manifest says nothing. */
const DEFAULTS = {
  kind: "httpGet",
  scheme: "HTTP",
  initialDelaySeconds: 0,
  timeoutSeconds: 1,
  periodSeconds: 10,
  failureThreshold: 3,
  successThreshold: 1,
} as const;

const READINESS: Probe = { ...DEFAULTS, port: 8181, path: "/ready" };
const LIVENESS: Probe = {
  ...DEFAULTS,
  port: 8080,
  path: "/health",
  initialDelaySeconds: 60,
  timeoutSeconds: 5,
  failureThreshold: 5,
};

/** kubeadm's Deployment of CoreDNS (cmd/kubeadm/app/phases/addons/dns/manifests.go, Kubernetes 1.36.3). */
export const KUBEADM_PROBES: ContainerProbes = { readiness: READINESS, liveness: LIVENESS, startup: null };

/**
 * What a Deployment asks whose manifests say nothing of probes and whose pods are well with such a Corefile: as kubeadm's,
 * at the port where the Corefile answers; where it answers nowhere, nobody asks.
 */
export function probesOfWell(settings: ProcessSettings): ContainerProbes {
  return {
    readiness: where(READINESS, settings, "ready"),
    liveness: where(LIVENESS, settings, "health"),
    startup: null,
  };
}

function where(probe: Probe, settings: ProcessSettings, plugin: "ready" | "health"): Probe | null {
  const isWell = (candidate: Probe): boolean =>
    answerTo(candidate, { containerPorts: [] }, { settings, isHeld: false, isReady: true }) === "ok";
  const elsewhere = portsServed(settings.httpAddresses[plugin]).map((port) => ({ ...probe, port }));
  return [probe, ...elsewhere].find(isWell) ?? null;
}
