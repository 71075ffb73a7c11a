import { describe, expect, it } from "vitest";
import { diagnosticsOf, faultOf } from "../diagnostics.fixture.ts";

const block = (...properties: readonly string[]): string =>
  `view lan {\n${properties.map((property) => `  ${property}\n`).join("")}}\nwhoami`;

describe("what CoreDNS takes", () => {
  it.each([
    [block("expr type() == 'A'")],
    [block("expr incidr(client_ip(), '10.0.0.0/8')", "expr name() endsWith 'example.test.'")],
    [block()],
    ["view lan\nwhoami"],
  ])("%s", (body) => expect(diagnosticsOf(body)).toEqual([]));
});

describe("what stops it, in its own words", () => {
  const count = (word: string): string => `Wrong argument count or unexpected line ending after '${word}'`;
  it.each([
    ["view\nwhoami", count("view")],
    ["view a b\nwhoami", count("b")],
    ["view a\nview b\nwhoami", "this plugin can only be used once per Server Block"],
    [block("expr"), "unexpected token EOF"],
    [block("expr type() == A"), "unknown name A"],
    // the lexer eats double quotes (T29)
    [block('expr type() == "A"'), "unknown name A"],
    [block("when true"), "unknown property 'when'"],
  ])("%s", (body, expected) => expect(faultOf(body)).toBe(expected));
});

it.each([
  [block("expr max(1, 2) == 2"), '"max" of expressions is not modelled'],
  [`metadata\n${block("expr metadata('a/b') == 'c'")}`, "metadata in expressions is not modelled"],
])("%s", (body, expected) => expect(diagnosticsOf(body)).toContain(`warning: ${expected}`));
