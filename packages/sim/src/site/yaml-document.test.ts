import { placeOf, sourceFromBytes, sourceFromText } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import type { ValuePath } from "./placed-document.ts";
import { readYaml } from "./yaml-document.ts";
import type { YamlLimits } from "./yaml-limits.ts";

function read(text: string, limits: Partial<YamlLimits> = {}): ReturnType<typeof readYaml> {
  return readYaml(sourceFromText("f", text), limits);
}

function valuesOf(text: string): readonly unknown[] {
  return read(text).value.map(({ value }) => value);
}

function said(text: string, limits: Partial<YamlLimits> = {}): readonly string[] {
  return read(text, limits).diagnostics.map(
    ({ span, severity, code, message }) => `${placeOf(span)} ${severity} ${code} ${message}`,
  );
}

describe("documents", () => {
  it.each<readonly [string, string, readonly unknown[]]>([
    ["none", "", []],
    ["comments alone", "# a\n---\n# b\n", []],
    ["one", "a: 1\n", [{ a: 1 }]],
    ["several, an empty one among them", "a: 1\n---\n---\n- b\n...\n--- c\n", [{ a: 1 }, ["b"], "c"]],
    [
      "JSON with tabs",
      '{\n\t"a": [1, 2.5, true, null, "\\u00e9\\ud83d\\ude00"]\n}\n',
      [{ a: [1, 2.5, true, null, "é😀"] }],
    ],
    ["JSON, one value a line", '{"a":1}\n---\n{"b":2}\n', [{ a: 1 }, { b: 2 }]],
    ["words that YAML 1.1 took for booleans stay texts", "a: yes\nb: No\nc: on\n", [{ a: "yes", b: "No", c: "on" }]],
    [
      "times and octals stay as written",
      "a: 2023-11-20T14:02:14Z\nb: 010\nc: 0o10\n",
      [{ a: "2023-11-20T14:02:14Z", b: 10, c: 8 }],
    ],
    ["keys that are numbers or nothing", "1: a\n53: b\n~: c\n", [{ 1: "a", 53: "b", "": "c" }]],
    ["CR LF", "a:\r\n  - b\r\n", [{ a: ["b"] }]],
    ["a byte order mark", "\uFEFFa: 1\n", [{ a: 1 }]],
    ["a value behind an alias", "a: &x [1]\nb: *x\n", [{ a: [1], b: [1] }]],
    ["the latest anchor of a name", "a: &x 1\nb: &x 2\nc: *x\n", [{ a: 1, b: 2, c: 2 }]],
    [
      "merged maps: own keys first, then the earlier map",
      "a: &x { p: 1, q: 1 }\nb: &y { q: 2, r: 2 }\nc: { <<: [*x, *y], p: 3 }\n",
      [{ a: { p: 1, q: 1 }, b: { q: 2, r: 2 }, c: { q: 1, r: 2, p: 3 } }],
    ],
    ["a quoted merge key is a key", 'a: { "<<": 1 }\n', [{ a: { "<<": 1 } }]],
  ])("%s", (_, text, values) => {
    expect(valuesOf(text)).toEqual(values);
    expect(said(text)).toEqual([]);
  });

  it("whatever JSON says", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = JSON.stringify(value);
        expect(valuesOf(text)).toEqual(value === null ? [] : [JSON.parse(text)]);
      }),
    );
  });

  it("whatever is written as YAML is read again", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.array(fc.string({ unit: "grapheme" }))), (value) => {
        expect(valuesOf(stringify(value))).toEqual([value]);
      }),
    );
  });
});

describe("what is wrong, and where", () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      "an open bracket",
      "a: [1\nb: 2\n",
      ["f:2:1 error SITE_YAML_SYNTAX Flow sequence in block collection must be sufficiently indented and end with a ]"],
    ],
    ["an open quote", 'a: "b\n', ['f:2:1 error SITE_YAML_SYNTAX Missing closing "quote']],
    ["a tab for indentation", "a:\n\tb: 1\n", ["f:2:1 error SITE_YAML_SYNTAX Tabs are not allowed as indentation"]],
    [
      "a key twice",
      "a: 1\nb: 2\na: 3\n",
      ['f:3:1 error SITE_YAML_SYNTAX The key "a" stands here twice; the later one counts.'],
    ],
    [
      "a key twice, written in two ways",
      'a: { b: 1, "b": 2 }\n',
      ['f:1:12 error SITE_YAML_SYNTAX The key "b" stands here twice; the later one counts.'],
    ],
    [
      "__proto__ twice",
      "__proto__: 1\n__proto__: 2\n",
      ['f:2:1 error SITE_YAML_SYNTAX The key "__proto__" stands here twice; the later one counts.'],
    ],
    ["a list for a key", "? [a, b]\n: 1\n", ["f:1:3 error SITE_YAML_SYNTAX A key is a text, not a list or a map."]],
    ["an alias without an anchor", "a: *x\n", ['f:1:4 error SITE_YAML_SYNTAX No "&x" stands before this alias.']],
    [
      "an alias before its anchor",
      "a: *x\nb: &x 1\n",
      ['f:1:4 error SITE_YAML_SYNTAX No "&x" stands before this alias.'],
    ],
    [
      "an alias inside its anchor",
      "a: &x [b, *x]\n",
      ["f:1:11 error SITE_YAML_SYNTAX The alias stands inside what it refers to."],
    ],
    ["an unknown tag", "a: !secret b\n", ["f:1:4 warning SITE_YAML_WARNING Unresolved tag: !secret"]],
    [
      "the second of two documents",
      "a: 1\n---\nb: [\n",
      ["f:4:1 error SITE_YAML_SYNTAX Flow sequence in block collection must be sufficiently indented and end with a ]"],
    ],
  ])("%s", (_, text, expected) => {
    expect(said(text)).toEqual(expected);
  });

  it("octets that are not UTF-8", () => {
    const bytes = new Uint8Array([0x61, 0x3a, 0x20, 0xff, 0x0a]);
    const { value, diagnostics } = readYaml(sourceFromBytes("f", bytes));
    expect(value).toEqual([]);
    expect(diagnostics.map(({ span, message }) => `${span.start} ${message}`)).toEqual([
      "3 The file is not UTF-8 from here on.",
    ]);
  });

  it("a replacement character that somebody wrote is none of ours", () => {
    expect(valuesOf("a: \uFFFD\n")).toEqual([{ a: "\uFFFD" }]);
  });
});

