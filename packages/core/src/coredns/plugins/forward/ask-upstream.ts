import type { Instant, Response } from "../../../dns/index.ts";
import type { Effect, EffectResult, Transport } from "../../../resolution/index.ts";
import type { PluginRequest } from "../../plugin.ts";
import { goError } from "./go-error.ts";
import { readReply } from "./read-reply.ts";
import type { ForwardSettings } from "./settings.ts";
import type { UpstreamHealth } from "./upstream.ts";

/** What one attempt has come to. */
export interface Asked {
  readonly response: Response | null;
  /** What Go says where there is no response. */
  readonly error: string | null;
  readonly now: Instant;
}

/** One attempt at one upstream; `mostDialMs`: what TLS lets a connection take (plugin/pkg/proxy/connect.go Connect). */
export function* askUpstream(
  { upstream, connections }: UpstreamHealth,
  settings: ForwardSettings,
  request: PluginRequest,
  { now, mostDialMs }: { readonly now: Instant; readonly mostDialMs: number },
): Generator<Effect, Asked, EffectResult> {
  const { preferUdp, forceTcp, sourceAddress: source } = settings;
  const transport = transportTo(upstream.transport, settings, request);
  const ask = { kind: "ask", to: upstream.endpoint, source, message: request.query } as const;
  const first = yield* connections.ask({ ...ask, transport }, now, mostDialMs);
  const read = readResult(first, transport, request, upstream.endpoint);
  if (read.response?.flags.truncated !== true || forceTcp || !preferUdp) return read;
  const again = transport === "tls" ? "tls" : "tcp";
  const second = yield* connections.ask({ ...ask, transport: again }, first.now, mostDialMs);
  return readResult(second, again, request, upstream.endpoint);
}

function transportTo(
  upstream: "dns" | "tls",
  { forceTcp, preferUdp }: ForwardSettings,
  request: PluginRequest,
): Transport {
  if (upstream === "tls") return "tls";
  if (forceTcp) return "tcp";
  return preferUdp || request.transport === "udp" ? "udp" : "tcp";
}

function readResult(
  result: EffectResult,
  transport: Transport,
  request: PluginRequest,
  to: UpstreamHealth["upstream"]["endpoint"],
): Asked {
  const reply = result.kind === "answered" ? result.messages[0] : undefined;
  const response = reply === undefined ? null : readReply(reply, transport, request);
  const error = result.kind === "failed" ? goError(result, transport, request.destination.address, to) : null;
  return { response, error, now: result.now };
}
