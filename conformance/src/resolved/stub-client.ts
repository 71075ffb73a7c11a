import { createSocket } from "node:dgram";
import { connect } from "node:net";
import { frameForTcp, TcpFrames } from "@splithorizon/core";

const LISTENER = "127.0.0.53";
/** An upstream that says nothing is given up only after many seconds. */
const PATIENCE_MS = 3000;

/** The listener's reply in hexadecimal; null: none came. */
export function askStubListener(query: string, transport: "udp" | "tcp"): Promise<string | null> {
  return transport === "udp" ? overUdp(query) : overTcp(query);
}

function overUdp(query: string): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = createSocket("udp4");
    const end = (reply: string | null): void => {
      clearTimeout(timer);
      socket.close();
      resolve(reply);
    };
    const timer = setTimeout(() => end(null), PATIENCE_MS);
    socket.on("message", (reply) => end(reply.toString("hex")));
    socket.on("error", () => end(null));
    socket.send(Buffer.from(query, "hex"), 53, LISTENER);
  });
}

function overTcp(query: string): Promise<string | null> {
  return new Promise((resolve) => {
    const frames = new TcpFrames();
    const socket = connect({ host: LISTENER, port: 53 }, () => socket.write(frameForTcp(Buffer.from(query, "hex"))));
    const end = (reply: string | null): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(reply);
    };
    const timer = setTimeout(() => end(null), PATIENCE_MS);
    socket.on("data", (chunk) => {
      frames.push(chunk);
      const message = frames.take();
      if (message !== null) end(Buffer.from(message).toString("hex"));
    });
    socket.on("error", () => end(null));
  });
}
