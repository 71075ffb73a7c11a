import { describe, expect, it } from "vitest";
import { fill } from "./fill.fixture.ts";

/** What Go 1.26 makes of each: `= ` and the text, or `fails`. */
const tables: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  if: [
    ['{{ if and (eq .Type "A") (not .Group.none) }}yes{{ end }}', "= yes"],
    ["{{ if or .Group.none (gt (len .Match) 1) }}yes{{ end }}", "= yes"],
    ['{{ if eq .Type "A" }}a{{ else if eq .Type "AAAA" }}b{{ else }}c{{ end }}', "= a"],
    ['{{ if eq .Type "MX" }}a{{ else if eq .Type "A" }}b{{ else }}c{{ end }}', "= b"],
    ['{{ if eq .Type "MX" }}a{{ else if eq .Type "TXT" }}b{{ else }}c{{ end }}', "= c"],
    ["{{ if .Group.first }}{{ .Group.first }}{{ else }}none{{ end }}", "= x"],
    ['{{ if index .Group "none" }}a{{ else }}b{{ end }}', "= b"],
    ["{{ if len .Match }}a{{ end }}", "= a"],
    ["{{ if not .Match }}a{{ else }}b{{ end }}", "= b"],
    ["a{{ if true }}", "template: answer:1: unexpected EOF"],
    ["a {{- if true -}} b {{- end -}} c", "= abc"],
  ],
  with: [
    ["{{ with .Group.hex }}{{ parseInt . 16 8 }}{{ end }}", "= 31"],
    ["{{ with index .Match 1 }}{{ . }}{{ . }}{{ end }}", "= xx"],
    ["{{ with .Group }}{{ .first }}{{ .hex }}{{ .none }}{{ end }}", "= x1f<no value>"],
    ["{{ with $g := .Group }}{{ $g.first }}{{ $.Name }}{{ end }}", "= xa.test."],
    ["{{ with .Name }}{{ with $.Zone }}{{ . }}{{ end }}{{ . }}{{ end }}", "= test.a.test."],
    ['{{ with "" }}a{{ else with 0 }}b{{ else with .Type }}{{ . }}{{ else }}d{{ end }}', "= A"],
    ["{{ with $x := 1 }}{{ $x = 2 }}{{ $x }}{{ end }}", "= 2"],
  ],
  range: [
    ["{{ with .Match }}{{ len . }}{{ range . }}{{ . }}{{ end }}{{ end }}", "= 2ax"],
    ["{{ range $i, $m := .Match }}{{ if $i }},{{ end }}{{ $m }}{{ end }}", "= a,x"],
    ["{{ range $i, $m := .Match }}{{ with $m }}{{ $i }}{{ . }}{{ end }}{{ end }}", "= 0a1x"],
    ["{{ range .Match }}{{ range 2 }}{{ . }}{{ end }}{{ . }}{{ end }}", "= 01a01x"],
    ['{{ range $k, $v := .Group }}{{ if eq $k "hex" }}{{ $v }}{{ end }}{{ end }}', "= 1f"],
    ["{{ range 5 }}{{ if eq . 3 }}{{ break }}{{ end }}{{ . }}{{ end }}", "= 012"],
    ["{{ range 5 }}{{ if eq . 1 3 }}{{ continue }}{{ end }}{{ . }}{{ end }}", "= 024"],
    ["{{ range $i := 3 }}{{ $i }}{{ . }}{{ end }}", "= 001122"],
    ["{{ range len .Match }}x{{ end }}", "= xx"],
    ['{{ range parseInt "3" 10 8 }}{{ . }}{{ end }}', "= 012"],
    ["{{ range slice .Match 1 }}{{ . }}{{ end }}", "= x"],
    ["{{ range .Match }}{{ else }}x{{ end }}y", "= y"],
    ["{{ range $i, $c := .Name }}{{ end }}", "fails"],
    ["{{ range 1 2 }}{{ end }}", "fails"],
    ["{{ range .Name .Zone }}{{ end }}", "fails"],
    ["{{ $n := 0 }}{{ range .Match }}{{ $n = len (print $n .) }}{{ end }}{{ $n }}", "= 2"],
  ],
  variables: [
    ["{{ $a := .Name }}{{ $b := .Zone }}{{ $a }}{{ $b }}", "= a.test.test."],
    ["{{ $x := index .Match 0 }}{{ $y := index .Match 1 }}{{ $y }}-{{ $x }}", "= x-a"],
    ["{{ $x := true }}{{ if $x }}a{{ end }}", "= a"],
    ['{{ $x := .Group }}{{ index $x "first" }}', "= x"],
    ["{{ $x := .Match }}{{ $x }}", "= [a x]"],
    ["{{ $x := .Match }}{{ $x.y }}", "fails"],
    ['{{ $x := "a" }}{{ $x.y }}', "fails"],
    ["{{ $x := .Question }}{{ $x.Nope }}", "fails"],
    ["{{ $_ := 1 }}{{ $_ }}", "= 1"],
    ["{{ $x1 := 1 }}{{ $x1 }}", "= 1"],
    ["{{ $X := 1 }}{{ $x := 2 }}{{ $X }}{{ $x }}", "= 12"],
    ["{{ if $x := 0 }}{{ else }}{{ $x = 5 }}{{ $x }}{{ end }}", "= 5"],
    ["{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ $x := 3 }}{{ $x = 4 }}{{ end }}{{ $x }}", "= 2"],
  ],
};

describe.each(Object.entries(tables))("%s", (_, table) => {
  it.each(table)("%j", (text, expected) => expect(fill(text)).toBe(expected));
});
