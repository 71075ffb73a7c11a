import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { argv, execPath, exit } from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { decodeMessage, printRdata } from "@splithorizon/core";
import { queryHex } from "../query.ts";
import { CONVERSATION, FILES, type Heard, type Planned } from "./conversation.ts";

const ADDRESSES = ["192.168.13.11", "192.168.13.12", "192.168.13.50", "192.168.13.98"];
const PATIENCE_MS = 15_000;

/** Runs the whole conversation in a network of its own, with two real servers; needs root, iproute2 and named 9.18. */
async function record(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "splithorizon-overlap-"));
  const servers = ["dns1", "dns2"].map((host) => startNamed(folder, host));
  const silent = createSocket("udp4");
  silent.bind(53, "192.168.13.98");
  try {
    await sleep(2500);
    const begin = (Math.floor(Date.now() / 1000) + 1) * 1000;
    const heard = await Promise.all(CONVERSATION.map((planned) => put(planned, begin)));
    const lines = heard.map((line) => `${JSON.stringify(line)}\n`).join("");
    writeFileSync(join(import.meta.dirname, "../../recordings/overlap.ndjson"), lines);
  } finally {
    silent.close();
    for (const server of servers) server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function startNamed(folder: string, host: string): ChildProcess {
  const root = join(folder, host);
  for (const [path, text] of Object.entries(FILES)) {
    if (!path.startsWith(`/${host}/`)) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    const placed = text
      .replace('directory "/";', `directory "${root}"; pid-file none; session-keyfile none; listen-on-v6 { none; };`)
      .replaceAll('file "/', `file "${root}/`);
    writeFileSync(join(folder, path), path.endsWith(".conf") ? `controls { };\n${placed}` : text);
  }
  return spawn("named", ["-4", "-g", "-c", join(root, "named.conf")], { stdio: "ignore" });
}

async function put({ atMs, name, rd }: Planned, begin: number): Promise<Heard> {
  await sleep(begin + atMs - Date.now());
  const sent = Date.now();
  const socket = createSocket("udp4");
  const answer = await new Promise<string | null>((resolve) => {
    const timer = setTimeout(() => resolve(null), PATIENCE_MS);
    socket.on("message", (bytes) => {
      clearTimeout(timer);
      resolve(describe(bytes));
    });
    socket.bind(0, "192.168.13.50", () =>
      socket.send(Buffer.from(queryHex(name, "A", { rd }), "hex"), 53, "192.168.13.11"),
    );
  });
  socket.close();
  return { atMs: sent - begin, answer, elapsedMs: Date.now() - sent };
}

function describe(bytes: Uint8Array): string {
  const decoded = decodeMessage(bytes);
  if (decoded.kind !== "message") return "undecodable";
  const records = decoded.message.answer.map(({ ttl, data }) => ` ${ttl} ${printRdata(data)}`).join("");
  return `${decoded.message.rcode}${records}`;
}

if (argv.includes("--inside")) {
  await record();
  exit(0);
}
const commands = ["ip link set lo up", ...ADDRESSES.map((address) => `ip addr add ${address}/24 dev lo`)];
const inside = `${commands.join(" && ")} && exec ${execPath} ${import.meta.filename} --inside`;
exit(spawnSync("unshare", ["--net", "sh", "-c", inside], { stdio: "inherit" }).status ?? 1);
