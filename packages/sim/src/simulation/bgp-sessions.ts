import { laterBy, printPrefix } from "@splithorizon/core";
import type { Cancel } from "../sending/index.ts";
import { type HeardAnnouncement, hearAnnouncements } from "../site/index.ts";
import type { SimulationContext } from "./part.ts";

/** Not measured: an agent that sees a change of a Service or of its endpoints, and its UPDATE to the router. */
const REACTION_MS = { least: 20, most: 200 } as const;
/** Cilium's defaults, holdTimeSeconds 90 and keepAliveTimeSeconds 30: who is silent has been heard of in the last 30 s. */
const HOLD_MS = { least: 60_000, most: 90_000 } as const;
/** Not measured: GoBGP waits 5 s before it tries again, and the first try need not meet the other side's. */
const ESTABLISH_MS = { least: 5000, most: 15_000 } as const;
/** Not measured: a node that has power again has its agent running by then. */
const BOOT_MS = { least: 20_000, most: 40_000 } as const;

interface Session {
  readonly node: string;
  readonly router: string;
  readonly cluster: string;
  /** `down`: until both sides find each other again. */
  state: "up" | "down";
  /** Whether somebody has ended it; not before that is healed it comes again. */
  isEnded: boolean;
  /** When the silence is noticed, or when it comes again. */
  alarm: Cancel | null;
  /** Whether an UPDATE is on its way. */
  isTold: boolean;
  heard: readonly HeardAnnouncement[];
}

/**
 * Sessions between the agents on the nodes and the routers. What a node announces reaches a router a moment later; a
 * session that is closed takes its routes with it at once, a node that falls silent when the hold timer has run out. Until
 * then the router sends packets there, and they are lost. Graceful restart, which keeps the routes of an agent that is
 * only started anew, and BFD are not modelled.
 */
export class BgpSessions {
  readonly #context: SimulationContext;
  readonly #sessions: readonly Session[];

  constructor(context: SimulationContext) {
    this.#context = context;
    const { settings, clusters, announcements } = context.world;
    this.#sessions = settings.hosts.flatMap(({ name: router, bgp }) =>
      bgp === null
        ? []
        : [...clusters.values()].flatMap(({ settings: { name: cluster }, snapshot }) =>
            snapshot.nodes.map(({ metadata: { name: node } }) => ({
              node,
              router,
              cluster,
              state: "up" as const,
              isEnded: false,
              alarm: null,
              isTold: false,
              heard: announcements.filter(isOf({ node, router, cluster })),
            })),
          ),
    );
  }

  /** A cluster's objects are others: each node tells its routers what it announces now. */
  objectsChanged(): void {
    const now = announcedNow(this.#context);
    for (const session of this.#sessions) {
      if (!isSame(session.heard, now.filter(isOf(session)))) this.#tell(session);
    }
  }

  end(node: string, router: string): void {
    for (const session of this.#between(node, router)) {
      session.isEnded = true;
      this.#drop(session, "the session has ended");
    }
  }

  begin(node: string, router: string): void {
    for (const session of this.#between(node, router)) {
      session.isEnded = false;
      this.waysChanged();
    }
  }

  /** The power has failed: a router forgets what it heard; a node's silence is noticed later. */
  crashed(machine: string): void {
    for (const session of this.#sessions) {
      if (session.router === machine) this.#drop(session, "the router has lost its power");
    }
    this.waysChanged();
  }

  /** A node comes up with a new agent, which opens a new session. */
  booted(machine: string): void {
    for (const session of this.#sessions) {
      if (session.node === machine) this.#await(session, BOOT_MS);
    }
    this.waysChanged();
  }

  /** Machines or the ways between them are others. */
  waysChanged(): void {
    for (const session of this.#sessions) {
      const isReachable = this.#isReachable(session);
      if (session.state === "up") this.#watch(session, isReachable);
      else if (isReachable && session.alarm === null) this.#await(session, ESTABLISH_MS);
    }
  }

  #watch(session: Session, isReachable: boolean): void {
    if (!isReachable && session.alarm === null) {
      session.alarm = this.#later(HOLD_MS, () => {
        session.alarm = null;
        this.#drop(session, "the hold timer has run out");
        this.waysChanged();
      });
    } else if (isReachable && session.alarm !== null) {
      session.alarm();
      session.alarm = null;
      this.#tell(session);
    }
  }

  /** It comes (again) after a while, if both sides can reach each other then. */
  #await(session: Session, time: { readonly least: number; readonly most: number }): void {
    session.alarm?.();
    session.alarm = this.#later(time, () => {
      session.alarm = null;
      if (!this.#isReachable(session)) return;
      session.state = "up";
      this.#write(session, "has a session");
      this.#tell(session);
    });
  }

  #tell(session: Session): void {
    if (session.isTold || session.state === "down") return;
    session.isTold = true;
    this.#later(REACTION_MS, () => {
      session.isTold = false;
      if (session.state === "down" || !this.#isReachable(session)) return;
      this.#hear(session, announcedNow(this.#context).filter(isOf(session)), null);
    });
  }

  #drop(session: Session, why: string): void {
    session.alarm?.();
    session.alarm = null;
    if (session.state === "up") this.#write(session, `has no session any more: ${why}`);
    session.state = "down";
    this.#hear(session, [], why);
  }

  #hear(session: Session, heard: readonly HeardAnnouncement[], why: string | null): void {
    if (isSame(session.heard, heard)) return;
    const [before, after] = [session.heard, heard].map((list) => list.map(({ prefix }) => printPrefix(prefix)));
    session.heard = heard;
    for (const prefix of after ?? []) if (!before?.includes(prefix)) this.#write(session, `announces ${prefix}`);
    for (const prefix of before ?? []) {
      const gone = why === null ? `withdraws ${prefix}` : `${prefix} is gone`;
      if (!after?.includes(prefix)) this.#write(session, gone);
    }
    this.#context.world.setAnnouncements(this.#sessions.flatMap((each) => each.heard));
  }

  #isReachable({ node, router, isEnded }: Session): boolean {
    const { machines, links } = this.#context;
    const areOnline = machines.isOnline(node, null) && machines.isOnline(router, null);
    return !isEnded && areOnline && !links.isCut(node, router) && !links.isCut(router, node);
  }

  #between(node: string, router: string): readonly Session[] {
    return this.#sessions.filter((session) => session.node === node && session.router === router);
  }

  #write({ node, router }: Session, text: string): void {
    this.#context.write("route", router, () => `${node} ${text}`);
  }

  #later({ least, most }: { readonly least: number; readonly most: number }, act: () => void): Cancel {
    const { agenda, random } = this.#context;
    return agenda.at(laterBy(this.#context.now(), random.between(least, most)), act);
  }
}

function isOf({ node, router, cluster }: Pick<Session, "node" | "router" | "cluster">) {
  return (heard: HeardAnnouncement): boolean =>
    heard.node === node && heard.router === router && heard.cluster === cluster;
}

function isSame(one: readonly HeardAnnouncement[], other: readonly HeardAnnouncement[]): boolean {
  const textOf = (list: readonly HeardAnnouncement[]): string =>
    list.map(({ prefix, nextHop, why }) => `${printPrefix(prefix)} ${nextHop} ${why}`).join("\n");
  return textOf(one) === textOf(other);
}

/** What the nodes would announce now, if every router heard it at once. */
function announcedNow({ world }: SimulationContext): readonly HeardAnnouncement[] {
  return hearAnnouncements(world.settings, [...world.clusters.values()]);
}
