import { type Address, type Endpoint, nameOf } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dig } from "../dig/index.ts";
import type { Hop, Packet } from "../network/index.ts";
import { stage } from "../show/kloud-lan.fixture.ts";
import type { TraceEvent, TraceStep } from "../trace/index.ts";
import { drawWay } from "./index.ts";
import { oddTexts } from "./picture.fixture.ts";
import { drawn, numberOf, readSvg } from "./read-svg.fixture.ts";
import { escapeXml } from "./svg.ts";
import { wayMermaid } from "./way-mermaid.ts";
import { type WayPicture, type WayRow, wayPictureOf } from "./way-picture.ts";
import { waySvg } from "./way-svg.ts";

function endpoint(text: string): Endpoint {
  const [address = "", port = "53"] = text.split(" ");
  return { address: address as Address, port: Number(port) };
}

function packet(source: string, destination: string): Packet {
  return { source: endpoint(source), destination: endpoint(destination), protocol: "udp" };
}

function steps(...events: readonly (TraceEvent | readonly [TraceEvent, number])[]): readonly TraceStep[] {
  return events.map((own) => {
    const [event, conversation] = "kind" in own ? [own, 0] : own;
    return { at: 0 as never, depth: conversation, conversation, event };
  });
}

const asked = (by: string, to: string, transport: "udp" | "tcp" | "tls" = "udp"): TraceEvent => ({
  kind: "asked",
  by,
  to: endpoint(to),
  transport,
  question: { name: nameOf("www.lab."), type: "A", class: "IN" },
  recursionDesired: true,
});
const hop = (own: Hop, direction: "there" | "back" = "there"): TraceEvent => ({ kind: "hop", direction, hop: own });
const PACKET = packet("192.0.2.1 40000", "192.0.2.2");
const received = (server: string, station: string): TraceEvent => ({
  kind: "received",
  server,
  station,
  source: PACKET.source,
});

/** `at tone: lines`, `from > to: said`, and back `from < to: said`. */
function told({ rows }: WayPicture): readonly string[] {
  return rows.map((row) =>
    row.kind === "note"
      ? `${row.at} ${row.tone}: ${row.lines.join(" | ")}`
      : `${row.from} ${row.direction === "there" ? ">" : "<"} ${row.to}: ${row.said}`,
  );
}

