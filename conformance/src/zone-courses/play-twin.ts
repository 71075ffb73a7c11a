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
import { CLIENT, type Course, type Deed, type PlayedCourse, POLL_MS, type Seen } from "./course.ts";
import { packetText } from "./packet-text.ts";

/** A bridge of one machine. */
const LATENCY_MS = 0.1;
const NOTHING = 'options { directory "/"; recursion no; };\n';
const WEATHER = { delayMs: 0, jitterMs: 0, loss: 1, duplicates: 0 };

/** Plays a course with the twin: nobody runs until he is started. */
export function playTwin(course: Course, asked: readonly Seen[] = [], zone = "z.lan."): PlayedCourse {
  const play = new TwinPlay(course, zone);
  play.run(asked);
  return { course, packets: play.packets, served: play.served, lines: play.lines };
}

class TwinPlay {
  readonly packets: Seen[] = [];
  readonly served: Seen[] = [];
  readonly lines: Seen[] = [];
  readonly #transports = new WeakMap<ConversationKey, "udp" | "tcp">();
  readonly #course: Course;
  readonly #zone: string;
  readonly #simulation: Simulation;

  constructor(course: Course, zone: string) {
    this.#course = course;
    this.#zone = zone;
    const machines = Object.entries(course.machines);
    const hosts = machines.map(
      ([name, { addresses }]) =>
        `  ${name}: { addresses: [${addresses.join(", ")}], bind: { version: "9.18", config: ${name}/named.conf } }\n`,
    );
    const files = new Map([
      [
        "/site.yaml",
        `version: 1\nnetworks: { lan: 10.9.0.0/24 }\nhosts:\n${hosts.join("")}  cl: { addresses: [${CLIENT}] }\n`,
      ],
      ...machines.map(([name]) => [`/${name}/named.conf`, NOTHING] as const),
    ]);
    const sources = [...files].map(([path, text]) => [path, sourceFromText(path, text)] as const);
    const { value } = loadSite(fileTreeFromSources(new Map(sources)));
    this.#simulation = new Simulation(value, { seed: 1, latencyMs: LATENCY_MS }, standardParts);
    for (const [name, { files: own }] of machines) {
      this.#simulation.inject({ kind: "kill", machine: name, program: "named" });
      for (const [file, text] of Object.entries(own)) this.#simulation.edit(`/${name}/${file}`, text);
    }
  }

  run(asked: readonly Seen[]): void {
    const simulation = this.#simulation;
    simulation.listenIn((sighting, at) => this.#sight(sighting, at));
    simulation.journal.listen(({ at, who, kind, text }) => {
      if (kind === "zone") this.lines.push({ atMs: at, text: `${who} ${text}` });
    });
    for (const deed of this.#course.deeds) simulation.at(instantFromMs(deed.atMs), () => this.#do(deed));
    for (const { atMs, text } of asked) {
      const [machine = ""] = text.split(" ");
      simulation.at(instantFromMs(Math.max(0, atMs)), () => this.#ask(machine, atMs));
    }
    simulation.runUntil(instantFromMs(this.#course.untilMs));
    this.served.sort((one, other) => one.atMs - other.atMs);
  }

  #do(deed: Deed): void {
    const simulation = this.#simulation;
    switch (deed.do) {
      case "edit":
        simulation.edit(`/${deed.on}/${deed.file}`, deed.text);
        return;
      case "rndc":
        simulation.rndc(deed.on, deed.words);
        return;
      case "start":
        simulation.startProgram(deed.on, "named");
        return;
      case "resume":
        simulation.heal({ kind: "hang", machine: deed.on, program: "named" });
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

  #sight(sighting: Sighting, at: Instant): void {
    if (sighting.kind !== "question" && sighting.kind !== "reply") return;
    const packet = sighting.way.hops[0]?.packet;
    if (packet === undefined) return;
    const { source, destination } = packet;
    if (source.address === CLIENT || destination.address === CLIENT) return;
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

  #ask(machine: string, atMs: number): void {
    const place = findPlace(this.#simulation.world, "cl");
    const address: Address | null = parseAddress(this.#course.machines[machine]?.addresses[0] ?? "");
    if (place.kind === "missing" || address === null) throw new Error(`nobody is called ${machine}`);
    const query = makeQuery({ name: nameOf(this.#zone), type: "SOA", class: "IN" }, { flags: NO_FLAGS });
    this.#simulation.ask(
      { from: place.value, servers: [{ address, port: 53 }], source: null, transport: "udp" },
      query,
      (answer) => void this.served.push({ atMs, text: `${machine} ${told(answer)}` }),
      { kind: "dig", timeoutMs: POLL_MS, attempts: 1, whenTruncated: "accept" },
    );
  }
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
    serials,
  };
}

function told(answer: SiteAnswer): string {
  if (answer.kind !== "answered") return "-";
  const [message] = answer.messages;
  const [record] = message?.answer ?? [];
  return record?.data.type === "SOA" ? `${record.data.serial}` : (message?.rcode ?? "-");
}
