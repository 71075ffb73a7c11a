import { describe, expect, it } from "vitest";
import { Clockwork, primaryWith } from "../fixtures/clockwork.fixture.ts";
import { closed } from "../fixtures/upstreams.fixture.ts";
import type { ZoneCommand } from "./zone-command.ts";

/** What rndc is told of one zone: bin/named/server.c, and three nameds (9.18.49) in `conformance/recordings-zones`. */
const A = "192.0.2.1";
const B = "192.0.2.2";
const fileOf = (serial: number, www = 1): string =>
  `$TTL 60\n@ SOA ns h ${serial} 1000 500 90000 60\n@ NS ns\nns A 192.0.2.1\nwww A 192.0.2.${www}\n`;
const COPY = `options { recursion no; notify no; };
zone "z.lan" { type secondary; primaries { ${A}; }; file "/s.db"; };`;
const copied = (serial: number): Clockwork => {
  const clockwork = new Clockwork(COPY, { [A]: primaryWith(fileOf(serial)) });
  clockwork.passUntil(10);
  clockwork.takeAsked();
  clockwork.takeLines();
  return clockwork;
};

describe("a copy", () => {
  it.each<
    readonly [verb: ZoneCommand["verb"], primary: number, printed: string, asked: readonly string[], serial: string]
  >([
    ["refresh", 8, "zone refresh queued", ["SOA", "IXFR"], "8"],
    ["reload", 8, "zone refresh queued", ["SOA", "IXFR"], "8"],
    ["refresh", 7, "zone refresh queued", ["SOA"], "7"],
    ["refresh", 6, "zone refresh queued", ["SOA"], "7"],
    ["retransfer", 8, "", ["SOA", "AXFR"], "8"],
    ["retransfer", 7, "", ["SOA", "AXFR"], "7"],
    ["retransfer", 6, "", ["SOA", "AXFR"], "6"],
    ["notify", 8, "zone notify queued", [], "7"],
  ])("%s, with %i at its primary", (verb, primary, printed, asked, serial) => {
    const clockwork = copied(7);
    clockwork.others.set(A, primaryWith(fileOf(primary)));
    expect(clockwork.command(verb, "z.lan.")).toBe(printed);
    clockwork.passUntil(10.2);
    expect(clockwork.takeAsked().map((line) => line.split(" ").at(-1))).toEqual(asked);
    expect(clockwork.serial("z.lan.")).toBe(serial);
  });

  it("retransfer fetches what has changed without another serial (T26), and is done with that", () => {
    const clockwork = copied(7);
    clockwork.others.set(A, primaryWith(fileOf(7, 9)));
    clockwork.command("retransfer", "z.lan.");
    clockwork.passUntil(20);
    expect(clockwork.takeLines().map((line) => line.slice(5))).toContain("zone z.lan/IN: transferred serial 7");
    clockwork.takeAsked();
    clockwork.command("refresh", "z.lan.");
    clockwork.passUntil(30);
    expect(clockwork.takeAsked()).toEqual([`20.0 ${A} z.lan. SOA`]);
  });

  it("retransfer holds on until a transfer comes about", () => {
    const clockwork = copied(7);
    clockwork.others.set(A, closed);
    clockwork.command("retransfer", "z.lan.");
    clockwork.passUntil(11);
    clockwork.others.set(A, primaryWith(fileOf(7, 9)));
    clockwork.passUntil(1000);
    expect(clockwork.takeLines().some((line) => line.endsWith("transferred serial 7"))).toBe(true);
  });

  it("what is asked for while a round goes on is that round", () => {
    const clockwork = new Clockwork(COPY, {});
    clockwork.passUntil(1);
    clockwork.takeAsked();
    clockwork.command("refresh", "z.lan.");
    clockwork.passUntil(4.9);
    expect(clockwork.takeAsked()).toEqual([]);
  });
});

