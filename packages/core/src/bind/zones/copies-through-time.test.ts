import { describe, expect, it } from "vitest";
import { nameOf } from "../../dns/index.ts";
import { zoneFromRecords } from "../../zone/index.ts";
import { Clockwork, primaryWith } from "../fixtures/clockwork.fixture.ts";
import { REQUEST_EXPIRE } from "../fixtures/request-expire.fixture.ts";
import { startBind } from "../fixtures/start.fixture.ts";
import { recordsOfText } from "../fixtures/texts.fixture.ts";
import { closed, type Script, says, silent } from "../fixtures/upstreams.fixture.ts";
import { bindOf } from "../server.ts";
import { soaQuery } from "./soa-answer.ts";

/** Copies of zones through time, against scripted primaries: bind-measured section 7, and two nameds with short SOA numbers. */
const A = "192.0.2.1";
const B = "192.0.2.2";
const fileOf = (serial: number, soa = "8 4 20 60"): string =>
  `$TTL 60\n@ SOA ns h ${serial} ${soa}\n@ NS ns\nns A 192.0.2.1\n`;
const confOf = (more = "", primaries = `${A};`, options = "min-refresh-time 1; min-retry-time 1;"): string =>
  `options { recursion no; notify no; ${options} };
zone "z.lan" { type secondary; primaries { ${primaries} }; file "/s.db"; ${more} };`;
const copied = (serial: number, soa = "8 4 20 60", more = ""): Clockwork => {
  const clockwork = new Clockwork(confOf(more), { [A]: primaryWith(fileOf(serial, soa)) });
  clockwork.passUntil(0.1);
  return clockwork;
};

describe("before the first transfer", () => {
  it("SOA over UDP with EXPIRE, AXFR over TCP without EDNS, served at once (row: first start, no file)", () => {
    const clockwork = new Clockwork(confOf(), { [A]: primaryWith(fileOf(7)) });
    expect(clockwork.serial("z.lan.")).toBe("SERVFAIL");
    clockwork.passUntil(0.1);
    expect(clockwork.takeAsked()).toEqual([`0.0 ${A} z.lan. SOA`, `0.0 tcp ${A} no-edns z.lan. AXFR`]);
    expect(clockwork.serial("z.lan.")).toBe("7");
    expect(clockwork.takeLines()).toEqual([
      "0.0 zone z.lan/IN: Transfer started.",
      `0.0 transfer of 'z.lan/IN' from ${A}#53: connected using ${A}#53`,
      "0.0 zone z.lan/IN: transferred serial 7",
      `0.0 transfer of 'z.lan/IN' from ${A}#53: Transfer status: success`,
      expect.stringMatching(/Transfer completed: 1 messages, 4 records, \d+ bytes, 0\.001 secs .* \(serial 7\)$/),
    ]);
  });

  it("P silent: SOA at 0, 5, 10 with EDNS, 15, 20, 25 without, AXFR at 30 for 30 s, half a second later again", () => {
    const clockwork = new Clockwork(confOf(), { [A]: silent });
    clockwork.passUntil(61);
    expect(clockwork.takeAsked()).toEqual([
      ...[0, 5, 10].map((at) => `${at}.0 ${A} z.lan. SOA`),
      ...[15, 20, 25].map((at) => `${at}.0 ${A} no-edns z.lan. SOA`),
      `30.0 tcp ${A} no-edns z.lan. AXFR`,
      `60.5 ${A} z.lan. SOA`,
    ]);
    expect(clockwork.takeLines()).toEqual([
      `30.0 zone z.lan/IN: refresh: retry limit for primary ${A}#53 exceeded (source 0.0.0.0#0)`,
      "30.0 zone z.lan/IN: Transfer started.",
      `60.0 transfer of 'z.lan/IN' from ${A}#53: failed to connect: timed out`,
      `60.0 transfer of 'z.lan/IN' from ${A}#53: Transfer status: timed out`,
      `60.0 transfer of 'z.lan/IN' from ${A}#53: Transfer completed: 0 messages, 0 records, 0 bytes, 30.000 secs (0 bytes/sec) (serial 0)`,
    ]);
  });

  it("after two connections that did not come about nobody connects for ten minutes (dns_zonemgr_unreachable)", () => {
    const clockwork = new Clockwork(confOf(), { [A]: silent });
    clockwork.passUntil(121);
    clockwork.takeAsked();
    clockwork.others.set(A, primaryWith(fileOf(7)));
    clockwork.passUntil(700);
    expect(clockwork.serial("z.lan.")).toBe("SERVFAIL");
    expect(clockwork.takeLines().at(-1)).toContain(
      `refresh: skipping zone transfer as primary ${A}#53 (source 0.0.0.0#0) is unreachable (cached)`,
    );
    clockwork.passUntil(6000);
    expect(clockwork.serial("z.lan.")).toBe("7");
  });

  it("AXFR REFUSED, one primary: SERVFAIL stays, not tried again within 14 s", () => {
    const refusing = primaryWith(fileOf(7), "allow-transfer { none; };");
    const clockwork = new Clockwork(confOf(), { [A]: refusing });
    clockwork.passUntil(14);
    expect(clockwork.serial("z.lan.")).toBe("SERVFAIL");
    expect(clockwork.takeAsked()).toHaveLength(2);
    expect(clockwork.takeLines()).toContain(
      `0.0 transfer of 'z.lan/IN' from ${A}#53: failed while receiving responses: REFUSED`,
    );
  });

  it("without a SOA the retry time doubles, from one minute to six hours", () => {
    const clockwork = new Clockwork(confOf(), { [A]: closed });
    clockwork.passUntil(24 * 3600);
    const times = clockwork.takeAsked().map((line) => Number(line.split(" ")[0]));
    expect(times).toEqual([0, 60, 180, 420, 900, 1860, 3780, 7620, 15_300, 30_660, 52_260, 73_860]);
  });
});

