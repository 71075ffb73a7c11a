import { instantFromMs, makeQuery, nameOf, parseAddress, type QueryPacket, type Response } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import { COREDNS_POD, serverOf, waitingSite } from "../live/waiting-site.fixture.ts";
import type { Station } from "../network/index.ts";
import type { SiteTwin } from "../site/index.ts";
import type { TraceStep } from "../trace/index.ts";
import { Drive, firstAlternative } from "./drive.ts";
import type { OutgoingQuestion } from "./outgoing-question.ts";
import { type Arrival, choose, sendBack, sendOut } from "./sending.ts";
import { NotModelled } from "./signals.ts";

/** The site, somebody who asks, and the trace of it. */
class Bench {
  readonly twin: SiteTwin = waitingSite();
  readonly steps: TraceStep[] = [];
  readonly drive = new Drive(
    this.twin,
    { now: () => instantFromMs(7) },
    { choose: firstAlternative, recorder: (step) => this.steps.push(step), ether: null },
  );

  send(from: string, to: string, more: Partial<OutgoingQuestion> = {}): ReturnType<typeof sendOut> {
    const asked = { ...outgoing(this.twin, to), ...more };
    return sendOut(this.drive, this.drive.beginQuestion(null), stationOf(this.twin, from), asked);
  }
}

function stationOf({ network }: SiteTwin, name: string): Station {
  const station = network.stations.get(name);
  if (station === undefined) throw new Error(`no machine ${name}`);
  return station;
}

const content: QueryPacket["content"] = {
  kind: "message",
  message: makeQuery({ name: nameOf("www.kloud.lan."), type: "A", class: "IN" }),
};

function outgoing(twin: SiteTwin, to: string): OutgoingQuestion {
  return { to: serverOf(twin, to), transport: "udp", source: null, content, timeoutMs: 5000 };
}

const addressOf = (text: string): NonNullable<ReturnType<typeof parseAddress>> => {
  const address = parseAddress(text);
  if (address === null) throw new Error(text);
  return address;
};

function arrived(sent: ReturnType<typeof sendOut>): Arrival {
  if (sent.kind !== "arrived") throw new Error(`${sent.how}: ${sent.why}`);
  return sent;
}

describe("a question's way out", () => {
  test.each([
    ["laptop", "dns1", "BIND 9.18 on dns1", "192.168.13.50"],
    ["dns1", "127.0.0.1", "BIND 9.18 on dns1", "127.0.0.1"],
    ["dns1", "dns1", "BIND 9.18 on dns1", "192.168.13.11"],
    [COREDNS_POD, "dns1", "BIND 9.18 on dns1", "192.168.14.31"],
    [COREDNS_POD, "127.0.0.1", `CoreDNS 1.15.0 in ${COREDNS_POD}`, "127.0.0.1"],
  ])("%s to %s: read by %s, from %s", (from, to, title, source) => {
    const { resident, delivery } = arrived(new Bench().send(from, to));
    expect([resident.title, delivery.packet.source.address]).toEqual([title, source]);
  });

  test.each<readonly [row: string, from: string, to: string, more: Partial<OutgoingQuestion>, expected: string]>([
    [
      "nothing listens there",
      "laptop",
      "router",
      {},
      "refused at once: router has no socket at 192.168.13.1 port 53: nothing listens there",
    ],
    [
      "another port",
      "laptop",
      "dns1",
      { to: { address: addressOf("192.168.13.11"), port: 5353 } },
      "refused at once: dns1 has no socket at 192.168.13.11 port 5353: nothing listens there",
    ],
    [
      "a firewall",
      "laptop",
      "silent",
      {},
      "timeout after 5000: the firewall of silent drops 192.168.13.50:40000 -> 192.168.13.98:53/udp",
    ],
    [
      "a neighbour that is not there",
      "laptop",
      "192.168.13.97",
      {},
      "unreachable after 3000: nobody on the link has 192.168.13.97",
    ],
    [
      "who is less patient than ARP",
      "laptop",
      "192.168.13.97",
      { timeoutMs: 1000 },
      "timeout after 1000: nobody on the link has 192.168.13.97",
    ],
    [
      "a machine without a route there",
      "laptop",
      COREDNS_POD,
      {},
      "unreachable at once: laptop has no way to 100.64.0.10",
    ],
    [
      "an address that the machine does not hold",
      "laptop",
      "dns1",
      { source: addressOf("192.168.13.51") },
      "unreachable at once: laptop has no way to 192.168.13.11",
    ],
  ])("%s", (_row, from, to, more, expected) => {
    const loss = new Bench().send(from, to, more);
    if (loss.kind === "arrived") throw new Error("it arrived");
    const when = loss.waitedMs === 0 ? "at once" : `after ${loss.waitedMs}`;
    expect(`${loss.how} ${when}: ${loss.why}`).toBe(expected);
  });

  test("an address outside of all that the site names ends the asking", () => {
    expect(() => new Bench().send("laptop", "192.0.2.99")).toThrow(NotModelled);
  });

  test("with an address of its own, as dig's -b", () => {
    const sent = arrived(new Bench().send("router", "dns1", { source: addressOf("192.168.14.1") }));
    expect(sent.delivery.packet.source.address).toBe("192.168.14.1");
  });

  test("each hop is told, at its time", () => {
    const bench = new Bench();
    bench.send("laptop", "dns1");
    expect(bench.steps.map(({ event }) => event.kind)).toContain("hop");
    for (const { at, depth, conversation, event } of bench.steps) {
      expect([at, depth, conversation]).toEqual([7, 0, 1]);
      expect(event.kind === "hop" && event.direction).toBe("there");
    }
  });
});

