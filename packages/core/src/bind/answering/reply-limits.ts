import type { Query } from "../../dns/index.ts";
import type { QueryPacket } from "../../resolution/index.ts";
import { NO_WISHES, wishesIn } from "../edns.ts";
import type { BindSettings } from "../settings.ts";
import type { View } from "../view.ts";
import type { ReplyLimits } from "./reply.ts";

const DEFAULT_EDNS_SIZE = 1232;

/** What bounds the reply to a question; `view`: null before one is chosen. */
export function limitsFor(
  { edns }: Query,
  packet: QueryPacket,
  view: View | null,
  { version, identity, chaosView, tcpAdvertisedTimeout }: BindSettings,
  hostname: string,
): ReplyLimits {
  const options = view?.settings.options;
  const { serverId } = identity;
  const isNamed = serverId.kind === "text" || serverId.kind === "hostname";
  const wishes = edns === null ? NO_WISHES : wishesIn(edns, chaosView.options.answerCookie);
  const isKnown = packet.transport !== "udp" || wishes.hasServerCookie;
  return {
    version,
    maxUdpSize: options?.maxUdpSize ?? DEFAULT_EDNS_SIZE,
    ednsUdpSize: (options ?? chaosView.options).ednsUdpSize,
    nocookieUdpSize: options?.nocookieUdpSize ?? 512,
    transport: packet.transport === "udp" ? "udp" : "stream",
    wishes,
    keepaliveTimeout: tcpAdvertisedTimeout,
    wantsPadding: wishes.wantsPadding && isKnown,
    nsid: isNamed ? (serverId.kind === "text" ? serverId.text : hostname) : null,
  };
}