describe("which primary", () => {
  const both = confOf("", `${A}; ${B};`);
  it.each<readonly [row: string, first: Script, asked: readonly string[]]>([
    [
      "first REFUSED: SOA, AXFR refused, second after 0.5 s",
      says({ rcode: "REFUSED" }),
      [
        `0.0 ${A} z.lan. SOA`,
        `0.0 tcp ${A} no-edns z.lan. AXFR`,
        `0.5 ${B} z.lan. SOA`,
        `0.5 tcp ${B} no-edns z.lan. AXFR`,
      ],
    ],
    [
      "first closed: at once to the next",
      closed,
      [`0.0 ${A} z.lan. SOA`, `0.5 ${B} z.lan. SOA`, `0.5 tcp ${B} no-edns z.lan. AXFR`],
    ],
    [
      "first without AA: not used",
      says({ aa: false, answer: "z.lan. 60 SOA ns.z.lan. h.z.lan. 9 8 4 20 60" }),
      [`0.0 ${A} z.lan. SOA`, `0.5 ${B} z.lan. SOA`, `0.5 tcp ${B} no-edns z.lan. AXFR`],
    ],
    [
      "first SERVFAIL: once more without EDNS",
      says({ rcode: "SERVFAIL" }),
      [`0.0 ${A} z.lan. SOA`, `0.5 ${A} no-edns z.lan. SOA`, `0.5 ${B} z.lan. SOA`, `0.5 tcp ${B} no-edns z.lan. AXFR`],
    ],
  ])("%s", (_row, first, asked) => {
    const clockwork = new Clockwork(both, { [A]: first, [B]: primaryWith(fileOf(7)) });
    clockwork.passUntil(10);
    expect(clockwork.takeAsked().slice(0, asked.length)).toEqual(asked);
    expect(clockwork.serial("z.lan.")).toBe("7");
  });

  it("first silent: the second only after that whole round (more than 36 s)", () => {
    const clockwork = new Clockwork(both, { [A]: silent, [B]: primaryWith(fileOf(7)) });
    clockwork.passUntil(36);
    expect(clockwork.serial("z.lan.")).toBe("SERVFAIL");
    clockwork.passUntil(61);
    expect(clockwork.serial("z.lan.")).toBe("7");
  });
});

