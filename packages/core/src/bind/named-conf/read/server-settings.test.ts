import { describe, expect, it } from "vitest";
import { settingsOf } from "../../fixtures/conf.fixture.ts";
import type { BindSettings, IdentityText } from "../../settings.ts";

/** What holds for the whole server. Defaults as `named -C` of 9.20.30 and bin/named/config.c of 9.18.49 have them. */
const shownListeners = ({ listenOn }: BindSettings): readonly string[] =>
  listenOn.map(({ family, port, transport, addresses }) => {
    const who = addresses.elements.map((element) => `${element.negated ? "!" : ""}${element.kind}`).join(",");
    return `${family} ${port} ${transport} ${who}`;
  });

describe("how named notices that addresses come and go (vrrp-measured.md section 5)", () => {
  it.each<readonly [options: string, isAutomatic: boolean, intervalSeconds: number]>([
    ["", true, 3600],
    ["automatic-interface-scan no;", false, 3600],
    ["interface-interval 0;", true, 0],
    ["interface-interval 10;", true, 10],
    ["interface-interval 1m;", true, 60],
    ["automatic-interface-scan no; interface-interval 0;", false, 0],
  ])("%j", (options, isAutomatic, intervalSeconds) => {
    expect(settingsOf(`options { ${options} };`).interfaceScan).toEqual({ isAutomatic, intervalSeconds });
  });
});

describe("where named listens", () => {
  it.each<readonly [about: string, options: string, listeners: readonly string[]]>([
    ["unsaid: everywhere, both families", "", ["ipv4 53 plain any", "ipv6 53 plain any"]],
    ["at another port", "port 5353;", ["ipv4 5353 plain any", "ipv6 5353 plain any"]],
    ["of one family", "listen-on { 192.0.2.1; };", ["ipv4 53 plain prefix", "ipv6 53 plain any"]],
    ["of the other family alone", "listen-on-v6 { none; };", ["ipv4 53 plain any", "ipv6 53 plain !any"]],
    ["nowhere", "listen-on { }; listen-on-v6 { };", ["ipv4 53 plain ", "ipv6 53 plain "]],
    ["its own port wins", "port 5353; listen-on port 5300 { any; };", ["ipv4 5300 plain any", "ipv6 5353 plain any"]],
    [
      "several times, in the order of the file",
      "listen-on { 192.0.2.1; }; listen-on port 5300 { localhost; };",
      ["ipv4 53 plain prefix", "ipv4 5300 plain localhost", "ipv6 53 plain any"],
    ],
    ["over TLS", "listen-on tls ephemeral { any; };", ["ipv4 853 tls any", "ipv6 53 plain any"]],
    [
      "over TLS at the port of options",
      "tls-port 8853; listen-on tls ephemeral { any; };",
      ["ipv4 8853 tls any", "ipv6 53 plain any"],
    ],
    ["`tls none` is plain", "listen-on tls none { any; };", ["ipv4 53 plain any", "ipv6 53 plain any"]],
    ["over HTTPS", "listen-on tls ephemeral http default { any; };", ["ipv4 443 http any", "ipv6 53 plain any"]],
    ["over HTTP", "listen-on tls none http default { any; };", ["ipv4 80 http any", "ipv6 53 plain any"]],
    [
      "over HTTPS at the port of options",
      "https-port 8443; listen-on tls ephemeral http default { any; };",
      ["ipv4 8443 http any", "ipv6 53 plain any"],
    ],
    ["at a port in octal", "listen-on port 0123 { any; };", ["ipv4 83 plain any", "ipv6 53 plain any"]],
    ["not what a broken statement says", "listen-on port x { none; };", ["ipv4 53 plain any", "ipv6 53 plain any"]],
  ])("%s: %s", (_about, said, listeners) => {
    expect(shownListeners(settingsOf(`options { ${said} };`))).toEqual(listeners);
  });
});

describe("who the server says that it is", () => {
  const shown = (said: IdentityText | { readonly kind: "hostname" }): string =>
    said.kind === "text" ? `"${said.text}"` : said.kind;
  it.each([
    ["", "default default default"],
    ['version "9"; hostname "ns"; server-id "one";', '"9" "ns" "one"'],
    ["version none; hostname none; server-id none;", "none none none"],
    ["VERSION NONE;", "none default default"],
    ["server-id hostname;", "default default hostname"],
    ["server-id HOSTNAME;", "default default hostname"],
    ['server-id "hostname";', 'default default "hostname"'],
    ['version "none";', '"none" default default'],
    ['version "";', '"" default default'],
    ["version hidden;", "default default default"],
  ])("options { %s }: %s", (said, expected) => {
    const { version, hostname, serverId } = settingsOf(`options { ${said} };`).identity;
    expect([version, hostname, serverId].map(shown).join(" ")).toBe(expected);
  });
});

describe("whether questions are logged", () => {
  const category = "logging { category queries { null; }; };";
  it.each([
    ["", false],
    ["options { querylog yes; };", true],
    ["options { querylog no; };", false],
    [category, true],
    [`options { querylog no; };\n${category}`, false],
    ["logging { category query-errors { null; }; };", false],
    ["logging { channel queries { null; }; };", false],
  ])("%s: %s", (conf, expected) => {
    expect(settingsOf(conf).logsQueries).toBe(expected);
  });
});

