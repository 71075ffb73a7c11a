import { describe, expect, it } from "vitest";
import { faultOf } from "../diagnostics.fixture.ts";

describe("what CoreDNS takes", () => {
  it.each([["any"], ["any\n any"]])("%s", (body) => expect(faultOf(body)).toBe(""));
});

describe("what stops it, in its own words", () => {
  it.each([
    ["any x", "Wrong argument count or unexpected line ending after 'x'"],
    ["any {\n}", "Unexpected token '{', expecting argument"],
  ])("%s", (body, expected) => expect(faultOf(body)).toBe(expected));
});
