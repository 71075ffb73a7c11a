import {
  type Instant,
  instantFromMs,
  laterBy,
  type Message,
  makeQuery,
  NO_FLAGS,
  nameOf,
  parseAddress,
  parseRcode,
  parseRdataText,
  parseRrType,
  printRecord,
  type Query,
  type ResourceRecord,
  type Response,
} from "../../dns/index.ts";
import { invariant } from "../../invariant.ts";
import type { Effect, EffectResult, Endpoint, Exchange, Outcome, Step, Transport } from "../../resolution/index.ts";
import { emptyFileTree, sourceFromText } from "../../text/index.ts";
import { parseCorefile } from "../corefile/index.ts";
import { type CoreDnsServer, makeCoreDns } from "../server/index.ts";

/**
 * What an upstream says to a question: `NOERROR aa: x.test. 30 A 192.0.2.1; ... -- authority`, `drop`, or `closed` for a port
 * without anybody behind it; `@300 ` in front is a delay in milliseconds.
 */
export type Upstream = (question: string, count: number, at: number) => string;

/** How a question of a test differs from a plain one over UDP. */
export interface Asking {
  readonly transport?: Transport;
  readonly flags?: Partial<Message["flags"]>;
  readonly dnssecOk?: true;
  /** EDNS with a client's cookie, as dig sends it. */
  readonly cookie?: true;
}

interface Happening {
  readonly at: Instant;
  readonly happen: () => void;
}

const wire = { order: "fixed", truncation: "none", udpLimit: 65_535 } as const;
const CLIENT = endpoint("192.0.2.1");
const SERVER = endpoint("192.0.2.2");

function endpoint(text: string): Endpoint {
  const address = parseAddress(text);
  invariant(address !== null, "an address of this test");
  return { address, port: 53 };
}

function ednsOf({ dnssecOk, cookie }: Asking): Query["edns"] {
  if (dnssecOk === undefined && cookie === undefined) return null;
  const options = cookie === undefined ? [] : [{ code: 10, data: new Uint8Array(8) }];
  return { udpSize: 1232, version: 0, dnssecOk: dnssecOk ?? false, z: 0, options };
}

/** A CoreDNS between a client and upstreams that follow a script, through time. Lots fall as `choose` says, on the first by default. */
export class Scene {
  /** Questions that upstreams saw: `0 192.0.2.53 udp x.test. A`. */
  readonly log: string[] = [];
  readonly server: CoreDnsServer;
  readonly #upstreams: Readonly<Record<string, Upstream>>;
  readonly #counts = new Map<string, number>();
  readonly #happenings: Happening[] = [];
  readonly #choose: (among: number) => number;

  constructor(
    corefile: string,
    upstreams: Readonly<Record<string, Upstream>>,
    choose: (among: number) => number = () => 0,
    server: CoreDnsServer = serverOf(corefile),
  ) {
    this.#upstreams = upstreams;
    this.#choose = choose;
    this.server = server;
  }

  /** The reply to `x.test. A` in the form of {@link Upstream}, with ` after 300` where it took time. */
  ask(at: number, question: string, asking: Asking = {}): string {
    let answered: { readonly outcome: Outcome; readonly at: Instant } | null = null;
    const now = instantFromMs(at);
    this.letPass(at);
    this.begin(at, question, asking, (outcome, end) => {
      answered = { outcome, at: end };
    });
    while (answered === null && this.#next(Number.POSITIVE_INFINITY));
    invariant(answered !== null, "an end of the question");
    const { outcome, at: end } = answered as { outcome: Outcome; at: Instant };
    while (this.#next(end));
    return `${printOutcome(outcome)}${end > now ? ` after ${end - now}` : ""}`;
  }

  /** Begins a question and does not wait. */
  begin(at: number, text: string, asking: Asking, close: (outcome: Outcome, at: Instant) => void): void {
    const [name = "", typeText = ""] = text.split(" ");
    const type = parseRrType(typeText);
    invariant(type !== null, "a type of this test");
    const flags = { ...NO_FLAGS, recursionDesired: true, ...asking.flags };
    const edns = ednsOf(asking);
    const message = makeQuery({ name: nameOf(name), type, class: "IN" }, { flags, edns });
    const transport = asking.transport ?? "udp";
    const content = { kind: "message", message } as const;
    const now = instantFromMs(at);
    this.#follow(this.server.receive({ source: CLIENT, destination: SERVER, transport, content }, now), now, close);
  }

  /** Lets everything happen that is due until then. */
  letPass(until: number): void {
    while (this.#next(until));
  }

  #next(until: number): boolean {
    const wake = this.server.nextWake();
    const [first] = this.#happenings;
    if (wake !== null && wake <= until && (first === undefined || wake < first.at)) {
      for (const exchange of this.server.wake(wake)) this.#follow(exchange, wake, () => {});
      return true;
    }
    if (first === undefined || first.at > until) return false;
    this.#happenings.shift();
    first.happen();
    return true;
  }

  #later(at: Instant, happen: () => void): void {
    this.#happenings.push({ at, happen });
    this.#happenings.sort((left, right) => left.at - right.at);
  }

  #follow(step: Step, now: Instant, close: (outcome: Outcome, at: Instant) => void): void {
    if ("kind" in step) close(step, now);
    else this.#turn(step, step.next(), now, close);
  }

