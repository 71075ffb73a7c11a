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
