import { describe, expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

/** Lines of a Corefile and how CoreDNS 1.15.0 starts with them. */

describe("it starts", () => {
  it.each(['nsid "" => starts'])("%s", (row) => expect(retellStart(row)).toBe(row));
});

describe("it does not, and says why", () => {
  it.each([
    "nsid { x } => this plugin can only be used once per Server Block",
    "nsid a { x } => this plugin can only be used once per Server Block",
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});
