import { describe, expect, it } from "vitest";
import { faultOf } from "../diagnostics.fixture.ts";

describe("what CoreDNS takes", () => {
  it.each([["cancel"], ["cancel 10s"], ["cancel {\n}"], ["cancel 1h1m"]])("%s", (body) =>
    expect(faultOf(body)).toBe(""),
  );
});

describe("what stops it, in its own words", () => {
  it.each([
    ["cancel 0s", 'invalid negative duration: "0s"'],
    ["cancel 10", 'invalid duration: "10"'],
    ["cancel x", 'invalid duration: "x"'],
    ["cancel 1s 2s", "Wrong argument count or unexpected line ending after '2s'"],
    ["cancel -1s", 'invalid negative duration: "-1s"'],
  ])("%s", (body, expected) => expect(faultOf(body)).toBe(expected));
});
