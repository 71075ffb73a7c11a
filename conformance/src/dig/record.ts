import { execFile } from "node:child_process";
import { createSocket, type Socket } from "node:dgram";
import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { decodeMessage, frameForTcp, type Message, TcpFrames } from "@splithorizon/core";
import { replyOctets } from "../scripted-reply.ts";
import { type DigCase, type DigReply, digCases } from "./cases.ts";

/** Records what Debian's dig prints of scripted replies on loopback: `node src/dig/record.ts`. */

const ADDRESS = "127.0.0.1";
const PORT = 5399;
const run = promisify(execFile);

/** What a run of dig saw; hexadecimal. */
interface Talk {
  transport: "udp" | "tcp";
  wasTruncated: boolean;
  query: string;
  readonly replies: string[];
}

class ScriptedServer {
  talk: Talk = emptyTalk();
  #left: DigReply[] = [];
  readonly #udp: Socket = createSocket("udp4");
  readonly #tcp: Server = createServer((socket) => {
    const frames = new TcpFrames();
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk) => {
      frames.push(chunk);
      for (let query = frames.take(); query !== null; query = frames.take()) {
        const reply = this.#answer(query, "tcp");
        if (reply !== null) socket.write(frameForTcp(reply));
      }
    });
  });

  async open(): Promise<void> {
    this.#udp.on("message", (query, { address, port }) => {
      const reply = this.#answer(query, "udp");
      if (reply !== null) this.#udp.send(reply, port, address);
    });
    await new Promise<void>((resolve) => this.#udp.bind(PORT, ADDRESS, resolve));
    await new Promise<void>((resolve) => this.#tcp.listen(PORT, ADDRESS, resolve));
  }

  close(): void {
    this.#udp.close();
    this.#tcp.close();
  }

  prepare({ replies }: DigCase): void {
    this.talk = emptyTalk();
    this.#left = replies === "silence" ? [] : [...replies];
  }

  #answer(bytes: Uint8Array, transport: "udp" | "tcp"): Buffer | null {
    const query = messageOf(bytes);
    this.talk.wasTruncated = this.talk.transport === "udp" && transport === "tcp" && this.talk.query !== "";
    this.talk.transport = transport;
    this.talk.query = Buffer.from(bytes).toString("hex");
    this.talk.replies.length = 0;
    const reply = this.#left.shift();
    if (reply === undefined) return null;
    const octets = replyOctets(reply, query);
    this.talk.replies.push(octets.toString("hex"));
    return octets;
  }
}

function emptyTalk(): Talk {
  return { transport: "udp", wasTruncated: false, query: "", replies: [] };
}

function messageOf(bytes: Uint8Array): Message {
  const decoded = decodeMessage(bytes);
  if (decoded.kind === "undecodable") throw new Error(`dig sent ${decoded.why.kind}`);
  return decoded.message;
}

/** Time passes otherwise at each run. */
function withoutTime(output: string): string {
  return output
    .replace(/^(;; Query time: )\d+ msec$/m, "$17 msec")
    .replace(/^(;; WHEN: ).*$/m, "$1Tue Jan 02 16:39:12 UTC 2024");
}

async function record(server: ScriptedServer, digCase: DigCase): Promise<string> {
  server.prepare(digCase);
  const words = `@${ADDRESS} -p ${PORT} ${digCase.words}`;
  const { stdout } = await run("dig", words.split(" "), { env: { ...process.env, TZ: "UTC", LC_ALL: "C" } }).catch(
    (failure: { readonly stdout: string }) => failure,
  );
  return JSON.stringify({ words, ...server.talk, output: withoutTime(stdout) });
}

const server = new ScriptedServer();
await server.open();
const lines: string[] = [];
for (const digCase of digCases) lines.push(await record(server, digCase));
server.close();
writeFileSync(join(import.meta.dirname, "../../recordings/dig.ndjson"), `${lines.join("\n")}\n`);
process.stdout.write(`${lines.length} runs of dig recorded\n`);
