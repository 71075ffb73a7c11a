import { describe, expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

/** Lines of a Corefile and how CoreDNS 1.15.0 starts with them. */

describe("it starts", () => {
  it.each([
    "log { class success denial error all } => starts",
    "log { class all; class error } => starts",
    'log . "text" { class error } => starts',
    'log "" => starts',
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});

describe("it does not, and says why", () => {
  it.each(["log { class DENIAL } => invalid Class: DENIAL", "log . { class error } x => invalid Class: }"])(
    "%s",
    (row) => expect(retellStart(row)).toBe(row),
  );
});
