import {
  type Address,
  decodeMessage,
  fileTreeFromSources,
  type Instant,
  instantFromMs,
  type Message,
  makeQuery,
  NO_FLAGS,
  nameOf,
  octetsOfRdata,
  parseAddress,
  sourceFromText,
} from "@splithorizon/core";
import {
  type ConversationKey,
  findPlace,
  loadSite,
  type Sighting,
  Simulation,
  type SiteAnswer,
  standardParts,
} from "@splithorizon/sim";
import { asNamedChose } from "./as-named-chose.ts";
import { CLIENT, type Course, type Deed, OTHER_CLIENT, type PlayedCourse, POLL_MS, type Seen } from "./course.ts";
import { packetText } from "./packet-text.ts";
import { readPolled, whoSaid } from "./polled.ts";
import { told } from "./told.ts";

/** A bridge of one machine. */
const LATENCY_MS = 0.1;
const NOTHING = 'options { directory "/"; recursion no; };\n';
const WEATHER = { delayMs: 0, jitterMs: 0, loss: 1, duplicates: 0 };

/**
 * Plays a course with the twin: nobody runs until he is started. `luck`: beyond 0 every packet takes up to a millisecond
 * more, by lot. Two servers that follow each other have timers that run out in the same millisecond, and who is first is chance.
 */
export function playTwin(real: PlayedCourse, luck = 0): PlayedCourse {
  const { course, served } = real;
  const play = new TwinPlay(real, luck);
  play.run(served);
  return { course, packets: play.packets, served: play.served, lines: play.lines };
}

class TwinPlay {
  readonly packets: Seen[] = [];
  readonly served: Seen[] = [];
  readonly lines: Seen[] = [];
  readonly #transports = new WeakMap<ConversationKey, "udp" | "tcp">();
  readonly #busy = new Map<string, { readonly begunAtMs: number; readonly untilMs: number }>();
  readonly #course: Course;
  readonly #simulation: Simulation;

  constructor(real: PlayedCourse, luck: number) {
    const { course } = real;
    this.#course = course;
    const machines = Object.entries(course.machines);
    const hosts = machines.map(
      ([name, { addresses }]) =>
        `  ${name}: { addresses: [${addresses.join(", ")}], bind: { version: "9.18", config: ${name}/named.conf } }\n`,
    );
    const files = new Map([
      [
        "/site.yaml",
        `version: 1\nnetworks: { lan: 10.9.0.0/24 }\nhosts:\n${hosts.join("")}  cl: { addresses: [${CLIENT}, ${OTHER_CLIENT}] }\n`,
      ],
      ...machines.map(([name]) => [`/${name}/named.conf`, NOTHING] as const),
    ]);
    const sources = [...files].map(([path, text]) => [path, sourceFromText(path, text)] as const);
    const { value } = loadSite(fileTreeFromSources(new Map(sources)));
    this.#simulation = new Simulation(value, { seed: 1 + luck, latencyMs: LATENCY_MS }, standardParts);
    this.#simulation.world.lots.drawBy(asNamedChose(real, luck, () => this.#simulation.now));
    if (luck > 0) this.#spoilWeather(machines.map(([name]) => name));
    for (const [name, { files: own }] of machines) {
      this.#simulation.inject({ kind: "kill", machine: name, program: "named" });
      for (const [file, text] of Object.entries(own)) this.#simulation.edit(`/${name}/${file}`, text);
    }
  }

