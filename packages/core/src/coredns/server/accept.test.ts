import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Edns,
  makeQuery,
  NO_FLAGS,
  nameOf,
  type Opcode,
  parseAddress,
  type Query,
  type ResourceRecord,
} from "../../dns/index.ts";
import type { QueryPacket } from "../../resolution/index.ts";
import { encodeMessage } from "../../wire/index.ts";
import { acceptPacket } from "./accept.ts";

const address = parseAddress("192.0.2.1") as never;
const end = { address, port: 40_000 };
const question = { name: nameOf("x.test."), type: "A", class: "IN" } as const;
const record: ResourceRecord = { owner: question.name, class: "IN", ttl: 1, data: { type: "A", address } };
const records = (count: number): readonly ResourceRecord[] => Array.from({ length: count }, () => record);
const edns: Edns = { udpSize: 1232, version: 0, dnssecOk: false, z: 0, options: [] };

function packet(content: Query | Uint8Array, transport: QueryPacket["transport"] = "udp"): QueryPacket {
  const isBytes = content instanceof Uint8Array;
  const carried = isBytes
    ? ({ kind: "bytes", bytes: content } as const)
    : ({ kind: "message", message: content } as const);
  return { source: end, destination: end, transport, content: carried };
}

/** `query`, `silence malformed`, or the reply: `FORMERR QUERY rd, 1 question`. */
function taken(content: Query | Uint8Array, transport?: QueryPacket["transport"]): string {
  const acceptance = acceptPacket(packet(content, transport));
  if (acceptance.kind === "query") return "query";
  const { outcome } = acceptance;
  if (outcome.kind !== "reply") return outcome.kind === "silence" ? `silence ${outcome.why}` : outcome.kind;
  const [reply] = outcome.messages;
  if (reply === undefined) return "no message";
  const { rcode, opcode, flags, questions, edns: own } = reply;
  const names = {
    rd: "recursionDesired",
    tc: "truncated",
    ad: "authenticData",
    cd: "checkingDisabled",
    aa: "authoritative",
  } as const;
  const set = Object.entries(names).flatMap(([word, flag]) => (flags[flag] ? [word] : []));
  return [rcode, opcode, ...set, `${questions.length} questions`, ...(own === null ? [] : ["OPT"])].join(" ");
}

interface Counts {
  readonly questions: number;
  readonly answer: number;
  readonly authority: number;
  readonly additional: number;
  readonly hasEdns: boolean;
}
const plain: Counts = { questions: 1, answer: 0, authority: 0, additional: 0, hasEdns: false };

function queryWith(counts: Partial<Counts>, opcode: Opcode = "QUERY"): Query {
  const { questions, answer, authority, additional, hasEdns } = { ...plain, ...counts };
  return makeQuery(question, {
    opcode,
    questions: Array.from({ length: questions }, () => question),
    answer: records(answer),
    authority: records(authority),
    additional: records(additional),
    edns: hasEdns ? edns : null,
  });
}

describe("what miekg/dns lets through (acceptfunc.go)", () => {
  it.each<readonly [string, Partial<Counts>, Opcode, string]>([
    ["one question", {}, "QUERY", "query"],
    ["with EDNS", { hasEdns: true }, "QUERY", "query"],
    ["a NOTIFY with the new SOA record", { answer: 1 }, "NOTIFY", "query"],
    ["an IXFR with the old one", { authority: 1 }, "QUERY", "query"],
    ["EDNS and a signature", { hasEdns: true, additional: 1 }, "QUERY", "query"],
    ["no question", { questions: 0 }, "QUERY", "FORMERR QUERY 0 questions"],
    ["two questions", { questions: 2 }, "QUERY", "FORMERR QUERY 0 questions"],
    ["two answers", { answer: 2 }, "NOTIFY", "FORMERR QUERY 0 questions"],
    ["two in the authority section", { authority: 2 }, "QUERY", "FORMERR QUERY 0 questions"],
    ["three additional records", { additional: 3 }, "QUERY", "FORMERR QUERY 0 questions"],
    ["the OPT record counts among them", { additional: 2, hasEdns: true }, "QUERY", "FORMERR QUERY 0 questions"],
    ["an update", {}, "UPDATE", "NOTIMP UPDATE 0 questions"],
    ["a status request", {}, "STATUS", "NOTIMP STATUS 0 questions"],
    ["the opcode is looked at first", { questions: 2, answer: 3 }, "UPDATE", "NOTIMP UPDATE 0 questions"],
  ])("%s", (_, counts, opcode, expected) => {
    const query = queryWith(counts, opcode);
    const withoutRd = { ...query, flags: NO_FLAGS };
    expect(taken(withoutRd)).toBe(expected);
    expect(taken(encodeMessage(withoutRd), "tcp")).toBe(expected);
  });

  it("a refusal has the flags of the query, AA apart, and no OPT record", () => {
    const flags = {
      ...NO_FLAGS,
      recursionDesired: true,
      authenticData: true,
      checkingDisabled: true,
      authoritative: true,
    };
    expect(taken({ ...queryWith({ questions: 2, hasEdns: true }), flags })).toBe("FORMERR QUERY rd ad cd 0 questions");
  });
});

