import { describe, expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

/** Lines of a Corefile and how CoreDNS 1.15.0 starts with them. */

describe("it starts", () => {
  it.each(["ready { monitor until-ready; monitor continuously } => starts", "ready : => starts"])("%s", (row) =>
    expect(retellStart(row)).toBe(row),
  );
});

describe("it does not, and says why", () => {
  it.each([
    'ready "" => missing port in address',
    "ready { monitor \"\" } => monitor type '' not supported",
    "ready [::1] => address [::1]: missing port in address",
    "ready { monitor until-ready } x => Wrong argument count or unexpected line ending after 'x'",
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});
