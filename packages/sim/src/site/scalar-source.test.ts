import { outermostSpan, placeOf, type Source, sourceFromText, spanOf } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { sourceOfScalar } from "./scalar-source.ts";
import { readYaml } from "./yaml-document.ts";

function innerSource(text: string): Source {
  const [document] = readYaml(sourceFromText("f.yaml", text)).value;
  const scalar = document?.scalarAt(["data", "Corefile"]) ?? null;
  if (scalar === null) throw new RangeError(`no Corefile in ${text}`);
  return sourceOfScalar(scalar, "Corefile");
}

/** Where the first `needle` of the inner text stands in the file. */
function placeInFile(text: string, needle: string): string {
  const inner = innerSource(text);
  const at = new TextDecoder().decode(inner.bytes).indexOf(needle);
  expect(at, needle).not.toBe(-1);
  const start = new TextEncoder().encode(new TextDecoder().decode(inner.bytes).slice(0, at)).length;
  return placeOf(spanOf(inner, start, start + needle.length));
}

describe("a caret in a Corefile points into the YAML file", () => {
  it.each<readonly [string, string, string, string]>([
    ["literal", "data:\n  Corefile: |\n    .:53 {\n        forwrad . 1.1.1.1\n    }\n", "forwrad", "f.yaml:4:9"],
    ["literal, the last brace", "data:\n  Corefile: |\n    .:53 {\n        errors\n    }\n", "}", "f.yaml:5:5"],
    [
      "literal behind empty lines",
      "data:\n  Corefile: |\n\n\n    .:53 {\n\n        errors\n    }\n",
      "errors",
      "f.yaml:7:9",
    ],
    [
      "literal with a comment in its header",
      "data:\n  Corefile: |-  # kept short\n    .:53 {\n      errors }",
      "errors",
      "f.yaml:4:7",
    ],
    [
      "literal with stated indentation",
      "data:\n  Corefile: |2\n      .:53 {\n    errors\n    }\n",
      "errors",
      "f.yaml:4:5",
    ],
    ["literal with CR LF", "data:\r\n  Corefile: |\r\n    .:53 {\r\n      errors\r\n    }\r\n", "errors", "f.yaml:4:7"],
    [
      "literal behind characters of several octets",
      "data:\n  Corefile: |\n    # café €\n    .:53 { errors }\n",
      "errors",
      "f.yaml:4:12",
    ],
    ["literal with tabs", "data:\n  Corefile: |\n    .:53 {\n    \terrors\n    }\n", "errors", "f.yaml:4:6"],
    ["folded", "data:\n  Corefile: >\n    .:53 {\n        errors\n        cache 30\n    }\n", "cache", "f.yaml:5:9"],
    [
      "folded into one line",
      "data:\n  Corefile: >-\n    .:53 {\n    errors\n\n    cache\n    }\n",
      "cache",
      "f.yaml:6:5",
    ],
    [
      "double-quoted",
      'data:\n  Corefile: ".:53 {\\n    errors\\n    forwrad . 1.1.1.1\\n}\\n"\n',
      "forwrad",
      "f.yaml:2:38",
    ],
    [
      "double-quoted over lines",
      'data:\n  Corefile: ".:53 {\\n  \n    errors\\n\\\n    \\  cache 30\\n}"\n',
      "cache",
      "f.yaml:4:8",
    ],
    [
      "double-quoted with wide escapes",
      'data:\n  Corefile: "# \\u20ac\\U0001F600\\x41\\_\\n.:53 {\\n}"\n',
      ".:53",
      "f.yaml:2:40",
    ],
    ["JSON", '{"data":{"Corefile":".:53 {\\n\\terrors\\n}\\n"}}', "errors", "f.yaml:1:32"],
    ["JSON with a pair of surrogates", '{"data":{"Corefile":"# \\ud83d\\ude00\\n.:53 {}"}}', ".:53", "f.yaml:1:38"],
    ["single-quoted", "data:\n  Corefile: '.:53 { errors ''a'' cache }'\n", "cache", "f.yaml:2:34"],
    [
      "single-quoted over lines",
      "data:\n  Corefile: '.:53 {\n\n    errors\n\n    cache\n\n    }'\n",
      "cache",
      "f.yaml:6:5",
    ],
    ["plain over lines", "data:\n  Corefile: .:53 {\n    errors }\n", "errors", "f.yaml:3:5"],
    ["behind a byte order mark", "\uFEFFdata:\n  Corefile: |\n    .:53 {}\n", ".:53", "f.yaml:3:5"],
  ])("%s", (_, text, needle, place) => {
    expect(placeInFile(text, needle)).toBe(place);
  });

  it("literal: the blanks that a line keeps stand behind those that it loses", () => {
    const text = "data:\n  Corefile: |\n    .:53 {\n        errors\n    }\n";
    expect(placeInFile(text, "    errors")).toBe("f.yaml:4:5");
  });

  it("an empty one", () => {
    expect(innerSource('data:\n  Corefile: ""\n').bytes).toHaveLength(0);
    expect(innerSource("data:\n  Corefile: |\n").bytes).toHaveLength(0);
  });

  it("a span of one line stays whole", () => {
    const text = "data:\n  Corefile: |\n    .:53 {\n        forward . 1.1.1.1\n    }\n";
    const inner = innerSource(text);
    const start = new TextDecoder().decode(inner.bytes).indexOf("forward");
    const { source, start: from, end } = outermostSpan(spanOf(inner, start, start + "forward . 1.1.1.1".length));
    expect(new TextDecoder().decode(source.bytes.subarray(from, end))).toBe("forward . 1.1.1.1");
  });
});

const blank = /\s/;
const styles = ["BLOCK_LITERAL", "BLOCK_FOLDED", "QUOTE_DOUBLE", "QUOTE_SINGLE", "PLAIN"] as const;

describe("laws", () => {
  it.each(styles)("%s: each ASCII character that is no blank stands in the file where its caret points", (style) => {
    const line = fc.stringMatching(/^[ -~\t]{0,90}$/);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), fc.constantFrom("\n", "\r\n"), (lines, lineEnd) => {
        const yaml = stringify({ data: { Corefile: lines.join("\n") } }, { defaultStringType: style, lineWidth: 40 });
        const inner = innerSource(yaml.replaceAll("\n", lineEnd));
        for (const [at, octet] of inner.bytes.entries()) {
          const character = String.fromCharCode(octet);
          if (blank.test(character)) continue;
          const outer = outermostSpan(spanOf(inner, at, at + 1));
          const found = String.fromCharCode(outer.source.bytes[outer.start] ?? 0);
          expect(outer.source.name).toBe("f.yaml");
          if (found !== "\\") expect(found).toBe(character);
        }
      }),
    );
  });

  it("JSON: places never go back, and end inside the file", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (value) => {
        const inner = innerSource(JSON.stringify({ data: { Corefile: value } }));
        let before = 0;
        for (let at = 0; at < inner.bytes.length; at += 1) {
          const { source, start, end } = outermostSpan(spanOf(inner, at, at + 1));
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeLessThan(source.bytes.length);
          before = start;
        }
      }),
    );
  });
});
