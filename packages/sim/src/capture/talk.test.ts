import type { Address, Transport } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Hop, LEGS_TO_ASK, type Packet } from "../network/index.ts";
import type { Leg } from "./leg.ts";
import { FLAGS, type Payload, portUnreachable } from "./octets/index.ts";
import type { Sighting } from "./sighting.ts";
import { type Carry, Talk } from "./talk.ts";

const CLIENT = { address: "192.0.2.1" as Address, port: 40_000 };
const SERVER = { address: "192.0.2.53" as Address, port: 53 };
/** Of each leg between the two. */
const DELAY_MS = 2;

/** What one of the two put on the wire. */
interface Said {
  readonly at: number;
  readonly by: "client" | "server";
  readonly flags: string;
  readonly sequence: number;
  readonly acknowledged: number;
  readonly content: Uint8Array;
  /** The first leg's end is the other's machine. */
  readonly isLost: boolean;
}

const LETTERS: readonly (readonly [letter: string, bit: number])[] = [
  ["S", FLAGS.syn],
  ["F", FLAGS.fin],
  ["R", FLAGS.rst],
  ["P", FLAGS.psh],
  [".", FLAGS.ack],
];

function readTcp({ payload }: Payload): Pick<Said, "flags" | "sequence" | "acknowledged" | "content"> {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const flags = view.getUint8(13);
  return {
    flags: LETTERS.filter(([, bit]) => (flags & bit) !== 0)
      .map(([letter]) => letter)
      .join(""),
    sequence: view.getUint32(4),
    acknowledged: view.getUint32(8),
    content: payload.subarray((view.getUint8(12) >>> 4) * 4),
  };
}

function readUdp({ payload }: Payload): Pick<Said, "flags" | "sequence" | "acknowledged" | "content"> {
  return { flags: "datagram", sequence: 0, acknowledged: 0, content: payload.subarray(8) };
}

function hopsBetween(from: "client" | "server", protocol: Packet["protocol"]): readonly Hop[] {
  const to = from === "client" ? "server" : "client";
  const [source, destination] = from === "client" ? [CLIENT, SERVER] : [SERVER, CLIENT];
  const packet = { source, destination, protocol };
  return [
    { kind: "sent", at: from, packet },
    { kind: "forwarded", at: from, to, neighbour: null, packet, why: "" },
    { kind: "delivered", at: to, packet },
  ];
}

function legBack(protocol: Packet["protocol"], arrivesMs: number | null = DELAY_MS): readonly Leg[] {
  const packet = { source: SERVER, destination: CLIENT, protocol };
  return [{ from: "server", to: "client", packet, leavesMs: 0, arrivesMs }];
}

interface Asking {
  readonly octets: Uint8Array;
  readonly isOpen?: boolean;
  readonly keeps?: boolean;
  /** The question never comes. */
  readonly isLost?: boolean;
}

/** A client and a server two milliseconds apart, and everything that goes between them. */
class Line {
  readonly said: Said[] = [];
  readonly talk: Talk;
  readonly #protocol: Packet["protocol"];

  constructor(transport: Transport) {
    this.#protocol = transport === "udp" ? "udp" : "tcp";
    const carry =
      (by: Said["by"]): Carry =>
      (legs, at, make) => {
        const [leg] = legs;
        if (leg === undefined) throw new Error("nothing goes by no leg");
        const payload = make({ ...leg.packet, ttl: 64 });
        const read = this.#protocol === "udp" ? readUdp(payload) : readTcp(payload);
        this.said.push({ at, by, isLost: leg.arrivesMs === null, ...read });
      };
    this.talk = new Talk(transport, carry("client"), carry("server"));
  }

