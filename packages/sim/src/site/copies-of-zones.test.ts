import { describe, expect, it } from "vitest";
import { type SiteFiles, siteOfFiles } from "./site-files.fixture.ts";

const ZONE = "$TTL 60\n@ SOA ns.kloud.lan. a. 7 1800 900 604800 30\n@ NS ns\nns A 192.0.2.11\n";
const SECONDARY = 'zone "kloud.lan" { type secondary; file "copy"; primaries { 192.0.2.11; }; };\n';
const PRIMARY = (options: string, zone = ""): string =>
  `options { directory "/"; recursion no; ${options} };\nzone "kloud.lan" { type primary; file "db"; ${zone} };\n`;

/** dns1 (192.0.2.11 and .13) as a primary, dns2 (192.0.2.12) that copies from it. */
function site(primary: string, secondary: string, more: SiteFiles = {}): SiteFiles {
  return {
    "site.yaml": `version: 1
networks: { lan: 192.0.2.0/24 }
hosts:
  dns1: { addresses: [192.0.2.11, 192.0.2.13], bind: { version: "9.18", config: dns1/etc/named.conf } }
  dns2: { addresses: [192.0.2.12, 192.0.2.14], bind: { version: "9.18", config: dns2/etc/named.conf } }
  dns3: { addresses: 192.0.2.15, bind: { version: "9.20", config: dns3/etc/named.conf } }
`,
    "dns1/etc/named.conf": primary,
    "dns1/db": ZONE,
    "dns2/etc/named.conf": `options { directory "/"; recursion no; };\n${secondary}`,
    "dns3/etc/named.conf": "options { recursion no; };\n",
    ...more,
  };
}

/** What is said of copies, without the files' places. */
function refusals(files: SiteFiles): readonly string[] {
  return siteOfFiles(files).said.flatMap((line) => line.split("SITE_NO_PRIMARY ").slice(1));
}

const REFUSED =
  "dns2 cannot copy kloud.lan. from 192.0.2.11: nobody there serves it, or allow-transfer or a key refuses.";

