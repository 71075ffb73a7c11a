import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allOf, measuredWidth, readSvg } from "./read-svg.fixture.ts";
import {
  boldWidthOf,
  escapeXml,
  FONT,
  shortened,
  shortenedApart,
  svgOf,
  text,
  widestOf,
  widthOf,
  wrapped,
} from "./svg.ts";

const anything = fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }));
const PRINTABLE = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at));

describe("texts in XML", () => {
  it.each<readonly [string, string]>([
    ["dns1", "dns1"],
    ["a & b", "a &amp; b"],
    ["&amp;", "&amp;amp;"],
    ["<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"],
    ['" onload="x', "&quot; onload=&quot;x"],
    ["]]>", "]]&gt;"],
    ["it's", "it's"],
    ["a\tb", "a\tb"],
    ["two\nlines", "two lines"],
    ["two\r\n\nlines", "two lines"],
    ["\u0000\u0007\u001b[31m", "\ufffd\ufffd\ufffd[31m"],
    ["\ufffe\uffff", "\ufffd\ufffd"],
    ["\ud800 alone", "\ufffd alone"],
    ["\ud83d\ude00 and é", "\ud83d\ude00 and é"],
  ])("%j: %j", (said, expected) => {
    expect(escapeXml(said)).toBe(expected);
  });

  it("law: whatever is said, a strict reader finds one text and nothing else of it", () => {
    fc.assert(
      fc.property(anything, anything, (title, said) => {
        const root = readSvg(svgOf(10, 10, title, [text(1, 2, said)]));
        expect(allOf(root).filter(({ name }) => name === "text")).toHaveLength(1);
        const found = root.children.find(({ name }) => name === "text");
        expect(found?.attributes).toEqual({ x: "1", y: "2", fill: "#1f2933" });
        expect(escapeXml(found?.text ?? "")).toBe(escapeXml(said));
      }),
    );
  });

  it("weight, colour and anchor are attributes, in this order", () => {
    expect(text(1, 2, "a", { weight: "bold", anchor: "end", colour: "#fff" })).toBe(
      '<text x="1" y="2" font-weight="bold" text-anchor="end" fill="#fff">a</text>',
    );
  });
});

describe("how wide a text is", () => {
  it.each(PRINTABLE)("%j is no wider in DejaVu Sans and in Arial", (character) => {
    // Ten of them: the estimate is rounded up.
    const ten = character.repeat(10);
    expect(widthOf(ten)).toBeGreaterThanOrEqual(measuredWidth(ten, "regular", FONT));
    expect(boldWidthOf(ten)).toBeGreaterThanOrEqual(measuredWidth(ten, "bold", FONT));
  });

  it.each<readonly [string, number, number]>([
    ["", 0, 0],
    ["192.168.13.10", 93, 106],
    ["MASTER", 63, 72],
    ["公司", 26, 29],
    ["→", 11, 12],
  ])("%j: %d, in bold %d", (said, plain, bold) => {
    expect([widthOf(said), boldWidthOf(said)]).toEqual([plain, bold]);
  });

  it("law: real texts are not much narrower than is thought, so that boxes are not half empty", () => {
    const word = fc.constantFrom(
      "192.168.13.10",
      "coredns-5dd5756b68-7wq2m",
      "BIND 9.18",
      "keepalived: VI_1",
      "NOERROR",
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
        const said = words.join(" ");
        expect(widthOf(said)).toBeLessThan(1.25 * measuredWidth(said, "regular", FONT) + 2);
      }),
    );
  });

  it("the widest of several; of none nothing", () => {
    expect([widestOf(["a", "abc", "ab"]), widestOf([])]).toEqual([widthOf("abc"), 0]);
  });
});

describe("names that are too long", () => {
  it.each<readonly [string, number, string]>([
    ["short", 10, "short"],
    ["exactly-10", 10, "exactly-10"],
    ["coredns-5dd5756b68-7wq2m", 12, "coredn…7wq2m"],
    ["aaaa", 3, "a…a"],
    ["aaaa", 2, "a…"],
    ["aaaa", 1, "…"],
    ["\ud83d\ude00\ud83d\ude01\ud83d\ude02\ud83d\ude03", 3, "\ud83d\ude00…\ud83d\ude03"],
  ])("%s in %d characters: %s", (name, most, expected) => {
    expect(shortened(name, most)).toBe(expected);
  });

  it("law: never longer than it may be, and its beginning and end are the name's", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 20 }), (name, most) => {
        const short = shortened(name, most);
        expect([...short].length).toBe(Math.min(most, [...name].length));
        if (short === name) return;
        const [begin = "", end = ""] = [short.slice(0, short.indexOf("…")), short.slice(short.lastIndexOf("…") + 1)];
        expect(name.startsWith(begin) && name.endsWith(end)).toBe(true);
      }),
    );
  });

  it("law: wrapped, no line is longer than it may be, and of short words none is lost", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", ".", "\ud83d\ude00"), maxLength: 14 });
    fc.assert(
      fc.property(fc.array(word), fc.integer({ min: 16, max: 40 }), (words, most) => {
        const lines = wrapped(words.join(" "), most);
        for (const own of lines) expect([...own].length).toBeLessThanOrEqual(most);
        for (const own of lines.slice(1)) expect(own).toMatch(/^\u00a0\u00a0/);
        expect(lines.map((own) => own.replace(/^\u00a0\u00a0/, "")).join(" ")).toBe(words.join(" "));
      }),
    );
  });

  it.each<readonly [readonly string[], readonly string[]]>([
    [
      ["dns1", "dns2"],
      ["dns1", "dns2"],
    ],
    [
      ["a-long-name-1", "a-long-name-2"],
      ["a-lo…me-1", "a-lo…me-2"],
    ],
    // The middle is what differs: the domain goes.
    [
      ["node1.cluster.example.org", "node2.cluster.example.org"],
      ["node1", "node2"],
    ],
    // Addresses have no domain.
    [
      ["192.168.130.10", "192.168.230.10"],
      ["192.168.130.10", "192.168.230.10"],
    ],
    // Nothing helps: whole.
    [
      ["one-name-1-and-so-on.a", "one-name-2-and-so-on.a"],
      ["one-name-1-and-so-on.a", "one-name-2-and-so-on.a"],
    ],
    [
      ["same", "same"],
      ["same", "same"],
    ],
  ])("%j in 9 characters: %j", (names, expected) => {
    expect(shortenedApart(names, 9)).toEqual(expected);
  });

  it("law: different names stay different, equal ones equal", () => {
    const name = fc.array(fc.constantFrom("node", "-", ".", "1", "2", "x".repeat(6)), { maxLength: 6 });
    fc.assert(
      fc.property(
        fc.array(
          name.map((parts) => parts.join("")),
          { maxLength: 5 },
        ),
        fc.integer({ min: 3, max: 9 }),
        (names, most) => {
          const made = shortenedApart(names, most);
          for (const [one, left] of names.entries()) {
            for (const [other, right] of names.entries()) expect(made[one] === made[other]).toBe(left === right);
          }
        },
      ),
    );
  });
});
