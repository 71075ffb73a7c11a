import { describe, expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

/** Lines of a Corefile and how CoreDNS 1.15.0 starts with them. */

describe("it starts", () => {
  it.each(['chaos "" => starts', "chaos v { } => starts", "chaos v a { => starts"])("%s", (row) =>
    expect(retellStart(row)).toBe(row),
  );
});

describe("it does not, and says why", () => {
  it.each(["chaos { x } => unknown property 'x'"])("%s", (row) => expect(retellStart(row)).toBe(row));
});
