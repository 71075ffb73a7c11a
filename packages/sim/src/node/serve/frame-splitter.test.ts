import fc from "fast-check";
import { expect, it } from "vitest";
import { FrameSplitter, frameOf } from "./frame-splitter.ts";

function takeAll(splitter: FrameSplitter): readonly string[] {
  const taken: string[] = [];
  for (let message = splitter.take(); message !== null; message = splitter.take()) {
    taken.push(Buffer.from(message).toString("hex"));
  }
  return taken;
}

it.each([
  ["one message", ["0002abcd"], ["abcd"]],
  ["the prefix in two pieces", ["00", "02abcd"], ["abcd"]],
  ["octet by octet", ["00", "02", "ab", "cd"], ["abcd"]],
  ["two in one piece", ["0001ab0001cd"], ["ab", "cd"]],
  ["an empty one between", ["0001ab00000001cd"], ["ab", "", "cd"]],
  ["an end that has not come", ["0003abcd"], []],
  ["half a prefix", ["0001ab00"], ["ab"]],
])("%s", (_what, pieces, expected) => {
  const splitter = new FrameSplitter();
  const taken = pieces.flatMap((piece) => {
    splitter.push(Buffer.from(piece, "hex"));
    return takeAll(splitter);
  });
  expect(taken).toEqual(expected);
});

it("law: however a stream is cut, the messages are the same", () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 40 })),
      fc.array(fc.integer({ min: 1, max: 30 })),
      (messages, cuts) => {
        const stream = Buffer.concat(messages.map(frameOf));
        const splitter = new FrameSplitter();
        const taken: string[] = [];
        let at = 0;
        for (const cut of [...cuts, stream.length]) {
          splitter.push(stream.subarray(at, at + cut));
          taken.push(...takeAll(splitter));
          at += cut;
        }
        expect(taken).toEqual(messages.map((message) => Buffer.from(message).toString("hex")));
        expect(splitter.length).toBe(0);
      },
    ),
  );
});

it("65,535 octets, one at a time, are joined twice at most", () => {
  const message = Buffer.alloc(65_535, 7);
  const joins: number[] = [];
  const concat = Buffer.concat.bind(Buffer);
  Buffer.concat = (list, length) => {
    joins.push(list.length);
    return concat(list, length);
  };
  try {
    const splitter = new FrameSplitter();
    for (const octet of frameOf(message)) {
      splitter.push(Buffer.of(octet));
      const taken = splitter.take();
      if (taken !== null) expect(Buffer.compare(taken, message)).toBe(0);
    }
    expect(splitter.length).toBe(0);
  } finally {
    Buffer.concat = concat;
  }
  expect(joins).toEqual([2, 65_536]);
});
