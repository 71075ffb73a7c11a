import { type Peering, peeringsOf } from "../../load-balancer/index.ts";
import { type BgpSettings, type ClusterTwin, type HostSettings, speakerOf } from "../../site/index.ts";

/** How a session is lost, as the router sees it: the connection is closed, nobody is heard of any more, or the agent says that it is over. */
export type SessionLoss = "closed" | "silence" | "cease";

/** What a node's agent and a router have agreed upon for their session. Times in milliseconds. */
export interface SessionTerms {
  /** Who is silent for so long has gone; null: nobody looks. */
  readonly holdMs: number | null;
  readonly keepAliveMs: number;
  /** An agent whose try has failed tries again after three quarters of it at least. */
  readonly retryMs: number;
  /** How long the router keeps what it heard after each kind of loss. */
  readonly keptMs: Readonly<Record<SessionLoss, number>>;
  /** How long an agent that has just started holds back what it has to tell. */
  readonly deferralMs: number;
}

/**
 * A restarting agent waits for the End-of-RIB of its peers: from one that never sends it, GoBGP holds back its routes for
 * its deferral-time (osrg/gobgp issue 2596; conformance/README.md, BGP).
 */
const DEFERRAL_MS = 360_000;

/** null: the two have no session. */
export function termsBetween(cluster: ClusterTwin, node: string, router: HostSettings): SessionTerms | null {
  const own = cluster.snapshot.nodes.find(({ metadata }) => metadata.name === node);
  if (router.bgp === null || own === undefined) return null;
  const [peering] = peeringsOf(cluster.snapshot, own, speakerOf(router, router.bgp));
  return peering === undefined ? null : agreedTerms(peering, router.bgp);
}

/** RFC 4271 section 4.2: the smaller hold time counts; with another than its own GoBGP sends three keepalives in it (fsm.go). */
export function agreedTerms(peering: Peering, router: BgpSettings): SessionTerms {
  const hold = Math.min(peering.holdSeconds, router.holdTimeSeconds);
  const keepAlive = hold < peering.holdSeconds ? hold / 3 : peering.keepAliveSeconds;
  return {
    holdMs: hold === 0 ? null : hold * 1000,
    keepAliveMs: keepAlive * 1000,
    retryMs: peering.connectRetrySeconds * 1000,
    keptMs: keptBy(router, (peering.restartSeconds ?? 0) * 1000),
    deferralMs: peering.restartSeconds !== null && router.gracefulRestart === "no-end-of-rib" ? DEFERRAL_MS : 0,
  };
}

/** A CEASE of an agent to a router that sets the N bit is a hard reset (RFC 8538 section 3.1), to any other the end. */
function keptBy({ gracefulRestart }: BgpSettings, restartMs: number): SessionTerms["keptMs"] {
  return {
    closed: gracefulRestart === "rfc8538" || gracefulRestart === "rfc4724" ? restartMs : 0,
    silence: gracefulRestart === "rfc8538" ? restartMs : 0,
    cease: 0,
  };
}

export function areSameTerms(one: SessionTerms, other: SessionTerms): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
