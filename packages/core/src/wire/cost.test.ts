import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_MAX_RECORDS, decodeMessage, decodeWith, responseFromMessage } from "./decode.ts";
import { encodeMessage } from "./encode.ts";
import { WireError } from "./fault.ts";
import { octetsOf, repeated } from "./octets.fixture.ts";
import { WireReader } from "./reader.ts";
import { MAX_MESSAGE_OCTETS } from "./writer.ts";

/** Labels and pointers that reading looks at. */
function stepsOf(bytes: Uint8Array): number {
  const reader = new WireReader(bytes, DEFAULT_MAX_RECORDS);
  decodeWith(reader);
  return reader.steps;
}

const two = (number: number): string => number.toString(16).padStart(4, "0");
const pointer = (target: number): string => two(0xc000 | target);

const FILLERS = 40;
/** Where the octets of the first record's data begin, behind questions that fill the reader's memory of names. */
const CHAIN_AT = 12 + FILLERS * 7 + 11;

/** A record whose data are a chain of pointers, each to the one before, and records whose owners stand at its far end. */
function pointerBomb(size: number, hops = 125): Uint8Array {
  const chain = Array.from({ length: hops }, (_, hop) => pointer(hop === 0 ? 14 : CHAIN_AT + 2 * (hop - 1))).join("");
  const records = Math.floor((size - CHAIN_AT - 2 * hops) / 12);
  const owners = repeated(`${pointer(CHAIN_AT + 2 * (hops - 1))} ff00 0001 00000000 0000`, records);
  const fillers = repeated('01 "a" 00 0001 0001', FILLERS);
  return octetsOf(`0001 8180 ${two(FILLERS)} ${two(records + 1)} 0000 0000 ${fillers}
    00 ff00 0001 00000000 ${two(2 * hops)} ${chain} ${owners}`);
}

/** Names of 127 labels, again and again. */
function labelBomb(size: number): Uint8Array {
  const records = Math.floor(size / 265);
  return octetsOf(
    `0001 8180 0000 ${two(records)} 0000 0000 ${repeated(`${'01 "a"'.repeat(127)} 00 ff00 0001 00000000 0000`, records)}`,
  );
}

/** Owners of a label and a pointer to the owner before, so that each name is longer than the last; 120 make a run. */
function ladder(size: number): Uint8Array {
  const records = Math.floor(size / 14);
  const rungs = Array.from({ length: records }, (_, rung) => {
    const before = 12 + 14 * (rung - 1);
    const isFirst = rung % 120 === 0 || before > 0x3fff;
    return isFirst ? '01 "a" 00 ff00 0001 00000000 0001 00' : `01 "a" ${pointer(before)} ff00 0001 00000000 0000`;
  });
  return octetsOf(`0001 8180 0000 ${two(records)} 0000 0000 ${rungs.join(" ")}`);
}

test("a chain costs its length once, not once for each name that stands at its end", () => {
  const [few, many] = [pointerBomb(4000), pointerBomb(16_000)].map(stepsOf);
  expect((many ?? 0) - (few ?? 0)).toBeLessThanOrEqual(2 * (12_000 / 12) + 2);
});

test("a chain of more pointers than any name can need is refused", () => {
  expect(decodeMessage(pointerBomb(2000, 125)).kind).toBe("message");
  for (const hops of [126, 200, 5000]) {
    const decoded = decodeMessage(pointerBomb(30_000, hops));
    expect(decoded.kind === "undecodable" && decoded.why.kind).toBe("pointer-loop");
  }
});

describe.each([
  { what: "a chain of pointers", bomb: pointerBomb },
  { what: "names of 127 labels", bomb: labelBomb },
  { what: "names that grow by pointers", bomb: ladder },
])("$what", ({ bomb }) => {
  test.each([1000, 8000, 64_000])("%i octets cost at most 130 steps for each name", (size) => {
    const bytes = bomb(size);
    const names = bytes.length / 11;
    expect(bytes.length).toBeLessThanOrEqual(MAX_MESSAGE_OCTETS);
    expect(stepsOf(bytes)).toBeLessThanOrEqual(130 * names);
  });

  test("twice the octets, at most twice the work, and a little", () => {
    expect(stepsOf(bomb(60_000))).toBeLessThanOrEqual(2.5 * stepsOf(bomb(30_000)));
  });
});

test("any octets cost at most 130 steps for each name that they have room for", () => {
  const hostile = fc
    .tuple(fc.array(fc.constantFrom(0xc0, 0x0c, 0, 1, 12, 13, 14, 0x61), { minLength: 1, maxLength: 600 }), fc.nat(255))
    .map(([body, count]) => Uint8Array.from([0, 1, 1, 0, 0, count, 0, count, 0, count, 0, count, ...body]));
  fc.assert(
    fc.property(hostile, (bytes) => {
      expect(stepsOf(bytes)).toBeLessThanOrEqual(130 * (1 + bytes.length / 5));
    }),
    { numRuns: 1000 },
  );
});

describe("so many questions and records, and no more", () => {
  const roots = (questions: number, records: number): Uint8Array =>
    octetsOf(
      `0001 0100 ${two(questions)} ${two(records)} 0000 0000 ${repeated("00 0001 0001", questions)}${repeated("00 ff00 0001 00000000 0000", records)}`,
    );

  test.each([
    { questions: 1, records: 4095, kind: "message" },
    { questions: 1, records: 4096, kind: "undecodable" },
    { questions: 4096, records: 0, kind: "message" },
    { questions: 4097, records: 0, kind: "undecodable" },
  ])("$questions questions and $records records: $kind", ({ questions, records, kind }) => {
    const decoded = decodeMessage(roots(questions, records));
    expect(decoded.kind).toBe(kind);
    if (decoded.kind === "undecodable") expect(decoded.why.kind).toBe("too-many-records");
  });

  test("the limit can be moved", () => {
    expect(decodeMessage(roots(1, 5000), { maxRecords: 5001 }).kind).toBe("message");
    expect(decodeMessage(roots(1, 1), { maxRecords: 1 })).toMatchObject({
      kind: "undecodable",
      why: { kind: "too-many-records", at: 17 },
    });
  });
});

test("a message that its pointers made small may be too large to write without them, and says so", () => {
  const name = `${repeated(`3f "${"a".repeat(63)}"`, 3)} 00`;
  const bytes = octetsOf(
    `0001 8180 0001 0190 0000 0000 ${name} 0001 0001 ${repeated("c00c ff00 0001 00000000 0000", 400)}`,
  );
  const decoded = decodeMessage(bytes);
  if (decoded.kind === "undecodable") throw new Error(decoded.why.kind);
  const message = responseFromMessage(decoded.message);
  expect(() => encodeMessage(message)).toThrow(WireError);
  expect(encodeMessage(message, { compression: "bind" })).toEqual(bytes);
});
