import { placeOf, sourceFromText } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { jsonOf } from "./json-document.ts";
import type { ValuePath, YamlDocument } from "./placed-document.ts";
import { readYaml } from "./yaml-document.ts";

const DEPTH = 64;
/** Behind a value this makes YAML of JSON, in which everything stands where it stood. */
const COMMENT = "\n# not JSON\n";

function only(text: string): YamlDocument {
  const { value, diagnostics } = readYaml(sourceFromText("f.json", text));
  expect(diagnostics).toEqual([]);
  const [document, ...more] = value;
  expect(more).toEqual([]);
  if (document === undefined) throw new Error(`${text} has no document`);
  return document;
}

/** Every path into a value, and some that lead nowhere. */
function pathsInto(value: unknown, path: ValuePath = []): readonly ValuePath[] {
  const astray: readonly ValuePath[] = [
    [...path, "nothing"],
    [...path, 99],
    [...path, "0"],
    [...path, "__proto__"],
  ];
  if (typeof value !== "object" || value === null) return [path, ...astray];
  const steps: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((item, index) => [index, item])
    : Object.entries(value);
  return [path, ...astray, ...steps.flatMap(([step, inner]) => pathsInto(inner, [...path, step]))];
}

/** undefined: nothing of its own stands there. */
function innerOf(value: unknown, path: ValuePath): unknown {
  return path.reduce<unknown>((inner, step) => {
    const isOfItsKind = Array.isArray(inner) ? typeof step === "number" : typeof inner === "object" && inner !== null;
    return isOfItsKind && Object.hasOwn(inner as object, step)
      ? (inner as Readonly<Record<string | number, unknown>>)[step]
      : undefined;
  }, value);
}

/** What a document says of a path, but for the file. */
function placesOf(document: YamlDocument, path: ValuePath): unknown {
  const ends = ({ start, end }: { start: number; end: number }): string => `${start}-${end}`;
  const scalar = document.scalarAt(path);
  return [
    ends(document.locate(path)),
    ends(document.locateKey(path)),
    scalar === null ? null : [scalar.value, scalar.style, ends(scalar.span)],
  ];
}

const texts = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom('"', "\\", '\\"', "{", "[,", "é€😀", "__proto__", ":"),
);
const { value: anything } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(null, true, false, 0, -1.5, 1e21, ""),
    texts,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(texts, tie("value"), { maxKeys: 4 }),
  ),
}));
const collections = fc.oneof(fc.array(anything, { maxLength: 5 }), fc.dictionary(texts, anything, { maxKeys: 5 }));
const spaces = fc.constantFrom(0, 1, 2, "\t");

describe("JSON is read as YAML would read it", () => {
  it("law: the same value, and everything at the same place", () => {
    fc.assert(
      fc.property(collections, spaces, (value, space) => {
        const text = JSON.stringify(value, null, space);
        const [json, yaml] = [only(text), only(text + COMMENT)];
        expect(json.value).toEqual(yaml.value);
        for (const path of pathsInto(value)) expect(placesOf(json, path)).toEqual(placesOf(yaml, path));
      }),
    );
  });

  it("law: a place holds the value, and a key's the key", () => {
    fc.assert(
      fc.property(collections, spaces, (value, space) => {
        const text = JSON.stringify(value, null, space);
        const bytes = new TextEncoder().encode(text);
        const written = ({ start, end }: { start: number; end: number }): unknown =>
          JSON.parse(new TextDecoder().decode(bytes.subarray(start, end)));
        const document = only(text);
        for (const path of pathsInto(value)) {
          const inner = innerOf(value, path);
          if (inner === undefined) continue;
          expect(written(document.locate(path))).toEqual(JSON.parse(JSON.stringify(inner)));
          const step = path.at(-1);
          if (typeof step === "string") expect(written(document.locateKey(path))).toBe(step);
        }
      }),
    );
  });

  it("law: whatever is broken in it, YAML says so, or takes it as it always did", () => {
    fc.assert(
      fc.property(
        collections,
        fc.nat(),
        fc.constantFrom("", "}", "]", ",", '"', ":", "#", "\\", "x"),
        (value, at, put) => {
          const text = JSON.stringify(value);
          const cut = at % (text.length + 1);
          const broken = text.slice(0, cut) + put + text.slice(cut + 1);
          // Half a pair is no UTF-8, so no file has it.
          const json = /\p{Surrogate}/u.test(broken) ? null : jsonOf(broken, DEPTH);
          if (json === null) return;
          expect(json.value).toEqual(JSON.parse(broken));
          const yaml = readYaml(sourceFromText("f.json", broken + COMMENT));
          expect(yaml.diagnostics).toEqual([]);
          expect(yaml.value.map((document) => document.value)).toEqual([json.value]);
        },
      ),
    );
  });
});

