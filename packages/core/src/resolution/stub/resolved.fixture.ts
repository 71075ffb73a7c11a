import {
  type Instant,
  instantFromMs,
  makeQuery,
  NO_FLAGS,
  nameOf,
  parseAddress,
  parseRdataText,
  parseRrType,
  printRecord,
  type Query,
  type Rcode,
  type ResourceRecord,
  type Response,
  type RrType,
} from "../../dns/index.ts";
import { invariant } from "../../invariant.ts";
import { isExchange, type NameServer, type Outcome, type QueryPacket } from "../exchange.ts";
import { makeSystemdResolved } from "./systemd-resolved.ts";

/** What an upstream server says to a question, as zone-file text. */
export interface Scripted {
  readonly rcode?: Rcode;
  readonly answer?: readonly string[];
  readonly authority?: readonly string[];
  readonly additional?: readonly string[];
  /** It never answers. */
  readonly silent?: true;
}

/** Upstream's answers by `name TYPE`; whatever is not there is NXDOMAIN with the SOA record of kloud.lan. */
export type Script = Readonly<Record<string, Scripted>>;

const SOA = "kloud.lan. 300 SOA dns1.kloud.lan. hostmaster.kloud.lan. 1 3600 900 604800 300";
const UNKNOWN: Scripted = { rcode: "NXDOMAIN", authority: [SOA] };

const address = (text: string): NonNullable<ReturnType<typeof parseAddress>> => {
  const parsed = parseAddress(text);
  invariant(parsed !== null, "an address of this test");
  return parsed;
};

/** How a question differs from a plain one. */
export interface Changes {
  readonly flags?: Partial<Query["flags"]>;
  readonly edns?: Partial<NonNullable<Query["edns"]>>;
  readonly class?: "CH" | "ANY";
}

/** A reply in words: rcode, flags, then each section's records. */
export interface Said {
  readonly rcode: string;
  readonly flags: string;
  readonly answer: readonly string[];
  readonly authority: readonly string[];
  readonly additional: readonly string[];
  readonly questions: number;
  /** Octets of a question that goes back as it came. */
  readonly unread: number;
  readonly edns: string;
}

/** A listener in front of one scripted server, and every question that reached that server. */
export class ResolvedUnderTest {
  readonly asked: string[] = [];
  readonly #script: Script;
  readonly #server: NameServer;

  constructor(script: Script, domains: readonly string[] = ["kloud.lan."], server: NameServer = listener(domains)) {
    this.#script = script;
    this.#server = server;
  }

  /** Another listener in the same state, in front of the same server. */
  fork(): ResolvedUnderTest {
    return new ResolvedUnderTest(this.#script, [], this.#server.fork());
  }

  ask(name: string, type: string, changes: Changes = {}, atMs = 0): Said | string {
    const edns = { udpSize: 1232, version: 0, dnssecOk: false, z: 0, options: [], ...changes.edns };
    const message = makeQuery(
      { name: nameOf(name), type: typeOf(type), class: changes.class ?? "IN" },
      {
        flags: { ...NO_FLAGS, recursionDesired: true, ...changes.flags },
        edns: changes.edns === undefined ? null : edns,
      },
    );
    return this.put({ kind: "message", message }, atMs);
  }

  /** Octets in hexadecimal. */
  askHex(hex: string): Said | string {
    const bytes = Uint8Array.from(hex.match(/../g) ?? [], (octet) => Number.parseInt(octet, 16));
    return this.put({ kind: "bytes", bytes }, 0);
  }

  private put(content: QueryPacket["content"], atMs: number): Said | string {
    const local = { address: address("127.0.0.53"), port: 53 };
    const packet: QueryPacket = { source: local, destination: local, transport: "udp", content };
    const step = this.#server.receive(packet, instantFromMs(atMs));
    const outcome = isExchange(step) ? this.drive(step, instantFromMs(atMs)) : step;
    return outcome.kind === "reply" ? sayAll([...outcome.messages]) : outcome.kind;
  }

  private drive(exchange: Exclude<ReturnType<NameServer["receive"]>, Outcome>, start: Instant): Outcome {
    let now = start;
    let turn = exchange.next();
    while (turn.done !== true) {
      const effect = turn.value;
      invariant(effect.kind === "ask", "resolved only asks");
      const response = this.answer(effect.message);
      if (response === null) now = instantFromMs(now + effect.timeoutMs);
      turn = exchange.next(
        response === null ? { kind: "failed", how: "timeout", now } : { kind: "answered", messages: [response], now },
      );
    }
    return turn.value;
  }

  private answer(message: Query): Response | null {
    const [question] = message.questions;
    invariant(question !== undefined, "one question");
    const key = `${question.name.text} ${question.type}`;
    const dnssec = message.edns?.dnssecOk === true ? " do" : "";
    this.asked.push(`${key}${message.edns === null ? "" : " edns"}${dnssec}`);
    const { rcode = "NOERROR", answer = [], authority = [], additional = [], silent } = this.#script[key] ?? UNKNOWN;
    if (silent === true) return null;
    return {
      kind: "response",
      id: message.id,
      opcode: "QUERY",
      flags: { ...message.flags, recursionAvailable: true, authenticData: true },
      rcode,
      questions: message.questions,
      answer: answer.map(recordOf),
      authority: authority.map(recordOf),
      additional: additional.map(recordOf),
      edns: message.edns === null ? null : { ...message.edns, udpSize: 1232 },
      wire: { order: "fixed", truncation: "bind", udpLimit: 1232 },
    };
  }
}

function listener(domains: readonly string[]): NameServer {
  const nameservers = [{ address: address("192.0.2.53"), port: 53 }];
  return makeSystemdResolved({ nameservers, domains: domains.map(nameOf) });
}

export function typeOf(text: string): RrType {
  const type = parseRrType(text);
  invariant(type !== null, "a type of this test");
  return type;
}

/** `owner TTL TYPE data`. */
export function recordOf(line: string): ResourceRecord {
  const [owner = "", ttl = "", type = "", ...rest] = line.split(" ");
  const words = rest.map((text, at) => ({ text, isQuoted: false, start: at * 100, end: at * 100 + text.length }));
  const data = parseRdataText(typeOf(type), words, nameOf("."));
  invariant("type" in data, "data of this test");
  return { owner: nameOf(owner), class: "IN", ttl: Number(ttl), data };
}

function sayAll(messages: readonly Response[]): Said {
  const [response] = messages;
  invariant(response !== undefined, "a reply has a message");
  const { flags, edns } = response;
  const words = [
    flags.authoritative && "aa",
    flags.recursionDesired && "rd",
    flags.recursionAvailable && "ra",
    flags.authenticData && "ad",
    flags.checkingDisabled && "cd",
  ];
  const print = (records: readonly ResourceRecord[]): readonly string[] =>
    records.map((record) => printRecord(record).replace(/\s+/g, " ").replace(" IN ", " "));
  return {
    rcode: response.rcode,
    flags: words.filter((word) => word !== false).join(" "),
    answer: print(response.answer),
    authority: print(response.authority),
    additional: print(response.additional),
    questions: response.questions.length,
    unread: response.wire.unreadQuestion?.length ?? 0,
    edns:
      edns === null
        ? "none"
        : [edns.udpSize, ...(edns.dnssecOk ? ["do"] : []), ...edns.options.map(({ code }) => code)].join(" "),
  };
}
