import { createSocket } from "node:dgram";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import type { Ask } from "./suite.ts";

/** Milliseconds of a second in which questions are asked. */
const FIRST_MS = 20;
const LAST_MS = 900;

/** Reads questions as JSON lines, asks them one after the other, writes what came back. Runs where the client stands. */
for await (const line of createInterface({ input: process.stdin })) {
  const ask = JSON.parse(line) as Ask;
  if (ask.waitMs > 0) await sleep(ask.waitMs);
  await awayFromSecond();
  process.stdout.write(`${JSON.stringify(ask.transport === "udp" ? await overUdp(ask) : await overTcp(ask))}\n`);
}

/** Servers count whole seconds: a question just before one ends may be answered in the next, and nobody could tell. */
async function awayFromSecond(): Promise<void> {
  const phase = Date.now() % 1000;
  if (phase < FIRST_MS) await sleep(FIRST_MS - phase);
  if (phase > LAST_MS) await sleep(1000 - phase + FIRST_MS);
}

/** What came, and when the question left: a first socket takes its time. */
interface Answered {
  readonly at: number;
  readonly responses: readonly string[];
}

/** Waits a moment for a second reply: some plugins send two. */
function overUdp(ask: Ask): Promise<Answered> {
  return new Promise((resolve) => {
    let at = Date.now();
    const socket = createSocket(ask.to.includes(":") ? "udp6" : "udp4");
    const responses: string[] = [];
    const done = (): void => {
      clearTimeout(timer);
      socket.close();
      resolve({ at, responses });
    };
    let timer = setTimeout(done, ask.timeoutMs);
    socket.on("message", (bytes) => {
      responses.push(bytes.toString("hex"));
      clearTimeout(timer);
      timer = setTimeout(done, 15);
    });
    socket.on("error", done);
    socket.bind(0, ask.from, () => {
      at = Date.now();
      socket.send(Buffer.from(ask.query, "hex"), 53, ask.to);
    });
  });
}

/** Reads messages until the server is done: a transfer's end is its second SOA, which only silence or the end of the connection shows. */
function overTcp(ask: Ask): Promise<Answered> {
  const quietMs = isTransfer(ask) ? 400 : 60;
  return new Promise((resolve) => {
    let at = Date.now();
    const socket = connect({ host: ask.to, port: 53, localAddress: ask.from });
    let buffer = Buffer.alloc(0);
    const responses: string[] = [];
    const done = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ at, responses });
    };
    let timer = setTimeout(done, ask.timeoutMs);
    socket.on("connect", () => {
      const message = Buffer.from(ask.query, "hex");
      at = Date.now();
      socket.write(Buffer.concat([Buffer.from([message.length >> 8, message.length & 0xff]), message]));
    });
    socket.on("data", (chunk) => {
      buffer = Buffer.concat([buffer, chunk]);
      while (buffer.length >= 2 && buffer.length >= 2 + buffer.readUInt16BE(0)) {
        const length = buffer.readUInt16BE(0);
        responses.push(buffer.subarray(2, 2 + length).toString("hex"));
        buffer = buffer.subarray(2 + length);
        clearTimeout(timer);
        timer = setTimeout(done, quietMs);
      }
    });
    socket.on("error", done);
    socket.on("end", done);
  });
}

/** Whether the question is for AXFR or IXFR, whose next message may take its time. */
function isTransfer({ query }: Ask): boolean {
  return /00f[bc]0001/.test(query);
}
