import { describe, expect, it } from "vitest";
import { diagnosticsOf, faultOf } from "../diagnostics.fixture.ts";

describe("what CoreDNS takes", () => {
  it.each([["loop"]])("%s", (body) =>
    expect(diagnosticsOf(body).filter((line) => line.startsWith("error"))).toEqual([]),
  );
});

describe("what stops it, in its own words", () => {
  it.each([
    ["loop now", "Wrong argument count or unexpected line ending after 'now'"],
    ["loop\nloop", "this plugin can only be used once per Server Block"],
  ])("%s", (body, expected) => expect(faultOf(body)).toBe(expected));
});
