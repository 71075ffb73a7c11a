import { createSocket } from "node:dgram";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Serving } from "./serve-twin.ts";

/** What came within `waitMs` for these octets over UDP. */
export async function askUdp({ address, port }: Serving, query: Uint8Array, waitMs = 2000): Promise<Buffer | null> {
  const socket = createSocket(address.includes(":") ? "udp6" : "udp4");
  try {
    const answer = new Promise<Buffer>((resolve) => socket.once("message", resolve));
    await new Promise<void>((resolve, reject) =>
      socket.send(query, port, address, (error) => (error === null ? resolve() : reject(error))),
    );
    return await Promise.race([answer, sleep(waitMs, null)]);
  } finally {
    socket.close();
  }
}

/** A TCP client in a test's hand. */
export class TcpClient {
  readonly socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #hasEnded = false;

  constructor({ address, port }: Serving, options: { readonly reads: "all" | "nothing" } = { reads: "all" }) {
    this.socket = connect({ host: address, port, allowHalfOpen: true });
    if (options.reads === "all") {
      this.socket.on("data", (chunk) => {
        this.#received = Buffer.concat([this.#received, chunk]);
      });
    }
    for (const event of ["end", "close", "error"]) {
      this.socket.on(event, () => {
        this.#hasEnded = true;
      });
    }
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Waits for so many whole messages, in the order in which they came; fewer where the connection ends before. */
  async messages(count: number, waitMs = 5000): Promise<readonly Buffer[]> {
    await until(() => framesIn(this.#received).length >= count || this.#hasEnded, waitMs);
    return framesIn(this.#received);
  }
}

function framesIn(stream: Buffer): readonly Buffer[] {
  const frames: Buffer[] = [];
  let at = 0;
  while (at + 2 <= stream.length) {
    const end = at + 2 + stream.readUInt16BE(at);
    if (end > stream.length) break;
    frames.push(stream.subarray(at + 2, end));
    at = end;
  }
  return frames;
}

/** Looks again and again, until it is so; throws where it never is. */
export async function until(isSo: () => boolean, waitMs = 5000): Promise<void> {
  for (let waited = 0; waited < waitMs; waited += 5) {
    if (isSo()) return;
    await sleep(5);
  }
  throw new Error(`not so after ${waitMs} ms`);
}
