import { describe, expect, it } from "vitest";
import { faultOf } from "../diagnostics.fixture.ts";

describe("what CoreDNS takes", () => {
  it.each([["debug"], ["debug\n debug"]])("%s", (body) => expect(faultOf(body)).toBe(""));
});

describe("what stops it, in its own words", () => {
  it.each([
    ["debug x", "Wrong argument count or unexpected line ending after 'x'"],
    ["debug {\n}", "Unexpected token '{', expecting argument"],
  ])("%s", (body, expected) => expect(faultOf(body)).toBe(expected));
});
