import { describe, expect, it } from "vitest";
import { Clockwork } from "../fixtures/clockwork.fixture.ts";

/** What a primary's journal does when its server starts again: as named 9.18.49 did with `ixfr-from-differences`. */
const fileOf = (serial: number, www = serial): string =>
  `$TTL 60\n@ SOA ns h ${serial} 1000 500 90000 60\n@ NS ns\nns A 192.0.2.1\nwww A 192.0.2.${www}\n`;
const CONF = `options { recursion no; notify no; ixfr-from-differences yes; max-ixfr-ratio 0; };
zone "z.lan" { type primary; file "/z.db"; };`;

/** Its journal goes from 10 over 11 to 12, and then it starts with another file. */
function restarted(file: string): Clockwork {
  const first = new Clockwork(CONF, {}, { files: { "/z.db": fileOf(10) } });
  for (const serial of [11, 12]) first.command("reload", "z.lan.", { "/z.db": fileOf(serial) });
  const journals = first.server.journals();
  expect(journals.map(({ path, journal }) => [path, journal.map(({ from, to }) => [from, to])])).toEqual([
    [
      "/z.db",
      [
        [10, 11],
        [11, 12],
      ],
    ],
  ]);
  return new Clockwork(CONF, {}, { files: { "/z.db": file }, beginning: { since: "started", copies: [], journals } });
}

const OUT_OF_STEP = [
  "0.0 zone z.lan/IN: journal rollforward failed: journal out of sync with zone",
  "0.0 zone z.lan/IN: not loaded due to errors.",
];

describe("a start with a journal", () => {
  it.each<readonly [what: string, file: string, serial: string, lines: readonly string[]]>([
    ["the file is as it was", fileOf(12), "12", ["0.0 zone z.lan/IN: loaded serial 12"]],
    ["other data under the same serial: nobody sees it", fileOf(12, 99), "12", ["0.0 zone z.lan/IN: loaded serial 12"]],
    ["the file is older: it goes on", fileOf(11), "12", ["0.0 zone z.lan/IN: loaded serial 12"]],
    ["the file was edited meanwhile", fileOf(13), "SERVFAIL", OUT_OF_STEP],
    ["the file is older than the journal", fileOf(9), "SERVFAIL", OUT_OF_STEP],
  ])("%s", (_, file, serial, lines) => {
    const clockwork = restarted(file);
    expect(clockwork.serial("z.lan.")).toBe(serial);
    expect(clockwork.takeLines()).toEqual(lines);
  });

  it("out of step it stays, whatever is said, until its file fits", () => {
    const clockwork = restarted(fileOf(13));
    clockwork.takeLines();
    const again = (serial: number): string => clockwork.command("reload", "z.lan.", { "/z.db": fileOf(serial) });
    expect(again(14)).toBe("rndc: 'reload' failed: out of range");
    expect(clockwork.takeLines()).toEqual(OUT_OF_STEP);
    expect(again(12)).toBe("zone reload queued");
    expect(clockwork.serial("z.lan.")).toBe("12");
  });

  it("the journal goes on with what comes then", () => {
    const clockwork = restarted(fileOf(12));
    clockwork.command("reload", "z.lan.", { "/z.db": fileOf(13) });
    expect(clockwork.server.journals()[0]?.journal.map(({ to }) => to)).toEqual([11, 12, 13]);
  });

  it("an older file is replaced by what the journal makes of it", () => {
    const clockwork = restarted(fileOf(11));
    expect(clockwork.server.journals()[0]?.journal.map(({ to }) => to)).toEqual([11, 12]);
  });
});

describe("a zone that comes back into named.conf finds its journal (course grow-4)", () => {
  const WITHOUT = "options { recursion no; notify no; };";
  const gone = (): Clockwork => {
    const clockwork = new Clockwork(CONF, {}, { files: { "/z.db": fileOf(10) } });
    for (const serial of [11, 12]) clockwork.command("reload", "z.lan.", { "/z.db": fileOf(serial) });
    clockwork.reload(WITHOUT, {}, "reconfig");
    clockwork.takeLines();
    return clockwork;
  };
  const rows: readonly (readonly [what: string, file: string, serial: string])[] = [
    ["as it was", fileOf(12), "12"],
    ["older", fileOf(11), "12"],
    ["edited meanwhile", fileOf(13), "SERVFAIL"],
  ];

  it.each(rows)("its file is %s", (_, file, serial) => {
    const clockwork = gone();
    clockwork.reload(CONF, { "/z.db": file }, "reconfig");
    expect(clockwork.serial("z.lan.")).toBe(serial);
    const isOutOfStep = clockwork.takeLines().some((line) => line.endsWith("journal out of sync with zone"));
    expect(isOutOfStep).toBe(serial === "SERVFAIL");
    expect(clockwork.server.journals()).toHaveLength(1);
  });

  it.each(rows)("after a restart too: its file is %s", (_, file, serial) => {
    const journals = gone().server.journals();
    const clockwork = new Clockwork(WITHOUT, {}, { beginning: { since: "started", copies: [], journals } });
    clockwork.reload(CONF, { "/z.db": file });
    expect(clockwork.serial("z.lan.")).toBe(serial);
  });

  it("not in another file", () => {
    const clockwork = gone();
    clockwork.reload(CONF.replace("/z.db", "/y.db"), { "/y.db": fileOf(13) });
    expect(clockwork.serial("z.lan.")).toBe("13");
  });
});
