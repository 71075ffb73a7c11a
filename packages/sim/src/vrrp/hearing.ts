import type { Address } from "@splithorizon/core";
import type { VrrpInstance } from "@splithorizon/core/keepalived";
import type { Contender } from "./contender.ts";

/** What becomes of one router's adverts at another (vrrp-measured.md section 7). */
export type Hearing =
  | { readonly kind: "heard" }
  /** It arrives and is refused: the words of keepalived's log. */
  | { readonly kind: "refused"; readonly why: string }
  /** It never arrives, or belongs to another virtual router. */
  | { readonly kind: "unheard"; readonly why: string };

/** Whether `own` gets `other`'s adverts and takes them. */
export function hearingOf(own: Contender, other: Contender): Hearing {
  const [mine, theirs] = [own.instance, other.instance];
  if (own.host === other.host) return unheard("a host does not hear itself");
  if (mine.virtualRouterId !== theirs.virtualRouterId) return unheard("they have other virtual router ids");
  if (!reaches(other, own)) return unheard("one sends unicast where the other does not listen");
  if (mine.vrrpVersion !== theirs.vrrpVersion) {
    return refused(`wrong version. Received ${theirs.vrrpVersion} and expect ${mine.vrrpVersion}`);
  }
  const why = authenticationFault(mine, theirs) ?? intervalFault(mine, theirs) ?? addressesFault(mine, theirs);
  return why === null ? { kind: "heard" } : refused(why);
}

/** Where a router's adverts come from. */
export function advertSource({ address, instance }: Contender): Address {
  return instance.unicastSource ?? address;
}

function unheard(why: string): Hearing {
  return { kind: "unheard", why };
}

function refused(why: string): Hearing {
  return { kind: "refused", why };
}

/** One side unicast and the other multicast: neither hears the other. Who is not in the list of peers is heard all the same. */
function reaches(from: Contender, to: Contender): boolean {
  const [sender, receiver] = [from.instance, to.instance].map(({ unicastPeers }) => unicastPeers);
  if (sender === undefined || receiver === undefined || sender.length > 0 !== receiver.length > 0) return false;
  return sender.length > 0 ? sender.includes(advertSource(to)) || sender.includes(to.address) : from.link === to.link;
}

/** Version 3 has none (RFC 9568 section 9). */
function authenticationFault(mine: VrrpInstance, theirs: VrrpInstance): string | null {
  if (mine.vrrpVersion === 3) return null;
  const [left, right] = [mine.authentication, theirs.authentication];
  if (left?.type !== right?.type) return `received a ${typeNumber(right)} auth, expecting ${typeNumber(left)}!`;
  return left?.password === right?.password ? null : "received an invalid passwd!";
}

/** As the packet has it: none, PASS, AH. */
function typeNumber(authentication: VrrpInstance["authentication"]): number {
  if (authentication === null) return 0;
  return authentication.type === "PASS" ? 1 : 2;
}

/** Version 3 takes over the active router's. */
function intervalFault(mine: VrrpInstance, theirs: VrrpInstance): string | null {
  if (mine.vrrpVersion === 3 || mine.advertIntervalMs === theirs.advertIntervalMs) return null;
  return `advertisement interval mismatch mine=${mine.advertIntervalMs / 1000} sec rcv'd=${theirs.advertIntervalMs / 1000} sec`;
}

/** In any order; prefix lengths and excluded addresses are not in the adverts. */
function addressesFault(mine: VrrpInstance, theirs: VrrpInstance): string | null {
  const [own, other] = [addressesOf(mine), addressesOf(theirs)];
  if (own.length !== other.length)
    return `received an unexpected ip number count ${other.length}, expected ${own.length}!`;
  const missing = own.find((address) => !other.includes(address));
  if (missing === undefined) return null;
  return `ip address associated with VRID ${mine.virtualRouterId} not present in MASTER advert : ${missing}`;
}

function addressesOf({ virtualAddresses }: VrrpInstance): readonly Address[] {
  return virtualAddresses.map(({ address }) => address);
}
