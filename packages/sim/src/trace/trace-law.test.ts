import { printRdata } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import { dig } from "../dig/index.ts";
import type { Hop } from "../network/index.ts";
import { stage } from "../show/kloud-lan.fixture.ts";
import { printTraceAsMermaid } from "./print-mermaid.ts";
import { printTrace } from "./print-text.ts";
import type { TraceEvent, TraceStep } from "./step.ts";
import { summariseTrace } from "./summarise.ts";

const STAGES = ["kloud-lan", "kloud-lan-forwarding", "kloud-lan-policy-cluster", "kloud-lan-transfer"] as const;
const QUESTIONS: readonly (readonly [from: string, words: string])[] = [
  ["laptop", "www.kloud.lan"],
  ["laptop", "web.linkerd-viz.k8s1-prod.kloud.lan"],
  ["mac", "nix.kloud.lan MX"],
  ["mac", "@198.19.0.30 web.linkerd-viz.svc.cluster.local"],
  ["dnsutils/dnsutils", "web.linkerd-viz.svc.cluster.local"],
  ["dnsutils/dnsutils", "www.kloud.lan +tcp"],
  ["k8s1master3", "@198.18.0.10 kubernetes.default.svc.cluster.local"],
  ["laptop", "@192.168.13.99 x +tries=1"],
];
const rows = STAGES.flatMap((name) => QUESTIONS.map(([from, words]) => [name, from, words] as const));

type EventOf<Kind extends TraceEvent["kind"]> = TraceEvent & { readonly kind: Kind };

function eventsOf<Kind extends TraceEvent["kind"]>(steps: readonly TraceStep[], kind: Kind): readonly EventOf<Kind>[] {
  return steps.flatMap(({ event }) => (event.kind === kind ? [event as EventOf<Kind>] : []));
}

/** The steps of each question, in order. */
function conversationsOf(trace: readonly TraceStep[]): readonly (readonly TraceStep[])[] {
  const numbers = new Set(trace.map(({ conversation }) => conversation));
  return [...numbers].map((number) => trace.filter(({ conversation }) => conversation === number));
}

/** A hop is where the one before it led, and has the packet as that one left it. */
function expectNext(before: Hop, hop: Hop | undefined): void {
  expect(hop?.at).toBe(before.kind === "forwarded" ? before.to : before.at);
  expect(hop?.kind === "translated" ? hop.before : hop?.packet).toEqual(before.packet);
}

describe.each(rows)("%s, %s: dig %s", (name, from, words) => {
  const { answer, trace } = dig(stage(name), from, words);

  test("each question is put, goes its way, and is answered by whom it reached, or fails", () => {
    for (const steps of conversationsOf(trace)) {
      expect(steps[0]?.event.kind).toBe("asked");
      expect(eventsOf(steps, "asked")).toHaveLength(1);
      const [received, second] = eventsOf(steps, "received");
      expect(second).toBeUndefined();
      const ends = [...eventsOf(steps, "replied"), ...eventsOf(steps, "failed"), ...eventsOf(steps, "silent")];
      expect(ends.length).toBeGreaterThan(0);
      for (const { server } of eventsOf(steps, "replied")) expect(server).toBe(received?.server);
      for (const { actor } of eventsOf(steps, "remark"))
        expect([actor, received === undefined]).toEqual([actor, false]);
    }
  });

  test("a packet begins as it was sent, changes where it is translated alone, and the server sees it as it came", () => {
    for (const steps of conversationsOf(trace)) {
      const hops = eventsOf(steps, "hop").flatMap(({ direction, hop }) => (direction === "there" ? [hop] : []));
      const [asked] = eventsOf(steps, "asked");
      if (hops.length > 0) expect(hops[0]).toMatchObject({ kind: "sent", packet: { destination: asked?.to } });
      for (const [at, before] of hops.slice(0, -1).entries()) expectNext(before, hops[at + 1]);
      for (const { station, source } of eventsOf(steps, "received")) {
        expect(hops.at(-1)).toMatchObject({ kind: "delivered", at: station, packet: { source } });
      }
    }
  });

  test("the client has what was answered last to its own question", () => {
    const own = trace.filter(({ depth }) => depth === 0);
    const last = eventsOf(own, "replied").at(-1);
    if (answer.kind !== "answered") {
      expect(eventsOf(own, "failed").length).toBeGreaterThan(0);
      return;
    }
    const data = (records: typeof answer.messages): readonly string[] =>
      records.flatMap((message) => message.answer.map((record) => printRdata(record.data)));
    expect([last?.response.rcode, last === undefined ? [] : data([last.response])]).toEqual([
      answer.messages.at(-1)?.rcode,
      data(answer.messages.slice(-1)),
    ]);
  });

  test("text, diagram and summary tell of the same servers", () => {
    const servers = eventsOf(trace, "received").map(({ server }) => server);
    expect(summariseTrace(trace).map(({ server }) => server)).toEqual(servers);
    const text = printTrace(trace);
    expect([...text.matchAll(/^ *\* (.*) sees \S+ as the client$/gm)].map(([, server]) => server)).toEqual(servers);
    const diagram = printTraceAsMermaid(trace);
    for (const server of servers) expect(diagram).toContain(` as ${server}\n`);
    expect(text.split("\n").filter((line) => line.includes(" asks ") && line.includes(" over "))).toHaveLength(
      eventsOf(trace, "asked").length,
    );
  });
});
