/**
 * `serve` against CoreDNS 1.15.0: the tutorial's last Corefile, the same cluster, the same questions from the same client.
 * Each server is pinned to core 0 and dnsperf to core 1, in turns, in a network namespace whose loopback has the site's addresses.
 * Needs Linux with two cores, coredns, dnsperf, ip, taskset and unshare. `node bench/serve.ts [rounds] [seconds]`.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  decodeMessage,
  encodeMessage,
  makeQuery,
  nameOf,
  parseRrType,
  printRdata,
  type ResourceRecord,
} from "@splithorizon/core";
import { findPlace, findServer, loadSite, readManifests } from "@splithorizon/sim";
import { readFolder, serveTwin } from "@splithorizon/sim/node";

const EXAMPLES = join(import.meta.dirname, "../examples");
const SITE = "/kloud-lan";
const API_SERVER = join(import.meta.dirname, "../conformance/src/serve-objects.ts");
/** dns1 asks the load balancer's address, behind which the first CoreDNS pod answers. */
const CLIENT = "192.168.13.11";
const CLIENT_PLACE = "dns1";
const LOAD_BALANCER = "198.19.0.30";
const POD = "100.64.0.10";
const NEEDED = ["coredns", "dnsperf", "ip", "taskset", "unshare"];

const QUESTIONS = [
  "web.linkerd-viz.svc.cluster.local A",
  "web.linkerd-viz.svc.cluster.local AAAA",
  "kube-dns.kube-system.svc.cluster.local A",
  "kubernetes.default.svc.cluster.local A",
  "_http._tcp.web.linkerd-viz.svc.cluster.local SRV",
  "web.linkerd-viz.svc.cluster.local.dnsutils.svc.cluster.local A",
  "web.linkerd-viz.svc.cluster.local.svc.cluster.local A",
  "no-such-service.linkerd-viz.svc.cluster.local A",
  "100-64-2-20.dnsutils.pod.cluster.local A",
  "245.0.18.198.in-addr.arpa PTR",
  "web.linkerd-viz.k8s1-prod.kloud.lan A",
  "web.linkerd-viz.k8s1-prod.kloud.lan AAAA",
  "web.linkerd-viz.k8s1-prod.kloud.lan SRV",
  "kube-dns.kube-system.k8s1-prod.kloud.lan A",
  "no-such-service.linkerd-viz.k8s1-prod.kloud.lan A",
  "k8s1-prod.kloud.lan SOA",
] as const;

interface Target {
  readonly title: string;
  readonly address: string;
  readonly port: number;
  readonly pid: number;
}

interface Figures {
  readonly rate: number;
  /** By the second of the server's own processor time: what others do on the machine counts less. */
  readonly rateOfCpu: number;
  readonly lost: number;
}

/** In the child: serves the site until it is killed. */
async function serveHere(): Promise<void> {
  const { value: twin } = loadSite(readFolder(EXAMPLES), `${SITE}/site.yaml`);
  if (twin === null) throw new Error("no site");
  const from = findPlace(twin, CLIENT_PLACE);
  const to = findServer(twin, LOAD_BALANCER);
  if (from.kind === "missing" || to.kind === "missing") throw new Error("the site has changed");
  const { port } = await serveTwin({ twin, from: from.value, to: to.value });
  process.stdout.write(`${port}\n`);
}

/** Programs that must be ended. */
const children: ChildProcess[] = [];

function start(core: string, words: readonly string[], log: string, cwd: string): ChildProcess {
  const child = spawn("taskset", ["-c", core, ...words], { cwd, stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  child.stderr?.on("data", (chunk: Buffer) => writeFileSync(log, chunk, { flag: "a" }));
  return child;
}

async function startOurs(folder: string): Promise<Target> {
  const child = start("0", [process.execPath, import.meta.filename, "--child"], join(folder, "serve.log"), folder);
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout?.once("data", (chunk: Buffer) => resolve(Number(chunk.toString())));
    child.once("exit", () => reject(new Error("serve ended by itself")));
  });
  return { title: "splithorizon serve", address: "127.0.0.1", port, pid: child.pid ?? 0 };
}

