import { describe, expect, it } from "vitest";
import { settingsOf } from "../../fixtures/conf.fixture.ts";
import type { Dns64Settings, RateLimit, ViewOptions } from "../../settings.ts";

/** Options that make, refuse or order records of an answer (bin/named/server.c and config.c of 9.18.49). */
function optionsOf(said: string, inView = ""): ViewOptions {
  const [view] = settingsOf(`options { ${said} };\nview v { ${inView} };`).views;
  if (view === undefined) throw new Error("no view");
  return view.options;
}

describe("rate-limit", () => {
  const limitOf = (inside: string): RateLimit | null => optionsOf(`rate-limit { ${inside} };`).rateLimit;
  const perSecond = (answer: number, more: Partial<RateLimit["perSecond"]> = {}): RateLimit["perSecond"] => ({
    ...{ answer, referral: answer, noData: answer, nameError: answer, error: answer, all: 0 },
    ...more,
  });

  it("is off unsaid, and has its defaults once it is said", () => {
    expect(optionsOf("").rateLimit).toBeNull();
    expect(limitOf("")).toEqual({
      perSecond: perSecond(0),
      windowSeconds: 15,
      ipv4PrefixLength: 24,
      ipv6PrefixLength: 56,
      exempt: { elements: [{ kind: "any", negated: true }] },
      slip: 2,
    });
  });

  it.each<readonly [inside: string, value: Partial<RateLimit>]>([
    ["responses-per-second 5;", { perSecond: perSecond(5) }],
    ["responses-per-second 5; errors-per-second 9;", { perSecond: perSecond(5, { error: 9 }) }],
    ["nxdomains-per-second 3; responses-per-second 5;", { perSecond: perSecond(5, { nameError: 3 }) }],
    ["responses-per-second 5; nodata-per-second 0;", { perSecond: perSecond(5, { noData: 0 }) }],
    ["referrals-per-second 4;", { perSecond: perSecond(0, { referral: 4 }) }],
    ["responses-per-second 5; all-per-second 20;", { perSecond: perSecond(5, { all: 20 }) }],
    ["window 5; slip 0;", { windowSeconds: 5, slip: 0 }],
    ["ipv4-prefix-length 32; ipv6-prefix-length 64;", { ipv4PrefixLength: 32, ipv6PrefixLength: 64 }],
    ["exempt-clients { localhost; };", { exempt: { elements: [{ kind: "localhost", negated: false }] } }],
  ])("{ %s }", (inside, value) => {
    expect(limitOf(inside)).toMatchObject(value);
  });

  it("that only logs limits nobody", () => {
    expect(limitOf("responses-per-second 1; log-only yes;")).toBeNull();
    expect(limitOf("responses-per-second 1; log-only no;")).not.toBeNull();
  });

  it("of a view replaces that of options, whole", () => {
    const { rateLimit } = optionsOf("rate-limit { responses-per-second 5; slip 1; };", "rate-limit { window 3; };");
    expect(rateLimit).toMatchObject({ perSecond: perSecond(0), windowSeconds: 3, slip: 2 });
  });
});

