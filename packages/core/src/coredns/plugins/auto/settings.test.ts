import { describe, expect, it } from "vitest";
import { diagnosticsOf, faultOf } from "../diagnostics.fixture.ts";

const SOA = "@ 60 SOA ns h 1 2 3 4 5\n";
const files = { "/etc/coredns/zones/db.example.test": SOA, "/etc/coredns/zones/db.broken.test": "x\n" };

describe("what CoreDNS takes", () => {
  it.each([
    [
      "auto {\n directory /etc/coredns/zones\n}",
      ["warning: Parse zone `broken.test.': expecting RR type, TTL or class, not this..."],
    ],
    ["auto example.test {\n directory zones db.(example.*) {1}\n reload 0\n upstream\n}", []],
    ["auto {\n directory none\n}", ["warning: Directory does not exist: none"]],
  ])("%s", (body, expected) => expect(diagnosticsOf(body, { files })).toEqual(expected));
});

describe("what stops it, in its own words", () => {
  it.each([
    ["auto {\n directory\n}", "Wrong argument count or unexpected line ending after 'directory'"],
    ["auto {\n directory zones (.*)\n}", "Wrong argument count or unexpected line ending after '(.*)'"],
    ["auto {\n directory zones (.*) {1} more\n}", "Wrong argument count or unexpected line ending after 'more'"],
    ["auto {\n directory zones .* {1}\n}", "Need at least one sub expression"],
    ["auto {\n directory zones * {1}\n}", "error parsing regexp: missing argument to repetition operator: `*`"],
    ["auto {\n directory zones\n reload\n}", "reload duration value is expected"],
    ["auto {\n directory zones\n reload -1s\n}", "invalid duration"],
    ["auto {\n directory zones\n reload 5\n}", 'time: missing unit in duration "5"'],
    ["auto {\n directory zones\n no_reload\n}", "unknown property 'no_reload'"],
  ])("%s", (body, expected) => expect(faultOf(body, { files })).toBe(expected));
});
