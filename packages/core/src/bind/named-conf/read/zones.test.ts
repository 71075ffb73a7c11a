import { describe, expect, it } from "vitest";
import { nameOf } from "../../../dns/index.ts";
import { settingsOf } from "../../fixtures/conf.fixture.ts";
import type { ZoneSettings } from "../../zone-settings.ts";

/** The first zone of a file, by its kind; `said` stands in it. */
function zoneOf<K extends ZoneSettings["kind"]>(kind: K, said = "", around = ""): ZoneSettings & { readonly kind: K } {
  const needs: Partial<Record<ZoneSettings["kind"], string>> = {
    primary: 'file "db";',
    secondary: "primaries { 192.0.2.9; };",
    stub: "primaries { 192.0.2.9; };",
    mirror: "primaries { 192.0.2.9; };",
    hint: 'file "db";',
    redirect: 'file "db";',
  };
  const conf = `${around}\nzone "${kind === "hint" || kind === "redirect" ? "." : "lan"}" { type ${kind}; ${needs[kind] ?? ""} ${said} };`;
  const zone = settingsOf(conf).views[0]?.zones[0];
  if (zone?.kind !== kind) throw new Error(`no zone of type ${kind}`);
  return zone as ZoneSettings & { readonly kind: K };
}

const options = (said: string): string => `options { ${said} };`;
type Row = readonly [about: string, said: string, around: string, value: unknown];

describe("where named loads a zone from", () => {
  it.each<Row>([
    ["below the directory", "", options('directory "/var/cache/bind";'), "/var/cache/bind/db"],
    ["where there is none: where named runs", "", "", "/etc/bind/db"],
  ])("%s", (_about, said, around, path) => {
    expect(zoneOf("primary", said, around).file?.path).toBe(path);
  });
  it("an absolute name is its own", () => {
    const [zone] =
      settingsOf('options { directory "/d"; }; zone "lan" { type primary; file "/zones/lan"; };').views[0]?.zones ?? [];
    expect(zone).toMatchObject({ file: { text: "/zones/lan", path: "/zones/lan" } });
  });
  it("a copy needs none", () => {
    expect(zoneOf("secondary").file).toBeNull();
  });
});

describe("notify of a zone", () => {
  it.each<Row>([
    ["yes, unsaid", "", "", "yes"],
    ["as options say", "", options("notify no;"), "no"],
    ["as the zone says", "notify explicit;", options("notify no;"), "explicit"],
    ["the old word", "notify master-only;", "", "primary-only"],
    ["the new word", "notify primary-only;", "", "primary-only"],
  ])("%s", (_about, said, around, value) => {
    expect(zoneOf("primary", said, around).notify).toBe(value);
  });
});

describe("times of a copy", () => {
  const timesOf = (said: string, around: string) => {
    const { minRefreshTime, maxRefreshTime, minRetryTime, maxRetryTime } = zoneOf("secondary", said, around);
    return [minRefreshTime, maxRefreshTime, minRetryTime, maxRetryTime];
  };
  it.each<Row>([
    ["by default (bin/named/config.c)", "", "", [300, 2_419_200, 500, 1_209_600]],
    ["of options", "", options("min-refresh-time 10; max-retry-time 20;"), [10, 2_419_200, 500, 20]],
    [
      "of the zone before those of options",
      "min-refresh-time 7;",
      options("min-refresh-time 10;"),
      [7, 2_419_200, 500, 1_209_600],
    ],
  ])("%s", (_about, said, around, value) => {
    expect(timesOf(said, around)).toEqual(value);
  });
});