async function startCoreDns(folder: string): Promise<Target> {
  const sources = readFolder(join(EXAMPLES, SITE, "cluster"));
  const manifests = sources.glob("/*.yaml").flatMap((path) => {
    const found = sources.lookUp(path);
    return found.kind === "file" ? [readManifests(found.source)] : [];
  });
  writeFileSync(
    join(folder, "objects.json"),
    JSON.stringify(manifests.flatMap(({ objects }) => objects.flatMap(({ value }) => itemsOf(value)))),
  );
  const corefile =
    /Corefile: \|\n((?: {4}.*\n)+)/.exec(
      readFileSync(join(EXAMPLES, SITE, "cluster/coredns-configmap.yaml"), "utf8"),
    )?.[1] ?? "";
  writeFileSync(
    join(folder, "Corefile"),
    corefile.replace(/^(\s*kubernetes .*\{)$/m, "$1\n endpoint http://127.0.0.1:18080"),
  );
  start("1", [process.execPath, API_SERVER, join(folder, "objects.json")], join(folder, "api.log"), folder);
  await sleep(500);
  const child = start("0", ["coredns", "-conf", join(folder, "Corefile")], join(folder, "coredns.log"), folder);
  child.stdout?.on("data", (chunk: Buffer) => writeFileSync(join(folder, "coredns.log"), chunk, { flag: "a" }));
  await sleep(3000);
  if (child.exitCode !== null) throw new Error(readFileSync(join(folder, "coredns.log"), "utf8"));
  return { title: "CoreDNS 1.15.0", address: POD, port: 53, pid: child.pid ?? 0 };
}

/** `kubectl get -o yaml` prints lists. */
function itemsOf(value: unknown): readonly unknown[] {
  const { kind, items } = value as { readonly kind?: string; readonly items?: readonly unknown[] };
  return kind === "List" ? (items ?? []) : [value];
}

/** rcode and records of all sections, sorted: CoreDNS shuffles. */
async function answerOf({ address, port }: Target, question: string): Promise<string> {
  const [name = "", typeText = ""] = question.split(" ");
  const type = parseRrType(typeText);
  if (type === null) throw new Error(question);
  const socket = createSocket("udp4");
  const answer = new Promise<Buffer>((resolve) => socket.once("message", resolve));
  socket.bind(0, CLIENT, () =>
    socket.send(encodeMessage({ ...makeQuery({ name: nameOf(`${name}.`), type, class: "IN" }), id: 1 }), port, address),
  );
  const bytes = await Promise.race([answer, sleep(3000, Buffer.alloc(0))]);
  socket.close();
  const decoded = decodeMessage(bytes);
  if (decoded.kind !== "message") return "no answer";
  const { rcode, flags, answer: records, authority, additional } = decoded.message;
  const print = ({ owner, data }: ResourceRecord): string => `${owner.text} ${data.type} ${printRdata(data)}`;
  return JSON.stringify([rcode, flags, [...records, ...authority, ...additional].map(print).toSorted()]).replaceAll(
    / SOA (\S+ \S+) \d+/g,
    " SOA $1 serial",
  );
}

function measure({ address, port, pid }: Target, questions: string, seconds: number): Figures {
  const before = cpuSeconds(pid);
  const words = [
    "-c",
    "1",
    "dnsperf",
    "-s",
    address,
    "-p",
    String(port),
    "-a",
    CLIENT,
    "-d",
    questions,
    "-l",
    String(seconds),
    "-e",
  ];
  const output = execFileSync("taskset", words, { encoding: "utf8" });
  const used = cpuSeconds(pid) - before;
  const number = (pattern: RegExp): number => Number(pattern.exec(output)?.[1] ?? Number.NaN);
  const completed = number(/Queries completed:\s+(\d+)/);
  return {
    rate: number(/Queries per second:\s+([\d.]+)/),
    rateOfCpu: completed / used,
    lost: number(/Queries lost:\s+(\d+)/),
  };
}

/** All threads' time, in user mode and in the kernel (proc(5), in hundredths of a second). */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "latin1").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

