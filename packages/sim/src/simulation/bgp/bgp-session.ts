import type { Cancel } from "../../sending/index.ts";
import type { ClusterTwin, HeardAnnouncement, HostSettings } from "../../site/index.ts";
import type { World } from "../world/world.ts";
import { isOfSession } from "./announced-now.ts";
import { type SessionTerms, termsBetween } from "./bgp-terms.ts";

/** Not measured: an agent that sees a change of a Service or of its endpoints, and its UPDATE to the router. */
export const REACTION_MS = { least: 20, most: 200 } as const;
/** GoBGP is idle for five seconds after a session, and then waits up to two for its first try (fsm.go). */
export const IDLE_MS = { least: 6500, most: 7000 } as const;
/** An agent that starts has nothing to be idle for. */
export const FIRST_TRY_MS = { least: 1500, most: 2000 } as const;
/** Not measured: a node that has power again has its agent running by then. */
export const BOOT_MS = { least: 20_000, most: 40_000 } as const;
/** Not measured: an agent that is started on a node that is up. */
export const AGENT_START_MS = { least: 5000, most: 15_000 } as const;

/** Between two durations, in milliseconds. */
export type Span = { readonly least: number; readonly most: number };

/** A session of a node's agent with a router, or the want of one. */
export interface Session {
  readonly node: string;
  readonly router: HostSettings;
  readonly cluster: string;
  /** null: its configuration has none. */
  terms: SessionTerms | null;
  /** `down`: until the agent finds the router again. */
  state: "up" | "down";
  /** Whether somebody has ended it; not before that is healed it comes again. */
  isEnded: boolean;
  /** What is waited for: that a node's or a router's silence has lasted too long, or the reset of a node that has started anew. */
  watch: { readonly kind: "node" | "router" | "reset"; readonly cancel: Cancel } | null;
  /** Whether the node's agent runs. */
  hasAgent: boolean;
  /** When it tries to connect, in milliseconds; null: it need not. */
  nextTryMs: number | null;
  attempt: Cancel | null;
  /** The router keeps what it heard until then. */
  stale: Cancel | null;
  /** Whether the agent has told nothing yet since it was started. */
  isFresh: boolean;
  /** Until then it tells nothing. */
  silentUntilMs: number;
  /** Whether an UPDATE is on its way. */
  isTold: boolean;
  heard: readonly HeardAnnouncement[];
}

/** In a site at rest who is configured for each other has found each other, and the router knows what there is. */
export function sessionAtRest(world: World, twin: ClusterTwin, node: string, router: HostSettings): Session {
  const place = { node, router, cluster: twin.settings.name };
  const terms = termsBetween(twin, node, router);
  const waits = { watch: null, hasAgent: true, nextTryMs: null, attempt: null, stale: null };
  const told = {
    isFresh: false,
    silentUntilMs: 0,
    isTold: false,
    heard: world.announcements.filter(isOfSession(place)),
  };
  return { ...place, ...waits, ...told, terms, state: terms === null ? "down" : "up", isEnded: false };
}
