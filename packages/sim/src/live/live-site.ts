import type { Address, Endpoint, Exchange, Instant, QueryPacket } from "@splithorizon/core";
import type { Tap } from "../capture/index.ts";
import type { Resident } from "../hosts/index.ts";
import type { Station } from "../network/index.ts";
import {
  type Chooser,
  Drive,
  type Ether,
  firstAlternative,
  KeptConnection,
  type OutgoingQuestion,
} from "../sending/index.ts";
import type { Place, SiteTwin } from "../site/index.ts";
import type { Recorder } from "../trace/index.ts";
import type { Agenda, Cancel } from "./agenda.ts";
import { converse } from "./conversation.ts";
import { type Breakdown, Errand } from "./errand.ts";
import { runLive } from "./run-live.ts";
import type { Stage } from "./stage.ts";
import type { Fate } from "./wait.ts";

/** Who asks whom, and how. */
export interface LiveAsking {
  readonly from: Place;
  readonly to: Endpoint;
  /** As dig's `-b`; null: by the machine's routes. */
  readonly source: Address | null;
  readonly transport: "udp" | "tcp";
}

/** What a client gets, at the moment at which it gets it. */
export type LiveAnswer =
  | {
      readonly kind: "answered";
      /** As they come over the wire, without TCP's two octets of length; one, except in a transfer. */
      readonly messages: readonly Uint8Array[];
    }
  /** Nothing will ever come. */
  | { readonly kind: "unanswered"; readonly why: string }
  | Breakdown;

/** A machine that puts one question after the other; `notice` is called once for each, at once or later. */
export interface Client {
  ask(asked: OutgoingQuestion, notice: (fate: Fate) => void): void;
  /** Has heard enough: what still comes of its questions is neither recorded nor told. */
  leave(): void;
}

/** Who wants to know what happens. */
interface Audience {
  readonly recorder: Recorder;
  readonly tap: Tap;
}

interface Alarm {
  readonly at: Instant;
  readonly cancel: Cancel;
}

/** Between two questions a server wakes so often at most: a probe every half second through a day. */
const MOST_WAKES = 200_000;

/**
 * A twin in a time that passes by itself: timeouts are waited for, servers wake when they want to, and questions that
 * come while others still wait meet the servers as those have left them.
 */
export class LiveSite {
  readonly #twin: SiteTwin;
  readonly #agenda: Agenda;
  readonly #stage: Stage;
  readonly #waiting: Errand[] = [];
  /** Of servers, by the names that they give them. */
  readonly #connections = new WeakMap<object, KeptConnection>();
  readonly #alarms = new Map<Resident, Alarm>();
  readonly #wakes = new Map<Resident, number>();
  readonly #whenPaused = (errand: Errand): void => this.#paused(errand);
  readonly #ether: Ether | null;
  #choose: Chooser;
  #tap: Tap = null;
  #isTappedAside = false;
  #isClosed = false;

  constructor(twin: SiteTwin, agenda: Agenda, choose: Chooser = firstAlternative, ether: Ether | null = null) {
    this.#twin = twin;
    this.#ether = ether;
    this.#agenda = agenda;
    this.#choose = choose;
    this.#stage = {
      agenda,
      connectionOf: (name) => (ether === null ? null : this.#connectionOf(name)),
      touched: (resident) => this.#setAlarm(resident),
      converse: (errand, from, asked, frame, notice) => converse(this.#stage, errand, from, asked, frame, notice),
    };
    for (const resident of twin.residents) this.#setAlarm(resident);
  }

  #connectionOf(name: object): KeptConnection {
    const known = this.#connections.get(name) ?? new KeptConnection();
    this.#connections.set(name, known);
    return known;
  }

  /** Questions, probes and refreshes that still wait for something. */
  get pending(): number {
    return this.#waiting.length;
  }

  /** From now on lots are drawn so. */
  drawLotsBy(choose: Chooser): void {
    this.#choose = choose;
  }

  /** From now on somebody listens in on the network: on what questions set off, or also on what servers do by themselves. */
  listenIn(tap: Tap, to: "questions" | "everything"): void {
    this.#tap = tap;
    this.#isTappedAside = to === "everything";
  }

