import { describe, expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

/** Lines of a Corefile and how CoreDNS 1.15.0 starts with them. */

describe("it starts", () => {
  it.each(["local { localhost_prefix off; localhost_prefix on } => starts"])("%s", (row) =>
    expect(retellStart(row)).toBe(row),
  );
});

describe("it does not, and says why", () => {
  it.each([
    "local { localhost_prefix OFF } => localhost_prefix expects 'on' or 'off', got \"OFF\"",
    "local \"\" => Wrong argument count or unexpected line ending after ''",
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});
