import type { Service } from "@splithorizon/core";
import type { SiteTwin } from "../site/index.ts";
import { ageOf } from "./age.ts";
import { clustersOf, isSelected, namespaceCells, type Selection } from "./selection.ts";
import { printTable } from "./table.ts";

const HEAD = ["NAME", "TYPE", "CLUSTER-IP", "EXTERNAL-IP", "PORT(S)", "AGE"] as const;
/** kubectl cuts a load balancer's addresses to so many characters (pkg/printers/internalversion loadBalancerWidth). */
const LOAD_BALANCER_WIDTH = 16;

/** `kubectl get services`, at a moment in Unix seconds; empty where none is selected. */
export function showServices(twin: SiteTwin, selection: Selection, at: number): string {
  const services = servicesOf(twin, selection);
  if (services.length === 0) return "";
  const rows = services.map((service) => [
    ...namespaceCells(selection, service.metadata.namespace),
    service.metadata.name,
    service.type,
    service.clusterIps[0] ?? "<none>",
    externalIpOf(service),
    portsOf(service),
    ageOf(service.metadata.creationTimestamp, at),
  ]);
  return printTable([[...namespaceCells(selection, "NAMESPACE"), ...HEAD], ...rows]);
}

export function servicesOf(twin: SiteTwin, selection: Selection): readonly Service[] {
  return clustersOf(twin).flatMap(({ snapshot }) =>
    snapshot.services.filter((service) => isSelected(service, selection)),
  );
}

/** pkg/printers/internalversion/printers.go getServiceExternalIP. */
function externalIpOf(service: Service): string {
  const { type, externalIps } = service;
  switch (type) {
    case "ExternalName":
      return service.externalName;
    case "ClusterIP":
    case "NodePort":
      return externalIps.join(",") || "<none>";
    case "LoadBalancer": {
      const ingress = service.loadBalancerIngress.map((entry) => (entry.kind === "ip" ? entry.ip : entry.hostname));
      const text = ingress.join(",");
      const cut = text.length > LOAD_BALANCER_WIDTH ? `${text.slice(0, LOAD_BALANCER_WIDTH - 3)}...` : text;
      return [cut, ...externalIps].filter((part) => part !== "").join(",") || "<pending>";
    }
  }
}

function portsOf({ ports }: Service): string {
  const texts = ports.map(({ port, nodePort, protocol }) =>
    nodePort === null ? `${port}/${protocol}` : `${port}:${nodePort}/${protocol}`,
  );
  return texts.join(",") || "<none>";
}

/** The fields of `spec` and `status` that decide about traffic, as `kubectl get service -o yaml` has them. */
export function showServiceYaml(twin: SiteTwin, selection: Selection): string {
  return servicesOf(twin, selection).map(yamlOf).join("---\n");
}

function yamlOf(service: Service): string {
  const { metadata } = service;
  const annotations = Object.entries(metadata.annotations).map(
    ([key, value]) => `    ${key}: ${JSON.stringify(value)}\n`,
  );
  const fields: readonly (readonly [string, string | number | boolean | null])[] = [
    ["allocateLoadBalancerNodePorts", service.allocateLoadBalancerNodePorts],
    ["clusterIP", service.clusterIps[0] ?? null],
    ["externalTrafficPolicy", service.externalTrafficPolicy],
    ["healthCheckNodePort", service.healthCheckNodePort],
    ["internalTrafficPolicy", service.internalTrafficPolicy],
    ["loadBalancerClass", service.loadBalancerClass],
    ["sessionAffinity", service.sessionAffinity],
    ["type", service.type],
  ];
  const spec = fields.filter(([, value]) => value !== null).map(([key, value]) => `  ${key}: ${value}\n`);
  const ingress = service.loadBalancerIngress.map((entry) =>
    entry.kind === "ip" ? `    - ip: ${entry.ip}\n` : `    - hostname: ${entry.hostname}\n`,
  );
  const status =
    ingress.length === 0
      ? "status:\n  loadBalancer: {}\n"
      : `status:\n  loadBalancer:\n    ingress:\n${ingress.join("")}`;
  const notes = annotations.length === 0 ? "" : `  annotations:\n${annotations.join("")}`;
  return `metadata:\n${notes}  name: ${metadata.name}\n  namespace: ${metadata.namespace}\nspec:\n${spec.join("")}${status}`;
}
