import { type HealthAnswer, healthAnswer } from "../load-balancer/index.ts";
import type { ClusterTwin } from "../site/index.ts";
import { noReply, notFound, type Shown, text } from "./result.ts";

/** `body`: as curl prints it, with a line in front where the node is not healthy; `with-headers`: as `curl -i`. */
export type HealthView = "body" | "with-headers";

/** `curl http://NODE:PORT/healthz`; without a port every healthCheckNodePort of the cluster. */
export function showHealthz(cluster: ClusterTwin, node: string, port: number | null, view: HealthView): Shown {
  const { snapshot, settings } = cluster;
  if (!snapshot.nodes.some(({ metadata }) => metadata.name === node)) return notFound(`No node is called ${node}.`);
  const known = snapshot.services.flatMap(({ healthCheckNodePort }) => healthCheckNodePort ?? []);
  const answers = (port === null ? known : [port]).flatMap(
    (asked) => healthAnswer({ snapshot, dataPath: settings.dataPath }, node, asked) ?? [],
  );
  if (answers.length > 0) return text(answers.map((answer) => printAnswer(answer, view)).join(""));
  const where = port === null ? "" : ` port ${port}`;
  return noReply(`curl: (7) Failed to connect to ${node}${where}: Connection refused`);
}

function printAnswer({ status, headers, body }: HealthAnswer, view: HealthView): string {
  if (view === "body") return status === 200 ? body : `HTTP ${status}\n${body}`;
  const reason = status === 200 ? "OK" : "Service Unavailable";
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\n`);
  return `HTTP/1.1 ${status} ${reason}\n${lines.join("")}Content-Length: ${body.length}\n\n${body}`;
}
