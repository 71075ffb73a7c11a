import type { SiteTwin } from "../site/index.ts";
import { notFound, type Shown, text } from "./result.ts";
import { printTable } from "./table.ts";

/** Every VRRP instance of the site as it is now: its state, its addresses (an active one holds them), and why. */
export function showVrrp({ standings }: SiteTwin): Shown {
  if (standings.length === 0) return notFound("No host runs keepalived.");
  const rows = standings.map(({ contender, state, holds, priority, why }) => [
    contender.host,
    contender.instance.name,
    String(contender.instance.virtualRouterId),
    state,
    String(priority),
    contender.instance.virtualAddresses.map(({ address }) => address).join(","),
    holds && state !== "active" ? `${why}; its addresses are still set` : why,
  ]);
  return text(printTable([["HOST", "INSTANCE", "VRID", "STATE", "PRIORITY", "ADDRESSES", "WHY"], ...rows]));
}