describe("what a step of a trace adds to the picture", () => {
  const translated = (before: Packet, after: Packet): TraceEvent =>
    hop({ kind: "translated", at: "n1", before, packet: after, why: "x" });

  it.each<readonly [string, readonly TraceStep[], readonly string[]]>([
    ["a question", steps(asked("cl", "192.0.2.2")), ["cl question: asks 192.0.2.2: www.lab. A"]],
    ["over TCP", steps(asked("cl", "192.0.2.2", "tcp")), ["cl question: asks 192.0.2.2 over tcp: www.lab. A"]],
    ["over TLS", steps(asked("cl", "192.0.2.2", "tls")), ["cl question: asks 192.0.2.2 over tls: www.lab. A"]],
    [
      "octets that are no question",
      steps({ ...asked("cl", "192.0.2.2"), question: null } as TraceEvent),
      ["cl question: asks 192.0.2.2: octets without a question"],
    ],
    [
      "a packet from machine to machine",
      steps(hop({ kind: "forwarded", at: "cl", to: "r", neighbour: null, packet: PACKET, why: "x" })),
      ["cl > r: 192.0.2.1 → 192.0.2.2"],
    ],
    [
      "the same on its way back",
      steps(hop({ kind: "forwarded", at: "r", to: "cl", neighbour: null, packet: PACKET, why: "x" }, "back")),
      ["r < cl: 192.0.2.1 → 192.0.2.2"],
    ],
    [
      "both addresses translated",
      steps(translated(PACKET, packet("192.0.2.3", "192.0.2.4"))),
      ["n1 translated: source 192.0.2.1 ⇒ 192.0.2.3 | destination 192.0.2.2 ⇒ 192.0.2.4"],
    ],
    [
      "one address translated",
      steps(translated(PACKET, packet("192.0.2.1", "192.0.2.4"))),
      ["n1 translated: destination 192.0.2.2 ⇒ 192.0.2.4"],
    ],
    [
      "lost",
      steps(hop({ kind: "dropped", at: "r", packet: PACKET, reason: "no-route", why: "r has no route" })),
      ["r failed: lost: r has no route"],
    ],
    ["sent and delivered say nothing new", steps(hop({ kind: "sent", at: "cl", packet: PACKET })), []],
    [
      "a server, without the machine it stands on",
      steps(received("BIND 9.18 on dns1", "dns1")),
      ["dns1 plain: BIND 9.18 sees 192.0.2.1"],
    ],
    [
      "its silence",
      steps(received("BIND 9.18 on dns1", "dns1"), { kind: "silent", server: "BIND 9.18 on dns1", why: "acl" }),
      ["dns1 plain: BIND 9.18 sees 192.0.2.1", "dns1 failed: says nothing: acl"],
    ],
    [
      "remarks go to the server of their own conversation",
      steps(
        received("BIND 9.18 on dns1", "dns1"),
        [received("CoreDNS in kube-system/c", "kube-system/c"), 1],
        [{ kind: "remark", actor: "acl", text: "allow" }, 1],
        { kind: "remark", actor: "zone", text: "lab." },
      ),
      [
        "dns1 plain: BIND 9.18 sees 192.0.2.1",
        "kube-system/c plain: CoreDNS sees 192.0.2.1 | acl: allow",
        "dns1 plain: zone: lab.",
      ],
    ],
    ["a remark of nobody is left out", steps({ kind: "remark", actor: "zone", text: "lab." }), []],
    [
      "four remarks, and that there are more",
      steps(
        received("B", "b"),
        ...["1", "2", "3", "4", "5"].map((text): TraceEvent => ({ kind: "remark", actor: "x", text })),
      ),
      ["b plain: B sees 192.0.2.1 | x: 1 | x: 2 | x: 3 | …"],
    ],
    [
      "what came to nothing stands with whoever asked",
      steps(
        asked("cl", "192.0.2.2"),
        [asked("dns1", "192.0.2.9"), 1],
        [{ kind: "failed", how: "timeout", why: "lost" }, 1],
      ),
      [
        "cl question: asks 192.0.2.2: www.lab. A",
        "dns1 question: asks 192.0.2.9: www.lab. A",
        "dns1 failed: timeout: lost",
      ],
    ],
    [
      "a server that asks is its machine",
      steps(asked("cl", "192.0.2.2"), received("BIND 9.18 on dns1", "dns1"), [
        asked("BIND 9.18 on dns1", "192.0.2.9"),
        1,
      ]),
      [
        "cl question: asks 192.0.2.2: www.lab. A",
        "dns1 plain: BIND 9.18 sees 192.0.2.1",
        "dns1 question: asks 192.0.2.9: www.lab. A",
      ],
    ],
    ["lots are not shown", steps({ kind: "chosen", why: "ecmp", among: 2, index: 1 }), []],
  ])("%s", (_what, own, expected) => {
    expect(told(wayPictureOf(own))).toEqual(expected);
  });

  it("nothing happened: a picture of nothing, legal all the same", () => {
    expect(wayPictureOf([])).toEqual({ machines: [], rows: [] });
    expect(drawWay([], "t", "mermaid")).toBe("sequenceDiagram\n  title t\n");
    expect(readSvg(drawWay([], "t", "svg")).name).toBe("svg");
  });
});

describe("the tutorial's ways", () => {
  it.each<readonly [string, string, readonly string[]]>([
    ["laptop", "kloud.lan SOA", ["laptop", "dns1"]],
    ["dns1", "kloud.lan SOA @192.168.13.11", ["dns1"]],
    ["mac", "kloud.lan SOA @192.168.13.12", ["mac", "router", "dns2"]],
    ["mac", "kloud.lan SOA @router", ["mac", "router"]],
    ["k8s1master1", "www.example.com", ["k8s1master1", "router", "dns1", "isp"]],
  ])("%s asks %s: by way of %s", (from, words, expected) => {
    expect(wayPictureOf(dig(stage(), from, words).trace).machines).toEqual(expected);
  });

  it.each(["kloud.lan SOA", "www.example.com", "web.linkerd-viz.k8s1-prod.kloud.lan", "nobody.kloud.lan +tcp"])(
    "law: what goes from a machine to the next one comes back: %s",
    (words) => {
      const { rows } = wayPictureOf(dig(stage(), "mac", words).trace);
      const packets = rows.flatMap((row) => (row.kind === "packet" ? [row] : []));
      const there = packets.filter(({ direction }) => direction === "there").map(({ from, to }) => `${from} ${to}`);
      const back = packets.filter(({ direction }) => direction === "back").map(({ from, to }) => `${to} ${from}`);
      expect(there.length).toBeGreaterThan(0);
      expect(back.toSorted()).toEqual(there.toSorted());
    },
  );
});