describe("refresh and retry", () => {
  it.each<readonly [row: string, soa: string, options: string, next: number]>([
    ["3 s exactly with min-refresh-time 1", "3 2 9 60", "min-refresh-time 1; min-retry-time 1;", 3],
    ["small SOA numbers are raised: 300", "3 2 9 60", "", 300],
    ["max-refresh-time", "9000 2 99999 60", "max-refresh-time 600;", 600],
  ])("%s", (_row, soa, options, next) => {
    const clockwork = new Clockwork(confOf("", `${A};`, options), { [A]: primaryWith(fileOf(7, soa)) });
    clockwork.passUntil(0.1);
    clockwork.takeAsked();
    clockwork.passUntil(next + 0.1);
    expect(clockwork.takeAsked()).toEqual([`${next}.0 ${A} z.lan. SOA`]);
  });

  it("a quarter earlier at most: 0.75 to 1 of refresh (row: 0.84 to 0.99, 7 samples)", () => {
    const next = (draw: (among: number) => number): number => {
      const primary = primaryWith(fileOf(7, "1000 500 90000 60"));
      const clockwork = new Clockwork(confOf(), { [A]: primary }, { draw });
      clockwork.passUntil(0.1);
      clockwork.takeAsked();
      clockwork.passUntil(1001);
      return Number(clockwork.takeAsked()[0]?.split(" ")[0]);
    };
    expect([next(() => 0), next((among) => among - 1)]).toEqual([1000, 751]);
  });

  it("primary gone: every retry time, until it expires (measured: refused at +0, +2, +4, expired at 9 s after the last answer)", () => {
    const clockwork = copied(7, "3 2 9 60");
    clockwork.passUntil(10);
    clockwork.takeLines();
    clockwork.others.set(A, closed);
    clockwork.passUntil(30);
    const failure = `zone z.lan/IN: refresh: failure trying primary ${A}#53 (source 0.0.0.0#0): connection refused`;
    expect(clockwork.takeLines()).toEqual([
      `12.0 ${failure}`,
      `14.0 ${failure}`,
      `16.0 ${failure}`,
      "18.0 zone z.lan/IN: expired",
      `18.0 ${failure}`,
    ]);
    expect(clockwork.serial("z.lan.")).toBe("SERVFAIL");
    clockwork.others.set(A, primaryWith(fileOf(7, "3 2 9 60")));
    clockwork.passUntil(77.9);
    expect(clockwork.serial("z.lan.")).toBe("SERVFAIL");
    clockwork.passUntil(78.1);
    expect(clockwork.serial("z.lan.")).toBe("7");
  });

  it("EXPIRE of the answer shortens the life of a copy of a copy (RFC 7314)", () => {
    const clockwork = copied(7, "8 4 100 60");
    const left = new Uint8Array([0, 0, 0, 9]);
    clockwork.others.set(A, (query) => {
      const reaction = primaryWith(fileOf(7))(query, "udp", clockwork.now);
      if (reaction.kind !== "reply" || reaction.response.edns === null) return reaction;
      const edns = { ...reaction.response.edns, options: [{ code: 9, data: left }] };
      return { kind: "reply", response: { ...reaction.response, edns } };
    });
    // The time that it has already is not taken away.
    clockwork.passUntil(9);
    clockwork.others.set(A, closed);
    clockwork.passUntil(99);
    expect(clockwork.serial("z.lan.")).toBe("7");
    clockwork.passUntil(101);
    expect(clockwork.serial("z.lan.")).toBe("SERVFAIL");
  });

  it("tells whoever copies it on how long it still lives, in whole seconds", () => {
    const clockwork = copied(7);
    const left = (): number | undefined => {
      const outcome = clockwork.receive(soaQuery(nameOf("z.lan."), "edns", true));
      const [message] = outcome.kind === "reply" ? [...outcome.messages] : [];
      return message?.edns?.options.find(({ code }) => code === 9)?.data.at(-1);
    };
    clockwork.passUntil(5.5);
    expect(left()).toBe(15);
    clockwork.passUntil(8.1);
    expect(left()).toBe(20);
  });

  it("a lower serial: kept until it expires, since nothing says that it is right (measured), then the lower one", () => {
    const clockwork = copied(4, "3 2 9 60");
    clockwork.takeLines();
    clockwork.others.set(A, primaryWith(fileOf(3, "3 2 9 60")));
    clockwork.passUntil(8.9);
    expect(clockwork.serial("z.lan.")).toBe("4");
    expect(clockwork.takeLines()).toEqual(
      ["3.0", "5.0", "7.0"].map(
        (at) => `${at} zone z.lan/IN: serial number (3) received from primary ${A}#53 < ours (4)`,
      ),
    );
    clockwork.passUntil(9.1);
    expect(clockwork.takeLines()[0]).toBe("9.0 zone z.lan/IN: expired");
    expect(clockwork.serial("z.lan.")).toBe("3");
  });
});

