import type { ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execPath } from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { Namespaces } from "../site-lab/namespaces.ts";
import {
  CLIENT,
  type Course,
  type CourseMachine,
  type Deed,
  OTHER_CLIENT,
  type PlayedCourse,
  type Seen,
} from "./course.ts";
import { polledIn, readPolled } from "./polled.ts";
import { readPackets } from "./read-packets.ts";

const KEY = 'key "rndc-key" { algorithm hmac-sha256; secret "c3BsaXRob3Jpem9uLWxhYm9yYXRvcnk="; };\n';
const CONTROLS = `${KEY}controls { inet 127.0.0.1 port 953 allow { any; } keys { "rndc-key"; }; };\n`;
const ABSENT = "pid-file none; session-keyfile none; listen-on-v6 { none; };";

/** Plays a course with real nameds in namespaces of their own, and sees what a bystander sees. Needs root, iproute2, nftables, named, rndc and tshark. */
export async function playReal(course: Course): Promise<PlayedCourse> {
  const lab = new Namespaces();
  try {
    const play = new RealPlay(course, lab);
    await play.run();
    return play.seen();
  } finally {
    await lab.stop();
  }
}

class RealPlay {
  readonly #course: Course;
  readonly #lab: Namespaces;
  readonly #named = new Map<string, ChildProcess>();
  readonly #deeds: Deed[] = [];
  #beginsAt = 0;

  constructor(course: Course, lab: Namespaces) {
    this.#course = course;
    this.#lab = lab;
    lab.add("network lan");
    lab.ip("network lan", "link add br0 type bridge forward_delay 0");
    lab.ip("network lan", "link set br0 up");
    for (const [name, machine] of Object.entries(course.machines)) this.#addMachine(name, machine);
    this.#plug("client", [CLIENT, OTHER_CLIENT]);
  }

