import { describe, expect, it, test } from "vitest";
import { instantFromMs, nameOf } from "../../dns/index.ts";
import { Clockwork, primaryWith, treeOf } from "../fixtures/clockwork.fixture.ts";
import { startBind } from "../fixtures/start.fixture.ts";
import { httpDate } from "./zone-status.ts";

/** `rndc zonestatus` of named 9.18.47, word by word; the moment zero is the second in which its primary had started. */
const EPOCH_MS = 1_795_826_966_000;
const APEX = "$TTL 60\n@ SOA ns h 10 8 4 30 60\n@ NS ns\nns A 10.9.0.1\n";
const A = "192.0.2.1";

const statusOf = (conf: string, files: Readonly<Record<string, string>>, zone: string, verb = "zonestatus"): string =>
  startBind(conf, { files }).server.zoneCommand(
    { verb: verb as "zonestatus", zone: nameOf(zone), view: null, epochMs: EPOCH_MS },
    treeOf(files),
    instantFromMs(0),
  );
const OPTIONS = 'options { directory "/"; recursion no; };';
const rows = (text: string, ...titles: readonly string[]): readonly string[] =>
  text.split("\n").filter((line) => titles.includes(line.split(": ")[0] ?? ""));

describe("a primary", () => {
  const files = { "/z.db": `${APEX}$INCLUDE more.db\n`, "/more.db": "more A 192.0.2.4\n", "/plain.db": APEX };
  it("its files, its serial, the nodes of its tree; the time of its file is nobody's", () => {
    expect(statusOf(`${OPTIONS}\nzone "z.lan" { type primary; file "z.db"; };`, files, "z.lan.")).toBe(`name: z.lan
type: primary
files: z.db, more.db
serial: 10
nodes: 3
secure: no
dynamic: no
reconfigurable via modzone: no`);
  });

  it("that updates may change, and frozen", () => {
    const conf = `${OPTIONS}\nzone "z.lan" { type primary; file "plain.db"; allow-update { any; }; };`;
    const { server } = startBind(conf, { files });
    const say = (verb: "zonestatus" | "freeze"): string =>
      server.zoneCommand({ verb, zone: nameOf("z.lan."), view: null }, treeOf(files), instantFromMs(0));
    expect(rows(say("zonestatus"), "dynamic", "frozen")).toEqual(["dynamic: yes", "frozen: no"]);
    say("freeze");
    expect(rows(say("zonestatus"), "dynamic", "frozen")).toEqual(["dynamic: yes", "frozen: yes"]);
  });

  it.each([
    [
      "that does not load",
      'zone "z.lan" { type primary; file "nix.db"; };',
      "rndc: 'zonestatus' failed: zone not loaded",
    ],
    [
      "that is forwarded",
      'zone "z.lan" { type forward; forwarders { 10.9.0.2; }; };',
      "rndc: 'zonestatus' failed: not found\nno matching zone 'z.lan' in any view",
    ],
    ["that is not there", "", "rndc: 'zonestatus' failed: not found\nno matching zone 'z.lan' in any view"],
  ])("%s", (_row, zone, printed) => {
    expect(statusOf(`${OPTIONS}\n${zone}`, files, "z.lan.")).toBe(printed);
  });

  it("a static-stub has no serial and one node", () => {
    const conf = `${OPTIONS}\nzone "z.lan" { type static-stub; server-addresses { 10.9.0.1; }; };`;
    expect(statusOf(conf, files, "z.lan.")).toBe(`name: z.lan
type: static-stub
serial: 0
nodes: 1
secure: no
dynamic: no
reconfigurable via modzone: no`);
  });

  it("that is signed would tell of its keys, which is not modelled", () => {
    const signed = { "/s.db": `${APEX}@ DNSKEY 257 3 13 AAAA\n` };
    const conf = `${OPTIONS}\nzone "z.lan" { type primary; file "s.db"; };`;
    expect(statusOf(conf, signed, "z.lan.")).toBe("rndc: 'zonestatus' of a signed zone is not modelled");
  });

  it("sync has nothing to write, and says so in the log alone", () => {
    const conf = `${OPTIONS}\nzone "z.lan" { type primary; file "plain.db"; };`;
    expect(statusOf(conf, files, "z.lan.", "sync")).toBe("");
    expect(statusOf(conf, files, "nix.lan.", "sync")).toBe(
      "rndc: 'sync' failed: not found\nno matching zone 'nix.lan' in any view",
    );
  });
});

