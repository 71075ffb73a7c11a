import { describe, expect, it } from "vitest";
import { faultOf } from "../diagnostics.fixture.ts";

describe("what CoreDNS takes", () => {
  it.each([["metadata"], ["metadata example.test"], ["metadata a.test 10.0.0.0/24"], ["metadata a..b"]])("%s", (body) =>
    expect(faultOf(body)).toBe(""),
  );
});

describe("what stops it, in its own words", () => {
  it.each([
    ["metadata {\n x\n}", "Wrong argument count or unexpected line ending after 'x'"],
    ["metadata\n metadata", "Wrong argument count or unexpected line ending after 'metadata'"],
  ])("%s", (body, expected) => expect(faultOf(body)).toBe(expected));
});
