import { describe, expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

/** Lines of a Corefile and how CoreDNS 1.15.0 starts with them. */

describe("it starts", () => {
  it.each([
    "metadata . { } => starts",
    'metadata "" => starts',
    "metadata a.test a.test => starts",
    "metadata 10.0.0.0/33 => starts",
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});
