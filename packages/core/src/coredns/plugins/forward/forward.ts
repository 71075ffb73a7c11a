import { type Instant, isAtOrBelow, laterBy, type Response, sameName } from "../../../dns/index.ts";
import type { Effect, EffectResult, Exchange } from "../../../resolution/index.ts";
import type { Handler, PluginExchange, PluginInstance, PluginOutcome, PluginRequest } from "../../plugin.ts";
import { failed, returned } from "../../plugin.ts";
import { replyTo } from "../../reply.ts";
import { askUpstream } from "./ask-upstream.ts";
import type { ForwardSettings } from "./settings.ts";
import { UpstreamHealth } from "./upstream.ts";

/** Behind this no new attempt begins (plugin/forward/forward.go defaultTimeout). */
const DEADLINE_MS = 5000;
const ATTEMPTS_PER_UPSTREAM = 2;
/** Attempts that take no time at all (a closed port) are given up after so many; CoreDNS goes on until the deadline. */
const MOST_INSTANT_ATTEMPTS = 100;

type Conversation<T> = Generator<Effect, T, EffectResult>;

/** plugin/forward: each line in front of the next. */
export function makeForward(settings: readonly ForwardSettings[]): PluginInstance {
  return instanceOf(settings.map((line) => new ForwardLine(line)));
}

function instanceOf(lines: readonly ForwardLine[]): PluginInstance {
  const upstreams = lines.flatMap(({ upstreams: ofLine }) => ofLine);
  return {
    wrap: (next) =>
      lines.reduceRight<Handler>((behind, line, index) => line.wrap(behind, index < lines.length - 1), next),
    fork: () => instanceOf(lines.map((line) => line.fork())),
    nextWake: () => earliest(upstreams),
    wake: (now) => probesDue(upstreams, now),
    shuttingDown: () => {
      for (const line of lines) line.stop();
    },
  };
}

function earliest(upstreams: readonly UpstreamHealth[]): Instant | null {
  let first: Instant | null = null;
  for (const { probeAt } of upstreams) if (probeAt !== null && (first === null || probeAt < first)) first = probeAt;
  return first;
}

function probesDue(upstreams: readonly UpstreamHealth[], now: Instant): readonly Exchange[] {
  return upstreams.flatMap((upstream) =>
    upstream.probeAt !== null && upstream.probeAt <= now ? [upstream.probe(now)] : [],
  );
}

/** How far the attempts for one question have come. */
interface Attempts {
  now: Instant;
  readonly deadline: Instant;
  readonly most: number;
  /** Attempts that came to nothing. */
  made: number;
  /** Replies that `failover` did not take. */
  passedOver: number;
  /** Upstreams of this round that are down. */
  down: number;
  instant: number;
  /** What Go says of the last one. */
  error: string | null;
}

class ForwardLine {
  readonly upstreams: readonly UpstreamHealth[];
  readonly #settings: ForwardSettings;
  #running = 0;
  /** SIGTERM has closed its connections for good: every question is a SERVFAIL at once (measured). */
  #isStopped = false;
  #turn: number;

  constructor(settings: ForwardSettings, upstreams?: readonly UpstreamHealth[], turn = 0) {
    this.#settings = settings;
    this.upstreams = upstreams ?? settings.upstreams.map((upstream) => new UpstreamHealth(upstream, settings));
    this.#turn = turn;
  }

  fork(): ForwardLine {
    const upstreams = this.upstreams.map((upstream) => upstream.fork());
    const copy = new ForwardLine(this.#settings, upstreams, this.#turn);
    copy.#isStopped = this.#isStopped;
    return copy;
  }

  stop(): void {
    this.#isStopped = true;
  }

  /** `hasNextLine`: what stands behind is a forward line too, the only thing that `next` jumps to. */
  wrap(next: Handler, hasNextLine: boolean): Handler {
    const { from, except, unsupported } = this.#settings;
    return (request) => {
      const { name } = request.question;
      // The FROM itself is never excepted.
      const isExcepted = !sameName(name, from) && except.some((zone) => isAtOrBelow(name, zone));
      if (!isAtOrBelow(name, from) || isExcepted) return next(request);
      if (unsupported !== null) return { kind: "unsupported", what: unsupported };
      if (this.#isStopped) {
        explain(request, "the process is shutting down and has closed its connections: SERVFAIL");
        return returned("SERVFAIL");
      }
      return this.#forward(request, hasNextLine ? next : null);
    };
  }

  *#forward(request: PluginRequest, nextLine: Handler | null): PluginExchange {
    const { maxConcurrent } = this.#settings;
    if (maxConcurrent > 0 && this.#running >= maxConcurrent) {
      explain(request, `${maxConcurrent} questions are under way already: REFUSED`);
      return failed("REFUSED", `concurrent queries exceeded maximum ${maxConcurrent}`);
    }
    this.#running += 1;
    try {
      return yield* this.#try(request, nextLine);
    } finally {
      this.#running -= 1;
    }
  }

