import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { decodeMessage } from "@splithorizon/core";
import { type Answering, answerClient, isNoQuery, reportQuestion } from "./answering.ts";

/** Octets of a UDP answer to a query without EDNS (RFC 1035 section 4.2.1). */
const SMALLEST_LIMIT = 512;

/** Opens the UDP socket. Rejects where the address and port cannot be had. */
export async function openUdp(answering: Answering, address: string, port: number): Promise<Socket> {
  const socket = createSocket({
    type: address.includes(":") ? "udp6" : "udp4",
    // Clients come with addresses: nothing is to be looked up, and nothing to be waited for.
    lookup: (host, _options, found) => found(null, host, host.includes(":") ? 6 : 4),
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.bind({ address, port, exclusive: true }, () => {
      socket.off("error", reject);
      resolve();
    });
  });
  socket.on("error", (error) => answering.report?.({ kind: "socket-error", why: error.message }));
  socket.on("message", (bytes, peer) => receive(answering, socket, bytes, peer));
  return socket;
}

function receive(answering: Answering, socket: Socket, bytes: Uint8Array, peer: RemoteInfo): void {
  if (isNoQuery(bytes)) return;
  answerClient(answering, "udp", bytes, peer, (messages) => {
    for (const message of messages) {
      if (message.length <= SMALLEST_LIMIT || message.length <= limitOf(bytes)) {
        socket.send(message, peer.port, peer.address);
      } else if (answering.report !== null) {
        reportQuestion(answering.report, "oversized", "udp", bytes, peer, `${message.length} octets`);
      }
    }
  });
}

/** What the client says that it takes (RFC 6891 section 6.2.3). */
function limitOf(query: Uint8Array): number {
  const decoded = decodeMessage(query);
  const edns = decoded.kind === "message" ? decoded.message.edns : null;
  return Math.max(SMALLEST_LIMIT, edns?.udpSize ?? SMALLEST_LIMIT);
}
