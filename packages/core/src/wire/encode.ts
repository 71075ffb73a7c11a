import {
  type Edns,
  numberOfOpcode,
  numberOfRcode,
  numberOfRrClass,
  numberOfRrType,
  type Query,
  type Question,
  type ResourceRecord,
  type Response,
  type RrClass,
} from "../dns/index.ts";
import { WireError } from "./fault.ts";
import { wordOfFlags } from "./header.ts";
import { writeRdata } from "./write-rdata.ts";
import { writeSignature } from "./write-signature.ts";
import { type Compression, WireWriter } from "./writer.ts";

/** How a message is written. */
export interface EncodeOptions {
  /** Whose pointers to earlier names; `off` where it is left out. */
  readonly compression?: Compression;
}

const OPT_FIXED_OCTETS = 11;
const OPTION_HEADER_OCTETS = 4;
const MAX_Z = 0x7fff;

/**
 * The octets of a message, the OPT record last in the additional section as BIND and CoreDNS put it.
 * @throws WireError where no wire can carry it: more than 65,535 octets, a string of more than 255, a number that is too large for its field.
 */
export function encodeMessage(message: Query | Response, options: EncodeOptions = {}): Uint8Array {
  const writer = new WireWriter(options.compression ?? "off");
  writeMessage(writer, message);
  return writer.finish();
}

/** Writes the whole message, uncut. */
export function writeMessage(writer: WireWriter, message: Query | Response): void {
  const { answer, authority, additional, edns } = message;
  writeHeader(writer, message);
  writeQuestions(writer, message);
  writer.hasSets = hasSets(message);
  writeRecords(writer, answer);
  writeRecords(writer, authority);
  writeRecords(writer, additional);
  if (edns !== null) writeOpt(writer, edns, message);
  writeSignature(writer, message);
}

/** Records of a transfer stand each for itself (lib/ns/xfrout.c); its later messages have no question. */
export function hasSets({ questions }: Query | Response): boolean {
  const type = questions[0]?.type;
  return type !== undefined && type !== "AXFR" && type !== "IXFR";
}

/** The header of the message as it stands. */
export function writeHeader(writer: WireWriter, message: Query | Response): void {
  writer.u16(message.id);
  writer.u16(wordOfFlags(message.kind, opcodeBits(message), message.flags) | rcodeBits(message));
  writer.u16(message.questions.length + (unreadQuestion(message) === undefined ? 0 : 1));
  writer.u16(message.answer.length);
  writer.u16(message.authority.length);
  writer.u16(message.additional.length + (message.edns === null ? 0 : 1) + (message.signature === undefined ? 0 : 1));
}

function opcodeBits({ opcode }: Query | Response): number {
  if (opcode === "QUERY") return 0;
  const number = numberOfOpcode(opcode);
  if (number <= 0x0f) return number;
  throw new WireError("number-out-of-range", `${opcode} does not fit into four bits`);
}

/** The four bits of the header; the OPT record takes the rest. */
function rcodeBits({ rcode, edns }: Query | Response): number {
  if (rcode === "NOERROR") return 0;
  const number = numberOfRcode(rcode);
  if (number <= 0x0f || edns !== null) return number & 0x0f;
  throw new WireError("number-out-of-range", `${rcode} needs an OPT record`);
}

function unreadQuestion(message: Query | Response): Uint8Array | undefined {
  return message.kind === "response" ? message.wire.unreadQuestion : undefined;
}

export function writeQuestions(writer: WireWriter, message: Query | Response): void {
  for (const question of message.questions) writeQuestion(writer, question);
  const unread = unreadQuestion(message);
  if (unread !== undefined) writer.octets(unread);
}

function writeQuestion(writer: WireWriter, question: Question): void {
  writer.compressibleName(question.name);
  writer.u16(numberOfRrType(question.type));
  writer.u16(numberOfClass(question.class));
}

function numberOfClass(rrClass: RrClass): number {
  return rrClass === "IN" ? 1 : numberOfRrClass(rrClass);
}

function writeRecords(writer: WireWriter, records: readonly ResourceRecord[]): void {
  let previous: ResourceRecord | undefined;
  for (const record of records) {
    writeRecord(writer, record, previous);
    writer.checkLength();
    previous = record;
  }
}

/** Whether two neighbours stand in one RRset. Signatures over different types do not (RFC 4035 section 2.2). */
export function isSameRRset(left: ResourceRecord, right: ResourceRecord): boolean {
  const isSame = left.data.type === right.data.type && left.owner.key === right.owner.key && left.class === right.class;
  return (
    isSame && (left.data.type !== "RRSIG" || right.data.type !== "RRSIG" || left.data.covered === right.data.covered)
  );
}

/** One record; `previous` is the one before it in its section. */
export function writeRecord(writer: WireWriter, record: ResourceRecord, previous: ResourceRecord | undefined): void {
  // A set has one owner, so one spelling; records that came from elsewhere keep their own.
  const isSpelledAgain = writer.hasSets && previous?.owner.text === record.owner.text;
  if (isSpelledAgain && previous !== undefined && isSameRRset(previous, record)) writer.ownerAgain(record.owner);
  else writer.owner(record.owner);
  writer.u16(numberOfRrType(record.data.type));
  writer.u16(numberOfClass(record.class));
  writer.u32(record.ttl);
  const lengthAt = writer.at;
  writer.at += 2;
  writeRdata(writer, record.data);
  const length = writer.at - lengthAt - 2;
  if (length > 0xffff) throw new WireError("rdata-too-long", `RDATA of ${length} octets`);
  writer.bytes[lengthAt] = length >> 8;
  writer.bytes[lengthAt + 1] = length;
}

/** Octets of the OPT record of these data. */
export function optOctets(edns: Edns): number {
  return edns.options.reduce((sum, option) => sum + OPTION_HEADER_OCTETS + option.data.length, OPT_FIXED_OCTETS);
}

/** RFC 6891 section 6.1.2 and 6.1.3. */
export function writeOpt(writer: WireWriter, edns: Edns, message: Query | Response): void {
  writer.u8(0);
  writer.u16(numberOfRrType("OPT"));
  writer.u16(edns.udpSize);
  writer.u8(numberOfRcode(message.rcode) >> 4);
  writer.u8(edns.version);
  if (edns.z > MAX_Z) throw new WireError("number-out-of-range", `${edns.z} does not fit into 15 bits`);
  writer.u16((edns.dnssecOk ? 0x8000 : 0) | edns.z);
  writer.u16(optOctets(edns) - OPT_FIXED_OCTETS);
  for (const option of edns.options) {
    writer.u16(option.code);
    writer.u16(option.data.length);
    writer.octets(option.data);
  }
}
