import { describe, expect, it } from "vitest";
import { diagnosticsOf, faultOf } from "../diagnostics.fixture.ts";

describe("what CoreDNS takes", () => {
  it.each([
    ["log"],
    ["log a.test"],
    ["log a.test b.test {common}"],
    ['log . "{remote} {name}"'],
    ["log {\n class all\n}"],
    ["log {\n class success denial error\n class all\n}"],
    ["log\nlog a.test"],
  ])("%s", (body) => expect(diagnosticsOf(body).filter((line) => line.startsWith("error"))).toEqual([]));
});

describe("what stops it, in its own words", () => {
  it.each([
    ["log {\n class\n}", "Wrong argument count or unexpected line ending after 'class'"],
    ["log {\n class failure\n}", "invalid Class: failure"],
    ["log {\n level debug\n}", "unknown property 'level'"],
  ])("%s", (body, expected) => expect(faultOf(body)).toBe(expected));
});
