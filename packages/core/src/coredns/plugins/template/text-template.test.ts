import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fillTemplate, parseTextTemplate, type TemplateData } from "./text-template.ts";

const data: TemplateData = {
  fields: new Map([
    ["Name", "a.test."],
    ["Zone", "test."],
    ["Class", "IN"],
    ["Type", "A"],
    ["Remote", "192.0.2.1"],
    ["Regex", "^(a)"],
    ["Question.Name", "A.test."],
  ]),
  matches: ["a", "x"],
  groups: new Map([
    ["0", "a"],
    ["1", "x"],
    ["first", "x"],
  ]),
};

/** The text; `fails` where Go's template would, `unsupported` where this one does not know. */
function fill(text: string): string {
  const template = parseTextTemplate(text);
  return template.kind === "unsupported" ? "unsupported" : (fillTemplate(template.parts, data) ?? "fails");
}

describe("what CoreDNS's own documentation uses", () => {
  it.each([
    ["", ""],
    ["plain", "plain"],
    ["{{ .Name }} 60 IN A 192.0.2.1", "a.test. 60 IN A 192.0.2.1"],
    ["{{.Name}}{{.Zone}}", "a.test.test."],
    ["{{ .Class }} {{ .Type }}", "IN A"],
    ["{{ .Remote }}", "192.0.2.1"],
    ["{{ .Regex }}", "^(a)"],
    ["{{ .Question.Name }}", "A.test."],
    ["{{ index .Match 0 }}", "a"],
    ["{{ index .Match 1 }}", "x"],
    ["{{ index .Match 2 }}", "fails"],
    ["{{ .Group.first }}", "x"],
    ['{{ index .Group "first" }}', "x"],
    ['{{ index .Group "1" }}', "x"],
    ["{{ .Group.none }}", "<no value>"],
    ["{{  .Name  }}", "a.test."],
    ["{{\n.Name\n}}", "a.test."],
    ["a {{- .Name }}", "aa.test."],
    ["a {{- .Name -}} b", "aa.test.b"],
    ["{{ .Name -}} \n\t b", "a.test.b"],
    ["a}}", "a}}"],
    ["{ .Name }", "{ .Name }"],
  ])("%j", (text, expected) => expect(fill(text)).toBe(expected));
});

describe("what is not modelled says so", () => {
  it.each([
    "{{ if .Name }}a{{ end }}",
    "{{ range .Match }}{{ . }}{{ end }}",
    "{{ $x := .Name }}{{ $x }}",
    "{{ .Name | printf }}",
    '{{ printf "%s" .Name }}',
    "{{ .Nope }}",
    "{{ . }}",
    "{{ .Meta }}",
    '{{ .Meta "a/b" }}',
    "{{ /* a comment */ }}",
    "{{ index .Match .Name }}",
    "{{ len .Match }}",
    "{{",
    "{{ .Name",
    "{{}}",
  ])("%j", (text) => expect(fill(text)).toBe("unsupported"));
});

describe("laws", () => {
  it("a text without braces is itself", () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes("{{")),
        (text) => {
          expect(fill(text)).toBe(text);
        },
      ),
    );
  });

  it("pieces are filled one by one", () => {
    const piece = fc.constantFrom("a ", "{{ .Name }}", "{{ index .Match 1 }}", "}", "{ ", "{{.Zone}}", "\n");
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        expect(fill(pieces.join(""))).toBe(pieces.map(fill).join(""));
      }),
    );
  });
});
