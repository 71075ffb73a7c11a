import { describe, expect, it } from "vitest";
import { saidOf } from "../../fixtures/conf.fixture.ts";
import type { BindVersion } from "../../settings.ts";
import { type ClauseRule, grammarOf } from "./grammar.ts";
import type { Shape } from "./shape.ts";

/** Every statement of the clause table in every place, for both versions: it is judged as the table says, and in no other way. */
const SAMPLES: Readonly<Record<string, string>> = {
  address: "192.0.2.1",
  "address-or-any": "*",
  block: "{ }",
  boolean: "yes",
  "deprecated-port": "5300",
  duration: "60",
  "duration-or-unlimited": "unlimited",
  fixedpoint: "1.5",
  host: "192.0.2.1",
  integer: "5",
  "ipv4-or-any": "192.0.2.1",
  "ipv6-address": "::",
  "ipv6-or-any": "2001:db8::1",
  "match-list": "{ none; }",
  netprefix: "2001:db8::/96",
  percentage: "10%",
  policy: "nxdomain",
  portrange: "5300",
  "query-source-v4": "192.0.2.1",
  "query-source-v6": "2001:db8::1",
  "quoted-string": '"x"',
  "remote-servers": "{ 192.0.2.1; }",
  "rrset-order": "order random",
  severity: "info",
  size: "10M",
  "size-or-percentage": "10M",
  sizeval: "10M",
  words: "",
  "zone-type": "primary",
};

/** The shortest text that a shape takes. */
function sampleOf(shape: Shape): string {
  switch (shape.kind) {
    case "literal":
      return shape.word;
    case "type":
      return SAMPLES[shape.type] ?? "x";
    case "sequence":
      return shape.items.map(sampleOf).filter(Boolean).join(" ");
    case "choice":
      return shape.items[0] === undefined ? "" : sampleOf(shape.items[0]);
    case "optional":
      return "";
    case "list":
      return `{ ${sampleOf(shape.item)}; }`;
    case "body":
      return "{ }";
  }
}

const ZONES: Readonly<Record<string, string>> = {
  primary: 'file "f";',
  secondary: "primaries { 192.0.2.1; };",
  mirror: "primaries { 192.0.2.1; };",
  forward: "",
  hint: 'file "f";',
  redirect: 'file "f";',
  "static-stub": "",
  stub: "primaries { 192.0.2.1; };",
};
const LETTERS: Readonly<Record<string, string>> = {
  primary: "p",
  secondary: "s",
  mirror: "m",
  forward: "f",
  hint: "h",
  redirect: "r",
  "static-stub": "t",
  stub: "u",
};
/** Said of what a statement says, not of where it stands. */
const BY_GRAMMAR =
  /SYNTAX|UNKNOWN_CLAUSE|MISPLACED_CLAUSE|REMOVED_CLAUSE|NOT_IN_VERSION|NOT_COMPILED_IN|DEPRECATED_CLAUSE|EXPERIMENTAL_CLAUSE|OBSOLETE_CLAUSE|MISSING_SEMICOLON|REDEFINED/;

/** Codes that the grammar alone has for a statement, where the caret is under its name. */
function judged(text: string, rule: ClauseRule, version: BindVersion): readonly string[] {
  return saidOf(text, version)
    .map((line) => line.split(" ", 4))
    .filter(([, code, , where]) => BY_GRAMMAR.test(code ?? "") && where === `<${rule.name}>`)
    .map(([severity, code]) => `${severity} ${code}`);
}

const STATES: Readonly<Record<ClauseRule["state"], readonly string[]>> = {
  current: [],
  deprecated: ["warning DEPRECATED_CLAUSE"],
  experimental: ["warning EXPERIMENTAL_CLAUSE"],
  obsolete: ["warning OBSOLETE_CLAUSE"],
  "not-compiled-in": ["error NOT_COMPILED_IN"],
};

function statementOf(rule: ClauseRule): string {
  return `${rule.name} ${sampleOf(rule.shape)};`;
}

function inPlace(block: string, statement: string): string {
  if (block === "file") return statement;
  if (block === "options") return `options { ${statement} };`;
  if (block === "view") return `view v { ${statement} };`;
  return `zone "a" { ${statement} };`;
}

const PLACES = ["file", "options", "view", "zone"] as const;
const VERSIONS = ["9.18", "9.20"] as const;

function allRules(version: BindVersion): ReadonlyMap<string, ClauseRule> {
  const grammar = grammarOf(version);
  return new Map(PLACES.flatMap((place) => [...grammar.rulesOf(place)]));
}

