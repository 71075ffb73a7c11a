import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TemplateFault, TemplateUnsupported } from "./ast.ts";
import { runTemplate } from "./evaluate.ts";
import type { TemplateValue } from "./functions.ts";
import { TemplateLexer } from "./lexer.ts";
import { parseGoTemplate } from "./parse.ts";

const dot: TemplateValue = {
  kind: "record",
  fields: new Map<string, TemplateValue>([
    ["Name", "a.test."],
    ["Match", { kind: "list", items: ["a", "b"] }],
    ["Group", { kind: "map", entries: new Map([["x", "1"]]) }],
  ]),
};

/** The text; `fails`, `fault` or `unsupported`. */
function fill(text: string): string {
  try {
    return runTemplate(parseGoTemplate(text), dot) ?? "fails";
  } catch (problem) {
    if (problem instanceof TemplateFault) return "fault";
    if (problem instanceof TemplateUnsupported) return "unsupported";
    throw problem;
  }
}

const word = fc.constantFrom(
  "{{",
  "}}",
  "{{-",
  "-}}",
  " ",
  "if",
  "end",
  "else",
  "range",
  "with",
  ".Name",
  ".Match",
  "$x",
  ":=",
  "|",
  "(",
  ")",
  "len",
  "eq",
  "1",
  '"a"',
  "a",
  "\n",
  "/*",
  "*/",
  "break",
);

describe("laws", () => {
  it("any text comes to a text, a complaint, or to what is not modelled", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(word, { maxLength: 25 }).map((list) => list.join("")),
        ),
        (text) => {
          expect(typeof fill(text)).toBe("string");
        },
      ),
    );
  });

  it("a text without an opening is itself", () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes("{{")),
        (text) => {
          const { kind, text: first } = new TemplateLexer(text).next();
          expect({ kind, first }).toEqual(text === "" ? { kind: "end", first: "EOF" } : { kind: "text", first: text });
        },
      ),
    );
  });

  it("if chooses by what is true, whatever stands in its branches", () => {
    const branch = fc.constantFrom("a", "{{ .Name }}", "{{ range .Match }}{{ . }}{{ end }}", "");
    fc.assert(
      fc.property(fc.boolean(), branch, branch, (test, then, otherwise) => {
        expect(fill(`{{ if ${test} }}${then}{{ else }}${otherwise}{{ end }}`)).toBe(fill(test ? then : otherwise));
      }),
    );
  });

  it("range goes as often as it is told", () => {
    fc.assert(
      fc.property(fc.nat(50), (count) => {
        expect(fill(`{{ range ${count} }}x{{ end }}`)).toBe("x".repeat(count));
      }),
    );
  });

  it("a range in a range in a range ends, because steps are counted", () => {
    expect(fill("{{ range 9999 }}{{ range 9999 }}{{ range 9999 }}x{{ end }}{{ end }}{{ end }}")).toBe("fails");
  });
});
