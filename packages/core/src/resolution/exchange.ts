import type { Address, Instant, Landmark, Query, Response } from "../dns/index.ts";
import type { ClusterView } from "../kubernetes/index.ts";
import type { Awaitable } from "./shared-work.ts";

export type Transport = "udp" | "tcp" | "tls";

/** An address and a port. */
export interface Endpoint {
  readonly address: Address;
  readonly port: number;
}

/** Why a server draws lots. */
export type ChoiceKind =
  | "upstream"
  | "name-server"
  | "ecmp"
  | "endpoint"
  | "l2-announcer"
  | "cache-victim"
  | "record-order"
  /** How much earlier than its time a copy of a zone is compared with its source. */
  | "zone-timer";

/** What a server asks of the world. Whoever drives it carries the effect out and says what came of it. */
export type Effect =
  | {
      readonly kind: "ask";
      readonly to: Endpoint;
      readonly transport: Transport;
      /** null: the host's own choice by its routes. */
      readonly source: Address | null;
      readonly message: Query;
      readonly timeoutMs: number;
      /** Over a stream: how long the whole may take once a connection is there; without it `timeoutMs` holds for both. */
      readonly answerMs?: number;
      /** Over a stream: called at the moment at which there is a connection, by a driver in which time passes; for what a server writes then. */
      readonly connected?: () => void;
      /** Over a stream: the connection of that name, where one is open to this server; otherwise one is opened, and stays open behind the answer. */
      readonly connection?: object;
      /** Over UDP: that no route or no machine was there is heard of routers too (IP_RECVERR). */
      readonly hearsErrors?: boolean;
    }
  | {
      readonly kind: "choose";
      readonly among: number;
      readonly why: ChoiceKind;
      /** Of servers: which they are, in the order in which they are counted. */
      readonly between?: readonly Endpoint[];
    }
  /** Goes on after the reply: prefetch, refresh of a stale answer. */
  | { readonly kind: "spawn"; readonly exchange: Exchange }
  /** Waits for what another exchange of the same server is doing, or until a moment where one is said. */
  | { readonly kind: "await"; readonly work: Awaitable; readonly until?: Instant };

/** How a question came to nothing. `refused`: the port is closed (ICMP or RST), never an rcode. */
export type AskFailure = "timeout" | "refused" | "unreachable" | "reset";

export type EffectResult = { readonly now: Instant } & (
  | { readonly kind: "answered"; readonly messages: readonly Response[] }
  /** `isConnected`: it came to nothing after a connection was there. */
  | { readonly kind: "failed"; readonly how: AskFailure; readonly isConnected?: boolean }
  | { readonly kind: "chosen"; readonly index: number }
  | { readonly kind: "spawned" }
  | { readonly kind: "awaited" }
);

/** What a client gets. */
export type Outcome =
  /** One message, except in a transfer; `template` may send two. */
  | { readonly kind: "reply"; readonly messages: Iterable<Response> }
  /** Nothing. A dead pod and a missing route are the network's silence, not the server's. */
  | { readonly kind: "silence"; readonly why: SilenceReason }
  /** The real server would do something that is not modelled here: nobody may take this for an answer. */
  | { readonly kind: "unsupported"; readonly what: string };

export type SilenceReason =
  | "acl-drop"
  | "malformed"
  | "rate-limited"
  | "not-a-query"
  | "no-handler"
  /** More clients wait for the same answer than `clients-per-query` lets. */
  | "too-many-clients";

/** A conversation: waits for others; each result brings the time. */
export type Exchange = Generator<Effect, Outcome, EffectResult>;

/** Most answers need nobody else. */
export type Step = Outcome | Exchange;

/** What arrives at a server. */
export interface QueryPacket {
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly transport: Transport;
  readonly content:
    | { readonly kind: "message"; readonly message: Query }
    | { readonly kind: "bytes"; readonly bytes: Uint8Array };
}

/** What happens to a server, apart from questions. */
export type ServerEvent =
  | { readonly kind: "address-gained"; readonly address: Address; readonly prefixLength: number }
  | { readonly kind: "address-lost"; readonly address: Address }
  /** A CoreDNS process's informers have heard of a change, or have come into step. */
  | { readonly kind: "cluster-changed"; readonly view: ClusterView }
  /** SIGTERM: it will end, and answers until then. */
  | { readonly kind: "shutting-down" };

/** A name server: a state machine without I/O. Time comes in as an argument, effects go out as values. */
export interface NameServer {
  receive(packet: QueryPacket, now: Instant): Step;
  change(event: ServerEvent, now: Instant): void;
  /** When it wants to be woken; null: never by itself. */
  nextWake(): Instant | null;
  wake(now: Instant): readonly Exchange[];
  /** The same state, independent of this one. */
  fork(): NameServer;
  /** Where its configuration changes its mind, as far as it can tell. */
  landmarks?(): readonly Landmark[];
}

/** One line of an explanation, made only when somebody listens: which view, block, plugin or zone did what, and why. */
export interface Remark {
  /** `view "_default"`, `server block .:53`, `plugin acl`, `zone kloud.lan.`, `cache`. */
  readonly actor: string;
  readonly text: string;
}

/** Where remarks go; null where nobody listens, and then no remark may be made. */
export type RemarkSink = ((remark: Remark) => void) | null;

/**
 * Draws one of so many orders of equal records (loadbalance, rrset-order). null: nobody draws, and one order stands for all,
 * so that the same question has the same answer. `between`: what it is drawn between, where that can be said.
 */
export type Lots = ((among: number, between?: readonly string[]) => number) | null;

/** Takes a line as a server writes it to its log, without a time stamp; null where nobody keeps it, and then none may be made. */
export type LogSink = ((line: string) => void) | null;

export function isExchange(step: Step): step is Exchange {
  return !("kind" in step);
}
