import { describe, expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

/** Lines of a Corefile and how CoreDNS 1.15.0 starts with them. */

describe("it starts", () => {
  it.each(["reload 2s 1500ms => starts", "reload 10s 6s => starts", "reload 10s 0s => starts"])("%s", (row) =>
    expect(retellStart(row)).toBe(row),
  );
});

describe("it does not, and says why", () => {
  it.each([
    'reload "" => time: invalid duration ""',
    "reload 10s -1s => jitter value must be 0 or greater or equal to 1s",
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});
