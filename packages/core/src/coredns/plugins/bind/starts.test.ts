import { describe, expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

/** Lines of a Corefile and how CoreDNS 1.15.0 starts with them. */

describe("it starts", () => {
  it.each(["bind 127.0.0.1 { except 127.0.0.1 } => starts", "bind lo { except ::1; except 127.0.0.1 } => starts"])(
    "%s",
    (row) => expect(retellStart(row)).toBe(row),
  );
});

describe("it does not, and says why", () => {
  it.each([
    "bind { => at least one address or interface name is expected",
    "bind { except 127.0.0.1 } => at least one address or interface name is expected",
    'bind ::1 { except ::1 } x => not a valid IP address or interface name: "}"',
    'bind "" => not a valid IP address or interface name: ""',
    "bind 127.0.0.1 127.0.0.1 => cannot serve dns://example.test.:53 on 127.0.0.1 - it is already defined",
    'bind LO => not a valid IP address or interface name: "LO"',
    'bind 127.0.0.1:53 => not a valid IP address or interface name: "127.0.0.1:53"',
    'bind [::1] => not a valid IP address or interface name: "[::1]"',
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});
