import { CoreDnsServer, type ProcessSettings } from "@splithorizon/core/coredns";
import type { Resident } from "../../hosts/index.ts";

/** What one CoreDNS is set to as a process. */
export function settingsOf({ server }: Resident): ProcessSettings {
  return server instanceof CoreDnsServer ? server.process : NOTHING_SET;
}

const NOTHING_SET: ProcessSettings = {
  reload: null,
  lameducksMs: [],
  hasReadyAddress: false,
  hasHealthAddress: false,
  httpAddresses: { ready: [], health: [], metrics: [] },
  awaitsInformers: false,
  informers: null,
};

/** What its informers watch. */
export function kindsOf({
  informers,
}: ProcessSettings): readonly ("namespaces" | "services" | "endpointSlices" | "pods")[] {
  if (informers === null) return [];
  const always = ["namespaces", "services", "endpointSlices"] as const;
  return informers.watchesPods ? [...always, "pods"] : always;
}