describe("where a value stands", () => {
  const text = "# é\na: &x\n  - b\n  - { c: '€', d: 1 }\ne: *x\n'f f': [1,\n  2]\n";
  const [document] = read(text).value;
  const written = (start: number, end: number): string =>
    new TextDecoder().decode(new TextEncoder().encode(text).subarray(start, end));

  it.each<readonly [string, ValuePath, string]>([
    ["an item", ["a", 0], "b"],
    ["a value behind two octets a character", ["a", 1, "c"], "'€'"],
    ["what is not there: the map around it", ["a", 1, "z"], "{ c: '€', d: 1 }"],
    ["an index that is not there: the list", ["f f", 7], "[1,\n  2]"],
    ["a step into a text: the text", ["a", 0, "x"], "b"],
    ["through an alias", ["e", 1, "d"], "1"],
  ])("%s", (_, path, expected) => {
    const span = document?.locate(path);
    expect(written(span?.start ?? 0, span?.end ?? 0)).toBe(expected);
  });

  it("a key, and a scalar as it was written", () => {
    const key = document?.locateKey(["f f"]);
    expect(written(key?.start ?? 0, key?.end ?? 0)).toBe("'f f'");
    expect(document?.scalarAt(["a", 1, "c"])).toMatchObject({ value: "€", style: "single-quoted" });
    expect([document?.scalarAt(["a", 1, "d"]), document?.scalarAt(["a"]), document?.scalarAt(["z"])]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it("each key of any map is found at its own place", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z_]{1,8}$/), { maxLength: 30 }), (keys) => {
        const lines = keys.map((key) => `k${key}: 1\n`);
        const [map] = read(lines.join("")).value;
        expect(
          keys.map((key) =>
            placeOf(map?.locateKey([`k${key}`]) ?? { source: sourceFromText("", ""), start: 0, end: 0 }),
          ),
        ).toEqual(keys.map((_, index) => `f:${index + 1}:1`));
      }),
    );
  });
});

describe("hostile files", () => {
  const bomb = [
    "a: &a [x, x, x, x, x, x, x, x, x]",
    ..."bcdefghi"
      .split("")
      .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${"abcdefghi"[index]}`).join(", ")}]`),
  ].join("\n");

  it("aliases that would grow to a billion values", () => {
    expect(said(bomb)).toEqual(["f:5:7 error SITE_LIMIT Aliases make this document larger than 10000 values."]);
    expect(read(bomb).value).toEqual([]);
  });

  it("aliases that grow by merging", () => {
    const maps = Array.from({ length: 40 }, (_, index) =>
      `m${index}: { <<: ${index === 0 ? "*m" : `[*n${index - 1}, *n${index - 1}]`} }`.replace(": {", `: &n${index} {`),
    );
    expect(said(["m: &m { a: 1 }", ...maps].join("\n")).map((line) => line.replace(/^f:\d+:\d+/, "f"))).toEqual([
      "f error SITE_LIMIT Aliases make this document larger than 12040 values.",
    ]);
  });

  it("aliases that stay within bounds are followed", () => {
    expect(said(bomb.split("\n").slice(0, 3).join("\n"))).toEqual([]);
  });

  it.each<readonly [string, string]>([
    ["brackets", "[".repeat(65)],
    ["a hundred thousand brackets", "[".repeat(100_000)],
    ["braces", '{"a":'.repeat(70)],
    ["dashes", "- ".repeat(70)],
    ["explicit keys", "? ".repeat(70)],
    ["indentation", Array.from({ length: 70 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")],
  ])("too deep: %s", (_, text) => {
    expect(said(text).map((line) => line.replace(/^f:\d+:\d+/, "f"))).toEqual([
      "f error SITE_LIMIT Nested more than 64 deep.",
    ]);
  });

  it("as deep as the limit", () => {
    expect(said(`${"[".repeat(64)}${"]".repeat(64)}`)).toEqual([]);
    expect(said("[[[]]]", { depth: 2 })).toEqual(["f:1:3 error SITE_LIMIT Nested more than 2 deep."]);
  });

  it("too large", () => {
    expect(said("a: 1234567\n", { octets: 10 })).toEqual(["f:1:1 error SITE_LIMIT More than 10 octets."]);
  });

  it.each(["__proto__", "constructor", "prototype"])("%s is a key like others", (key) => {
    const [value] = valuesOf(`${key}: { polluted: 1 }\n`);
    expect(Object.keys(value as object)).toEqual([key]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect("polluted" in {}).toBe(false);
  });

  it("twenty thousand keys, aliases or keys that stand twice: no pair of them is compared", () => {
    const count = 20_000;
    const lines = (line: (index: number) => string): string =>
      Array.from({ length: count }, (_, index) => line(index)).join("");
    expect(Object.keys(valuesOf(lines((index) => `k${index}: 1\n`))[0] as object)).toHaveLength(count);
    expect(said(`a: &a 1\nb:\n${lines(() => "- *a\n")}`)).toEqual([]);
    expect(said(lines(() => "a: 1\n"))).toHaveLength(count - 1);
  });
});
