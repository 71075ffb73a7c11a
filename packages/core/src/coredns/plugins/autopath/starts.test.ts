import { describe, expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

/** Lines of a Corefile and how CoreDNS 1.15.0 starts with them. */

describe("it starts", () => {
  it.each([
    "autopath @kubernetes => starts",
    "autopath @ => starts",
    "autopath @erratic => starts",
    "autopath @log => starts",
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});

describe("it does not, and says why", () => {
  it.each([
    "autopath => no resolv-conf specified",
    'autopath a.test => failed to parse "a.test": open a.test: no such file or directory',
    "autopath { } => no resolv-conf specified",
    'autopath /etc/resolv.conf { } => failed to parse "}": open }: no such file or directory',
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});
