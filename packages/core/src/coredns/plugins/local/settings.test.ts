import { describe, expect, it } from "vitest";
import { faultOf } from "../diagnostics.fixture.ts";

describe("what CoreDNS takes", () => {
  it.each([
    ["local"],
    ["local {\n}"],
    ["local {\n localhost_prefix on\n}"],
    ["local {\n localhost_prefix off\n}"],
    ["local\n local"],
  ])("%s", (body) => expect(faultOf(body)).toBe(""));
});

describe("what stops it, in its own words", () => {
  it.each([
    ["local x", "Wrong argument count or unexpected line ending after 'x'"],
    ["local {\n localhost_prefix\n}", "Wrong argument count or unexpected line ending after 'localhost_prefix'"],
    ["local {\n localhost_prefix maybe\n}", "localhost_prefix expects 'on' or 'off', got \"maybe\""],
    ["local {\n localhost_prefix on off\n}", "Wrong argument count or unexpected line ending after 'off'"],
    ["local {\n prefix on\n}", "unknown property 'prefix'"],
  ])("%s", (body, expected) => expect(faultOf(body)).toBe(expected));
});
