import { describe, expect, it } from "vitest";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";
import { rewriteLandmarks } from "./landmarks.ts";
import { parseRule } from "./parse-rule.ts";
import type { RewriteRule } from "./rule.ts";

const problemsOf = (lines: string): readonly string[] => new CoreDnsUnderTest(`. {\n ${lines}\n}\n`).problems;

describe("what CoreDNS 1.15.0 says about a line", () => {
  it.each<readonly [string, string | null]>([
    ["", "no rule type specified for rewrite"],
    ["x", 'invalid rule type "x"'],
    ["name a", "too few arguments for a name rule"],
    ["continue", "continue rule must begin with a rule type"],
    ["answer a b", "response rewrites must begin with a name rule"],
    ["class A", "class rules must have exactly two arguments"],
    ["class IN FOO", 'invalid class "FOO"'],
    ["type A TYPE65", 'invalid type "TYPE65"'],
    ["type A", "type rules must have exactly two arguments"],
    ["ttl a", "too few (1) arguments for a ttl rule"],
    ["ttl a x", "invalid TTL 'x' for a ttl rule"],
    ["ttl a 5-1", "invalid TTL '5-1' for a ttl rule"],
    ["ttl a -", "invalid TTL '-' for a ttl rule"],
    ["ttl foo a 5", "ttl rule supports only exact, prefix, suffix, substring, and regex name matching"],
    ["ttl regex ( 5", "invalid regex pattern in a ttl rule: ("],
    ["ttl exact a 5 6", "invalid TTL '' for a ttl rule"],
    ["rcode a NXDOMAIN", "too few (2) arguments for a rcode rule"],
    ["rcode a X NOERROR", "invalid matching RCODE 'X' for a rcode rule"],
    ["rcode a NOERROR 24", "invalid replacement RCODE '24' for a rcode rule"],
    [
      "rcode foo a NOERROR SERVFAIL",
      "rcode rule supports only exact, prefix, suffix, substring, and regex name matching",
    ],
    ["rcode regex ( NOERROR SERVFAIL", "invalid regex pattern in a rcode rule: ("],
    ["rcode exact a NOERROR SERVFAIL x", "invalid matching RCODE '' for a rcode rule"],
    ["cname a", "too few (1) arguments for a cname rule"],
    ["cname foo a b", "unknown cname rewrite type: foo"],
    ["cname regex ( b", "invalid cname rewrite regex pattern: error parsing regexp: missing closing ): `(`"],
    [
      "name foo a b",
      "name rule supports only exact, prefix, suffix, substring, and regex name matching, received: foo",
    ],
    ["name regex ( b", "invalid regex matching pattern: ("],
    [
      "name regex (a) {0}{1}",
      "the rewrite regex pattern ({0}{1}) uses more subexpressions than its corresponding matching regex pattern ((a))",
    ],
    [
      "name exact {1} a",
      "the rewrite regex pattern ({1}.) uses more subexpressions than its corresponding matching regex pattern (a.)",
    ],
    ["name exact a b(", "invalid regex matching pattern: b(."],
    ["name suffix a b metadata", "metadata is only supported for regex name rules"],
    ["name suffix a b auto", "invalid arguments for suffix rule"],
    ["name suffix a b answer", "invalid arguments for suffix rule"],
    ["name suffix a b answer foo", 'invalid type "foo" for answer rule for suffix rule'],
    ["name suffix a b answer name c", "name answer rule for suffix rule: 2 arguments required"],
    ["name suffix a b answer name ( d", "name answer rule for suffix rule: invalid regex matching pattern: ("],
    ["name suffix a b answer auto name c d", "auto name answer rule cannot be combined with explicit name anwer rules"],
    ["name suffix a b answer auto value c d", null],
    [
      "name suffix a b answer value c {1}",
      "value answer rule for suffix rule: the rewrite regex pattern ({1}) uses more subexpressions than its corresponding matching regex pattern (c)",
    ],
    ["name regex (a) {2} metadata", "capture group 2 does not exist in name matching pattern"],
    ["name regex (a) {x metadata", "unclosed placeholder in metadata name replacement"],
    ["name regex (a) x} metadata", "unmatched closing brace in metadata name replacement"],
    ["name regex (a) {x} metadata", 'invalid metadata label "x" in name replacement'],
    ["edns0 local", "too few arguments for an EDNS0 rule"],
    ["edns0 local foo 1 2", 'invalid action: "foo"'],
    ["edns0 local set 1", "EDNS0 local rules require three or four args"],
    ["edns0 local set 70000 x", 'strconv.ParseUint: parsing "70000": value out of range'],
    ["edns0 local set 0x1g x", 'strconv.ParseUint: parsing "0x1g": invalid syntax'],
    ["edns0 local set 1 0xzz", "encoding/hex: invalid byte: U+007A 'z'"],
    ["edns0 local set 1 0xabc", "encoding/hex: odd length hex string"],
    ["edns0 local set 1 {foo}", 'unsupported variable name "{foo}"'],
    ["edns0 local set 1 {foo/bar}", null],
    ["edns0 nsid set x", "EDNS0 NSID rules can accept no more than one arg"],
    ["edns0 nsid unset x", "nsid unset action requires exactly one argument"],
    ["edns0 local unset", "local unset action requires exactly two arguments"],
    ["edns0 subnet set 24", "EDNS0 subnet rules require three or four args"],
    ["edns0 subnet set 33 1", "invalid IPv4 bit mask length 33"],
    ["edns0 subnet set 24 129", "invalid IPv6 bit mask length 129"],
    ["edns0 subnet unset 1", "subnet unset action requires exactly one argument"],
    ["edns0 foo set", 'invalid rule type "foo"'],
    ["edns0 foo unset", 'invalid rule type "foo"'],
    ["edns0 local set 010 x revert", null],
  ])("rewrite %s", (line, problem) => {
    expect(problemsOf(`rewrite ${line}`)).toEqual(problem === null ? [] : [problem]);
  });

  it("reads a rule of one word from a block, and says every line that is wrong", () => {
    expect(problemsOf("rewrite stop {\n  name exact a.test b.test\n }")).toEqual([]);
    expect(problemsOf("rewrite {\n  ttl a.test x\n }\n rewrite type A B")).toEqual([
      "invalid TTL 'x' for a ttl rule",
      'invalid type "B"',
    ]);
  });

  it("says what is not modelled", () => {
    const { problems } = new CoreDnsUnderTest(
      ". {\n rewrite name regex (\\pL+) {1}.test\n rewrite name regex (a) {x/y}.test metadata\n}\n",
    );
    expect(problems).toEqual([
      "Unicode classes in a regular expression is not modelled",
      'metadata in "rewrite name regex" is not modelled',
    ]);
  });
});

it("lists the names that rules look for", () => {
  const rules = ["name a.test b.test", "ttl suffix .c.test 5", "name regex d e", "cname exact f.test g.test"]
    .map((line) => parseRule(line.split(" ")))
    .flatMap((rule): readonly RewriteRule[] => ("fault" in rule ? [] : [rule]));
  const names = rewriteLandmarks(rules).map((landmark) => (landmark.kind === "name" ? landmark.name.text : ""));
  expect(names).toEqual(["a.test.", "c.test."]);
});