describe("bounds of what is loaded", () => {
  const contentsOf = (kind: "primary" | "secondary" | "mirror", said: string, around: string) =>
    zoneOf(kind, said, around).contents;
  it.each([
    [
      "primary",
      "",
      "",
      { maxRecords: 0, maxRecordsPerType: 100, maxTypesPerName: 100, maxZoneTtl: null, checkNames: "fail" },
    ],
    [
      "secondary",
      "",
      "",
      { maxRecords: 0, maxRecordsPerType: 100, maxTypesPerName: 100, maxZoneTtl: null, checkNames: "warn" },
    ],
    ["mirror", "", "", { maxRecordsPerType: 0, maxTypesPerName: 0, notModelled: "a mirror zone" }],
    [
      "primary",
      "",
      options("max-records-per-type 5; max-types-per-name 6; max-records 7;"),
      { maxRecords: 7, maxRecordsPerType: 5, maxTypesPerName: 6 },
    ],
    ["primary", "max-records-per-type 9;", options("max-records-per-type 5;"), { maxRecordsPerType: 9 }],
    ["primary", "max-zone-ttl 60;", "", { maxZoneTtl: 60 }],
    ["primary", "max-zone-ttl 1h;", "", { maxZoneTtl: 3600 }],
    ["primary", "max-zone-ttl unlimited;", options("max-zone-ttl 60;"), { maxZoneTtl: null }],
    ["primary", "", options("check-names primary warn;"), { checkNames: "warn" }],
    ["primary", "", options("check-names secondary fail;"), { checkNames: "fail" }],
    ["secondary", "", options("check-names secondary fail;"), { checkNames: "fail" }],
    ["secondary", "", options("check-names slave ignore;"), { checkNames: "ignore" }],
    ["primary", "check-names ignore;", options("check-names primary warn;"), { checkNames: "ignore" }],
    ["primary", "zero-no-soa-ttl no;", "", { zeroNoSoaTtl: false }],
    ["primary", 'database "rbt";', "", { notModelled: null }],
    ["primary", "masterfile-format raw;", "", { notModelled: "masterfile-format raw" }],
    ["primary", "masterfile-format text;", options("masterfile-format raw;"), { notModelled: null }],
    ["primary", "check-mx fail;", "", { notModelled: "check-mx fail" }],
    ["secondary", "check-mx fail;", "", { notModelled: null }],
    ["primary", "dnssec-policy default;", "", { signedBy: "dnssec-policy default" }],
    ["primary", "dnssec-policy none;", options("dnssec-policy default;"), { signedBy: null }],
  ] as const)("%s { %s } in %s", (kind, said, around, value) => {
    expect(contentsOf(kind, said, around)).toMatchObject(value);
  });
});

describe("where a zone is copied from", () => {
  const lists = `primaries one port 5353 { 192.0.2.1; two; };
primaries two { 192.0.2.2 port 54 key k; 192.0.2.3 tls t; one; };
key k { algorithm hmac-sha256; secret "c2VjcmV0"; };
tls t { };`;
  const serversOf = (primaries: string): readonly string[] => {
    const [zone] =
      settingsOf(`${lists}\nzone "lan" { type secondary; primaries ${primaries}; };`).views[0]?.zones ?? [];
    if (zone?.kind !== "secondary") throw new Error("no secondary");
    return zone.primaries.map(({ address, port, key, tls }) => [address, port, key ?? "-", tls ?? "-"].join(" "));
  };
  it.each([
    ["{ 192.0.2.9; }", ["192.0.2.9 53 - -"]],
    ["port 5300 { 192.0.2.9; 192.0.2.8 port 53; }", ["192.0.2.9 5300 - -", "192.0.2.8 53 - -"]],
    ["{ two; }", ["192.0.2.2 54 k. -", "192.0.2.3 853 - t", "192.0.2.1 5353 - -"]],
    ["{ one; 192.0.2.9; }", ["192.0.2.9 53 - -", "192.0.2.1 5353 - -", "192.0.2.2 54 k. -", "192.0.2.3 853 - t"]],
  ])("primaries %s", (primaries, expected) => {
    expect(serversOf(primaries)).toEqual(expected);
  });
});

describe("zones that hold no data", () => {
  it("static-stub: addresses and names", () => {
    const zone = zoneOf("static-stub", 'server-addresses { 192.0.2.1; 2001:db8::1; }; server-names { "ns.test"; };');
    expect(zone).toMatchObject({ serverAddresses: ["192.0.2.1", "2001:db8::1"], serverNames: [nameOf("ns.test.")] });
  });
  it.each<Row>([
    ["no list: no entry of its own", "", options("forwarders { 192.0.2.1; };"), { forwarders: null, forward: "first" }],
    ["an empty list: no forwarding below", "forwarders { };", "", { forwarders: [], forward: "first" }],
    [
      "the mode of options is not inherited",
      "forwarders { };",
      options("forward only; forwarders { 192.0.2.1; };"),
      { forwarders: [], forward: "first" },
    ],
    ["its own mode", "forward only; forwarders { };", "", { forwarders: [], forward: "only" }],
  ])("forward: %s", (_about, said, around, value) => {
    expect(zoneOf("forward", said, around)).toMatchObject(value as object);
  });
  it.each(["stub", "hint", "redirect", "mirror"] as const)("%s is read as such", (kind) => {
    expect(zoneOf(kind).kind).toBe(kind);
  });
});
