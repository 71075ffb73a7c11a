import {
  type Address,
  BEGINNING,
  type DomainName,
  type Instant,
  joinNames,
  laterBy,
  makeQuery,
  parseAddress,
} from "../../../dns/index.ts";
import { invariant } from "../../../invariant.ts";
import type { Endpoint, Exchange } from "../../../resolution/index.ts";
import type { Handler, PluginContext, PluginInstance, PluginRequest } from "../../plugin.ts";

/** CoreDNS draws two random numbers; any name that nobody else asks for does. */
const PROBE_LABELS = "4611686018427387903.2305843009213693951";
const GIVES_UP_AFTER_MS = 30_000;
const RETRIES_AFTER_MS = 1000;
const PROBE_TIMEOUT_MS = 2000;
/** At the third sight of its own question the process ends itself. */
const MOST_SEEN = 2;

interface LoopState {
  seen: number;
  /** When the next probe is due; null: none. */
  probeAt: Instant | null;
  disabledAt: Instant | null;
  /** When it asked itself for the first time; null: not yet. */
  begunAt: Instant | null;
  /** Who sent it its own question last. */
  lastFrom: Endpoint | null;
}

/** plugin/loop: asks itself a HINFO question at the start, and counts how often that question comes back. */
export function makeLoop(zone: DomainName, context: PluginContext): PluginInstance {
  return loopWith(zone, context, { seen: 0, probeAt: BEGINNING, disabledAt: null, begunAt: null, lastFrom: null });
}

function loopWith(zone: DomainName, context: PluginContext, state: LoopState): PluginInstance {
  const joined = joinNames(PROBE_LABELS, zone);
  const probe = typeof joined === "string" ? zone : joined;
  return {
    wrap: (next) => (request) => count(state, probe, next, request),
    fork: (forked) => loopWith(zone, forked, { ...state }),
    nextWake: () => state.probeAt,
    wake: (now) => {
      state.probeAt = null;
      state.begunAt ??= now;
      return [askItself(state, probe, context)];
    },
    haltedBy: () => (state.seen > MOST_SEEN ? haltMessage(zone, probe, state, context) : null),
  };
}

function count(state: LoopState, probe: DomainName, next: Handler, request: PluginRequest): ReturnType<Handler> {
  const { question, now } = request;
  if (question.type !== "HINFO" || question.name.key !== probe.key) return next(request);
  if (state.disabledAt === null || now < state.disabledAt) {
    state.seen += 1;
    state.lastFrom = request.source;
    request.remark?.({ actor: "plugin loop", text: `its own question for the ${state.seen}. time` });
  }
  return next(request);
}

/** setup.go: until an answer comes, once a second for half a minute; with the answer it stops listening. */
function* askItself(state: LoopState, probe: DomainName, context: PluginContext): Exchange {
  const message = makeQuery({ name: probe, type: "HINFO", class: "IN" });
  const to = { address: ownAddress(context), port: context.port };
  const result = yield { kind: "ask", to, transport: "udp", source: null, message, timeoutMs: PROBE_TIMEOUT_MS };
  if (result.kind === "answered") state.disabledAt = result.now;
  else if (result.now < laterBy(state.begunAt ?? BEGINNING, GIVES_UP_AFTER_MS)) {
    state.seen = 0;
    state.probeAt = laterBy(result.now, RETRIES_AFTER_MS);
  } else state.disabledAt = result.now;
  return { kind: "silence", why: "no-handler" };
}

function ownAddress({ listenAddresses }: PluginContext): Address {
  const [first] = listenAddresses;
  const loopback = parseAddress("127.0.0.1");
  invariant(loopback !== null, "127.0.0.1 is an address");
  return first ?? loopback;
}

/** loop.go, as it ends the process; where no address is bound, none stands in front of the port. */
function haltMessage(
  zone: DomainName,
  probe: DomainName,
  { lastFrom }: LoopState,
  { listenAddresses, port }: PluginContext,
): string {
  const from = lastFrom === null ? "" : hostPort(lastFrom.address, lastFrom.port);
  const way = `${from} -> ${hostPort(listenAddresses[0] ?? "", port)}`;
  const more = "see https://coredns.io/plugins/loop#troubleshooting";
  return `plugin/loop: Loop (${way}) detected for zone "${zone.text}", ${more}. Query: "HINFO ${probe.text}"`;
}

/** net.JoinHostPort. */
function hostPort(host: string, port: number): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}
