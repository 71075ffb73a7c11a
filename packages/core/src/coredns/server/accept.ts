import type { Message, Query, Question, Response, WirePolicy } from "../../dns/index.ts";
import { NO_FLAGS, numberOfOpcode, type Opcode, type Rcode } from "../../dns/index.ts";
import type { Outcome, QueryPacket } from "../../resolution/index.ts";
import { decodeMessage, encodeMessage, type MessageHeader, queryFromMessage } from "../../wire/index.ts";

/** What miekg/dns makes of a packet before CoreDNS sees it. */
export type Acceptance =
  | { readonly kind: "query"; readonly query: Query }
  | { readonly kind: "outcome"; readonly outcome: Outcome };

/** A UDP server reads so many octets of a query; the rest is lost (miekg/dns MinMsgSize). */
const UDP_READ_OCTETS = 512;
/** Below this sum of option and record octets a message cannot come near 512. */
const SURELY_SMALL_OPTIONS = 160;
const MOST_ADDITIONAL = 2;

export const serverErrorPolicy: WirePolicy = { order: "fixed", truncation: "none", udpLimit: 512 };

/** miekg/dns server.go serveDNS with its default accept function (coredns.md 1.3). */
export function acceptPacket(packet: QueryPacket): Acceptance {
  const { content } = packet;
  if (content.kind === "bytes") return acceptBytes(content.bytes, packet.transport);
  const { message } = content;
  if (packet.transport === "udp" && isLarge(message)) return acceptBytes(encodeMessage(message), packet.transport);
  return acceptMessage(message);
}

function isLarge(message: Query): boolean {
  if (message.answer.length + message.authority.length + message.additional.length > 0) return true;
  let octets = 0;
  for (const { data } of message.edns?.options ?? []) octets += data.length + 4;
  return octets > SURELY_SMALL_OPTIONS;
}

function acceptMessage(message: Query): Acceptance {
  const additional = message.additional.length + (message.edns === null ? 0 : 1);
  const fault = faultOf(message.opcode, {
    question: message.questions.length,
    answer: message.answer.length,
    authority: message.authority.length,
    additional,
  });
  if (fault !== null) return reject(message, fault, []);
  return { kind: "query", query: message };
}

function acceptBytes(bytes: Uint8Array, transport: QueryPacket["transport"]): Acceptance {
  const decoded = decodeMessage(transport === "udp" ? bytes.subarray(0, UDP_READ_OCTETS) : bytes);
  const { header } = decoded;
  if (header === null) return silence("malformed");
  if (header.isResponse) return silence("not-a-query");
  const fault = faultOf(header.opcode, header.announced);
  if (fault !== null) return reject(header, fault, []);
  if (decoded.kind === "undecodable") return reject(header, "FORMERR", decoded.questions);
  return { kind: "query", query: queryFromMessage(decoded.message) };
}

/** miekg/dns acceptfunc.go: the opcode before the counts. */
function faultOf(opcode: Opcode, counts: MessageHeader["announced"]): "NOTIMP" | "FORMERR" | null {
  const number = numberOfOpcode(opcode);
  if (number !== 0 && number !== 4) return "NOTIMP";
  const isUsual =
    counts.question === 1 && counts.answer <= 1 && counts.authority <= 1 && counts.additional <= MOST_ADDITIONAL;
  return isUsual ? null : "FORMERR";
}

function silence(why: "malformed" | "not-a-query"): Acceptance {
  return { kind: "outcome", outcome: { kind: "silence", why } };
}

/** No OPT; TC, RD, RA, AD and CD as in the query; FORMERR has the opcode QUERY. */
function reject(
  header: Pick<Message, "id" | "opcode" | "flags">,
  rcode: Rcode,
  questions: readonly Question[],
): Acceptance {
  const response: Response = {
    kind: "response",
    id: header.id,
    opcode: rcode === "NOTIMP" ? header.opcode : "QUERY",
    flags: { ...header.flags, authoritative: false, reserved: false },
    rcode,
    questions,
    answer: [],
    authority: [],
    additional: [],
    edns: null,
    wire: serverErrorPolicy,
  };
  return { kind: "outcome", outcome: { kind: "reply", messages: [response] } };
}

/** A reply that the server itself writes (server.go errorFunc): header and question, nothing else; AA=0 and RA=0. */
export function errorReply(query: Query, rcode: Rcode): Message {
  const { id, opcode, flags, questions } = query;
  const { recursionDesired, checkingDisabled } = flags;
  return {
    id,
    opcode,
    flags: opcode === "QUERY" ? { ...NO_FLAGS, recursionDesired, checkingDisabled } : NO_FLAGS,
    rcode,
    questions: questions.slice(0, 1),
    answer: [],
    authority: [],
    additional: [],
    edns: null,
  };
}
