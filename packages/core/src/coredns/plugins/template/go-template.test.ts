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
  ]),
  matches: ["a", "x"],
  groups: new Map([
    ["0", "a"],
    ["1", "x"],
    ["first", "x"],
    ["hex", "1f"],
  ]),
  question: { name: "A.test.", type: 1, class: 1 },
};

/** `= ` and the text; `fails` where Go's template does; Go's complaint where it cannot be read. */
function fill(text: string): string {
  const template = parseTextTemplate(text);
  if (template.kind !== "template")
    return template.kind === "fault" ? template.message : `unsupported: ${template.what}`;
  const filled = fillTemplate(template.body, data);
  if (filled.kind === "unsupported") return `unsupported: ${filled.what}`;
  return filled.kind === "text" ? `= ${filled.text}` : "fails";
}

/** What Go 1.26 makes of each. */
const tables: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  fields: [
    ["{{ .Name }}", "= a.test."],
    ["{{.Zone}} {{.Class}} {{.Type}}", "= test. IN A"],
    ["{{ .Remote }}", "= 192.0.2.1"],
    ["{{ .Regex }}", "= ^(a)"],
    ["{{ .Question.Name }}", "= A.test."],
    ["{{ .Question.Qtype }}", "= 1"],
    ["{{ (.Question).Qclass }}", "= 1"],
    ["{{ .Match }}", "= [a x]"],
    ["{{ .Group }}", "= map[0:a 1:x first:x hex:1f]"],
    ["{{ .Group.first }}", "= x"],
    ["{{ .Group.none }}", "= <no value>"],
    ['{{ index .Group "none" }}', "= "],
    ["{{ index .Match 1 }}", "= x"],
    ['{{ .Meta "a/b" }}', "= "],
    ["{{ $.Name }}", "= a.test."],
    ["{{ .Nope }}", "fails"],
    ["{{ .Name.First }}", "fails"],
  ],
  "white space": [
    ["a {{- .Type }}", "= aA"],
    ["a{{ .Type -}} b", "= aAb"],
    [" {{- .Type -}} ", "= A"],
    ["{{/* nothing */}}x", "= x"],
    ["a {{- /* nothing */ -}} b", "= ab"],
    ["{{\n.Type\n}}", "= A"],
    ["{{-1}}", "= -1"],
    ["{{- 1 }}", "= 1"],
  ],
  choices: [
    ["{{ if .Name }}a{{ end }}", "= a"],
    ['{{ if "" }}a{{ else }}b{{ end }}', "= b"],
    ["{{ if false }}a{{ else if true }}b{{ else }}c{{ end }}", "= b"],
    ['{{ if eq .Type "A" }}a{{ end }}', "= a"],
    ['{{ if and .Name (eq .Class "IN") }}a{{ end }}', "= a"],
    ["{{ if not .Group.none }}a{{ end }}", "= a"],
    ["{{ with .Group.first }}{{ . }}{{ end }}", "= x"],
    ['{{ with "" }}a{{ else }}{{ .Name }}{{ end }}', "= a.test."],
    ["{{ with $x := .Type }}{{ $x }}{{ end }}", "= A"],
    ["{{ if 0 }}a{{ else }}b{{ end }}", "= b"],
    ["{{ if .Match }}a{{ end }}", "= a"],
  ],
  loops: [
    ["{{ range .Match }}{{ . }},{{ end }}", "= a,x,"],
    ["{{ range $i, $m := .Match }}{{ $i }}={{ $m }} {{ end }}", "= 0=a 1=x "],
    ["{{ range $m := .Match }}{{ $m }}{{ end }}", "= ax"],
    ["{{ range .Group }}{{ . }} {{ end }}", "= a x x 1f "],
    ["{{ range $k, $v := .Group }}{{ $k }}:{{ $v }} {{ end }}", "= 0:a 1:x first:x hex:1f "],
    ["{{ range 3 }}{{ . }}{{ end }}", "= 012"],
    ["{{ range 0 }}a{{ else }}b{{ end }}", "= b"],
    ["{{ range .Match }}{{ break }}a{{ end }}b", "= b"],
    ["{{ range $i, $m := .Match }}{{ if $i }}{{ continue }}{{ end }}{{ $m }}{{ end }}", "= a"],
    ["{{ range .Name }}a{{ end }}", "fails"],
  ],
  variables: [
    ["{{ $x := .Type }}{{ $x }}{{ $x }}", "= AA"],
    ["{{ $x := 1 }}{{ $x = 2 }}{{ $x }}", "= 2"],
    ["{{ $x := 1 }}{{ if true }}{{ $x := 2 }}{{ end }}{{ $x }}", "= 1"],
    ["{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ end }}{{ $x }}", "= 2"],
    ["{{ $q := .Question }}{{ $q.Name }}", "= A.test."],
  ],
  pipelines: [
    ["{{ .Type | print }}", "= A"],
    ['{{ .Type | printf "%s-%s" "x" }}', "= x-A"],
    ["{{ (len .Match) | eq 2 }}", "= true"],
    ["{{ index .Match 0 | len }}", "= 1"],
    ["{{ .Name | .Zone }}", "fails"],
  ],
  functions: [
    ["{{ len .Name }}", "= 7"],
    ["{{ len .Match }}", "= 2"],
    ["{{ len .Group }}", "= 4"],
    ['{{ index "abc" 1 }}', "= 98"],
    ["{{ slice .Name 0 1 }}", "= a"],
    ["{{ slice .Name 2 }}", "= test."],
    ["{{ slice .Match 1 }}", "= [x]"],
    ["{{ slice .Name 9 }}", "fails"],
    ['{{ print 1 2 "a" 3 }}', "= 1 2a3"],
    ["{{ println .Type 1 }}", "= A 1\n"],
    ['{{ printf "%s %d %v" .Type 7 true }}', "= A 7 true"],
    ['{{ printf "%03d|%-3d|%x|%X|%o|%b|%%" 7 7 255 255 8 5 }}', "= 007|7  |ff|FF|10|101|%"],
    ['{{ printf "%5s|%-5s|" "a" "b" }}', "=     a|b    |"],
    ["{{ eq 1 2 1 }}", "= true"],
    ['{{ eq "a" 1 }}', "fails"],
    ['{{ ne "a" "b" }}', "= true"],
    ['{{ lt 1 2 }} {{ le 2 2 }} {{ gt "b" "a" }} {{ ge 1 2 }}', "= true true true false"],
    ["{{ and 1 0 2 }}", "= 0"],
    ['{{ or 0 "" "a" "b" }}', "= a"],
    ["{{ not true }}", "= false"],
    ["{{ parseInt .Group.hex 16 8 }}", "= 31"],
    ['{{ parseInt "300" 10 8 }}', "fails"],
    ['{{ parseInt "xyz" 10 8 }}', "fails"],
    ["10.{{ parseInt .Group.hex 16 8 }}.0.1", "= 10.31.0.1"],
  ],
  "what Go cannot read": [
    ["{{", "template: answer:1: unclosed action"],
    ["{{ .Name", "template: answer:1: unclosed action"],
    ["{{}}", "template: answer:1: missing value for command"],
    ["{{ end }}", "template: answer:1: unexpected {{end}}"],
    ["{{ else }}", "template: answer:1: unexpected {{else}}"],
    ["{{ if .Name }}a", "template: answer:1: unexpected EOF"],
    ["{{ if }}a{{ end }}", "template: answer:1: missing value for if"],
    ["{{ nope }}", 'template: answer:1: function "nope" not defined'],
    ["{{ $x }}", 'template: answer:1: undefined variable "$x"'],
    ["{{ .Name | }}", "= a.test."],
    ["{{ (.Name }}", "template: answer:1: unclosed left paren"],
    ["{{ break }}", "template: answer:1: {{break}} outside {{range}}"],
    ['{{ .Name | "a" }}', "template: answer:1: non executable command in pipeline stage 2"],
    ["a\n{{ nope .Name }}", 'template: answer:2: function "nope" not defined'],
    ["{{ /* open", 'template: answer:1: unexpected "/" in command'],
    ['{{ "open }}', "template: answer:1: unterminated quoted string"],
    ["{{ range .Match }}{{ else }}a{{ else }}b{{ end }}", "template: answer:1: expected end; found {{else}}"],
  ],
};

describe.each(Object.entries(tables))("%s", (_, table) => {
  it.each(table)("%j", (text, expected) => expect(fill(text)).toBe(expected));
});

describe("what is not modelled says so", () => {
  it.each([
    ['{{ define "x" }}{{ end }}', '"define" in a template'],
    ['{{ template "x" }}', '"template" in a template'],
    ["{{ html .Name }}", '"html" in a template'],
    ["{{ printf .Name }}", 'this "printf" in a template, line 1'],
    ['{{ printf "%q" .Name }}', 'this "printf" in a template, line 1'],
    ['{{ printf "%d" .Name }}', '"printf" with arguments that its verbs do not fit in a template'],
    ["{{ .Message.Id }}", '".Message" in a template'],
    ["{{ .Var.x }}", '".Var" in a template'],
    ["{{ . }}", "a record as text in a template"],
    ["{{ 1.5 }}", "a number or a character of this form in a template"],
    ["{{ 'a' }}", "a number or a character of this form in a template"],
    ["{{ nil }}", '"nil" in a template'],
  ])("%s", (text, expected) => expect(fill(text)).toBe(`unsupported: ${expected}`));
});
