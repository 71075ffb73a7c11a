import type { Pod } from "@splithorizon/core";
import type { SiteTwin } from "../site/index.ts";
import { ageOf } from "./age.ts";
import { clustersOf, isSelected, namespaceCells, type Selection } from "./selection.ts";
import { printTable } from "./table.ts";

/** `kubectl get pods -o wide`, as far as the objects that are modelled tell it. */
export function showPods(twin: SiteTwin, selection: Selection, at: number): string {
  const pods = podsOf(twin, selection);
  if (pods.length === 0) return "";
  const rows = pods.map((pod) => [
    ...namespaceCells(selection, pod.metadata.namespace),
    pod.metadata.name,
    pod.ready ? "True" : "False",
    pod.phase,
    ageOf(pod.metadata.creationTimestamp, at),
    pod.podIps.join(",") || "<none>",
    pod.nodeName ?? "<none>",
  ]);
  return printTable([
    [...namespaceCells(selection, "NAMESPACE"), "NAME", "READY", "STATUS", "AGE", "IP", "NODE"],
    ...rows,
  ]);
}

/** `-o=custom-columns=NODE:.spec.nodeName --no-headers`: one node a line. */
export function showPodNodes(twin: SiteTwin, selection: Selection): string {
  return podsOf(twin, selection)
    .map(({ nodeName }) => `${nodeName ?? "<none>"}\n`)
    .join("");
}

function podsOf(twin: SiteTwin, selection: Selection): readonly Pod[] {
  return clustersOf(twin).flatMap(({ snapshot }) => snapshot.pods.filter((pod) => isSelected(pod, selection)));
}

/** Nodes with the addresses that a translation may write. */
export function showNodes(twin: SiteTwin, at: number): string {
  const rows = [...twin.network.clusters].flatMap(([name, { nodes }]) => {
    const objects = twin.clusters.get(name)?.snapshot.nodes ?? [];
    return [...nodes.values()].map((node) => {
      const object = objects.find(({ metadata }) => metadata.name === node.name);
      const cidrs = node.podCidrs.map(({ address, length }) => `${address}/${length}`).join(",");
      return [
        node.name,
        object?.ready === false ? "NotReady" : "Ready",
        ageOf(object?.metadata.creationTimestamp ?? null, at),
        node.lan.join(",") || "<none>",
        cidrs || "<none>",
        node.ciliumHosts.join(",") || "<none>",
      ];
    });
  });
  return rows.length === 0
    ? ""
    : printTable([["NAME", "STATUS", "AGE", "INTERNAL-IP", "POD-CIDRS", "CILIUM-HOST"], ...rows]);
}

/** `kubectl get endpointslices`, an endpoint a line: where it runs, and whether traffic goes there. */
export function showEndpoints(twin: SiteTwin, selection: Selection): string {
  const rows = clustersOf(twin).flatMap(({ snapshot }) =>
    snapshot.endpointSlices
      .filter((slice) => isSelected({ metadata: { ...slice.metadata, name: slice.serviceName } }, selection))
      .flatMap((slice) =>
        slice.endpoints.map(({ addresses, ready, nodeName, targetRef }) => [
          ...namespaceCells(selection, slice.metadata.namespace),
          slice.serviceName,
          addresses.join(","),
          slice.ports.map(({ port, protocol }) => `${port ?? "*"}/${protocol}`).join(","),
          ready === false ? "False" : "True",
          nodeName ?? "<none>",
          targetRef?.name ?? "<none>",
        ]),
      ),
  );
  if (rows.length === 0) return "";
  return printTable([
    [...namespaceCells(selection, "NAMESPACE"), "SERVICE", "ENDPOINT", "PORTS", "READY", "NODE", "TARGET"],
    ...rows,
  ]);
}
