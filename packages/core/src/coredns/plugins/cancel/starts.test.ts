import { describe, expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

/** Lines of a Corefile and how CoreDNS 1.15.0 starts with them. */

describe("it starts", () => {
  it.each([
    "cancel 1ns => starts",
    "cancel { x } => starts",
    "cancel 10s { x } => starts",
    "cancel 2562047h => starts",
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});

describe("it does not, and says why", () => {
  it.each([
    'cancel "" => invalid duration: ""',
    "cancel 5 s => Wrong argument count or unexpected line ending after 's'",
    'cancel 2562048h => invalid duration: "2562048h"',
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});
