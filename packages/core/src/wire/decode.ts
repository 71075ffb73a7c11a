import {
  type Edns,
  type EdnsOption,
  type Message,
  opcodeFromNumber,
  type Query,
  type Question,
  type ResourceRecord,
  type Response,
  type RrClass,
  rcodeFromNumber,
  rrClassFromNumber,
  rrTypeFromNumber,
  type WirePolicy,
} from "../dns/index.ts";
import { FaultSignal, type WireFault } from "./fault.ts";
import { flagsFromWord, HEADER_OCTETS, isResponseWord, type MessageHeader } from "./header.ts";
import type { Irregularity, RecordSection } from "./irregularity.ts";
import { fieldsOf } from "./rdata-fields.ts";
import { readRdata } from "./read-rdata.ts";
import { WireReader } from "./reader.ts";

const OPT = 41;
const DNSSEC_OK = 0x8000;

/** What bytes hold. Nothing is thrown: each server decides what it makes of what is odd. */
export type DecodedMessage =
  | {
      readonly kind: "message";
      readonly message: Message & { readonly isResponse: boolean };
      readonly header: MessageHeader;
      /** In the order of the octets; empty for a message as it should be. */
      readonly irregularities: readonly Irregularity[];
    }
  | {
      readonly kind: "undecodable";
      readonly why: WireFault;
      /** null where there are fewer than 12 octets. */
      readonly header: MessageHeader | null;
      /** The questions that could be read before the fault: CoreDNS puts them into its FORMERR. */
      readonly questions: readonly Question[];
    };

/** How much of a message is read. */
export interface DecodeOptions {
  /** Questions and records together; {@link DEFAULT_MAX_RECORDS} where it is left out. */
  readonly maxRecords?: number;
}

/** A message of 65,535 octets has room for 4,095 addresses: who sends more sends no answers. */
export const DEFAULT_MAX_RECORDS = 4096;

/** Reads one message (RFC 1035 section 4), in time linear in its size. */
export function decodeMessage(bytes: Uint8Array, options: DecodeOptions = {}): DecodedMessage {
  return decodeWith(new WireReader(bytes, options.maxRecords ?? DEFAULT_MAX_RECORDS));
}

/** As {@link decodeMessage}, with a reader whose steps a test can count. */
export function decodeWith(reader: WireReader): DecodedMessage {
  if (reader.bytes.length < HEADER_OCTETS) {
    return { kind: "undecodable", why: { kind: "short-header", at: 0 }, header: null, questions: [] };
  }
  const header = readHeader(reader);
  const questions: Question[] = [];
  try {
    readQuestions(reader, header.announced.question, questions);
    return readSections(reader, header, questions);
  } catch (signal) {
    if (!(signal instanceof FaultSignal)) throw signal;
    return { kind: "undecodable", why: signal.fault, header, questions };
  }
}

function readHeader(reader: WireReader): MessageHeader {
  const id = reader.u16();
  const word = reader.u16();
  return {
    id,
    isResponse: isResponseWord(word),
    opcode: opcodeFromNumber((word >> 11) & 0x0f),
    flags: flagsFromWord(word),
    rcodeBits: word & 0x0f,
    announced: { question: reader.u16(), answer: reader.u16(), authority: reader.u16(), additional: reader.u16() },
  };
}

function readQuestions(reader: WireReader, announced: number, questions: Question[]): void {
  while (questions.length < announced) {
    if (reader.at === reader.bytes.length) {
      noteMissing(reader, "question", announced, questions.length);
      return;
    }
    reader.countRecord();
    const name = reader.name();
    if (reader.at + 4 > reader.bytes.length) reader.fail("question-cut-off");
    questions.push({ name, type: rrTypeFromNumber(reader.u16()), class: rrClassFromNumber(reader.u16()) });
  }
}

function noteMissing(reader: WireReader, section: "question" | RecordSection, announced: number, found: number): void {
  reader.irregularities.push({ kind: "missing-records", section, announced, found });
}

/** The OPT record met so far, and how many there were. */
interface OptSeen {
  edns: Edns | null;
  rcodeBits: number;
  count: number;
}

