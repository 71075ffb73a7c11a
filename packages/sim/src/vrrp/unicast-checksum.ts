import { type Address, isIpv4 } from "@splithorizon/core";
import type { VrrpInstance } from "@splithorizon/core/keepalived";

/** Which destination an advert's checksum was made with: that of each peer, the multicast group whoever gets it, or one peer's. */
export type ChecksumOf = "each" | "multicast" | Address;

export const WRONG_CHECKSUM = "Invalid VRRPv3 checksum";

/** Version 3 has the addresses in its checksum; over IPv6 the kernel makes it (RFC 9568 section 5.2.8). */
export function hasChecksumOfAddresses({ vrrpVersion, unicastPeers: [peer] }: VrrpInstance): boolean {
  return vrrpVersion === 3 && peer !== undefined && isIpv4(peer);
}

function modeOf(instance: VrrpInstance): VrrpInstance["unicastChecksum"] {
  return hasChecksumOfAddresses(instance) ? instance.unicastChecksum : "new";
}

/** The checksum of unicast adverts, which keepalived once made with the multicast address (vrrp->unicast_chksum_compat). */
export class UnicastChecksum {
  readonly #instance: VrrpInstance;
  /** `adapted`: another has sent old ones, and from then on no other is taken. */
  #mode: VrrpInstance["unicastChecksum"] | "adapted";
  #hasSent = false;
  /** Of all that is sent once it has adapted: the checksum is not made anew for each peer then, nor for the group (vrrp_csum_mcast does nothing before the mode is set). */
  #stays: ChecksumOf = "each";

  constructor(instance: VrrpInstance) {
    this.#instance = instance;
    this.#mode = modeOf(instance);
  }

  /** keepalived has come up. */
  begin(): void {
    this.#mode = modeOf(this.#instance);
    this.#hasSent = false;
    this.#stays = "each";
  }

  /** Of the next advert. */
  next(): ChecksumOf {
    this.#hasSent = true;
    return this.#mode === "old" ? "multicast" : this.#stays;
  }

  /** Whether an advert is taken that has come to `own`. */
  takes(checksum: ChecksumOf, own: Address): boolean {
    if (!hasChecksumOfAddresses(this.#instance)) return true;
    if (this.#mode === "old" || this.#mode === "adapted") return checksum === "multicast";
    if (checksum === "each" || checksum === own) return true;
    if (this.#mode === "never-old" || checksum !== "multicast") return false;
    this.#adapt();
    return true;
  }

  /** What lies ready to be sent is for the last peer, or for the first where nothing was sent yet (vrrp_build_ip4, vrrp_update_pkt). */
  #adapt(): void {
    const { unicastPeers } = this.#instance;
    this.#mode = "adapted";
    this.#stays = unicastPeers.at(this.#hasSent ? -1 : 0) ?? "each";
  }
}
