import fc from "fast-check";
import { expect, test } from "vitest";
import { drawPicture } from "./picture.ts";

/** What stands in a picture, in the order of drawing: texts, and how many lines there are. */
function seen(svg: string): readonly string[] {
  const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = ""]) => text);
  const lines = [...svg.matchAll(/<path [^>]*marker-end[^>]*>/g)].map(([path]) =>
    path.includes("dasharray") ? "dashed" : "solid",
  );
  return [...texts, ...lines];
}

test.each<readonly [string, string, readonly string[]]>([
  ["a box", "[laptop]", ["laptop"]],
  ["a box with a note", "[dns1: BIND, active]", ["dns1", "BIND, active"]],
  ["two columns and an arrow", "[a]\n[b]\na -> b: asks", ["a", "b", "asks", "solid"]],
  ["an arrow back, dashed, without a word", "[a]\n[b]\nb ..> a", ["a", "b", "dashed"]],
  ["an arrow down", "[a] [b]\na -> b: adverts", ["a", "b", "adverts", "solid"]],
  [
    "names with dots and slashes",
    "[198.19.0.30]\n[n/p]\n198.19.0.30 -> n/p: policy Local",
    ["198.19.0.30", "n/p", "policy Local", "solid"],
  ],
  ["signs of XML", "[a<b: x & y]", ["a&#60;b", "x &#38; y"]],
])("%s", (_, text, expected) => {
  expect(seen(drawPicture(text))).toEqual(expected);
});

test.each<readonly [string, string, string]>([
  ["a box that is not there", "[a]\na -> b", "a picture has no box [b]"],
  ["a line that is none", "[a]\na => b", "no line of a picture: a => b"],
  ["an arrow across a column", "[a]\n[b]\n[c]\na -> c", "an arrow of a picture would cross a box: a to c"],
])("refused: %s", (_, text, message) => {
  expect(() => drawPicture(text)).toThrow(message);
});

test("law: boxes do not overlap, and all of them are inside of the picture", () => {
  const column = fc.array(fc.stringMatching(/^[a-z]{1,20}$/), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(column, { minLength: 1, maxLength: 5 }), (columns) => {
      const text = columns.map((names, at) => names.map((name, row) => `[${name}${at}${row}]`).join(" ")).join("\n");
      const svg = drawPicture(text);
      const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)?.map(Number) ?? [];
      const boxes = [...svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g)].map(
        (found) => {
          const [x = 0, y = 0, w = 0, h = 0] = found.slice(1).map(Number);
          return { left: x, top: y, right: x + w, bottom: y + h };
        },
      );
      expect(boxes).toHaveLength(columns.flat().length);
      for (const [index, one] of boxes.entries()) {
        expect(one.left >= 0 && one.top >= 0 && one.right <= (width ?? 0) && one.bottom <= (height ?? 0)).toBe(true);
        for (const other of boxes.slice(index + 1)) {
          const isApart =
            one.right < other.left || other.right < one.left || one.bottom < other.top || other.bottom < one.top;
          expect(isApart).toBe(true);
        }
      }
    }),
  );
});