  ask({ octets, isOpen = false, keeps = false, isLost = false }: Asking, at: number): void {
    const question: Sighting & { readonly kind: "question" } = {
      kind: "question",
      conversation: this,
      transport: this.#protocol,
      octets,
      way: { hops: hopsBetween("client", this.#protocol), arrivals: [isLost ? null : DELAY_MS] },
      back: isLost ? null : hopsBetween("server", this.#protocol),
      isOpen,
      keeps,
    };
    this.talk.ask(question, at);
  }

  answer(messages: readonly Uint8Array[], at: number): void {
    this.talk.answer(messages, legBack(this.#protocol), at);
  }

  get lines(): readonly string[] {
    return this.said.map(({ at, by, flags, sequence, acknowledged, content }) => {
      const what = content.length > 0 ? ` ${content.length} octets` : "";
      return `${at} ${by} ${flags} ${sequence} ${acknowledged}${what}`;
    });
  }
}

const octets = (length: number, first = 1): Uint8Array => Uint8Array.from({ length }, (_, at) => (at + first) & 0xff);

describe("over UDP", () => {
  it("a question and its answer are a datagram each, as they are", () => {
    const line = new Line("udp");
    line.ask({ octets: octets(3) }, 10);
    line.answer([octets(5, 9)], 14);
    expect(line.said.map(({ at, by, content }) => [at, by, [...content]])).toEqual([
      [10, "client", [1, 2, 3]],
      [14, "server", [9, 10, 11, 12, 13]],
    ]);
    expect(line.talk.isDatagram).toBe(true);
  });

  it("one that gets lost is sent all the same", () => {
    const line = new Line("udp");
    line.ask({ octets: octets(3), isLost: true }, 0);
    expect(line.said.map(({ isLost }) => isLost)).toEqual([true]);
  });

  it("a closed port quotes the question", () => {
    const line = new Line("udp");
    line.ask({ octets: octets(3) }, 0);
    const legs = legBack("udp");
    const seen: Payload[] = [];
    line.talk.refuse(legs, 2, (ends) => {
      const payload = portUnreachable(ends, line.talk.question);
      seen.push(payload);
      return payload;
    });
    expect([...(seen[0]?.payload.subarray(8) ?? [])]).toEqual([1, 2, 3]);
  });
});

describe("over TCP", () => {
  it.each<readonly [what: string, act: (line: Line) => void, lines: readonly string[]]>([
    [
      "a connection of its own: handshake, two octets of length before each message, and an end from both sides",
      (line) => {
        line.ask({ octets: octets(30) }, 100);
        line.answer([octets(60)], 106);
      },
      [
        "100 client S 1000 0",
        "102 server S. 5000 1001",
        "104 client . 1001 5001",
        "104 client P. 1001 5001 32 octets",
        "106 server P. 5001 1033 62 octets",
        "108 client F. 1033 5063",
        "110 server F. 5063 1034",
        "112 client . 1034 5064",
      ],
    ],
    [
      "one that is kept: an ACK, and the next question goes on where this one has ended",
      (line) => {
        line.ask({ octets: octets(30), keeps: true }, 0);
        line.answer([octets(60)], 6);
        line.ask({ octets: octets(10), keeps: true, isOpen: true }, 50);
        line.answer([octets(20)], 52);
      },
      [
        "0 client S 1000 0",
        "2 server S. 5000 1001",
        "4 client . 1001 5001",
        "4 client P. 1001 5001 32 octets",
        "6 server P. 5001 1033 62 octets",
        "8 client . 1033 5063",
        "50 client P. 1033 5063 12 octets",
        "52 server P. 5063 1045 22 octets",
        "54 client . 1045 5085",
      ],
    ],
    [
      "nobody hears the first segment",
      (line) => line.ask({ octets: octets(30), isLost: true }, 0),
      ["0 client S 1000 0"],
    ],
    [
      "a closed port",
      (line) => {
        line.ask({ octets: octets(30), isLost: true }, 0);
        line.talk.reset(legBack("tcp"), 2);
      },
      ["0 client S 1000 0", "2 server R. 0 1001"],
    ],
    [
      "a program that dies behind the question",
      (line) => {
        line.ask({ octets: octets(30) }, 0);
        line.talk.reset(legBack("tcp"), 9);
      },
      [
        "0 client S 1000 0",
        "2 server S. 5000 1001",
        "4 client . 1001 5001",
        "4 client P. 1001 5001 32 octets",
        "9 server R. 5001 1033",
      ],
    ],
    [
      "a machine that knows nothing of an open connection: it answers to an ACK, so without one",
      (line) => {
        line.ask({ octets: octets(30), keeps: true, isOpen: true }, 0);
        line.talk.reset(legBack("tcp"), 2);
      },
      ["0 client P. 1001 5001 32 octets", "2 server R 5001 0"],
    ],
    [
      "an answer that gets lost: nobody acknowledges it, and nobody closes",
      (line) => {
        line.ask({ octets: octets(30) }, 0);
        line.talk.answer([octets(60)], legBack("tcp", null), 6);
      },
      [
        "0 client S 1000 0",
        "2 server S. 5000 1001",
        "4 client . 1001 5001",
        "4 client P. 1001 5001 32 octets",
        "6 server P. 5001 1033 62 octets",
      ],
    ],
    [
      "a transfer of several messages fills its segments; the last one is pushed",
      (line) => {
        line.ask({ octets: octets(30), isOpen: true, keeps: true }, 0);
        line.answer([octets(1000), octets(1000), octets(1000)], 2);
      },
      [
        "0 client P. 1001 5001 32 octets",
        "2 server . 5001 1033 1460 octets",
        "2 server . 6461 1033 1460 octets",
        "2 server P. 7921 1033 86 octets",
        "4 client . 1033 8007",
      ],
    ],
  ])("%s", (_, act, lines) => {
    const line = new Line("tcp");
    act(line);
    expect(line.lines).toEqual(lines);
    expect(line.talk.isDatagram).toBe(false);
  });

  it("an answer of no message at all acknowledges the question alone", () => {
    const line = new Line("tcp");
    line.ask({ octets: octets(4), isOpen: true, keeps: true }, 0);
    line.answer([], 2);
    expect(line.lines).toEqual(["0 client P. 1001 5001 6 octets", "4 client . 1007 5001"]);
  });
});

describe("over TLS", () => {
  it("the question waits for the handshakes, and its record has the length that it would have", () => {
    const line = new Line("tls");
    line.ask({ octets: octets(30) }, 0);
    line.answer([octets(60)], 20);
    const asked = line.said.find(({ by, flags }) => by === "client" && flags === "P.");
    expect(asked?.at).toBe((LEGS_TO_ASK.tls - 1) * DELAY_MS);
    // Application data of TLS 1.2's version, two octets of length, the content's type and a tag of sixteen.
    expect([...(asked?.content.subarray(0, 5) ?? [])]).toEqual([0x17, 3, 3, 0, 30 + 2 + 1 + 16]);
    expect(asked?.content).toHaveLength(5 + 30 + 2 + 17);
    expect(asked?.content.subarray(5).every((octet) => octet === 0)).toBe(true);
  });
});

/** What somebody has sent, put together by its sequence numbers. */
function streamOf(said: readonly Said[], by: Said["by"]): readonly number[] {
  return said.filter((own) => own.by === by).flatMap(({ content }) => [...content]);
}

const framed = (messages: readonly Uint8Array[]): readonly number[] =>
  messages.flatMap((message) => [message.length >>> 8, message.length & 0xff, ...message]);

const message = fc.integer({ min: 0, max: 3000 }).map((length) => octets(length));
const rounds = fc.array(fc.record({ question: message, messages: fc.array(message, { minLength: 1, maxLength: 3 }) }), {
  minLength: 1,
  maxLength: 4,
});

/** Questions one after the other over one connection, which is closed behind the last. */
function play(all: readonly { readonly question: Uint8Array; readonly messages: readonly Uint8Array[] }[]): Line {
  const line = new Line("tcp");
  for (const [at, { question, messages }] of all.entries()) {
    line.ask({ octets: question, isOpen: at > 0, keeps: at < all.length - 1 }, at * 100);
    line.answer(messages, at * 100 + 50);
  }
  return line;
}

describe("laws of a connection, whatever is asked and answered over it", () => {
  it("each side's content is what was said, in order, and nothing else", () => {
    fc.assert(
      fc.property(rounds, (all) => {
        const { said } = play(all);
        expect(streamOf(said, "client")).toEqual(all.flatMap(({ question }) => framed([question])));
        expect(streamOf(said, "server")).toEqual(all.flatMap(({ messages }) => framed(messages)));
      }),
    );
  });

  it("each segment begins where the one before it has ended, SYN and FIN count as one octet", () => {
    fc.assert(
      fc.property(rounds, (all) => {
        const { said } = play(all);
        for (const by of ["client", "server"] as const) {
          const own = said.filter((segment) => segment.by === by);
          for (const [at, segment] of own.slice(1).entries()) {
            const before = own[at];
            const length = (before?.content.length ?? 0) + (/[SF]/.test(before?.flags ?? "") ? 1 : 0);
            expect(segment.sequence).toBe((before?.sequence ?? 0) + length);
          }
        }
      }),
    );
  });

  it("nobody acknowledges what has not been sent, and in the end everything has been", () => {
    fc.assert(
      fc.property(rounds, (all) => {
        const { said } = play(all);
        const ends = { client: 1000, server: 5000 };
        for (const { by, flags, sequence, acknowledged, content } of said) {
          const other = by === "client" ? "server" : "client";
          if (flags.includes(".")) expect(acknowledged).toBeLessThanOrEqual(ends[other]);
          ends[by] = sequence + content.length + (/[SF]/.test(flags) ? 1 : 0);
        }
        expect(said.at(-1)?.acknowledged).toBe(ends.server);
        expect(said.findLast(({ by }) => by === "server")?.acknowledged).toBe(ends.client);
      }),
    );
  });

  it("no segment is larger than Ethernet takes, and of what is said at once the last alone is pushed", () => {
    fc.assert(
      fc.property(rounds, (all) => {
        const withContent = play(all).said.filter(({ content }) => content.length > 0);
        for (const [at, { at: moment, by, flags, content }] of withContent.entries()) {
          const next = withContent[at + 1];
          const isLast = next === undefined || next.by !== by || next.at !== moment;
          expect([content.length <= 1460, flags.includes("P")]).toEqual([true, isLast]);
        }
      }),
    );
  });

  it("time never goes back, and a connection has one beginning and one end", () => {
    fc.assert(
      fc.property(rounds, (all) => {
        const { said } = play(all);
        const moments = said.map(({ at }) => at);
        expect(moments).toEqual(moments.toSorted((one, other) => one - other));
        const count = (letter: string): number => said.filter(({ flags }) => flags.includes(letter)).length;
        expect([count("S"), count("F"), count("R")]).toEqual([2, 2, 0]);
      }),
    );
  });
});