describe("NOTIFY", () => {
  it.each<
    readonly [
      row: string,
      more: string,
      serial: number | null,
      from: string,
      rcode: string,
      line: string,
      asks: boolean,
    ]
  >([
    ["serial higher", "", 8, A, "NOERROR", `notify from ${A}#41000: serial 8`, true],
    ["none given", "", null, A, "NOERROR", `notify from ${A}#41000: no serial`, true],
    ["the same", "", 7, A, "NOERROR", `notify from ${A}#41000: zone is up to date`, false],
    ["lower", "", 6, A, "NOERROR", `notify from ${A}#41000: zone is up to date`, false],
    ["2^31 away", "", 7 + 2 ** 31, A, "NOERROR", `notify from ${A}#41000: zone is up to date`, false],
    ["not in primaries", "", 8, B, "REFUSED", `refused notify from non-primary: ${B}#41000`, false],
    ["in allow-notify", `allow-notify { ${B}; };`, 8, B, "NOERROR", `notify from ${B}#41000: serial 8`, true],
  ])("%s", (_row, more, serial, from, rcode, line, asks) => {
    const clockwork = copied(7, "8 4 20 60", more);
    clockwork.passUntil(1);
    clockwork.takeLines();
    clockwork.takeAsked();
    clockwork.others.set(A, primaryWith(fileOf(8)));
    expect(clockwork.notify("z.lan.", serial, from)).toBe(rcode);
    clockwork.passUntil(1.1);
    expect(clockwork.takeLines().slice(0, 2)).toEqual([
      `1.0 client @0x0 ${from}#41000: received notify for zone 'z.lan'`,
      `1.0 zone z.lan/IN: ${line}`,
    ]);
    expect(clockwork.takeAsked()).toEqual(asks ? [`1.0 ${A} z.lan. SOA`, `1.0 tcp ${A} no-edns z.lan. IXFR`] : []);
    expect(clockwork.serial("z.lan.")).toBe(asks ? "8" : "7");
  });

  it("of a zone that is not there", () => {
    const clockwork = copied(7);
    clockwork.takeLines();
    expect(clockwork.notify("y.lan.", 8, B)).toBe("NOTAUTH");
    expect(clockwork.takeLines()).toEqual([
      `0.1 client @0x0 ${B}#41000: received notify for zone 'y.lan': not authoritative`,
    ]);
  });

  it("while a refresh runs: queued, and looked at when the round is over", () => {
    const clockwork = copied(7);
    clockwork.others.set(A, silent);
    clockwork.passUntil(9);
    expect(clockwork.notify("z.lan.", 8, A)).toBe("NOERROR");
    expect(clockwork.takeLines().at(-1)).toBe(
      `9.0 zone z.lan/IN: notify from ${A}#41000: serial 8: refresh in progress, refresh check queued`,
    );
    clockwork.others.set(A, primaryWith(fileOf(8)));
    clockwork.passUntil(14);
    expect(clockwork.serial("z.lan.")).toBe("8");
  });

  it("before there is a copy its serial is nothing to compare with", () => {
    const clockwork = new Clockwork(confOf(), { [A]: closed });
    clockwork.passUntil(1);
    clockwork.takeLines();
    clockwork.notify("z.lan.", 3, A);
    expect(clockwork.takeLines().at(-1)).toBe(`1.0 zone z.lan/IN: notify from ${A}#41000: no serial`);
  });
});