function readSections(reader: WireReader, header: MessageHeader, questions: readonly Question[]): DecodedMessage {
  const { announced, id, isResponse, opcode, flags } = header;
  const opt: OptSeen = { edns: null, rcodeBits: 0, count: 0 };
  const answer = readRecords(reader, "answer", announced.answer, opt);
  const authority = readRecords(reader, "authority", announced.authority, opt);
  const additional = readRecords(reader, "additional", announced.additional, opt);
  if (opt.count > 1) reader.irregularities.push({ kind: "several-opt", count: opt.count });
  if (reader.at < reader.bytes.length) {
    const octets = reader.bytes.length - reader.at;
    reader.irregularities.push({ kind: "trailing-octets", at: reader.at, octets });
  }
  const rcode = rcodeFromNumber(header.rcodeBits | (opt.rcodeBits << 4));
  const { edns } = opt;
  return {
    kind: "message",
    message: { id, isResponse, opcode, flags, rcode, questions, answer, authority, additional, edns },
    header,
    irregularities: reader.irregularities,
  };
}

const NO_RECORDS: readonly ResourceRecord[] = [];

function readRecords(
  reader: WireReader,
  section: RecordSection,
  announced: number,
  opt: OptSeen,
): readonly ResourceRecord[] {
  let records: ResourceRecord[] | null = null;
  for (let count = 0; count < announced; count += 1) {
    if (reader.at === reader.bytes.length) {
      noteMissing(reader, section, announced, count);
      break;
    }
    const record = readRecord(reader, section, opt);
    if (record === null) continue;
    // A list of one takes no room for others.
    if (records === null) records = [record];
    else records.push(record);
  }
  return records ?? NO_RECORDS;
}

/** One record; null for the OPT record and for one without data. */
function readRecord(reader: WireReader, section: RecordSection, opt: OptSeen): ResourceRecord | null {
  const start = reader.at;
  reader.countRecord();
  const owner = reader.name();
  if (reader.at + 10 > reader.bytes.length) reader.fail("record-cut-off", start);
  const typeNumber = reader.u16();
  const classNumber = reader.u16();
  const ttl = reader.u32();
  const length = reader.u16();
  const end = reader.at + length;
  if (end > reader.bytes.length) reader.fail("rdata-past-end", start);
  if (typeNumber === OPT && section === "additional") {
    if (owner.labelCount > 0) reader.irregularities.push({ kind: "opt-owner-not-root", at: start });
    readOpt(reader, classNumber, ttl, end, opt);
    return null;
  }
  if (typeNumber === OPT) reader.irregularities.push({ kind: "misplaced-opt", at: start, section });
  const type = rrTypeFromNumber(typeNumber);
  if (length === 0 && fieldsOf(type) !== undefined) {
    reader.irregularities.push({ kind: "empty-rdata", at: start, section, type });
    return null;
  }
  return { owner, class: classOf(classNumber), ttl, data: readRdata(reader, type, end) };
}

function classOf(number: number): RrClass {
  return number === 1 ? "IN" : rrClassFromNumber(number);
}

/** RFC 6891 section 6.1.2 and 6.1.3: class is a size; the TTL holds rcode bits, version and flags. */
function readOpt(reader: WireReader, udpSize: number, ttl: number, end: number, opt: OptSeen): void {
  const options: EdnsOption[] = [];
  while (reader.at < end) {
    if (reader.at + 4 > end) reader.fail("bad-option");
    const code = reader.u16();
    const length = reader.u16();
    if (reader.at + length > end) reader.fail("bad-option", reader.at - 4);
    options.push({ code, data: reader.octets(length) });
  }
  opt.count += 1;
  opt.rcodeBits = (ttl >>> 24) & 0xff;
  opt.edns = {
    udpSize,
    version: (ttl >>> 16) & 0xff,
    dnssecOk: (ttl & DNSSEC_OK) !== 0,
    z: ttl & 0x7fff,
    options,
  };
}

/** A decoded message as a query, whatever its QR bit said: a server looks at that first. */
export function queryFromMessage(message: Message): Query {
  const { id, opcode, flags, rcode, questions, answer, authority, additional, edns } = message;
  return { kind: "query", id, opcode, flags, rcode, questions, answer, authority, additional, edns };
}

const AS_RECEIVED: WirePolicy = { order: "fixed", truncation: "none", udpLimit: 65_535 };

/** A decoded message as a response that is already as the wire has it. */
export function responseFromMessage(message: Message): Response {
  const { id, opcode, flags, rcode, questions, answer, authority, additional, edns } = message;
  const wire = AS_RECEIVED;
  return { kind: "response", id, opcode, flags, rcode, questions, answer, authority, additional, edns, wire };
}
