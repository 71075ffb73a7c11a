import { describe, expect, it } from "vitest";
import type { RrType } from "../dns/index.ts";
import { octetsOf, repeated } from "./octets.fixture.ts";
import { namePlacesOf, namesInOctets } from "./opaque-names.ts";

const A_LABEL_OF_63 = `3f "${"x".repeat(63)}"`;

/** Where names stand in data that are kept as octets: RFC 1035 section 3.3, RFC 1183, RFC 2163, RFC 2230, RFC 2535. */
describe("names within octets", () => {
  it.each<[RrType, octets: string, found: string | null]>([
    ["MB", '01 "a" 00', "a. to 3"],
    ["MB", "00", ". to 1"],
    ["MINFO", '01 "a" 00 01 "b" 00', "a. b. to 6"],
    ["MINFO", '01 "a" 00', null],
    ["RT", '000a 01 "a" 00', "a. to 5"],
    ["RT", "000a", null],
    ["PX", "000a 00 00", ". . to 4"],
    ["KX", '000a 01 "a" 01 "b" 00', "a.b. to 7"],
    ["TALINK", '00 01 "b" 00', ". b. to 4"],
    ["NXT", '01 "a" 00 40000001', "a. to 3"],
    ["SIG", `${repeated("00", 18)} 01 "a" 00 aabb`, "a. to 21"],
    ["MG", '02 "a"', null],
    ["MG", '01 "a"', null],
    ["MG", '01 "a" c000', null],
    ["MG", `40 "${"x".repeat(64)}" 00`, null],
    ["MR", `${repeated(A_LABEL_OF_63, 3)} 3d "${"x".repeat(61)}" 00`, "255 octets to 255"],
    ["MR", `${repeated(A_LABEL_OF_63, 3)} 3e "${"x".repeat(62)}" 00`, null],
  ])("%s %s: %s", (type, octets, expected) => {
    const places = namePlacesOf(type);
    const found = places === undefined ? undefined : namesInOctets(octetsOf(octets), places);
    const names = found?.names.map((name) => (name.octets > 60 ? `${name.octets} octets` : name.text)).join(" ");
    expect(found === null ? null : `${names} to ${found?.end}`).toBe(expected);
  });

  it.each<RrType>(["A", "TXT", "SRV", "TYPE65280", "NULL"])("%s has none that are looked for", (type) => {
    expect(namePlacesOf(type)).toBeUndefined();
  });
});
