import { describe, expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

/** Lines of a Corefile and how CoreDNS 1.15.0 starts with them. */

describe("it starts", () => {
  it.each(["auto => starts", "auto { } => starts", 'auto { directory "" } => starts'])("%s", (row) =>
    expect(retellStart(row)).toBe(row),
  );
});

describe("it does not, and says why", () => {
  it.each([
    "auto { directory } => Wrong argument count or unexpected line ending after 'directory'",
    "auto { reload } => reload duration value is expected",
    "auto { reload -1s } => invalid duration",
    'auto { reload 5 } => time: missing unit in duration "5"',
    "auto { transfer to * } => unknown property 'transfer'",
    "auto { no_reload } => unknown property 'no_reload'",
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});