describe("a primary", () => {
  const conf = (options = ""): string =>
    `options { recursion no; ${options} };\nzone "z.lan" { type primary; file "/z.db"; also-notify { ${B}; }; };\nzone "y.lan" { type primary; file "/y.db"; };`;
  const at = (serial: number, www = 1) => ({ "/z.db": fileOf(serial, www), "/y.db": fileOf(1) });
  const loaded = (options = ""): Clockwork => {
    const clockwork = new Clockwork(conf(options), { [B]: closed }, { files: at(7) });
    clockwork.passUntil(10);
    clockwork.takeLines();
    clockwork.takeAsked();
    return clockwork;
  };

  it.each<
    readonly [
      row: string,
      options: string,
      files: Readonly<Record<string, string>>,
      printed: string,
      serial: string,
      lines: readonly string[],
    ]
  >([
    ["raised", "", at(8), "zone reload queued", "8", ["loaded serial 8", "sending notifies (serial 8)"]],
    [
      "lowered",
      "",
      at(6),
      "zone reload queued",
      "6",
      ["zone serial (6/7) has gone backwards", "loaded serial 6", "sending notifies (serial 6)"],
    ],
    ["not touched", "", at(7), "zone reload up-to-date", "7", []],
    [
      "broken",
      "",
      { ...at(8), "/z.db": "@ SOA broken\n" },
      "zone reload queued",
      "7",
      ["loading from master file /z.db failed: unexpected end of input", "not loaded due to errors."],
    ],
    [
      "ixfr-from-differences, raised",
      "ixfr-from-differences yes;",
      at(8),
      "zone reload queued",
      "8",
      ["loaded serial 8", "sending notifies (serial 8)"],
    ],
    [
      "ixfr-from-differences, lowered (seen)",
      "ixfr-from-differences yes;",
      at(6),
      "zone reload queued",
      "7",
      ["ixfr-from-differences: new serial (6) out of range [8 - 2147483654]", "not loaded due to errors."],
    ],
    [
      "ixfr-from-differences, changed with the same serial (seen)",
      "ixfr-from-differences primary;",
      at(7, 9),
      "zone reload queued",
      "7",
      ["ixfr-from-differences: new serial (7) out of range [8 - 2147483654]", "not loaded due to errors."],
    ],
    [
      "ixfr-from-differences, other spaces",
      "ixfr-from-differences master;",
      { ...at(7), "/z.db": `${fileOf(7)}\n; the end\n` },
      "zone reload up-to-date",
      "7",
      ["ixfr-from-differences: unchanged"],
    ],
    [
      "ixfr-from-differences of copies alone",
      "ixfr-from-differences secondary;",
      at(6),
      "zone reload queued",
      "6",
      ["zone serial (6/7) has gone backwards", "loaded serial 6", "sending notifies (serial 6)"],
    ],
  ])("reload: %s", (_row, options, files, printed, serial, lines) => {
    const clockwork = loaded(options);
    expect(clockwork.command("reload", "z.lan.", files)).toBe(printed);
    clockwork.passUntil(11);
    expect(clockwork.serial("z.lan.")).toBe(serial);
    expect(clockwork.takeLines()).toEqual(lines.map((line) => `10.0 zone z.lan/IN: ${line}`));
  });

  it("notify tells everybody again, after notify-delay", () => {
    const clockwork = loaded();
    clockwork.command("notify", "z.lan.");
    clockwork.command("notify", "z.lan.");
    clockwork.passUntil(20);
    expect(clockwork.takeAsked()).toEqual([`10.0 ${B} NOTIFY no-edns z.lan. SOA`]);
  });

  it("reconfig: zones that are there are not read again, new ones are", () => {
    const clockwork = loaded();
    clockwork.reload(
      `${conf()}\nzone "x.lan" { type primary; file "/x.db"; };`,
      { ...at(8), "/x.db": fileOf(5) },
      "reconfig",
    );
    expect(["z.lan.", "x.lan."].map((zone) => clockwork.serial(zone))).toEqual(["7", "5"]);
    clockwork.reload(conf(), at(8));
    expect(["z.lan.", "x.lan."].map((zone) => clockwork.serial(zone))).toEqual(["8", "REFUSED"]);
  });
});

describe("what named says no to", () => {
  const conf = `options { recursion no; };
view "one" { zone "z.lan" { type primary; file "/z.db"; }; zone "s.lan" { type forward; }; };
view "two" { zone "z.lan" { type primary; file "/z.db"; }; };`;
  const clockwork = new Clockwork(conf, {}, { files: { "/z.db": fileOf(7) } });
  it.each<readonly [verb: ZoneCommand["verb"], zone: string, printed: string]>([
    ["reload", "q.lan.", "rndc: 'reload' failed: not found\nno matching zone 'q.lan' in any view"],
    ["refresh", "z.lan.", "rndc: 'refresh' failed: multiple\nzone 'z.lan' was found in multiple views"],
    ["refresh", "s.lan.", "rndc: 'refresh' failed: failure\nnot a secondary, mirror, or stub zone"],
    ["retransfer", "s.lan.", "rndc: 'retransfer' failed: failure\nretransfer: inappropriate zone type: forward"],
  ])("%s %s", (verb, zone, printed) => {
    expect(clockwork.command(verb, zone)).toBe(printed);
  });
});
