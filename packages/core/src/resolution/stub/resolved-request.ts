import { NO_FLAGS, type Query, type Question, type Rcode } from "../../dns/index.ts";
import { type DecodedMessage, decodeMessage, type Irregularity, queryFromMessage } from "../../wire/index.ts";
import type { QueryPacket } from "../exchange.ts";

/** What a packet is to the listener. */
export type ResolvedRequest =
  | { readonly kind: "query"; readonly query: Query; readonly question: Question }
  /** Answered at once. */
  | {
      readonly kind: "failure";
      readonly query: Query;
      readonly rcode: Rcode;
      /** The question as it came, where its name is too long to be read. */
      readonly unreadQuestion?: Uint8Array;
    }
  /** Passed over without a word. */
  | { readonly kind: "ignored" };

/** Types that nobody may ask for (dns-type.c dns_type_is_valid_query). */
const INVALID_TYPES: ReadonlySet<string> = new Set(["TYPE0", "OPT", "TSIG", "TKEY", "RRSIG"]);
const OBSOLETE_TYPES: ReadonlySet<string> = new Set([
  "MD",
  "MF",
  "MAILA",
  "MB",
  "MG",
  "MR",
  "MINFO",
  "MAILB",
  "WKS",
  "A6",
  "NXT",
  "NULL",
]);
const HEADER_OCTETS = 12;
const TYPE_AND_CLASS_OCTETS = 4;

/** resolved-dns-packet.c dns_packet_validate_query and dns_packet_extract, then resolved-dns-stub.c dns_stub_process_query. */
export function readRequest({ content }: QueryPacket): ResolvedRequest {
  if (content.kind === "message") return judge(content.message);
  const decoded = decodeMessage(content.bytes);
  const { header } = decoded;
  if (header === null || content.bytes.length < HEADER_OCTETS) return { kind: "ignored" };
  const { flags, announced, isResponse, opcode } = header;
  const isQuery = !isResponse && opcode === "QUERY" && !flags.truncated;
  if (!isQuery || announced.question !== 1 || announced.answer > 0) return { kind: "ignored" };
  return decoded.kind === "message" ? judgeDecoded(decoded) : unreadable(decoded, content.bytes);
}

function judgeDecoded(decoded: DecodedMessage & { readonly kind: "message" }): ResolvedRequest {
  const query = queryFromMessage(decoded.message);
  if (decoded.irregularities.some(cannotBeRead)) return malformed(query);
  return judge(decoded.irregularities.some(hidesOpt) ? { ...query, edns: null } : query);
}

/** Announced, but not there; a pointer into the header or to itself. */
function cannotBeRead({ kind }: Irregularity): boolean {
  return kind === "missing-records" || kind === "pointer-into-header" || kind === "forward-pointer";
}

/** An OPT record in bad company is passed over. */
function hidesOpt({ kind }: Irregularity): boolean {
  return (
    kind === "several-opt" || kind === "opt-owner-not-root" || kind === "misplaced-opt" || kind === "trailing-octets"
  );
}

/** A broken OPT record is passed over; a name that is too long is found out only later, and is not looked up. */
function unreadable(decoded: DecodedMessage & { readonly kind: "undecodable" }, bytes: Uint8Array): ResolvedRequest {
  const { header, questions, why } = decoded;
  const query: Query = {
    kind: "query",
    id: header?.id ?? 0,
    opcode: "QUERY",
    flags: header?.flags ?? NO_FLAGS,
    rcode: "NOERROR",
    questions,
    answer: [],
    authority: [],
    additional: [],
    edns: null,
  };
  if (why.kind === "bad-option") return judge(query);
  if (why.kind === "name-too-long" && questions.length === 0) {
    return { kind: "failure", query, rcode: "SERVFAIL", unreadQuestion: firstQuestion(bytes) };
  }
  return malformed(query);
}

/** Labels up to the root's, type and class. */
function firstQuestion(bytes: Uint8Array): Uint8Array {
  let end = HEADER_OCTETS;
  for (let length = bytes[end] ?? 0; length > 0; length = bytes[end] ?? 0) end += length + 1;
  return bytes.slice(HEADER_OCTETS, end + 1 + TYPE_AND_CLASS_OCTETS);
}

function malformed(query: Query): ResolvedRequest {
  return { kind: "failure", query: { ...query, questions: [], edns: null }, rcode: "FORMERR" };
}

function judge(query: Query): ResolvedRequest {
  const [question] = query.questions;
  if (question === undefined) return { kind: "ignored" };
  if (INVALID_TYPES.has(question.type)) return malformed(query);
  const rcode = refusalOf(query, question);
  return rcode === null ? { kind: "query", query, question } : { kind: "failure", query, rcode };
}

/** Why the listener will not look a question up. */
function refusalOf(query: Query, question: Question): Rcode | null {
  if (query.edns !== null && query.edns.version !== 0) return "BADVERS";
  if (OBSOLETE_TYPES.has(question.type)) return "REFUSED";
  if (question.type === "AXFR" || question.type === "IXFR") return "REFUSED";
  return query.flags.recursionDesired ? null : "REFUSED";
}
