import { describe, expect, test } from "vitest";
import { dig } from "../dig/index.ts";
import { COREDNS_POD, waitingSite } from "../live/waiting-site.fixture.ts";
import { printTraceAsMermaid } from "./print-mermaid.ts";
import { printTrace } from "./print-text.ts";
import type { TraceStep } from "./step.ts";
import { summariseTrace } from "./summarise.ts";
import { printTraceAsJson } from "./trace-json.ts";

function traceOf(words: string, from = "laptop"): readonly TraceStep[] {
  return dig(waitingSite(), from, words).trace;
}

describe("as text", () => {
  test("one server: the packet's way, what it thinks, what it answers", () => {
    expect(printTrace(traceOf("www.kloud.lan"))).toBe(`\
laptop asks 192.168.13.11 over udp: www.kloud.lan. A
  -> laptop sends 192.168.13.50:40000 -> 192.168.13.11:53/udp
  -> laptop to dns1: 192.168.13.0/24 on the link (connected)
  -> dns1 takes 192.168.13.50:40000 -> 192.168.13.11:53/udp
  * BIND 9.18 on dns1 sees 192.168.13.50 as the client
    view "_default": takes 192.168.13.50 asking 192.168.13.11
    zone kloud.lan.: the longest local zone for www.kloud.lan.
  * BIND 9.18 on dns1 answers NOERROR (qr aa rd ra): www.kloud.lan. 60 A 192.168.13.80, 86 octets
`);
  });

  test("time is told where it has passed, and an answer that comes too late as such", () => {
    const lines = printTrace(traceOf("x.silent.test")).split("\n");
    const own = lines.filter((line) => /^(?:\(|[^ ]| {2}[!*] .*(?:timeout|answers))/.test(line));
    expect(own).toEqual([
      "laptop asks 192.168.13.11 over udp: x.silent.test. A",
      "(5 s)",
      "  ! timeout: BIND 9.18 on dns1 takes longer than the asker waits",
      "laptop asks 192.168.13.11 over udp: x.silent.test. A",
      "(10 s)",
      "  ! timeout: BIND 9.18 on dns1 takes longer than the asker waits",
      "laptop asks 192.168.13.11 over udp: x.silent.test. A",
      "  * BIND 9.18 on dns1 answers SERVFAIL (qr rd ra), empty, 70 octets: too late",
      "  * BIND 9.18 on dns1 answers SERVFAIL (qr rd ra), empty, 70 octets: too late",
      "  * BIND 9.18 on dns1 answers SERVFAIL (qr rd ra), empty, 70 octets",
    ]);
  });

  test("a server that asks another stands one step to the left of it", () => {
    const lines = printTrace(traceOf("www.kloud.lan", COREDNS_POD)).split("\n");
    const asks = lines.filter((line) => line.includes(" asks ") && line.includes(" over "));
    expect(asks).toEqual([
      `${COREDNS_POD} asks 127.0.0.1 over udp: www.kloud.lan. A`,
      `    CoreDNS 1.15.0 in ${COREDNS_POD} asks 192.168.13.11 over udp: www.kloud.lan. A`,
    ]);
  });

  test("control characters of names do not reach the terminal", () => {
    expect(printTrace(traceOf("\\027[31m.kloud.lan"))).not.toContain("\u001b");
  });
});

describe("as JSON", () => {
  test("names and data are text, and every step is there", () => {
    const trace = traceOf("www.kloud.lan");
    const steps = JSON.parse(printTraceAsJson(trace)) as { event: { kind: string } }[];
    expect(steps).toHaveLength(trace.length);
    expect(steps[0]).toMatchObject({
      at: 0,
      depth: 0,
      conversation: 1,
      event: { kind: "asked", question: { name: "www.kloud.lan.", type: "A" } },
    });
    expect(steps.find(({ event }) => event.kind === "replied")?.event).toMatchObject({
      kind: "replied",
      response: { answer: [{ owner: "www.kloud.lan.", type: "A", ttl: 60, data: "192.168.13.80" }] },
    });
  });
});

describe("as Mermaid", () => {
  test("who speaks, in the order in which they do, whatever time passes between", () => {
    const text = printTraceAsMermaid(traceOf("www.kloud.lan", COREDNS_POD));
    expect(text.split("\n").filter((line) => line.includes("participant") || line.includes(">>"))).toEqual([
      `  participant p0 as ${COREDNS_POD}`,
      `  participant p1 as CoreDNS 1.15.0 in ${COREDNS_POD}`,
      "  participant p2 as node1",
      "  participant p3 as BIND 9.18 on dns1",
      "  p0->>p1: www.kloud.lan. A from 127.0.0.1",
      "  p1->>p3: www.kloud.lan. A from 192.168.14.31",
      "  p3-->>p1: NOERROR (qr aa rd ra): www.kloud.lan. 60 A 192.168.13.80",
      "  p1-->>p0: NOERROR (qr aa rd ra): www.kloud.lan. 60 A 192.168.13.80",
    ]);
  });

  test.each(["www.kloud.lan", "x.silent.test", "\\;\\#\\010x.kloud.lan"])(
    "%s: no label ends a line of the diagram",
    (words) => {
      for (const line of printTraceAsMermaid(traceOf(words)).trimEnd().split("\n").slice(1)) {
        expect(line).toMatch(/^ {2}(?:participant p\d+ as .+|p\d+--?>>p\d+: .+|Note over p\d+: .+)$/);
        expect(line.replaceAll(/#\d+;/g, "")).not.toMatch(/[;#]/);
      }
    },
  );
});

describe("summed up", () => {
  test("each server's part: whom it saw, why it said what it said", () => {
    expect(summariseTrace(traceOf("www.kloud.lan", COREDNS_POD))).toEqual([
      {
        depth: 0,
        server: `CoreDNS 1.15.0 in ${COREDNS_POD}`,
        source: "127.0.0.1",
        reasons: expect.arrayContaining([expect.stringMatching(/^server block \.:53: /)]),
        answer: "NOERROR (qr aa rd ra): www.kloud.lan. 60 A 192.168.13.80",
      },
      {
        depth: 1,
        server: "BIND 9.18 on dns1",
        source: "192.168.14.31",
        reasons: [
          'view "_default": takes 192.168.14.31 asking 192.168.13.11',
          expect.stringMatching(/^zone kloud\.lan\.: /),
        ],
        answer: "NOERROR (qr aa rd ra): www.kloud.lan. 60 A 192.168.13.80",
      },
    ]);
  });

  test("who was asked again while the first question was still under way has two parts, each with its own answer", () => {
    const parts = summariseTrace(traceOf("x.silent.test"));
    expect(parts.map(({ server, answer }) => `${server}: ${answer?.slice(0, 8)}`)).toEqual([
      "BIND 9.18 on dns1: SERVFAIL",
      "BIND 9.18 on dns1: SERVFAIL",
      "BIND 9.18 on dns1: SERVFAIL",
    ]);
  });
});
