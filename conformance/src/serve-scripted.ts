import { createSocket } from "node:dgram";
import { createServer } from "node:net";
import { ScriptedServer } from "./scripted.ts";

/** `serve-scripted.ts ADDRESS WORDS`: the scripted upstream on port 53, UDP and TCP. */
const server = new ScriptedServer(process.argv[2] ?? "192.0.2.1", process.argv[3] ?? "refused");

const socket = createSocket("udp4");
socket.on("message", (query, from) => {
  const reply = server.answer(query);
  if (reply !== null) setTimeout(() => socket.send(reply.message, from.port, from.address), reply.afterMs);
});
socket.bind(53);

createServer((connection) => {
  connection.on("error", () => connection.destroy());
  connection.on("data", (chunk: Buffer) => {
    const reply = server.answer(chunk.subarray(2));
    if (reply === null) return;
    const length = Buffer.from([reply.message.length >> 8, reply.message.length & 255]);
    setTimeout(() => connection.write(Buffer.concat([length, reply.message])), reply.afterMs);
  });
}).listen(53);
