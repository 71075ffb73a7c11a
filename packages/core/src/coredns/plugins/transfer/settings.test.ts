import { describe, expect, it } from "vitest";
import { faultOf } from "../diagnostics.fixture.ts";

describe("what CoreDNS takes", () => {
  it.each([
    ["transfer {\n to *\n}"],
    ["transfer example.test {\n to 192.0.2.1 192.0.2.2:5353 [2001:db8::1]:53\n source 192.0.2.9\n}"],
    ["transfer a..b {\n to *\n}"],
  ])("%s", (body) => expect(faultOf(body)).toBe(""));
});

describe("what stops it, in its own words", () => {
  it.each([
    ["transfer", "'to' is required"],
    ["transfer {\n}", "'to' is required"],
    ["transfer {\n to *\n source\n}", "Wrong argument count or unexpected line ending after 'source'"],
    ["transfer {\n to *\n source x\n}", 'invalid source address "x"'],
    ["transfer {\n to *\n source 192.0.2.1\n source 192.0.2.2\n}", "source already specified"],
    [
      "transfer {\n to *\n source 192.0.2.1 192.0.2.2\n}",
      "Wrong argument count or unexpected line ending after '192.0.2.2'",
    ],
  ])("%s", (body, expected) => expect(faultOf(body)).toBe(expected));
});
