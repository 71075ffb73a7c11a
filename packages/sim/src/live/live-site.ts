import type { Address, Endpoint, Exchange, Instant, QueryPacket } from "@splithorizon/core";
import { type Chooser, Drive, firstAlternative } from "../asking/index.ts";
import type { Resident } from "../hosts/index.ts";
import type { Place, SiteTwin } from "../site/index.ts";
import type { Agenda, Cancel } from "./agenda.ts";
import { converse, runLive, type Stage } from "./conversation.ts";
import { type Breakdown, Errand } from "./errand.ts";
import type { Fate } from "./wait.ts";
import { WorkInHand } from "./work-in-hand.ts";

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

interface Alarm {
  readonly at: Instant;
  readonly cancel: Cancel;
}

/**
 * A twin in a time that passes by itself: timeouts are waited for, servers wake when they want to, and questions that
 * come while others still wait meet the servers as those have left them. `askSite` in contrast jumps to the answer.
 */
export class LiveSite {
  readonly #twin: SiteTwin;
  readonly #agenda: Agenda;
  readonly #choose: Chooser;
  readonly #stage: Stage;
  readonly #waiting = new Set<Errand>();
  readonly #alarms = new Map<Resident, Alarm>();
  readonly #whenPaused = (errand: Errand): void => this.#paused(errand);
  #isClosed = false;

  constructor(twin: SiteTwin, agenda: Agenda, choose: Chooser = firstAlternative) {
    this.#twin = twin;
    this.#agenda = agenda;
    this.#choose = choose;
    this.#stage = { agenda, workInHand: new WorkInHand(agenda), touched: (resident) => this.#setAlarm(resident) };
    for (const resident of twin.residents) this.#setAlarm(resident);
  }

  /** Questions, probes and refreshes that still wait for something. */
  get pending(): number {
    return this.#waiting.size;
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
      done({ kind: "not-modelled", what: `${from.name} runs on ${from.station}, of which no object tells anything` });
      return;
    }
    const asked = { to, source, transport, content, timeoutMs: Number.POSITIVE_INFINITY };
    this.#run(done, (errand) => converse(this.#stage, errand, station, asked, null, (fate) => done(answerOf(fate))));
  }

  /** Nothing more will happen: what waits is abandoned without an answer. */
  close(): void {
    this.#isClosed = true;
    for (const { cancel } of this.#alarms.values()) cancel();
    this.#alarms.clear();
    for (const errand of this.#waiting) errand.abandon();
    this.#waiting.clear();
  }

  #run(broken: (why: Breakdown) => void, action: (errand: Errand) => void): void {
    const drive = new Drive(this.#twin, this.#choose, null, this.#agenda.now());
    const errand = new Errand(drive, broken, this.#whenPaused);
    errand.attempt(() => action(errand));
  }

  #paused(errand: Errand): void {
    if (errand.isWaiting) this.#waiting.add(errand);
    else if (this.#waiting.size > 0) this.#waiting.delete(errand);
    if (errand.drive.spawned.length === 0) return;
    for (const { exchange, resident } of errand.drive.spawned.splice(0)) this.#runAside(resident, exchange);
  }

  /** Nobody waits for it, so what is not modelled there ends it alone. */
  #runAside(resident: Resident, exchange: Exchange): void {
    const frame = { resident, asked: null, below: null, depth: 0 };
    this.#run(ignore, (errand) => runLive(this.#stage, errand, frame, exchange, ignore));
  }

  #setAlarm(resident: Resident): void {
    if (this.#isClosed) return;
    const at = resident.server.nextWake();
    const known = this.#alarms.get(resident);
    if (at === (known?.at ?? null)) return;
    known?.cancel();
    if (at === null) this.#alarms.delete(resident);
    else this.#alarms.set(resident, { at, cancel: this.#agenda.at(at, () => this.#wake(resident)) });
  }

  #wake(resident: Resident): void {
    this.#alarms.delete(resident);
    const exchanges = resident.server.wake(this.#agenda.now());
    this.#setAlarm(resident);
    for (const exchange of exchanges) this.#runAside(resident, exchange);
  }
}

function ignore(): void {}

function answerOf(fate: Fate): LiveAnswer {
  if (fate.kind === "failed") return { kind: "unanswered", why: fate.why };
  return { kind: "answered", messages: fate.fitted.map(({ bytes }) => bytes) };
}