  /** Servers have come or gone: those that are there wake when they want to, the others never again. */
  residentsChanged(): void {
    const present = new Set(this.#twin.residents);
    for (const [resident, { cancel }] of this.#alarms) {
      if (present.has(resident)) continue;
      cancel();
      this.#alarms.delete(resident);
      this.#wakes.delete(resident);
    }
    for (const resident of present) this.#setAlarm(resident);
  }

  /** Lets a server work at something by itself, as a wake does. */
  runAside(resident: Resident, exchange: Exchange): void {
    this.#runAside(resident, exchange);
  }

  /** Puts one packet. `done` is called once, at once where nobody has to be waited for; after {@link close} never. */
  put(
    { from, to, source, transport }: LiveAsking,
    content: QueryPacket["content"],
    done: (answer: LiveAnswer) => void,
  ): void {
    if (this.#isClosed) return;
    const station = this.#twin.network.stations.get(from.station);
    if (station === undefined) {
      done({ kind: "not-modelled", what: untold(from) });
      return;
    }
    const asked = { to, source, transport, content, timeoutMs: Number.POSITIVE_INFINITY };
    this.visit(station, null, done, (client) =>
      client.ask(asked, (fate) => {
        client.leave();
        done(answerOf(fate));
      }),
    );
  }

  /**
   * Lets somebody at a machine ask. `broken` is told if what his questions set off, in whatever servers, cannot be carried
   * to its end before he leaves: no answer comes after that.
   */
  visit(station: Station, recorder: Recorder, broken: (why: Breakdown) => void, act: (client: Client) => void): void {
    if (this.#wakes.size > 0) this.#resumeWaking();
    let hasLeft = false;
    const unlessLeft = (why: Breakdown): void => (hasLeft ? undefined : broken(why));
    this.#run(unlessLeft, { recorder, tap: this.#tap }, (errand) =>
      act({
        ask: (asked, notice) => converse(this.#stage, errand, station, asked, null, notice),
        leave: () => {
          hasLeft = true;
          errand.drive.stopRecording();
        },
      }),
    );
  }

  /** Nothing more will happen: what waits is abandoned without an answer. */
  close(): void {
    this.#isClosed = true;
    for (const { cancel } of this.#alarms.values()) cancel();
    this.#alarms.clear();
    for (const errand of this.#waiting.splice(0)) errand.abandon();
  }

  #run(broken: (why: Breakdown) => void, { recorder, tap }: Audience, action: (errand: Errand) => void): void {
    const drive = new Drive(this.#twin, this.#agenda, { choose: this.#choose, recorder, ether: this.#ether, tap });
    const errand = new Errand(drive, broken, this.#whenPaused);
    errand.attempt(() => action(errand));
  }

  #paused(errand: Errand): void {
    if (errand.isWaiting !== (errand.place !== null)) this.#note(errand);
    if (errand.drive.spawned.length === 0) return;
    for (const { exchange, resident } of errand.drive.spawned.splice(0)) this.#runAside(resident, exchange);
  }

  /** The last one takes the place of one that goes: nobody asks for their order. */
  #note(errand: Errand): void {
    const { place } = errand;
    if (place === null) {
      errand.place = this.#waiting.length;
      this.#waiting.push(errand);
      return;
    }
    errand.place = null;
    const last = this.#waiting.pop();
    if (last === undefined || last === errand) return;
    last.place = place;
    this.#waiting[place] = last;
  }

  /** Nobody waits for it, so what is not modelled there ends it alone. */
  #runAside(resident: Resident, exchange: Exchange): void {
    const frame = { resident, asked: null, below: null, mark: { depth: 0, conversation: 0 } };
    this.#run(ignore, { recorder: null, tap: this.#isTappedAside ? this.#tap : null }, (errand) =>
      runLive(this.#stage, errand, frame, exchange, ignore),
    );
  }

  #setAlarm(resident: Resident): void {
    if (this.#isClosed) return;
    const wanted = resident.server.nextWake();
    const known = this.#alarms.get(resident);
    if (wanted === (known?.at ?? null)) return;
    const isTired = (this.#wakes.get(resident) ?? 0) >= MOST_WAKES;
    const at = isTired ? null : wanted;
    if (at === (known?.at ?? null)) return;
    known?.cancel();
    if (at === null) this.#alarms.delete(resident);
    else this.#alarms.set(resident, { at, cancel: this.#agenda.at(at, () => this.#wake(resident)) });
  }

  #wake(resident: Resident): void {
    // Whoever was held wakes late, and may have been given another alarm meanwhile.
    this.#alarms.get(resident)?.cancel();
    this.#alarms.delete(resident);
    if (this.#ether?.isHeld(resident) === true) {
      this.#ether.hold(resident, () => this.#wake(resident));
      return;
    }
    const wakes = (this.#wakes.get(resident) ?? 0) + 1;
    this.#wakes.set(resident, wakes);
    const exchanges = resident.server.wake(this.#agenda.now());
    this.#setAlarm(resident);
    for (const exchange of exchanges) this.#runAside(resident, exchange);
  }

  #resumeWaking(): void {
    const tired = [...this.#wakes].filter(([, wakes]) => wakes >= MOST_WAKES);
    this.#wakes.clear();
    for (const [resident] of tired) this.#setAlarm(resident);
  }
}

function ignore(): void {}

/** Why nobody can ask from a place whose machine is missing. */
export function untold({ name, station }: Place): string {
  return `${name} runs on ${station}, of which no object tells anything`;
}

function answerOf(fate: Fate): LiveAnswer {
  if (fate.kind === "failed") return { kind: "unanswered", why: fate.why };
  return { kind: "answered", messages: fate.fitted.map(({ bytes }) => bytes) };
}
