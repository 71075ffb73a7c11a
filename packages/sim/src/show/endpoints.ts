import type { ClusterSnapshot, EndpointSlice } from "@splithorizon/core";
import { notFound, type Shown, text } from "./result.ts";
import { printTable } from "./table.ts";

/** Which services' endpoints; null: every one's. */
export interface EndpointsRequest {
  readonly service: string | null;
  readonly namespace: string | null;
}

/** An endpoint a line: where it runs, and whether traffic goes there. */
export function showEndpoints({ endpointSlices }: ClusterSnapshot, { service, namespace }: EndpointsRequest): Shown {
  const rows = endpointSlices
    .filter(({ metadata }) => namespace === null || metadata.namespace === namespace)
    .filter(({ serviceName }) => service === null || serviceName === service)
    .flatMap((slice) => slice.endpoints.map((endpoint) => rowOf(slice, endpoint)));
  if (rows.length === 0) return notFound("No endpoints found.");
  const head = ["NAMESPACE", "SERVICE", "ENDPOINT", "PORTS", "READY", "NODE", "TARGET"];
  const all = [head, ...rows];
  return text(printTable(namespace === null ? all : all.map((row) => row.slice(1))));
}

function rowOf(slice: EndpointSlice, endpoint: EndpointSlice["endpoints"][number]): readonly string[] {
  const { addresses, ready, terminating, nodeName, targetRef } = endpoint;
  return [
    slice.metadata.namespace,
    slice.serviceName,
    addresses.join(","),
    slice.ports.map(({ port, protocol }) => `${port ?? "*"}/${protocol}`).join(","),
    ready === false ? (terminating === true ? "Terminating" : "False") : "True",
    nodeName ?? "<none>",
    targetRef?.name ?? "<none>",
  ];
}
