import { laterBy, printPrefix } from "@splithorizon/core";
import type { Cancel } from "../../sending/index.ts";
import type { HeardAnnouncement } from "../../site/index.ts";
import { linkOfNode } from "../world/node-link.ts";
import type { SimulationContext } from "../world/part.ts";
import { announcedNow, areSameAnnouncements, isOfSession } from "./announced-now.ts";
import {
  AGENT_START_MS,
  BOOT_MS,
  FIRST_TRY_MS,
  IDLE_MS,
  REACTION_MS,
  type Session,
  type Span,
  sessionAtRest,
} from "./bgp-session.ts";
import { areSameTerms, type SessionLoss, type SessionTerms, termsBetween } from "./bgp-terms.ts";

/**
 * Sessions between the agents on the nodes and the routers. What a node announces reaches a router a moment later. A session
 * that is closed takes its routes with it at once, a node that falls silent when the hold time has run out; until then the
 * router sends packets there, and they are lost. With graceful restart the router goes on so for the restart time that the
 * agent asked for: right while only the agent is away and the node forwards without it, wrong where the node is gone.
 */
export class BgpSessions {
  readonly #context: SimulationContext;
  readonly #sessions: readonly Session[];
  /** Nodes whose agent somebody keeps from running. */
  readonly #stopped = new Set<string>();

