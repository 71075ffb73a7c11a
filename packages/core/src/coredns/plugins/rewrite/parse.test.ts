import { describe, expect, it } from "vitest";
import { parseRule } from "./parse-rule.ts";
import type { NameMatch, RewriteRule, RuleFault, TextRule } from "./rule.ts";

function matchText(match: NameMatch): string {
  return `${match.kind} ${match.kind === "regex" ? match.pattern.source : match.text}`;
}

function answerText({ kind, rewriter }: TextRule): string {
  const from = rewriter.kind === "regex" ? rewriter.pattern.source : rewriter.from;
  return `${kind} ${rewriter.kind} ${from} -> ${rewriter.to}`;
}

/** A rule as it was understood; what is wrong with it behind `wrong: `. */
function shown(rule: RewriteRule | RuleFault): string {
  if ("fault" in rule) return `wrong: ${rule.fault}`;
  const mode = rule.continues ? "continue " : "";
  switch (rule.kind) {
    case "name": {
      const parts = [
        `${matchText(rule.match)} -> ${rule.to}`,
        rule.revertsByItself ? "auto" : "",
        ...rule.answers.map(answerText),
      ];
      return `${mode}name ${parts.filter((part) => part !== "").join("; ")}`;
    }
    case "type":
    case "class":
      return `${mode}${rule.kind} ${rule.from} -> ${rule.to}`;
    case "ttl":
      return `${mode}ttl ${matchText(rule.match)} ${rule.min}-${rule.max}`;
    case "rcode":
      return `${mode}rcode ${matchText(rule.match)} ${rule.from} -> ${rule.to}`;
    case "cname":
      return `${mode}cname ${matchText(rule.match)} -> ${rule.to}`;
    case "edns0":
      return `${mode}edns0 ${rule.verb} ${JSON.stringify(rule.option.kind)}${rule.reverts ? " revert" : ""}`;
    case "unsupported":
      return `unsupported: ${rule.what}`;
  }
}

describe("rules as they are understood", () => {
  it.each([
    ["name a.test b.test", "name exact a.test. -> b.test.; auto"],
    ["name exact A.test. B.test", "name exact a.test. -> b.test.; auto"],
    ["NAME Exact a b", "name exact a. -> b.; auto"],
    ["name prefix p- q-", "name prefix p-. -> q-."],
    ["name prefix p. q. answer auto", "name prefix p. -> q.; auto"],
    ["name suffix .a.test .b.test", "name suffix .a.test. -> .b.test."],
    [
      "name suffix .a.test .b.test answer auto",
      "name suffix .a.test. -> .b.test.; owner suffix .b.test. -> .a.test.; value suffix .b.test. -> .a.test.",
    ],
    ["name substring ample x", "name substring ample. -> x."],
    ["name regex (.*)\\.a {1}.b", "name regex (.*)\\.a -> {1}.b."],
    [
      "name regex (.*)\\.a {1}.b answer name (.*)\\.b {1}.a answer value x y",
      "name regex (.*)\\.a -> {1}.b.; owner regex (.*)\\.b -> {1}.a.; value regex x -> y.",
    ],
    ["stop name a b", "name exact a. -> b.; auto"],
    ["continue name a b", "continue name exact a. -> b.; auto"],
    ["Continue type a txt", "continue type A -> TXT"],
    ["type ANY HINFO", "type ANY -> HINFO"],
    ["class IN CH", "class IN -> CH"],
    ["ttl a.test 30", "ttl exact a.test. 30-30"],
    ["ttl suffix .test 30-60", "ttl suffix .test. 30-60"],
    ["ttl regex (.*) -60", "ttl regex (.*) 0-60"],
    ["ttl prefix a. 30-", "ttl prefix a. 30-2147483647"],
    ["rcode a.test SERVFAIL NOERROR", "rcode exact a.test. SERVFAIL -> NOERROR"],
    ["rcode regex .* 2 3", "rcode regex .* SERVFAIL -> NXDOMAIN"],
    ["rcode substring a servfail refused", "rcode substring a. SERVFAIL -> REFUSED"],
    ["cname a.test B.test", "cname exact a.test. -> b.test."],
    ["cname suffix A.test b.test", "cname suffix a.test -> b.test"],
    ["cname regex (.*)\\.a {1}.b", "cname regex (.*)\\.a -> {1}.b"],
    ["edns0 nsid set", 'edns0 set "nsid"'],
    ["edns0 local append 0xffee 0x61", 'edns0 append "local"'],
    ["edns0 local set 0xffee abc revert", 'edns0 set "local" revert'],
    ["edns0 local set 65518 {client_ip}", 'edns0 set "variable"'],
    ["edns0 local replace 0xffee {plugin/label}", 'edns0 replace "variable"'],
    ["edns0 subnet set 24 56", 'edns0 set "subnet"'],
    ["edns0 subnet unset", 'edns0 unset "subnet"'],
  ])("%s", (line, expected) => expect(shown(parseRule(line.split(" ")))).toBe(expected));
});

describe("what is wrong with a rule for an EDNS option", () => {
  it.each([
    ["edns0", "too few arguments for an EDNS0 rule"],
    ["edns0 nsid", "too few arguments for an EDNS0 rule"],
    ["edns0 nsid toggle", 'invalid action: "toggle"'],
    ["edns0 nsid set x", "EDNS0 NSID rules can accept no more than one arg"],
    ["edns0 nsid unset x", "nsid unset action requires exactly one argument"],
    ["edns0 cookie set", 'invalid rule type "cookie"'],
    ["edns0 local set", "EDNS0 local rules require three or four args"],
    ["edns0 local set 1", "EDNS0 local rules require three or four args"],
    ["edns0 local set 1 2 3", "EDNS0 local rules require three or four args"],
    ["edns0 local set x y", 'strconv.ParseUint: parsing "x": invalid syntax'],
    ["edns0 local set 65536 y", 'strconv.ParseUint: parsing "65536": value out of range'],
    ["edns0 local set -1 y", 'strconv.ParseUint: parsing "-1": invalid syntax'],
    ["edns0 local set 1 0x6", "encoding/hex: odd length hex string"],
    ["edns0 local set 1 0x6g", "encoding/hex: invalid byte: U+0067 'g'"],
    ["edns0 local set 1 {who}", 'unsupported variable name "{who}"'],
    ["edns0 local set 1 {/x}", 'unsupported variable name "{/x}"'],
    ["edns0 local unset", "local unset action requires exactly two arguments"],
    ["edns0 local unset 1 2", "local unset action requires exactly two arguments"],
    ["edns0 subnet set", "EDNS0 subnet rules require three or four args"],
    ["edns0 subnet set 24", "EDNS0 subnet rules require three or four args"],
    ["edns0 subnet set 33 56", "invalid IPv4 bit mask length 33"],
    ["edns0 subnet set 24 129", "invalid IPv6 bit mask length 129"],
    ["edns0 subnet set x 56", 'strconv.ParseUint: parsing "x": invalid syntax'],
    ["edns0 subnet unset 24", "subnet unset action requires exactly one argument"],
  ])("%s", (line, expected) => expect(shown(parseRule(line.split(" ")))).toBe(`wrong: ${expected}`));
});
