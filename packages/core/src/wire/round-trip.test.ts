import fc from "fast-check";
import { expect, test } from "vitest";
import { anyName } from "../dns/arbitraries.fixture.ts";
import { makeQuery, nameOf, numberOfRrType, octetsOfRdata, type Query, type ResourceRecord } from "../dns/index.ts";
import { anything, modelledTypes } from "../dns/messages.fixture.ts";
import { decodeMessage, queryFromMessage, responseFromMessage } from "./decode.ts";
import { encodeMessage } from "./encode.ts";
import { fieldsOfType } from "./rdata-fields.ts";
import type { Compression } from "./writer.ts";

const compressions: readonly Compression[] = ["off", "bind", "bind-9.20", "coredns"];
const owner = nameOf("www.kloud.lan.");

/** The message that these octets hold, which must be as it should be. */
function read(bytes: Uint8Array): Query {
  const decoded = decodeMessage(bytes);
  if (decoded.kind === "undecodable") throw new Error(`${decoded.why.kind} at ${decoded.why.at}`);
  expect(decoded.irregularities).toEqual([]);
  expect(decoded.message.isResponse).toBe(false);
  return queryFromMessage(decoded.message);
}

test.each(compressions)("compression %s: what is written is read again", (compression) => {
  fc.assert(
    fc.property(anything.message, (message) => {
      expect(read(encodeMessage(message, { compression }))).toEqual(message);
    }),
    { numRuns: 500 },
  );
});

test.each(modelledTypes)("%s: its data are read as they were written, alone and compressed", (type) => {
  fc.assert(
    fc.property(anything.rdataOf(type), fc.constantFrom(...compressions), (data, compression) => {
      const record: ResourceRecord = { owner, class: "IN", ttl: 60, data };
      const message = makeQuery({ name: owner, type, class: "IN" }, { answer: [record], additional: [record] });
      expect(read(encodeMessage(message, { compression }))).toEqual(message);
    }),
    { numRuns: 50 },
  );
});

test.each(modelledTypes)("%s: the wire has the octets that the text forms make of the same data", (type) => {
  fc.assert(
    fc.property(anything.rdataOf(type), (data) => {
      const bytes = encodeMessage(
        makeQuery({ name: owner, type, class: "IN" }, { answer: [{ owner, class: "IN", ttl: 60, data }] }),
      );
      const start = 12 + 2 * owner.octets + 4 + 10;
      expect(bytes.subarray(start)).toEqual(octetsOfRdata(data));
      expect(bytes[start - 9]).toBe(numberOfRrType(type) & 0xff);
    }),
    { numRuns: 50 },
  );
});

test("every modelled type has its law", () => {
  expect([...modelledTypes].sort()).toEqual(Object.keys(fieldsOfType).sort());
});

test("a compressed message is never longer, and its names stay what they are", () => {
  fc.assert(
    fc.property(
      anything.message,
      fc.constantFrom<Compression>("bind", "bind-9.20", "coredns"),
      (message, compression) => {
        const whole = encodeMessage(message);
        const packed = encodeMessage(message, { compression });
        // BIND spends two octets on the root as the owner of an RRset's later records.
        const roots = [message.answer, message.authority, message.additional]
          .flat()
          .filter((r) => r.owner.labelCount === 0);
        expect(packed.length).toBeLessThanOrEqual(whole.length + roots.length);
      },
    ),
  );
});

test("records of one set that are spelled otherwise keep their spelling", () => {
  const records = ["a.lan.", "A.lan.", "a.LAN."].map((text): ResourceRecord => {
    return { owner: nameOf(text), class: "IN", ttl: 1, data: { type: "NS", host: nameOf("ns.lan.") } };
  });
  const message = makeQuery({ name: owner, type: "NS", class: "IN" }, { answer: records });
  for (const compression of compressions) expect(read(encodeMessage(message, { compression }))).toEqual(message);
});

test("names are found again in their own spelling alone", () => {
  fc.assert(
    fc.property(anyName, fc.constantFrom<Compression>("bind", "bind-9.20", "coredns"), (name, compression) => {
      const shouted = nameOf(name.text.replace(/(?<!\\)[a-z]/g, (letter) => letter.toUpperCase()));
      const record = { owner: shouted, class: "IN", ttl: 1, data: { type: "NS", host: name } } as const;
      const message = makeQuery({ name, type: "NS", class: "IN" }, { answer: [record] });
      const again = read(encodeMessage(message, { compression }));
      expect(again.answer[0]?.owner.text).toBe(shouted.text);
      expect(again.questions[0]?.name.text).toBe(name.text);
    }),
  );
});

test("whatever was read can be written, and is read as the same", () => {
  const mutated = fc
    .tuple(
      anything.message,
      fc.constantFrom(...compressions),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
    )
    .map(([message, compression, changes]) => {
      const bytes = encodeMessage(message, { compression });
      for (const [at, octet] of changes) bytes[at % bytes.length] = octet;
      return bytes;
    });
  fc.assert(
    fc.property(
      fc.oneof(mutated, fc.uint8Array({ maxLength: 80 })),
      fc.constantFrom(...compressions),
      (bytes, compression) => {
        const decoded = decodeMessage(bytes);
        if (decoded.kind === "undecodable") return;
        const response = responseFromMessage(decoded.message);
        const again = decodeMessage(encodeMessage(response, { compression }));
        if (again.kind === "undecodable") throw new Error(again.why.kind);
        expect(responseFromMessage(again.message)).toEqual(response);
      },
    ),
    { numRuns: 2000 },
  );
});

test("a response is told by its first bit, and nothing else differs", () => {
  fc.assert(
    fc.property(anything.message, (message) => {
      const asQuery = encodeMessage(message);
      const asResponse = encodeMessage(responseFromMessage(message));
      expect((asResponse[2] ?? 0) ^ (asQuery[2] ?? 0)).toBe(0x80);
      expect(asResponse.subarray(3)).toEqual(asQuery.subarray(3));
    }),
  );
});
