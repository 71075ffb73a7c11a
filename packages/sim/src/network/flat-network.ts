import {
  type Address,
  type AskFailure,
  BEGINNING,
  type Effect,
  type EffectResult,
  type Exchange,
  encodeForTransport,
  type Instant,
  isExchange,
  isIpv4,
  laterBy,
  makeQuery,
  type NameServer,
  nameOf,
  type Outcome,
  type QueryPacket,
} from "@splithorizon/core";
import { EventQueue } from "./event-queue.ts";

/** Who stands at an address. */
export type Resident =
  | { readonly kind: "server"; readonly server: NameServer; readonly address: Address }
  | { readonly kind: "silent" }
  /** The host is there, and nothing listens on port 53. */
  | { readonly kind: "closed" };

/** What a driven question came to. */
export interface Answered {
  readonly messages: readonly Uint8Array[];
  readonly order: "fixed" | "shuffled";
  /** Set where the twin said that it does not model something. */
  readonly unsupported: string | null;
  readonly elapsedMs: number;
}

type ServerResident = Resident & { readonly kind: "server" };
type Deliver = (result: EffectResult) => void;
type Close = (outcome: Outcome, now: Instant) => void;

/** Linux gives a neighbour up after three probes, one a second (arp(7), ucast_solicit and retrans_time). */
const NEIGHBOUR_TIMEOUT_MS = 3000;
const MAX_STEPS = 20_000;
const SILENCE: Answered = { messages: [], order: "fixed", unsupported: null, elapsedMs: 0 };
const ANY_QUERY = makeQuery({ name: nameOf("."), type: "A", class: "IN" });

/**
 * Drives servers that ask each other on one flat network without delay. Choices take the first alternative.
 * What goes on behind a reply (refreshes, probes) happens at its own moments, between and during the questions.
 */
export class FlatNetwork {
  readonly #residents: ReadonlyMap<string, Resident>;
  readonly #servers: readonly ServerResident[];
  readonly #queue = new EventQueue();
  #steps = 0;
  #now: Instant = BEGINNING;

  constructor(residents: ReadonlyMap<string, Resident>) {
    this.#residents = residents;
    this.#servers = [...new Set(residents.values())].filter((resident) => resident.kind === "server");
  }

  /** Lets everything happen that is due until `now`. */
  wake(now: Instant): void {
    this.#steps = 0;
    while (this.#happenBefore(now));
  }

  /** Asks, and waits for the answer as long as the client does. */
  ask(packet: QueryPacket, now: Instant, patienceMs: number = Number.POSITIVE_INFINITY): Answered {
    this.wake(now);
    this.#now = now;
    const resident = this.#residents.get(packet.destination.address);
    if (resident?.kind !== "server") return SILENCE;
    let answered: Answered | null = null;
    this.#serve(resident, packet, now, (outcome, at) => {
      answered = answeredFrom(outcome, packet, at - now);
    });
    const givesUp = laterBy(now, patienceMs);
    while (answered === null && this.#happenBefore(givesUp));
    // What was spawned at the moment of the reply goes on.
    while (answered !== null && this.#happenBefore(laterBy(now, (answered as Answered).elapsedMs)));
    return answered ?? SILENCE;
  }

  /** Carries out the earliest event or wake that is due; false where none is. */
  #happenBefore(until: Instant): boolean {
    this.#steps += 1;
    if (this.#steps > MAX_STEPS) throw new Error("the servers do not come to rest");
    const sleeper = this.#earliestSleeper();
    const wakesAt = sleeper?.server.nextWake() ?? null;
    const event = this.#queue.peek();
    if (sleeper !== null && wakesAt !== null && wakesAt <= until && (event === null || wakesAt < event.at)) {
      this.#now = wakesAt;
      for (const exchange of sleeper.server.wake(wakesAt)) this.#begin(exchange, wakesAt, sleeper.address, () => {});
      return true;
    }
    if (event === null || event.at > until) return false;
    this.#queue.pop();
    this.#now = event.at;
    event.happen();
    return true;
  }

  #earliestSleeper(): ServerResident | null {
    let earliest: { readonly resident: ServerResident; readonly at: Instant } | null = null;
    for (const resident of this.#servers) {
      const at = resident.server.nextWake();
      if (at !== null && (earliest === null || at < earliest.at)) earliest = { resident, at };
    }
    return earliest?.resident ?? null;
  }

