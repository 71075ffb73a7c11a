import { type Instant, laterBy, makeQuery, NO_FLAGS } from "../../../dns/index.ts";
import type { Exchange, Transport } from "../../../resolution/index.ts";
import { Connections } from "./connections.ts";
import type { ForwardSettings } from "./settings.ts";
import type { Upstream } from "./upstream-settings.ts";

/** plugin/pkg/proxy/health.go: for an answer, and for a connection before it. */
const PROBE_TIMEOUT_MS = 1000;
const PROBE_DIAL_MS = 2000;

/** An upstream and what is known of its health (plugin/pkg/proxy, plugin/pkg/up). Probes begin behind a question that failed, and end with the first answer. */
export class UpstreamHealth {
  readonly upstream: Upstream;
  readonly connections: Connections;
  readonly #settings: ForwardSettings;
  #fails = 0;
  /** When the next probe is due; null: none is. */
  #probeAt: Instant | null = null;
  /** When the probe that waits for its answer began; null: none waits. */
  #waitsSince: Instant | null = null;

  constructor(upstream: Upstream, settings: ForwardSettings) {
    this.upstream = upstream;
    this.connections = new Connections(settings);
    this.#settings = settings;
  }

  /** The same health; a copy has sockets of its own. A probe that waits belongs to the original: the copy begins it anew. */
  fork(): UpstreamHealth {
    const copy = new UpstreamHealth(this.upstream, this.#settings);
    copy.#fails = this.#fails;
    copy.#probeAt = this.#probeAt ?? this.#waitsSince;
    return copy;
  }

  get isDown(): boolean {
    const { maxFails } = this.#settings;
    return maxFails > 0 && this.#fails > maxFails;
  }

  get probeAt(): Instant | null {
    return this.#probeAt;
  }

  /** A question has failed: probes begin, unless they are under way. */
  suspect(now: Instant): void {
    if (this.#settings.maxFails > 0 && this.#probeAt === null && this.#waitsSince === null) this.#probeAt = now;
  }

  /** One probe. Any answer at all ends them; a failure counts, and the next comes an interval later. */
  *probe(now: Instant): Exchange {
    const { healthCheck, sourceAddress } = this.#settings;
    const { domain, recursionDesired, intervalMs } = healthCheck;
    this.#probeAt = null;
    this.#waitsSince = now;
    const message = makeQuery({ name: domain, type: "NS", class: "IN" }, { flags: { ...NO_FLAGS, recursionDesired } });
    const { endpoint: to } = this.upstream;
    const transport = this.#transport();
    const probe = { kind: "ask", to, transport, source: sourceAddress, message } as const;
    const result = yield transport === "udp"
      ? { ...probe, timeoutMs: PROBE_TIMEOUT_MS, hearsErrors: true }
      : { ...probe, timeoutMs: PROBE_DIAL_MS, answerMs: PROBE_TIMEOUT_MS };
    this.#waitsSince = null;
    if (result.kind === "answered") this.#fails = 0;
    else {
      this.#fails += 1;
      this.#probeAt = laterBy(result.now, Math.max(1, intervalMs));
    }
    return { kind: "silence", why: "no-handler" };
  }

  #transport(): Transport {
    if (this.upstream.transport === "tls") return "tls";
    return this.#settings.forceTcp ? "tcp" : "udp";
  }
}
