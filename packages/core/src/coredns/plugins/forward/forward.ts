import { type Instant, isAtOrBelow, laterBy, type Response, sameName } from "../../../dns/index.ts";
import type { Effect, EffectResult, Transport } from "../../../resolution/index.ts";
import type { Handler, PluginExchange, PluginInstance, PluginOutcome, PluginRequest } from "../../plugin.ts";
import { failed, returned, written } from "../../plugin.ts";
import { replyTo } from "../../reply.ts";
import type { ForwardSettings, Upstream } from "./settings.ts";

/** A question's patience in all (plugin/forward/forward.go defaultTimeout). */
const DEADLINE_MS = 5000;

type Asked = { readonly response: Response | null; readonly now: Instant };

/** plugin/forward: each line in front of the next. */
export function makeForward(lines: readonly ForwardSettings[]): PluginInstance {
  return {
    wrap: (next) => lines.reduceRight<Handler>((behind, line) => wrapLine(line, behind), next),
    fork: () => makeForward(lines),
  };
}

function wrapLine(settings: ForwardSettings, next: Handler): Handler {
  const line = new ForwardLine(settings);
  return (request) => {
    const { name } = request.question;
    // The FROM itself is never excepted.
    const isExcepted = !sameName(name, settings.from) && settings.except.some((zone) => isAtOrBelow(name, zone));
    if (!isAtOrBelow(name, settings.from) || isExcepted) return next(request);
    if (settings.unsupported !== null) return { kind: "unsupported", what: settings.unsupported };
    return line.forward(request);
  };
}

class ForwardLine {
  readonly #settings: ForwardSettings;
  #running = 0;
  #turn = 0;

  constructor(settings: ForwardSettings) {
    this.#settings = settings;
  }

  *forward(request: PluginRequest): PluginExchange {
    const { maxConcurrent } = this.#settings;
    if (maxConcurrent > 0 && this.#running >= maxConcurrent) return returned("REFUSED");
    this.#running += 1;
    try {
      return yield* this.#try(request);
    } finally {
      this.#running -= 1;
    }
  }

  *#try(request: PluginRequest): PluginExchange {
    const order = yield* this.#order();
    let { now } = request;
    const deadline = laterBy(now, DEADLINE_MS);
    for (let attempt = 0; attempt < 2 * order.length && now < deadline; attempt += 1) {
      const upstream = order[attempt % order.length];
      if (upstream === undefined) break;
      const asked = yield* this.#ask(upstream, request, Math.min(this.#settings.readTimeoutMs, deadline - now), now);
      now = asked.now;
      if (asked.response !== null) return passedOn(asked.response, request, upstream);
      request.remark?.({ actor: "plugin forward", text: `${upstream.endpoint.address} gave no answer` });
    }
    request.remark?.({ actor: "plugin forward", text: "no upstream answered: SERVFAIL" });
    return failed("SERVFAIL", "no healthy proxies");
  }

  /** plugin/forward/policy.go: random shuffles; round_robin takes the next first, then the rest in the file's order. */
  *#order(): Generator<Effect, readonly Upstream[], EffectResult> {
    const { upstreams, policy } = this.#settings;
    if (upstreams.length < 2 || policy === "sequential") return upstreams;
    if (policy === "round_robin") {
      this.#turn += 1;
      return frontFirst(upstreams, this.#turn % upstreams.length);
    }
    const rest = [...upstreams];
    const order: Upstream[] = [];
    while (rest.length > 1) {
      const result = yield { kind: "choose", among: rest.length, why: "upstream" };
      order.push(...rest.splice(result.kind === "chosen" ? result.index : 0, 1));
    }
    return [...order, ...rest];
  }

  *#ask(
    upstream: Upstream,
    request: PluginRequest,
    timeoutMs: number,
    now: Instant,
  ): Generator<Effect, Asked, EffectResult> {
    const transport = this.#transport(upstream, request);
    const message = request.query;
    const result = yield { kind: "ask", to: upstream.endpoint, transport, source: null, message, timeoutMs };
    const response = result.kind === "answered" ? (result.messages[0] ?? null) : null;
    if (response === null || !response.flags.truncated || transport !== "udp" || !this.#settings.preferUdp)
      return { response, now: result.now ?? now };
    const again = yield { kind: "ask", to: upstream.endpoint, transport: "tcp", source: null, message, timeoutMs };
    return { response: again.kind === "answered" ? (again.messages[0] ?? null) : null, now: again.now };
  }

  #transport(upstream: Upstream, request: PluginRequest): Transport {
    if (upstream.transport === "tls") return "tls";
    if (this.#settings.forceTcp) return "tcp";
    return this.#settings.preferUdp || request.transport === "udp" ? "udp" : "tcp";
  }
}

function frontFirst(upstreams: readonly Upstream[], at: number): readonly Upstream[] {
  const front = upstreams[at];
  return front === undefined ? upstreams : [front, ...upstreams.filter((_, index) => index !== at)];
}

/** The upstream's message whole, if it is to this question; else FORMERR (forward.go, state.Match). */
function passedOn(response: Response, request: PluginRequest, upstream: Upstream): PluginOutcome {
  const { question } = request;
  const [asked] = response.questions;
  const matches =
    asked !== undefined &&
    asked.name.key === question.name.key &&
    asked.type === question.type &&
    asked.class === question.class;
  request.remark?.({ actor: "plugin forward", text: `${upstream.endpoint.address} says ${response.rcode}` });
  if (!matches) return written(replyTo(request, { rcode: "FORMERR" }));
  const { questions, answer, authority, additional, edns, flags, rcode, opcode } = response;
  const order = response.wire.order;
  return {
    kind: "written",
    messages: [{ id: request.query.id, opcode, flags, rcode, questions, answer, authority, additional, edns, order }],
    returned: "NOERROR",
  };
}