  #turn(
    exchange: Exchange,
    turn: IteratorResult<Effect, Outcome>,
    now: Instant,
    close: (outcome: Outcome, at: Instant) => void,
  ): void {
    if (turn.done === true) {
      close(turn.value, now);
      return;
    }
    const go = (result: EffectResult): void => this.#turn(exchange, exchange.next(result), result.now, close);
    const effect: Effect = turn.value;
    if (effect.kind === "choose") go({ kind: "chosen", index: this.#choose(effect.among), now });
    else if (effect.kind === "ask") this.#deliver(effect, now, go);
    else if (effect.kind === "await") throw new Error("no plugin waits for another question");
    else {
      this.#later(now, () => this.#follow(effect.exchange, now, () => {}));
      go({ kind: "spawned", now });
    }
  }

  #deliver(effect: Effect & { kind: "ask" }, now: Instant, go: (result: EffectResult) => void): void {
    const { message, to, transport } = effect;
    // A stream's connection is there at once.
    const timeoutMs = effect.answerMs ?? effect.timeoutMs;
    const [question] = message.questions;
    const text = `${question?.name.text} ${question?.type}`;
    const key = `${to.address} ${text}`;
    const count = this.#counts.get(key) ?? 0;
    this.#counts.set(key, count + 1);
    this.log.push(`${now} ${to.address} ${transport} ${text}`);
    const said = this.#upstreams[to.address]?.(text, count, now) ?? "drop";
    const delayed = /^@(\d+) (.*)$/.exec(said);
    const after = Number(delayed?.[1] ?? 0);
    if (said === "closed") go({ kind: "failed", how: "refused", now });
    else if (said === "drop" || after > timeoutMs) {
      const end = laterBy(now, timeoutMs);
      this.#later(end, () => go({ kind: "failed", how: "timeout", now: end }));
    } else {
      const end = laterBy(now, after);
      const messages = [responseTo(message, delayed?.[2] ?? said)];
      if (after === 0) go({ kind: "answered", messages, now });
      else this.#later(end, () => go({ kind: "answered", messages, now: end }));
    }
  }
}

/** `write` takes what it writes to standard output. */
export function serverOf(text: string, write: ((line: string) => void) | null = null): CoreDnsServer {
  const { value: corefile } = parseCorefile(sourceFromText("Corefile", text), { version: "1.15.0" });
  const { value, diagnostics } = makeCoreDns(corefile, {
    cluster: null,
    ownAddresses: [SERVER.address],
    hostNameServers: [],
    hostSearch: [],
    files: emptyFileTree,
    workingDirectory: "/",
    hostname: "host",
    log: () => write,
  });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  invariant(errors.length === 0, errors.map(({ message }) => message).join("; "));
  return value;
}

/** `NOERROR aa ad: records -- authority`; `wrong` in front of the rcode makes it an answer to another question. */
function responseTo(query: Query, text: string): Response {
  const [, head = "", sections = ""] = /^([^:]*)(?:: ?(.*))?$/.exec(text) ?? [];
  const words = head.split(" ");
  const rcode = words.flatMap((word) => parseRcode(word) ?? []).at(0);
  invariant(rcode !== undefined, `an rcode: ${text}`);
  const [answer = "", authority = ""] = sections.split(/ ?-- ?/);
  const questions = words.includes("wrong") ? [{ name: nameOf("wrong.test."), type: "A", class: "IN" } as const] : null;
  const { recursionDesired, checkingDisabled } = query.flags;
  const flags = {
    ...NO_FLAGS,
    recursionDesired,
    checkingDisabled,
    recursionAvailable: true,
    authoritative: words.includes("aa"),
    authenticData: words.includes("ad"),
    truncated: words.includes("tc"),
  };
  return {
    ...makeQuery({ name: nameOf("."), type: "A", class: "IN" }),
    kind: "response",
    id: query.id,
    flags,
    rcode,
    questions: questions ?? query.questions,
    answer: recordsOf(answer),
    authority: recordsOf(authority),
    wire,
  };
}

function recordsOf(text: string): readonly ResourceRecord[] {
  return text.split(/; ?/).flatMap((line) => (line.trim() === "" ? [] : [recordOf(line.trim())]));
}

function recordOf(line: string): ResourceRecord {
  const [owner = "", ttl = "", typeText = "", ...rest] = line.split(" ");
  const type = parseRrType(typeText);
  invariant(type !== null, `a type: ${line}`);
  const words = rest.map((text, at) => ({ text, isQuoted: false, start: at * 100, end: at * 100 + text.length }));
  const data = parseRdataText(type, words, nameOf("."));
  invariant("type" in data, `data: ${line}`);
  return { owner: nameOf(owner), class: "IN", ttl: Number(ttl), data };
}

function printOutcome(outcome: Outcome): string {
  if (outcome.kind === "unsupported") return `unsupported: ${outcome.what}`;
  if (outcome.kind === "silence") return "silence";
  return [...outcome.messages].map(printResponse).join(" == ");
}

function printResponse({ rcode, flags, answer, authority }: Response): string {
  const names = [rcode, flags.authoritative && "aa", flags.truncated && "tc", flags.authenticData && "ad"];
  const head = names.filter((name) => name !== false).join(" ");
  const print = (records: readonly ResourceRecord[]): string =>
    records.map((record) => printRecord(record).replace(/\s+/g, " ").replace(" IN ", " ")).join("; ");
  return `${head}${answer.length > 0 ? `: ${print(answer)}` : ""}${authority.length > 0 ? ` -- ${print(authority)}` : ""}`;
}