/** Ways that any trace might come to. */
const ways: fc.Arbitrary<WayPicture> = fc.uniqueArray(oddTexts, { minLength: 1, maxLength: 5 }).chain((machines) => {
  const at = fc.constantFrom(...machines);
  const note = fc.record({
    kind: fc.constant("note" as const),
    at,
    tone: fc.constantFrom("question", "plain", "translated", "answer", "failed"),
    lines: fc.array(oddTexts, { minLength: 1, maxLength: 5 }),
  });
  const row = fc.record({
    kind: fc.constant("packet" as const),
    from: at,
    to: at,
    direction: fc.constantFrom("there", "back"),
    said: oddTexts,
  });
  return fc.record({
    machines: fc.constant(machines),
    rows: fc.array<WayRow>(fc.oneof(note, row), { maxLength: 8 }),
  });
});

describe("laws of the drawing", () => {
  it("machines' names do not cover each other, and no box leaves the paper", () => {
    fc.assert(
      fc.property(ways, oddTexts, (way, title) => {
        const svg = waySvg(way, title);
        const root = readSvg(svg);
        const [width, height] = [numberOf(root, "width"), numberOf(root, "height")];
        const boxes = drawn(svg, "rect")
          .filter(({ attributes }) => attributes["rx"] !== undefined)
          .map((element) => ["x", "y", "width", "height"].map((name) => numberOf(element, name)))
          .map(([x = 0, y = 0, wide = 0, high = 0]) => ({ x, y, right: x + wide, bottom: y + high }));
        for (const { x, y, right, bottom } of boxes) {
          expect(x >= 0 && y >= 0 && right <= width && bottom <= height).toBe(true);
        }
        const heads = boxes.slice(0, way.machines.length).toSorted((one, other) => one.x - other.x);
        for (const [place, head] of heads.slice(1).entries()) expect(head.x).toBeGreaterThan(heads[place]?.right ?? 0);
      }),
      { numRuns: 60 },
    );
  });

  it("an arrow for each packet, from one life line to another, each row below the one before", () => {
    fc.assert(
      fc.property(ways, (way) => {
        const svg = waySvg(way, "t");
        const arrows = drawn(svg, "polyline").filter(({ attributes }) => attributes["marker-end"] !== undefined);
        const packets = way.rows.filter(({ kind }) => kind === "packet");
        expect(arrows.map(({ attributes }) => attributes["marker-end"])).toEqual(
          packets.map((row) =>
            row.kind === "packet" && row.direction === "there" ? "url(#question)" : "url(#answer)",
          ),
        );
        const heights = arrows.map(({ attributes }) => Number(/,(\S+) /.exec(attributes["points"] ?? "")?.[1]));
        expect(heights).toEqual(heights.toSorted((one, other) => one - other));
        expect(new Set(heights).size).toBe(heights.length);
      }),
      { numRuns: 60 },
    );
  });

  it("for Mermaid a line for each machine and each row, and nothing that was said begins another one", () => {
    fc.assert(
      fc.property(ways, oddTexts, (way, title) => {
        const lines = wayMermaid(way, title).trimEnd().split("\n");
        expect(lines).toHaveLength(2 + way.machines.length + way.rows.length);
        const LINE = /^ {2}(?:title .+|participant m\d+ as .+|Note over m\d+: .+|m\d+--?>>m\d+: .+)$/;
        for (const line of lines.slice(1)) expect(line).toMatch(LINE);
      }),
      { numRuns: 60 },
    );
  });

  it("long remarks go on below, and a word too long for a line keeps its two ends; the title is whole", () => {
    const long = `zone kloud.lan.: the longest local zone for ${"a".repeat(40)}${"b".repeat(40)} and more`;
    const svg = waySvg({ machines: ["m"], rows: [{ kind: "note", at: "m", tone: "plain", lines: [long] }] }, long);
    const texts = drawn(svg, "text").map(({ text }) => text);
    const word = `\u00a0\u00a0${"a".repeat(35)}…${"b".repeat(34)}`;
    expect(texts).toEqual(
      expect.arrayContaining(["zone kloud.lan.: the longest local zone for", word, "\u00a0\u00a0and more"]),
    );
    expect(texts).toContain(escapeXml(long));
  });
});
