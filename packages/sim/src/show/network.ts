import { printPrefix } from "@splithorizon/core";
import { type HealthAnswer, healthAnswer } from "../load-balancer/index.ts";
import type { Route, Station } from "../network/index.ts";
import type { SiteTwin } from "../site/index.ts";
import { clustersOf } from "./selection.ts";
import { printTable } from "./table.ts";

/** `ip route` of a host, a node or a pod: longest prefix first, as they are looked up. */
export function showRoutes(station: Station): string {
  return station.routes.map((route) => `${routeText(route)}\n`).join("");
}

/** iproute2's words, with the site's: who told the route stands behind `proto`. */
function routeText({ prefix, next, source, origin }: Route): string {
  const isDefault = prefix.length === 0;
  const where =
    next.kind === "link"
      ? "scope link"
      : next.kind === "station"
        ? `dev ${next.name}`
        : next.addresses.length === 1
          ? `via ${next.addresses[0]}`
          : next.addresses.map((address) => `nexthop via ${address}`).join(" ");
  const src = source === null ? "" : ` src ${source}`;
  return `${isDefault ? "default" : printPrefix(prefix)} ${where} proto ${origin}${src}`;
}

/** What `curl http://localhost:PORT/healthz` gets at a node; null: nobody listens there. Without a port every healthCheckNodePort. */
export function healthAnswersAt(
  twin: SiteTwin,
  node: string,
  port: number | null,
): readonly (HealthAnswer & { readonly port: number })[] {
  return clustersOf(twin).flatMap(({ snapshot, settings: { dataPath } }) => {
    if (!snapshot.nodes.some(({ metadata }) => metadata.name === node)) return [];
    const ports = snapshot.services.flatMap(({ healthCheckNodePort }) => healthCheckNodePort ?? []);
    const asked = port === null ? ports : ports.filter((candidate) => candidate === port);
    return asked.flatMap((candidate) => {
      const answer = healthAnswer({ snapshot, dataPath }, node, candidate);
      return answer === null ? [] : [{ ...answer, port: candidate }];
    });
  });
}

/** The parts of every virtual router at rest. */
export function showVrrp({ standings }: SiteTwin): string {
  if (standings.length === 0) return "";
  const rows = standings.map(({ contender, state, priority, why }) => [
    contender.host,
    contender.instance.name,
    String(contender.instance.virtualRouterId),
    state,
    String(priority),
    contender.instance.virtualAddresses.map(({ address }) => address).join(","),
    why,
  ]);
  return printTable([["HOST", "INSTANCE", "VRID", "STATE", "PRIORITY", "ADDRESSES", "WHY"], ...rows]);
}

/** What nodes announce to the routers of the site, and why. */
export function showAnnouncements({ announcements }: SiteTwin): string {
  if (announcements.length === 0) return "";
  const rows = announcements.map(({ router, node, nextHop, prefix, why }) => [
    router,
    printPrefix(prefix),
    nextHop,
    node,
    why,
  ]);
  return printTable([["ROUTER", "PREFIX", "NEXT-HOP", "NODE", "WHY"], ...rows]);
}
