import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fileTreeFromSources, sourceFromText } from "../../text/index.ts";
import { parseCorefile } from "./index.ts";

/** A directive as a writer thinks of it: a name, arguments, and properties in a block of its own; null: no block. */
interface Wanted {
  readonly name: string;
  readonly words: readonly string[];
  readonly properties: readonly (readonly string[])[] | null;
}
interface WantedBlock {
  readonly keys: readonly string[];
  readonly directives: readonly Wanted[];
}

const word = fc.stringMatching(/^[a-z0-9./:*=_-]{1,8}$/).filter((text) => text !== "import");
const odd = fc.constantFrom("", "two words", "a#b", "{inner", 'say "x"', "back\\slash", "tab\there", "é");
const words = fc.array(fc.oneof({ weight: 4, arbitrary: word }, { weight: 1, arbitrary: odd }), { maxLength: 3 });
const directive: fc.Arbitrary<Wanted> = fc.record({
  name: fc.constantFrom("log", "errors", "cache", "forward", "acl", "hosts"),
  words,
  properties: fc.option(
    fc.array(
      fc.tuple(word, words).map(([first, rest]) => [first, ...rest]),
      { maxLength: 3 },
    ),
  ),
});
const key = fc.tuple(fc.constantFrom("a.test", "b.test", "lan", "c.d.test"), fc.constantFrom("", ":53", ":1053"));
const block: fc.Arbitrary<WantedBlock> = fc.record({
  keys: fc.uniqueArray(
    key.map((parts) => parts.join("")),
    { minLength: 1, maxLength: 3 },
  ),
  directives: fc.array(directive, { maxLength: 4 }),
});
const blocks = fc.array(block, { minLength: 1, maxLength: 3 });

/** What lays the same words out in another way. */
interface Layout {
  readonly gap: string;
  readonly lineEnd: string;
  readonly indent: string;
  readonly quotesAll: boolean;
  readonly commas: boolean;
}
const layout: fc.Arbitrary<Layout> = fc.record({
  gap: fc.constantFrom(" ", "\t", "  \t ", "\u00a0", " \u3000"),
  lineEnd: fc.constantFrom("\n", "\r\n", ' # a { comment } "\n', "\n\n# x\n\n"),
  indent: fc.constantFrom("", " ", "\t\t", "\u2003"),
  quotesAll: fc.boolean(),
  commas: fc.boolean(),
});

/** A word that is no plain one goes into quotes. */
function written(text: string, { quotesAll }: Layout): string {
  const isPlain = /^[a-z0-9./:*=_-]+$/.test(text);
  return isPlain && !quotesAll ? text : `"${text.replaceAll('"', '\\"')}"`;
}

function lineOf(texts: readonly string[], how: Layout): string {
  return texts.map((text) => written(text, how)).join(how.gap);
}

function textOf({ name, words: rest, properties }: Wanted, how: Layout): string {
  const { gap, lineEnd, indent } = how;
  const head = `${indent}${name}${rest.length > 0 ? gap : ""}${lineOf(rest, how)}`;
  if (properties === null) return `${head}${lineEnd}`;
  const lines = properties.map((property) => `${indent}${lineOf(property, how)}${lineEnd}`);
  return `${head}${gap}{${lineEnd}${lines.join("")}${indent}}${lineEnd}`;
}

function corefileOf(wanted: readonly WantedBlock[], how: Layout): string {
  return wanted
    .map(({ keys, directives }) => {
      const head = keys.join(how.commas ? `,${how.lineEnd}` : how.gap);
      return `${head}${how.gap}{${how.lineEnd}${directives.map((one) => textOf(one, how)).join("")}}${how.lineEnd}`;
    })
    .join("");
}

const flat = ({ name, words: rest, properties }: Wanted): readonly string[] =>
  properties === null ? [name, ...rest] : [name, ...rest, "{", ...properties.flat(), "}"];

/** The words of each directive name together, in the order of their first use. */
function expected(wanted: readonly WantedBlock[]): unknown {
  return wanted.map(({ keys, directives }) => {
    const byName = new Map<string, string[]>();
    for (const one of directives) byName.set(one.name, [...(byName.get(one.name) ?? []), ...flat(one)]);
    return { keys, directives: [...byName] };
  });
}

function found(text: string, files: Readonly<Record<string, string>> = {}): unknown {
  const sources = new Map(Object.entries(files).map(([path, content]) => [path, sourceFromText(path, content)]));
  const options = { version: "1.15.0", files: fileTreeFromSources(sources) } as const;
  const { value, diagnostics } = parseCorefile(sourceFromText("Corefile", text), options);
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  return value.blocks.map(({ keys, directives }) => ({
    keys: keys.map(({ text: shown }) => shown),
    directives: [...directives].map(([name, { tokens }]) => [name, tokens.map(({ text: shown }) => shown)]),
  }));
}

describe("the same words, however they are laid out, are the same server blocks", () => {
  it("in one file", () => {
    fc.assert(
      fc.property(blocks, layout, (wanted, how) => {
        expect(found(corefileOf(wanted, how))).toEqual(expected(wanted));
      }),
      { numRuns: 300 },
    );
  });

  it("each directive in a snippet of its own", () => {
    fc.assert(
      fc.property(blocks, layout, (wanted, how) => {
        const all = wanted.flatMap(({ directives }) => directives);
        const snippets = all.map((one, at) => `(s${at}) {${how.lineEnd}${textOf(one, how)}}${how.lineEnd}`);
        let next = 0;
        const users = wanted.map(({ keys, directives }) => {
          const imports = directives.map(() => `${how.indent}import s${next++}${how.lineEnd}`);
          return `${keys.join(" ")} {${how.lineEnd}${imports.join("")}}${how.lineEnd}`;
        });
        expect(found(snippets.join("") + users.join(""))).toEqual(expected(wanted));
      }),
    );
  });

  it("each block in a file of its own, brought in by a pattern in the order of the names", () => {
    fc.assert(
      fc.property(blocks, layout, (wanted, how) => {
        const files = wanted.map((one, at) => [`/etc/coredns/blocks/${at}.conf`, corefileOf([one], how)] as const);
        expect(found("import blocks/*.conf\n", Object.fromEntries(files))).toEqual(expected(wanted));
      }),
    );
  });

  it("each directive's lines in a file, whose lines the Corefile's do not continue", () => {
    fc.assert(
      fc.property(block, layout, (one, how) => {
        const files = one.directives.map((inner, at) => [`/etc/coredns/d${at}`, textOf(inner, how)] as const);
        const text = `${one.keys.join(" ")} {\n${files.map((_, at) => ` import d${at}\n`).join("")}}\n`;
        expect(found(text, Object.fromEntries(files))).toEqual(expected([one]));
      }),
    );
  });
});

it("of one block the braces may go: its directives then reach to the file's end", () => {
  fc.assert(
    fc.property(block, layout, ({ keys, directives }, how) => {
      const [only] = keys;
      const wanted = { keys: [only ?? ""], directives };
      const text = `${wanted.keys[0]}${how.lineEnd}${directives.map((one) => textOf(one, how)).join("")}`;
      expect(found(text)).toEqual(expected([wanted]));
    }),
  );
});
