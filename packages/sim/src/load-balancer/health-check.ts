import type { ClusterSnapshot, Service } from "@splithorizon/core";
import { readyBackendsOn } from "./endpoints.ts";

/** What a node answers on a service's healthCheckNodePort. */
export interface HealthAnswer {
  readonly status: 200 | 503;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** `curl http://NODE:PORT/healthz` (kube-proxy pkg/proxy/healthcheck/service_health.go; lab.md); null: nobody listens on this port. */
export function healthAnswer(snapshot: ClusterSnapshot, node: string, port: number): HealthAnswer | null {
  const service = snapshot.services.find(({ healthCheckNodePort }) => healthCheckNodePort === port);
  return service === undefined ? null : healthOf(snapshot, service, node);
}

export function healthOf(snapshot: ClusterSnapshot, service: Service, node: string): HealthAnswer {
  const count = readyBackendsOn(snapshot, service, node).length;
  const { namespace, name } = service.metadata;
  const answer = { service: { namespace, name }, localEndpoints: count, serviceProxyHealthy: true };
  return {
    status: count > 0 ? 200 : 503,
    headers: {
      "Content-Type": "application/json",
      "X-Content-Type-Options": "nosniff",
      "X-Load-Balancing-Endpoint-Weight": String(count),
    },
    body: `${JSON.stringify(answer, null, "\t")}\n`,
  };
}
