import { describe, expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

/** Lines of a Corefile and how CoreDNS 1.15.0 starts with them. */

describe("it starts", () => {
  it.each(["on startup /bin/true & => starts", "on startup /nonexistent => starts", "on startup /bin/false => starts"])(
    "%s",
    (row) => expect(retellStart(row)).toBe(row),
  );
});

describe("it does not, and says why", () => {
  it.each([
    "on startup \"\" => no command contained in ''",
    "on startup { } => no command contained in ''",
    "on { x } => Wrong event name or event not supported: '{'",
    "on \"\" /bin/true => Wrong event name or event not supported: ''",
    "on installroot /bin/true => Wrong event name or event not supported: 'installroot'",
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});
