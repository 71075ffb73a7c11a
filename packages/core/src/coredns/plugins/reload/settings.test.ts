import { describe, expect, it } from "vitest";
import { diagnosticsOf, faultOf } from "../diagnostics.fixture.ts";

describe("what CoreDNS takes", () => {
  it.each([
    ["reload"],
    ["reload 2s"],
    ["reload 10s 1s"],
    ["reload 1h 0s"],
    ["reload 30s 1h"],
    ["reload 30s\nreload 1s"],
  ])("%s", (body) => expect(diagnosticsOf(body).filter((line) => line.startsWith("error"))).toEqual([]));
});

describe("what stops it, in its own words", () => {
  it.each([
    ["reload 1s", "interval value must be greater or equal to 2s"],
    ["reload 30", 'time: missing unit in duration "30"'],
    ["reload x", 'time: invalid duration "x"'],
    ["reload 30s 999ms", "jitter value must be 0 or greater or equal to 1s"],
    ["reload 30s x", 'time: invalid duration "x"'],
    ["reload 30s 5s 1s", "Wrong argument count or unexpected line ending after '1s'"],
  ])("%s", (body, expected) => expect(faultOf(body)).toBe(expected));
});