describe("IXFR", () => {
  it("refused: SOA over TCP, then AXFR over a new connection (row: IXFR answered NOTIMP, FORMERR, REFUSED)", () => {
    const clockwork = copied(7);
    const whole = primaryWith(fileOf(8));
    clockwork.others.set(A, (query, transport, now) =>
      query.questions[0]?.type === "IXFR"
        ? says({ rcode: "NOTIMP" })(query, transport, now)
        : whole(query, transport, now),
    );
    clockwork.takeAsked();
    clockwork.passUntil(8.1);
    expect(clockwork.takeAsked()).toEqual([
      `8.0 ${A} z.lan. SOA`,
      `8.0 tcp ${A} no-edns z.lan. IXFR`,
      `8.0 tcp ${A} no-edns z.lan. SOA`,
      `8.0 tcp ${A} no-edns z.lan. AXFR`,
    ]);
    expect(clockwork.serial("z.lan.")).toBe("8");
  });

  it("request-ixfr no: AXFR", () => {
    const clockwork = copied(7, "8 4 20 60", "request-ixfr no;");
    clockwork.takeAsked();
    clockwork.others.set(A, primaryWith(fileOf(8)));
    clockwork.passUntil(8.1);
    expect(clockwork.takeAsked()[1]).toBe(`8.0 tcp ${A} no-edns z.lan. AXFR`);
  });

  it("server { request-ixfr no; } is for this primary alone", () => {
    const asked = (server: string): string | undefined => {
      const clockwork = new Clockwork(`server ${server} { request-ixfr no; };\n${confOf()}`, {
        [A]: primaryWith(fileOf(7)),
      });
      clockwork.passUntil(0.1);
      clockwork.others.set(A, primaryWith(fileOf(8)));
      clockwork.takeAsked();
      clockwork.passUntil(8.1);
      return clockwork.takeAsked()[1];
    };
    expect([asked(A), asked(B)]).toEqual([`8.0 tcp ${A} no-edns z.lan. AXFR`, `8.0 tcp ${A} no-edns z.lan. IXFR`]);
  });

  it.each(REQUEST_EXPIRE)("request-expire: %s", (_said, zone, server, asks) => {
    const primary = primaryWith(fileOf(7));
    const options: (readonly number[])[] = [];
    const heard: Script = (...asked) => {
      const [query] = asked;
      if (query.edns !== null) options.push(query.edns.options.map(({ code }) => code));
      return primary(...asked);
    };
    new Clockwork(`${server}\n${confOf(zone)}`, { [A]: heard }).passUntil(8.1);
    expect(options).toContainEqual(asks ? [9] : []);
    expect(options).not.toContainEqual(asks ? [] : [9]);
  });

  it.each<readonly [zone: string, isTried: boolean]>([
    ["", true],
    ["try-tcp-refresh no;", false],
  ])("a primary that is silent over UDP, %s: tried over TCP: %s", (zone, isTried) => {
    const clockwork = copied(7, "8 4 200 60", zone);
    clockwork.takeAsked();
    const primary = primaryWith(fileOf(8, "8 4 200 60"));
    clockwork.others.set(A, (...asked) => (asked[1] === "udp" ? silent : primary)(...asked));
    clockwork.passUntil(60);
    expect(clockwork.takeAsked().some((line) => line.includes(" tcp "))).toBe(isTried);
    expect(clockwork.serial("z.lan.")).toBe(isTried ? "8" : "7");
  });

  it.each<readonly [zone: string, isSaid: boolean]>([
    ["", true],
    ["multi-master yes;", false],
  ])("a primary with an older version, %s: told in the log: %s", (zone, isSaid) => {
    const clockwork = copied(7, "8 4 20 60", zone);
    clockwork.others.set(A, primaryWith(fileOf(6)));
    clockwork.passUntil(9);
    expect(clockwork.takeLines().some((line) => line.includes("< ours (7)"))).toBe(isSaid);
    expect(clockwork.serial("z.lan.")).toBe("7");
  });

  it("max-records: what is too large is not taken, and not asked for again before the refresh time", () => {
    const clockwork = new Clockwork(confOf("max-records 2;"), { [A]: primaryWith(fileOf(7)) });
    clockwork.passUntil(100);
    expect(clockwork.serial("z.lan.")).toBe("SERVFAIL");
    expect(clockwork.takeLines().slice(-3)).toEqual([
      expect.stringContaining("failed while receiving responses: too many records"),
      expect.stringContaining("Transfer status: too many records"),
      expect.stringMatching(/Transfer completed: 0 messages, \d+ records, 0 bytes, /),
    ]);
  });
});

