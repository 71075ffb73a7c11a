import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeMessage } from "./decode.ts";
import { WireError } from "./fault.ts";
import { octetsOf } from "./octets.fixture.ts";
import { frameForTcp, TcpFrames } from "./tcp-frames.ts";

const joined = (parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));

const arrivals: readonly { what: string; chunks: readonly string[]; messages: readonly string[]; isBetween: boolean }[] = [
  { what: "nothing", chunks: [], messages: [], isBetween: true },
  { what: "half a prefix", chunks: ["00"], messages: [], isBetween: false },
  { what: "a prefix alone", chunks: ["0003"], messages: [], isBetween: false },
  { what: "a message in one piece", chunks: ["0003 010203"], messages: ["010203"], isBetween: true },
  { what: "octet by octet", chunks: ["00", "03", "01", "02", "03"], messages: ["010203"], isBetween: true },
  { what: "two messages at once", chunks: ["0001 aa 0002 bbcc"], messages: ["aa", "bbcc"], isBetween: true },
  { what: "a message and the start of the next", chunks: ["0001 aa 00", "01 bb"], messages: ["aa", "bb"], isBetween: true },
  { what: "a message of no octets", chunks: ["0000 0001 aa"], messages: ["", "aa"], isBetween: true },
  { what: "no octet more than the prefix says", chunks: ["0002 aabb 0009 cc"], messages: ["aabb"], isBetween: false },
];

test.each(arrivals)("$what", ({ chunks, messages, isBetween }) => {
  const frames = new TcpFrames();
  expect(chunks.flatMap((chunk) => frames.push(octetsOf(chunk)))).toEqual(messages.map(octetsOf));
  expect(frames.isBetweenMessages).toBe(isBetween);
});

test("a message of no octets is a short header, not the end of the world", () => {
  const [empty] = new TcpFrames().push(octetsOf("0000"));
  expect(empty === undefined ? null : decodeMessage(empty)).toMatchObject({ why: { kind: "short-header" } });
});

test("however a stream is cut, its messages come out whole and in order", () => {
  const cutStream = fc
    .tuple(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 }), fc.array(fc.nat(), { maxLength: 20 }))
    .map(([messages, cuts]) => {
      const stream = joined(messages.map(frameForTcp));
      const places = [0, ...cuts.map((cut) => cut % (stream.length + 1)).sort((left, right) => left - right), stream.length];
      return { messages, chunks: places.slice(1).map((end, index) => stream.slice(places[index], end)) };
    });
  fc.assert(
    fc.property(cutStream, ({ messages, chunks }) => {
      const frames = new TcpFrames();
      const found = chunks.flatMap((chunk) => {
        const out = frames.push(chunk);
        chunk.fill(0xee);
        return out;
      });
      expect(found).toEqual(messages);
      expect(frames.isBetweenMessages).toBe(true);
    }),
  );
});

test("the longest message fits, and one octet more does not", () => {
  const longest = new Uint8Array(65_535).fill(7);
  expect(new TcpFrames().push(frameForTcp(longest))).toEqual([longest]);
  expect(() => frameForTcp(new Uint8Array(65_536))).toThrow(WireError);
});

describe("a message that is promised and never comes", () => {
  test("holds no more than it was promised", () => {
    const frames = new TcpFrames();
    frames.push(octetsOf("ffff"));
    for (let sent = 0; sent < 65_534; sent += 1) expect(frames.push(Uint8Array.of(1))).toHaveLength(0);
    expect(frames.push(Uint8Array.of(1))).toHaveLength(1);
    expect(frames.isBetweenMessages).toBe(true);
  });
});