describe("a secondary's data is its primary's file, if the primary lets it copy (BIND 9.18: allow-transfer is any)", () => {
  it.each<readonly [string, SiteFiles, readonly string[]]>([
    ["allow-transfer is not said", site(PRIMARY(""), SECONDARY), []],
    ["none in options", site(PRIMARY("allow-transfer { none; };"), SECONDARY), [REFUSED]],
    ["the secondary's address", site(PRIMARY("allow-transfer { 192.0.2.12; };"), SECONDARY), []],
    ["its network", site(PRIMARY("allow-transfer { 192.0.2.0/24; };"), SECONDARY), []],
    ["localnets", site(PRIMARY("allow-transfer { localnets; };"), SECONDARY), []],
    ["localhost: the primary itself alone", site(PRIMARY("allow-transfer { localhost; };"), SECONDARY), [REFUSED]],
    [
      "its second address alone: it asks from the first",
      site(PRIMARY("allow-transfer { 192.0.2.14; };"), SECONDARY),
      [REFUSED],
    ],
    [
      "the zone's own before the options'",
      site(PRIMARY("allow-transfer { none; };", "allow-transfer { any; };"), SECONDARY),
      [],
    ],
    [
      "and the other way round",
      site(PRIMARY("allow-transfer { any; };", "allow-transfer { none; };"), SECONDARY),
      [REFUSED],
    ],
    ["an exception in front of any", site(PRIMARY("allow-transfer { !192.0.2.12; any; };"), SECONDARY), [REFUSED]],
    ["the primary's other address", site(PRIMARY(""), SECONDARY.replace("192.0.2.11", "192.0.2.13")), []],
    [
      "the second of two primaries, when nobody is at the first",
      site(PRIMARY(""), SECONDARY.replace("192.0.2.11;", "192.0.2.99; 192.0.2.11;")),
      [],
    ],
    [
      "a machine that serves other zones",
      site(PRIMARY(""), SECONDARY.replace("192.0.2.11", "192.0.2.15")),
      [REFUSED.replace("192.0.2.11", "192.0.2.15")],
    ],
    [
      "another zone of that primary",
      site(PRIMARY(""), SECONDARY.replace('"kloud.lan"', '"k8s.lan"')),
      [REFUSED.replace("kloud.lan.", "k8s.lan.")],
    ],
    ["the name's case does not count", site(PRIMARY(""), SECONDARY.replace('"kloud.lan"', '"KLOUD.LAN"')), []],
    [
      "a named list of primaries",
      site(PRIMARY(""), `primaries up { 192.0.2.11; };\n${SECONDARY.replace("192.0.2.11;", "up;")}`),
      [],
    ],
    ["the old words", site(PRIMARY(""), SECONDARY.replace("secondary", "slave").replace("primaries", "masters")), []],
  ])("%s", (_, files, said) => {
    expect(refusals(files)).toEqual(said);
  });

  it("the caret is at the secondary's zone, and the server starts all the same", () => {
    const { twin, said } = siteOfFiles(site(PRIMARY("allow-transfer { none; };"), SECONDARY));
    expect(said).toEqual([`dns2/etc/named.conf:2:6 warning SITE_NO_PRIMARY ${REFUSED}`]);
    expect(twin.residents.map(({ station }) => station)).toEqual(["dns1", "dns2", "dns3"]);
  });

  it("a zone in several views is copied for the first, and complained about once each", () => {
    const views = `view a { match-clients { 192.0.2.0/25; }; ${SECONDARY} };\nview b { ${SECONDARY.replace('"copy"', '"copy-b"')} };\n`;
    expect(refusals(site(PRIMARY(""), views))).toEqual([]);
  });

  /** Views of the primary; the secondary asks from 192.0.2.12. */
  const views = (...texts: readonly string[]): string =>
    `options { directory "/"; recursion no; };\n${texts.join("\n")}\n`;
  const OWN = 'zone "kloud.lan" { type primary; file "db"; }; };';

  it.each<readonly [string, string, readonly string[]]>([
    [
      "the view that takes the secondary, which refuses",
      views(`view closed { match-clients { 192.0.2.0/28; }; allow-transfer { none; }; ${OWN}`, `view open { ${OWN}`),
      [REFUSED],
    ],
    [
      "a view for others is passed over",
      views(`view closed { match-clients { 198.51.100.0/24; }; allow-transfer { none; }; ${OWN}`, `view open { ${OWN}`),
      [],
    ],
    [
      "a view that does not have the zone hides the next one, which has it",
      views("view empty { };", `view open { ${OWN}`),
      [REFUSED],
    ],
    [
      "a view for another address of the primary",
      views(`view other { match-destinations { 192.0.2.13; }; ${OWN}`, "view rest { };"),
      [REFUSED],
    ],
    [
      "and for the one that is asked",
      views(`view own { match-destinations { 192.0.2.11; }; ${OWN}`, "view rest { };"),
      [],
    ],
    [
      "a transfer is asked without RD: match-recursive-only does not take it",
      views(`view clients { match-recursive-only yes; allow-transfer { none; }; ${OWN}`, `view servers { ${OWN}`),
      [],
    ],
    [
      "in-view: the other view's zone, with the other view's list",
      views(
        `view one { match-clients { 198.51.100.0/24; }; allow-transfer { any; }; ${OWN}`,
        'view two { zone "kloud.lan" { in-view one; }; };',
      ),
      [],
    ],
  ])("a primary with views: %s", (_, primary, said) => {
    expect(refusals(site(primary, SECONDARY))).toEqual(said);
  });

  it.each<readonly [string, string, readonly string[]]>([
    ["a secondary that has a copy itself", 'zone "kloud.lan" { type secondary; primaries { 192.0.2.11; }; };', []],
    [
      "one that hands nothing on",
      'zone "kloud.lan" { type secondary; allow-transfer { none; }; primaries { 192.0.2.11; }; };',
      ["dns2 cannot copy kloud.lan. from 192.0.2.15: nobody there serves it, or allow-transfer or a key refuses."],
    ],
    [
      "one that has it from the one that asks: nobody has it",
      'zone "kloud.lan" { type secondary; primaries { 192.0.2.12; }; };',
      [
        "dns2 cannot copy kloud.lan. from 192.0.2.15: nobody there serves it, or allow-transfer or a key refuses.",
        "dns3 cannot copy kloud.lan. from 192.0.2.12: nobody there serves it, or allow-transfer or a key refuses.",
      ],
    ],
    [
      "one that does not start",
      'zone "kloud.lan" { type secondary; primaries { 192.0.2.11; }; }; optoins { };',
      ["dns2 cannot copy kloud.lan. from 192.0.2.15: nobody there serves it, or allow-transfer or a key refuses."],
    ],
  ])("the copy of a copy: %s", (_, third, said) => {
    const files = site(PRIMARY(""), SECONDARY.replace("192.0.2.11", "192.0.2.15"), {
      // In 9.20 nobody may transfer unless it is said.
      "dns3/etc/named.conf": `options { directory "/"; recursion no; allow-transfer { any; }; };\n${third}\n`,
    });
    expect(refusals(files)).toEqual(said);
  });

  it.each<readonly [string, string, string, readonly string[]]>([
    ["over TLS alone, asked over TCP", "allow-transfer transport tls { any; };", "192.0.2.11", [REFUSED]],
    ["over TLS alone, asked so", "allow-transfer transport tls { any; };", "192.0.2.11 tls ephemeral", []],
    ["over TCP alone", "allow-transfer transport tcp { any; };", "192.0.2.11", []],
    ["at another port", "allow-transfer port 5300 { any; };", "192.0.2.11", [REFUSED]],
    ["at the port that is asked", "allow-transfer port 5300 { any; };", "192.0.2.11 port 5300", []],
  ])("allow-transfer %s", (_, options, primary, said) => {
    expect(refusals(site(PRIMARY(options), SECONDARY.replace("192.0.2.11", primary)))).toEqual(said);
  });
});
