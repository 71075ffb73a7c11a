import type { Endpoint, Transport } from "@splithorizon/core";

/** What routers and firewalls see of a question or an answer. */
export interface Packet {
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly protocol: "udp" | "tcp";
}

export function protocolOf(transport: Transport): Packet["protocol"] {
  return transport === "udp" ? "udp" : "tcp";
}

export function printPacket({ source, destination, protocol }: Packet): string {
  return `${source.address}:${source.port} -> ${destination.address}:${destination.port}/${protocol}`;
}

/** So many packets there and back until a question is there: of TCP the SYN, its answer and the question itself. */
export const LEGS_TO_ASK: Readonly<Record<Transport, number>> = { udp: 1, tcp: 3, tls: 7 };
