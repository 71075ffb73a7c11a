import type { Transport } from "@splithorizon/core";
import { LEGS_TO_ASK } from "../network/index.ts";
import { durationOf, evenly, type Leg, legsOf } from "./leg.ts";
import {
  type Ends,
  FLAGS,
  join,
  mostContent,
  type Payload,
  type Segment,
  segment,
  tcp,
  udp,
  word,
} from "./octets/index.ts";
import type { Sighting } from "./sighting.ts";

const { syn, ack, psh, fin, rst } = FLAGS;
/** Sequence numbers begin where a reader sees at once whose they are. */
const CLIENT_BEGINS = 1000;
const SERVER_BEGINS = 5000;
/** What TLS 1.3 adds to a record: the content's type and the authentication tag of AEAD (RFC 8446 section 5.2). */
const TLS_ADDED = 17;

/** Sends something over legs, beginning at a moment. */
export type Carry = (legs: readonly Leg[], atMs: number, make: (ends: Ends) => Payload) => void;

type Question = Extract<Sighting, { readonly kind: "question" }>;

/** One question, its answer, and the connection that they need. */
export class Talk {
  readonly #transport: Transport;
  readonly #sayBy: Carry;
  readonly #tellBy: Carry;
  #there: readonly Leg[] = [];
  #back: readonly Leg[] = [];
  #asked: Uint8Array = new Uint8Array(0);
  #delayMs = 0;
  #keeps = false;
  #wasOpen = false;
  /** What each side sends next, once the last question is answered. */
  #client = CLIENT_BEGINS + 1;
  #server = SERVER_BEGINS + 1;

  /** `say` carries from the client's side, `tell` from the server's. */
  constructor(transport: Transport, say: Carry, tell: Carry) {
    this.#transport = transport;
    this.#sayBy = say;
    this.#tellBy = tell;
  }

  /** What a closed port's ICMP message quotes. */
  get question(): Uint8Array {
    return this.#asked;
  }

  get isDatagram(): boolean {
    return this.#transport === "udp";
  }

  ask({ octets, way, back, isOpen, keeps }: Question, atMs: number): void {
    this.#there = legsOf(way);
    this.#keeps = keeps;
    this.#wasOpen = isOpen;
    this.#asked = octets;
    const delayMs = durationOf(this.#there);
    this.#delayMs = delayMs ?? 0;
    this.#back = back === null ? [] : legsOf(evenly(back, this.#delayMs));
    if (this.#transport === "udp") {
      this.#sayBy(this.#there, atMs, (ends) => udp(ends, octets));
      return;
    }
    if (!isOpen) {
      this.#say(atMs, segment(syn, CLIENT_BEGINS, 0));
      if (back === null || delayMs === null) return;
      this.#tell(atMs + delayMs, segment(syn | ack, SERVER_BEGINS, CLIENT_BEGINS + 1));
      this.#say(atMs + 2 * delayMs, segment(ack, CLIENT_BEGINS + 1, SERVER_BEGINS + 1));
    }
    const putAt = isOpen ? atMs : atMs + (LEGS_TO_ASK[this.#transport] - 1) * (delayMs ?? 0);
    this.#stream(this.#sayBy, this.#there, putAt, this.#client, this.#server, this.#framed([octets]));
  }

  answer(messages: readonly Uint8Array[], legs: readonly Leg[], atMs: number): void {
    if (this.#transport === "udp") {
      for (const message of messages) this.#tellBy(legs, atMs, (ends) => udp(ends, message));
      return;
    }
    const client = this.#client + this.#framed([this.#asked]).length;
    const answered = this.#framed(messages);
    this.#stream(this.#tellBy, legs, atMs, this.#server, client, answered);
    const delayMs = durationOf(legs);
    if (delayMs === null) return;
    this.#client = client;
    this.#server += answered.length;
    if (this.#keeps) this.#say(atMs + delayMs, segment(ack, this.#client, this.#server));
    else this.#close(atMs + delayMs, this.#client, this.#server);
  }

  /** A closed port says so to a SYN, a program that has died to what was sent, and a machine that knows nothing of an open connection (RFC 9293 section 3.10.7.1: no ACK to what has one). */
  reset(legs: readonly Leg[], atMs: number): void {
    const isOpen = this.#back.length > 0;
    const client = this.#client + (isOpen ? this.#framed([this.#asked]).length : 0);
    const told = this.#wasOpen ? segment(rst, this.#server, 0) : segment(rst | ack, isOpen ? this.#server : 0, client);
    this.#tellBy(legs, atMs, (ends) => tcp(ends, told));
  }

  /** A closed port of a machine that says so of a datagram. */
  refuse(legs: readonly Leg[], atMs: number, make: (ends: Ends) => Payload): void {
    this.#tellBy(legs, atMs, make);
  }

  /** The client has what it wanted, and closes. */
  #close(atMs: number, client: number, server: number): void {
    this.#say(atMs, segment(fin | ack, client, server));
    this.#tell(atMs + this.#delayMs, segment(fin | ack, server, client + 1));
    this.#say(atMs + 2 * this.#delayMs, segment(ack, client + 1, server + 1));
  }

  #say(atMs: number, said: Segment): void {
    this.#sayBy(this.#there, atMs, (ends) => tcp(ends, said));
  }

  #tell(atMs: number, told: Segment): void {
    this.#tellBy(this.#back, atMs, (ends) => tcp(ends, told));
  }

  #stream(
    carry: Carry,
    legs: readonly Leg[],
    atMs: number,
    sequence: number,
    acknowledged: number,
    content: Uint8Array,
  ): void {
    const [first] = legs;
    const most = first === undefined ? 0 : mostContent({ ...first.packet, ttl: 0 });
    if (most === 0) return;
    for (let at = 0; at < content.length; at += most) {
      const part = content.subarray(at, at + most);
      const flags = at + most < content.length ? ack : ack | psh;
      carry(legs, atMs, (ends) => tcp(ends, segment(flags, sequence + at, acknowledged, part)));
    }
  }

  /** Two octets of length before each message (RFC 7766 section 8); of TLS the record's outside alone, since nothing is encrypted here. */
  #framed(messages: readonly Uint8Array[]): Uint8Array {
    if (this.#transport !== "tls") return join(...messages.map((message) => join(word(message.length), message)));
    return join(
      ...messages.map(({ length }) => {
        const sealed = length + 2 + TLS_ADDED;
        return join([0x17, 3, 3, ...word(sealed)], new Uint8Array(sealed));
      }),
    );
  }
}
