import { prefixCovers } from "../../dns/index.ts";
import type { Endpoint } from "../../resolution/index.ts";
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
    peer: (server) => peerOf(state, server),
    isTls: () => false,
  };
}

/** The `server` statement with the longest prefix. */
function peerOf(state: ResolverState, server: Endpoint): ResolverState["peers"][number] | null {
  if (state.peers.length === 0) return null;
  const covering = state.peers.filter((peer) =>
    prefixCovers({ address: peer.address, length: peer.prefixLength }, server.address),
  );
  return covering.sort((left, right) => right.prefixLength - left.prefixLength)[0] ?? null;
}
