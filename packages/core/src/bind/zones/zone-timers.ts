import type { SoaRdata } from "../../dns/index.ts";
import type { ZoneTransferIn } from "../zone-settings.ts";

/** How often a copy is compared with its source, and how long it lives without; seconds. */
export interface ZoneTimers {
  readonly refresh: number;
  readonly retry: number;
  readonly expire: number;
}

/** Nothing is known yet, or nothing any more (lib/dns/zone.c, DNS_ZONE_DEFAULTREFRESH and DNS_ZONE_DEFAULTRETRY). */
export const TIMERS_WITHOUT_SOA: ZoneTimers = { refresh: 3600, retry: 60, expire: 0 };

/** DNS_MAX_EXPIRE: 24 weeks. */
const MOST_EXPIRE = 14_515_200;
/** How far the retry time without a SOA may grow. */
const MOST_RETRY_WITHOUT_SOA = 21_600;

/** What a SOA says, within what the configuration lets (lib/dns/zone.c, zone_xfrdone). */
export function timersOf(soa: SoaRdata, limits: ZoneTransferIn): ZoneTimers {
  const refresh = within(soa.refresh, limits.minRefreshTime, limits.maxRefreshTime);
  const retry = within(soa.retry, limits.minRetryTime, limits.maxRetryTime);
  return { refresh, retry, expire: within(soa.expire, refresh + retry, MOST_EXPIRE) };
}

/** A round without a SOA lets the next one wait twice as long. */
export function backedOff(timers: ZoneTimers): ZoneTimers {
  return { ...timers, retry: Math.min(timers.retry * 2, MOST_RETRY_WITHOUT_SOA) };
}

/** `RANGE`: what is too small is raised before what is too large is lowered. */
function within(value: number, least: number, most: number): number {
  return value < least ? least : Math.min(value, most);
}
