import { describe, expect, it } from "vitest";
import { settingsOf } from "../../fixtures/conf.fixture.ts";
import type { BindSettings, BindVersion } from "../../settings.ts";
import type { RemoteServer, ZoneSettings } from "../../zone-settings.ts";

/** What a `zone` statement means, with what it has from options and views. */
function zonesOf(text: string, version: BindVersion = "9.18"): readonly ZoneSettings[] {
  return settingsOf(text, version).views.flatMap(({ zones }) => zones);
}

function only(text: string, version: BindVersion = "9.18"): ZoneSettings {
  const [zone, second] = zonesOf(text, version);
  if (zone === undefined || second !== undefined) throw new Error(`one zone: ${text}`);
  return zone;
}

const servers = (all: readonly RemoteServer[]): readonly string[] =>
  all.map(({ address, port, key, tls }) => [address, port, key ?? "-", tls ?? "-"].join(" "));

describe("names and types", () => {
  it.each([
    ['zone "Kloud.LAN." { type primary; file "f"; };', "kloud.lan. IN primary"],
    ['zone kloud.lan IN { type master; file "f"; };', "kloud.lan. IN primary"],
    ["zone a { type slave; masters { 192.0.2.1; }; };", "a. IN secondary"],
    ['zone "." { type hint; file "f"; };', ". IN hint"],
    ["zone a { type stub; primaries { 192.0.2.1; }; };", "a. IN stub"],
    ["zone a { type static-stub; };", "a. IN static-stub"],
    ["zone a { type forward; };", "a. IN forward"],
    ['zone "." { type redirect; file "f"; };', ". IN redirect"],
    ["zone a { type delegation-only; };", "a. IN delegation-only"],
    ['view v CH { zone a { type primary; file "f"; }; };', "a. CH primary"],
  ])("%s: %s", (text, expected) => {
    const { name, rrClass, kind } = only(text);
    expect(`${name.key} ${rrClass} ${kind}`).toBe(expected);
  });

  it("a zone that is there twice is the first", () => {
    const zones = zonesOf('zone a { type forward; };\nzone A. { type primary; file "f"; };');
    expect(zones.map(({ kind }) => kind)).toEqual(["forward"]);
  });

  it("hints of the root stand beside a zone of the root", () => {
    const zones = zonesOf('zone "." { type hint; file "h"; };\nzone "." { type primary; file "f"; };');
    expect(zones.map(({ kind }) => kind)).toEqual(["hint", "primary"]);
  });
});

describe("forwarding of a zone", () => {
  const shown = (zone: ZoneSettings): string => {
    if (!("forwarders" in zone)) return "none";
    const all = zone.forwarders?.map(({ address, port, tls }) => [address, port, tls ?? ""].join(" ").trim());
    return `${zone.forward}: ${all === undefined ? "as outside" : all.join(", ")}`;
  };
  const forward = (text: string): string => `zone a { type forward; ${text} };`;
  it.each([
    [forward(""), "first: as outside"],
    [forward("forwarders { };"), "first: "],
    [forward("forward only; forwarders { 192.0.2.1; };"), "only: 192.0.2.1 53"],
    [forward("forwarders port 5301 { 192.0.2.1; 192.0.2.2 port 53; };"), "first: 192.0.2.1 5301, 192.0.2.2 53"],
    // The mode of options is not inherited.
    [
      `options { forward only; forwarders { 192.0.2.9; }; };\n${forward("forwarders { 192.0.2.1; };")}`,
      "first: 192.0.2.1 53",
    ],
    ['zone a { type primary; file "f"; forwarders { }; };', "first: "],
    ['zone "." { type hint; file "f"; };', "none"],
  ])("%s: %s", (text, expected) => {
    expect(shown(only(text))).toBe(expected);
  });

  it.each([
    ["tls x { };\nzone a { type forward; forwarders tls x { 192.0.2.1; }; };", "first: 192.0.2.1 853 x"],
    ["tls x { };\nzone a { type forward; forwarders { 192.0.2.1 port 53 tls x; }; };", "first: 192.0.2.1 53 x"],
  ])("9.20: %s: %s", (text, expected) => {
    expect(shown(only(text, "9.20"))).toBe(expected);
  });
});

describe("servers of a copy", () => {
  const KEY = 'key k { algorithm hmac-sha256; secret "c2VjcmV0"; };';
  const copy = (list: string): string => `zone a { type secondary; primaries ${list}; };`;
  const primariesOf = (zone: ZoneSettings): readonly string[] => ("primaries" in zone ? servers(zone.primaries) : []);
  it.each([
    [
      "their port, unless they have their own",
      copy("port 5353 { 192.0.2.1; 192.0.2.2 port 53; }"),
      ["192.0.2.1 5353 - -", "192.0.2.2 53 - -"],
    ],
    ["a key", `${KEY}\n${copy("{ 192.0.2.1 key k; 2001:db8::1; }")}`, ["192.0.2.1 53 k. -", "2001:db8::1 53 - -"]],
    ["TLS at port 853", `tls x { };\n${copy("{ 192.0.2.1 tls x; }")}`, ["192.0.2.1 853 - x"]],
    [
      "a list by name, with its own port",
      `primaries up port 5 { 192.0.2.8; };\n${copy("port 6 { up; }")}`,
      ["192.0.2.8 5 - -"],
    ],
    ["masters are primaries", `masters UP { 192.0.2.8; };\n${copy("{ up; }")}`, ["192.0.2.8 53 - -"]],
    [
      "lists of each other end",
      `primaries a { b; };\nprimaries b { a; 192.0.2.8; };\n${copy("{ a; }")}`,
      ["192.0.2.8 53 - -"],
    ],
  ])("%s", (_row, text, expected) => {
    expect(primariesOf(only(text))).toEqual(expected);
  });
});

describe("what a zone has from outside", () => {
  const who = (settings: BindSettings, option: "allowQuery" | "allowTransfer"): string => {
    const zone = settings.views.flatMap(({ zones }) => zones)[0];
    return zone?.kind === "primary" ? JSON.stringify(zone[option].elements) : "no zone";
  };
  const any = JSON.stringify([{ kind: "any", negated: false }]);
  const none = JSON.stringify([{ kind: "any", negated: true }]);
  const zone = (text = ""): string => `zone a { type primary; file "f"; ${text} };`;
  it.each([
    ["allowQuery", "9.18", zone(), any],
    ["allowQuery", "9.18", `options { allow-query { none; }; };\n${zone()}`, none],
    ["allowQuery", "9.18", `options { allow-query { none; }; };\n${zone("allow-query { any; };")}`, any],
    ["allowQuery", "9.18", `options { allow-query { none; }; };\nview v { allow-query { any; }; ${zone()} };`, any],
    ["allowTransfer", "9.18", zone(), any],
    ["allowTransfer", "9.20", zone(), none],
    ["allowTransfer", "9.20", `options { allow-transfer { any; }; };\n${zone()}`, any],
    ["allowTransfer", "9.18", `options { allow-transfer { any; }; };\n${zone("allow-transfer { none; };")}`, none],
  ] as const)("%s of %s: %s", (option, version, text, expected) => {
    expect(who(settingsOf(text, version), option)).toBe(expected);
  });
});
