import { createServer, type Server } from "node:net";
import type { Agenda } from "../../live/index.ts";
import type { Answering } from "./answering.ts";
import { clientOf } from "./serve-event.ts";
import { TcpConnection } from "./tcp-connection.ts";

const MOST_CONNECTIONS = 100;

/** An open TCP socket, and how to close it together with its connections. */
export interface TcpServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Opens the TCP socket; port 0: any. Rejects where the address and port cannot be had. */
export async function openTcp(answering: Answering, agenda: Agenda, address: string, port: number): Promise<TcpServer> {
  const server = createServer({ allowHalfOpen: true });
  server.maxConnections = MOST_CONNECTIONS;
  const connections = new Set<{ destroy(): void }>();
  server.on("connection", (socket) => {
    connections.add(socket);
    socket.once("close", () => connections.delete(socket));
    new TcpConnection(socket, answering, agenda);
  });
  server.on("drop", (data) => {
    const client = clientOf(data?.remoteAddress, data?.remotePort);
    answering.report?.({ kind: "connection-closed", client, why: `there are ${MOST_CONNECTIONS} connections already` });
  });
  await listen(server, address, port);
  server.on("error", (error) => answering.report?.({ kind: "socket-error", why: error.message }));
  const bound = server.address();
  return {
    port: typeof bound === "object" && bound !== null ? bound.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of connections) socket.destroy();
      }),
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.off("error", reject);
      resolve();
    });
  });
}
