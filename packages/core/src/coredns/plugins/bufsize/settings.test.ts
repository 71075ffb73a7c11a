import { describe, expect, it } from "vitest";
import { diagnosticsOf, faultOf } from "../diagnostics.fixture.ts";

describe("what CoreDNS takes", () => {
  it.each([["bufsize"], ["bufsize 512"], ["bufsize 4096"]])("%s", (body) =>
    expect(diagnosticsOf(body).filter((line) => line.startsWith("error"))).toEqual([]),
  );
});

describe("what stops it, in its own words", () => {
  it.each([
    ["bufsize 511", "Wrong argument count or unexpected line ending after '511'"],
    ["bufsize 4097", "Wrong argument count or unexpected line ending after '4097'"],
    ["bufsize x", "Wrong argument count or unexpected line ending after 'x'"],
    ["bufsize 1232 1400", "Wrong argument count or unexpected line ending after '1400'"],
  ])("%s", (body, expected) => expect(faultOf(body)).toBe(expected));
});
