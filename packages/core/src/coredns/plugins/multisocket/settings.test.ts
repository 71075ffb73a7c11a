import { describe, expect, it } from "vitest";
import { faultOf } from "../diagnostics.fixture.ts";

describe("what CoreDNS takes", () => {
  it.each([["multisocket"], ["multisocket 2"], ["multisocket 1024"]])("%s", (body) => expect(faultOf(body)).toBe(""));
});

describe("what stops it, in its own words", () => {
  it.each([
    ["multisocket 1025", "num sockets exceeds maximum (1024): 1025"],
    ["multisocket 0", "num sockets can not be zero or negative: 0"],
    ["multisocket -1", "num sockets can not be zero or negative: -1"],
    ["multisocket two", 'invalid num sockets: strconv.Atoi: parsing "two": invalid syntax'],
    ["multisocket 1 2", "Wrong argument count or unexpected line ending after '2'"],
    ["multisocket\n multisocket", "Wrong argument count or unexpected line ending after 'multisocket'"],
    [
      "multisocket 99999999999999999999",
      'invalid num sockets: strconv.Atoi: parsing "99999999999999999999": value out of range',
    ],
  ])("%s", (body, expected) => expect(faultOf(body)).toBe(expected));
});
