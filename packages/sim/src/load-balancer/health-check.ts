import { type ClusterSnapshot, isIpv4, type Service } from "@splithorizon/core";
import type { DataPath } from "../site/model.ts";
import { endpointsOf, readyBackendsOn } from "./endpoints.ts";

/** What a node answers on a service's healthCheckNodePort. */
export interface HealthAnswer {
  readonly status: 200 | 503;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The objects and who carries their traffic. */
export interface HealthChecked {
  readonly snapshot: ClusterSnapshot;
  readonly dataPath: DataPath;
}

/** `curl http://NODE:PORT/healthz`; null: nobody listens on this port. */
export function healthAnswer(cluster: HealthChecked, node: string, port: number): HealthAnswer | null {
  const service = cluster.snapshot.services.find(
    (candidate) => isChecked(candidate) && candidate.healthCheckNodePort === port,
  );
  return service === undefined ? null : healthOf(cluster, service, node);
}

/** Both open the port for load balancers under Local alone, whatever a stale field says. */
function isChecked({ type, externalTrafficPolicy, healthCheckNodePort }: Service): boolean {
  return type === "LoadBalancer" && externalTrafficPolicy === "Local" && (healthCheckNodePort ?? 0) > 0;
}

export function healthOf({ snapshot, dataPath }: HealthChecked, service: Service, node: string): HealthAnswer {
  return dataPath.kind === "kube-proxy" || dataPath.healthChecks === "kube-proxy"
    ? answerOfKubeProxy(service, countOfKubeProxy(snapshot, service, node))
    : answerOfCilium(service, activeBackendsOn(snapshot, service, node));
}

/** Each family has a proxier of its own, with its own endpoints; one of them has the port, here that of the first family. */
function countOfKubeProxy(snapshot: ClusterSnapshot, service: Service, node: string): number {
  const ready = readyBackendsOn(snapshot, service, node);
  const [own] = service.clusterIps.flatMap((ip) => (ip === "None" ? [] : [ip]));
  return ready.filter(({ address }) => own === undefined || isIpv4(address) === isIpv4(own)).length;
}

/** pkg/proxy/healthcheck/service_health.go; no line end behind the brace. */
function answerOfKubeProxy({ metadata: { namespace, name } }: Service, count: number): HealthAnswer {
  const answer = { service: { namespace, name }, localEndpoints: count, serviceProxyHealthy: true };
  return { status: count > 0 ? 200 : 503, headers: headersFor(count), body: JSON.stringify(answer, null, "\t") };
}

/** pkg/loadbalancer/healthserver: one line, and it does not speak of the proxy's own health. */
function answerOfCilium({ metadata: { namespace, name } }: Service, count: number): HealthAnswer {
  const answer = { service: { namespace, name }, localEndpoints: count };
  return { status: count > 0 ? 200 : 503, headers: headersFor(count), body: `${JSON.stringify(answer)}\n` };
}

function headersFor(count: number): HealthAnswer["headers"] {
  return {
    "Content-Type": "application/json",
    "X-Content-Type-Options": "nosniff",
    "X-Load-Balancing-Endpoint-Weight": String(count),
  };
}

/** Cilium counts each port and protocol of a pod as a backend of its own, and those without a node as here. */
function activeBackendsOn(snapshot: ClusterSnapshot, service: Service, node: string): number {
  const active = service.ports.flatMap((port) =>
    endpointsOf(snapshot, service, port)
      .filter(({ state, nodeName }) => state === "ready" && (nodeName === null || nodeName === node))
      .map((backend) => `${backend.address} ${backend.port} ${port.protocol}`),
  );
  return new Set(active).size;
}
