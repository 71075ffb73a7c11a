import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configurationTexts } from "./cases.ts";
import { readDump } from "./read-dump.ts";

/**
 * Records what keepalived makes of configurations, as root in a namespace of its own:
 * `unshare --net node src/keepalived/record.ts`. Each line has a text and what is read from it; null where it does not start.
 */

const OUTPUT = join(import.meta.dirname, "../../recordings/keepalived.ndjson");
const LINKS = [
  "link add eth0 type veth peer name eth1",
  "link set lo up",
  "link set eth0 up",
  "link set eth1 up",
  "addr add 192.168.13.11/24 dev eth0",
  "addr add 192.168.14.11/24 dev eth1",
];

for (const link of LINKS) spawnSync("ip", link.split(" "));
const folder = mkdtempSync(join(tmpdir(), "keepalived-"));
const lines = configurationTexts.map((text) => `${JSON.stringify({ text, reads: readDump(logOf(text)) })}\n`);
writeFileSync(OUTPUT, lines.join(""));
rmSync(folder, { recursive: true });
process.stdout.write(`${lines.length} configurations\n`);

/** What keepalived logs until its dump is complete, or until it gives up. */
function logOf(text: string): string {
  const file = join(folder, "keepalived.conf");
  writeFileSync(file, text);
  const args = ["-n", "-l", "-d", "-P", "-f", file, "-p", join(folder, "pid"), "-r", join(folder, "vrrp.pid")];
  for (const timeout of [500, 3000, 30_000]) {
    const { stdout, stderr } = spawnSync("keepalived", args, { encoding: "utf8", timeout, killSignal: "SIGINT" });
    const log = `${stdout}${stderr}`;
    if (/------< Interfaces|permanent error CONFIG/.test(log)) return log;
  }
  throw new Error(`keepalived says nothing of ${text}`);
}
