import { describe, expect, it } from "vitest";
import { settingsOf } from "../../fixtures/conf.fixture.ts";
import type { ZoneSettings } from "../../zone-settings.ts";

/** What each type of zone takes from its own statements, and what from around it (bin/named/zoneconf.c of 9.18.49). */
function zonesOf(conf: string): readonly ZoneSettings[] {
  return settingsOf(conf).views.flatMap(({ zones }) => zones);
}

function only(conf: string): ZoneSettings {
  const [zone, second] = zonesOf(conf);
  if (zone === undefined || second !== undefined) throw new Error(`one zone: ${conf}`);
  return zone;
}

const PRIMARIES = "primaries { 192.0.2.1; };";
const listShown = (list: {
  readonly elements: readonly { readonly kind: string; readonly negated: boolean }[];
}): string => list.elements.map(({ kind, negated }) => `${negated ? "!" : ""}${kind}`).join(" ");

describe("what a type has", () => {
  const FIELDS = ["allowQuery", "forwarders", "allowTransfer", "primaries", "allowUpdate", "contents", "file"] as const;
  it.each([
    ['type primary; file "f";', "allowQuery forwarders allowTransfer allowUpdate contents file"],
    [`type secondary; ${PRIMARIES}`, "allowQuery forwarders allowTransfer primaries contents file"],
    [`type mirror; ${PRIMARIES}`, "allowQuery allowTransfer primaries contents file"],
    [`type stub; ${PRIMARIES}`, "allowQuery forwarders primaries file"],
    ["type static-stub;", "allowQuery forwarders"],
    ["type forward;", "forwarders"],
    ['type hint; file "f";', "file"],
    ['type redirect; file "f";', "allowQuery file"],
    ["type delegation-only;", ""],
    ['in-view "v";', "forwarders"],
  ])("%s %s", (said, fields) => {
    const zone = only(`zone "." { ${said} };`);
    expect(FIELDS.filter((field) => field in zone).join(" ")).toBe(fields);
  });

  it.each(["type none;", "type;", "", "file f;"])("zone { %s } is no zone", (said) => {
    expect(zonesOf(`zone a { ${said} };`)).toEqual([]);
  });

  it.each(["zone a..b { type forward; };", "zone { type forward; };"])("%s has no name", (conf) => {
    expect(zonesOf(conf)).toEqual([]);
  });
});

describe("who may update a primary", () => {
  const zone = (said: string, around = ""): string => `${around}\nzone a { type primary; file "f"; ${said} };`;
  it.each([
    ["", "", "!any"],
    ["allow-update { localhost; };", "", "localhost"],
    ["", "options { allow-update { any; }; };", "any"],
    ["allow-update { none; };", "options { allow-update { any; }; };", "!any"],
    // A policy looks at signatures, which nobody here has, but for the two that look at addresses.
    ["update-policy local;", "", "!any"],
    ["update-policy { grant k self * A; };", "options { allow-update { any; }; };", "!any"],
    ["update-policy { grant * tcp-self . PTR; };", "", "any"],
    ["update-policy { grant * 6TO4-SELF . NS; };", "", "any"],
    ["update-policy { };", "", "!any"],
  ])("%s in %s: %s", (said, around, who) => {
    const found = only(zone(said, around));
    expect(found.kind === "primary" ? listShown(found.allowUpdate) : "").toBe(who);
  });
});

describe("who is told of changes", () => {
  const told = (said: string, around = ""): string => {
    const zone = only(`${around}\nzone a { type primary; file "f"; ${said} };`);
    if (zone.kind !== "primary") return "";
    return [zone.notify, ...zone.alsoNotify.map(({ address, port }) => `${address} ${port}`)].join(", ");
  };
  it.each([
    ["", "", "yes"],
    ["also-notify { 192.0.2.2; };", "", "yes, 192.0.2.2 53"],
    ["", "options { also-notify port 54 { 192.0.2.2; }; };", "yes, 192.0.2.2 54"],
    ["also-notify { };", "options { also-notify { 192.0.2.2; }; };", "yes"],
    ["notify true; also-notify { 192.0.2.2 port 5; };", "", "yes, 192.0.2.2 5"],
    ["notify 0;", "", "no"],
    ["notify EXPLICIT;", "", "explicit"],
    ["notify primary-only;", "", "primary-only"],
    ["also-notify { up; };", "primaries up { 192.0.2.3; };", "yes, 192.0.2.3 53"],
  ])("%s in %s: %s", (said, around, expected) => {
    expect(told(said, around)).toBe(expected);
  });
});

