import { type Address, prefixCovers } from "../../dns/index.ts";
import type { PeerSettings } from "../peer-settings.ts";
import type { Pursuit } from "./budget.ts";
import type { ResolverState } from "./state.ts";
import type { QueryForm } from "./upstream-query.ts";

/** CD upstream by `dnssec-validation` (facts section 1). */
export function formOf(state: ResolverState, pursuit: Pursuit, how: "forward" | "iterate"): QueryForm {
  const { dnssecValidation } = state.options;
  const byOption = dnssecValidation === "no" || (how === "forward" && state.validator.isActive);
  return {
    isForwarder: how === "forward",
    checkingDisabled: byOption || pursuit.checkingDisabled,
    edns: true,
    cookie: true,
    udpSize: null,
    peer: (server) => peerAt(state.peers, server.address),
    isTls: () => false,
  };
}

/** The `server` statement with the longest prefix. */
export function peerAt(peers: readonly PeerSettings[], address: Address): PeerSettings | null {
  if (peers.length === 0) return null;
  const covering = peers.filter((peer) => prefixCovers({ address: peer.address, length: peer.prefixLength }, address));
  return covering.sort((left, right) => right.prefixLength - left.prefixLength)[0] ?? null;
}
