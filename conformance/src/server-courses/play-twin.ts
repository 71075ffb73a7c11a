import {
  decodeMessage,
  type Effect,
  type EffectResult,
  type Endpoint,
  type Exchange,
  encodeMessage,
  fileTreeFromSources,
  type Instant,
  instantFromMs,
  type Lots,
  makeQuery,
  nameOf,
  type Outcome,
  parseAddress,
  type Query,
  responseFromMessage,
  sourceFromText,
} from "@splithorizon/core";
import { type Bind, bindSettings, makeBind, parseNamedConf } from "@splithorizon/core/bind";
import { lotsFromSeed } from "@splithorizon/sim";
import { answerTo, heardIn } from "./answer-by-name.ts";
import {
  CLIENT,
  isAboutFetches,
  type Mood,
  NAMED,
  PATIENCE_MS,
  type PlayedServerCourse,
  type Seen,
  type ServerCourse,
} from "./server-course.ts";

/** A loopback. */
const WAY_MS = 0.1;

/**
 * Plays a course with the twin. Where named chooses between equal servers the twin chooses as it did: `asked` is what the
 * real one asked. `luck`: by how much a silent server falls behind is a lot that nobody can see; another one for each number.
 */
export function playTwin(course: ServerCourse, asked: readonly Seen[], luck = 0): PlayedServerCourse {
  const play = new TwinPlay(course, asked, luck);
  play.run();
  return { course, asked: play.asked, heard: play.heard, lines: play.lines };
}

interface Due {
  readonly at: number;
  readonly act: () => void;
}

class TwinPlay {
  readonly asked: Seen[] = [];
  readonly heard: Seen[] = [];
  readonly lines: Seen[] = [];
  readonly #course: ServerCourse;
  /** What the real named asked, but for what the twin asked too. */
  readonly #unmatched: Seen[];
  readonly #moods = new Map<string, Mood>();
  readonly #due: Due[] = [];
  readonly #bind: Bind;
  #now = 0;

  constructor(course: ServerCourse, real: readonly Seen[], luck: number) {
    this.#course = course;
    this.#unmatched = [...real];
    this.#bind = bindFor(course, luck === 0 ? null : lotsFromSeed(luck), (text) => {
      if (isAboutFetches(text)) this.lines.push({ atMs: this.#now, text });
    });
    for (const server of course.servers) this.#moods.set(server, { does: "answers", afterMs: 0 });
  }

