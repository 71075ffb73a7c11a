import { BEGINNING, type Endpoint, nameOf, type Question, type RrClass } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressOf, packetOf } from "../network/network.fixture.ts";
import { printTraceAsMermaid } from "./print-mermaid.ts";
import { printTrace } from "./print-text.ts";
import type { TraceEvent, TraceStep } from "./step.ts";
import { summariseTrace } from "./summarise.ts";

const at = (address: string, port = 53): Endpoint => ({ address: addressOf(address), port });
const question = (name: string, rrClass: RrClass = "IN"): Question => ({
  name: nameOf(name),
  type: "A",
  class: rrClass,
});
const step = (event: TraceEvent, depth = 0, milliseconds = 0): TraceStep => ({
  at: (BEGINNING + milliseconds) as TraceStep["at"],
  depth,
  conversation: 0,
  event,
});
const asked = (changes: Partial<Extract<TraceEvent, { kind: "asked" }>> = {}): TraceEvent => ({
  kind: "asked",
  by: "laptop",
  to: at("192.0.2.53"),
  transport: "udp",
  question: question("kloud.lan."),
  recursionDesired: true,
  ...changes,
});
const packet = packetOf("192.0.2.50:40000 -> 192.0.2.53:53/udp");
const behind = packetOf("192.0.2.31:40000 -> 100.64.0.10:53/udp");

describe("one step of a trace as a line", () => {
  it.each<readonly [string, TraceEvent, string]>([
    ["a question", asked(), "laptop asks 192.0.2.53 over udp: kloud.lan. A\n"],
    [
      "to another port",
      asked({ to: at("192.0.2.53", 5353) }),
      "laptop asks 192.0.2.53 port 5353 over udp: kloud.lan. A\n",
    ],
    [
      "over TLS",
      asked({ transport: "tls", to: at("192.0.2.53", 853) }),
      "laptop asks 192.0.2.53 port 853 over tls: kloud.lan. A\n",
    ],
    ["without RD", asked({ recursionDesired: false }), "laptop asks 192.0.2.53 over udp: kloud.lan. A, RD=0\n"],
    [
      "of class CH",
      asked({ question: question("version.bind.", "CH") }),
      "laptop asks 192.0.2.53 over udp: version.bind. CH A\n",
    ],
    ["that is none", asked({ question: null }), "laptop asks 192.0.2.53 over udp: octets without a question\n"],
    [
      "a packet that leaves",
      { kind: "hop", direction: "there", hop: { kind: "sent", at: "laptop", packet } },
      "  -> laptop sends 192.0.2.50:40000 -> 192.0.2.53:53/udp\n",
    ],
    ["and the same on the way back", { kind: "hop", direction: "back", hop: { kind: "sent", at: "dns1", packet } }, ""],
    [
      "who sees whom",
      { kind: "received", server: "BIND 9.18 on dns1", station: "dns1", source: at("192.0.2.50", 40_000) },
      "  * BIND 9.18 on dns1 sees 192.0.2.50 as the client\n",
    ],
    ["what a server thinks", { kind: "remark", actor: "plugin acl", text: "allow" }, "    plugin acl: allow\n"],
    [
      "a server that is silent",
      { kind: "silent", server: "BIND", why: "acl-drop" },
      "  * BIND says nothing: acl-drop\n",
    ],
    [
      "a question that came to nothing",
      { kind: "failed", how: "timeout", why: "nobody is there" },
      "  ! timeout: nobody is there\n",
    ],
    [
      "lots, counted from one",
      { kind: "chosen", why: "ecmp", among: 3, index: 0 },
      "  ? ecmp: number 1 of 3, drawn by lot\n",
    ],
    [
      "odd characters of a server's own words",
      { kind: "remark", actor: "zone", text: "a\u001b[2J" },
      "    zone: a\\u{1b}[2J\n",
    ],
  ])("%s", (_, event, line) => {
    expect(printTrace([step(event)])).toBe(line);
  });

  it("a translation names what changes, and that alone", () => {
    const translated = (before: typeof packet, after: typeof packet): string =>
      printTrace([
        step({
          kind: "hop",
          direction: "there",
          hop: { kind: "translated", at: "n1", before, packet: after, why: "service" },
        } as TraceEvent),
      ]);
    expect(translated(packet, behind)).toBe(
      "  -> n1 translates source 192.0.2.50 => 192.0.2.31, destination 192.0.2.53 => 100.64.0.10: service\n",
    );
    expect(translated(packet, { ...packet, destination: behind.destination })).toBe(
      "  -> n1 translates destination 192.0.2.53 => 100.64.0.10: service\n",
    );
    expect(translated(packet, { ...packet, source: at("192.0.2.50", 61_000) })).toBe(
      "  -> n1 translates source 192.0.2.50:40000 => 192.0.2.50:61000: service\n",
    );
  });
});

describe("depth and time", () => {
  it("what a server asks stands further in, for each server on the way", () => {
    expect(printTrace([step(asked(), 0), step(asked({ by: "a" }), 1), step(asked({ by: "b" }), 2)])).toBe(
      "laptop asks 192.0.2.53 over udp: kloud.lan. A\n    a asks 192.0.2.53 over udp: kloud.lan. A\n        b asks 192.0.2.53 over udp: kloud.lan. A\n",
    );
  });

  it.each<readonly [number, string]>([
    [1, "(0.001 s)"],
    [1200, "(1.2 s)"],
    [5000, "(5 s)"],
    [10_000, "(10 s)"],
    [800, "(0.8 s)"],
  ])("%d ms are told as %s, once", (milliseconds, moment) => {
    const failed: TraceEvent = { kind: "failed", how: "timeout", why: "x" };
    const text = printTrace([step(asked()), step(failed, 0, milliseconds), step(failed, 0, milliseconds)]);
    expect(text.split("\n").filter((line) => line.includes("("))).toEqual([moment]);
  });

  it("law: a line for each step that says something, and nothing for what does not", () => {
    const event = fc.constantFrom<TraceEvent>(
      asked(),
      { kind: "remark", actor: "a", text: "b" },
      { kind: "failed", how: "refused", why: "c" },
      { kind: "hop", direction: "back", hop: { kind: "sent", at: "x", packet } },
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), (events) => {
        const lines = printTrace(events.map((own) => step(own))).split("\n").length - 1;
        expect(lines).toBe(events.filter(({ kind }) => kind !== "hop").length);
      }),
    );
  });
});

describe("by server", () => {
  const received = (server: string): TraceEvent => ({
    kind: "received",
    server,
    station: server,
    source: at("192.0.2.50", 40_000),
  });
  it("whom it took for the client and why, with no answer where none came", () => {
    const steps = [
      step(asked()),
      step(received("dns1")),
      step({ kind: "remark", actor: "zone", text: "w" }),
      step({ kind: "silent", server: "dns1", why: "acl-drop" }),
    ];
    expect(summariseTrace(steps)).toEqual([
      { depth: 0, server: "dns1", source: "192.0.2.50", reasons: ["zone: w"], answer: null },
    ]);
  });

  it("remarks of nobody who was asked belong to nobody", () => {
    expect(summariseTrace([step({ kind: "remark", actor: "zone", text: "w" })])).toEqual([]);
    expect(summariseTrace([])).toEqual([]);
  });

  it("a trace without anybody is a diagram without anybody", () => {
    expect(printTraceAsMermaid([])).toMatch(/^sequenceDiagram\n/);
    expect(printTrace([])).toBe("");
  });
});
