import { BEGINNING, type Instant } from "../../../dns/index.ts";
import type { Exchange } from "../../../resolution/index.ts";
import { longestZone, serveGoZone, transferGoZone, type ZoneServer } from "../../go-zone/index.ts";
import {
  type Handler,
  type PluginContext,
  type PluginExchange,
  type PluginInstance,
  type PluginRequest,
  type PluginStep,
  returned,
  written,
} from "../../plugin.ts";
import { authoritativeReplyTo, endOfChain } from "../../reply.ts";
import { type Copy, isDue, isExpired, refresh } from "./copy.ts";
import type { SecondarySettings, SecondaryZone } from "./settings.ts";

/** One zone and what is known of it. */
interface Held extends SecondaryZone {
  copy: Copy;
}

interface State {
  readonly held: readonly Held[];
  /** When all zones are to be copied for the first time; null: that has begun. */
  startsAt: Instant | null;
}

const NOTHING: Copy = { zone: null, freshAt: BEGINNING, askedAt: BEGINNING, isFailing: false };

/**
 * plugin/secondary. Zones are copied at the start. What CoreDNS does by timers of its own from then on is done when a
 * question comes for which it would have happened: refreshes before the answer, tries for what was never copied behind it.
 */
export function makeSecondary(settings: SecondarySettings, context: PluginContext): PluginInstance {
  const held = settings.zones.map((zone): Held => ({ ...zone, copy: NOTHING }));
  return secondaryWith(settings, context, { held, startsAt: held.length > 0 ? BEGINNING : null });
}

function secondaryWith(settings: SecondarySettings, context: PluginContext, state: State): PluginInstance {
  const { fallthrough, unsupported } = settings;
  const server: ZoneServer = { actor: "plugin secondary", context, fallthrough, dialect: "file" };
  return {
    wrap: (next) => (request) =>
      unsupported === null ? serve(state, server, request, next) : { kind: "unsupported", what: unsupported },
    capabilities: {
      transferer: {
        transfer: (name, serial) => {
          const found = longestZone(state.held, name);
          if (found?.origin.key !== name.key) return null;
          return found.copy.zone === null ? "failed" : transferGoZone(found.copy.zone, serial);
        },
      },
    },
    fork: (forked) => secondaryWith(settings, forked, { ...state, held: state.held.map((one) => ({ ...one })) }),
    nextWake: () => state.startsAt,
    wake: (now) => {
      state.startsAt = null;
      return state.held.map((one) => update(one, now));
    },
  };
}

function serve(state: State, server: ZoneServer, request: PluginRequest, next: Handler): PluginStep {
  const found = longestZone(state.held, request.question.name);
  if (found === null) return next === endOfChain ? returned("REFUSED") : next(request);
  const { now, query, question } = request;
  const isTransfer = question.type === "AXFR" || question.type === "IXFR";
  if (isTransfer) return returned("REFUSED");
  if (query.opcode === "NOTIFY") return takeNotice(found, request);
  if (!isDue(found.copy, now)) return answer(found, server, request, next);
  return found.copy.zone === null ? failAndTry(found, request) : refreshThen(found, server, request, next);
}

function answer(held: Held, server: ZoneServer, request: PluginRequest, next: Handler): PluginStep {
  const { copy } = held;
  if (copy.zone === null || isExpired(copy, request.now)) {
    const why = copy.zone === null ? "was never copied" : "is expired";
    request.remark?.({ actor: server.actor, text: `zone ${held.origin.text} ${why}: SERVFAIL` });
    return returned("SERVFAIL");
  }
  return serveGoZone(server, copy.zone, request, next);
}

function* refreshThen(held: Held, server: ZoneServer, request: PluginRequest, next: Handler): PluginExchange {
  held.copy = yield* refresh(held, held.copy, request.now);
  const step = answer(held, server, request, next);
  return "kind" in step ? step : yield* step;
}

function* failAndTry(held: Held, request: PluginRequest): PluginExchange {
  yield { kind: "spawn", exchange: update(held, request.now) };
  return returned("SERVFAIL");
}

/** Of a primary a NOTIFY is answered, and then looked into; anybody else's is dropped. */
function takeNotice(held: Held, request: PluginRequest): PluginStep {
  const isOfPrimary = held.primaries.some(({ address }) => address === request.source.address);
  return isOfPrimary ? answerNotice(held, request) : { kind: "silence", why: "no-handler" };
}

function* answerNotice(held: Held, request: PluginRequest): PluginExchange {
  yield { kind: "spawn", exchange: update(held, request.now) };
  return written(authoritativeReplyTo(request, {}));
}

function* update(held: Held, now: Instant): Exchange {
  held.copy = { ...held.copy, askedAt: now };
  held.copy = yield* refresh(held, held.copy, now);
  return { kind: "silence", why: "no-handler" };
}
