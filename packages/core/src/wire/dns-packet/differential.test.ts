import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeQuery, nameOf, type Query } from "../../dns/index.ts";
import { anything, modelledTypes, ordinary } from "../../dns/messages.fixture.ts";
import { decodeMessage, responseFromMessage } from "../decode.ts";
import { encodeMessage } from "../encode.ts";
import { namePlacesOf } from "../opaque-names.ts";
import type { Compression } from "../writer.ts";
import { decodeWithDnsPacket, encodeWithDnsPacket, messageFromPacket, packetFromMessage } from "./index.ts";

/** dns-packet 5.6.1 as the second implementation: it writes what we write, and reads what we read, or the bridge says why not. */

const compressions = fc.constantFrom<Compression>("off", "bind", "bind-9.20", "coredns");

/** A message without kind, as both decoders make it. */
function plain({ kind, ...message }: Query): object {
  return { ...message, isResponse: kind !== "query" };
}

function read(bytes: Uint8Array): object {
  const decoded = decodeMessage(bytes);
  if (decoded.kind === "undecodable") throw new Error(decoded.why.kind);
  return decoded.message;
}

/** The package takes these options apart, and throws at what it did not expect in them. */
function hasOptionThatTheyParse({ edns }: Query): boolean {
  return edns?.options.some(({ code }) => code === 8 || code === 11 || code === 14) === true;
}

/** The package keeps these data as octets, pointers and all, where a name in them came compressed. */
function hasNameThatTheyLeave({ answer, authority, additional }: Query): boolean {
  return [answer, authority, additional].flat().some(({ data }) => namePlacesOf(data.type) !== undefined);
}

/** How many messages the bridge carried over: a law about none of them would say nothing. */
function counted(law: (message: Query, compression: Compression) => boolean): { carried: number; refused: number } {
  const counts = { carried: 0, refused: 0 };
  fc.assert(
    fc.property(fc.oneof(ordinary.message, anything.message), compressions, (message, compression) => {
      if (law(message, compression)) counts.carried += 1;
      else counts.refused += 1;
    }),
    { numRuns: 1000 },
  );
  return counts;
}

test("what the bridge carries, dns-packet writes as we do", () => {
  const { carried } = counted((message) => {
    const written = encodeWithDnsPacket(message);
    if (written.kind === "unsupported") return false;
    expect(Uint8Array.from(written.value)).toEqual(Uint8Array.from(encodeMessage(message)));
    return true;
  });
  expect(carried).toBeGreaterThan(200);
});

test("what the bridge carries comes back the same", () => {
  const { carried } = counted((message) => {
    const packet = packetFromMessage(message);
    if (packet.kind === "unsupported") return false;
    expect(messageFromPacket(packet.value)).toEqual({ kind: "converted", value: plain(message) });
    return true;
  });
  expect(carried).toBeGreaterThan(200);
});

test("what the bridge carries, both read alike, compressed or not", () => {
  const { carried } = counted((message, compression) => {
    if (packetFromMessage(message).kind === "unsupported") return false;
    const bytes = encodeMessage(message, { compression });
    const theirs = decodeWithDnsPacket(bytes);
    if (theirs.kind === "unsupported" && (hasOptionThatTheyParse(message) || hasNameThatTheyLeave(message))) {
      for (const { kind } of theirs.problems) expect(["package-threw", "bad-value"]).toContain(kind);
      return false;
    }
    expect(theirs).toEqual({ kind: "converted", value: read(bytes) });
    return true;
  });
  expect(carried).toBeGreaterThan(200);
});

test("what the bridge refuses has its reasons, each with its place", () => {
  const { refused } = counted((message) => {
    const packet = packetFromMessage(message);
    if (packet.kind === "converted") return true;
    expect(packet.problems.length).toBeGreaterThan(0);
    for (const { where, what } of packet.problems) {
      expect(where).toMatch(/^(questions|answers|authorities|additionals|flags)/);
      expect(what).not.toBe("");
    }
    return false;
  });
  expect(refused).toBeGreaterThan(100);
});

describe.each(modelledTypes)("%s", (type) => {
  const owner = nameOf("www.kloud.lan.");
  test("its data go to dns-packet and back over the wire", () => {
    let carried = 0;
    fc.assert(
      fc.property(fc.oneof(ordinary.rdataOf(type), anything.rdataOf(type)), (data) => {
        const message = makeQuery(
          { name: owner, type, class: "IN" },
          { answer: [{ owner, class: "IN", ttl: 30, data }] },
        );
        const written = encodeWithDnsPacket(message);
        if (written.kind === "unsupported") return;
        carried += 1;
        expect(decodeWithDnsPacket(written.value)).toEqual({ kind: "converted", value: plain(message) });
      }),
      { numRuns: 200 },
    );
    expect(carried).toBeGreaterThan(0);
  });
});

test("a response stays a response", () => {
  const response = responseFromMessage(makeQuery({ name: nameOf("a.b."), type: "A", class: "IN" }));
  const packet = packetFromMessage(response);
  expect(packet.kind === "converted" && messageFromPacket(packet.value)).toMatchObject({ value: { isResponse: true } });
});