describe("dns64", () => {
  const ruleOf = (inside: string) => optionsOf(`dns64 64:ff9b::/96 { ${inside} };`).dns64.rules[0];
  it("by default: for everybody, of every address, not over mapped ones", () => {
    expect(ruleOf("")).toMatchObject({
      prefix: { address: "64:ff9b::", length: 96 },
      suffix: null,
      clients: { elements: [{ kind: "any", negated: false }] },
      mapped: { elements: [{ kind: "any", negated: false }] },
      exclude: { elements: [{ kind: "prefix", negated: false, prefix: { address: "::ffff:0.0.0.0", length: 96 } }] },
      recursiveOnly: false,
      breakDnssec: false,
    });
  });

  it.each<readonly [inside: string, value: object]>([
    ["recursive-only yes; break-dnssec yes;", { recursiveOnly: true, breakDnssec: true }],
    ["suffix ::1;", { suffix: "::1" }],
    ["clients { none; };", { clients: { elements: [{ kind: "any", negated: true }] } }],
    ["mapped { !10/8; any; };", { mapped: { elements: [{ kind: "prefix", negated: true }, { kind: "any" }] } }],
    ["exclude { };", { exclude: { elements: [] } }],
  ])("{ %s }", (inside, value) => {
    expect(ruleOf(inside)).toMatchObject(value);
  });

  it.each<readonly [said: string, inView: string, value: Partial<Dns64Settings>]>([
    ["", "", { rules: [], server: null, contact: null, ipv4OnlyEnable: false }],
    ["dns64 64:ff9b::/96 { };", "", { ipv4OnlyEnable: true }],
    ["dns64 64:ff9b::/96 { }; ipv4only-enable no;", "", { ipv4OnlyEnable: false }],
    ["ipv4only-enable yes; ipv4only-server ns.lan;", "", { ipv4OnlyEnable: true, ipv4OnlyServer: "ns.lan" }],
    [
      'dns64-server "a"; dns64-contact "b."; ipv4only-contact "c";',
      "",
      { server: "a", contact: "b.", ipv4OnlyContact: "c" },
    ],
    ['dns64-server "a";', 'dns64-server "v";', { server: "v" }],
  ])("options { %s } view { %s }", (said, inView, value) => {
    expect(optionsOf(said, inView).dns64).toMatchObject(value);
  });

  it("each statement is a rule; a view with one of its own has none of options", () => {
    const prefixes = (inView: string): readonly string[] =>
      optionsOf("dns64 64:ff9b::/96 { }; dns64 2001:db8::/32 { };", inView).dns64.rules.map(
        ({ prefix }) => `${prefix.address}/${prefix.length}`,
      );
    expect(prefixes("")).toEqual(["64:ff9b::/96", "2001:db8::/32"]);
    expect(prefixes("dns64 2001:db8:1::/48 { };")).toEqual(["2001:db8:1::/48"]);
  });
});

describe("answers of others that are not believed", () => {
  const namesOf = (names: readonly { readonly text: string }[] | undefined) => names?.map(({ text }) => text);
  it.each<readonly [said: string, prefixes: number | null, except: readonly string[] | undefined]>([
    ["", null, undefined],
    ["deny-answer-addresses { 10/8; 192.168/16; };", 2, []],
    ['deny-answer-addresses { 10/8; } except-from { "lan"; kloud.lan; };', 1, ["lan.", "kloud.lan."]],
    ['deny-answer-addresses { 10/8; } EXCEPT-FROM { "a..b"; };', 1, []],
  ])("%s", (said, prefixes, except) => {
    const denied = optionsOf(said).denyAnswerAddresses;
    expect(denied?.addresses.elements.length ?? null).toBe(prefixes);
    expect(namesOf(denied?.exceptFrom)).toEqual(except);
  });

  it.each<readonly [said: string, names: readonly string[] | undefined, except: readonly string[] | undefined]>([
    ["", undefined, undefined],
    ['deny-answer-aliases { "lan"; };', ["lan."], []],
    ['deny-answer-aliases { lan; "a..b"; } except-from { "kloud.lan"; };', ["lan."], ["kloud.lan."]],
    ["deny-answer-aliases { };", [], []],
  ])("%s", (said, names, except) => {
    const denied = optionsOf(said).denyAnswerAliases;
    expect([namesOf(denied?.names), namesOf(denied?.exceptFrom)]).toEqual([names, except]);
  });
});

describe("order, caches and catalogs", () => {
  it.each<readonly [said: string, option: keyof ViewOptions, value: unknown]>([
    ["", "sortlist", null],
    ["sortlist { };", "sortlist", { elements: [] }],
    ["preferred-glue a;", "preferredGlue", "A"],
    ["preferred-glue Aaaa;", "preferredGlue", "AAAA"],
    ["preferred-glue none;", "preferredGlue", null],
    ["", "attachCache", null],
    ['attach-cache "w";', "attachCache", "w"],
    ["", "catalogZones", []],
    ["transfer-format ONE-ANSWER;", "transferFormat", "one-answer"],
  ])("%s %s", (said, option, value) => {
    expect(optionsOf(said)[option]).toEqual(value);
  });

  it("catalogs by their names", () => {
    const { catalogZones } = optionsOf('catalog-zones { zone "c.lan" in-memory yes; zone d.lan; zone "a..b"; };');
    expect(catalogZones.map(({ text }) => text)).toEqual(["c.lan.", "d.lan."]);
  });
});
