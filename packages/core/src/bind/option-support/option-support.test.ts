import { describe, expect, it } from "vitest";
import { World } from "../fixtures/world.fixture.ts";
import { grammarOf } from "../named-conf/grammar/grammar.ts";
import { blockRows } from "../named-conf/grammar/rows-blocks.ts";
import { notModelledNames } from "../named-conf/read/not-modelled.ts";
import { bindSupport, supportOf } from "./option-support.ts";

const VERSIONS = ["9.18", "9.20"] as const;
const PLACES = ["file", "options", "view", "zone", ...Object.keys(blockRows)];

describe("every statement of the grammar has a line in the support matrix", () => {
  it.each(PLACES)("%s", (place) => {
    const names = VERSIONS.flatMap((version) => [...grammarOf(version).rulesOf(place).keys()]);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => supportOf(place, name) === undefined)).toEqual([]);
  });

  it("and every line has its statement", () => {
    const known = new Set(
      VERSIONS.flatMap((version) =>
        ["file", "options", "view", "zone"].flatMap((place) => [...grammarOf(version).rulesOf(place).keys()]),
      ),
    );
    expect([...bindSupport("options").keys()].filter((name) => !known.has(name))).toEqual([]);
  });

  it("whatever is not full says why", () => {
    const silent = [...bindSupport("options")].filter(([, { level, why }]) => level !== "full" && why === "");
    expect(silent).toEqual([]);
  });
});

const files = {
  "/etc/bind/db.a": `$TTL 300
@ SOA ns n 1 1 1 1 60
@ NS ns
ns A 192.168.13.5
www A 192.168.13.20
`,
  "/etc/bind/db.catalog": `$TTL 300
@ SOA ns n 1 1 1 1 60
@ NS invalid.
version TXT "2"
x1.zones PTR listed.lan.
`,
  "/etc/bind/db.root": ". 3600 NS a.root.\na.root. 3600 A 192.0.2.1\n",
};
const zones = `zone "a.lan" { type primary; file "/etc/bind/db.a"; };
zone "." { type hint; file "/etc/bind/db.root"; };
`;
const open = "allow-query { any; }; allow-recursion { any; }; dnssec-validation no;";
const optionsOf = (more: string): string => `options { ${open} ${more} };\n${zones}`;
const zoneOf = (more: string, type = "primary"): string =>
  `options { ${open} };\nzone "a.lan" { type ${type}; file "/etc/bind/db.a"; ${more} };\n`;

/** For each statement: where its answer could differ, a question whose answer it leaves alone, and how they are put. */
type Row = readonly [option: string, conf: string, met: string, untouched: string | null];
const OWN = "www.a.lan A";
const OUT = "www.out.test A";
const MISSING = "nope.a.lan A";
const rows: readonly Row[] = [
  ["check-names", optionsOf("check-names response fail;"), OUT, OWN],
  ["dlz", `${optionsOf("")}dlz "d" { database "x"; };`, OWN, null],
  ["dyndb", `${optionsOf("")}dyndb "d" "lib.so" { x; };`, OWN, null],
  ["dnssec-must-be-secure", optionsOf('dnssec-must-be-secure "out.test" yes;'), OUT, "www.other.test A"],
  ["dual-stack-servers", optionsOf("dual-stack-servers { 192.0.2.9; };"), OUT, OWN],
  ["max-query-count", optionsOf("max-query-count 20;"), OUT, OWN],
  ["message-compression", optionsOf("message-compression no;"), OWN, null],
  ["no-case-compress", optionsOf("no-case-compress { any; };"), OWN, null],
  ["nxdomain-redirect", optionsOf('nxdomain-redirect "r.lan";'), MISSING, OWN],
  ["plugin", `${optionsOf("")}plugin query "filter-aaaa.so";`, OWN, null],
  ["resolver-nonbackoff-tries", optionsOf("resolver-nonbackoff-tries 5;"), OUT, OWN],
  ["resolver-retry-interval", optionsOf("resolver-retry-interval 500;"), OUT, OWN],
  ["response-policy", optionsOf('response-policy { zone "a.lan"; };'), OWN, "www.a.lan A rd0"],
  ["response-policy", optionsOf('response-policy { zone "a.lan"; } recursive-only no;'), "www.a.lan A rd0", null],
  ["root-delegation-only", optionsOf("root-delegation-only;"), OUT, OWN],
  ["a redirect zone", `${optionsOf("")}zone "." { type redirect; file "/etc/bind/db.root"; };`, MISSING, OWN],
  ["a delegation-only zone", `${optionsOf("")}zone "out.test" { type delegation-only; };`, OUT, "www.other.test A"],
  [
    "catalog-zones",
    `options { ${open} catalog-zones { zone "catalog.lan"; }; };\nzone "catalog.lan" { type primary; file "/etc/bind/db.catalog"; };\n${zones}`,
    "www.listed.lan A",
    OWN,
  ],
  [
    "catalog-zones",
    `options { ${open} catalog-zones { zone "catalog.lan"; }; };\nzone "catalog.lan" { type primary; file "/etc/bind/none"; };\n${zones}`,
    OWN,
    null,
  ],
  [
    "a mirror zone",
    'options { allow-query { any; }; };\nzone "a.lan" { type mirror; primaries { 192.0.2.1; }; };',
    OWN,
    null,
  ],
  ["dlz", zoneOf('dlz "d";'), OWN, null],
  ['database "ldap x"', zoneOf('database "ldap x";'), OWN, null],
  ["masterfile-format raw", zoneOf("masterfile-format raw;"), OWN, null],
  ["check-mx fail", zoneOf("check-mx fail;"), OWN, null],
  ["dnssec-policy default", zoneOf("dnssec-policy default; inline-signing yes;"), MISSING, OWN],
  ["dnssec-policy default", zoneOf("dnssec-policy default; inline-signing yes;"), "a.lan SOA", "a.lan NS"],
  ["dnssec-policy default", zoneOf("dnssec-policy default; inline-signing yes;"), "www.a.lan A do", OWN],
  ["inline-signing", zoneOf("inline-signing yes;"), "a.lan DNSKEY", OWN],
  ["auto-dnssec maintain", zoneOf("auto-dnssec maintain; allow-update { any; };"), "a.lan AXFR", OWN],
];

function ask(conf: string, question: string): string {
  const world = new World(conf, {}, { files });
  const [name, type, how] = question.split(" ");
  const options = { rd: how !== "rd0", ...(how === "do" ? { edns: 1232, dnssecOk: true } : {}) };
  return world.ask(`${name} ${type}`, { ...options, ...(type === "AXFR" ? { transport: "tcp" } : {}) });
}

describe("what is not modelled is never a wrong answer", () => {
  it.each(rows)("%s: $2", (option, conf, met, untouched) => {
    expect(ask(conf, met)).toBe(option);
    if (untouched !== null) expect(ask(conf, untouched), untouched).not.toBe(option);
  });

  it("each option of that kind has a row", () => {
    const told = new Set(rows.map(([option]) => option));
    const elsewhere = ["resolver-use-dns64", "response-padding", "stale-answer-enable"];
    expect(notModelledNames.filter((name) => !told.has(name) && !elsewhere.includes(name))).toEqual([]);
  });

  it("off is off", () => {
    const off = `message-compression yes; no-case-compress { none; }; max-query-count 0; response-padding { any; } block-size 0;
      check-names response warn; stale-answer-enable yes; resolver-retry-interval 800;`;
    expect(ask(optionsOf(off), OWN)).toContain("192.168.13.20");
    expect(new World(optionsOf(off), {}, { files }).ask(OUT)).toContain("SERVFAIL");
  });
});
