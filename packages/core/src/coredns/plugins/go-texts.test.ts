import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseGoDuration } from "../corefile/index.ts";
import { integerFault, printGoDuration } from "./go-numbers.ts";
import { splitHostPort } from "./host-port.ts";
import { hostPortFault } from "./settings-helpers.ts";

/** What a program of Go 1.26 printed of the same. */

describe("net.SplitHostPort complains", () => {
  const [BRACKET, COLONS, PORT] = ["missing ']' in address", "too many colons in address", "missing port in address"];
  it.each([
    ["", PORT],
    [":", null],
    ["a", PORT],
    ["a:", null],
    ["a:1", null],
    ["a:b", null],
    ["a:1:2", COLONS],
    ["1.2.3.4", PORT],
    ["1.2.3.4:80", null],
    ["::", COLONS],
    ["::1", COLONS],
    ["[::1]", PORT],
    ["[::1]:1", null],
    ["[::1]:", null],
    ["[::1]1", PORT],
    ["[::1]x:1", PORT],
    ["[::1]:1:2", COLONS],
    ["[::1", BRACKET],
    ["[::1:1", BRACKET],
    ["[:1", BRACKET],
    ["[]:1", null],
    ["[a]:1", null],
    ["[[a]]:1", PORT],
    ["[::1]]:1", PORT],
    ["[::1][:1", PORT],
    ["[a]b]:1", PORT],
    ["a[b:1", "unexpected '[' in address"],
    ["a[b]:1", "unexpected '[' in address"],
    ["a]b:1", "unexpected ']' in address"],
    ["]:1", "unexpected ']' in address"],
  ])("%j: %s", (text, expected) => expect(hostPortFault(text)).toBe(expected));

  it("law: a host without brackets and colons, in brackets or not, and a port are no fault, and come out again", () => {
    const word = fc.stringMatching(/^[a-z0-9.%-]{0,8}$/);
    fc.assert(
      fc.property(word, word, fc.constantFrom("plain", "bracketed"), (host, port, form) => {
        const text = form === "plain" ? `${host}:${port}` : `[${host}]:${port}`;
        expect(hostPortFault(text)).toBeNull();
        expect(splitHostPort(text)).toEqual({ host, port });
      }),
    );
  });
});

describe("time.Duration as a text", () => {
  it.each([
    [0, "0s"],
    [0.000001, "1ns"],
    [0.000999, "999ns"],
    [0.0015, "1.5µs"],
    [1, "1ms"],
    [1.5, "1.5ms"],
    [999, "999ms"],
    [1000, "1s"],
    [1500, "1.5s"],
    [59_999, "59.999s"],
    [60_000, "1m0s"],
    [61_000, "1m1s"],
    [3_600_000, "1h0m0s"],
    [3_661_000, "1h1m1s"],
    [86_400_000, "24h0m0s"],
    [90_061_001, "25h1m1.001s"],
    [-5000, "-5s"],
    [-1.5, "-1.5ms"],
  ])("%s ms: %s", (milliseconds, expected) => expect(printGoDuration(milliseconds)).toBe(expected));

  it("law: read again it is the same", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (milliseconds) => {
        expect(parseGoDuration(printGoDuration(milliseconds))).toBeCloseTo(milliseconds, 6);
      }),
    );
  });
});

describe("strconv.Atoi complains", () => {
  it.each([
    ["", 'strconv.Atoi: parsing "": invalid syntax'],
    ["x", 'strconv.Atoi: parsing "x": invalid syntax'],
    ["1.5", 'strconv.Atoi: parsing "1.5": invalid syntax'],
    ["--1", 'strconv.Atoi: parsing "--1": invalid syntax'],
    ["99999999999999999999", 'strconv.Atoi: parsing "99999999999999999999": value out of range'],
    ["-99999999999999999999", 'strconv.Atoi: parsing "-99999999999999999999": value out of range'],
    ["+99999999999999999999", 'strconv.Atoi: parsing "+99999999999999999999": value out of range'],
  ])("%j", (text, expected) => expect(integerFault(text)).toBe(expected));
});
