import { describe, expect, it } from "vitest";
import { instantFromMs, makeQuery, nameOf, type Query } from "../dns/index.ts";
import { startBind } from "./fixtures/start.fixture.ts";
import { addressOf, CLIENT, recordsOfText, SERVER } from "./fixtures/texts.fixture.ts";

/** AXFR and IXFR as named sends them (facts sections 3, 4 and 7; lib/ns/xfrout.c). */
const many = Array.from({ length: 900 }, (_, at) => `host${at} TXT "${"x".repeat(40)}"`).join("\n");
const zoneText = (more = ""): string => `$TTL 60\n@ SOA ns n 7 1 1 1 60\n@ NS ns\nns A 192.168.13.11\n${more}`;
const { server } = startBind(
  `options { recursion no; allow-transfer { any; }; };
zone "small.lan" { type primary; file "/small"; };
zone "large.lan" { type primary; file "/large"; };
zone "broken.lan" { type primary; file "/missing"; };
zone "closed.lan" { type primary; file "/small"; allow-transfer { none; }; };`,
  { files: { "/small": zoneText("www A 192.168.13.20\n"), "/large": zoneText(many) } },
);

function transferOf(name: string, type: "AXFR" | "IXFR", how: { readonly udp?: true; readonly held?: number } = {}) {
  const query: Query = {
    ...makeQuery({ name: nameOf(`${name}.`), type, class: "IN" }, { id: 1 }),
    authority:
      how.held === undefined ? [] : recordsOfText(`${name}. 60 SOA ns.${name}. n.${name}. ${how.held} 1 1 1 60`),
  };
  const outcome = server.receive(
    {
      source: { address: addressOf(CLIENT), port: 40_000 },
      destination: { address: addressOf(SERVER), port: 53 },
      transport: how.udp === true ? "udp" : "tcp",
      content: { kind: "message", message: query },
    },
    instantFromMs(0),
  );
  if (!("kind" in outcome) || outcome.kind !== "reply") return { rcode: "none", types: [], messages: 0, questions: [] };
  const messages = [...outcome.messages];
  const types = messages.flatMap(({ answer }) => answer.map(({ data }) => data.type));
  return {
    rcode: messages[0]?.rcode,
    types,
    messages: messages.length,
    questions: messages.map(({ questions }) => questions.length),
  };
}

describe("what is sent", () => {
  it("AXFR: everything between two SOAs, in the order of names", () => {
    expect(transferOf("small.lan", "AXFR")).toEqual({
      rcode: "NOERROR",
      types: ["SOA", "NS", "A", "A", "SOA"],
      messages: 1,
      questions: [1],
    });
  });

  it("a large zone: several messages, the question in the first alone", () => {
    const { messages, questions, types } = transferOf("large.lan", "AXFR");
    expect(messages).toBeGreaterThan(2);
    expect(questions).toEqual([1, ...Array.from({ length: messages - 1 }, () => 0)]);
    expect(types).toHaveLength(900 + 4);
  });

  it.each([
    ["an older version: the whole zone", 6, ["SOA", "NS", "A", "A", "SOA"]],
    ["the current one: the SOA alone", 7, ["SOA"]],
    ["a newer one: the SOA alone", 8, ["SOA"]],
    ["older by serial arithmetic", 4_294_967_290, ["SOA", "NS", "A", "A", "SOA"]],
  ])("IXFR from %s", (_row, held, types) => {
    expect(transferOf("small.lan", "IXFR", { held }).types).toEqual(types);
  });
});

describe("what is not", () => {
  it.each<
    readonly [
      row: string,
      name: string,
      type: "AXFR" | "IXFR",
      how: { readonly udp?: true; readonly held?: number },
      rcode: string,
    ]
  >([
    ["AXFR over UDP", "small.lan", "AXFR", { udp: true }, "FORMERR"],
    ["IXFR over UDP without a SOA", "small.lan", "IXFR", { udp: true }, "FORMERR"],
    ["IXFR over TCP without a SOA", "small.lan", "IXFR", {}, "FORMERR"],
    ["a name that is no apex", "www.small.lan", "AXFR", {}, "NOTAUTH"],
    ["a zone that is not here", "other.lan", "AXFR", {}, "NOTAUTH"],
    ["a zone that is not loaded", "broken.lan", "AXFR", {}, "SERVFAIL"],
    ["allow-transfer none", "closed.lan", "AXFR", {}, "REFUSED"],
    ["allow-transfer none comes before the form", "closed.lan", "AXFR", { udp: true }, "REFUSED"],
  ])("%s", (_row, name, type, how, rcode) => {
    expect(transferOf(name, type, how).rcode).toBe(rcode);
  });

  it("IXFR over UDP: the current SOA, whatever is held", () => {
    expect(transferOf("small.lan", "IXFR", { udp: true, held: 1 }).types).toEqual(["SOA"]);
  });
});

/** Words and sizes of named 9.18.47 for the same zone. */
describe("what is logged of a transfer", () => {
  const file = `$TTL 60
@ SOA p h 10 8 4 30 60
@ NS p
p A 10.9.0.1
@ NS s
s A 10.9.0.2
www A 192.0.2.1
a.b A 192.0.2.2
sub NS ns.sub
ns.sub A 192.0.2.3
more A 192.0.2.4
`;
  const linesOf = (type: "AXFR" | "IXFR", held: number | null): readonly string[] => {
    const lines: string[] = [];
    const { server: logging } = startBind('options { recursion no; };\nzone "z.lan" { type primary; file "/z"; };', {
      files: { "/z": file },
      surroundings: {
        log: () => (line: string) =>
          void lines.push(line.replace(/^client @0x0 \S+ \(z\.lan\): transfer of 'z\.lan\/IN': /, "")),
      },
    });
    const message: Query = {
      ...makeQuery({ name: nameOf("z.lan."), type, class: "IN" }, { id: 1 }),
      authority: held === null ? [] : recordsOfText(`z.lan. 60 SOA p.z.lan. h.z.lan. ${held} 8 4 30 60`),
    };
    const outcome = logging.receive(
      {
        source: { address: addressOf(CLIENT), port: 40_000 },
        destination: { address: addressOf(SERVER), port: 53 },
        transport: "tcp",
        content: { kind: "message", message },
      },
      instantFromMs(0),
    );
    expect("kind" in outcome && outcome.kind).toBe("reply");
    return lines;
  };
  const SIZE = "1 messages, 11 records, 264 bytes, 0.001 secs (264000 bytes/sec) (serial 10)";

  it.each<readonly [type: "AXFR" | "IXFR", held: number | null, lines: readonly string[]]>([
    ["AXFR", null, ["AXFR started (serial 10)", `AXFR ended: ${SIZE}`]],
    [
      "IXFR",
      9,
      [
        "IXFR version not in journal, falling back to AXFR",
        "AXFR-style IXFR started (serial 10)",
        `AXFR-style IXFR ended: ${SIZE}`,
      ],
    ],
    ["IXFR", 10, []],
  ])("%s, with %s held", (type, held, lines) => {
    expect(linesOf(type, held)).toEqual(lines);
  });
});
