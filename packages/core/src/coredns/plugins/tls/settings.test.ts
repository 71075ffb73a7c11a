import { describe, expect, it } from "vitest";
import { faultOf } from "../diagnostics.fixture.ts";

describe("what CoreDNS takes", () => {
  it.each([
    ["tls {\n acme dns.example.test\n}"],
    ["tls {\n acme dns.example.test\n email admin@example.test\n ca https://ca.example.test/dir\n storage certs\n}"],
  ])("%s", (body) => expect(faultOf(body)).toBe(""));
});

describe("what stops it, in its own words", () => {
  it.each([
    ["tls", "ACME requires at least one domain"],
    ["tls one", "Wrong argument count or unexpected line ending after 'one'"],
    ["tls a b c d", "Wrong argument count or unexpected line ending after 'd'"],
    ["tls {\n email admin@example.test\n}", "ACME requires at least one domain"],
    ["tls {\n acme\n}", "Wrong argument count or unexpected line ending after 'acme'"],
    ["tls {\n acme a.example.test\n email\n}", "Wrong argument count or unexpected line ending after 'email'"],
    ["tls {\n acme a.example.test\n acme b.example.test\n}", 'ACME option "acme" can only be specified once'],
    ["tls {\n acme a.example.test\n provider x\n}", 'unknown ACME option "provider"'],
    ["tls cert key {\n client_auth\n}", "Wrong argument count or unexpected line ending after 'client_auth'"],
    ["tls cert key {\n client_auth maybe\n}", "unknown authentication type 'maybe'"],
    ["tls cert key {\n keylog\n}", "Wrong argument count or unexpected line ending after 'keylog'"],
    ["tls cert key {\n ciphers x\n}", "unknown option 'ciphers'"],
  ])("%s", (body, expected) => expect(faultOf(body)).toBe(expected));
});
