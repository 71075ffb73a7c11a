import { type ChildProcess, spawn } from "node:child_process";
import { createSocket, type Socket } from "node:dgram";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv, exit, stdout } from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { decodeMessage } from "@splithorizon/core";
import { queryHex } from "../query.ts";
import { answerTo, heardIn } from "./answer-by-name.ts";
import {
  CLIENT,
  isAboutFetches,
  type Mood,
  NAMED,
  PATIENCE_MS,
  type Seen,
  type ServerCourse,
} from "./server-course.ts";

/** `play-inside.ts FOLDER`, in a network of its own: plays `course.json` with a real named, and prints what was asked and heard. */
const folder = argv[2] ?? "";
const course: ServerCourse = JSON.parse(readFileSync(join(folder, "course.json"), "utf8"));
const asked: Seen[] = [];
const heard: Seen[] = [];
let beginsAt = 0;
const now = (): number => Date.now() - beginsAt;

class LabServer {
  readonly #address: string;
  #mood: Mood = { does: "answers", afterMs: 0 };
  #socket: Socket | null = null;

  constructor(address: string) {
    this.#address = address;
    this.#open();
  }

  become(mood: Mood): void {
    this.#mood = mood;
    if (mood.does === "closed") {
      this.#socket?.close();
      this.#socket = null;
    } else if (this.#socket === null) this.#open();
  }

  #open(): void {
    const socket = createSocket("udp4");
    socket.on("message", (octets, from) => {
      asked.push({ atMs: now(), text: `${this.#address} ${nameIn(octets)}` });
      const answer = answerTo(octets, this.#address, this.#mood, course.zones ?? null);
      const afterMs = this.#mood.does === "answers" ? this.#mood.afterMs : 0;
      const send = (): void => {
        if (answer !== null && this.#socket === socket) socket.send(answer, from.port, from.address);
      };
      if (afterMs === 0) send();
      else setTimeout(send, afterMs);
    });
    socket.bind(53, this.#address);
    this.#socket = socket;
  }
}

function nameIn(octets: Uint8Array): string {
  const decoded = decodeMessage(octets);
  const [question] = decoded.kind === "message" ? decoded.message.questions : [];
  return question === undefined
    ? "?"
    : `${question.name.text.replace(/\.$/, "")}${question.type === "A" ? "" : ` ${question.type}`}`;
}

function startNamed(): ChildProcess {
  const conf = `options { directory "${folder}"; pid-file none; session-keyfile none; listen-on { ${NAMED}; }; listen-on-v6 { none; }; ${course.conf.replace("options {", "")}`;
  writeFileSync(join(folder, "named.conf"), `controls { };\n${conf}`);
  for (const [name, text] of Object.entries(course.files ?? {})) writeFileSync(join(folder, name), text);
  const families = course.families === "both" ? [] : ["-4"];
  return spawn("named", [...families, "-g", "-n", "1", "-c", join(folder, "named.conf")], {
    stdio: ["ignore", "ignore", "pipe"],
  });
}

let log = "";

async function started(named: ChildProcess): Promise<void> {
  named.stderr?.on("data", (chunk: Buffer) => {
    log += chunk.toString();
  });
  for (let turns = 0; turns < 300 && !log.includes(" running"); turns += 1) await sleep(100);
  if (!log.includes(" running")) throw new Error(log.slice(-2000));
}

const LINE = /^(\d\d)-(\w{3})-(\d{4}) (\d\d:\d\d:\d\d\.\d{3}) (.*)$/;

/** What named said of its clients and of other servers. */
function linesIn(text: string): readonly Seen[] {
  return text.split("\n").flatMap((line) => {
    const [, day, month, year, time, said = ""] = LINE.exec(line) ?? [];
    if (day === undefined || !isAboutFetches(said)) return [];
    return [{ atMs: Date.parse(`${day} ${month} ${year} ${time}`) - beginsAt, text: said }];
  });
}

function ask(name: string): void {
  const socket = createSocket("udp4");
  const finish = (text: string): void => {
    heard.push({ atMs: now(), text: `${name} ${text}` });
    socket.close();
  };
  const patience = setTimeout(() => finish("-"), PATIENCE_MS);
  socket.on("message", (octets) => {
    clearTimeout(patience);
    finish(heardIn(octets));
  });
  socket.bind(0, CLIENT, () => socket.send(Buffer.from(queryHex(`${name}.`, "A"), "hex"), 53, NAMED));
}

const servers = new Map(course.servers.map((address) => [address, new LabServer(address)]));
const named = startNamed();
await started(named);
// named counts whole seconds of the wall clock; the twin's begin at zero.
beginsAt = Math.ceil((Date.now() + 500) / 1000) * 1000;
for (const change of course.changes) setTimeout(() => servers.get(change.server)?.become(change), change.atMs - now());
for (const { atMs, name } of course.questions) setTimeout(() => ask(name), atMs - now());
await sleep(course.untilMs - now());
named.kill("SIGKILL");
stdout.write(JSON.stringify({ course, asked, heard, lines: linesIn(log) }), () => exit(0));
