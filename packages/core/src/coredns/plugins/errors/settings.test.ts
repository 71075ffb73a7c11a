import { describe, expect, it } from "vitest";
import { diagnosticsOf, faultOf } from "../diagnostics.fixture.ts";

describe("what CoreDNS takes", () => {
  it.each([
    ["errors"],
    ["errors stdout"],
    [
      'errors {\n stacktrace\n consolidate 5m ".* i/o timeout$" warning\n consolidate 30s "^Failed"\n consolidate 1s x error show_first\n consolidate 1s x show_first\n}',
    ],
  ])("%s", (body) => expect(diagnosticsOf(body).filter((line) => line.startsWith("error"))).toEqual([]));
});

describe("what stops it, in its own words", () => {
  it.each([
    ["errors\nerrors", "this plugin can only be used once per Server Block"],
    ["errors stderr", "invalid log file: stderr"],
    ["errors stdout stdout", "Wrong argument count or unexpected line ending after 'stdout'"],
    ["errors {\n consolidate\n}", "Wrong argument count or unexpected line ending after 'consolidate'"],
    ["errors {\n consolidate 1s\n}", "Wrong argument count or unexpected line ending after '1s'"],
    [
      "errors {\n consolidate 1s x warning show_first more\n}",
      "Wrong argument count or unexpected line ending after 'more'",
    ],
    ["errors {\n consolidate 1 x\n}", 'time: missing unit in duration "1"'],
    ["errors {\n consolidate 1s x loud\n}", "unknown option in consolidate: loud"],
    ["errors {\n consolidate 1s x show_first warning\n}", "log level must come before show_first in consolidate"],
    ["errors {\n consolidate 1s x info warning\n}", "multiple log levels specified in consolidate"],
    [`errors {\n consolidate 1s ${"x".repeat(10_001)}\n}`, "regex pattern too long: 10001 > 10000"],
    ["errors {\n consolidate 1s (\n}", "error parsing regexp: missing closing ): `(`"],
    ["errors {\n sometimes\n}", "Syntax error: Unexpected token 'sometimes', expecting 'Unknown field sometimes'"],
  ])("%s", (body, expected) => expect(faultOf(body)).toBe(expected));
});
