import { describe, expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

/** Lines of a Corefile and how CoreDNS 1.15.0 starts with them. */

describe("it starts", () => {
  it.each([
    "bufsize 512 { } => starts",
    "bufsize { 512 } => starts",
    "bufsize +1232 => starts",
    "bufsize 01232 => starts",
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});

describe("it does not, and says why", () => {
  it.each([
    "bufsize 0 => Wrong argument count or unexpected line ending after '0'",
    "bufsize -1 => Wrong argument count or unexpected line ending after '-1'",
    "bufsize 1232.0 => Wrong argument count or unexpected line ending after '1232.0'",
    "bufsize 0x400 => Wrong argument count or unexpected line ending after '0x400'",
    "bufsize \"\" => Wrong argument count or unexpected line ending after ''",
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});
