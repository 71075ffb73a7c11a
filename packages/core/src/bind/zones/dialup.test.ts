import { describe, expect, it } from "vitest";
import { Clockwork, primaryWith } from "../fixtures/clockwork.fixture.ts";
import { silent } from "../fixtures/upstreams.fixture.ts";

/** `dialup`, as named 9.18.47 took it (conformance/README.md). */
const A = "192.0.2.1";
const T = "192.0.2.3";
const fileOf = (serial: number): string => `$TTL 60\n@ SOA ns h ${serial} 7 2 200 60\n@ NS ns\nns A 192.0.2.9\n`;
const OPTIONS = "recursion no; min-refresh-time 1; min-retry-time 1; heartbeat-interval 1; notify explicit;";
const confOf = (zone: string, options = ""): string => `options { ${OPTIONS} ${options} }; zone "z.lan" { ${zone} };`;
const copyOf = (mode: string): string =>
  confOf(`type secondary; file "/z.db"; primaries { ${A}; }; also-notify { ${T}; }; dialup ${mode};`);

/** In whole seconds when the primary was asked, and when others were told. */
function momentsOf(clockwork: Clockwork, what: string): readonly number[] {
  return clockwork
    .takeAsked()
    .filter((line) => line.includes(what))
    .map((line) => Math.floor(Number(line.split(" ")[0])));
}

const SOA_QUESTIONS = `${A} z.lan. SOA`;
const NOTICES = `${T} NOTIFY`;
const NORMAL = [0, 7, 14, 21, 28, 35, 42, 49, 56, 63, 70];

describe("a copy without a file", () => {
  it.each<readonly [mode: string, asked: readonly number[]]>([
    ["no", NORMAL],
    ["yes", [60]],
    ["notify", NORMAL],
    ["notify-passive", [60]],
    ["refresh", [60]],
    ["passive", []],
  ])("dialup %s: its primary is asked at %j", (mode, asked) => {
    const clockwork = new Clockwork(copyOf(mode), { [A]: primaryWith(fileOf(7)) });
    clockwork.passUntil(75);
    expect(momentsOf(clockwork, SOA_QUESTIONS)).toEqual(asked);
  });

  it("is copied when a NOTIFY comes, whose serial nobody looks at", () => {
    const clockwork = new Clockwork(copyOf("passive"), { [A]: primaryWith(fileOf(7)) });
    for (const second of [10, 20]) {
      clockwork.passUntil(second);
      clockwork.notify("z.lan.", 7, A);
    }
    clockwork.passUntil(55);
    expect(momentsOf(clockwork, SOA_QUESTIONS)).toEqual([10, 20]);
    const heard = clockwork.takeLines().filter((line) => line.includes("zone z.lan/IN: notify"));
    expect(heard.map((line) => line.replace(/^.*: /, ""))).toEqual(["no serial", "no serial"]);
  });

  it("`rndc refresh` is obeyed", () => {
    const clockwork = new Clockwork(copyOf("yes"), { [A]: primaryWith(fileOf(7)) });
    clockwork.passUntil(10);
    clockwork.command("refresh", "z.lan.");
    clockwork.passUntil(55);
    expect(momentsOf(clockwork, SOA_QUESTIONS)).toEqual([10]);
  });
});

describe("whom it tells", () => {
  it.each<readonly [mode: string, told: readonly number[], answers: number]>([
    ["no", [0], 1],
    ["yes", [0, 60, 120], 0],
    ["notify", [0, 60, 120], 0],
  ])("a primary, dialup %s: at %j, with %i records", (mode, told, answers) => {
    const records: number[] = [];
    const conf = confOf(`type primary; file "/z.db"; also-notify { ${T}; }; dialup ${mode};`);
    const files = { "/z.db": fileOf(7) };
    const heard = primaryWith(fileOf(7));
    const clockwork = new Clockwork(
      conf,
      {
        [T]: (query, ...more) => {
          records.push(query.answer.length);
          return heard(query, ...more);
        },
      },
      { files },
    );
    clockwork.passUntil(150);
    expect(momentsOf(clockwork, NOTICES)).toEqual(told);
    expect(new Set(records)).toEqual(new Set([answers]));
  });
});

describe("who says nothing", () => {
  it.each<readonly [mode: string, moments: readonly number[]]>([
    ["yes", [60, 90, 120]],
    ["refresh", [60, 90, 120]],
    ["notify-passive", [10, 15, 20]],
  ])("dialup %s: a question is repeated at %j", (mode, moments) => {
    const clockwork = new Clockwork(copyOf(mode), { [A]: silent });
    if (mode === "notify-passive") {
      clockwork.passUntil(10);
      clockwork.notify("z.lan.", null, A);
    }
    clockwork.passUntil(125);
    expect(momentsOf(clockwork, SOA_QUESTIONS).slice(0, 3)).toEqual(moments);
  });

  it.each<readonly [mode: string, moments: readonly number[]]>([
    ["no", [0, 5, 10]],
    ["yes", [0, 30]],
  ])("dialup %s: a NOTIFY is repeated at %j", (mode, moments) => {
    const conf = confOf(`type primary; file "/z.db"; also-notify { ${T}; }; dialup ${mode};`);
    const clockwork = new Clockwork(conf, { [T]: silent }, { files: { "/z.db": fileOf(7) } });
    clockwork.passUntil(59);
    expect(momentsOf(clockwork, NOTICES)).toEqual(moments);
  });
});

describe("another reading of the configuration", () => {
  it.each([
    ["the same", "heartbeat-interval 1;", [60, 120, 180]],
    ["longer", "heartbeat-interval 2;", [160]],
    ["none", "heartbeat-interval 0;", []],
  ])("with an interval that is %s", (_row, interval, moments) => {
    const clockwork = new Clockwork(copyOf("refresh"), { [A]: primaryWith(fileOf(7)) });
    clockwork.passUntil(40);
    clockwork.reload(copyOf("refresh").replace("heartbeat-interval 1;", interval), {}, "reconfig");
    clockwork.passUntil(190);
    expect(momentsOf(clockwork, SOA_QUESTIONS)).toEqual(moments);
  });
});