  run(asked: readonly Seen[]): void {
    const simulation = this.#simulation;
    simulation.listenIn((sighting, at) => this.#sight(sighting, at));
    simulation.journal.listen(({ at, who, kind, text }) => {
      if (kind === "zone") this.lines.push({ atMs: this.#momentOf(at, who, text), text: `${who} ${text}` });
    });
    for (const deed of this.#course.deeds) {
      if ((deed.do === "start" || deed.do === "rndc") && deed.begunAtMs !== undefined)
        this.#begin(deed, deed.begunAtMs);
      simulation.at(instantFromMs(deed.atMs), () => this.#do(deed));
    }
    for (const { atMs, text } of asked) {
      simulation.at(instantFromMs(Math.max(0, atMs)), () => this.#ask(whoSaid(text), atMs));
    }
    simulation.runUntil(instantFromMs(this.#course.untilMs));
    this.served.sort((one, other) => one.atMs - other.atMs);
  }

  #spoilWeather(machines: readonly string[]): void {
    for (const [at, one] of machines.entries()) {
      for (const other of machines.slice(at + 1)) {
        const weather = { delayMs: 0, jitterMs: 1, loss: 0, duplicates: 0 };
        this.#simulation.inject({ kind: "weather", between: [one, other], direction: "both-ways", weather });
      }
    }
  }

  /** Between its sockets and its zones, and while it reads everything again, a server hears all and says nothing. */
  #begin(deed: Deed & { readonly do: "start" | "rndc" }, begunAtMs: number): void {
    const simulation = this.#simulation;
    simulation.at(instantFromMs(begunAtMs), () => {
      this.#busy.set(deed.on, { begunAtMs, untilMs: deed.atMs });
      if (deed.do === "start") simulation.startProgram(deed.on, "named");
      simulation.inject({ kind: "hang", machine: deed.on, program: "named" });
    });
  }

  /** The twin loads before it is busy, and hears of a command when it has been; named the other way round. */
  #momentOf(at: number, machine: string, text: string): number {
    const busy = this.#busy.get(machine);
    if (busy === undefined || at < busy.begunAtMs || at > busy.untilMs) return at;
    return text.startsWith("received control channel command") ? busy.begunAtMs : busy.untilMs;
  }

  #do(deed: Deed): void {
    const simulation = this.#simulation;
    switch (deed.do) {
      case "edit":
        simulation.edit(`/${deed.on}/${deed.file}`, deed.text);
        return;
      case "rndc":
        if (deed.begunAtMs !== undefined) this.#goOn(deed.on);
        simulation.rndc(deed.on, deed.words);
        return;
      case "start":
        if (deed.begunAtMs === undefined) simulation.startProgram(deed.on, "named");
        else this.#goOn(deed.on);
        return;
      case "resume":
        this.#goOn(deed.on);
        return;
      case "lose":
      case "pass": {
        const fault = { kind: "weather", between: deed.between, direction: "both-ways", weather: WEATHER } as const;
        if (deed.do === "lose") simulation.inject(fault);
        else simulation.heal(fault);
        return;
      }
      default:
        simulation.inject({ kind: deed.do, machine: deed.on, program: "named" });
    }
  }

  #goOn(machine: string): void {
    this.#simulation.heal({ kind: "hang", machine, program: "named" });
  }

  #sight(sighting: Sighting, at: Instant): void {
    if (sighting.kind !== "question" && sighting.kind !== "reply") return;
    const packet = sighting.way.hops[0]?.packet;
    if (packet === undefined || isUnansweredSyn(sighting)) return;
    const { source, destination } = packet;
    if ([source, destination].some(({ address }) => address === CLIENT || address === OTHER_CLIENT)) return;
    // What a machine says to itself, by whichever of its addresses, is not on the network.
    const ends = [source.address, destination.address];
    if (Object.values(this.#course.machines).some(({ addresses }) => ends.every((end) => addresses.includes(end))))
      return;
    const transport = this.#transportOf(sighting);
    for (const octets of sighting.kind === "question" ? [sighting.octets] : sighting.messages) {
      const decoded = decodeMessage(octets);
      if (decoded.kind !== "message") continue;
      const who = { source: source.address, destination: destination.address };
      const text = packetText({ ...who, transport, ...partsOf(decoded.message) });
      this.packets.push({ atMs: at, text });
    }
  }

  /** Of a reply that of its question. */
  #transportOf(sighting: Sighting & { readonly kind: "question" | "reply" }): "udp" | "tcp" {
    if (sighting.kind === "question")
      this.#transports.set(sighting.conversation, sighting.transport === "udp" ? "udp" : "tcp");
    return this.#transports.get(sighting.conversation) ?? "udp";
  }

  #ask(who: string, atMs: number): void {
    const { machine, source, zone } = readPolled(who);
    const place = findPlace(this.#simulation.world, "cl");
    const address: Address | null = parseAddress(this.#course.machines[machine]?.addresses[0] ?? "");
    if (place.kind === "missing" || address === null) throw new Error(`nobody is called ${machine}`);
    const query = makeQuery({ name: nameOf(`${zone}.`), type: "SOA", class: "IN" }, { flags: NO_FLAGS });
    this.#simulation.ask(
      { from: place.value, servers: [{ address, port: 53 }], source: parseAddress(source), transport: "udp" },
      query,
      (answer) => void this.served.push({ atMs, text: `${who} ${toldIn(answer)}` }),
      { kind: "dig", timeoutMs: POLL_MS, attempts: 1, whenTruncated: "accept" },
    );
  }
}

/** Before a connection there is no message on the wire: the question that the twin shows with a SYN has not been sent, nor with one that is refused. */
function isUnansweredSyn(sighting: Sighting & { readonly kind: "question" | "reply" }): boolean {
  return (
    sighting.kind === "question" &&
    sighting.transport !== "udp" &&
    (sighting.back === null || sighting.way.arrivals.at(-1) === null)
  );
}

function partsOf({
  isResponse,
  opcode,
  questions,
  rcode,
  edns,
  answer,
  authority,
  additional,
}: Message & { readonly isResponse: boolean }) {
  const [question] = questions;
  const serials = [...answer, ...authority, ...additional].flatMap(({ data }) =>
    data.type === "SOA" ? [`${data.serial}`] : [],
  );
  return {
    isReply: isResponse,
    isNotify: opcode === "NOTIFY",
    type: question?.type ?? "",
    name: question?.name.text.replace(/\.$/, "") ?? "",
    rcode,
    hasEdns: edns !== null,
    answers: answer.length,
    signatureError: signatureErrorIn(additional),
    serials,
  };
}

/** The error stands in front of the length of what else there is, and there is nothing else. */
function signatureErrorIn(additional: Message["additional"]): number | null {
  const octets = additional.flatMap((record) => (record.data.type === "TSIG" ? [octetsOfRdata(record.data)] : []))[0];
  return octets === undefined ? null : (octets.at(-4) ?? 0) * 256 + (octets.at(-3) ?? 0);
}

function toldIn(answer: SiteAnswer): string {
  if (answer.kind !== "answered") return "-";
  const [message] = answer.messages;
  return message === undefined ? "-" : told(message);
}
