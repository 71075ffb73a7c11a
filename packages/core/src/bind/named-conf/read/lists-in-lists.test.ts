import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fileTreeFromSources, sourceFromText } from "../../../text/index.ts";
import { compileAcl } from "../../acl.ts";
import { settingsOf, wordsOf } from "../../fixtures/conf.fixture.ts";
import { addressOf } from "../../fixtures/texts.fixture.ts";
import { parseNamedConf } from "../named-conf.ts";
import { bindSettings } from "./bind-settings.ts";

/** Lists that name each other. named's own words: `acl loop detected` at start (lib/isccfg/aclconf.c); named-checkconf 9.18.49 is silent. */
const use = (name: string): string => `options { allow-query { ${name}; }; };`;

function admits(conf: string, address = "10.0.0.1"): boolean {
  const [view] = settingsOf(conf).views;
  return view !== undefined && compileAcl(view.allowQuery, []).permits(addressOf(address));
}

describe("loops", () => {
  it.each<readonly [conf: string, ...said: string[]]>([
    [`acl a { a; };\n${use("a")}`, "acl loop detected: a"],
    [`acl a { b; };\nacl b { a; };\n${use("a")}`, "acl loop detected: a"],
    [`acl a { b; };\nacl b { c; };\nacl c { b; };\n${use("a")}`, "acl loop detected: b"],
    [`acl a { { a; }; };\n${use("a")}`, "acl loop detected: a"],
    [`acl a { !a; any; };\n${use("a")}`, "acl loop detected: a"],
    ["acl a { a; };", "acl loop detected: a"],
    [`acl a { b; b; };\nacl b { any; };\n${use("a; b")}`],
  ])("%s", (conf, ...said) => {
    expect(wordsOf(conf)).toEqual(said);
  });

  it("what is in a loop admits nobody", () => {
    expect(admits(`acl a { b; };\nacl b { a; };\n${use("a")}`)).toBe(false);
  });

  it("the caret stands at the acl whose list closes the loop", () => {
    const conf = "acl a { b; };\nacl b { a; };";
    const { value } = parseNamedConf(sourceFromText("c", conf), {
      files: fileTreeFromSources(new Map()),
      version: "9.18",
      directory: "/",
    });
    const [finding] = bindSettings(value).diagnostics;
    expect([finding?.code, finding?.span?.start]).toEqual(["NAMED_CONF_ACL_LOOP", conf.lastIndexOf("acl")]);
  });
});

describe("acls that are not there", () => {
  it.each<readonly [conf: string, ...said: string[]]>([
    [use("nope"), "undefined ACL 'nope'"],
    [use("!nope"), "undefined ACL 'nope'"],
    [use('"10.0.0.0/8"'), "undefined ACL '10.0.0.0/8'"],
    [use("{ nope; }"), "undefined ACL 'nope'"],
    [`acl a { nope; };\n${use("a")}`, "undefined ACL 'nope'"],
    [`acl a { nope; };\noptions { allow-query { a; }; allow-recursion { a; }; };`, "undefined ACL 'nope'"],
    ["options { allow-query { nope; }; allow-recursion { nope; }; };", "undefined ACL 'nope'", "undefined ACL 'nope'"],
    ["acl a { nope; };"],
    ["options { no-case-compress { nope; }; };", "undefined ACL 'nope'"],
    ["view v { match-clients { nope; }; };", "undefined ACL 'nope'"],
    ["options { dns64 64:ff9b::/96 { clients { nope; }; }; };", "undefined ACL 'nope'"],
    ["options { rate-limit { exempt-clients { nope; }; }; };", "undefined ACL 'nope'"],
  ])("%s", (conf, ...said) => {
    expect(wordsOf(conf)).toEqual(said);
  });
});

describe("host bits", () => {
  it.each<readonly [element: string, ...said: string[]]>([
    ["10.0.0.1/8", "'10.0.0.1/8': address/prefix length mismatch '8'"],
    ["10.1/8", "'10.1.0.0/8': address/prefix length mismatch '8'"],
    ["10/0", "'10.0.0.0/0': address/prefix length mismatch '0'"],
    ["2001:db8::1/64", "'2001:db8::1/64': address/prefix length mismatch '64'"],
    ["10.0.0.0/8"],
    ["10.0.0.1/32"],
    ["::/0"],
  ])("%s", (element, ...said) => {
    expect(wordsOf(use(element))).toEqual(said);
  });
});

describe("limits", () => {
  const chain = (length: number): string =>
    Array.from({ length }, (_, at) => `acl a${at} { ${at + 1 < length ? `a${at + 1}` : "10/8"}; };`).join("\n");
  it("128 lists in each other are taken, 129 are not", () => {
    expect(wordsOf(chain(128))).toEqual([]);
    expect(wordsOf(chain(129))).toEqual(["acl a0 is too deep or too large; here it admits nobody."]);
  });

  it("elements are counted with the lists inside written out, up to the limit", () => {
    const conf = "acl two { 10/8; 11/8; };\nacl four { two; two; };";
    const said = (aclElements: number): readonly string[] => {
      const { value } = parseNamedConf(sourceFromText("c", conf), {
        files: fileTreeFromSources(new Map()),
        version: "9.18",
        directory: "/",
        limits: { aclElements },
      });
      return bindSettings(value).diagnostics.map(({ message }) => message);
    };
    expect(said(4)).toEqual([]);
    expect(said(3)).toEqual(["acl four is too deep or too large; here it admits nobody."]);
  });
});

describe("of any set of acls", () => {
  const elements = fc.array(fc.constantFrom("a0", "a1", "a2", "10/8", "!10.0.0.1", "11/8"), { maxLength: 4 });
  const lists = fc.tuple(elements, elements, elements);
  const confOf = (all: readonly (readonly string[])[], order: readonly number[]): string =>
    `${order.map((at) => `acl a${at} { ${(all[at] ?? []).map((text) => `${text}; `).join("")}};`).join("\n")}\n${use("a0")}`;

  it("the order of the statements changes nothing, where no list is in a loop", () => {
    fc.assert(
      fc.property(lists, (all) => {
        const forward = confOf(all, [0, 1, 2]);
        fc.pre(!wordsOf(forward).some((words) => words.includes("loop")));
        for (const address of ["10.0.0.1", "10.0.0.2", "11.0.0.1", "12.0.0.1"]) {
          expect(admits(confOf(all, [2, 1, 0]), address)).toBe(admits(forward, address));
        }
      }),
      { numRuns: 100 },
    );
  });
});
