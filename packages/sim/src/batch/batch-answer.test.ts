import {
  addressRdata,
  makeQuery,
  NO_FLAGS,
  nameOf,
  parseAddress,
  type ResourceRecord,
  type Response,
} from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import type { SiteAnswer } from "../asking/index.ts";
import { batchAnswerOf } from "./batch-answer.ts";

/** What `ask --batch` prints of an answer: the fields that a client can rely on. */
const address = parseAddress("192.0.2.1");
if (address === null) throw new Error("an address of this test");
const owner = nameOf("www.kloud.lan.");
const record: ResourceRecord = { owner, class: "IN", ttl: 60, data: addressRdata(address) };
const question = { name: owner, type: "A", class: "IN" } as const;

const response = (changes: Partial<Response> = {}): Response => ({
  ...makeQuery(question),
  kind: "response",
  flags: NO_FLAGS,
  rcode: "NOERROR",
  wire: { order: "fixed", truncation: "none", udpLimit: 512 },
  ...changes,
});

const answeredBy = (...messages: readonly Response[]): SiteAnswer => ({
  kind: "answered",
  messages,
  octets: 47,
  wire: [],
  order: "fixed",
  from: { address, port: 53 },
  transport: "udp",
  wasTruncated: false,
  failedTries: [],
  elapsedMs: 12,
  queryMs: 10,
});

const printed = (changes: Partial<Response>): ReturnType<typeof batchAnswerOf>["response"] =>
  batchAnswerOf(null, answeredBy(response(changes))).response;

describe("flags, in the order of the header", () => {
  test.each<readonly [flags: Partial<Response["flags"]>, expected: string]>([
    [{}, "qr"],
    [{ authoritative: true }, "qr aa"],
    [{ truncated: true }, "qr tc"],
    [{ recursionDesired: true, recursionAvailable: true }, "qr rd ra"],
    [{ authenticData: true, checkingDisabled: true }, "qr ad cd"],
    // The bit that must be zero is nobody's to rely on.
    [{ reserved: true }, "qr"],
  ])("%j: %s", (flags, expected) => {
    expect(printed({ flags: { ...NO_FLAGS, ...flags } })?.flags.join(" ")).toBe(expected);
  });
});

describe("records", () => {
  test("each section has its own; the class stands there where it is not IN", () => {
    const chaos: ResourceRecord = { ...record, class: "CH", data: { type: "TXT", strings: [Uint8Array.of(97)] } };
    const { answer, authority, additional } = printed({ answer: [record], authority: [chaos], additional: [] }) ?? {};
    expect(answer).toEqual([{ name: "www.kloud.lan.", type: "A", ttl: 60, data: "192.0.2.1" }]);
    expect(authority).toEqual([{ name: "www.kloud.lan.", type: "TXT", class: "CH", ttl: 60, data: '"a"' }]);
    expect(additional).toEqual([]);
  });

  test("messages of a transfer are joined, the header is the first one's", () => {
    const first = response({ answer: [record], rcode: "NOERROR" });
    const second = response({ answer: [record, record], rcode: "SERVFAIL" });
    const answer = batchAnswerOf(7, answeredBy(first, second));
    expect([answer.messages, answer.response?.answer.length, answer.response?.rcode]).toEqual([2, 3, "NOERROR"]);
  });

  test("no question, and two", () => {
    expect(printed({ questions: [] })?.question).toEqual([]);
    expect(printed({ questions: [question, question] })?.question).toHaveLength(2);
    expect(printed({})?.question).toEqual([{ name: "www.kloud.lan.", type: "A", class: "IN" }]);
  });
});

describe("EDNS", () => {
  const edns = { udpSize: 1232, version: 0, dnssecOk: true, z: 0, options: [] };
  test("none, and one", () => {
    expect(printed({})).toMatchObject({ edns: null });
    expect(printed({ edns })).toMatchObject({ edns: { size: 1232, do: true, version: 0 } });
    expect(printed({ edns })).not.toHaveProperty("ednsOptions");
  });

  test("options in hexadecimal, in their order", () => {
    const options = [
      { code: 15, data: Uint8Array.of(0, 18) },
      { code: 10, data: Uint8Array.of(255, 1) },
    ];
    expect(printed({ edns: { ...edns, options } })?.ednsOptions).toEqual([
      { code: 15, data: "0012" },
      { code: 10, data: "ff01" },
    ]);
  });
});

describe("where nothing came", () => {
  test.each<readonly [answer: SiteAnswer, silence: string, elapsedMs: number]>([
    [
      { kind: "failed", how: "timeout", why: "the firewall drops it", tries: 3, elapsedMs: 15_000 },
      "timeout: the firewall drops it",
      15_000,
    ],
    [{ kind: "not-modelled", what: "a gap" }, "not modelled: a gap", 0],
    [{ kind: "endless", path: ["a", "b", "a"] }, "servers ask each other without end: a -> b -> a", 0],
  ])("%j", (answer, silence, elapsedMs) => {
    expect(batchAnswerOf("x", answer)).toEqual({ id: "x", response: null, messages: 0, silence, elapsedMs });
  });

  test("an answer without a message is none", () => {
    expect(batchAnswerOf(1, answeredBy())).toMatchObject({ id: 1, response: null, messages: 0 });
  });
});

test("the id comes back, with the time that it took and the octets", () => {
  expect(batchAnswerOf("a", answeredBy(response()))).toMatchObject({
    id: "a",
    messages: 1,
    silence: null,
    elapsedMs: 12,
    response: { size: 47 },
  });
});
