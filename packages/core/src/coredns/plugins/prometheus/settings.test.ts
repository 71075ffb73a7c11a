import { describe, expect, it } from "vitest";
import { diagnosticsOf, faultOf } from "../diagnostics.fixture.ts";

describe("what CoreDNS takes", () => {
  it.each([["prometheus"], ["prometheus :9253"], ["prometheus localhost:9253 {\n runtime_metrics\n tls web.yml\n}"]])(
    "%s",
    (body) => expect(diagnosticsOf(body).filter((line) => line.startsWith("error"))).toEqual([]),
  );
});

describe("what stops it, in its own words", () => {
  it.each([
    ["prometheus\nprometheus", "this plugin can only be used once per Server Block"],
    ["prometheus 9153", "address 9153: missing port in address"],
    ["prometheus :1 :2", "Wrong argument count or unexpected line ending after ':2'"],
    ["prometheus {\n runtime_metrics all\n}", "Wrong argument count or unexpected line ending after 'all'"],
    ["prometheus {\n tls\n}", "Wrong argument count or unexpected line ending after 'tls'"],
    ["prometheus {\n tls a b\n}", "Wrong argument count or unexpected line ending after 'b'"],
    ["prometheus {\n tls a\n tls b\n}", "tls block already specified"],
    ["prometheus {\n path /m\n}", "unknown option: path"],
  ])("%s", (body, expected) => expect(faultOf(body)).toBe(expected));
});
