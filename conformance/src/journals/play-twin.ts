import {
  fileTreeFromSources,
  type Instant,
  instantFromMs,
  laterBy,
  makeQuery,
  NO_FLAGS,
  nameOf,
  parseAddress,
  type Rdata,
  type ResourceRecord,
  sourceFromText,
} from "@splithorizon/core";
import { findPlace, loadSite, Simulation, standardParts } from "@splithorizon/sim";
import { configOf, FIRST, type JournalCourse, type Kept, type Server, type Step, zoneText } from "./course.ts";

const ADDRESSES = { p: "10.9.0.1", s: "10.9.0.2", cl: "10.9.0.9" } as const;
const SITE = `version: 1
networks: { lan: 10.9.0.0/24 }
hosts:
  p: { addresses: [${ADDRESSES.p}], bind: { version: "9.18", config: p/named.conf } }
  s: { addresses: [${ADDRESSES.s}], bind: { version: "9.18", config: s/named.conf } }
  cl: { addresses: [${ADDRESSES.cl}] }
`;
const APEX = nameOf("z.lan.");
/** Enough for what a step leads to, and little beside a quarter of an hour. */
const STEP_MS = 3000;
const DUMPED_AFTER_MS = 905_000;

/** What the twin knows of its journals' files stands in no answer: their octets are not compared here. */
export type TwinKept = Omit<Kept, "octets">;

/** Plays a course with the twin. @returns what each server has after the start, and after each step. */
export function playTwin(course: JournalCourse): readonly Readonly<Record<Server, TwinKept>>[] {
  const play = new TwinPlay(course);
  return [play.look(), ...course.steps.map((step) => play.do(step))];
}

class TwinPlay {
  readonly #simulation: Simulation;
  #now: Instant = instantFromMs(0);

  constructor({ options }: JournalCourse) {
    const listen = "listen-on-v6 { none; };";
    const files = [
      ["/site.yaml", SITE],
      ["/p/named.conf", configOf("p", options.p, { listen, primary: ADDRESSES.p })],
      ["/s/named.conf", configOf("s", options.s, { listen, primary: ADDRESSES.p })],
      ["/p/z.db", zoneText(FIRST)],
    ] as const;
    const sources = files.map(([path, text]) => [path, sourceFromText(path, text)] as const);
    const { value } = loadSite(fileTreeFromSources(new Map(sources)));
    this.#simulation = new Simulation(value, { seed: 1 }, standardParts);
    for (const machine of ["p", "s"]) {
      this.#simulation.inject({ kind: "kill", machine, program: "named" });
      this.#simulation.startProgram(machine, "named");
    }
    this.#pass(STEP_MS);
  }

  do(step: Step): Readonly<Record<Server, TwinKept>> {
    const simulation = this.#simulation;
    switch (step.do) {
      case "edit":
        simulation.edit("/p/z.db", zoneText(step));
        simulation.rndc("p", "reload z.lan");
        simulation.rndc("s", "refresh z.lan");
        break;
      case "rndc":
        simulation.rndc(step.on, step.words);
        break;
      case "restart":
        simulation.inject({ kind: step.how, machine: step.on, program: "named" });
        simulation.startProgram(step.on, "named");
        break;
      case "wait":
        this.#pass(DUMPED_AFTER_MS);
    }
    this.#pass(STEP_MS);
    return this.look();
  }

  #pass(ms: number): void {
    this.#now = laterBy(this.#now, ms);
    this.#simulation.runUntil(this.#now);
  }

  look(): Readonly<Record<Server, TwinKept>> {
    return { p: this.#keptBy("p"), s: this.#keptBy("s") };
  }

  #keptBy(server: Server): TwinKept {
    const [soa] = this.#ask(server, "SOA", []);
    const serial = soa?.type === "SOA" ? soa.serial : 0;
    const serials = Array.from({ length: serial - FIRST.serial }, (_, at) => FIRST.serial + at);
    return { serial, differences: serials.filter((from) => soa?.type === "SOA" && this.#hasWay(server, soa, from)) };
  }

  #hasWay(server: Server, soa: Rdata & { readonly type: "SOA" }, from: number): boolean {
    const held: ResourceRecord = { owner: APEX, class: "IN", ttl: 0, data: { ...soa, serial: from } };
    const [, second] = this.#ask(server, "IXFR", [held]);
    return second?.type === "SOA" && second.serial === from;
  }

  #ask(server: Server, type: "SOA" | "IXFR", authority: readonly ResourceRecord[]): readonly Rdata[] {
    const place = findPlace(this.#simulation.world, "cl");
    const address = parseAddress(ADDRESSES[server]);
    if (place.kind === "missing" || address === null) throw new Error("there is a client");
    const heard: Rdata[] = [];
    this.#simulation.ask(
      { from: place.value, servers: [{ address, port: 53 }], source: null, transport: "tcp" },
      makeQuery({ name: APEX, type, class: "IN" }, { flags: NO_FLAGS, authority }),
      (answer) => {
        if (answer.kind === "answered") heard.push(...(answer.messages[0]?.answer ?? []).map(({ data }) => data));
      },
      { kind: "dig", timeoutMs: 1000, attempts: 1, whenTruncated: "accept" },
    );
    this.#pass(10);
    return heard;
  }
}
