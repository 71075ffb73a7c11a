import type { SiteTwin } from "../site/index.ts";
import type { Contender } from "../vrrp/index.ts";

/** Until a client's question has found the new holder: setting the address, gratuitous ARP, one question in vain. */
const CHANGE_OF_HANDS_MS = 1500;
/** A site without virtual addresses has nothing to wait for but a question or two. */
const NO_TAKE_OVER_MS = 2500;

/** How long a site may be without its virtual address: the longest of its routers' timers and of what scripts take to fail. */
export function takeOverMs({ standings }: SiteTwin): number {
  return standings.reduce((longest, { contender }) => Math.max(longest, timeOf(contender)), NO_TAKE_OVER_MS);
}

/** A script fails so often in a row, then the router's adverts stop or come down in priority, then the other's timer ends. */
function timeOf({ instance, settings }: Contender): number {
  const skewMs = instance.advertIntervalMs;
  const downMs = (instance.downTimerAdverts + 1) * instance.advertIntervalMs + skewMs;
  const tracked = settings.scripts.filter(({ name }) => instance.trackScripts.some((track) => track.name === name));
  const noticedMs = Math.max(0, ...tracked.map(({ intervalMs, fall }) => intervalMs * (fall + 1)));
  return downMs + noticedMs + CHANGE_OF_HANDS_MS;
}
