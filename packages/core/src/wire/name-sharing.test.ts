import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyName } from "../dns/arbitraries.fixture.ts";
import { makeQuery, nameOf, type ResourceRecord } from "../dns/index.ts";
import { decodeMessage } from "./decode.ts";
import { encodeMessage } from "./encode.ts";
import { octetsOf } from "./octets.fixture.ts";
import type { Compression } from "./writer.ts";

function namesOf(bytes: Uint8Array): readonly string[] {
  const decoded = decodeMessage(bytes);
  if (decoded.kind === "undecodable") throw new Error(decoded.why.kind);
  const { questions, answer } = decoded.message;
  return [...questions.map(({ name }) => name.text), ...answer.map(({ owner }) => owner.text)];
}

const server = (owner: string, host: string): ResourceRecord => ({
  owner: nameOf(owner),
  class: "IN",
  ttl: 1,
  data: { type: "NS", host: nameOf(host) },
});

describe("names of messages that are read one after the other", () => {
  it("do not change when the octets of the first are used for the second", () => {
    fc.assert(
      fc.property(fc.array(anyName, { minLength: 2, maxLength: 6 }), (names) => {
        const buffer = new Uint8Array(600);
        const decoded = names.map((name) => {
          const bytes = encodeMessage(makeQuery({ name, type: "A", class: "IN" }));
          buffer.fill(0xaa);
          buffer.set(bytes);
          return decodeMessage(buffer.subarray(0, bytes.length));
        });
        expect(decoded.map((one) => (one.kind === "message" ? one.message.questions[0]?.name.text : one.why))).toEqual(
          names.map((name) => name.text),
        );
      }),
    );
  });

  it("with equal first and last octets are told apart", () => {
    const alike = Array.from({ length: 3000 }, (_, at) => `x${String(at).padStart(4, "0")}x.`);
    const read = alike.map((text) => namesOf(encodeMessage(makeQuery({ name: nameOf(text), type: "A", class: "IN" }))));
    expect(read).toEqual(alike.map((text) => [text]));
  });

  it("keep their own spelling", () => {
    const spellings = ["www.kloud.lan.", "WWW.kloud.lan.", "www.KLOUD.lan.", "www.kloud.lan."];
    for (const text of spellings) {
      expect(namesOf(encodeMessage(makeQuery({ name: nameOf(text), type: "A", class: "IN" })))).toEqual([text]);
    }
  });

  it("a name that comes again is the same name", () => {
    const bytes = encodeMessage(makeQuery({ name: nameOf("again.kloud.lan."), type: "A", class: "IN" }));
    const [first, second] = [decodeMessage(bytes), decodeMessage(Uint8Array.from(bytes))];
    if (first.kind !== "message" || second.kind !== "message") throw new Error("not read");
    expect(first.message.questions[0]?.name).toBe(second.message.questions[0]?.name);
  });
});

describe("names that share a suffix by pointers", () => {
  it.each<Compression>(["bind", "bind-9.20", "coredns"])("%s: are what they would be in full", (compression) => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyName, anyName), { maxLength: 12 }), (pairs) => {
        const answer = pairs.map(([owner, host]) => server(owner.text, host.text));
        const message = makeQuery({ name: nameOf("kloud.lan."), type: "NS", class: "IN" }, { answer });
        const [whole, packed] = [
          decodeMessage(encodeMessage(message)),
          decodeMessage(encodeMessage(message, { compression })),
        ];
        expect(packed.kind === "message" && packed.message.answer).toEqual(
          whole.kind === "message" && whole.message.answer,
        );
      }),
    );
  });

  it("more of them than a list holds", () => {
    const count = 60;
    const answer = Array.from({ length: count }, (_, at) => server(`o${at}.kloud.lan.`, `n${at}.kloud.lan.`));
    const message = makeQuery({ name: nameOf("kloud.lan."), type: "NS", class: "IN" }, { answer });
    expect(namesOf(encodeMessage(message, { compression: "bind" }))).toEqual([
      "kloud.lan.",
      ...answer.map(({ owner }) => owner.text),
    ]);
  });

  it("of the message before are not met in the next", () => {
    const first = octetsOf('0001 0100 0001 0000 0000 0000 03 "one" 00 0001 0001');
    const second = octetsOf('0001 0100 0002 0000 0000 0000 03 "two" 00 0001 0001 c00c 0001 0001');
    expect(namesOf(first)).toEqual(["one."]);
    expect(namesOf(second)).toEqual(["two.", "two."]);
    expect(decodeMessage(octetsOf("0001 0100 0001 0000 0000 0000 c014 0001 0001"))).toMatchObject({
      kind: "undecodable",
    });
  });

  it("a chain of pointers, each to a label and the next", () => {
    const questions = '01 "a" 00 0001 0001 01 "b" c00c 0001 0001 01 "c" c013 0001 0001 c01b 0001 0001';
    expect(namesOf(octetsOf(`0001 0100 0004 0000 0000 0000 ${questions}`))).toEqual(["a.", "b.a.", "c.b.a.", "c.b.a."]);
  });
});