/** lib/dns/rbt.c: zones of named 9.18.47 with apex and `ns`, and these. */
test.each([
  ["nothing else", "", 2],
  ["a branch that is an empty name", "a.b A 192.0.2.2\nx.b A 192.0.2.2", 5],
  ["a wildcard, and the name above it", "*.w A 192.0.2.2", 4],
  ["a wildcard below a branch", "*.u.w A 192.0.2.2\nt.w A 192.0.2.1", 6],
  ["branches below a branch", "x.y.q A 192.0.2.2\nu.y.q A 192.0.2.2\nv.q A 192.0.2.1", 7],
  ["a long name alone is one", "a.b.c.d A 192.0.2.2", 3],
  ["with one on its way two", "a.b.c.d A 192.0.2.2\nb.c.d A 192.0.2.1", 4],
  ["a wildcard at the apex", "* A 192.0.2.1", 3],
  ["glue", "sub NS ns.sub\nns.sub A 192.0.2.1\nsub2 NS ns.sub2\nns.sub2 A 192.0.2.1\nx.sub2 A 192.0.2.1", 7],
  ["names of services", "_dns._udp SRV 0 0 53 ns\n_dns._tcp SRV 0 0 53 ns\n_http._tcp SRV 0 0 80 ns", 6],
])("nodes: %s", (_row, records, count) => {
  const files = { "/z.db": `${APEX}${records}\n` };
  const printed = statusOf(`${OPTIONS}\nzone "z.lan" { type primary; file "z.db"; };`, files, "z.lan.");
  expect(rows(printed, "nodes")).toEqual([`nodes: ${count}`]);
});

describe("a copy", () => {
  const CONF = `options { recursion no; notify no; min-refresh-time 1; min-retry-time 1; };
zone "z.lan" { type secondary; primaries { ${A}; }; file "/s.db"; };`;
  const copy = (): Clockwork => new Clockwork(CONF, { [A]: primaryWith(APEX) });
  const status = (clockwork: Clockwork, atMs: number): string =>
    clockwork.server.zoneCommand(
      { verb: "zonestatus", zone: nameOf("z.lan."), view: null, epochMs: EPOCH_MS },
      treeOf({}),
      instantFromMs(atMs),
    );

  it("when it came, when it is compared next and when it expires", () => {
    const clockwork = copy();
    clockwork.passUntil(1);
    expect(status(clockwork, 1000)).toBe(`name: z.lan
type: secondary
files: /s.db
serial: 10
nodes: 2
last loaded: Sat, 28 Nov 2026 00:49:26 GMT
next refresh: Sat, 28 Nov 2026 00:49:34 GMT
expires: Sat, 28 Nov 2026 00:49:56 GMT
secure: no
dynamic: no
reconfigurable via modzone: no`);
  });

  it("a refresh moves both, and not when it came", () => {
    const clockwork = copy();
    clockwork.passUntil(9);
    expect(rows(status(clockwork, 9000), "last loaded", "next refresh", "expires")).toEqual([
      "last loaded: Sat, 28 Nov 2026 00:49:26 GMT",
      "next refresh: Sat, 28 Nov 2026 00:49:42 GMT",
      "expires: Sat, 28 Nov 2026 00:50:04 GMT",
    ]);
  });

  it("one that never came, and one that has expired, are not loaded", () => {
    const clockwork = new Clockwork(CONF, {});
    clockwork.passUntil(1);
    expect(status(clockwork, 1000)).toBe("rndc: 'zonestatus' failed: zone not loaded");
  });
});

test.each([
  [0, "Thu, 01 Jan 1970 00:00:00 GMT"],
  [951_782_400_999, "Tue, 29 Feb 2000 00:00:00 GMT"],
  [1_795_826_969_000, "Sat, 28 Nov 2026 00:49:29 GMT"],
  [4_102_444_799_000, "Thu, 31 Dec 2099 23:59:59 GMT"],
])("%i is %s", (ms, text) => {
  expect(httpDate(ms)).toBe(text);
});
