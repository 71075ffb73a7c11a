import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { humanDuration } from "./age.ts";
import { parseLabelSelector } from "./label-selector.ts";
import { printYaml } from "./print-yaml.ts";
import { sha512Hex } from "./sha512.ts";
import { printTable } from "./table.ts";

const [MINUTE, HOUR, DAY, YEAR] = [60, 3600, 86_400, 31_536_000] as const;

// Rows of apimachinery's duration_test.go, and the edges between them.
describe("AGE", () => {
  it.each([
    [-2, "<invalid>"],
    [-1, "0s"],
    [0, "0s"],
    [119, "119s"],
    [2 * MINUTE, "2m"],
    [2 * MINUTE + 1, "2m1s"],
    [10 * MINUTE - 1, "9m59s"],
    [10 * MINUTE, "10m"],
    [3 * HOUR - 1, "179m"],
    [3 * HOUR, "3h"],
    [3 * HOUR + MINUTE, "3h1m"],
    [8 * HOUR, "8h"],
    [2 * DAY - 1, "47h"],
    [2 * DAY, "2d"],
    [4 * DAY + 9 * HOUR, "4d9h"],
    [8 * DAY, "8d"],
    [43 * DAY + HOUR, "43d"],
    [2 * YEAR - 1, "729d"],
    [2 * YEAR, "2y"],
    [2 * YEAR + DAY, "2y1d"],
    [8 * YEAR, "8y"],
    [400 * YEAR, "400y"],
  ])("%d s: %s", (seconds, expected) => {
    expect(humanDuration(seconds)).toBe(expected);
  });
});

it("AGE is never more than a unit of its last part below the truth", () => {
  const unit: Readonly<Record<string, number>> = { s: 1, m: MINUTE, h: HOUR, d: DAY, y: YEAR };
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20 * YEAR }), (seconds) => {
      const parts = [...humanDuration(seconds).matchAll(/(\d+)([smhdy])/g)];
      const told = parts.reduce((sum, [, count, name]) => sum + Number(count) * (unit[name ?? ""] ?? 0), 0);
      const smallest = unit[parts.at(-1)?.[2] ?? ""] ?? 0;
      expect(seconds - told).toBeGreaterThanOrEqual(0);
      expect(seconds - told).toBeLessThan(smallest);
    }),
  );
});

describe("tables", () => {
  it("control characters stay out of a terminal", () => {
    expect(printTable([["a\u001b[2J", "b"]])).toBe("a\\u{1b}[2J   b\n");
  });

  it("three blanks between columns, none behind the last", () => {
    expect(
      printTable([
        ["NAME", "AGE"],
        ["a", "5d"],
        ["longer", "é"],
      ]),
    ).toBe("NAME     AGE\na        5d\nlonger   é\n");
  });
});

describe("label selectors", () => {
  const labels = { "k8s-app": "kube-dns", tier: "front", empty: "" };
  it.each<readonly [string, boolean | null]>([
    ["k8s-app=kube-dns", true],
    ["k8s-app==kube-dns", true],
    ["k8s-app = kube-dns , tier=front", true],
    ["k8s-app=kube-dns,tier=back", false],
    ["tier!=back", true],
    ["other!=back", true],
    ["empty=", true],
    ["tier", true],
    ["other", false],
    ["!other", true],
    ["!tier", false],
    ["tier in (back, front)", true],
    ["tier notin (back)", true],
    ["other notin (back)", true],
    ["other in (back)", false],
    ["tier in (back),k8s-app", false],
    ["constructor", false],
    ["__proto__", null],
    ["", true],
    ["=x", null],
    ["a b", null],
    ["tier in back", null],
  ])("%s: %s", (selector, expected) => {
    const isSelected = parseLabelSelector(selector);
    expect(isSelected === null ? null : isSelected(labels)).toBe(expected);
  });
});

describe("YAML", () => {
  it.each<readonly [string, unknown, string]>([
    ["keys sorted, lists not indented", { b: [{ d: 1, c: 2 }], a: "x" }, "a: x\nb:\n- c: 2\n  d: 1\n"],
    [
      "what YAML 1.1 takes for something else is quoted",
      { a: "yes", b: "9153", c: "2023-11-20T14:02:14Z", d: "" },
      'a: "yes"\nb: "9153"\nc: "2023-11-20T14:02:14Z"\nd: ""\n',
    ],
    ["lines as a block", { a: "b\n  c\n" }, "a: |\n  b\n    c\n"],
    [
      "a blank before a line's end, or a tab: quoted in one line",
      { a: "b \nc\n", d: "e\n\tf\n" },
      'a: "b \\nc\\n"\nd: "e\\n\\tf\\n"\n',
    ],
    ["long lines stay whole", { a: "x ".repeat(60).trim() }, `a: ${"x ".repeat(60).trim()}\n`],
  ])("%s", (_, value, expected) => {
    expect(printYaml(value)).toBe(expected);
  });

  it("whatever is printed is read again", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.stringMatching(/^[a-z]{1,5}$/),
          fc.oneof(fc.string(), fc.string({ unit: "grapheme" }), fc.integer(), fc.boolean()),
        ),
        (value) => {
          expect(parse(printYaml(value), { version: "1.1" })).toEqual(value);
        },
      ),
    );
  });
});

it("SHA-512 is that of Node", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(sha512Hex(bytes)).toBe(createHash("sha512").update(bytes).digest("hex"));
    }),
  );
});