describe("the way back", () => {
  const reply: Response = {
    ...makeQuery({ name: nameOf("www.kloud.lan."), type: "A", class: "IN" }),
    kind: "response",
    rcode: "NXDOMAIN",
    wire: { order: "fixed", truncation: "none", udpLimit: 512 },
  };

  test("the messages as they fit, and what the server said in the trace", () => {
    const bench = new Bench();
    const asked = outgoing(bench.twin, "dns1");
    const arrival = arrived(bench.send("laptop", "dns1"));
    bench.steps.length = 0;
    const back = sendBack(bench.drive, { depth: 0, conversation: 1 }, asked, arrival, [reply, reply]);
    if (back.kind !== "returned") throw new Error(back.why);
    expect(back.fitted.map(({ response, bytes, octets }) => [response.rcode, bytes.length === octets])).toEqual([
      ["NXDOMAIN", true],
      ["NXDOMAIN", true],
    ]);
    const kinds = bench.steps.map(({ event }) => (event.kind === "hop" ? event.direction : event.kind));
    expect(kinds.slice(0, 2)).toEqual(["replied", "replied"]);
    expect(new Set(kinds.slice(2))).toEqual(new Set(["back"]));
  });

  test("from where nobody was asked it is for nobody", () => {
    const bench = new Bench();
    const arrival = arrived(bench.send("laptop", "dns1"));
    const asked = { ...outgoing(bench.twin, "dns1"), to: { address: addressOf("192.168.13.12"), port: 53 } };
    expect(sendBack(bench.drive, { depth: 0, conversation: 1 }, asked, arrival, [reply])).toEqual({
      kind: "astray",
      why: "the answer comes from 192.168.13.11 port 53, where nobody was asked",
    });
  });

  test("a way back that ends in between", () => {
    const bench = new Bench();
    const arrival = arrived(bench.send("laptop", "dns1"));
    const lost: Arrival = { ...arrival, back: { ...arrival.back, kind: "dropped" } as Arrival["back"] };
    const sent = sendBack(bench.drive, { depth: 0, conversation: 1 }, outgoing(bench.twin, "dns1"), lost, [reply]);
    expect(sent).toEqual({ kind: "astray", why: "the answer is lost on its way" });
  });
});

describe("lots", () => {
  test.each([
    [2, 1, [{ kind: "chosen", why: "ecmp", among: 2, index: 1 }]],
    // Of one there is nothing to tell.
    [1, 0, []],
  ])("of %i: %i", (among, index, told) => {
    const steps: TraceStep[] = [];
    const drive = new Drive(
      waitingSite(),
      { now: () => instantFromMs(0) },
      { choose: (of) => of - 1, recorder: (step) => steps.push(step), ether: null },
    );
    expect(choose(drive, { depth: 0, conversation: 1 }, { among, why: "ecmp" })).toBe(index);
    expect(steps.map(({ event }) => event)).toEqual(told);
  });
});
