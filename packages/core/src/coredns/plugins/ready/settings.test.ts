import { describe, expect, it } from "vitest";
import { diagnosticsOf, faultOf } from "../diagnostics.fixture.ts";

describe("what CoreDNS takes", () => {
  it.each([
    ["ready"],
    ["ready localhost:8181"],
    ["ready {\n monitor until-ready\n}"],
    ["ready :8182 {\n monitor continuously\n}"],
  ])("%s", (body) => expect(diagnosticsOf(body).filter((line) => line.startsWith("error"))).toEqual([]));
});

describe("what stops it, in its own words", () => {
  it.each([
    ["ready\nready", "this plugin can only be used once per Server Block"],
    ["ready 8181", "address 8181: missing port in address"],
    ["ready :1 :2", "Wrong argument count or unexpected line ending after ':2'"],
    ["ready {\n monitor\n}", "Wrong argument count or unexpected line ending after 'monitor'"],
    ["ready {\n monitor sometimes\n}", "monitor type 'sometimes' not supported"],
    ["ready {\n watch\n}", "unknown property 'watch'"],
  ])("%s", (body, expected) => expect(faultOf(body)).toBe(expected));
});
