import { describe, expect, it } from "vitest";
import { diagnosticsOf, faultOf } from "../diagnostics.fixture.ts";

describe("what CoreDNS takes", () => {
  it.each([
    ["health"],
    ["health :8080"],
    ["health localhost:8091"],
    ["health [::1]:8080 {\n lameduck 5s\n}"],
    ["health\nhealth :8081"],
  ])("%s", (body) => expect(diagnosticsOf(body).filter((line) => line.startsWith("error"))).toEqual([]));
});

describe("what stops it, in its own words", () => {
  it.each([
    ["health 8080", "address 8080: missing port in address"],
    ["health ::1:8080", "address ::1:8080: too many colons in address"],
    ["health :8080 :8081", "Wrong argument count or unexpected line ending after ':8081'"],
    ["health {\n lameduck\n}", "Wrong argument count or unexpected line ending after 'lameduck'"],
    ["health {\n lameduck 1s 2s\n}", "Wrong argument count or unexpected line ending after '2s'"],
    ["health {\n lameduck 5\n}", "unable to parse lameduck duration value: '5' : time: missing unit in duration \"5\""],
    ["health {\n drain 5s\n}", "unknown property 'drain'"],
  ])("%s", (body, expected) => expect(faultOf(body)).toBe(expected));
});
