import { escapeForTerminal } from "@splithorizon/core";
import type { SiteTwin } from "../site/index.ts";
import { clustersOf } from "./selection.ts";

/** The Corefiles of the site's ConfigMaps, as `kubectl get configmap coredns -o yaml` has them. */
export function showConfigMaps(twin: SiteTwin): string {
  return clustersOf(twin)
    .flatMap(({ snapshot }) => snapshot.corefiles)
    .map(({ metadata, corefile }) => {
      const lines = corefile
        .replace(/\n$/, "")
        .split("\n")
        .map((line) => (line === "" ? "" : `    ${escapeForTerminal(line)}`));
      return `apiVersion: v1\ndata:\n  Corefile: |\n${lines.join("\n")}\nkind: ConfigMap\nmetadata:\n  name: ${metadata.name}\n  namespace: ${metadata.namespace}\n`;
    })
    .join("---\n");
}

/** What a CoreDNS process writes before its first question: its listeners with their zones, and its version (core/dnsserver/onstartup.go). */
export function showLog(twin: SiteTwin): string {
  return clustersOf(twin)
    .flatMap(({ corefile, coreDnsStations, settings }) => {
      const zones = (corefile?.blocks ?? []).flatMap((block) =>
        block.zones.map(
          ({ zone, port, transport }) => `${transport === "dns" ? "" : `${transport}://`}${zone.text}:${port}\n`,
        ),
      );
      return coreDnsStations.map(
        (station) => `==> ${station}\n${zones.toSorted().join("")}CoreDNS-${settings.coreDns.version}\n`,
      );
    })
    .join("");
}
