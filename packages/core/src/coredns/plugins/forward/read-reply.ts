import type { ResourceRecord, Response } from "../../../dns/index.ts";
import type { Transport } from "../../../resolution/index.ts";
import { fitToTransport, mostOctets } from "../../../wire/index.ts";
import type { PluginRequest } from "../../plugin.ts";

const SMALLEST_BUFFER = 512;
const WHOLE_MESSAGE = 65_535;
const SECTIONS = ["answer", "authority", "additional"] as const;
type Sections = Pick<Response, (typeof SECTIONS)[number]>;
const NO_RECORDS: Sections = { answer: [], authority: [], additional: [] };

/**
 * What of an upstream's reply is read (plugin/pkg/proxy/connect.go lookupDNS): over UDP there is room for as much as the client
 * said that it takes. A longer reply is cut by the socket, amid a record, and counts as an empty one with TC; cut between two
 * records it is taken for a shorter message, as miekg/dns does not mind records that were counted and are not there.
 */
export function readReply(reply: Response, transport: Transport, request: PluginRequest): Response {
  if (transport !== "udp") return reply;
  const room = roomFor(request);
  const { truncation, udpLimit } = reply.wire;
  if (truncation !== "none" && Math.max(SMALLEST_BUFFER, udpLimit) <= room) return reply;
  if (mostOctets(reply) <= room || octetsOf(reply, request) <= room) return reply;
  const whole = recordsUpTo(room, { ...reply, edns: null }, request);
  if (whole !== null) return { ...reply, ...whole, edns: null };
  return { ...reply, ...NO_RECORDS, edns: null, flags: { ...reply.flags, truncated: true } };
}

/** request/request.go Size. */
function roomFor({ transport, query }: PluginRequest): number {
  return transport === "udp" ? Math.max(SMALLEST_BUFFER, query.edns?.udpSize ?? 0) : WHOLE_MESSAGE;
}

function octetsOf(reply: Response, { query }: PluginRequest): number {
  return fitToTransport(reply, "udp", query).octets;
}

/** The records in front of that octet, where one ends there; null: it is amid a record. */
function recordsUpTo(octet: number, reply: Response, request: PluginRequest): Sections | null {
  const kept = {
    answer: [] as ResourceRecord[],
    authority: [] as ResourceRecord[],
    additional: [] as ResourceRecord[],
  };
  for (const section of SECTIONS) {
    for (const record of reply[section]) {
      kept[section].push(record);
      const octets = octetsOf({ ...reply, ...kept }, request);
      if (octets >= octet) return octets === octet ? kept : null;
    }
  }
  return null;
}
