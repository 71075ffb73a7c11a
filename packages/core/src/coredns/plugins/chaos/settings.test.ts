import { describe, expect, it } from "vitest";
import { diagnosticsOf, faultOf } from "../diagnostics.fixture.ts";

describe("what CoreDNS takes", () => {
  it.each([["chaos"], ["chaos CoreDNS-001"], ["chaos CoreDNS-001 a b b"]])("%s", (body) =>
    expect(diagnosticsOf(body).filter((line) => line.startsWith("error"))).toEqual([]),
  );
});

describe("what stops it, in its own words", () => {
  it.each([["chaos x {\n y\n}", "unknown property 'y'"]])("%s", (body, expected) =>
    expect(faultOf(body)).toBe(expected),
  );
});
