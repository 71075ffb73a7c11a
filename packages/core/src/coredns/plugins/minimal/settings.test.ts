import { describe, expect, it } from "vitest";
import { diagnosticsOf, faultOf } from "../diagnostics.fixture.ts";

describe("what CoreDNS takes", () => {
  it.each([["minimal"]])("%s", (body) =>
    expect(diagnosticsOf(body).filter((line) => line.startsWith("error"))).toEqual([]),
  );
});

describe("what stops it, in its own words", () => {
  it.each([["minimal yes", "Wrong argument count or unexpected line ending after 'yes'"]])("%s", (body, expected) =>
    expect(faultOf(body)).toBe(expected),
  );
});
