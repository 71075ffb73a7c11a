import { type Address, isIpv6 } from "@splithorizon/core";
import type { Sighting } from "../../capture/index.ts";
import type { Advert, Contender } from "../../vrrp/index.ts";

/** RFC 9568 section 5.1.1.2 and 5.1.2.2. */
const GROUPS = { ipv4: "224.0.0.18" as Address, ipv6: "ff02::12" as Address } as const;

/** Where its adverts go, unless it has peers. */
export function groupOf({ source }: Contender): Address {
  return isIpv6(source) ? GROUPS.ipv6 : GROUPS.ipv4;
}

/** Whom an advert has reached, and after how long. */
export interface Reached {
  readonly contender: Contender;
  readonly afterMs: number;
}

/** What whoever listens in sees of an advert: one datagram, which a host hears once, however many routers it has. */
export function sightingOf(advert: Advert, to: Address, reached: readonly Reached[]): Sighting {
  const hearers = reached
    .filter(({ contender }, place) => reached.findIndex((other) => other.contender.host === contender.host) === place)
    .map(({ contender, afterMs }) => ({ machine: contender.host, afterMs }));
  return { kind: "advert", advert, to, hearers };
}