  run(): void {
    for (const change of this.#course.changes) this.#at(change.atMs, () => void this.#moods.set(change.server, change));
    for (const { atMs, name } of this.#course.questions) this.#at(atMs, () => this.#question(name));
    for (;;) {
      this.#due.sort((one, other) => one.at - other.at);
      const [next] = this.#due;
      if (next === undefined || next.at > this.#course.untilMs) return;
      this.#due.shift();
      this.#now = next.at;
      next.act();
    }
  }

  #at(at: number, act: () => void): void {
    this.#due.push({ at, act });
  }

  get #instant(): Instant {
    return instantFromMs(this.#now);
  }

  #question(name: string): void {
    let isOver = false;
    const finish = (text: string): void => {
      if (!isOver) this.heard.push({ atMs: this.#now, text: `${name} ${text}` });
      isOver = true;
    };
    this.#at(this.#now + PATIENCE_MS, () => finish("-"));
    const message = makeQuery({ name: nameOf(`${name}.`), type: "A", class: "IN" });
    const step = this.#bind.receive(
      {
        source: endpoint(CLIENT, 40_000),
        destination: endpoint(NAMED, 53),
        transport: "udp",
        content: { kind: "message", message },
      },
      this.#instant,
    );
    const ended = (outcome: Outcome): void => finish(told(outcome));
    if ("kind" in step) ended(step);
    else this.#advance(step, null, ended);
  }

  #advance(exchange: Exchange, first: EffectResult | null, ended: (outcome: Outcome) => void): void {
    let result = first;
    for (;;) {
      const turn = result === null ? exchange.next() : exchange.next(result);
      if (turn.done === true) {
        ended(turn.value);
        return;
      }
      result = this.#carryOut(turn.value, (then) => this.#advance(exchange, then, ended));
      if (result === null) return;
    }
  }

  /** null: it goes on by itself. */
  #carryOut(effect: Effect, goOn: (result: EffectResult) => void): EffectResult | null {
    switch (effect.kind) {
      case "choose":
        return { kind: "chosen", index: this.#asNamedChose(effect.between ?? []), now: this.#instant };
      case "spawn":
        this.#advance(effect.exchange, null, () => undefined);
        return { kind: "spawned", now: this.#instant };
      case "await":
        this.#await(effect, goOn);
        return null;
      case "ask":
        this.#ask(effect, goOn);
        return null;
    }
  }

  #await({ work, until }: Effect & { readonly kind: "await" }, goOn: (result: EffectResult) => void): void {
    let isOver = false;
    const once = (): void => {
      if (!isOver) goOn({ kind: "awaited", now: this.#instant });
      isOver = true;
    };
    work.whenEnded(() => this.#at(this.#now, once));
    if (until !== undefined) this.#at(until, once);
  }

  /** Where the real named went next, at about this moment, with a question that the twin has not put. */
  #asNamedChose(between: readonly Endpoint[]): number {
    const next = this.#aroundNow();
    const wanted = next.map(({ text }) => between.findIndex(({ address }) => address === text.split(" ")[0]));
    return Math.max(0, wanted.find((index) => index !== -1) ?? 0);
  }

  /** What the real named asked about now and the twin has not, the closest first. */
  #aroundNow(): readonly Seen[] {
    const distance = ({ atMs }: Seen): number => Math.abs(atMs - this.#now);
    return this.#unmatched
      .filter((seen) => distance(seen) < CHOICE_MS)
      .sort((one, other) => distance(one) - distance(other));
  }

  #noteAsked(text: string): void {
    this.asked.push({ atMs: this.#now, text });
    const same = this.#aroundNow().find((seen) => seen.text === text);
    if (same !== undefined) this.#unmatched.splice(this.#unmatched.indexOf(same), 1);
  }

  #ask({ to, message, timeoutMs }: Effect & { readonly kind: "ask" }, goOn: (result: EffectResult) => void): void {
    const mood = this.#moods.get(to.address) ?? { does: "closed" };
    let isOver = false;
    const end = (result: EffectResult): void => {
      if (isOver) return;
      isOver = true;
      goOn(result);
    };
    this.#at(this.#now + timeoutMs, () => end({ kind: "failed", how: "timeout", now: this.#instant }));
    if (mood.does === "closed") {
      this.#at(this.#now + WAY_MS, () => end({ kind: "failed", how: "refused", now: this.#instant }));
      return;
    }
    this.#noteAsked(`${to.address} ${nameOfQuery(message)}`);
    const octets = answerTo(encodeMessage(message), to.address, mood, this.#course.zones ?? null);
    if (octets === null) return;
    const afterMs = mood.does === "answers" ? mood.afterMs : 0;
    this.#at(this.#now + WAY_MS + afterMs, () => {
      const isThere = this.#moods.get(to.address)?.does !== "closed";
      const decoded = decodeMessage(octets);
      if (!isThere || decoded.kind !== "message") return;
      end({ kind: "answered", messages: [responseFromMessage(decoded.message)], now: this.#instant });
    });
  }
}

const CHOICE_MS = 300;

function bindFor(
  { conf, files: texts = {}, families = "ipv4" }: ServerCourse,
  lots: Lots,
  write: (line: string) => void,
): Bind {
  const sources = Object.entries(texts).map(([name, text]) => [`/${name}`, sourceFromText(`/${name}`, text)] as const);
  const files = fileTreeFromSources(new Map(sources));
  const parsed = parseNamedConf(sourceFromText("named.conf", conf), { files, version: "9.18", directory: "/" });
  const { value: settings } = bindSettings(parsed.value);
  const ownAddresses = [{ address: endpoint(NAMED, 53).address, prefixLength: 24 }];
  return makeBind(settings, { files, ownAddresses, hostname: "named", families, lots: () => lots, log: () => write });
}

function endpoint(text: string, port: number): Endpoint {
  const address = parseAddress(text);
  if (address === null) throw new Error(`${text} is no address`);
  return { address, port };
}

function nameOfQuery({ questions: [question] }: Query): string {
  if (question === undefined) return "?";
  return `${question.name.text.replace(/\.$/, "")}${question.type === "A" ? "" : ` ${question.type}`}`;
}

function told(outcome: Outcome): string {
  const [message] = outcome.kind === "reply" ? [...outcome.messages] : [];
  return message === undefined ? outcome.kind : heardIn(encodeMessage(message));
}
