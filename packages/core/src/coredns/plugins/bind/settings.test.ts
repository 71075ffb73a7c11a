import { describe, expect, it } from "vitest";
import { faultOf } from "../diagnostics.fixture.ts";

describe("what CoreDNS takes", () => {
  it.each([["bind 127.0.0.1"], ["bind 127.0.0.1 ::1"], ["bind 127.0.0.1 {\n except ::1\n}"]])("%s", (body) =>
    expect(faultOf(body)).toBe(""),
  );
});

describe("what stops it, in its own words", () => {
  it.each([
    ["bind", "at least one address or interface name is expected"],
    ["bind x9", 'not a valid IP address or interface name: "x9"'],
    ["bind 127.0.0.1 {\n except\n}", "at least one address or interface must be given to except subdirective"],
    ["bind 127.0.0.1 {\n only ::1\n}", 'invalid option "only"'],
    ["bind 1.2.3", 'not a valid IP address or interface name: "1.2.3"'],
    ["bind 127.0.0.1/8", 'not a valid IP address or interface name: "127.0.0.1/8"'],
    ["bind fe80::1%x9", 'not a valid IP address or interface name: "fe80::1%x9"'],
  ])("%s", (body, expected) => expect(faultOf(body)).toBe(expected));
});