  #serve(resident: ServerResident, packet: QueryPacket, now: Instant, close: Close): void {
    const step = resident.server.receive(packet, now);
    if (isExchange(step)) this.#begin(step, now, resident.address, close);
    else close(step, now);
  }

  #begin(exchange: Exchange, now: Instant, from: Address, close: Close): void {
    this.#proceed(exchange, exchange.next(), now, from, close);
  }

  /** Goes on with a conversation until it must wait for somebody. */
  #proceed(
    exchange: Exchange,
    first: IteratorResult<Effect, Outcome>,
    now: Instant,
    from: Address,
    close: Close,
  ): void {
    let turn = first;
    while (turn.done !== true && isDoneAtOnce(turn.value)) turn = exchange.next(this.#atOnce(turn.value, now, from));
    if (turn.done === true) {
      close(turn.value, now);
      return;
    }
    const goOn: Deliver = (result) => this.#proceed(exchange, exchange.next(result), result.now, from, close);
    if (turn.value.kind === "ask") this.#deliver(turn.value, now, from, goOn);
    else if (turn.value.kind === "await") this.#await(turn.value, goOn);
  }

  #atOnce(effect: AtOnce, now: Instant, from: Address): EffectResult {
    if (effect.kind === "choose") return { kind: "chosen", index: 0, now };
    this.#queue.add(now, () => this.#begin(effect.exchange, now, from, () => {}));
    return { kind: "spawned", now };
  }

  #await({ work, until }: Effect & { kind: "await" }, goOn: Deliver): void {
    let isOver = false;
    const once = (): void => {
      if (!isOver) goOn({ kind: "awaited", now: this.#now });
      isOver = true;
    };
    const forget = work.whenEnded(() => this.#queue.add(this.#now, once));
    if (until === undefined) return;
    this.#queue.add(until, () => {
      forget();
      once();
    });
  }

  /** Whichever comes first counts: the answer, or the end of the asker's patience. */
  #deliver(effect: Effect & { kind: "ask" }, now: Instant, from: Address, deliver: Deliver): void {
    const resident = this.#residents.get(effect.to.address);
    const failure = failureOf(effect, resident);
    if (failure !== null) {
      const at = laterBy(now, failure.afterMs);
      this.#queue.add(at, () => deliver({ kind: "failed", how: failure.how, now: at }));
    }
    if (failure !== null || resident?.kind !== "server") return;
    let isOver = false;
    const once: Deliver = (result) => {
      if (isOver) return;
      isOver = true;
      deliver(result);
    };
    const givesUp = laterBy(now, effect.answerMs ?? effect.timeoutMs);
    this.#serve(resident, packetOf(effect, from), now, (outcome, at) => {
      if (outcome.kind !== "reply") return;
      const messages = [...outcome.messages].map(
        (response) => encodeForTransport(response, effect.transport, effect.message, familyOf(from)).response,
      );
      this.#queue.add(at, () => once({ kind: "answered", messages, now: at }));
    });
    this.#queue.add(givesUp, () => once({ kind: "failed", how: "timeout", now: givesUp }));
  }
}

type AtOnce = Exclude<Effect, { kind: "ask" | "await" }>;

function isDoneAtOnce(effect: Effect): effect is AtOnce {
  return effect.kind !== "ask" && effect.kind !== "await";
}

interface Failure {
  readonly how: AskFailure;
  readonly afterMs: number;
}

/** Why nobody will answer at all; null where somebody may. */
function failureOf(effect: Effect & { kind: "ask" }, resident: Resident | undefined): Failure | null {
  const { timeoutMs, to } = effect;
  if (resident === undefined && timeoutMs > NEIGHBOUR_TIMEOUT_MS)
    return { how: "unreachable", afterMs: NEIGHBOUR_TIMEOUT_MS };
  // Nobody listens for connections where questions are not answered.
  if (resident?.kind === "silent" && effect.transport !== "udp") return { how: "refused", afterMs: 0 };
  if (resident === undefined || resident.kind === "silent") return { how: "timeout", afterMs: timeoutMs };
  return resident.kind === "closed" || to.port !== 53 ? { how: "refused", afterMs: 0 } : null;
}

function answeredFrom(outcome: Outcome, packet: QueryPacket, elapsedMs: number): Answered {
  if (outcome.kind === "silence") return SILENCE;
  if (outcome.kind === "unsupported") return { ...SILENCE, unsupported: outcome.what };
  const responses = [...outcome.messages];
  return {
    messages: responses.map(
      (response) => encodeForTransport(response, packet.transport, ANY_QUERY, familyOf(packet.source.address)).bytes,
    ),
    order: responses.some((response) => response.wire.order === "shuffled") ? "shuffled" : "fixed",
    unsupported: null,
    elapsedMs,
  };
}

function familyOf(address: Address): "ipv4" | "ipv6" {
  return isIpv4(address) ? "ipv4" : "ipv6";
}

function packetOf(effect: Effect & { kind: "ask" }, from: Address): QueryPacket {
  return {
    source: { address: effect.source ?? from, port: 40_000 },
    destination: effect.to,
    transport: effect.transport,
    content: { kind: "message", message: effect.message },
  };
}
