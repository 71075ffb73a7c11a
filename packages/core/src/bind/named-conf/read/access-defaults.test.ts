import { describe, expect, it } from "vitest";
import { settingsOf } from "../../fixtures/conf.fixture.ts";
import type { AccessSettings, BindVersion } from "../../settings.ts";

/** Who may do what where little is said (bin/named/server.c of 9.18.49, configure_view; 9.20.30 by `named -C`). */
const NAMES = {
  allowQuery: "query",
  allowQueryCache: "cache",
  allowQueryCacheOn: "cache-on",
  allowRecursion: "recursion",
  allowRecursionOn: "recursion-on",
} as const;

function listOf(access: AccessSettings, name: keyof typeof NAMES): string {
  return access[name].elements
    .map((element) => {
      const sign = element.negated ? "!" : "";
      return `${sign}${element.kind === "prefix" ? element.prefix.address : element.kind}`;
    })
    .join(" ");
}

function accessOf(said: string, inView = "", version: BindVersion = "9.18"): AccessSettings {
  const [view] = settingsOf(`options { ${said} };\nview v { ${inView} };`, version).views;
  if (view === undefined) throw new Error("no view");
  return view;
}

const OWN = "localnets localhost";

describe("a list that is not said", () => {
  type Row = readonly [said: string, query: string, cache: string, recursion: string];
  it.each<Row>([
    ["", "any", OWN, OWN],
    ["allow-query { 10.0.0.1; };", "10.0.0.1", "10.0.0.1", "10.0.0.1"],
    ["allow-query-cache { 10.0.0.2; };", "any", "10.0.0.2", "10.0.0.2"],
    ["allow-recursion { 10.0.0.3; };", "any", "10.0.0.3", "10.0.0.3"],
    ["allow-query { 10.0.0.1; }; allow-recursion { 10.0.0.3; };", "10.0.0.1", "10.0.0.3", "10.0.0.3"],
    ["allow-query { 10.0.0.1; }; allow-query-cache { 10.0.0.2; };", "10.0.0.1", "10.0.0.2", "10.0.0.2"],
    ["allow-query-cache { 10.0.0.2; }; allow-recursion { 10.0.0.3; };", "any", "10.0.0.2", "10.0.0.3"],
    ["allow-query { };", "", "", ""],
    ["recursion no;", "any", "!any", OWN],
    ["recursion no; allow-query { 10.0.0.1; };", "10.0.0.1", "!any", "10.0.0.1"],
    ["recursion no; allow-query-cache { 10.0.0.2; };", "any", "10.0.0.2", "10.0.0.2"],
  ])("%s", (said, query, cache, recursion) => {
    const access = accessOf(said);
    expect([listOf(access, "allowQuery"), listOf(access, "allowQueryCache"), listOf(access, "allowRecursion")]).toEqual(
      [query, cache, recursion],
    );
  });
});

describe("the address asked", () => {
  type Row = readonly [said: string, cacheOn: string, recursionOn: string];
  it.each<Row>([
    ["", "any", "any"],
    ["allow-query-cache-on { 10.0.0.1; };", "10.0.0.1", "10.0.0.1"],
    ["allow-recursion-on { 10.0.0.2; };", "10.0.0.2", "10.0.0.2"],
    ["allow-query-cache-on { 10.0.0.1; }; allow-recursion-on { 10.0.0.2; };", "10.0.0.1", "10.0.0.2"],
    ["recursion no;", "!any", "any"],
    ["recursion no; allow-query-cache-on { 10.0.0.1; };", "10.0.0.1", "10.0.0.1"],
  ])("%s", (said, cacheOn, recursionOn) => {
    const access = accessOf(said);
    expect([listOf(access, "allowQueryCacheOn"), listOf(access, "allowRecursionOn")]).toEqual([cacheOn, recursionOn]);
  });
});

describe("a view before options, list by list", () => {
  it.each<readonly [said: string, inView: string, name: keyof typeof NAMES, list: string]>([
    ["allow-query { 10.0.0.1; };", "allow-query { 10.0.0.2; };", "allowQuery", "10.0.0.2"],
    ["allow-query { 10.0.0.1; };", "", "allowQuery", "10.0.0.1"],
    // What options say of one list goes before what the view says of another.
    ["allow-recursion { 10.0.0.1; };", "allow-query { 10.0.0.2; };", "allowRecursion", "10.0.0.1"],
    ["allow-query-cache { 10.0.0.1; };", "allow-recursion { 10.0.0.2; };", "allowQueryCache", "10.0.0.1"],
    ["recursion no;", "recursion yes;", "allowQueryCache", OWN],
    ["", "recursion no;", "allowQueryCache", "!any"],
  ])("options { %s } view { %s }: %s", (said, inView, name, list) => {
    expect(listOf(accessOf(said, inView), name)).toBe(list);
  });
});

describe("transfers", () => {
  type Row = readonly [said: string, version: BindVersion, who: string, port: number | null, transport: string | null];
  it.each<Row>([
    ["", "9.18", "any", null, null],
    ["", "9.20", "!any", null, null],
    ["allow-transfer { 10.0.0.1; };", "9.20", "10.0.0.1", null, null],
    ["allow-transfer port 853 transport tls { any; };", "9.18", "any", 853, "tls"],
    ["allow-transfer transport TCP { any; };", "9.18", "any", null, "tcp"],
    ["allow-transfer port 5300 { any; };", "9.18", "any", 5300, null],
    ["allow-transfer transport udp { any; };", "9.18", "any", null, null],
  ])("%s of %s", (said, version, who, port, transport) => {
    const { allowTransfer } = accessOf(said, "", version);
    const shown = allowTransfer.elements.map((element) =>
      element.kind === "prefix" ? element.prefix.address : `${element.negated ? "!" : ""}${element.kind}`,
    );
    expect([shown.join(" "), allowTransfer.port, allowTransfer.transport]).toEqual([who, port, transport]);
  });
});
