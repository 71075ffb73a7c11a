import {
  type Effect,
  type EffectResult,
  type Exchange,
  encodeMessage,
  fitToTransport,
  type Instant,
  instantFromMs,
  isExchange,
  laterBy,
  type NameServer,
  type Outcome,
  type Query,
  type QueryPacket,
  type Response,
} from "@splithorizon/core";

/** Who stands at an address of a suite. */
export type Resident =
  | { readonly kind: "server"; readonly server: NameServer; readonly address: string }
  | { readonly kind: "silent" }
  /** The host is there, and nothing listens on port 53. */
  | { readonly kind: "closed" };

/** What a driven question came to. */
export interface Answered {
  readonly messages: readonly Uint8Array[];
  readonly order: "fixed" | "shuffled";
  /** Set where the twin said that it does not model something. */
  readonly unsupported: string | null;
}

const MAX_STEPS = 2000;

/** Drives servers that ask each other on one flat network without delay. Choices take the first alternative. */
export class FlatNetwork {
  readonly #residents: ReadonlyMap<string, Resident>;
  #steps = 0;

  constructor(residents: ReadonlyMap<string, Resident>) {
    this.#residents = residents;
  }

  /** Lets every server do what it wanted to do until `now`. */
  wake(now: Instant): void {
    for (const resident of this.#residents.values()) {
      if (resident.kind !== "server") continue;
      for (let wake = resident.server.nextWake(); wake !== null && wake <= now; wake = resident.server.nextWake()) {
        for (const exchange of resident.server.wake(wake)) this.#run(exchange, wake, resident.address);
        if (++this.#steps > MAX_STEPS) return;
      }
    }
  }

  ask(packet: QueryPacket, now: Instant): Answered {
    this.#steps = 0;
    const resident = this.#residents.get(packet.destination.address);
    if (resident?.kind !== "server") return { messages: [], order: "fixed", unsupported: null };
    const { outcome } = this.#serve(resident, packet, now);
    if (outcome.kind === "silence") return { messages: [], order: "fixed", unsupported: null };
    if (outcome.kind === "unsupported") return { messages: [], order: "fixed", unsupported: outcome.what };
    const responses = [...outcome.messages].map((response) => fitToTransport(response, packet.transport).response);
    return {
      messages: responses.map(encodeMessage),
      order: responses.some((response) => response.wire.order === "shuffled") ? "shuffled" : "fixed",
      unsupported: null,
    };
  }

  #serve(
    resident: Resident & { kind: "server" },
    packet: QueryPacket,
    now: Instant,
  ): { outcome: Outcome; now: Instant } {
    const step = resident.server.receive(packet, now);
    return isExchange(step) ? this.#run(step, now, resident.address) : { outcome: step, now };
  }

  #run(exchange: Exchange, start: Instant, from: string): { outcome: Outcome; now: Instant } {
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

  #carryOut(effect: Effect, now: Instant, from: string): EffectResult {
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

  #deliver(effect: Effect & { kind: "ask" }, now: Instant, from: string): EffectResult {
    const timedOut = { kind: "failed", how: "timeout", now: laterBy(now, effect.timeoutMs) } as const;
    const resident = this.#residents.get(effect.to.address);
    if (resident === undefined) return { kind: "failed", how: "unreachable", now };
    if (resident.kind === "closed" || effect.to.port !== 53) return { kind: "failed", how: "refused", now };
    if (resident.kind === "silent") return timedOut;
    const source = { address: (effect.source ?? from) as QueryPacket["source"]["address"], port: 40000 };
    const packet: QueryPacket = {
      source,
      destination: effect.to,
      transport: effect.transport,
      content: { kind: "message", message: effect.message },
    };
    const { outcome } = this.#serve(resident, packet, now);
    if (outcome.kind !== "reply") return timedOut;
    const messages = [...outcome.messages].map((response) => arrived(response, effect.message, effect.transport));
    return { kind: "answered", messages, now: instantFromMs(now) };
  }
}

function arrived(response: Response, query: Query, transport: QueryPacket["transport"]): Response {
  return { ...fitToTransport(response, transport).response, id: query.id };
}
