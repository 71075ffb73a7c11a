import type { Query, ResourceRecord, Response } from "../dns/index.ts";
import {
  encodeMessage,
  hasSets,
  isSameRRset,
  optOctets,
  writeHeader,
  writeOpt,
  writeQuestions,
  writeRecord,
} from "./encode.ts";
import type { RecordSection } from "./irregularity.ts";
import { mostOctets } from "./size-bound.ts";
import { signatureOctets, writeSignature } from "./write-signature.ts";
import { type Compression, MAX_MESSAGE_OCTETS, WireWriter } from "./writer.ts";

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
  const uncut = uncutCompression(response, transport, clientFamily);
  if (uncut !== null) return new EncodedLater(response, uncut);
  const { writer, response: fitted } = fit(response, transport, clientFamily);
  return { response: fitted, octets: writer.at };
}

/** As {@link fitToTransport}, with the octets themselves. They are written when somebody asks, where they need not be to tell what leaves. */
export function encodeForTransport(
  response: Response,
  transport: WireTransport,
  _query: Query,
  clientFamily: "ipv4" | "ipv6" = "ipv4",
): FittedResponse & { readonly bytes: Uint8Array } {
  const uncut = uncutCompression(response, transport, clientFamily);
  if (uncut !== null) return new EncodedLater(response, uncut);
  const { writer, response: fitted } = fit(response, transport, clientFamily);
  return { response: fitted, octets: writer.at, bytes: writer.finish() };
}

/** A response that leaves whole, written when somebody looks at its octets. */
class EncodedLater {
  readonly response: Response;
  readonly #compression: Compression;
  #bytes: Uint8Array | null = null;

  constructor(response: Response, compression: Compression) {
    this.response = response;
    this.#compression = compression;
  }

  get octets(): number {
    return this.bytes.length;
  }

  get bytes(): Uint8Array {
    this.#bytes ??= encodeMessage(this.response, { compression: this.#compression });
    return this.#bytes;
  }
}

/** How a response is compressed that fits at once by any measure; null: it takes writing to tell. */
function uncutCompression(response: Response, transport: WireTransport, family: "ipv4" | "ipv6"): Compression | null {
  const isUdp = transport === "udp";
  const limit = isUdp ? Math.max(SMALLEST_LIMIT, response.wire.udpLimit) : MAX_MESSAGE_OCTETS;
  const most = mostOctets(response);
  switch (response.wire.truncation) {
    case "none":
      return most <= MAX_MESSAGE_OCTETS ? "off" : null;
    case "coredns":
      return most <= limit && most <= (isUdp ? FRAGMENT_LIMIT[family] : MAX_MESSAGE_OCTETS) ? "off" : null;
    case "bind":
    case "bind-9.20":
      return most <= limit ? response.wire.truncation : null;
    case "resolved":
      return most <= limit ? "coredns" : null;
  }
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
    case "bind-9.20":
      return fitAsBind(response, limit, response.wire.truncation);
    case "resolved":
      return writeWhole(response, "coredns", limit) ?? cut(response, limit, RESOLVED);
  }
}

function fitAsBind(response: Response, limit: number, compression: "bind" | "bind-9.20"): Written {
  const rules = response.edns === null ? BIND_PLAIN : BIND_EDNS;
  return writeWhole(response, compression, limit) ?? cut(response, limit, { ...rules, compression });
}

/** miekg/dns msg_truncate.go Truncate, then request/request.go Scrub. */
function fitAsCoreDns(response: Response, limit: number, fragmentLimit: number): Written {
  const whole = writeWhole(response, "off", limit);
  if (whole === null) return cut(response, limit, COREDNS);
  if (whole.writer.at <= fragmentLimit) return whole;
  return writeWhole(response, "coredns", MAX_MESSAGE_OCTETS) ?? whole;
}

/** The whole message; null where it is longer than the limit. */
function writeWhole(response: Response, compression: Compression, limit: number): Written | null {
  const writer = new WireWriter(compression);
  const { edns } = response;
  writer.hasSets = hasSets(response);
  writeHeader(writer, response);
  writeQuestions(writer, response);
  for (const section of SECTIONS) {
    for (const [index, record] of response[section].entries()) {
      writeRecord(writer, record, response[section][index - 1]);
      if (writer.at > limit) return null;
    }
  }
  if (edns !== null) writeOpt(writer, edns, response);
  writeSignature(writer, response);
  return writer.at > limit ? null : { writer, response };
}

