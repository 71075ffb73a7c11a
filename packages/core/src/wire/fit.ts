import type { Query, ResourceRecord, Response } from "../dns/index.ts";
import { optOctets, writeHeader, writeOpt, writeQuestion, writeRecord } from "./encode.ts";
import type { RecordSection } from "./irregularity.ts";
import { MAX_MESSAGE_OCTETS, WireWriter } from "./writer.ts";

/** As in resolution/exchange, which stands to the right of this folder. */
export type WireTransport = "udp" | "tcp" | "tls";

/** A response as it leaves a server, and its size. */
export interface FittedResponse {
  /** Cut where it had to be, TC set by the server's own rules. */
  readonly response: Response;
  /** Octets on the wire, without TCP's two octets of length. */
  readonly octets: number;
}

/** Octets of a UDP message without EDNS (RFC 1035 section 4.2.1). */
const SMALLEST_LIMIT = 512;
/** Above these CoreDNS compresses what fits, to avoid fragments (request/request.go Scrub). */
const FRAGMENT_LIMIT = { ipv4: 1480, ipv6: 1220 } as const;
const SECTIONS = ["answer", "authority", "additional"] as const;

/**
 * The transport's last step: compression and truncation by the rules of the server that made the response.
 * BIND compresses always, cuts by records without EDNS and by RRsets with it, and leaves additional records out without TC;
 * CoreDNS compresses only what would not fit, then keeps record by record, over TCP as well.
 */
export function fitToTransport(
  response: Response,
  transport: WireTransport,
  _query: Query,
  clientFamily: "ipv4" | "ipv6" = "ipv4",
): FittedResponse {
  const { writer, response: fitted } = fit(response, transport, clientFamily);
  return { response: fitted, octets: writer.at };
}

/** As {@link fitToTransport}, with the octets themselves. */
export function encodeForTransport(
  response: Response,
  transport: WireTransport,
  _query: Query,
  clientFamily: "ipv4" | "ipv6" = "ipv4",
): FittedResponse & { readonly bytes: Uint8Array } {
  const { writer, response: fitted } = fit(response, transport, clientFamily);
  return { response: fitted, octets: writer.at, bytes: writer.finish() };
}

interface Written {
  readonly writer: WireWriter;
  readonly response: Response;
}

function fit(response: Response, transport: WireTransport, family: "ipv4" | "ipv6"): Written {
  const limit = transport === "udp" ? Math.max(SMALLEST_LIMIT, response.wire.udpLimit) : MAX_MESSAGE_OCTETS;
  switch (response.wire.truncation) {
    case "none":
      return writeWhole(response, "off", MAX_MESSAGE_OCTETS) ?? cut(response, MAX_MESSAGE_OCTETS, COREDNS);
    case "coredns":
      return fitAsCoreDns(response, limit, transport === "udp" ? FRAGMENT_LIMIT[family] : MAX_MESSAGE_OCTETS);
    case "bind":
      return writeWhole(response, "on", limit) ?? cut(response, limit, response.edns === null ? BIND_PLAIN : BIND_EDNS);
  }
}

/** miekg/dns msg_truncate.go Truncate, then request/request.go Scrub. */
function fitAsCoreDns(response: Response, limit: number, fragmentLimit: number): Written {
  const whole = writeWhole(response, "off", limit);
  if (whole === null) return cut(response, limit, COREDNS);
  if (whole.writer.at <= fragmentLimit) return whole;
  return writeWhole(response, "on", MAX_MESSAGE_OCTETS) ?? whole;
}

/** The whole message; null where it is longer than the limit. */
function writeWhole(response: Response, compression: "on" | "off", limit: number): Written | null {
  const writer = new WireWriter(compression);
  const { edns } = response;
  writeHeader(writer, response);
  for (const question of response.questions) writeQuestion(writer, question);
  for (const section of SECTIONS) {
    for (const record of response[section]) {
      writeRecord(writer, record);
      if (writer.at > limit) return null;
    }
  }
  if (edns !== null) writeOpt(writer, edns, response);
  return writer.at > limit ? null : { writer, response };
}

/** What a server keeps together when it cuts, and which sections' losses set TC. */
interface CutRules {
  readonly answerUnit: "record" | "rrset";
  readonly additionalUnit: "record" | "rrset";
  readonly additionalSetsTruncated: "yes" | "no";
}

const COREDNS: CutRules = { answerUnit: "record", additionalUnit: "record", additionalSetsTruncated: "yes" };
/** lib/ns/client.c: partial rendering only where no space is reserved for an OPT record (lib/dns/message.c). */
const BIND_PLAIN: CutRules = { answerUnit: "record", additionalUnit: "rrset", additionalSetsTruncated: "no" };
const BIND_EDNS: CutRules = { answerUnit: "rrset", additionalUnit: "rrset", additionalSetsTruncated: "no" };

/** Keeps what fits from the front, compressed; once a section overflows, the later ones stay empty. */
function cut(response: Response, limit: number, rules: CutRules): Written {
  const writer = new WireWriter("on");
  const { edns } = response;
  const budget = limit - (edns === null ? 0 : optOctets(edns));
  writeHeader(writer, response);
  for (const question of response.questions) writeQuestion(writer, question);
  const kept: Record<RecordSection, readonly ResourceRecord[]> = { answer: [], authority: [], additional: [] };
  let isTruncated = response.flags.truncated;
  for (const section of SECTIONS) {
    const records = response[section];
    const unit = section === "additional" ? rules.additionalUnit : rules.answerUnit;
    kept[section] = writeWhatFits(writer, records, budget, unit);
    if (kept[section].length === records.length) continue;
    isTruncated ||= section !== "additional" || rules.additionalSetsTruncated === "yes";
    break;
  }
  const result: Response = { ...response, ...kept, flags: { ...response.flags, truncated: isTruncated } };
  patchHeader(writer, result);
  if (edns !== null) writeOpt(writer, edns, result);
  return { writer, response: result };
}

/** Writes records as long as they fit; gives back those that do. */
function writeWhatFits(
  writer: WireWriter,
  records: readonly ResourceRecord[],
  budget: number,
  unit: "record" | "rrset",
): readonly ResourceRecord[] {
  let kept = 0;
  let mark = writer.mark();
  for (const [index, record] of records.entries()) {
    const previous = records[index - 1];
    if (unit === "record" || previous === undefined || !isSameRRset(previous, record)) {
      kept = index;
      mark = writer.mark();
    }
    writeRecord(writer, record);
    if (writer.at > budget) {
      writer.rollBack(mark);
      return records.slice(0, kept);
    }
  }
  return records;
}

function isSameRRset(left: ResourceRecord, right: ResourceRecord): boolean {
  return left.owner.key === right.owner.key && left.data.type === right.data.type && left.class === right.class;
}

function patchHeader(writer: WireWriter, response: Response): void {
  const end = writer.at;
  writer.at = 0;
  writeHeader(writer, response);
  writer.at = end;
}
