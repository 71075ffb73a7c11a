import { type Address, isIpv6 } from "@splithorizon/core";
import type { Sighting } from "../../capture/index.ts";
import type { Advert, Contender } from "../../vrrp/index.ts";

/** RFC 9568 section 5.1.1.2 and 5.1.2.2. */
const GROUPS = { ipv4: "224.0.0.18" as Address, ipv6: "ff02::12" as Address } as const;

/** Whom an advert has reached, and after how long. */
export interface Reached {
  readonly contender: Contender;
  readonly afterMs: number;
}

/** What whoever listens in sees of an advert: one datagram to the group, or one to each peer that its host finds. */
export function sightingsOf(
  advert: Advert,
  reached: readonly Reached[],
  peers: readonly Address[],
): readonly Sighting[] {
  const { instance } = advert.from;
  const sighting = (to: Address, by: readonly Reached[]): Sighting => {
    const hearers = by.map(({ contender, afterMs }) => ({ machine: contender.host, afterMs }));
    return { kind: "advert", advert, to, hearers };
  };
  if (instance.unicastPeers.length > 0) {
    return peers.map((peer) =>
      sighting(
        peer,
        reached.filter(({ contender }) => contender.source === peer),
      ),
    );
  }
  return [sighting(isIpv6(advert.from.source) ? GROUPS.ipv6 : GROUPS.ipv4, onceForEachHost(reached))];
}

function onceForEachHost(reached: readonly Reached[]): readonly Reached[] {
  return reached.filter(
    ({ contender }, place) => reached.findIndex((other) => other.contender.host === contender.host) === place,
  );
}
