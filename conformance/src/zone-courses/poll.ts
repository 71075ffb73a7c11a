import { createSocket } from "node:dgram";
import { argv, stdout } from "node:process";
import { decodeMessage } from "@splithorizon/core";
import { queryHex } from "../query.ts";
import { POLL_MS } from "./course.ts";
import { told } from "./told.ts";

/**
 * Asks servers for a zone's SOA again and again: `WHO=ADDRESS=SOURCE=ZONE`, and prints `{epoch in ms} {who} {serial or rcode}`;
 * `-` where nothing comes.
 */
for (const polled of argv.slice(2)) {
  const [who = "", address = "", source = "", zone = ""] = polled.split("=");
  setInterval(() => ask(who, address, source, zone), POLL_MS);
}

function ask(who: string, address: string, source: string, zone: string): void {
  const socket = createSocket("udp4");
  const at = Date.now();
  let isDone = false;
  const finish = (what: string): void => {
    if (isDone) return;
    isDone = true;
    socket.close();
    stdout.write(`${at} ${who} ${what}\n`);
  };
  socket.on("message", (bytes) => finish(toldIn(bytes)));
  socket.on("error", () => finish("-"));
  const query = Buffer.from(queryHex(zone, "SOA", { rd: false }), "hex");
  socket.bind({ address: source }, () => socket.connect(53, address, () => socket.send(query)));
  setTimeout(() => finish("-"), POLL_MS);
}

function toldIn(bytes: Uint8Array): string {
  const decoded = decodeMessage(bytes);
  if (decoded.kind !== "message") return "undecodable";
  return told(decoded.message);
}
