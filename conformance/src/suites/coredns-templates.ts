import { ask } from "../query.ts";
import type { Suite } from "../suite.ts";
import { coredns } from "./coredns-names.ts";

const SERVER = "192.168.13.40";

/** A template of one TXT record; quotes within the Corefile's own are escaped. */
const txt = (text: string): string => `"{{ .Name }} 60 IN TXT ${text.replaceAll('"', '\\"')}"`;
const languageTemplates: readonly string[] = [
  txt('{{ if eq .Group.first "a" }}one{{ else }}other{{ end }}'),
  txt("{{ range .Match }}[{{ . }}]{{ end }}"),
  txt("{{ range $i, $m := .Match }}{{ if $i }},{{ end }}{{ $m }}{{ end }}"),
  txt("{{ with .Group.first }}{{ . }}{{ end }}{{ with .Group.none }}x{{ end }}"),
  txt("{{ $x := len .Group.first }}{{ $x }}{{ if gt $x 2 }}long{{ else if eq $x 2 }}two{{ end }}"),
  txt("{{ parseInt .Group.first 16 8 }}"),
  txt('{{ printf "%03d-%s-%x" (len .Name) .Type 255 }}'),
  txt('{{ .Group.first | printf "%s.%s" .Class }}'),
  txt("{{ index .Match 3 }}"),
  txt("{{ slice .Name 0 3 }}"),
  txt("{{ slice .Group.first 0 3 }}"),
  txt('{{ .Group.none }}{{ index .Group "none" }}x'),
  txt("{{/* nothing */}}a{{- /* more */ -}} b"),
  txt('{{ and .Group.first (not false) }}{{ or 0 "" .Zone }}'),
  txt("{{ range 3 }}{{ . }}{{ if eq . 1 }}{{ break }}{{ end }}{{ end }}"),
  txt("{{ range $k, $v := .Group }}{{ $k }}={{ $v }}_{{ end }}"),
  txt("{{ .Question.Qtype }}-{{ .Question.Name }}"),
  txt("{{ .Nope }}"),
  txt('{{ print 1 2 "a" }}{{ len .Match }}{{ .Meta "a/b" }}'),
  txt('{{ lt .Group.first "b" }}{{ ne 1 2 }}{{ eq 1 2 3 }}'),
];

export const templateSuites: readonly Suite[] = [
  {
    name: "coredns-template-language",
    about: "templates with choices, loops, variables, pipelines and functions; templates that fail",
    servers: [
      coredns(
        languageTemplates
          .map(
            (answer, index) =>
              `t${index}.test {\n template IN TXT {\n  match "^(?P<first>[a-z0-9]+)[.](.*)$"\n  answer ${answer}\n }\n}\n`,
          )
          .join(""),
      ),
    ],
    asks: languageTemplates.flatMap((_, index) =>
      ["a", "ff", "long1", "x.y"].map((name) =>
        ask(SERVER, `${name}.t${index}.test.`, "TXT", index % 3 === 0 ? { edns: 1232 } : {}),
      ),
    ),
  },
];
