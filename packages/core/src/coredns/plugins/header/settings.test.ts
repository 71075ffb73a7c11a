import { describe, expect, it } from "vitest";
import { diagnosticsOf, faultOf } from "../diagnostics.fixture.ts";

describe("what CoreDNS takes", () => {
  it.each([
    ["header {\n response set aa\n}"],
    ["header {\n query clear rd\n Response SET RA aa\n response clear rd\n}"],
  ])("%s", (body) => expect(diagnosticsOf(body).filter((line) => line.startsWith("error"))).toEqual([]));
});

describe("what stops it, in its own words", () => {
  it.each([
    ["header", "Wrong argument count or unexpected line ending after 'header'"],
    ["header {\n}", "Wrong argument count or unexpected line ending after '}'"],
    ["header {\n reply set aa\n}", "setting up rule: invalid selector=reply should be query or response"],
    ["header {\n response\n}", "setting up rule: no flag action provided"],
    ["header {\n response set\n}", "setting up rule: invalid length for flags, at least one should be provided"],
    ["header {\n response toggle aa\n}", "setting up rule: unknown flag action=toggle, should be set or clear"],
    ["header {\n response set tc\n}", "setting up rule: unknown/unsupported flag=tc"],
  ])("%s", (body, expected) => expect(faultOf(body)).toBe(expected));
});
