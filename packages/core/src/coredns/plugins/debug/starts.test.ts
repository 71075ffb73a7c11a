import { describe, expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

/** Lines of a Corefile and how CoreDNS 1.15.0 starts with them. */

describe("it does not, and says why", () => {
  it.each([
    "debug \"\" => Wrong argument count or unexpected line ending after ''",
    "debug { x } => Unexpected token '{', expecting argument",
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});
