import { describe, expect, it } from "vitest";
import { nameOf } from "../../dns/index.ts";
import { Clockwork, treeOf } from "../fixtures/clockwork.fixture.ts";

/** `rndc sync` and `rndc sync -clean`, as named 9.18.47 obeyed them. */
const fileOf = (serial: number): Readonly<Record<string, string>> => ({
  "/z.db": `$TTL 60\n@ SOA ns h ${serial} 1 1 1 1\n@ NS ns\nns A 10.53.0.9\nx A 192.0.2.${serial}\n`,
});
const ZONES = `zone "z.lan" { type primary; file "/z.db"; ixfr-from-differences yes; };
zone "a.lan" { type primary; file "/z.db"; ixfr-from-differences yes; };
zone "fwd.lan" { type forward; forwarders { 10.53.0.2; }; };
zone "ss.lan" { type static-stub; server-addresses { 10.53.0.2; }; };`;
const CONF = `options { directory "/"; recursion no; notify no; };\n${ZONES}`;

/** Its file was edited once, so that both zones have a journal. */
function edited(conf = CONF): Clockwork {
  const clockwork = new Clockwork(conf, {}, { files: fileOf(10) });
  clockwork.reload(conf, fileOf(11));
  clockwork.takeLines();
  return clockwork;
}

function sync(clockwork: Clockwork, zone: string, journal?: "removed"): string {
  const command = {
    verb: "sync",
    zone: nameOf(zone),
    view: null,
    ...(journal === undefined ? {} : { journal }),
  } as const;
  return clockwork.server.zoneCommand(command, treeOf(fileOf(11)), clockwork.now);
}

const journals = (clockwork: Clockwork): number => clockwork.server.journals().length;

describe("of one zone", () => {
  it("without -clean its journal stays", () => {
    const clockwork = edited();
    expect(sync(clockwork, "z.lan.")).toBe("");
    expect(clockwork.takeLines()).toEqual(["0.0 sync: dumping zone 'z.lan/IN': success"]);
    expect(journals(clockwork)).toBe(2);
  });

  it("with -clean it goes, and grows anew from then on", () => {
    const clockwork = edited();
    expect(sync(clockwork, "z.lan.", "removed")).toBe("");
    expect(clockwork.takeLines()).toEqual(["0.0 sync: dumping zone 'z.lan/IN', removing journal file: success"]);
    expect(journals(clockwork)).toBe(1);
    clockwork.reload(CONF, fileOf(12));
    expect(clockwork.server.journals().map(({ journal }) => journal.map(({ from, to }) => [from, to]))).toEqual([
      [
        [10, 11],
        [11, 12],
      ],
      [[11, 12]],
    ]);
  });

  it("the view is named, where it has a name", () => {
    const clockwork = edited(`options { directory "/"; notify no; };\nview "in" { recursion no; ${ZONES} };`);
    sync(clockwork, "z.lan.", "removed");
    expect(clockwork.takeLines()).toEqual(["0.0 sync: dumping zone 'z.lan/IN' in, removing journal file: success"]);
  });

  it.each([
    ["ss.lan.", "", 1],
    ["fwd.lan.", "rndc: 'sync' failed: not found\nno matching zone 'fwd.lan' in any view", 0],
    ["nope.lan.", "rndc: 'sync' failed: not found\nno matching zone 'nope.lan' in any view", 0],
  ])("%s", (zone, printed, lines) => {
    const clockwork = edited();
    expect(sync(clockwork, zone, "removed")).toBe(printed);
    expect(clockwork.takeLines()).toHaveLength(lines);
    expect(journals(clockwork)).toBe(2);
  });
});

describe("of all zones", () => {
  it.each([
    ["sync", "dumping all zones: success", 2],
    ["sync -clean", "dumping all zones, removing journal files: success", 0],
  ] as const)("%s", (verb, line, left) => {
    const clockwork = edited();
    expect(clockwork.server.commandOfAllZones(verb, treeOf({}))).toBe("");
    expect(clockwork.takeLines()).toEqual([`0.0 ${line}`]);
    expect(journals(clockwork)).toBe(left);
  });
});
