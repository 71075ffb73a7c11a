export { encodeWithDnsPacket, packetFromMessage } from "./from-message.ts";
export type {
  DnsPacket,
  DnsPacketAnswer,
  DnsPacketOpt,
  DnsPacketOption,
  DnsPacketQuestion,
  DnsPacketRecord,
} from "./packet.ts";
export type { Bridged, BridgeProblem, BridgeProblemKind } from "./problems.ts";
export { type BridgedMessage, decodeWithDnsPacket, messageFromPacket } from "./to-message.ts";
