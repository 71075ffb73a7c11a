import {
  type Address,
  type Effect,
  type Exchange,
  type Instant,
  instantFromMs,
  makeQuery,
  type NameServer,
  nameOf,
  parseAddress,
  type QueryPacket,
  type Response,
} from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { FlatNetwork, type Resident } from "./flat-network.ts";

const address = (text: string): Address => {
  const parsed = parseAddress(text);
  if (parsed === null) throw new Error(`not an address: ${text}`);
  return parsed;
};
const [SERVER, SLOW, SILENT, NOBODY, CLOSED, CLIENT] = [
  "192.0.2.1",
  "192.0.2.2",
  "192.0.2.3",
  "192.0.2.4",
  "192.0.2.5",
  "192.0.2.9",
].map(address) as [Address, Address, Address, Address, Address, Address];
const QUERY = makeQuery({ name: nameOf("x.test."), type: "A", class: "IN" });
const wire = { order: "fixed", truncation: "none", udpLimit: 512 } as const;
const REPLY: Response = { ...QUERY, kind: "response", rcode: "NOERROR", wire };

/** A server made of one conversation for each question. */
function server(converse: (now: Instant) => Exchange, sleep?: Partial<NameServer>): NameServer {
  const made: NameServer = {
    receive: (_packet, now) => converse(now),
    change: () => {},
    nextWake: () => null,
    wake: () => [],
    fork: () => made,
    ...sleep,
  };
  return made;
}

const asks = (to: Address, timeoutMs: number): Effect => ({
  kind: "ask",
  to: { address: to, port: 53 },
  transport: "udp",
  source: null,
  message: QUERY,
  timeoutMs,
});
const packet = (to: Address): QueryPacket => ({
  source: { address: CLIENT, port: 4000 },
  destination: { address: to, port: 53 },
  transport: "udp",
  content: { kind: "message", message: QUERY },
});

/** Asks each of these in turn, writing down what came of it and when, then replies. */
function asker(log: string[], ...effects: readonly Effect[]): NameServer {
  return server(function* () {
    for (const effect of effects) {
      const result = yield effect;
      log.push(`${result.now} ${result.kind === "failed" ? result.how : result.kind}`);
    }
    return { kind: "reply", messages: [REPLY] };
  });
}

function network(first: NameServer): FlatNetwork {
  const slow = server(function* () {
    yield asks(SILENT, 700);
    return { kind: "reply", messages: [REPLY] };
  });
  const residents: readonly (readonly [Address, Resident])[] = [
    [SERVER, { kind: "server", server: first, address: SERVER }],
    [SLOW, { kind: "server", server: slow, address: SLOW }],
    [SILENT, { kind: "silent" }],
    [CLOSED, { kind: "closed" }],
  ];
  return new FlatNetwork(new Map(residents));
}

describe("what comes of a question", () => {
  it.each([
    ["of a server that itself waits", SLOW, 2000, "700 answered"],
    ["whose asker has no patience", SLOW, 500, "500 timeout"],
    ["to a host that says nothing", SILENT, 2000, "2000 timeout"],
    ["to a closed port", CLOSED, 2000, "0 refused"],
    ["to nobody: no neighbour answers in time", NOBODY, 2000, "2000 timeout"],
    ["to nobody: the neighbour is given up", NOBODY, 5000, "3000 unreachable"],
  ])("%s", (_, to, timeoutMs, expected) => {
    const log: string[] = [];
    const answered = network(asker(log, asks(to, timeoutMs))).ask(packet(SERVER), instantFromMs(0));
    expect(log).toEqual([expected]);
    expect([answered.messages.length, answered.elapsedMs]).toEqual([1, Number(expected.split(" ")[0])]);
  });
});

describe("what goes on behind a reply", () => {
  it("is spawned at the moment of the reply, and ends at its own moment", () => {
    const log: string[] = [];
    const refresh = function* (): Exchange {
      const result = yield asks(SLOW, 2000);
      log.push(`refreshed at ${result.now}`);
      return { kind: "silence", why: "no-handler" };
    };
    const first = server(function* (now) {
      yield { kind: "spawn", exchange: refresh() };
      log.push(`replied at ${now}`);
      return { kind: "reply", messages: [REPLY] };
    });
    const net = network(first);
    expect(net.ask(packet(SERVER), instantFromMs(100)).elapsedMs).toBe(0);
    expect(log).toEqual(["replied at 100"]);
    net.wake(instantFromMs(799));
    expect(log).toHaveLength(1);
    net.wake(instantFromMs(800));
    expect(log).toEqual(["replied at 100", "refreshed at 800"]);
  });

  it("happens while others wait", () => {
    const log: string[] = [];
    let next: Instant | null = instantFromMs(300);
    const first = server(() => asker(log, asks(SILENT, 1000)).receive(packet(SERVER), instantFromMs(0)) as Exchange, {
      nextWake: () => next,
      wake: (now) => {
        log.push(`woken at ${now}`);
        next = now < 600 ? instantFromMs(now + 300) : null;
        return [];
      },
    });
    network(first).ask(packet(SERVER), instantFromMs(0));
    expect(log).toEqual(["woken at 300", "woken at 600", "1000 timeout"]);
  });
});

it("a client that gives up gets nothing, and the server goes on", () => {
  const log: string[] = [];
  const net = network(asker(log, asks(SILENT, 1000)));
  expect(net.ask(packet(SERVER), instantFromMs(0), 400).messages).toEqual([]);
  expect(log).toEqual([]);
  net.wake(instantFromMs(2000));
  expect(log).toEqual(["1000 timeout"]);
});
