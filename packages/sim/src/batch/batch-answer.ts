import { type Edns, printRdata, type Question, type ResourceRecord, type Response } from "@splithorizon/core";
import type { SiteAnswer } from "../asking/index.ts";
import { flagWords } from "../trace/index.ts";

/** A record as `ask --batch` prints it: names with their final dot, data as dig prints it. */
export interface BatchRecord {
  readonly name: string;
  readonly type: string;
  readonly class?: string;
  readonly ttl: number;
  readonly data: string;
}

/** A response; of a transfer all messages in one. */
export interface BatchResponse {
  readonly rcode: string;
  readonly flags: readonly string[];
  readonly question: readonly { readonly name: string; readonly type: string; readonly class: string }[];
  readonly answer: readonly BatchRecord[];
  readonly authority: readonly BatchRecord[];
  readonly additional: readonly BatchRecord[];
  readonly edns: { readonly size: number; readonly do: boolean; readonly version: number } | null;
  /** Options of the OPT record; left out where there are none. */
  readonly ednsOptions?: readonly { readonly code: number; readonly data: string }[];
  /** Octets on the wire. */
  readonly size: number;
}

/** One line that `ask --batch` prints. */
export interface BatchAnswer {
  readonly id: string | number | null;
  readonly response: BatchResponse | null;
  readonly messages: number;
  /** Why nothing came; null where something did. */
  readonly silence: string | null;
  readonly elapsedMs: number;
  /** Keys of the question that were passed over; left out where there are none. */
  readonly ignored?: readonly string[];
}

export function batchAnswerOf(id: string | number | null, answer: SiteAnswer): BatchAnswer {
  switch (answer.kind) {
    case "answered":
      return {
        id,
        response: joinMessages(answer.messages, answer.octets),
        messages: answer.messages.length,
        silence: null,
        elapsedMs: answer.elapsedMs,
      };
    case "failed":
      return silent(id, `${answer.how}: ${answer.why}`, answer.elapsedMs);
    case "not-modelled":
      return silent(id, `not modelled: ${answer.what}`, 0);
    case "endless":
      return silent(id, `servers ask each other without end: ${answer.path.join(" -> ")}`, 0);
  }
}

function silent(id: string | number | null, silence: string, elapsedMs: number): BatchAnswer {
  return { id, response: null, messages: 0, silence, elapsedMs };
}

function joinMessages(messages: readonly Response[], size: number): BatchResponse | null {
  const [first] = messages;
  if (first === undefined) return null;
  const options = first.edns?.options ?? [];
  return {
    rcode: first.rcode,
    flags: ["qr", ...flagWords(first.flags)],
    question: first.questions.map(printQuestion),
    answer: messages.flatMap((message) => message.answer.map(printBatchRecord)),
    authority: messages.flatMap((message) => message.authority.map(printBatchRecord)),
    additional: messages.flatMap((message) => message.additional.map(printBatchRecord)),
    edns: first.edns === null ? null : printEdns(first.edns),
    ...(options.length === 0 ? {} : { ednsOptions: options.map(({ code, data }) => ({ code, data: hexOf(data) })) }),
    size,
  };
}

function printQuestion({ name, type, class: rrClass }: Question): BatchResponse["question"][number] {
  return { name: name.text, type, class: rrClass };
}

/** The class is left out where it is IN. */
function printBatchRecord({ owner, class: rrClass, ttl, data }: ResourceRecord): BatchRecord {
  const printed = { name: owner.text, type: data.type, ttl, data: printRdata(data) };
  return rrClass === "IN" ? printed : { ...printed, class: rrClass };
}

function printEdns({ udpSize, version, dnssecOk }: Edns): BatchResponse["edns"] {
  return { size: udpSize, do: dnssecOk, version };
}

function hexOf(data: Uint8Array): string {
  return [...data].map((octet) => octet.toString(16).padStart(2, "0")).join("");
}
