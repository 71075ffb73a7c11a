import { encodeMessage, makeQuery, nameOf, parseAddress, type QueryPacket } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import { type OutgoingQuestion, outgoingOf, questionOf } from "./outgoing-question.ts";
import { EndlessAsking, NotModelled } from "./signals.ts";

const address = parseAddress("192.0.2.1");
if (address === null) throw new Error("an address of this test");
const message = makeQuery({ name: nameOf("www.kloud.lan."), type: "AAAA", class: "CH" });

function asked(content: QueryPacket["content"]): OutgoingQuestion {
  return { to: { address: address ?? never(), port: 53 }, transport: "tcp", source: null, content, timeoutMs: 1 };
}

function never(): never {
  throw new Error("an address of this test");
}

const bytes = (...octets: readonly number[]): QueryPacket["content"] => ({
  kind: "bytes",
  bytes: Uint8Array.from(octets),
});
const HEADER = [0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0] as const;

describe("the question in what leaves a machine", () => {
  test.each<readonly [row: string, content: QueryPacket["content"], expected: string | null]>([
    ["a message", { kind: "message", message }, "www.kloud.lan. CH AAAA"],
    ["its octets", { kind: "bytes", bytes: encodeMessage(message) }, "www.kloud.lan. CH AAAA"],
    ["a message without a question", { kind: "message", message: { ...message, questions: [] } }, null],
    ["its octets", bytes(...HEADER), null],
    ["half a header", bytes(...HEADER.slice(0, 6)), null],
    ["nothing", bytes(), null],
    ["a question that is announced and missing", bytes(0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0), null],
  ])("%s", (_row, content, expected) => {
    const question = questionOf(asked(content));
    expect(question === null ? null : `${question.name.text} ${question.class} ${question.type}`).toBe(expected);
  });
});

test("a server's question leaves as the server wants it, whatever else the effect says", () => {
  const to = { address, port: 5353 };
  const effect = { kind: "ask", to, transport: "tls", source: address, message, timeoutMs: 800 } as const;
  expect(outgoingOf(effect)).toEqual({
    to,
    transport: "tls",
    source: address,
    timeoutMs: 800,
    content: { kind: "message", message },
  });
});

test("signals say what they mean", () => {
  expect(new NotModelled("the pods' resolv.conf")).toMatchObject({
    what: "the pods' resolv.conf",
    message: "the pods' resolv.conf",
  });
  expect(new EndlessAsking(["a", "b", "a"])).toMatchObject({ path: ["a", "b", "a"], message: "a -> b -> a" });
});
