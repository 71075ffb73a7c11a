import { type Address, addressNumber, isIpv6 } from "@splithorizon/core";
import type { VrrpInstance } from "@splithorizon/core/keepalived";
import type { Contender } from "./contender.ts";
import type { Advert } from "./router-actions.ts";
import { hasChecksumOfAddresses, WRONG_CHECKSUM } from "./unicast-checksum.ts";

/** What becomes of one router's adverts at another (vrrp-measured.md section 7). */
export type Hearing =
  | { readonly kind: "heard" }
  /**
   * It arrives and is refused: the words of keepalived's log. `of`: what it says of who sent it, which is looked at first,
   * the rest of the packet, or the addresses in it and who sends it, of which nothing is read with `skip_check_adv_addr`
   * while a backup hears the same router.
   */
  | { readonly kind: "refused"; readonly why: string; readonly of: "proof" | "packet" | "addresses" }
  /** It never arrives, or belongs to another virtual router. */
  | { readonly kind: "unheard"; readonly why: string };

/** Whether `own` gets `other`'s adverts and takes them. */
export function hearingOf(own: Contender, other: Contender): Hearing {
  const [mine, theirs] = [own.instance, other.instance];
  if (own.host === other.host) return unheard("a host does not hear itself");
  if (mine.virtualRouterId !== theirs.virtualRouterId) return unheard("they have other virtual router ids");
  if (isMute(other)) return unheard("the kernel sends nothing from an address that is not its host's");
  if (!reaches(other, own)) return unheard("one sends unicast where the other does not listen");
  if (isAh(mine) !== isAh(theirs)) return unheard("one sends by AH, which is another protocol to IP");
  if (mine.vrrpVersion !== theirs.vrrpVersion) {
    return refused(`wrong version. Received ${theirs.vrrpVersion} and expect ${mine.vrrpVersion}`, "packet");
  }
  const proof = authenticationFault(mine, theirs);
  if (proof !== null) return refused(proof, "proof");
  const packet = intervalFault(mine, theirs) ?? checksumFault(mine, theirs);
  if (packet !== null) return refused(packet, "packet");
  const addresses = addressesFault(mine, theirs) ?? sourceFault(own, other);
  return addresses === null ? { kind: "heard" } : refused(addresses, "addresses");
}

/** What is left of a refusal with `skip_check_adv_addr`, where a backup hears the router again that it heard last (vrrp_state_backup). */
export function asReadOfKnown(hearing: Hearing, { skipsAddressCheck }: VrrpInstance): Hearing {
  const looksAway = skipsAddressCheck && hearing.kind === "refused" && hearing.of === "addresses";
  return looksAway ? { kind: "heard" } : hearing;
}

/** The higher priority, of equal ones the higher address that adverts come from (vrrp.c vrrp_saddr_cmp; RFC 9568 section 6.4.3). */
export function isStronger({ priority, from }: Advert, own: Contender, ownPriority: number): boolean {
  if (priority !== ownPriority) return priority > ownPriority;
  return addressNumber(from.source) > addressNumber(own.source);
}

/** Over IPv6 the kernel sends nothing from an address that its host does not have (`send advert error 22`). */
export function isMute({ source, sourceIs }: Contender): boolean {
  return isIpv6(source) && sourceIs === "foreign";
}

function unheard(why: string): Hearing {
  return { kind: "unheard", why };
}

function refused(why: string, of: (Hearing & { readonly kind: "refused" })["of"]): Hearing {
  return { kind: "refused", why, of };
}

/**
 * One side unicast and the other multicast: neither hears the other. A socket for unicast is bound to where its own
 * adverts come from, and hears nothing that is sent elsewhere. Who is not in the list of peers is heard all the same.
 */
function reaches(from: Contender, to: Contender): boolean {
  const [sender, receiver] = [from.instance, to.instance].map(({ unicastPeers }) => unicastPeers);
  if (sender === undefined || receiver === undefined || sender.length > 0 !== receiver.length > 0) return false;
  return sender.length > 0 ? to.sourceIs === "own" && sender.includes(to.source) : from.link === to.link;
}

/** Version 3 has none (RFC 9568 section 9). */
function authenticationFault(mine: VrrpInstance, theirs: VrrpInstance): string | null {
  if (mine.vrrpVersion === 3) return null;
  const [left, right] = [mine.authentication, theirs.authentication];
  if (left?.type !== right?.type) return `received a ${typeNumber(right)} auth, expecting ${typeNumber(left)}!`;
  if (left?.password === right?.password) return null;
  return left?.type === "AH" ? "IPSEC-AH : invalid IPSEC HMAC-MD5 value" : "received an invalid passwd!";
}

function isAh({ authentication }: VrrpInstance): boolean {
  return authentication?.type === "AH";
}

/** `check_unicast_src`: whoever is not among the peers is not heard. */
function sourceFault({ instance }: Contender, other: Contender): string | null {
  if (!instance.checksUnicastSource || instance.unicastPeers.length === 0) return null;
  const { source } = other;
  if (instance.unicastPeers.includes(source)) return null;
  return `unicast source address ${source} not a unicast peer`;
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

/** Of those who have heard nobody yet: later see {@link UnicastChecksum}. */
function checksumFault(mine: VrrpInstance, theirs: VrrpInstance): string | null {
  if (!hasChecksumOfAddresses(mine) || !hasChecksumOfAddresses(theirs)) return null;
  const [own, other] = [mine.unicastChecksum, theirs.unicastChecksum];
  const isTaken = own === "new" || (own === "old") === (other === "old");
  return isTaken ? null : WRONG_CHECKSUM;
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