describe("what is left to YAML", () => {
  it.each<readonly [string, string]>([
    ["a scalar", '"a"'],
    ["nothing", ""],
    ["block style", "a: 1\n"],
    ["two documents", '{"a":1}\n---\n{"b":2}\n'],
    ["two values", "{} {}"],
    ["a comment", '{"a":1} # why'],
    ["a comma too many", '{"a":1,}'],
    ["a key without quotes", "{a: 1}"],
    ["single quotes", "{'a': 1}"],
    ["an open bracket", "[1"],
    ["a bracket too many", "[1]]"],
    ["an octal number", "[010]"],
    ["a byte order mark", '\uFEFF{"a":1}'],
    ["a line break in a text", '["a\nb"]'],
    ["a key twice", '{"a":1,"a":2}'],
    ["a key twice, spelt in two ways", '{"a":1,"\\u0061":2}'],
    ["a key twice, deep inside", '[{"b":[{"a":1,"c":2,"a":2}]}]'],
    ["__proto__ twice", '{"__proto__":1,"__proto__":2}'],
    ["more than is allowed of depth", `${"[".repeat(DEPTH + 1)}${"]".repeat(DEPTH + 1)}`],
    ["a hundred thousand brackets", "[".repeat(100_000)],
    ["a hundred thousand braces", '{"a":'.repeat(100_000)],
    ["a text that does not end", '["a'],
    ["a text that ends with a backslash", '["a\\"'],
  ])("%s", (_, text) => {
    expect(jsonOf(text, DEPTH)).toBeNull();
  });

  it.each<readonly [string, string, readonly string[]]>([
    [
      "a key twice",
      '{\n  "a": 1,\n  "a": 2\n}\n',
      ['f.json:3:3 SITE_YAML_SYNTAX The key "a" stands here twice; the later one counts.'],
    ],
    ["depth", "[".repeat(65) + "]".repeat(65), ["f.json:1:65 SITE_LIMIT Nested more than 64 deep."]],
  ])("and is told with its place as before: %s", (_, text, said) => {
    const { diagnostics } = readYaml(sourceFromText("f.json", text));
    expect(diagnostics.map(({ span, code, message }) => `${placeOf(span)} ${code} ${message}`)).toEqual(said);
  });
});

describe("what is taken", () => {
  it.each<readonly [string, string, unknown]>([
    ["an empty object", "{}", {}],
    ["an empty list between blanks", " \r\n\t[ ] \n", []],
    ["colons and braces in texts", '{"a:{":"}:[\\"]"}', { "a:{": '}:["]' }],
    ["backslashes before a quote", '["\\\\","\\\\\\"","\\\\\\\\"]', ["\\", '\\"', "\\\\"]],
    ["halves of a pair", '["\\ud83d\\ude00","\\ud83d"]', ["😀", "\ud83d"]],
    ["a merge key in quotes is a key", '{"a":{"<<":{"b":1}}}', { a: { "<<": { b: 1 } } }],
    ["as deep as is allowed", `${"[".repeat(3)}${"]".repeat(3)}`, [[[]]]],
  ])("%s", (_, text, value) => {
    expect(jsonOf(text, 3)?.value).toEqual(value);
  });

  it.each(["__proto__", "constructor", "toString"])("%s is a key like others", (key) => {
    const document = only(`{"${key}": "a"}`);
    expect(Object.keys(document.value as object)).toEqual([key]);
    expect(document.scalarAt([key])?.value).toBe("a");
    expect(only("{}").scalarAt([key])).toBeNull();
    expect("polluted" in {}).toBe(false);
  });
});

test("a place behind characters of several octets counts octets", () => {
  const document = only('{"é": "€", "b": 7}');
  const { start, end } = document.locate(["b"]);
  expect([start, end]).toEqual([19, 20]);
  expect(document.locateKey(["é"])).toMatchObject({ start: 1, end: 5 });
});

test("a hundred thousand places of one document: none is looked for from the beginning", () => {
  const items = Array.from({ length: 50_000 }, (_, at) => ({ metadata: { name: `n${at}` } }));
  const text = JSON.stringify({ items });
  const document = only(text);
  const name = (at: number): string => {
    const { start, end } = document.locate(["items", at, "metadata", "name"]);
    return text.slice(start, end);
  };
  for (let at = 0; at < items.length; at += 1) if (name(at) !== `"n${at}"`) expect(name(at)).toBe(`"n${at}"`);
  for (let at = items.length - 1; at >= 0; at -= 1) if (name(at) !== `"n${at}"`) expect(name(at)).toBe(`"n${at}"`);
});
