import { createSocket } from "node:dgram";
import { argv, stdout } from "node:process";
import { decodeMessage } from "@splithorizon/core";
import { queryHex } from "../query.ts";
import { POLL_MS } from "./course.ts";
import { told } from "./told.ts";

/** Asks servers for a zone's SOA again and again, and prints `{epoch in ms} {machine} {serial or rcode}`; `-` where nothing comes. */
const [, , zone = "", ...servers] = argv;
for (const server of servers) {
  const [machine = "", address = ""] = server.split("=");
  setInterval(() => ask(machine, address), POLL_MS);
}

function ask(machine: string, address: string): void {
  const socket = createSocket("udp4");
  const at = Date.now();
  let isDone = false;
  const finish = (what: string): void => {
    if (isDone) return;
    isDone = true;
    socket.close();
    stdout.write(`${at} ${machine} ${what}\n`);
  };
  socket.on("message", (bytes) => finish(toldIn(bytes)));
  socket.on("error", () => finish("-"));
  socket.connect(53, address, () => socket.send(Buffer.from(queryHex(zone, "SOA", { rd: false }), "hex")));
  setTimeout(() => finish("-"), POLL_MS);
}

function toldIn(bytes: Uint8Array): string {
  const decoded = decodeMessage(bytes);
  if (decoded.kind !== "message") return "undecodable";
  return told(decoded.message);
}
