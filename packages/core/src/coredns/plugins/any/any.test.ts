import { describe, expect, it } from "vitest";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

describe("any", () => {
  const twin = new CoreDnsUnderTest(". {\n any\n acl {\n  block\n }\n}\n");

  it("answers before acl", () => {
    expect(twin.ask("Www.example.", "ANY")).toBe('NOERROR\nWww.example. 8482 IN HINFO "ANY obsoleted" "See RFC 8482"');
    expect(twin.answer("www.example.", "A")).toBe("REFUSED");
  });

  it.each([
    ["any", []],
    ["any x", ["Wrong argument count or unexpected line ending after 'x'"]],
    ["any {\n x y\n }", ["Unexpected token '{', expecting argument"]],
    ["any {\n }", ["Unexpected token '{', expecting argument"]],
  ])("%s: %j", (line, expected) => {
    expect(new CoreDnsUnderTest(`. {\n ${line}\n}\n`).problems).toEqual(expected);
  });
});
