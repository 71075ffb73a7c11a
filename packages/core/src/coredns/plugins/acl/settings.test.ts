import { describe, expect, it } from "vitest";
import { faultOf } from "../diagnostics.fixture.ts";

describe("what CoreDNS takes", () => {
  it.each([
    ["acl"],
    ["acl {\n allow\n}"],
    ["acl example.test {\n block type A AAAA net 10.0.0.0/8 192.0.2.1 2001:db8::/32\n filter net *\n drop type ANY\n}"],
    ["acl 10.0.0.0/8 {\n allow type *\n}"],
    ["acl {\n block net 1.2.3.4/0\n}"],
    ["acl {\n block net ::ffff:10.0.0.1\n}"],
    ["acl {\n allow {\n }\n}"],
  ])("%s", (body) => expect(faultOf(body)).toBe(""));
});

describe("what stops it, in its own words", () => {
  it.each([
    ["acl {\n permit\n}", "unexpected token \"permit\"; expect 'allow', 'block', 'filter' or 'drop'"],
    ["acl {\n block type\n}", 'no token specified in "type" section'],
    ["acl {\n block net\n}", 'no token specified in "net" section'],
    ["acl {\n block type NOPE\n}", 'unexpected token "NOPE"; expect legal QTYPE'],
    ["acl {\n block net 10.0.0.0/33\n}", 'illegal CIDR notation "10.0.0.0/33"'],
    ["acl {\n block net ten\n}", 'illegal CIDR notation "ten/32"'],
    ["acl {\n block type A net\n}", 'no token specified in "net" section'],
    ["acl {\n block type A X\n}", 'unexpected token "X"; expect legal QTYPE'],
    ["acl {\n block net 10.0.0.0/8 type\n}", 'no token specified in "type" section'],
    ["acl {\n block type type A\n}", 'no token specified in "type" section'],
    ["acl {\n block net net 10.0.0.1\n}", 'no token specified in "net" section'],
    ["acl {\n block net ::1/129\n}", 'illegal CIDR notation "::1/129"'],
  ])("%s", (body, expected) => expect(faultOf(body)).toBe(expected));
});
