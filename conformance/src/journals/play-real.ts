import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { decodeMessage, type Rdata } from "@splithorizon/core";
import { queryHex } from "../query.ts";
import {
  configOf,
  FIRST,
  type JournalCourse,
  type Kept,
  type PlayedCourse,
  type Server,
  type Step,
  zoneText,
} from "./course.ts";

const SERVERS = ["p", "s"] as const;
const KEY = 'key "rndc-key" { algorithm hmac-sha256; secret "c3BsaXRob3Jpem9uLWxhYm9yYXRvcnk="; };\n';
const ABSENT = "pid-file none; session-keyfile none; listen-on-v6 { none; };";
/** Longer than named waits before it writes a copy (lib/dns/zone.c, DNS_DUMP_DELAY). */
const DUMPED_AFTER_MS = 905_000;
/** Where a journal's header says where it ends (lib/dns/journal.c, journal_rawheader_t). */
const END_OFFSET_AT = 28;
const PATIENCE_TURNS = 100;

const RNDC_PORT = 953;

/** `lane`: which of the courses that are played at the same time. */
export function addressOf(server: Server, lane: number): string {
  return `127.0.${lane}.${server === "p" ? 31 : 32}`;
}

/** Plays a course with two real nameds. */
export async function playReal(course: JournalCourse, lane: number): Promise<PlayedCourse> {
  const play = new RealPlay(course, lane);
  try {
    return await play.run();
  } finally {
    await play.end();
  }
}

class RealPlay {
  readonly #course: JournalCourse;
  readonly #lane: number;
  readonly #folder = mkdtempSync(join(tmpdir(), "splithorizon-journals-"));
  readonly #named = new Map<Server, ChildProcess>();
  #serial: number = FIRST.serial;

  constructor(course: JournalCourse, lane: number) {
    this.#course = course;
    this.#lane = lane;
    for (const server of SERVERS) this.#write(server);
    this.#writeZone(FIRST);
  }

  #write(server: Server): void {
    const folder = join(this.#folder, server);
    mkdirSync(folder);
    const listen = `${ABSENT} listen-on { ${addressOf(server, this.#lane)}; };`;
    const text = configOf(server, this.#course.options[server], {
      listen,
      primary: addressOf("p", this.#lane),
    }).replace('directory "/"', `directory "${folder}"`);
    const controls = `controls { inet ${addressOf(server, this.#lane)} port ${RNDC_PORT} allow { any; } keys { "rndc-key"; }; };\n`;
    writeFileSync(join(folder, "rndc.key"), KEY);
    writeFileSync(join(folder, "named.conf"), `${KEY}${controls}${text}`);
  }

  #writeZone(version: { serial: number; hosts: number; octets: number }): void {
    writeFileSync(join(this.#folder, "p/z.db"), zoneText(version));
    this.#serial = version.serial;
  }

  async run(): Promise<PlayedCourse> {
    for (const server of SERVERS) await this.#start(server);
    const kept = [await this.#look()];
    for (const step of this.#course.steps) {
      await this.#do(step);
      kept.push(await this.#look());
    }
    return { course: this.#course, kept };
  }

  async #do(step: Step): Promise<void> {
    switch (step.do) {
      case "edit":
        this.#writeZone(step);
        this.#rndc("p", "reload z.lan");
        await this.#until("p");
        this.#rndc("s", "refresh z.lan");
        return;
      case "rndc":
        this.#rndc(step.on, step.words);
        return;
      case "restart":
        await this.#end(step.on, step.how);
        await this.#start(step.on);
        return;
      case "wait":
        await sleep(DUMPED_AFTER_MS);
    }
  }

  async #start(server: Server): Promise<void> {
    const folder = join(this.#folder, server);
    const child = spawn("named", ["-4", "-g", "-c", join(folder, "named.conf")], { stdio: "ignore" });
    this.#named.set(server, child);
    await this.#until(server);
  }

  async #until(server: Server): Promise<void> {
    for (let turns = 0; turns < PATIENCE_TURNS; turns += 1) {
      if ((await this.#serialOf(server)) === this.#serial) return;
      await sleep(50);
    }
  }

  async #end(server: Server, how: "stop" | "kill"): Promise<void> {
    const child = this.#named.get(server);
    if (child === undefined) return;
    const ended = once(child, "exit");
    child.kill(how === "stop" ? "SIGTERM" : "SIGKILL");
    await ended;
  }

  #rndc(server: Server, words: string): void {
    const key = join(this.#folder, server, "rndc.key");
    const where = ["-k", key, "-s", addressOf(server, this.#lane), "-p", `${RNDC_PORT}`];
    execFileSync("rndc", [...where, ...words.split(" ")], { stdio: "ignore" });
  }

  async #serialOf(server: Server): Promise<number> {
    const [data] = await ask(addressOf(server, this.#lane), "SOA");
    return data?.type === "SOA" ? data.serial : 0;
  }

  async #look(): Promise<Record<Server, Kept>> {
    await this.#until("s");
    // What it writes it writes beside its answers.
    await sleep(300);
    return { p: await this.#keptBy("p"), s: await this.#keptBy("s") };
  }

  async #keptBy(server: Server): Promise<Kept> {
    const serial = await this.#serialOf(server);
    const file = join(this.#folder, server, "z.db.jnl");
    const octets = existsSync(file) ? readFileSync(file).readUInt32BE(END_OFFSET_AT) : null;
    const differences: number[] = [];
    for (let from: number = FIRST.serial; from < serial; from += 1) {
      // Differences begin with two SOAs, of which the second is the version that is asked from.
      const [, second] = await ask(addressOf(server, this.#lane), "IXFR", from);
      if (second?.type === "SOA" && second.serial === from) differences.push(from);
    }
    return { serial, octets, differences };
  }

  async end(): Promise<void> {
    for (const server of SERVERS) await this.#end(server, "kill");
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** The records of the first message of an answer over TCP; none where nobody answers. */
function ask(address: string, type: "SOA" | "IXFR", ixfrSerial?: number): Promise<readonly Rdata[]> {
  const question = Buffer.from(queryHex("z.lan", type, ixfrSerial === undefined ? {} : { ixfrSerial }), "hex");
  return new Promise((resolve) => {
    const socket = connect(53, address, () =>
      socket.write(Buffer.concat([Buffer.from([0, question.length]), question])),
    );
    let heard = Buffer.alloc(0);
    const end = (): void => {
      socket.destroy();
      const decoded = decodeMessage(heard.subarray(2));
      resolve(decoded.kind === "message" ? decoded.message.answer.map(({ data }) => data) : []);
    };
    socket.setTimeout(1000, end);
    socket.on("error", end);
    socket.on("close", end);
    socket.on("data", (octets) => {
      heard = Buffer.concat([heard, octets]);
      if (heard.length >= 2 && heard.length >= 2 + heard.readUInt16BE(0)) end();
    });
  });
}