describe.each(VERSIONS)("every statement of BIND %s", (version) => {
  const grammar = grammarOf(version);
  const rules = [...allRules(version).values()];

  it.each(PLACES)("in %s: taken where the table has it, else named as misplaced", (place) => {
    for (const rule of rules) {
      const own = grammar.rulesOf(place).get(rule.name);
      const text = inPlace(place, statementOf(own ?? rule));
      const expected =
        own !== undefined
          ? STATES[own.state]
          : [grammar.isRemoved(place, rule.name) ? "error REMOVED_CLAUSE" : "error MISPLACED_CLAUSE"];
      expect(judged(text, rule, version), text).toEqual(expected);
    }
  });

  it.each(Object.entries(ZONES))("in zones of type %s: taken where the table has its letter", (type, needs) => {
    const name = type === "hint" || type === "redirect" ? "." : "a";
    for (const rule of grammar.rulesOf("zone").values()) {
      if (rule.name === "type" || rule.name === "in-view") continue;
      const others = needs.startsWith(`${rule.name} `) ? "" : needs;
      const text = `zone "${name}" { type ${type}; ${others} ${statementOf(rule)} };`;
      const refusal = `option '${rule.name}' is not allowed in '${type}' zone '${name}'`;
      const isTold = saidOf(text, version).some((line) => line.endsWith(refusal));
      expect(isTold, text).toBe(!rule.zoneTypes.includes(LETTERS[type] ?? "-"));
    }
  });

  it("a second time: redefined, unless it may stand more than once", () => {
    for (const place of ["options", "view", "zone"] as const) {
      for (const rule of grammar.rulesOf(place).values()) {
        if (rule.state === "not-compiled-in") continue;
        const twice = inPlace(place, `${statementOf(rule)} ${statementOf(rule)}`);
        const isTold = judged(twice, rule, version).includes("error REDEFINED");
        expect(isTold, twice).toBe(!rule.multiple);
      }
    }
  });

  it("whatever its letters: named compares names without case", () => {
    for (const rule of grammar.rulesOf("options").values()) {
      const said = saidOf(`options { ${statementOf(rule)} };`, version);
      const loud = saidOf(`options { ${statementOf({ ...rule, name: rule.name.toUpperCase() })} };`, version);
      expect(
        loud.map((line) => line.toLowerCase()),
        rule.name,
      ).toEqual(said.map((line) => line.toLowerCase()));
    }
  });

  it("of the other version alone: told apart from what nobody knows", () => {
    const other = version === "9.18" ? "9.20" : "9.18";
    for (const place of ["options", "view", "zone"] as const) {
      for (const rule of grammarOf(other).rulesOf(place).values()) {
        if (grammar.rulesOf(place).has(rule.name)) continue;
        const code = other === "9.18" ? "error REMOVED_CLAUSE" : "error NOT_IN_VERSION";
        expect(judged(inPlace(place, statementOf(rule)), rule, version), rule.name).toEqual([code]);
      }
    }
  });
});

describe.each(VERSIONS)("statements of smaller blocks of BIND %s", (version) => {
  it.each([
    ["key", (inside: string) => `key k { algorithm hmac-sha256; secret "c2VjcmV0"; ${inside} };`],
    ["tls", (inside: string) => `tls t { ${inside} };`],
    ["http", (inside: string) => `http h { ${inside} };`],
    ["server", (inside: string) => `server 192.0.2.1 { ${inside} };`],
    ["channel", (inside: string) => `logging { channel c { ${inside} }; };`],
    ["logging", (inside: string) => `logging { ${inside} };`],
    ["dns64", (inside: string) => `options { dns64 64:ff9b::/96 { ${inside} }; };`],
    ["rate-limit", (inside: string) => `options { rate-limit { ${inside} }; };`],
    ["dnssec-policy", (inside: string) => `dnssec-policy p { ${inside} };`],
  ] as const)("%s takes its own and nothing of options", (block, around) => {
    const grammar = grammarOf(version);
    const own = grammar.rulesOf(block);
    for (const rule of own.values()) {
      if (block === "key") continue;
      expect(judged(around(statementOf(rule)), rule, version), rule.name).toEqual(STATES[rule.state]);
    }
    for (const rule of grammar.rulesOf("options").values()) {
      if (own.has(rule.name)) continue;
      const text = around(statementOf(rule));
      expect(judged(text, rule, version), text).toHaveLength(1);
    }
  });
});
