import { describe, expect, it } from "vitest";
import { faultOf } from "../diagnostics.fixture.ts";

describe("what CoreDNS takes", () => {
  it.each([["minimal"], ["minimal\n minimal"]])("%s", (body) => expect(faultOf(body)).toBe(""));
});

describe("what stops it, in its own words", () => {
  it.each([
    ["minimal x", "Wrong argument count or unexpected line ending after 'x'"],
    ["minimal {\n}", "Unexpected token '{', expecting argument"],
  ])("%s", (body, expected) => expect(faultOf(body)).toBe(expected));
});