async function compareHere(rounds: number, seconds: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "serve-bench-"));
  try {
    for (const words of [
      ["link", "set", "lo", "up"],
      ...[CLIENT, POD].map((address) => ["addr", "add", `${address}/32`, "dev", "lo"]),
    ])
      execFileSync("ip", words);
    mkdirSync(join(folder, "etc"));
    writeFileSync(join(folder, "etc/resolv.conf"), "nameserver 192.168.13.10\n");
    execFileSync("mount", ["--bind", join(folder, "etc/resolv.conf"), "/etc/resolv.conf"]);
    const targets = [await startCoreDns(folder), await startOurs(folder)];
    const questions = join(folder, "questions");
    writeFileSync(questions, QUESTIONS.map((question) => `${question}\n`).join(""));
    await compareAnswers(targets);
    await race(targets, questions, rounds, seconds);
  } finally {
    for (const child of children) child.kill("SIGKILL");
    await Promise.all(children.map((child) => new Promise((resolve) => child.once("close", resolve))));
    spawnSync("umount", ["/etc/resolv.conf"]);
    rmSync(folder, { recursive: true });
  }
}

async function compareAnswers(targets: readonly Target[]): Promise<void> {
  let same = 0;
  for (const question of QUESTIONS) {
    const answers = await Promise.all(targets.map((target) => answerOf(target, question)));
    if (new Set(answers).size === 1) same += 1;
    else
      process.stdout.write(`${question}:\n${targets.map(({ title }, at) => `  ${title}: ${answers[at]}\n`).join("")}`);
  }
  process.stdout.write(`${same} of ${QUESTIONS.length} questions have the same answer\n`);
}

async function race(targets: readonly Target[], questions: string, rounds: number, seconds: number): Promise<void> {
  const found = new Map<string, Figures[]>(targets.map(({ title }) => [title, []]));
  for (const target of targets) measure(target, questions, 2);
  for (let round = 1; round <= rounds; round += 1) {
    for (const target of targets) {
      const figures = measure(target, questions, seconds);
      found.get(target.title)?.push(figures);
      const text = `${figures.rate.toFixed(0).padStart(8)} questions/s ${figures.rateOfCpu.toFixed(0).padStart(8)} a second of CPU ${String(figures.lost).padStart(5)} lost`;
      process.stdout.write(`round ${round} ${target.title.padEnd(20)}${text}\n`);
    }
  }
  const [theirs = [], ours = []] = [...found.values()];
  for (const key of ["rate", "rateOfCpu"] as const) {
    const [peer, own] = [theirs, ours].map((all) => median(all.map((figures) => figures[key])));
    process.stdout.write(
      `${key}: serve ${own?.toFixed(0)}, CoreDNS ${peer?.toFixed(0)}, ratio ${((own ?? 0) / (peer ?? 1)).toFixed(2)}\n`,
    );
  }
}

const missing = NEEDED.filter((program) => spawnSync("which", [program]).status !== 0);
const [first = "5", second = "4"] = process.argv.slice(2).filter((word) => !word.startsWith("--"));
if (process.argv.includes("--child")) await serveHere();
else if (missing.length > 0) process.stdout.write(`serve against CoreDNS: not here (no ${missing.join(", no ")})\n`);
else if (process.argv.includes("--inside")) await compareHere(Number(first), Number(second));
else {
  const words = [
    "--map-root-user",
    "--net",
    "--mount",
    process.execPath,
    import.meta.filename,
    "--inside",
    first,
    second,
  ];
  process.exitCode = spawnSync("unshare", words, { stdio: "inherit" }).status ?? 1;
}