/** How a server cuts. */
interface CutRules {
  readonly compression: Compression;
  /** What it keeps together in the additional section; elsewhere each record stands alone. */
  readonly additionalUnit: "record" | "rrset";
  /** Sections whose loss is said aloud with TC. */
  readonly truncating: ReadonlySet<RecordSection>;
  /** What becomes of the records that fitted, when TC is set. */
  readonly whenTruncated: "keep" | "empty";
}

const COREDNS: CutRules = {
  compression: "coredns",
  additionalUnit: "record",
  truncating: new Set(SECTIONS),
  whenTruncated: "keep",
};
/** lib/ns/client.c ns_client_send: answer and authority by records, additional by RRsets and without TC. */
const BIND_PLAIN: CutRules = {
  compression: "bind",
  additionalUnit: "rrset",
  truncating: new Set<RecordSection>(["answer", "authority"]),
  whenTruncated: "keep",
};
/** With space reserved for an OPT record nothing is rendered in part (lib/dns/message.c): seen, a CNAME goes with the RRset behind it. */
const BIND_EDNS: CutRules = { ...BIND_PLAIN, whenTruncated: "empty" };

/** systemd's resolved-dns-stub.c dns_stub_add_reply_packet_body: what stands beside the answer may go without a word. */
const RESOLVED: CutRules = { ...COREDNS, truncating: new Set<RecordSection>(["answer"]) };

/** Keeps what fits from the front, compressed; once a section overflows, the later ones stay empty. */
function cut(response: Response, limit: number, rules: CutRules): Written {
  const writer = new WireWriter(rules.compression);
  const { edns } = response;
  writer.hasSets = hasSets(response);
  const budget = limit - (edns === null ? 0 : optOctets(edns)) - signatureOctets(response);
  writeHeader(writer, response);
  writeQuestions(writer, response);
  const start = writer.at;
  const kept = { ...NO_RECORDS };
  const overflowing = SECTIONS.find((section) => {
    kept[section] = writeWhatFits(writer, response[section], budget, unitOf(section, rules));
    return kept[section].length < response[section].length;
  });
  const isLoss = overflowing !== undefined && rules.truncating.has(overflowing);
  const isEmptied = isLoss && rules.whenTruncated === "empty";
  if (isEmptied) writer.at = start;
  const keepsAuthenticData =
    response.wire.keepsAuthenticDataIfCut === true && isCutAtOnce(response.answer, kept.answer);
  const flags = {
    ...response.flags,
    truncated: isLoss || response.flags.truncated,
    authenticData: response.flags.authenticData || keepsAuthenticData,
  };
  const result: Response = { ...response, ...(isEmptied ? NO_RECORDS : kept), flags };
  patchHeader(writer, result);
  if (edns !== null) writeOpt(writer, edns, result);
  writeSignature(writer, result);
  return { writer, response: result };
}

/** Whether not even the first RRset was written as a whole. */
function isCutAtOnce(whole: readonly ResourceRecord[], kept: readonly ResourceRecord[]): boolean {
  const next = whole[kept.length];
  const last = kept.at(-1) ?? next;
  const [first] = whole;
  if (first === undefined || next === undefined || last === undefined) return false;
  return isSameRRset(first, next) && isSameRRset(first, last);
}

const NO_RECORDS: Record<RecordSection, readonly ResourceRecord[]> = { answer: [], authority: [], additional: [] };

function unitOf(section: RecordSection, rules: CutRules): "record" | "rrset" {
  return section === "additional" ? rules.additionalUnit : "record";
}

/** Writes records as long as they fit; gives back those that do. */
function writeWhatFits(
  writer: WireWriter,
  records: readonly ResourceRecord[],
  budget: number,
  unit: "record" | "rrset",
): readonly ResourceRecord[] {
  let kept = 0;
  let end = writer.at;
  for (const [index, record] of records.entries()) {
    const previous = records[index - 1];
    if (unit === "record" || previous === undefined || !isSameRRset(previous, record)) {
      kept = index;
      end = writer.at;
    }
    writeRecord(writer, record, previous);
    if (writer.at > budget) {
      writer.at = end;
      return records.slice(0, kept);
    }
  }
  return records;
}

function patchHeader(writer: WireWriter, response: Response): void {
  const end = writer.at;
  writer.at = 0;
  writeHeader(writer, response);
  writer.at = end;
}
