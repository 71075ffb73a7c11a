import { describe, expect, it } from "vitest";
import { parseText } from "../../fixtures/conf.fixture.ts";
import {
  addressFrom,
  addressPort,
  booleanIn,
  durationIn,
  findClauses,
  integerIn,
  keywordNumber,
  keywordValue,
  nameFrom,
  namesIn,
  type Scope,
  wordIn,
} from "./scope.ts";

/** Looking up statements: the innermost block first, broken statements never. */
function scopeOf(inView: string, inOptions: string): Scope {
  const { clauses } = parseText(`options { ${inOptions} };\nview v { ${inView} };`).value;
  const [options, view] = clauses;
  return [view?.clauses ?? [], options?.clauses ?? []];
}

describe("a statement that holds", () => {
  it.each([
    ["minimal-any yes;", "minimal-any no;", true],
    ["", "minimal-any yes;", true],
    ["minimal-any maybe;", "minimal-any yes;", true],
    ["minimal-any maybe;", "", false],
    ["", "", false],
  ])("view { %s } options { %s }: %s", (inView, inOptions, value) => {
    expect(booleanIn(scopeOf(inView, inOptions), "minimal-any", false)).toBe(value);
  });

  it("of several of a name, all those of the innermost block that has one", () => {
    const names = (scope: Scope): number => findClauses(scope, "disable-empty-zone").length;
    expect(names(scopeOf("disable-empty-zone a;", "disable-empty-zone b; disable-empty-zone c;"))).toBe(1);
    expect(names(scopeOf("", "disable-empty-zone b; disable-empty-zone c;"))).toBe(2);
    expect(names(scopeOf("", ""))).toBe(0);
  });
});

describe("values", () => {
  it.each([
    ["max-records 5;", 5],
    ["max-records 010;", 8],
    ["max-records 0x10;", 16],
    ["max-records 0xff;", 7],
    ["max-records 08;", 7],
    ["", 7],
  ])("integer of %s: %i, 7 unsaid", (said, value) => {
    expect(integerIn(scopeOf(said, ""), "max-records", 7)).toBe(value);
  });

  it.each([
    ["max-cache-ttl 1h;", 3600],
    ["max-cache-ttl P1D;", 86_400],
    ["max-cache-ttl P200Y;", 4_294_967_295],
    ["max-cache-ttl never;", 7],
  ])("duration of %s: %i, 7 unsaid", (said, value) => {
    expect(durationIn(scopeOf(said, ""), "max-cache-ttl", 7)).toBe(value);
  });

  it.each([
    ["notify true;", "yes"],
    ["notify 0;", "no"],
    ["notify EXPLICIT;", "explicit"],
    ["notify primary-only;", "yes"],
    ["", "yes"],
  ])("word of %s: %s", (said, value) => {
    expect(wordIn(scopeOf(said, ""), "notify", ["yes", "no", "explicit"], "yes")).toBe(value);
  });

  it("names of a list, without those that are none", () => {
    const names = namesIn(scopeOf('validate-except { "lan"; a..b; x.lan.; };', ""), "validate-except");
    expect(names.map(({ text }) => text)).toEqual(["lan.", "x.lan."]);
  });
});

describe("words of a statement", () => {
  const valuesOf = (said: string) => parseText(`options { ${said} };`).value.clauses[0]?.clauses[0]?.values ?? [];
  it("a value stands behind its keyword, wherever that is, in any letters", () => {
    const values = valuesOf("listen-on PORT 5300 tls ephemeral { any; };");
    expect([keywordValue(values, "port"), keywordValue(values, "tls"), keywordValue(values, "http")]).toEqual([
      "5300",
      "ephemeral",
      undefined,
    ]);
  });

  it("a port of a list is read as C reads numbers, one behind an address is decimal", () => {
    const values = valuesOf("query-source address * port 010;");
    expect([keywordNumber(values, "port"), addressPort(values)]).toEqual([8, 10]);
    expect([keywordNumber([], "port"), addressPort([])]).toEqual([null, null]);
  });
});

describe("addresses and names", () => {
  it.each([
    ["192.0.2.1", "192.0.2.1"],
    ["fe80::1%eth0", "fe80::1"],
    ["2001:DB8::1", "2001:db8::1"],
    ["lan", null],
    ["", null],
    [undefined, null],
  ])("%s as an address: %s", (text, address) => {
    expect(addressFrom(text)).toBe(address);
  });

  it.each([
    ["Lan", "Lan."],
    [".", "."],
    ["a..b", null],
    [undefined, null],
  ])("%s as a name: %s", (text, name) => {
    expect(nameFrom(text)?.text ?? null).toBe(name);
  });
});
