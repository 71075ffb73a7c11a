import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeMessage } from "./decode.ts";
import { WireError } from "./fault.ts";
import { octetsOf } from "./octets.fixture.ts";
import { frameForTcp, TcpFrames } from "./tcp-frames.ts";

/** What can be taken now. */
function takeAll(frames: TcpFrames): readonly Uint8Array[] {
  const messages: Uint8Array[] = [];
  for (let message = frames.take(); message !== null; message = frames.take()) messages.push(message);
  return messages;
}

function pushAndTake(frames: TcpFrames, chunk: Uint8Array): readonly Uint8Array[] {
  frames.push(chunk);
  return takeAll(frames);
}

const joined = (parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));

const arrivals: readonly { what: string; chunks: readonly string[]; messages: readonly string[]; left: number }[] = [
  { what: "nothing", chunks: [], messages: [], left: 0 },
  { what: "half a prefix", chunks: ["00"], messages: [], left: 1 },
  { what: "a prefix alone", chunks: ["0003"], messages: [], left: 2 },
  { what: "a message in one piece", chunks: ["0003 010203"], messages: ["010203"], left: 0 },
  { what: "octet by octet", chunks: ["00", "03", "01", "02", "03"], messages: ["010203"], left: 0 },
  { what: "two messages at once", chunks: ["0001 aa 0002 bbcc"], messages: ["aa", "bbcc"], left: 0 },
  { what: "a message and the start of the next", chunks: ["0001 aa 00", "01 bb"], messages: ["aa", "bb"], left: 0 },
  { what: "a message of no octets", chunks: ["0000 0001 aa"], messages: ["", "aa"], left: 0 },
  { what: "no octet more than the prefix says", chunks: ["0002 aabb 0009 cc"], messages: ["aabb"], left: 3 },
];

test.each(arrivals)("$what", ({ chunks, messages, left }) => {
  const frames = new TcpFrames();
  expect(chunks.flatMap((chunk) => pushAndTake(frames, octetsOf(chunk)))).toEqual(messages.map(octetsOf));
  expect(frames.length).toBe(left);
});

test("a message of no octets is a short header, not the end of the world", () => {
  const [empty] = pushAndTake(new TcpFrames(), octetsOf("0000"));
  expect(empty === undefined ? null : decodeMessage(empty)).toMatchObject({ why: { kind: "short-header" } });
});

test("however a stream is cut and whenever messages are taken, they come out whole and in order", () => {
  const cutStream = fc
    .tuple(
      fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 }),
      fc.array(fc.tuple(fc.nat(), fc.boolean()), { maxLength: 20 }),
    )
    .map(([messages, cuts]) => {
      const stream = joined(messages.map(frameForTcp));
      const places = cuts.map(([cut]) => cut % (stream.length + 1)).sort((left, right) => left - right);
      const chunks = [...places, stream.length].map((end, index) => stream.slice(places[index - 1] ?? 0, end));
      return { messages, chunks, takes: cuts.map(([, takes]) => takes) };
    });
  fc.assert(
    fc.property(cutStream, ({ messages, chunks, takes }) => {
      const frames = new TcpFrames();
      const found = chunks.flatMap((chunk, index) => {
        frames.push(chunk);
        return takes[index] === true ? takeAll(frames) : [];
      });
      expect([...found, ...takeAll(frames)]).toEqual(messages);
      expect(frames.length).toBe(0);
    }),
  );
});

test("a taken message keeps its octets when the socket's memory is used again", () => {
  const frames = new TcpFrames();
  const chunk = octetsOf("0002 aabb");
  const [message] = pushAndTake(frames, chunk);
  chunk.fill(0);
  expect(message).toEqual(octetsOf("aabb"));
});

test("the longest message fits, and one octet more does not", () => {
  const longest = new Uint8Array(65_535).fill(7);
  expect(pushAndTake(new TcpFrames(), frameForTcp(longest))).toEqual([longest]);
  expect(() => frameForTcp(new Uint8Array(65_536))).toThrow(WireError);
});

test("a long message that comes octet by octet is whole at its last one", () => {
  const frames = new TcpFrames();
  const octets = frameForTcp(new Uint8Array(65_535).fill(7));
  const early = [...octets.subarray(0, -1)].flatMap((octet) => pushAndTake(frames, Uint8Array.of(octet)));
  expect(early).toEqual([]);
  expect(pushAndTake(frames, octets.subarray(-1))).toEqual([octets.subarray(2)]);
});