  *#try(request: PluginRequest, nextLine: Handler | null): PluginExchange {
    const order = yield* this.#order();
    const attempts = this.#attempts(request.now, order.length);
    for (let index = 0; mayTry(attempts); index += 1) {
      if (index % order.length === 0) attempts.down = 0;
      const upstream = yield* this.#usable(order[index % order.length], attempts);
      if (upstream === "none") break;
      if (upstream === "down") continue;
      const mostDialMs = this.#mostDialMs(upstream, attempts);
      const asked = askUpstream(upstream, this.#settings, request, { now: attempts.now, mostDialMs });
      const { response, error, now } = yield* asked;
      attempts.error = error;
      if (response === null) {
        if (this.#hasGivenUp(upstream, request, attempts, now)) break;
      } else if (!this.#isPassedOver(response, request, attempts)) {
        return yield* this.#passOn(response, { ...request, now }, upstream, nextLine);
      }
      attempts.now = now;
    }
    explain(request, "no upstream answered: SERVFAIL");
    return noProxy(attempts);
  }

  /** An attempt has come to nothing; true where all are down anyway, so that one attempt was enough. */
  #hasGivenUp(upstream: UpstreamHealth, request: PluginRequest, attempts: Attempts, now: Instant): boolean {
    explain(request, `${upstream.upstream.endpoint.address} gave no answer`);
    upstream.suspect(now);
    attempts.made += 1;
    attempts.instant = now > attempts.now ? 0 : attempts.instant + 1;
    return attempts.down >= this.upstreams.length;
  }

  #attempts(now: Instant, upstreams: number): Attempts {
    const { maxAttempts } = this.#settings;
    const most = maxAttempts ?? ATTEMPTS_PER_UPSTREAM * upstreams;
    const deadline = laterBy(now, DEADLINE_MS);
    return {
      now,
      deadline,
      most: most === 0 ? Number.POSITIVE_INFINITY : most,
      made: 0,
      passedOver: 0,
      down: 0,
      instant: 0,
      error: null,
    };
  }

  /** The next one of the list; of those that are down none, until all are: then any, or none if it is to fail fast. */
  *#usable(upstream: UpstreamHealth | undefined, attempts: Attempts): Conversation<UpstreamHealth | "down" | "none"> {
    if (upstream === undefined) return "none";
    if (!upstream.isDown) return upstream;
    attempts.down += 1;
    if (attempts.down < this.upstreams.length) return "down";
    if (this.#settings.failsFast) return "none";
    const [any] = yield* shuffled(this.upstreams);
    return any ?? "none";
  }

  /** plugin/forward/policy.go: random shuffles; round_robin takes the next first, then the rest in the file's order. */
  *#order(): Conversation<readonly UpstreamHealth[]> {
    const { policy } = this.#settings;
    switch (policy) {
      case "sequential":
        return this.upstreams;
      case "round_robin":
        this.#turn += 1;
        return frontFirst(this.upstreams, this.#turn % this.upstreams.length);
      case "random":
        return yield* shuffled(this.upstreams);
    }
  }

  /** What TLS lets a connection take: half of what is left where there is another attempt (plugin/forward/forward.go). */
  #mostDialMs({ upstream }: UpstreamHealth, { now, deadline, most }: Attempts): number {
    if (upstream.transport !== "tls") return Number.POSITIVE_INFINITY;
    return Math.min(most === 1 ? DEADLINE_MS : DEADLINE_MS / 2, deadline - now);
  }

  #isPassedOver(response: Response, request: PluginRequest, attempts: Attempts): boolean {
    if (!isAnswerTo(response, request) || !this.#settings.failoverOn.includes(response.rcode)) return false;
    attempts.passedOver += 1;
    return attempts.passedOver < this.upstreams.length;
  }

  /** The upstream's message whole, if it is to this question, else FORMERR; unless the next line is to be asked. */
  *#passOn(
    response: Response,
    request: PluginRequest,
    { upstream }: UpstreamHealth,
    nextLine: Handler | null,
  ): PluginExchange {
    explain(request, `${upstream.endpoint.address} says ${response.rcode}`);
    if (!isAnswerTo(response, request))
      return { kind: "written", messages: [replyTo(request, { rcode: "FORMERR" })], returned: "NOERROR" };
    const { nextOn, nextOnNoData } = this.#settings;
    const isNoData = nextOnNoData && response.rcode === "NOERROR" && response.answer.length === 0;
    if (nextLine !== null && (isNoData || nextOn.includes(response.rcode))) {
      explain(request, "the next forward line is asked");
      const step = nextLine(request);
      return "kind" in step ? step : yield* step;
    }
    return passedOn(response, request);
  }
}

function mayTry({ now, deadline, made, most, instant }: Attempts): boolean {
  return now < deadline && made < most && instant < MOST_INSTANT_ATTEMPTS;
}

function* shuffled<T>(items: readonly T[]): Conversation<readonly T[]> {
  const rest = [...items];
  const order: T[] = [];
  while (rest.length > 1) {
    const result = yield { kind: "choose", among: rest.length, why: "upstream" };
    order.push(...rest.splice(result.kind === "chosen" ? result.index : 0, 1));
  }
  return [...order, ...rest];
}

function frontFirst<T>(items: readonly T[], at: number): readonly T[] {
  const front = items[at];
  return front === undefined ? items : [front, ...items.filter((_, index) => index !== at)];
}

/** What went wrong last, in Go's words. */
function noProxy({ error }: Attempts): PluginOutcome {
  return failed("SERVFAIL", error ?? "no healthy proxies");
}

/** request/request.go Match. */
function isAnswerTo(response: Response, { question }: PluginRequest): boolean {
  const [asked, ...others] = response.questions;
  return (
    asked !== undefined &&
    others.length === 0 &&
    asked.name.key === question.name.key &&
    asked.type === question.type &&
    asked.class === question.class
  );
}

function passedOn(response: Response, request: PluginRequest): PluginOutcome {
  const { questions, answer, authority, additional, edns, flags, rcode, opcode, wire } = response;
  const { id } = request.query;
  return {
    kind: "written",
    messages: [{ id, opcode, flags, rcode, questions, answer, authority, additional, edns, order: wire.order }],
    returned: "NOERROR",
  };
}

function explain({ remark }: PluginRequest, text: string): void {
  remark?.({ actor: "plugin forward", text });
}