describe("the directory and the time that clients over TCP are told", () => {
  it.each([
    ["", "/etc/bind"],
    ['options { directory "/var/cache/bind"; };', "/var/cache/bind"],
    ['options { directory "zones"; };', "/etc/bind/zones"],
    ['options { directory "../x"; };', "/etc/x"],
    ["options { directory zones; };", "/etc/bind"],
  ])("%s: %s", (conf, directory) => {
    expect(settingsOf(conf).directory).toBe(directory);
  });

  it.each([
    ["", 300],
    ["options { tcp-advertised-timeout 50; };", 50],
    ["options { tcp-advertised-timeout 0; };", 0],
    ["options { tcp-advertised-timeout 010; };", 8],
  ])("%s: %i tenths of a second", (conf, tenths) => {
    expect(settingsOf(conf).tcpAdvertisedTimeout).toBe(tenths);
  });
});

describe("whom named ignores", () => {
  it.each([
    ["", [{ kind: "any", negated: true }]],
    ["options { blackhole { any; }; };", [{ kind: "any", negated: false }]],
    [
      "options { blackhole { !localhost; any; }; };",
      [
        { kind: "localhost", negated: true },
        { kind: "any", negated: false },
      ],
    ],
    ["options { blackhole { }; };", []],
  ])("%s", (conf, elements) => {
    expect(settingsOf(conf).blackhole.elements).toEqual(elements);
  });
});

describe("views", () => {
  const shown = ({ views }: BindSettings): readonly string[] =>
    views.map(({ name, rrClass, options, zones }) => `${name} ${rrClass} ${options.recursion} ${zones.length}`);
  const zone = "zone a { type forward; };";
  it.each<readonly [conf: string, views: readonly string[]]>([
    ["", ["_default IN true 0"]],
    [zone, ["_default IN true 1"]],
    ["options { recursion no; };", ["_default IN false 0"]],
    [`view a { ${zone} };\nview "b c" IN { recursion no; };`, ["a IN true 1", "b c IN false 0"]],
    // named switches recursion off outside of IN (bin/named/server.c, configure_view).
    ["view v CHAOS { };\nview w CH { recursion yes; };", ["v CH false 0", "w CH false 0"]],
    ["view v HS { };", ["v HS false 0"]],
  ])("%s", (conf, views) => {
    expect(shown(settingsOf(conf))).toEqual(views);
  });

  it("a view of class CH is there unsaid; what options say holds in it", () => {
    const { chaosView } = settingsOf(
      "options { allow-query { none; }; minimal-any yes; };\nview v { minimal-any no; };",
    );
    expect([chaosView.name, chaosView.rrClass, chaosView.options.recursion]).toEqual(["_bind", "CH", false]);
    expect(chaosView.options.minimalAny).toBe(true);
    expect(chaosView.allowQuery.elements).toEqual([{ kind: "any", negated: true }]);
    expect(chaosView.zones).toEqual([]);
  });

  it.each([
    ["", "any any false"],
    ["match-clients { none; };", "!any any false"],
    ["match-destinations { localhost; }; match-recursive-only yes;", "any localhost true"],
    ["match-clients { }; match-recursive-only no;", " any false"],
  ])("view v { %s }: %s", (said, expected) => {
    const [view] = settingsOf(`view v { ${said} };`).views;
    const lists = [view?.matchClients, view?.matchDestinations].map((list) =>
      (list?.elements ?? []).map(({ kind, negated }) => `${negated ? "!" : ""}${kind}`).join(","),
    );
    expect([...lists, view?.matchRecursiveOnly].join(" ")).toBe(expected);
  });
});

describe("trust anchors", () => {
  it.each<readonly [conf: string, anchors: readonly string[]]>([
    ["", []],
    ['trust-anchors { . initial-ds 20326 8 2 "AB"; };', [". initial-ds"]],
    [
      'trust-anchors { "LAN." STATIC-KEY 257 3 8 "AB"; lan. static-ds 1 8 2 "AB"; };',
      ["lan. static-key", "lan. static-ds"],
    ],
    ['managed-keys { lan initial-key 257 3 8 "AB"; };', ["lan. initial-key"]],
    ['trusted-keys { lan 257 3 8 "AB"; };', ["lan. static-key"]],
    [
      'trusted-keys { a 257 3 8 "AB"; };\ntrust-anchors { b initial-ds 1 8 2 "AB"; };',
      ["b. initial-ds", "a. static-key"],
    ],
    ['trust-anchors { a..b initial-ds 1 8 2 "AB"; };', []],
  ])("%s", (conf, anchors) => {
    const [view] = settingsOf(conf).views;
    expect(view?.trustAnchors.map(({ name, anchor }) => `${name.key} ${anchor}`)).toEqual(anchors);
  });

  it("those of the file hold in each view, beside its own", () => {
    const anchor = (name: string): string => `trust-anchors { ${name} initial-ds 1 8 2 "AB"; };`;
    const { views } = settingsOf(`${anchor("a")}\nview v { ${anchor("b")} };\nview w { };`);
    expect(views.map(({ trustAnchors }) => trustAnchors.map(({ name }) => name.key))).toEqual([["a.", "b."], ["a."]]);
  });
});
