import { describe, expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

/** Lines of a Corefile and how CoreDNS 1.15.0 starts with them. */

describe("it starts", () => {
  it.each(["health : => starts"])("%s", (row) => expect(retellStart(row)).toBe(row));
});

describe("it does not, and says why", () => {
  it.each([
    "health { lameduck 0s; lameduck } => Wrong argument count or unexpected line ending after 'lameduck'",
    'health "" => missing port in address',
    "health localhost => address localhost: missing port in address",
    "health [::1] => address [::1]: missing port in address",
    "health :: => address ::: too many colons in address",
    "health [::1]x:1 => address [::1]x:1: missing port in address",
    "health [::1]:80:1 => address [::1]:80:1: too many colons in address",
    "health [::1:80 => address [::1:80: missing ']' in address",
    "health a[b:1 => address a[b:1: unexpected '[' in address",
    "health a]b:1 => address a]b:1: unexpected ']' in address",
    "health { lameduck 1m1s } x => Wrong argument count or unexpected line ending after 'x'",
    "health { LAMEDUCK 1s } => unknown property 'LAMEDUCK'",
    'health :8080 { lameduck "" } => unable to parse lameduck duration value: \'\' : time: invalid duration ""',
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});
