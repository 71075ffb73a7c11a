import { expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

it.each([
  "template IN A { match [ } => could not parse regex: [, error parsing regexp: missing closing ]: `[`",
  "template IN A { answer {{ } => could not compile template: {{, template: answer:1: unclosed action",
  'template IN A { answer "{{ .Nope" } => could not compile template: {{ .Nope, template: answer:1: unclosed action',
  'template IN A { answer "{{ nope }}" } => could not compile template: {{ nope }}, template: answer:1: function "nope" not defined',
  'template IN A { answer "{{ .Name | }}" } => starts',
  'template IN A { answer "{{ end }}" } => could not compile template: {{ end }}, template: answer:1: unexpected {{end}}',
  "template IN A { rcode 3 } => unknown rcode 3",
  "template IN A { rcode NXDOMAIN x } => Wrong argument count or unexpected line ending after 'x'",
  "template IN A { rcode BADVERS } => unknown rcode BADVERS",
  'template IN A { ederror x } => error parsing extended DNS error code x, strconv.ParseUint: parsing "x": invalid syntax',
  "template IN A { ederror 21 a b } => Wrong argument count or unexpected line ending after 'b'",
  'template IN A { ederror -1 } => error parsing extended DNS error code -1, strconv.ParseUint: parsing "-1": invalid syntax',
  'template IN A { ederror 65536 } => error parsing extended DNS error code 65536, strconv.ParseUint: parsing "65536": value out of range',
  "template IN A { fallthrough a..b } => starts",
  "template IN A { fallthrough; fallthrough } => starts",
  'template IN A { var 1 2 } => invalid variable name "1"',
  "template IN A { var x } => Wrong argument count or unexpected line ending after 'x'",
  "template IN A { additional } => Wrong argument count or unexpected line ending after 'additional'",
  "template IN A { authority } => Wrong argument count or unexpected line ending after 'authority'",
  "template ANY ANY a..b => starts",
  "template IN A 10.0.0.0/33 => starts",
  "template IN OPT => starts",
])("%s", (row) => expect(retellStart(row)).toBe(row));