describe("a restart", () => {
  const saved = (savedAt: number) => {
    const zone = zoneFromRecords(
      nameOf("z.lan."),
      recordsOfText("z.lan. 60 SOA ns.z.lan. h.z.lan. 7 8 4 20 60\nz.lan. 60 NS ns.z.lan.\nns.z.lan. 60 A 192.0.2.1"),
    );
    return { since: "started", copies: [{ path: "/s.db", zone, journal: [], isBehind: false, savedAt }] } as const;
  };

  it("with a file: served at once, no SOA question before 0.25 to 1 of retry (row: 0.6 to 1.0, 8 samples)", () => {
    const first = (draw: (among: number) => number): string | undefined => {
      const clockwork = new Clockwork(confOf(), { [A]: primaryWith(fileOf(7)) }, { beginning: saved(0), draw });
      expect(clockwork.serial("z.lan.")).toBe("7");
      clockwork.passUntil(5);
      return clockwork.takeAsked()[0];
    };
    expect([first(() => 0), first((among) => among - 1)]).toEqual([`4.0 ${A} z.lan. SOA`, `2.0 ${A} z.lan. SOA`]);
  });

  it("file's time and expire in the past: expired at once, and asked for at once", () => {
    const clockwork = new Clockwork(confOf(), { [A]: closed }, { beginning: saved(-30_000) });
    clockwork.passUntil(1);
    expect(clockwork.takeLines()).toEqual([
      "0.0 zone z.lan/IN: loaded serial 7",
      "0.0 zone z.lan/IN: expired",
      `0.0 zone z.lan/IN: refresh: failure trying primary ${A}#53 (source 0.0.0.0#0): connection refused`,
    ]);
    expect(clockwork.serial("z.lan.")).toBe("SERVFAIL");
  });

  it("what stays on the disk is what was served, with its time", () => {
    const clockwork = copied(7);
    clockwork.passUntil(17);
    expect(clockwork.server.copies().map(({ path, savedAt }) => [path, savedAt])).toEqual([["/s.db", 16_000]]);
  });
});

describe("a zone that is taken out of named.conf and put back", () => {
  const WITHOUT = "options { recursion no; notify no; min-refresh-time 1; min-retry-time 1; };";

  it.each<readonly [row: string, back: string, backAt: number, lines: readonly string[], serial: string]>([
    ["its file lies there still", confOf(), 5, ["loaded serial 7"], "7"],
    [
      "after its expire time it expires again at once (course conf-5)",
      confOf(),
      40,
      ["loaded serial 7", "expired"],
      "SERVFAIL",
    ],
    ["another file: there is nothing", confOf().replace("/s.db", "/t.db"), 5, [], "SERVFAIL"],
    ["no file", confOf().replace('file "/s.db";', ""), 5, [], "SERVFAIL"],
  ])("%s", (_row, back, backAt, lines, serial) => {
    const clockwork = copied(7);
    clockwork.others.set(A, silent);
    clockwork.reload(WITHOUT, {}, "reconfig");
    expect(clockwork.serial("z.lan.")).toBe("REFUSED");
    clockwork.passUntil(backAt);
    clockwork.takeLines();
    clockwork.reload(back, {}, "reconfig");
    clockwork.passUntil(backAt + 0.1);
    const said = clockwork.takeLines().flatMap((line) => line.split("zone z.lan/IN: ")[1] ?? []);
    expect(said).toEqual(lines);
    expect(clockwork.serial("z.lan.")).toBe(serial);
  });

  it("and a restart finds it there too, in that file alone", () => {
    const clockwork = copied(7);
    clockwork.reload(WITHOUT, {}, "reconfig");
    const copies = clockwork.server.copies();
    expect(copies.map(({ path }) => path)).toEqual(["/s.db"]);
    const started = (conf: string): string =>
      new Clockwork(conf, { [A]: silent }, { beginning: { since: "started", copies } }).serial("z.lan.");
    expect([started(confOf()), started(confOf().replace("/s.db", "/t.db"))]).toEqual(["7", "SERVFAIL"]);
  });
});

