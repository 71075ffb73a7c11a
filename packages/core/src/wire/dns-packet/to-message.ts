import {
  type Edns,
  type EdnsOption,
  type Message,
  opcodeFromNumber,
  type Question,
  type ResourceRecord,
  rcodeFromNumber,
} from "../../dns/index.ts";
import { flagsFromWord } from "../header.ts";
import { dataFromPacket } from "./data.ts";
import { numberFrom } from "./forms.ts";
import { optionFromPacket } from "./options.ts";
import { decodePacket } from "./package.ts";
import type { DnsPacket, DnsPacketAnswer, DnsPacketOpt, DnsPacketQuestion } from "./packet.ts";
import { type Bridged, Place } from "./problems.ts";
import { nameFromPacket } from "./text.ts";
import { classFromPacket, typeFromPacket } from "./types.ts";

/** A message of either direction: `queryFromMessage` and `responseFromMessage` make the one that is wanted. */
export type BridgedMessage = Message & { readonly isResponse: boolean };

/**
 * The message that dns-packet's `encode` would write for an object. Its `decode` joins labels with dots and replaces what is
 * no UTF-8: names that came from the wire through it are what it took them for.
 */
export function messageFromPacket(packet: DnsPacket): Bridged<BridgedMessage> {
  const place = new Place();
  const flags = numberFrom(packet.flags, 0xffff, place.field("flags"));
  const opt = optOf(packet.additionals ?? [], place.field("additionals"));
  const plain = (packet.additionals ?? []).map((answer) => (isOpt(answer) ? null : answer));
  return place.conclude({
    id: numberFrom(packet.id, 0xffff, place.field("id")),
    isResponse: packet.type === "response",
    opcode: opcodeFromNumber((flags >> 11) & 0x0f),
    flags: flagsFromWord(flags),
    rcode: rcodeFromNumber((flags & 0x0f) | ((opt?.extendedRcode ?? 0) << 4)),
    questions: questionsFrom(packet.questions ?? [], place.field("questions")),
    answer: recordsFrom(packet.answers ?? [], place.field("answers")),
    authority: recordsFrom(packet.authorities ?? [], place.field("authorities")),
    additional: recordsFrom(plain, place.field("additionals")),
    edns: opt === null ? null : ednsFrom(opt, place.field("additionals")),
  });
}

/** Octets read by dns-packet. For octets of strangers `decodeMessage` is the one that was made: this is a second opinion. */
export function decodeWithDnsPacket(octets: Uint8Array): Bridged<BridgedMessage> {
  const packet = decodePacket(octets);
  return packet.kind === "converted" ? messageFromPacket(packet.value) : packet;
}

function isOpt(answer: DnsPacketAnswer): answer is DnsPacketOpt {
  return String(answer.type).toUpperCase() === "OPT";
}

function optOf(additionals: readonly DnsPacketAnswer[], place: Place): DnsPacketOpt | null {
  const found = additionals.filter(isOpt);
  if (found.length > 1) place.report("odd-opt", `${found.length} OPT records`);
  const [first] = found;
  if (first !== undefined && first.name !== ".") place.report("odd-opt", `an OPT record of ${first.name}`);
  return first ?? null;
}

function ednsFrom(opt: DnsPacketOpt, place: Place): Edns {
  const flags = numberFrom(opt.flags, 0xffff, place.field("flags"));
  numberFrom(opt.extendedRcode, 0xff, place.field("extendedRcode"));
  return {
    udpSize: numberFrom(opt.udpPayloadSize ?? UDP_SIZE_LEFT_OUT, 0xffff, place.field("udpPayloadSize")),
    version: numberFrom(opt.ednsVersion, 0xff, place.field("ednsVersion")),
    dnssecOk: (flags & 0x8000) !== 0,
    z: flags & 0x7fff,
    options: (opt.options ?? []).map(
      (option, index): EdnsOption => optionFromPacket(option, place.field("options").item(index)),
    ),
  };
}

/** What the package writes where there is none (answer.encode); it does so for 0 as well, which its decode may have read. */
const UDP_SIZE_LEFT_OUT = 4096;

function questionsFrom(questions: readonly DnsPacketQuestion[], place: Place): readonly Question[] {
  return questions.map((question, index) => {
    const own = place.item(index);
    return {
      name: nameFromPacket(question.name, "name", own.field("name")),
      type: typeFromPacket(question.type, own.field("type")),
      class: classFromPacket(question.class, false, own.field("class")),
    };
  });
}

/** null stands for the OPT record, so that the others keep their places. */
function recordsFrom(answers: readonly (DnsPacketAnswer | null)[], place: Place): readonly ResourceRecord[] {
  return answers.flatMap((answer, index) => {
    if (answer === null) return [];
    const own = place.item(index);
    if (isOpt(answer)) {
      own.report("odd-opt", "an OPT record that is not additional");
      return [];
    }
    const type = typeFromPacket(answer.type, own.field("type"));
    const data = dataFromPacket(type, answer.data, own.field("data"));
    if (data === null) return [];
    return [
      {
        owner: nameFromPacket(answer.name, "name", own.field("name")),
        class: classFromPacket(answer.class, answer.flush, own.field("class")),
        ttl: numberFrom(answer.ttl, 0xffffffff, own.field("ttl")),
        data,
      },
    ];
  });
}
