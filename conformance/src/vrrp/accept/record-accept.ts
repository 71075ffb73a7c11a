import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { type AcceptCourse, type Answers, acceptCourses, QUESTIONS, type Step } from "./courses.ts";

/**
 * Plays the courses with keepalived and named, as root, and writes who was answered after each step
 * (`node src/vrrp/accept/record-accept.ts`).
 */

const OUTPUT = join(import.meta.dirname, "../../../recordings/vrrp-accept.ndjson");
const SETTLED_MS = 5000;
const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), "vrrp-accept-"));
const file = (name: string): string => join(folder, name);
let keepalived: ChildProcess | null = null;

const ZONE = "$TTL 60\n@ SOA a b 1 1 1 1 1\n@ NS a\na A 192.168.13.11\n";
const NAMED = `options { directory "${folder}"; listen-on { any; }; listen-on-v6 { none; }; pid-file "${file("named.pid")}"; recursion no; dnssec-validation no; };
zone "lab" { type primary; file "${file("lab.db")}"; };\n`;

writeFileSync(file("lab.db"), ZONE);
writeFileSync(file("named.conf"), NAMED);
const lines: string[] = [];
for (const course of acceptCourses) {
  const answers = await play(course);
  process.stdout.write(`${course.name}: ${answers.map((own) => own.join(" ")).join(" | ")}\n`);
  lines.push(`${JSON.stringify({ ...course, answers })}\n`);
}
writeFileSync(OUTPUT, lines.join(""));
rmSync(folder, { recursive: true });

async function play({ steps }: AcceptCourse): Promise<readonly Answers[]> {
  for (const name of ["va-dns1", "va-cl"]) await run("ip", ["netns", "add", name]);
  await run("ip", [
    "link",
    "add",
    "eth0",
    "netns",
    "va-dns1",
    "type",
    "veth",
    "peer",
    "name",
    "eth0",
    "netns",
    "va-cl",
  ]);
  for (const [name, address] of [
    ["va-dns1", "192.168.13.11/24"],
    ["va-cl", "192.168.13.50/24"],
  ] as const) {
    await run("ip", ["-n", name, "addr", "add", address, "dev", "eth0"]);
    for (const link of ["lo", "eth0"]) await run("ip", ["-n", name, "link", "set", link, "up"]);
  }
  const named = spawn("ip", ["netns", "exec", "va-dns1", "named", "-f", "-c", file("named.conf")], { stdio: "ignore" });
  const answers: Answers[] = [];
  for (const step of steps) {
    await perform(step);
    await pause(SETTLED_MS);
    answers.push(await Promise.all(QUESTIONS.map(([from, server]) => ask(from, server))));
  }
  await stop();
  named.kill();
  await new Promise((resolve) => named.once("exit", resolve));
  for (const name of ["va-dns1", "va-cl"]) await run("ip", ["netns", "del", name]);
  return answers;
}

async function perform(step: Step): Promise<void> {
  switch (step.kind) {
    case "start":
      writeFileSync(file("keepalived.conf"), step.config);
      start();
      return;
    case "reload":
      writeFileSync(file("keepalived.conf"), step.config);
      process.kill(pidOf("parent"), "SIGHUP");
      return;
    case "stop":
      await stop();
      return;
    case "kill-all":
      process.kill(pidOf("parent"), "SIGSTOP");
      process.kill(pidOf("vrrp"), "SIGKILL");
      process.kill(pidOf("parent"), "SIGKILL");
      for (const name of ["parent.pid", "vrrp.pid"]) rmSync(file(name), { force: true });
      keepalived = null;
      return;
    case "kill-child":
      process.kill(pidOf("vrrp"), "SIGKILL");
      return;
    case "interface-down":
    case "interface-up":
      await run("ip", ["-n", "va-dns1", "link", "set", "eth0", step.kind === "interface-down" ? "down" : "up"]);
      return;
    default:
      step satisfies never;
  }
}

function start(): void {
  const words = ["keepalived", "-n", "-l", "-P", "-f", file("keepalived.conf")];
  const pids = ["-p", file("parent.pid"), "-r", file("vrrp.pid")];
  keepalived = spawn("ip", ["netns", "exec", "va-dns1", ...words, ...pids], { stdio: "ignore" });
}

async function stop(): Promise<void> {
  const ended = keepalived;
  keepalived = null;
  if (ended === null) return;
  const end = new Promise((resolve) => ended.once("exit", resolve));
  ended.kill("SIGTERM");
  await end;
}

function pidOf(which: "parent" | "vrrp"): number {
  return Number(readFileSync(file(`${which}.pid`), "utf8"));
}

async function ask(from: string, server: string): Promise<string> {
  const words = ["+time=1", "+tries=1", "+noall", "+comments", `@${server}`, "a.lab", "A"];
  const output = await run("ip", ["netns", "exec", `va-${from}`, "dig", ...words]).then(
    ({ stdout }) => stdout,
    ({ stdout }: { readonly stdout: string }) => stdout,
  );
  return output.includes("status: NOERROR") ? "answered" : "failed";
}
