import { describe, expect, it } from "vitest";
import { diagnosticsOf, faultOf } from "../diagnostics.fixture.ts";

describe("what CoreDNS takes", () => {
  it.each([
    ["secondary {\n transfer from 192.0.2.1\n}"],
    ["secondary a.test b.test {\n transfer from 192.0.2.1:5353 [2001:db8::1]:53 2001:db8::2\n fallthrough\n}"],
    ["secondary a.test {\n transfer from 192.0.2.1\n transfer from 192.0.2.2\n fallthrough a.test\n}"],
  ])("%s", (body) => expect(diagnosticsOf(body)).toEqual([]));

  it("catalog zones are not modelled", () => {
    expect(diagnosticsOf("secondary {\n transfer from 192.0.2.1\n catalog a.test\n}")).toEqual([
      "warning: catalog zones of the secondary plugin is not modelled",
    ]);
  });
});

describe("what stops it, in its own words", () => {
  it.each([
    ["secondary", "secondary zones require a transfer from property"],
    ["secondary {\n transfer\n}", "Wrong argument count or unexpected line ending after 'transfer'"],
    ["secondary {\n transfer to 192.0.2.1\n}", "unknown property to"],
    ["secondary {\n transfer from\n}", "Wrong argument count or unexpected line ending after 'from'"],
    ["secondary {\n transfer from *\n}", "can't use '*' in transfer from"],
    ["secondary {\n transfer from x.test:53\n}", "must specify an IP address: `x.test'"],
    ["secondary {\n transfer from 192.0.2.1\n catalog a..b\n}", 'invalid catalog member zone "a..b"'],
    ["secondary {\n transfer from 192.0.2.1\n refresh 5\n}", "unknown property 'refresh'"],
  ])("%s", (body, expected) => expect(faultOf(body)).toBe(expected));
});
