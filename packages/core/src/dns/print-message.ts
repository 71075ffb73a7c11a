import { appendAll } from "../append.ts";
import { once } from "../once.ts";
import { digQuestionLine, digRecordLine } from "./master-columns.ts";
import type { Edns, HeaderFlags, Message, Query } from "./message.ts";
import { isAtOrBelow } from "./name-order.ts";
import { nameOf } from "./name-text.ts";
import { ednsLines } from "./print-edns.ts";
import { numberOfOpcode, numberOfRcode, type Opcode, type Rcode } from "./rcode.ts";
import type { ResourceRecord } from "./record.ts";

/** What of a message dig shows: its `+[no]comments`, `+[no]question` and so on. */
export type DigPart = "command" | "comments" | "question" | "answer" | "authority" | "additional" | "statistics";

const reservedForMulticast = once(() => nameOf("local."));
const FLAG_WORDS: readonly (readonly [keyof HeaderFlags, string])[] = [
  ["authoritative", "aa"],
  ["truncated", "tc"],
  ["recursionDesired", "rd"],
  ["recursionAvailable", "ra"],
  ["authenticData", "ad"],
  ["checkingDisabled", "cd"],
];

/** A message with what dig needs to know about its question. */
export interface PrintedMessage {
  readonly message: Message;
  /** `;; Got answer:` or, for what was sent, `;; Sending:`. */
  readonly isResponse: boolean;
  /** What was asked: its cookie is compared with the answer's. */
  readonly query: Query;
  /** Octets behind the message. */
  readonly trailingOctets: number;
}

/** dig's own words (bin/dig/dighost.c opcodetext, rcodetext): it knows fewer than the registry has. */
const OPCODES: readonly Opcode[] = ["QUERY", "IQUERY", "STATUS", "NOTIFY", "UPDATE"];
const FIRST_RESERVED_RCODE = 11;
const EXTENDED_RCODES: readonly Rcode[] = ["BADVERS", "BADCOOKIE"];

function opcodeWord(opcode: Opcode): string {
  return OPCODES.includes(opcode) ? opcode : `RESERVED${numberOfOpcode(opcode)}`;
}

function rcodeWord(rcode: Rcode): string {
  const number = numberOfRcode(rcode);
  if (number < FIRST_RESERVED_RCODE || EXTENDED_RCODES.includes(rcode)) return rcode;
  return number < 16 ? `RESERVED${number}` : `?${number}`;
}

/** What the sections are called in a message of this kind (RFC 2136 section 2). */
function titlesOf(opcode: Opcode): Readonly<Record<"question" | "answer" | "authority" | "additional", string>> {
  const isUpdate = opcode === "UPDATE";
  return {
    question: isUpdate ? "ZONE" : "QUESTION",
    answer: isUpdate ? "PREREQUISITE" : "ANSWER",
    authority: isUpdate ? "UPDATE" : "AUTHORITY",
    additional: "ADDITIONAL",
  };
}

/** The body that dig prints for a message (bin/dig/dig.c printmessage), ending in an empty line where comments are shown. */
export function printMessage(printed: PrintedMessage, parts: ReadonlySet<DigPart>): string {
  const { message } = printed;
  const hasComments = parts.has("comments");
  const lines: string[] = hasComments ? [...headerLines(printed), ""] : [];
  if (hasComments && message.edns !== null) lines.push(...ednsLines(message.edns, sentEdns(printed)));
  const titles = titlesOf(message.opcode);
  if (parts.has("question")) {
    appendAll(lines, section(titles.question, message.questions.map(digQuestionLine), hasComments));
  }
  for (const name of ["answer", "authority", "additional"] as const) {
    if (parts.has(name)) appendAll(lines, section(titles[name], message[name].map(digRecordLine), hasComments));
  }
  return lines.map((line) => `${line}\n`).join("");
}

function sentEdns(printed: PrintedMessage): Edns | null {
  return printed.query.edns;
}

function section(title: string, records: readonly string[], hasComments: boolean): readonly string[] {
  if (records.length === 0) return [];
  return hasComments ? [`;; ${title} SECTION:`, ...records, ""] : records;
}

function headerLines({ message, isResponse, trailingOctets }: PrintedMessage): readonly string[] {
  const lines = [isResponse ? ";; Got answer:" : ";; Sending:"];
  const [question] = message.questions;
  if (question !== undefined && isAtOrBelow(question.name, reservedForMulticast())) {
    lines.push(";; WARNING: .local is reserved for Multicast DNS");
    lines.push(";; You are currently testing what happens when an mDNS query is leaked to DNS");
  }
  lines.push(
    `;; ->>HEADER<<- opcode: ${opcodeWord(message.opcode)}, status: ${rcodeWord(message.rcode)}, id: ${message.id}`,
  );
  lines.push(`;; flags:${flagWords(message.flags, isResponse)}; ${counts(message)}`);
  if (isResponse && message.flags.recursionDesired && !message.flags.recursionAvailable) {
    lines.push(";; WARNING: recursion requested but not available");
  }
  if (trailingOctets > 0) {
    lines.push(`;; WARNING: Message has ${trailingOctets} extra bytes at end`);
  }
  return lines;
}

function flagWords(flags: HeaderFlags, isResponse: boolean): string {
  const words = FLAG_WORDS.filter(([flag]) => flags[flag]).map(([, word]) => ` ${word}`);
  return `${isResponse ? " qr" : ""}${words.join("")}${flags.reserved ? "; MBZ: 0x4" : ""}`;
}

function counts(message: Message): string {
  const additional = message.additional.length + (message.edns === null ? 0 : 1);
  const { questions, answer, authority } = message;
  return `QUERY: ${questions.length}, ANSWER: ${answer.length}, AUTHORITY: ${authority.length}, ADDITIONAL: ${additional}`;
}

/** The lines of a transfer: records alone. */
export function printRecords(records: Iterable<ResourceRecord>): string {
  let text = "";
  for (const record of records) text += `${digRecordLine(record)}\n`;
  return text;
}
