import { describe, expect, it } from "vitest";
import { instantFromMs, type Landmark, printPrefix } from "../dns/index.ts";
import { fileTreeFromSources, sourceFromText } from "../text/index.ts";
import { settingsOf } from "./fixtures/conf.fixture.ts";
import { startBind } from "./fixtures/start.fixture.ts";

function told(landmarks: readonly Landmark[] = []): readonly string[] {
  return landmarks.map((mark) => `${mark.kind === "name" ? mark.name.text : printPrefix(mark.prefix)} ${mark.why}`);
}

/** Names alone, or networks alone. */
function landmarksOf(conf: string, kind: Landmark["kind"], files: Readonly<Record<string, string>> = {}) {
  const { server } = startBind(conf, { files });
  return told(server.landmarks?.().filter((mark) => mark.kind === kind));
}

const ZONE = `$TTL 60
@ SOA ns n 1 1 1 1 60
@ NS ns
ns A 192.0.2.1
www A 192.0.2.2
sub NS ns.sub
ns.sub A 192.0.2.3
*.apps A 192.0.2.4
old DNAME new
`;

describe("names", () => {
  it.each<readonly [string, string, readonly string[]]>([
    ["nothing but what is in named itself", "", []],
    [
      "of a zone its apex and what changes inside: no plain name",
      'zone "a" { type primary; file "/a"; };',
      ["a. primary zone", "*.apps.a. wildcard", "apps.a. above a wildcard", "old.a. DNAME", "sub.a. delegation"],
    ],
    ["a zone that does not load", 'zone "b" { type primary; file "/none"; };', ["b. primary zone"]],
    ["a zone that is handed on", 'zone "c" { type forward; forwarders { 192.0.2.9; }; };', ["c. forward zone"]],
    [
      "a trust anchor",
      'trust-anchors { "d" static-ds 1 8 2 "E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D"; };',
      ["d. trust anchor"],
    ],
  ])("%s", (_what, conf, expected) => {
    expect(landmarksOf(conf, "name", { "/a": ZONE }).toSorted()).toEqual(expected.toSorted());
  });

  it("those of each view", () => {
    const view = (name: string, zone: string): string =>
      `view ${name} { match-clients { any; }; zone "${zone}" { type primary; file "/a"; }; };`;
    const names = landmarksOf(view("one", "a") + view("two", "b"), "name", { "/a": ZONE });
    expect(names).toEqual(expect.arrayContaining(["a. primary zone", "sub.a. delegation", "sub.b. delegation"]));
  });

  it("as the zones are now: another file that is read brings its own, on this side of a fork alone", () => {
    const conf = 'zone "a" { type primary; file "/a"; };';
    const { server } = startBind(conf, { files: { "/a": ZONE } });
    const fork = server.fork();
    const other = `${ZONE}more NS ns.more\nns.more A 192.0.2.5\n`;
    const files = fileTreeFromSources(new Map([["/a", sourceFromText("/a", other.replace("n 1", "n 2"))]]));
    server.reload(settingsOf(conf), files, "reload", instantFromMs(1000));
    expect(told(server.landmarks?.())).toContain("more.a. delegation");
    expect(told(fork.landmarks?.())).not.toContain("more.a. delegation");
    expect(told(fork.landmarks?.())).toContain("sub.a. delegation");
  });
});

describe("networks", () => {
  it.each<readonly [string, string, readonly string[]]>([
    ["any and none have none", "options { allow-query { any; }; blackhole { none; }; };", []],
    ["who gets nothing", "options { blackhole { 192.0.2.0/24; }; };", ["192.0.2.0/24 blackhole"]],
    [
      "lists inside lists, what is denied too",
      "acl inner { 10.0.0.0/8; }; options { allow-transfer { inner; !192.0.2.7; }; };",
      ["10.0.0.0/8 allow-transfer", "192.0.2.7/32 allow-transfer"],
    ],
    ["whom a view is for", "view v { match-clients { 2001:db8::/32; }; };", ["2001:db8::/32 match-clients"]],
    [
      "a zone's own list",
      'zone "a" { type primary; file "/a"; allow-query { 192.0.2.8; }; };',
      ["192.0.2.8/32 allow-query"],
    ],
  ])("%s", (_what, conf, expected) => {
    expect([...new Set(landmarksOf(conf, "prefix", { "/a": ZONE }))]).toEqual(expected);
  });
});
