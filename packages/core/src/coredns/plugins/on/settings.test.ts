import { describe, expect, it } from "vitest";
import { faultOf } from "../diagnostics.fixture.ts";

describe("what CoreDNS takes", () => {
  it.each([["on startup /bin/true"], ["on SHUTDOWN /bin/true -a b"], ["on certrenew /bin/true"]])("%s", (body) =>
    expect(faultOf(body)).toBe(""),
  );
});

describe("what stops it, in its own words", () => {
  it.each([
    ["on", "Wrong argument count or unexpected line ending after 'on'"],
    ["on startup", "no command contained in ''"],
    ["on midnight /bin/true", "Wrong event name or event not supported: 'midnight'"],
  ])("%s", (body, expected) => expect(faultOf(body)).toBe(expected));
});