describe("forks", () => {
  it("of a named whose zones do not live yet: where they begin to, the other is left as it is", () => {
    const { server: resting } = startBind(confOf());
    const server = bindOf(resting.fork());
    if (server === null) throw new Error("a fork of a named is one");
    const clockwork = new Clockwork(confOf(), { [A]: primaryWith(fileOf(7)) }, { server });
    clockwork.passUntil(0.1);
    expect(clockwork.serial("z.lan.")).toBe("7");
    Object.defineProperty(clockwork, "server", { value: resting });
    expect(clockwork.serial("z.lan.")).toBe("SERVFAIL");
  });

  it("a copy that goes on for itself", () => {
    const clockwork = copied(7);
    const fork = clockwork.server.fork();
    clockwork.others.set(A, primaryWith(fileOf(8)));
    clockwork.passUntil(9);
    expect(clockwork.serial("z.lan.")).toBe("8");
    Object.defineProperty(clockwork, "server", { value: fork });
    expect(clockwork.serial("z.lan.")).toBe("7");
    clockwork.passUntil(20);
    expect(clockwork.serial("z.lan.")).toBe("8");
  });
});

describe("a reload of the secondary", () => {
  it("cancels the question that is out; the next one comes with the retry time (seen)", () => {
    const clockwork = copied(7);
    clockwork.others.set(A, silent);
    clockwork.passUntil(9);
    clockwork.takeLines();
    clockwork.takeAsked();
    clockwork.others.set(A, primaryWith(fileOf(8)));
    clockwork.reload(confOf(), {});
    expect(clockwork.takeLines()).toEqual([
      "9.0 reloading configuration succeeded",
      `9.0 zone z.lan/IN: refresh: failure trying primary ${A}#53 (source 0.0.0.0#0): operation canceled`,
    ]);
    clockwork.passUntil(12.1);
    expect(clockwork.takeAsked()).toEqual([`12.0 ${A} z.lan. SOA`, `12.0 tcp ${A} no-edns z.lan. IXFR`]);
    expect(clockwork.serial("z.lan.")).toBe("8");
  });

  it("lets a transfer go on, and hears its end", () => {
    const whole = primaryWith(fileOf(7));
    const clockwork = new Clockwork(confOf(), {
      [A]: (query, transport, now) =>
        transport === "tcp" ? silent(query, transport, now) : whole(query, transport, now),
    });
    clockwork.passUntil(10);
    clockwork.reload(confOf(), {});
    clockwork.passUntil(100);
    expect(clockwork.takeLines()).toContain(`30.0 transfer of 'z.lan/IN' from ${A}#53: Transfer status: timed out`);
    expect(clockwork.takeAsked()).toContain(`60.0 ${A} z.lan. SOA`);
  });
});

describe("what is not kept", () => {
  it("a primary over TLS: the copy stays as it is", () => {
    const clockwork = new Clockwork(confOf("", `${A} tls ephemeral;`), {});
    clockwork.passUntil(1000);
    expect(clockwork.takeAsked()).toEqual([]);
  });
});