  constructor(context: SimulationContext) {
    this.#context = context;
    const { settings, clusters } = context.world;
    const routers = settings.hosts.filter(({ bgp }) => bgp !== null);
    this.#sessions = routers.flatMap((router) =>
      [...clusters.values()].flatMap((twin) =>
        twin.snapshot.nodes.map(({ metadata: { name: node } }) => sessionAtRest(context.world, twin, node, router)),
      ),
    );
  }

  /** A cluster's objects are others: each node tells its routers what it announces now. */
  objectsChanged(): void {
    const now = announcedNow(this.#context);
    for (const session of this.#sessions) {
      this.#configure(session);
      if (!areSameAnnouncements(session.heard, now.filter(isOfSession(session)))) this.#tell(session);
    }
  }

  /** Other timers or another restart time are agreed upon anew (NeedsResendOpenMessage, neighbor.go, and needsHardReset of Cilium). */
  #configure(session: Session): void {
    const twin = this.#context.world.clusters.get(session.cluster);
    const terms = twin === undefined ? null : termsBetween(twin, session.node, session.router);
    const before = session.terms;
    session.terms = terms;
    if (before === null && terms !== null) this.#startPeer(session, { least: 0, most: 0 });
    if (before === null || (terms !== null && areSameTerms(before, terms)) || session.state === "down") return;
    this.#lose(session, "cease", "it is configured otherwise");
  }

  end(node: string, router: string): void {
    for (const session of this.#between(node, router)) {
      session.isEnded = true;
      if (session.state === "up") this.#lose(session, "closed", "the session has ended");
    }
  }

  begin(node: string, router: string): void {
    for (const session of this.#between(node, router)) session.isEnded = false;
    this.waysChanged();
  }

  /** The agent of a node does not run any more; the kernel closes its connections. */
  agentStopped(node: string): void {
    this.#stopped.add(node);
    for (const session of this.#of(node)) {
      session.hasAgent = false;
      this.#tryNever(session);
      if (session.state === "up" && this.#isReachable(session)) this.#lose(session, "closed", "its agent does not run");
    }
  }

  agentStarted(node: string): void {
    this.#stopped.delete(node);
    if (this.#context.machines.stateOf(node) === "down") return;
    for (const session of this.#of(node)) this.#startPeer(session, AGENT_START_MS);
  }

  /** The power has failed: a router forgets what it heard, and its neighbours notice; a node's silence is noticed later. */
  crashed(machine: string): void {
    for (const session of this.#sessions) {
      if (session.node === machine) {
        session.hasAgent = false;
        this.#tryNever(session);
      }
      if (session.router.name === machine) this.#forget(session);
    }
    this.waysChanged();
  }

  #forget(session: Session): void {
    const isHeardOf = session.state === "up" && session.hasAgent;
    this.#lose(session, "cease", "the router has lost its power");
    this.#tryNever(session);
    if (isHeardOf) this.#awaitSilence(session, "router");
  }

  /** A node comes up with a new agent, which opens a new session; its kernel knows nothing of the one before. */
  booted(machine: string): void {
    this.waysChanged();
    for (const session of this.#sessions) {
      if (session.router.name === machine && session.watch?.kind === "router") this.#notice(session);
    }
    for (const session of this.#of(machine)) {
      if (session.state === "up") this.#watch(session, "reset", { least: 0, most: session.terms?.keepAliveMs ?? 0 });
      if (!this.#stopped.has(machine)) this.#startPeer(session, BOOT_MS);
    }
  }

  /** A router that has started anew answers the next keepalive with a reset. */
  #notice(session: Session): void {
    session.watch?.cancel();
    session.watch = null;
    this.#tryAfter(session, { least: IDLE_MS.least, most: IDLE_MS.most + (session.terms?.keepAliveMs ?? 0) });
  }

  /** Machines or the ways between them are others. */
  waysChanged(): void {
    for (const session of this.#sessions) {
      const isReachable = this.#isReachable(session);
      if (session.state === "down") this.#arrange(session);
      else if (!isReachable && session.watch === null) this.#awaitSilence(session, "node");
      else if (isReachable && session.watch?.kind === "node") {
        session.watch.cancel();
        session.watch = null;
        this.#tell(session);
      }
    }
  }

  /** Who is silent has been heard of within the last keepalive interval. */
  #awaitSilence(session: Session, of: "node" | "router"): void {
    const { holdMs = null, keepAliveMs = 0 } = session.terms ?? {};
    if (holdMs === null) return;
    this.#watch(session, of, { least: holdMs - keepAliveMs, most: holdMs });
  }

  #watch(session: Session, kind: "node" | "router" | "reset", time: Span): void {
    session.watch?.cancel();
    const cancel = this.#later(time, () => {
      session.watch = null;
      if (kind === "router") this.#tryAfter(session, IDLE_MS);
      else if (kind === "node") this.#lose(session, "silence", "the hold timer has run out");
      else this.#lose(session, "closed", "the node has started anew");
    });
    session.watch = { kind, cancel };
  }

  /** Its agent will run, and then connect. */
  #startPeer(session: Session, { least, most }: Span): void {
    session.hasAgent = true;
    session.isFresh = true;
    this.#tryAfter(session, { least: least + FIRST_TRY_MS.least, most: most + FIRST_TRY_MS.most });
  }

  #tryNever(session: Session): void {
    session.attempt?.();
    session.attempt = null;
    session.nextTryMs = null;
  }

  #tryAfter(session: Session, { least, most }: Span): void {
    this.#tryNever(session);
    session.nextTryMs = this.#context.now() + this.#context.random.between(least, most);
    this.#arrange(session);
  }

  /** While the router is not to be reached, its tries come to nothing, and need not be played. */
  #arrange(session: Session): void {
    const { terms, nextTryMs, attempt } = session;
    if (terms === null || nextTryMs === null || attempt !== null || !this.#isReachable(session)) return;
    const { agenda, machines, random } = this.#context;
    let at = nextTryMs;
    while (at < this.#context.now()) at += terms.retryMs * random.between(0.75, 1);
    session.nextTryMs = at;
    session.attempt = agenda.at(laterBy(this.#context.now(), at - this.#context.now()), () =>
      machines.whenGoingOn(session.node, () => {
        session.attempt = null;
        if (session.terms !== null && this.#isReachable(session)) this.#establish(session, session.terms);
      }),
    );
  }

  #establish(session: Session, { deferralMs }: SessionTerms): void {
    session.watch?.cancel();
    session.watch = null;
    if (session.state === "up") this.#lose(session, "closed", "the node has started anew");
    this.#tryNever(session);
    session.stale?.();
    session.stale = null;
    session.state = "up";
    this.#write(session, "has a session");
    if (session.isFresh) session.silentUntilMs = this.#context.now() + deferralMs;
    session.isFresh = false;
    const waitMs = session.silentUntilMs - this.#context.now();
    if (waitMs > 0) this.#later({ least: waitMs, most: waitMs }, () => this.#tell(session));
    else this.#tell(session);
  }

  #tell(session: Session): void {
    if (session.isTold || session.state === "down" || session.silentUntilMs > this.#context.now()) return;
    session.isTold = true;
    this.#later(REACTION_MS, () => {
      session.isTold = false;
      if (session.state === "down" || !this.#isReachable(session)) return;
      this.#hear(session, announcedNow(this.#context).filter(isOfSession(session)), null);
    });
  }

  #lose(session: Session, loss: SessionLoss, why: string): void {
    session.watch?.cancel();
    session.watch = null;
    const keptMs = session.terms?.keptMs[loss] ?? 0;
    const kept = keptMs > 0 && session.heard.length > 0 ? `; its routes are kept for ${keptMs / 1000} s` : "";
    if (session.state === "up") this.#write(session, `has no session any more: ${why}${kept}`);
    session.state = "down";
    session.stale?.();
    session.stale = null;
    if (keptMs === 0) this.#hear(session, [], why);
    else {
      session.stale = this.#later({ least: keptMs, most: keptMs }, () => this.#hear(session, [], "its time is over"));
    }
    if (session.hasAgent) this.#tryAfter(session, IDLE_MS);
  }

  #hear(session: Session, heard: readonly HeardAnnouncement[], why: string | null): void {
    if (areSameAnnouncements(session.heard, heard)) return;
    const [before, after] = [session.heard, heard].map((list) => list.map(({ prefix }) => printPrefix(prefix)));
    session.heard = heard;
    for (const prefix of after ?? []) if (!before?.includes(prefix)) this.#write(session, `announces ${prefix}`);
    for (const prefix of before ?? []) {
      const gone = why === null ? `withdraws ${prefix}` : `${prefix} is gone`;
      if (!after?.includes(prefix)) this.#write(session, gone);
    }
    this.#context.world.setAnnouncements(this.#sessions.flatMap((each) => each.heard));
  }

  #isReachable({ node, router: { name: router }, isEnded }: Session): boolean {
    const { machines, links, world } = this.#context;
    const link = linkOfNode(world, node);
    const isBeside = world.stationNow(router)?.addresses.some(({ address }) => world.linkOf(address) === link) === true;
    const areOnline =
      machines.areWell || (machines.isOnline(node, link) && machines.isOnline(router, isBeside ? link : null));
    return !isEnded && areOnline && !links.isCut(node, router) && !links.isCut(router, node);
  }

  #of(node: string): readonly Session[] {
    return this.#sessions.filter((session) => session.node === node);
  }

  #between(node: string, router: string): readonly Session[] {
    return this.#of(node).filter((session) => session.router.name === router);
  }

  #write({ node, router }: Session, text: string): void {
    this.#context.write("route", router.name, () => `${node} ${text}`);
  }

  #later({ least, most }: Span, act: () => void): Cancel {
    const { agenda, random } = this.#context;
    return agenda.at(laterBy(this.#context.now(), random.between(least, most)), act);
  }
}
