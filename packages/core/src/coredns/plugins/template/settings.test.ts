import { describe, expect, it } from "vitest";
import { faultOf } from "../diagnostics.fixture.ts";

describe("what CoreDNS takes", () => {
  it.each([
    ['template IN A {\n answer "{{ .Name }} 60 IN A 192.0.2.1"\n}'],
    ["template ANY ANY\n"],
    [
      'template IN A example.test 10.0.0.0/24 {\n match ^a[.] ^b[.]\n rcode NXDOMAIN\n authority "x. 60 IN SOA a. b. (1 2 3 4 5)"\n additional "x. 60 IN A 192.0.2.1"\n ederror 21 "no such"\n fallthrough\n upstream\n}',
    ],
  ])("%s", (body) => expect(faultOf(body)).toBe(""));
});

describe("what stops it, in its own words", () => {
  it.each([
    ["template", "Wrong argument count or unexpected line ending after 'template'"],
    ["template IN", "Wrong argument count or unexpected line ending after 'IN'"],
    ["template XX A", "invalid query class XX"],
    ["template IN XX", "invalid RR class XX"],
    ["template IN TYPE1", "invalid RR class TYPE1"],
    ["template CLASS1 A", "invalid query class CLASS1"],
    ["template in A", "invalid query class in"],
    ["template IN A {\n match\n}", "Wrong argument count or unexpected line ending after 'match'"],
    ["template IN A {\n match (\n}", "could not parse regex: (, error parsing regexp: missing closing ): `(`"],
    [
      "template IN A {\n match a{1001}\n}",
      "could not parse regex: a{1001}, error parsing regexp: invalid repeat count: `{1001}`",
    ],
    ["template IN A {\n answer\n}", "Wrong argument count or unexpected line ending after 'answer'"],
    ["template IN A {\n rcode\n}", "Wrong argument count or unexpected line ending after 'rcode'"],
    ["template IN A {\n rcode NOPE\n}", "unknown rcode NOPE"],
    ["template IN A {\n rcode nxdomain\n}", "unknown rcode nxdomain"],
    ["template IN A {\n ederror\n}", "Wrong argument count or unexpected line ending after 'ederror'"],
    ["template IN A {\n ederror 1 2 3\n}", "Wrong argument count or unexpected line ending after '3'"],
    ["template IN A {\n ttl 5\n}", "Wrong argument count or unexpected line ending after 'ttl'"],
  ])("%s", (body, expected) => expect(faultOf(body)).toBe(expected));
});