describe("who may tell a copy, and send it updates", () => {
  it.each([
    ["", "", "!any", "!any"],
    ["allow-notify { any; };", "", "any", "!any"],
    ["", "options { allow-notify { localhost; }; allow-update-forwarding { any; }; };", "localhost", "any"],
    ["allow-update-forwarding { none; };", "options { allow-update-forwarding { any; }; };", "!any", "!any"],
  ])("%s in %s", (said, around, notify, forwarding) => {
    const zone = only(`${around}\nzone a { type secondary; ${PRIMARIES} ${said} };`);
    if (zone.kind !== "secondary") throw new Error("no copy");
    expect([listShown(zone.allowNotify), listShown(zone.allowUpdateForwarding)]).toEqual([notify, forwarding]);
  });
});

describe("what is signed, and what does not come from its file", () => {
  const contentsOf = (said: string, around = "") => {
    const zone = only(`${around}\nzone a { type primary; file "f"; ${said} };`);
    return zone.kind === "primary" ? zone.contents : null;
  };
  it.each<readonly [said: string, around: string, signedBy: string | null]>([
    ["", "", null],
    ["dnssec-policy default;", "", "dnssec-policy default"],
    ["dnssec-policy NONE;", "", null],
    ["", "options { dnssec-policy insecure; };", "dnssec-policy insecure"],
    ["inline-signing yes;", "", "inline-signing"],
    ["inline-signing no;", "", null],
    ["auto-dnssec maintain;", "", "auto-dnssec maintain"],
    ["auto-dnssec off;", "options { auto-dnssec allow; };", null],
    ["auto-dnssec allow; dnssec-policy default;", "", "dnssec-policy default"],
  ])("%s in %s: signed by %s", (said, around, signedBy) => {
    expect(contentsOf(said, around)?.signedBy).toBe(signedBy);
  });

  it.each<readonly [said: string, around: string, notModelled: string | null]>([
    ["", "", null],
    ['dlz "d";', "", "dlz"],
    ['database "rbt";', "", null],
    ['database " rbt 64";', "", null],
    ['database "ldap host";', "", 'database "ldap host"'],
    ["check-mx fail;", "", "check-mx fail"],
    ["", "options { check-srv-cname FAIL; };", "check-srv-cname fail"],
    ["check-dup-records warn;", "options { check-dup-records fail; };", null],
    ["check-mx-cname fail; check-mx fail;", "", "check-mx fail"],
    ["", "options { masterfile-format RAW; };", "masterfile-format raw"],
    ['dlz "d"; check-mx fail;', "", "dlz"],
  ])("%s in %s: %s", (said, around, notModelled) => {
    expect(contentsOf(said, around)?.notModelled).toBe(notModelled);
  });
});

describe("a zone of an earlier view", () => {
  it("names it, and may forward on its own", () => {
    const { views } = settingsOf(`view v { zone a { type forward; }; };
view w { zone a { in-view v; forward only; forwarders { 192.0.2.1; }; }; };`);
    expect(views[1]?.zones[0]).toMatchObject({ kind: "in-view", view: "v", forward: "only" });
  });

  it("the view's class is the zone's, unless the zone says its own", () => {
    const zones = zonesOf("view v CH { zone a { type forward; }; zone b IN { type forward; }; };");
    expect(zones.map(({ rrClass }) => rrClass)).toEqual(["CH", "IN"]);
  });
});

describe("static stubs", () => {
  it.each<readonly [said: string, addresses: readonly string[], names: readonly string[]]>([
    ["", [], []],
    ["server-addresses { 192.0.2.1; ::1; };", ["192.0.2.1", "::1"], []],
    ['server-names { "ns.lan"; b.lan; };', [], ["ns.lan.", "b.lan."]],
    ['server-names { "a..b"; };', [], []],
    ["server-addresses { x; };", [], []],
  ])("%s", (said, addresses, names) => {
    const zone = only(`zone a { type static-stub; ${said} };`);
    if (zone.kind !== "static-stub") throw new Error("no static stub");
    expect([zone.serverAddresses, zone.serverNames.map(({ text }) => text)]).toEqual([addresses, names]);
  });
});