describe("octets", () => {
  const octets = encodeMessage(queryWith({}));
  const patched = (at: number, value: number): Uint8Array =>
    octets.map((octet, index) => (index === at ? value : octet));

  it.each<readonly [string, Uint8Array, string]>([
    ["none", new Uint8Array(), "silence malformed"],
    ["less than a header", octets.subarray(0, 11), "silence malformed"],
    ["a header alone, whatever it counts", octets.subarray(0, 12), "query"],
    ["a question cut short", octets.subarray(0, octets.length - 1), "FORMERR QUERY rd 0 questions"],
    ["a response", patched(2, 0x81), "silence not-a-query"],
    ["a response of another opcode", patched(2, 0xa8), "silence not-a-query"],
    ["opcode 15", patched(2, 0x78), "NOTIMP OPCODE15 0 questions"],
    ["trailing octets", Uint8Array.of(...octets, 0, 0, 0), "query"],
    [
      "a name that points at itself",
      Uint8Array.of(...octets.subarray(0, 12), 0xc0, 0x0c, 0, 1, 0, 1),
      "FORMERR QUERY rd 0 questions",
    ],
  ])("%s", (_, bytes, expected) => expect(taken(bytes)).toBe(expected));

  it("over UDP all behind the 512th is lost, over TCP nothing", () => {
    const option = { code: 65_001, data: new Uint8Array(600) };
    const query = { ...queryWith({}), flags: NO_FLAGS, edns: { ...edns, options: [option] } };
    expect(taken(query, "udp")).toBe("FORMERR QUERY 1 questions");
    expect(taken(encodeMessage(query), "udp")).toBe("FORMERR QUERY 1 questions");
    expect(taken(query, "tcp")).toBe("query");
  });

  it("any octets at all are taken, refused or met with silence", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.constantFrom("udp", "tcp"), (bytes, transport) => {
        const said = taken(bytes, transport as "udp");
        expect(said).toMatch(/^(query|silence (malformed|not-a-query)|(FORMERR|NOTIMP) )/);
        if (bytes.length < 12) expect(said).toBe("silence malformed");
        else if ((bytes[2] ?? 0) >= 0x80) expect(said).toBe("silence not-a-query");
      }),
      { numRuns: 300 },
    );
  });
});

it("a message and its octets are judged alike, whatever its counts", () => {
  const few = fc.nat(3);
  const opcode = fc.constantFrom<Opcode>("QUERY", "NOTIFY", "UPDATE", "STATUS");
  fc.assert(
    fc.property(few, few, few, few, fc.boolean(), opcode, (questions, answer, authority, additional, hasEdns, code) => {
      const query = queryWith({ questions, answer, authority, additional, hasEdns }, code);
      const isUsual = questions === 1 && answer <= 1 && authority <= 1 && additional + (hasEdns ? 1 : 0) <= 2;
      const isKnown = code === "QUERY" || code === "NOTIFY";
      const expected = !isKnown ? "NOTIMP" : isUsual ? "query" : "FORMERR";
      expect([taken(query).split(" ")[0], taken(encodeMessage(query), "tcp").split(" ")[0]]).toEqual([
        expected,
        expected,
      ]);
    }),
  );
});
