import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RrType } from "../../../dns/index.ts";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";
import { fillTemplate, parseTextTemplate, type TemplateData } from "./text-template.ts";

const twin = (lines: string): CoreDnsUnderTest => new CoreDnsUnderTest(`. {\n ${lines}\n whoami\n}\n`);

const IP = `template IN A ip.test {
  match "^ip-(?P<a>[0-9]*)-(?P<b>[0-9]*)[.]ip[.]test[.]$"
  answer "{{ .Name }} 60 IN A 192.0.{{ .Group.a }}.{{ index .Match 2 }}"
  additional "txt.{{ .Zone }} TXT {{ .Class }}/{{ .Type }}/{{ .Remote }}"
  authority "{{ .Zone }} 9 NS ns.{{- .Zone }}"
  fallthrough more.ip.test
 }`;

describe("a template", () => {
  const ip = twin(IP);
  it.each<readonly [string, RrType, string]>([
    [
      "IP-2-7.ip.test.",
      "A",
      'NOERROR aa\nip-2-7.ip.test. 60 IN A 192.0.2.7\nauthority:\nip.test. 9 IN NS ns.ip.test.\nadditional:\ntxt.ip.test. 3600 IN TXT "IN/A/192.0.2.1"',
    ],
    ["ip-2-777.ip.test.", "A", "SERVFAIL"],
    ["x.ip.test.", "A", "SERVFAIL"],
    ["x.ip.test.", "ANY", "SERVFAIL"],
  ])("%s %s", (name, type, expected) => expect(ip.ask(name, type)).toBe(expected));

  it.each<readonly [string, RrType]>([
    ["x.more.ip.test.", "A"],
    ["ip-2-7.ip.test.", "AAAA"],
    ["ip-2-7.other.", "A"],
  ])("goes on for %s %s", (name, type) => expect(ip.ask(name, type)).toContain("_udp."));

  it.each([
    ["rcode NXDOMAIN", "NXDOMAIN aa"],
    ["rcode SERVFAIL", "SERVFAIL"],
    ["rcode REFUSED", "REFUSED aa\n==\nREFUSED"],
    ['answer "{{ .Name }} A {{ index .Match 7 }}"', "SERVFAIL"],
    ['answer "{{ .Name }} A nonsense"', "SERVFAIL"],
    ['answer "{{ .Name }} A 192.0.2.{{ .Group.none }}"', "SERVFAIL"],
    ['answer "{{ .Name }} A {{ html .Group.a }}"', 'unsupported: "html" in a template'],
    ["expr true", 'unsupported: "expr" of template'],
  ])("%s: %s", (property, expected) => {
    expect(twin(`template IN A {\n  ${property}\n }`).ask("x.test.", "A")).toBe(expected);
  });

  it("brings its own OPT record with an extended error", () => {
    const outcome = twin('template IN A {\n  ederror 21 "why"\n }').outcome("x.test.", "A");
    const [message] = outcome.kind === "reply" ? outcome.messages : [];
    expect(message?.edns).toMatchObject({ udpSize: 4096, dnssecOk: true, options: [{ code: 15 }] });
  });

  it("has its alias followed through CoreDNS", () => {
    const alias = `${IP}\n template IN A alias.test {\n  answer "{{ .Name }} CNAME ip-2-9.ip.test."\n }`;
    expect(twin(alias).answer("alias.test.", "A")).toBe(
      "alias.test. CNAME ip-2-9.ip.test.\nip-2-9.ip.test. A 192.0.2.9",
    );
  });

  it("that leads to itself has no answer", () => {
    expect(twin('template IN A {\n  answer "{{ .Name }} CNAME {{ .Name }}"\n }').ask("x.", "A")).toContain(
      "unsupported",
    );
  });
});

describe("settings", () => {
  const wrong = (word: string): string => `Wrong argument count or unexpected line ending after '${word}'`;
  it.each([
    ["template", [wrong("template")]],
    ["template in A", ["invalid query class in"]],
    ["template IN a", ["invalid RR class a"]],
    ["template IN TYPE65", ["invalid RR class TYPE65"]],
    ["template IN A {\n match\n }", [wrong("match")]],
    ["template IN A {\n match (\n }", ["could not parse regex: (, error parsing regexp: missing closing ): `(`"]],
    ["template IN A {\n answer\n }", [wrong("answer")]],
    ["template IN A {\n rcode\n }", [wrong("rcode")]],
    ["template IN A {\n rcode nxdomain\n }", ["unknown rcode nxdomain"]],
    ["template IN A {\n rcode NXDOMAIN foo\n }", [wrong("foo")]],
    ["template IN A {\n ederror\n }", [wrong("ederror")]],
    ["template IN A {\n foo\n }", [wrong("foo")]],
    ["template CS ANY {\n upstream x\n fallthrough\n ederror 5 a\n }", []],
  ])("%s: %j", (line, expected) => expect(twin(line).problems).toEqual(expected));

  it("says what is not modelled", () => {
    expect(twin('template IN A {\n answer "{{ define x }}x{{ end }}"\n }').problems).toEqual([
      '"define" in a template is not modelled',
    ]);
  });

  it("lists its zones", () => expect(twin(IP).server.landmarks().length).toBeGreaterThan(1));
});

describe("law", () => {
  const data: TemplateData = {
    fields: new Map([["Name", "x.test."]]),
    matches: ["m"],
    groups: new Map([["a", "g"]]),
    question: { name: "X.test.", type: 1, class: 1 },
  };

  it("text without actions stays as it is, and actions are filled in where they stand", () => {
    const text = fc.string({ unit: fc.constantFrom("a", " ", "}", "\\", "$", "\n") });
    fc.assert(
      fc.property(text, text, (left, right) => {
        const template = parseTextTemplate(`${left}{{ .Name }}${right}{{index .Match 0}}`);
        const filled = template.kind === "template" ? fillTemplate(template.body, data) : null;
        expect(filled).toEqual({ kind: "text", text: `${left}x.test.${right}m` });
      }),
    );
  });
});
