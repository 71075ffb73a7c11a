import { describe, expect, it } from "vitest";
import { faultOf } from "../diagnostics.fixture.ts";

describe("what CoreDNS takes", () => {
  it.each([
    ["timeouts {\n read 10s\n write 20\n idle 1m\n}"],
    ["timeouts {\n maxtcpqueries -1\n}"],
    ["timeouts {\n maxtcpqueries 100\n}"],
  ])("%s", (body) => expect(faultOf(body)).toBe(""));
});

describe("what stops it, in its own words", () => {
  it.each([
    ["timeouts", "timeouts block with no timeouts specified"],
    ["timeouts {\n}", "timeouts block with no timeouts specified"],
    ["timeouts {\n read\n}", "Wrong argument count or unexpected line ending after 'read'"],
    ["timeouts {\n read 5s 6s\n}", "Wrong argument count or unexpected line ending after '6s'"],
    ["timeouts {\n read 0s\n}", "timeout provided '0s' needs to be between 1 second and 24 hours"],
    ["timeouts {\n read 25h\n}", "timeout provided '25h0m0s' needs to be between 1 second and 24 hours"],
    ["timeouts {\n read 500ms\n}", "timeout provided '500ms' needs to be between 1 second and 24 hours"],
    ["timeouts {\n idle 5d\n}", "failed to parse duration '5d'"],
    ["timeouts {\n sleep 5s\n}", "unknown option: 'sleep'"],
    ["timeouts {\n sleep 0\n}", "timeout provided '0s' needs to be between 1 second and 24 hours"],
    ["timeouts {\n maxtcpqueries 0\n}", "maxtcpqueries provided '0' needs to be -1 (unlimited) or a positive integer"],
    [
      "timeouts {\n maxtcpqueries -2\n}",
      "maxtcpqueries provided '-2' needs to be -1 (unlimited) or a positive integer",
    ],
    [
      "timeouts {\n maxtcpqueries many\n}",
      "invalid value for maxtcpqueries 'many': strconv.Atoi: parsing \"many\": invalid syntax",
    ],
  ])("%s", (body, expected) => expect(faultOf(body)).toBe(expected));
});
