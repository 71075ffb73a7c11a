import {
  decodeMessage,
  type HeaderFlags,
  type Message,
  printRdata,
  type ResourceRecord,
  rcodeFromNumber,
} from "@splithorizon/core";
import type { BatchRecord, BatchResponse } from "@splithorizon/sim";

const FLAGS: readonly (readonly [keyof HeaderFlags, string])[] = [
  ["authoritative", "aa"],
  ["truncated", "tc"],
  ["recursionDesired", "rd"],
  ["recursionAvailable", "ra"],
  ["authenticData", "ad"],
  ["checkingDisabled", "cd"],
];

/** Recorded messages in the form in which `ask --batch` prints them; null where nothing came. */
export function responseOf(wire: readonly string[]): BatchResponse | null {
  const messages = wire.map(decode);
  const [first] = messages;
  if (first === undefined) return null;
  const options = (first.edns?.options ?? []).map(({ code, data }) => ({
    code,
    data: Buffer.from(data).toString("hex"),
  }));
  return {
    rcode: first.rcode,
    flags: ["qr", ...FLAGS.filter(([flag]) => first.flags[flag]).map(([, word]) => word)],
    question: first.questions.map(({ name, type, class: rrClass }) => ({ name: name.text, type, class: rrClass })),
    answer: messages.flatMap((message) => message.answer.map(recordOf)),
    authority: messages.flatMap((message) => message.authority.map(recordOf)),
    additional: messages.flatMap((message) => message.additional.map(recordOf)),
    edns:
      first.edns === null ? null : { size: first.edns.udpSize, do: first.edns.dnssecOk, version: first.edns.version },
    ...(options.length === 0 ? {} : { ednsOptions: options }),
    size: wire.reduce((sum, hex) => sum + hex.length / 2, 0),
  };
}

/** systemd-resolved sends back a question whose name is too long to be read: its header is all that can be compared. */
function decode(hex: string): Pick<Message, "rcode" | "flags" | "questions" | "edns" | RecordSection> {
  const decoded = decodeMessage(Buffer.from(hex, "hex"));
  if (decoded.kind === "message") return decoded.message;
  if (decoded.header === null) throw new Error(`a recorded answer cannot be read: ${decoded.why.kind}`);
  const { flags, rcodeBits } = decoded.header;
  const nothing = { questions: [], answer: [], authority: [], additional: [], edns: null };
  return { rcode: rcodeFromNumber(rcodeBits), flags, ...nothing };
}

type RecordSection = "answer" | "authority" | "additional";

function recordOf({ owner, class: rrClass, ttl, data }: ResourceRecord): BatchRecord {
  const printed = { name: owner.text, type: data.type, ttl, data: printRdata(data) };
  return rrClass === "IN" ? printed : { ...printed, class: rrClass };
}
