import { type Instant, laterBy } from "../../../dns/index.ts";
import type { Effect, EffectResult, Transport } from "../../../resolution/index.ts";
import type { ForwardSettings } from "./settings.ts";

type Ask = Effect & { readonly kind: "ask" };

type SocketSettings = Pick<ForwardSettings, "expireMs" | "maxAgeMs" | "maxIdleConns" | "readTimeoutMs">;

/** A socket that may be used again. */
interface Socket {
  /** What a driver knows its connection by. */
  readonly key: object;
  readonly since: Instant;
  usedAt: Instant;
}

/** plugin/pkg/proxy/connect.go: how long a dial may take at least and at most, and what it is taken to take at first. */
const LEAST_DIAL_MS = 1000;
const MOST_DIAL_MS = 30_000;
const WEIGHT = 4;

/**
 * Sockets to one upstream that CoreDNS keeps between questions: behind an answer each goes to the end of a queue, and the
 * next question takes the first (plugin/pkg/proxy/persistent.go). Which of them has died nobody knows before it is used.
 */
export class Connections {
  readonly #settings: SocketSettings;
  readonly #idle = new Map<Transport, Socket[]>();
  #averageDialMs = MOST_DIAL_MS / 2;

  constructor(settings: SocketSettings) {
    this.#settings = settings;
  }

  /** So long a new connection may take. */
  get dialMs(): number {
    if (this.#averageDialMs < LEAST_DIAL_MS) return LEAST_DIAL_MS;
    return this.#averageDialMs < MOST_DIAL_MS / 2 ? 2 * this.#averageDialMs : MOST_DIAL_MS;
  }

  /** `mostDialMs`: what TLS lets a connection take. */
  *ask(
    effect: Omit<Ask, "timeoutMs">,
    now: Instant,
    mostDialMs: number,
  ): Generator<Effect, EffectResult, EffectResult> {
    const { transport } = effect;
    const kept = this.#take(transport, now);
    const socket = kept ?? { key: {}, since: now, usedAt: now };
    const result = yield this.#effectOver(effect, socket, mostDialMs);
    if (kept === null) this.#dialed(transport, result, now);
    if (result.kind === "answered") this.#giveBack(transport, socket, result.now);
    return result;
  }

  #effectOver(effect: Omit<Ask, "timeoutMs">, { key }: Socket, mostDialMs: number): Ask {
    const { readTimeoutMs } = this.#settings;
    if (effect.transport === "udp") return { ...effect, timeoutMs: readTimeoutMs, hearsErrors: true };
    const timeoutMs = Math.min(this.dialMs, mostDialMs);
    return { ...effect, timeoutMs, answerMs: readTimeoutMs, connection: key };
  }

  #take(transport: Transport, now: Instant): Socket | null {
    const { expireMs, maxAgeMs } = this.#settings;
    const idle = this.#idle.get(transport) ?? [];
    for (let socket = idle.shift(); socket !== undefined; socket = idle.shift()) {
      const isStale = now > laterBy(socket.usedAt, expireMs) || (maxAgeMs > 0 && laterBy(socket.since, maxAgeMs) < now);
      if (!isStale) return socket;
    }
    return null;
  }

  #giveBack(transport: Transport, socket: Socket, now: Instant): void {
    const { maxIdleConns } = this.#settings;
    const idle = this.#idle.get(transport) ?? [];
    this.#idle.set(transport, idle);
    socket.usedAt = now;
    if (maxIdleConns === 0 || idle.length < maxIdleConns) idle.push(socket);
  }

  /** A dial that comes to something takes next to no time; the average forgets slowly that it was thought to take long. */
  #dialed(transport: Transport, result: EffectResult, begun: Instant): void {
    const isThere =
      transport === "udp" || result.kind === "answered" || (result.kind === "failed" && result.isConnected);
    const tookMs = isThere === true ? 0 : result.now - begun;
    this.#averageDialMs += (tookMs - this.#averageDialMs) / WEIGHT;
  }
}
