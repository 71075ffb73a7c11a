import { spawn, spawnSync } from "node:child_process";
import { createSocket } from "node:dgram";
import {
  appendFileSync,
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { decodeMessage, frameForTcp, queryFromMessage, TcpFrames } from "@splithorizon/core";
import { replyOctets } from "../scripted-reply.ts";
import { asks, DOMAIN, replyOf, UPSTREAMS } from "./script.ts";
import { askStubListener } from "./stub-client.ts";

/**
 * Records systemd-resolved, as root in namespaces of its own: `SYSTEMD_RESOLVED=/lib/systemd/systemd-resolved node src/resolved/record.ts`.
 * Its two upstreams are scripted; each line has a question, the reply of 127.0.0.53, and what the upstreams were asked meanwhile.
 */

const BINARY = process.env["SYSTEMD_RESOLVED"] ?? "/lib/systemd/systemd-resolved";
const OUTPUT = join(import.meta.dirname, "../../recordings/systemd-resolved.ndjson");
const USER = 991;

/** What an upstream was asked, and what it said. */
interface Asked {
  readonly to: string;
  readonly transport: "udp" | "tcp";
  readonly query: string;
  readonly reply: string | null;
}

function run(command: string): void {
  const [program = "", ...args] = command.split(" ");
  const { status, stderr } = spawnSync(program, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${command}: ${stderr}`);
}

/** Interfaces, an account for the daemon and its configuration, all gone with the namespaces. */
function furnish(): void {
  run("ip link set lo up");
  run("ip link add v0 type veth peer name v1");
  run("ip addr add 192.168.13.50/24 dev v0");
  for (const link of ["v0", "v1"]) run(`ip link set ${link} up`);
  for (const address of UPSTREAMS) run(`ip addr add ${address}/32 dev lo`);
  const folder = mkdtempSync(join(tmpdir(), "resolved-"));
  for (const [file, line] of [
    ["passwd", `systemd-resolve:x:${USER}:${USER}::/:/usr/sbin/nologin\n`],
    ["group", `systemd-resolve:x:${USER}:\n`],
  ] as const) {
    copyFileSync(`/etc/${file}`, join(folder, file));
    if (!readFileSync(`/etc/${file}`, "utf8").includes("systemd-resolve:")) appendFileSync(join(folder, file), line);
    run(`mount --bind ${join(folder, file)} /etc/${file}`);
  }
  // The daemon reads its configuration as somebody else.
  chmodSync(folder, 0o755);
  run("mount -t tmpfs none /run");
  mkdirSync("/run/systemd/resolve", { recursive: true });
  chownSync("/run/systemd/resolve", USER, USER);
  mkdirSync("/etc/systemd", { recursive: true });
  run(`mount --bind ${folder} /etc/systemd`);
  const settings = ["LLMNR=no", "MulticastDNS=no", "DNSSEC=no", "DNSOverTLS=no", "FallbackDNS="];
  const lines = ["[Resolve]", `DNS=${UPSTREAMS.join(" ")}`, `Domains=${DOMAIN}`, ...settings];
  writeFileSync(join(folder, "resolved.conf"), `${lines.join("\n")}\n`);
}

const asked: Asked[] = [];

/** The scripted answer of an upstream; null: silence. */
function answer(to: string, transport: "udp" | "tcp", bytes: Uint8Array): Buffer | null {
  const decoded = decodeMessage(bytes);
  const [question] = decoded.kind === "message" ? decoded.message.questions : [];
  if (decoded.kind === "undecodable" || question === undefined) return null;
  const reply = replyOf(question.name.text, question.type);
  const octets = reply === "silence" ? null : replyOctets(reply, queryFromMessage(decoded.message));
  const query = Buffer.from(bytes).toString("hex");
  asked.push({ to, transport, query, reply: octets === null ? null : octets.toString("hex") });
  return octets;
}

async function openUpstream(address: string): Promise<void> {
  const udp = createSocket("udp4");
  udp.on("message", (query, from) => {
    const reply = answer(address, "udp", query);
    if (reply !== null) udp.send(reply, from.port, from.address);
  });
  await new Promise<void>((resolve) => udp.bind(53, address, resolve));
  const tcp = createServer((socket) => {
    const frames = new TcpFrames();
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk) => {
      frames.push(chunk);
      for (let query = frames.take(); query !== null; query = frames.take()) {
        const reply = answer(address, "tcp", query);
        if (reply !== null) socket.write(frameForTcp(reply));
      }
    });
  });
  await new Promise<void>((resolve) => tcp.listen(53, address, resolve));
}

async function recordInside(): Promise<void> {
  furnish();
  for (const address of UPSTREAMS) await openUpstream(address);
  const daemon = spawn(BINARY, {
    stdio: ["ignore", "ignore", process.env["DEBUG"] === undefined ? "ignore" : "inherit"],
  });
  await sleep(1000);
  const lines: string[] = [];
  const start = Date.now();
  for (const { query, transport, waitMs } of asks) {
    await sleep(waitMs);
    asked.length = 0;
    const atMs = Date.now() - start;
    const reply = await askStubListener(query, transport);
    lines.push(JSON.stringify({ atMs, transport, query, reply, asked }));
  }
  daemon.kill();
  writeFileSync(OUTPUT, `${lines.join("\n")}\n`);
  process.stdout.write(`${lines.length} questions to systemd-resolved recorded\n`);
  process.exit(0);
}

if (process.argv[2] === "--inside") await recordInside();
else {
  const script = import.meta.filename;
  const options = ["-n", "-m", "-p", "-f", "--mount-proc", process.execPath, script, "--inside"];
  const { status } = spawnSync("unshare", options, { stdio: "inherit" });
  process.exit(status ?? 1);
}
