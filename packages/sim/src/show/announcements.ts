import { printPrefix } from "@splithorizon/core";
import type { SiteTwin } from "../site/index.ts";
import { notFound, type Shown, text } from "./result.ts";
import { printTable } from "./table.ts";

/** What nodes announce to the routers of the site by BGP, and why. */
export function showAnnouncements({ announcements }: SiteTwin): Shown {
  if (announcements.length === 0) return notFound("No router hears of a node by BGP.");
  const rows = announcements.map(({ router, node, nextHop, prefix, why }) => [
    router,
    printPrefix(prefix),
    nextHop,
    node,
    why,
  ]);
  return text(printTable([["ROUTER", "PREFIX", "NEXT-HOP", "NODE", "WHY"], ...rows]));
}
