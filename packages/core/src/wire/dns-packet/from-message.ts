import {
  type Edns,
  numberOfOpcode,
  numberOfRcode,
  type Query,
  type ResourceRecord,
  type Response,
} from "../../dns/index.ts";
import { wordOfFlags } from "../header.ts";
import { packetDataOf } from "./data.ts";
import { bufferOf, encodePacket } from "./package.ts";
import type { DnsPacket, DnsPacketAnswer, DnsPacketOpt, DnsPacketRecord } from "./packet.ts";
import { type Bridged, Place } from "./problems.ts";
import { packetNameOf } from "./text.ts";
import { packetClassAndFlush, packetClassOf, packetTypeOf } from "./types.ts";

const DNSSEC_OK = 0x8000;
const HEADER_RCODES = 0x0f;

/** A message as an object that dns-packet's `encode` writes as the same octets; all that it would write otherwise is named instead. */
export function packetFromMessage(message: Query | Response): Bridged<DnsPacket> {
  const place = new Place();
  const additionals: readonly DnsPacketAnswer[] = packetRecords(message.additional, place.field("additionals"));
  return place.conclude({
    type: message.kind,
    id: message.id,
    flags: packetFlags(message, place.field("flags")),
    questions: message.questions.map(({ name, type, class: rrClass }, index) => {
      const own = place.field("questions").item(index);
      return {
        name: packetNameOf(name, "name", own.field("name")),
        type: packetTypeOf(type),
        class: packetClassOf(rrClass, own.field("class")),
      };
    }),
    answers: packetRecords(message.answer, place.field("answers")),
    authorities: packetRecords(message.authority, place.field("authorities")),
    additionals:
      message.edns === null
        ? additionals
        : [...additionals, packetOpt(message.edns, message, place.field("additionals"))],
  });
}

/** A message written by dns-packet. */
export function encodeWithDnsPacket(message: Query | Response): Bridged<Uint8Array> {
  const packet = packetFromMessage(message);
  return packet.kind === "converted" ? encodePacket(packet.value) : packet;
}

function packetFlags(message: Query | Response, place: Place): number {
  const rcode = numberOfRcode(message.rcode);
  if (rcode > HEADER_RCODES && message.edns === null)
    place.report("bad-value", `${message.rcode} without an OPT record`);
  const word = wordOfFlags("query", numberOfOpcode(message.opcode), message.flags);
  return word | (rcode & HEADER_RCODES);
}

function packetRecords(records: readonly ResourceRecord[], place: Place): readonly DnsPacketRecord[] {
  return records.map(({ owner, class: rrClass, ttl, data }, index) => {
    const own = place.item(index);
    return {
      name: packetNameOf(owner, "name", own.field("name")),
      type: packetTypeOf(data.type),
      ...packetClassAndFlush(rrClass, own.field("class")),
      ttl,
      data: packetDataOf(data, own.field("data")),
    };
  });
}

function packetOpt(edns: Edns, message: Query | Response, place: Place): DnsPacketOpt {
  // The package writes 4096 for 0 (answer.encode).
  if (edns.udpSize === 0) place.field("udpPayloadSize").report("not-written", "EDNS size 0");
  return {
    name: ".",
    type: "OPT",
    udpPayloadSize: edns.udpSize,
    extendedRcode: numberOfRcode(message.rcode) >> 4,
    ednsVersion: edns.version,
    flags: (edns.dnssecOk ? DNSSEC_OK : 0) | edns.z,
    options: edns.options.map(({ code, data }) => ({ code, data: bufferOf(data) })),
  };
}