  #plug(name: string, addresses: readonly string[]): void {
    this.#lab.add(name);
    this.#lab.plug("network lan", name, "eth0");
    for (const address of addresses) this.#lab.ip(name, `addr add ${address}/24 dev eth0`);
  }

  #addMachine(name: string, { addresses, files }: CourseMachine): void {
    this.#plug(name, addresses);
    const folder = join(this.#lab.folder, name);
    mkdirSync(folder);
    writeFileSync(join(folder, "rndc.key"), KEY);
    for (const [file, text] of Object.entries(files)) this.#write(name, file, text);
  }

  #write(name: string, file: string, text: string): void {
    const folder = join(this.#lab.folder, name);
    const placed = text.replace('directory "/";', `directory "${folder}"; ${ABSENT}`);
    writeFileSync(join(folder, file), file === "named.conf" ? `${CONTROLS}${placed}` : text);
  }

  async run(): Promise<void> {
    const { folder } = this.#lab;
    const capture = ["tshark", "-q", "-i", "br0", "-f", "port 53", "-w", join(folder, "lan.pcap")];
    this.#lab.start("network lan", "tshark", capture);
    for (let turns = 0; turns < 200 && !this.#saidBy("tshark").includes("Capturing on"); turns += 1) await sleep(100);
    await sleep(500);
    const polled = polledIn(this.#course).map((text) => {
      const { machine, source, zone } = readPolled(text);
      return [text, this.#course.machines[machine]?.addresses[0], source, zone].join("=");
    });
    this.#lab.start("client", "served", [execPath, join(import.meta.dirname, "poll.ts"), ...polled]);
    // named counts whole seconds of the wall clock here and there; the twin's begin at zero.
    this.#beginsAt = Math.ceil(Date.now() / 1000) * 1000;
    await this.#waitUntil(0);
    for (const deed of this.#course.deeds) {
      await this.#waitUntil(deed.atMs);
      this.#do(deed);
    }
    await this.#waitUntil(this.#course.untilMs);
    for (const child of this.#named.values()) child.kill("SIGCONT");
    await sleep(500);
  }

  async #waitUntil(atMs: number): Promise<void> {
    const left = this.#beginsAt + atMs - Date.now();
    if (left > 0) await sleep(left);
  }

  #do(deed: Deed): void {
    // Nobody hears a command.
    if (deed.do === "rndc" && !this.#isRunning(deed.on)) return;
    const begun = Date.now() - this.#beginsAt;
    switch (deed.do) {
      case "edit":
        this.#write(deed.on, deed.file, deed.text);
        break;
      case "rndc":
        this.#rndc(deed.on, deed.words);
        break;
      case "start":
        this.#start(deed.on);
        break;
      case "lose":
      case "pass":
        this.#filter(deed.do, deed.between);
        break;
      default:
        this.#signal(deed.on, deed.do);
    }
    // A filter is there when its program has ended.
    const isFilter = deed.do === "lose" || deed.do === "pass";
    this.#deeds.push({ ...deed, atMs: isFilter ? Date.now() - this.#beginsAt : begun });
  }

  #start(name: string): void {
    const conf = join(this.#lab.folder, name, "named.conf");
    this.#named.set(name, this.#lab.start(name, name, ["named", "-4", "-g", "-n", "1", "-c", conf]));
  }

  #rndc(name: string, words: string): void {
    const key = join(this.#lab.folder, name, "rndc.key");
    // Not waited for: a server that hangs does not answer.
    this.#lab.start(name, `${name}-rndc`, ["rndc", "-s", "127.0.0.1", "-k", key, ...words.split(" ")]);
  }

  #isRunning(name: string): boolean {
    const named = this.#named.get(name);
    return named !== undefined && named.exitCode === null && named.signalCode === null;
  }

  #signal(name: string, how: "kill" | "stop" | "hang" | "resume"): void {
    const signals = { kill: "SIGKILL", stop: "SIGTERM", hang: "SIGSTOP", resume: "SIGCONT" } as const;
    const named = this.#named.get(name);
    named?.kill(signals[how]);
    // As systemd does it, so that a process that was stopped hears of its end (systemd.kill(5)).
    if (how === "stop") named?.kill("SIGCONT");
  }

  #filter(how: "lose" | "pass", [one, other]: readonly [string, string]): void {
    for (const [at, from] of [
      [one, other],
      [other, one],
    ] as const) {
      const sources = (this.#course.machines[from]?.addresses ?? []).join(", ");
      const chain = `chain in { type filter hook input priority 0; ip saddr { ${sources} } drop; };`;
      this.#lab.nft(at, how === "lose" ? `table ip from_${from} { ${chain} }` : `delete table ip from_${from}`);
    }
  }

  seen(): PlayedCourse {
    const beginsAt = this.#beginsAt;
    const lines = Object.keys(this.#course.machines).flatMap((name) =>
      linesOf(name, this.#saidBy(name), beginsAt, join(this.#lab.folder, name)),
    );
    return {
      course: { ...this.#course, deeds: this.#deeds.map((deed) => inEffect(deed, lines)) },
      packets: readPackets(join(this.#lab.folder, "lan.pcap"), beginsAt),
      served: servedOf(this.#lab.log("served"), beginsAt),
      lines,
    };
  }

  #saidBy(log: string): string {
    return existsSync(join(this.#lab.folder, `${log}.log`)) ? this.#lab.log(log) : "";
  }
}

/** When a program took note of what was done, and when it had done it: both are lines of the log. */
export function inEffect(deed: Deed, lines: readonly Seen[]): Deed {
  if (deed.do !== "start" && deed.do !== "rndc") return deed;
  const begun =
    "words" in deed ? `received control channel command '${deed.words}'` : "listening on IPv4 interface eth0";
  const isReconfigured = deed.do === "rndc" && deed.words === "reconfig";
  const isLoading = deed.do === "start" || deed.words === "reload" || isReconfigured;
  const loaded = isReconfigured ? "any newly configured zones are now loaded" : "all zones loaded";
  const first = after(`${deed.on} ${begun}`, deed.atMs - 50);
  if (first === null) return deed;
  const failed = isLoading ? after(`${deed.on} reloading configuration failed`, first) : null;
  const succeeded = isLoading ? after(`${deed.on} ${loaded}`, first) : first;
  const done = failed !== null && (succeeded === null || failed < succeeded) ? failed : succeeded;
  return done === null ? deed : { ...deed, atMs: done, ...(done > first ? { begunAtMs: first } : {}) };

  function after(text: string, fromMs: number): number | null {
    return lines.find((line) => line.text.startsWith(text) && line.atMs >= fromMs)?.atMs ?? null;
  }
}

const LINE = /^(\d\d)-(\w{3})-(\d{4}) (\d\d:\d\d:\d\d\.\d{3}) (.*)$/;

function linesOf(name: string, log: string, beginsAt: number, folder: string): readonly Seen[] {
  return log.split("\n").flatMap((line) => {
    const [, day, month, year, time, text = ""] = LINE.exec(line) ?? [];
    if (day === undefined) return [];
    const at = Date.parse(`${day} ${month} ${year} ${time}`);
    return [{ atMs: at - beginsAt, text: `${name} ${text.replaceAll(`${folder}/`, "")}` }];
  });
}

function servedOf(log: string, beginsAt: number): readonly Seen[] {
  return log
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [at, ...text] = line.split(" ");
      return { atMs: Number(at) - beginsAt, text: text.join(" ") };
    });
}
