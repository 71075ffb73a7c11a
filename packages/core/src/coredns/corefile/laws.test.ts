import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sourceFromText } from "../../text/index.ts";
import { lexCorefile } from "./lexer.ts";
import { readCorefile } from "./read-corefile.fixture.ts";

const name = fc.constantFrom("log", "errors", "cache", "whoami", "loop");
const word = fc.stringMatching(/^[a-z0-9./:-]{1,8}$/);
const directive = fc.tuple(name, fc.array(word, { maxLength: 3 })).map(([first, rest]) => [first, ...rest].join(" "));
const directives = fc.array(directive, { minLength: 1, maxLength: 5 });
const zone = fc.constantFrom("a.test", "b.test", "c.test:1053");
const words = (text: string): readonly string[] =>
  lexCorefile(sourceFromText("Corefile", text), "").map((token) => token.text);

describe("laws of words", () => {
  it("any text in quotes is one word, its quotes written with a backslash", () => {
    const text = fc.string({ unit: fc.constantFrom(...'ab #{}\n\t,é"') });
    fc.assert(
      fc.property(text, (value) => {
        expect(words(`x "${value.replaceAll('"', '\\"')}" y`)).toEqual(["x", value, "y"]);
      }),
    );
  });

  it("white space of any kind and length divides, and nothing else does", () => {
    const space = fc.array(fc.constantFrom(" ", "\t", "\n", "\r\n", "\u00a0", "\v", "\f"), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(word, space), { minLength: 1, maxLength: 6 }), (parts) => {
        expect(words(parts.map(([text, spaces]) => text + spaces.join("")).join(""))).toEqual(
          parts.map(([text]) => text),
        );
      }),
    );
  });

  it("the words of a file are found where they say they stand", () => {
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 6 }),
        fc.array(fc.constantFrom(" ", "\n", " # c\n"), { minLength: 6 }),
        (some, gaps) => {
          const text = some.map((one, index) => one + (gaps[index] ?? " ")).join("");
          const source = sourceFromText("Corefile", text);
          for (const token of lexCorefile(source, "")) {
            expect(text.slice(token.span.start, token.span.end)).toBe(token.text);
            expect(token.line).toBe(text.slice(0, token.span.start).split("\n").length);
          }
        },
      ),
    );
  });
});

describe("laws of blocks", () => {
  it("comments, empty lines, indents and returns change nothing", () => {
    const noise = fc.constantFrom("", " # a comment", "\n", "\n\n# } {\n", "  ", "\t", "\r");
    fc.assert(
      fc.property(zone, directives, fc.array(noise, { minLength: 6, maxLength: 6 }), (key, lines, noises) => {
        const plain = `${key} {\n${lines.map((line) => `${line}\n`).join("")}}\n`;
        const noisy = `${key} {${noises[5]}\n${lines.map((line, index) => `\t ${line}${noises[index]}\n`).join("")}}\n`;
        expect(readCorefile(noisy)).toBe(readCorefile(plain));
      }),
    );
  });

  it("two files, one behind the other, are the blocks of both", () => {
    const block = fc.tuple(zone, directives).map(([key, lines]) => `${key} {\n${lines.join("\n")}\n}\n`);
    fc.assert(
      fc.property(block, block, (first, second) => {
        expect(readCorefile(first + second)).toBe(`${readCorefile(first)} & ${readCorefile(second)}`);
      }),
    );
  });

  it("a block without braces is that with braces, if it is the only one", () => {
    fc.assert(
      fc.property(zone, directives, (key, lines) => {
        expect(readCorefile(`${key}\n${lines.join("\n")}\n`)).toBe(readCorefile(`${key} {\n${lines.join("\n")}\n}\n`));
      }),
    );
  });

  it("a snippet is the lines that stand in it, wherever it is imported", () => {
    fc.assert(
      fc.property(zone, directives, directives, directives, (key, before, inside, behind) => {
        const lines = (...parts: readonly (readonly string[])[]): string => parts.flat().join("\n");
        const imported = `(s) {\n${lines(inside)}\n}\n${key} {\n${lines(before, ["import s"], behind)}\n}\n`;
        expect(readCorefile(imported)).toBe(readCorefile(`${key} {\n${lines(before, inside, behind)}\n}\n`));
      }),
    );
  });

  it("keys stand behind each other or behind commas", () => {
    fc.assert(
      fc.property(fc.uniqueArray(zone, { minLength: 1 }), directives, (keys, lines) => {
        const block = ` {\n${lines.join("\n")}\n}\n`;
        const plain = readCorefile(keys.join(" ") + block);
        expect(readCorefile(keys.join(", ") + block)).toBe(plain);
        expect(readCorefile(keys.join(",\n") + block)).toBe(plain);
      }),
    );
  });

  it("whatever the words, there are blocks or a complaint", () => {
    const any = fc.constantFrom(
      "a.test",
      "{",
      "}",
      "log",
      "import",
      "s",
      "(s)",
      ",",
      '"',
      "#",
      "\n",
      "\n",
      "one.conf",
      "{$ZONE}",
      "cache",
    );
    fc.assert(
      fc.property(fc.array(any, { maxLength: 25 }), (list) => {
        expect(typeof readCorefile(list.join(" "))).toBe("string");
      }),
    );
  });
});
