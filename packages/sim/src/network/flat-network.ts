import {
  type Address,
  type Effect,
  type EffectResult,
  type Exchange,
  encodeForTransport,
  type Instant,
  isExchange,
  laterBy,
  makeQuery,
  type NameServer,
  nameOf,
  type Outcome,
  type QueryPacket,
} from "@splithorizon/core";

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

interface Served {
  readonly outcome: Outcome;
  readonly now: Instant;
}

/** Linux gives a neighbour up after three probes, one a second (arp(7), ucast_solicit and retrans_time). */
const NEIGHBOUR_TIMEOUT_MS = 3000;
const MAX_STEPS = 2000;
const SILENCE: Answered = { messages: [], order: "fixed", unsupported: null, elapsedMs: 0 };
const ANY_QUERY = makeQuery({ name: nameOf("."), type: "A", class: "IN" });

/** Drives servers that ask each other on one flat network without delay. Choices take the first alternative. */
export class FlatNetwork {
  readonly #residents: ReadonlyMap<string, Resident>;
  #steps = 0;

  constructor(residents: ReadonlyMap<string, Resident>) {
    this.#residents = residents;
  }

  /** Lets every server do what it wanted to do until `now`. */
  wake(now: Instant): void {
    this.#steps = 0;
    for (const resident of this.#residents.values()) {
      if (resident.kind === "server") this.#wakeServer(resident, now);
    }
  }

  #wakeServer(resident: Resident & { kind: "server" }, now: Instant): void {
    for (let at = resident.server.nextWake(); at !== null && at <= now; at = resident.server.nextWake()) {
      for (const exchange of resident.server.wake(at)) this.#run(exchange, at, resident.address);
      this.#steps += 1;
      if (this.#steps > MAX_STEPS) return;
    }
  }

  ask(packet: QueryPacket, now: Instant): Answered {
    this.#steps = 0;
    const resident = this.#residents.get(packet.destination.address);
    if (resident?.kind !== "server") return SILENCE;
    const served = this.#serve(resident, packet, now);
    const { outcome } = served;
    if (outcome.kind === "silence") return SILENCE;
    if (outcome.kind === "unsupported") return { ...SILENCE, unsupported: outcome.what };
    const responses = [...outcome.messages];
    return {
      messages: responses.map((response) => encodeForTransport(response, packet.transport, ANY_QUERY).bytes),
      order: responses.some((response) => response.wire.order === "shuffled") ? "shuffled" : "fixed",
      unsupported: null,
      elapsedMs: served.now - now,
    };
  }

  #serve(resident: Resident & { kind: "server" }, packet: QueryPacket, now: Instant): Served {
    const step = resident.server.receive(packet, now);
    return isExchange(step) ? this.#run(step, now, resident.address) : { outcome: step, now };
  }

  #run(exchange: Exchange, start: Instant, from: Address): Served {
    let now = start;
    let turn = exchange.next();
    while (turn.done !== true) {
      this.#steps += 1;
      if (this.#steps > MAX_STEPS) throw new Error("the exchange does not end");
      const result = this.#carryOut(turn.value, now, from);
      now = result.now;
      turn = exchange.next(result);
    }
    return { outcome: turn.value, now };
  }

  #carryOut(effect: Effect, now: Instant, from: Address): EffectResult {
    switch (effect.kind) {
      case "choose":
        return { kind: "chosen", index: 0, now };
      case "spawn":
        this.#run(effect.exchange, now, from);
        return { kind: "spawned", now };
      case "ask":
        return this.#deliver(effect, now, from);
    }
  }

  #deliver(effect: Effect & { kind: "ask" }, now: Instant, from: Address): EffectResult {
    const resident = this.#residents.get(effect.to.address);
    if (resident === undefined) return { kind: "failed", how: "unreachable", now: laterBy(now, NEIGHBOUR_TIMEOUT_MS) };
    if (resident.kind === "closed" || effect.to.port !== 53) return { kind: "failed", how: "refused", now };
    const timedOut = { kind: "failed", how: "timeout", now: laterBy(now, effect.timeoutMs) } as const;
    if (resident.kind === "silent") return timedOut;
    const { outcome } = this.#serve(resident, packetOf(effect, from), now);
    if (outcome.kind !== "reply") return timedOut;
    const messages = [...outcome.messages].map(
      (response) => encodeForTransport(response, effect.transport, effect.message).response,
    );
    return { kind: "answered", messages, now };
  }
}

function packetOf(effect: Effect & { kind: "ask" }, from: Address): QueryPacket {
  return {
    source: { address: effect.source ?? from, port: 40_000 },
    destination: effect.to,
    transport: effect.transport,
    content: { kind: "message", message: effect.message },
  };
}
