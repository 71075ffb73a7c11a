import { describe, expect, it } from "vitest";
import { Clockwork } from "../fixtures/clockwork.fixture.ts";
import { startBind } from "../fixtures/start.fixture.ts";
import { closed } from "../fixtures/upstreams.fixture.ts";
import { inDrawnOrder } from "./due-zones.ts";

/** In which order a server of several zones tells others: lib/dns/zone.c, and courses of three nameds (`many-*` in `conformance/recordings-zones`). */
const A = "192.0.2.1";
const B = "192.0.2.2";
/** Not in the order of their names. */
const ZONES = ["m.lan", "a.test", "b.lan"];
const fileOf = (serial: number, hosts = "@ NS ns\nns A 192.0.2.7\n"): string =>
  `$TTL 60\n@ SOA ns h ${serial} 1000 500 90000 60\n${hosts}`;
const confOf = (options: string, more = `notify explicit; also-notify { ${A}; };`): string =>
  `options { recursion no; ${options} ${more} };\n${ZONES.map((zone) => `zone "${zone}" { type primary; file "/${zone}"; };\n`).join("")}`;
const filesOf = (serial: number, hosts?: string) =>
  Object.fromEntries(ZONES.map((zone) => [`/${zone}`, fileOf(serial, hosts)]));
const told = (clockwork: Clockwork): readonly string[] =>
  clockwork.takeAsked().map((line) => line.replace(/ (no-edns )?SOA$/, "").replace(/NOTIFY (no-edns )?/, ""));

describe("when it starts", () => {
  it("the first zone by name is told of at once, of the others the last first", () => {
    const clockwork = new Clockwork(confOf("startup-notify-rate 2;"), { [A]: closed }, { files: filesOf(7) });
    clockwork.passUntil(3);
    expect(told(clockwork)).toEqual([`0.0 ${A} b.lan.`, `0.5 ${A} a.test.`, `1.0 ${A} m.lan.`]);
  });

  it("and so are the servers of each zone", () => {
    const more = `notify explicit; also-notify { ${A}; ${B}; };`;
    const others = { [A]: closed, [B]: closed };
    const clockwork = new Clockwork(confOf("startup-notify-rate 2;", more), others, { files: filesOf(7) });
    clockwork.passUntil(3);
    expect(told(clockwork)).toEqual([
      `0.0 ${A} b.lan.`,
      `0.5 ${B} a.test.`,
      `1.0 ${A} a.test.`,
      `1.5 ${B} m.lan.`,
      `2.0 ${A} m.lan.`,
      `2.5 ${B} b.lan.`,
    ]);
  });

  it("changes are told of in the order of the zones", () => {
    const conf = confOf("notify-rate 2;");
    const clockwork = new Clockwork(conf, { [A]: closed }, { files: filesOf(7) });
    clockwork.passUntil(10);
    clockwork.takeAsked();
    clockwork.reload(conf, filesOf(8));
    clockwork.passUntil(13);
    expect(told(clockwork)).toEqual([`10.0 ${A} b.lan.`, `10.5 ${A} m.lan.`, `11.0 ${A} a.test.`]);
  });
});

describe("a zone that was not there before", () => {
  const empty = "options { recursion no; };";

  it.each(["reload", "reconfig"] as const)("is told of as at the start, after rndc %s", (how) => {
    const clockwork = new Clockwork(empty, { [A]: closed });
    clockwork.passUntil(10);
    clockwork.reload(confOf("startup-notify-rate 2; notify-rate 1;"), filesOf(7), how);
    clockwork.passUntil(13);
    expect(told(clockwork)).toEqual([`10.0 ${A} b.lan.`, `10.5 ${A} a.test.`, `11.0 ${A} m.lan.`]);
  });

  it("and so is one that did not load until now", () => {
    const broken = { ...filesOf(7), "/a.test": "@ SOA broken\n", "/m.lan": "@ SOA broken\n" };
    const clockwork = new Clockwork(confOf("startup-notify-rate 2;"), { [A]: closed }, { files: broken });
    clockwork.passUntil(10);
    clockwork.takeAsked();
    clockwork.command("reload", "m.lan.", filesOf(7));
    clockwork.command("reload", "a.test.", filesOf(7));
    clockwork.reload(confOf("startup-notify-rate 2;"), { ...filesOf(7), "/b.lan": fileOf(8) });
    clockwork.passUntil(13);
    expect(told(clockwork).toSorted()).toEqual([`10.0 ${A} b.lan.`, `10.0 ${A} m.lan.`, `10.5 ${A} a.test.`]);
  });
});

describe("a zone that changes while it waits to be told of", () => {
  const changed = (more?: string, hosts?: string): Clockwork => {
    const clockwork = new Clockwork(
      confOf("startup-notify-rate 1; notify-delay 0;", more),
      { [A]: closed },
      { files: filesOf(7, hosts) },
    );
    clockwork.passUntil(0.5);
    told(clockwork);
    clockwork.takeLines();
    const files = { "/m.lan": fileOf(8, hosts), "/a.test": fileOf(7, hosts), "/b.lan": fileOf(7, hosts) };
    clockwork.command("reload", "m.lan.", files);
    clockwork.passUntil(4);
    return clockwork;
  };

  it("goes at once to those of `also-notify`, and whoever waits behind it moves up (notify_isqueued)", () => {
    const clockwork = changed();
    expect(told(clockwork)).toEqual([`0.5 ${A} m.lan.`, `1.0 ${A} a.test.`]);
    expect(clockwork.takeLines().filter((line) => line.includes("sending notifies"))).toEqual([]);
  });

  it("waits on where the zone names its servers", () => {
    const clockwork = changed("notify yes;", `@ NS ns\n@ NS other\nns A 192.0.2.7\nother A ${A}\n`);
    expect(told(clockwork)).toEqual([`1.0 ${A} a.test.`, `2.0 ${A} m.lan.`]);
    expect(clockwork.takeLines().filter((line) => line.includes("sending notifies"))).toEqual([
      "0.5 zone m.lan/IN: sending notifies (serial 8)",
    ]);
  });
});

describe("zones whose timers run out together", () => {
  const none = (what: string) => ({ what, exchanges: [] });

  it("are asked about as long as there is more than one", () => {
    const asked: (readonly string[])[] = [];
    inDrawnOrder([none("SOA a"), none("SOA b"), none("SOA c")], (between) => {
      asked.push(between);
      return 1;
    });
    expect(asked).toEqual([
      ["SOA a", "SOA b", "SOA c"],
      ["SOA a", "SOA c"],
    ]);
  });

  it("come in the order that is drawn, by server and zone", () => {
    const lots = (_among: number, between: readonly string[] = []): number =>
      Math.max(0, between.indexOf("dns1 NOTIFY a.test/IN"));
    const conf = confOf("notify-rate 2; startup-notify-rate 2;");
    const { server } = startBind(conf, { files: filesOf(7), surroundings: { lots: () => lots } });
    const clockwork = new Clockwork(conf, { [A]: closed }, { server });
    clockwork.passUntil(0.1);
    expect(told(clockwork)).toEqual([`0.0 ${A} a.test.`]);
  });
});
