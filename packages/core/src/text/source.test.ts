import fc from "fast-check";
import { expect, test } from "vitest";
import {
  outermostSpan,
  positionOf,
  sourceFromBytes,
  sourceFromText,
  sourceWithin,
  spanOf,
  spanOver,
  wholeSpan,
} from "./source.ts";

const text = "first\nsecønd\n\tthird";

test.each([
  { at: 0, line: 1, column: 1, why: "the first byte" },
  { at: 5, line: 1, column: 6, why: "a line feed belongs to the line that it ends" },
  { at: 6, line: 2, column: 1, why: "the byte behind it begins the next line" },
  { at: 9, line: 2, column: 4, why: "the first byte of a two-byte character" },
  { at: 11, line: 2, column: 5, why: "columns count characters, not bytes" },
  { at: 15, line: 3, column: 2, why: "a tab is one column" },
  { at: 999, line: 3, column: 7, why: "an offset behind the end is the end" },
])("byte $at is $line:$column, $why", ({ at, line, column }) => {
  expect(positionOf(sourceFromText("x", text), at)).toEqual({ line, column });
});

test("positions never go back while offsets go on", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(200), (bytes, at) => {
      const source = sourceFromBytes("x", bytes);
      const here = positionOf(source, at);
      const next = positionOf(source, at + 1);
      expect(next.line > here.line || (next.line === here.line && next.column >= here.column)).toBe(true);
    }),
  );
});

const yaml = sourceFromText("cm.yaml", "data:\n  Corefile: |\n    .:53 {\n      errors\n    }\n");
const corefile = sourceWithin(yaml, "cm.yaml (Corefile)", new TextEncoder().encode(".:53 {\n  errors\n}\n"), [
  { start: 0, length: 7, parentStart: 24 },
  { start: 7, length: 9, parentStart: 35 },
  { start: 16, length: 2, parentStart: 48 },
]);

test.each([
  { start: 0, end: 4, outer: ".:53" },
  { start: 9, end: 15, outer: "errors" },
  { start: 16, end: 17, outer: "}" },
])("bytes $start to $end of a Corefile stand as $outer in its ConfigMap", ({ start, end, outer }) => {
  const span = outermostSpan(spanOf(corefile, start, end));
  expect(span.source).toBe(yaml);
  expect(new TextDecoder().decode(yaml.bytes.subarray(span.start, span.end))).toBe(outer);
});

test("a span before the first segment stays where it is", () => {
  const lone = sourceWithin(yaml, "part", Uint8Array.of(1, 2), [{ start: 1, length: 1, parentStart: 0 }]);
  expect(outermostSpan(spanOf(lone, 0, 1)).source).toBe(lone);
});

test("a segment that ends behind its parent is our bug", () => {
  expect(() =>
    sourceWithin(yaml, "x", Uint8Array.of(1), [{ start: 0, length: 1, parentStart: yaml.bytes.length }]),
  ).toThrow("segment");
});

test("a span over two spans reaches from the first to the last", () => {
  const source = sourceFromText("x", text);
  expect(spanOver(spanOf(source, 1, 2), spanOf(source, 7, 9))).toEqual(spanOf(source, 1, 9));
  expect(wholeSpan(source).end).toBe(source.bytes.length);
  expect(() => spanOver(spanOf(source, 0, 1), spanOf(yaml, 0, 1))).toThrow("two sources");
});

test("a span within a part lies within the file that holds it, whatever the segments", () => {
  const segments = fc.array(fc.tuple(fc.nat(9), fc.nat(9), fc.nat(30)), { maxLength: 5 });
  fc.assert(
    fc.property(segments, fc.nat(60), fc.nat(60), (parts, left, right) => {
      let start = 0;
      const placed = parts.map(([gap, length, parentStart]) => {
        const segment = { start: start + gap, length, parentStart };
        start += gap + length;
        return segment;
      });
      const parent = sourceFromBytes("outer", new Uint8Array(50));
      const part = sourceWithin(parent, "part", new Uint8Array(60), placed);
      const span = outermostSpan(spanOf(part, Math.min(left, right), Math.max(left, right)));
      expect(span.start).toBeLessThanOrEqual(span.end);
      expect(span.end).toBeLessThanOrEqual(span.source.bytes.length);
      expect(span.source === parent).toBe(placed.some((segment) => segment.start <= Math.min(left, right)));
    }),
  );
});

test("a file within a part within a file", () => {
  const outer = sourceFromText("outer", "0123456789");
  const middle = sourceWithin(outer, "middle", new TextEncoder().encode("3456"), [
    { start: 0, length: 4, parentStart: 3 },
  ]);
  const inner = sourceWithin(middle, "inner", new TextEncoder().encode("45"), [
    { start: 0, length: 2, parentStart: 1 },
  ]);
  expect(outermostSpan(spanOf(inner, 1, 2))).toEqual(spanOf(outer, 5, 6));
});
