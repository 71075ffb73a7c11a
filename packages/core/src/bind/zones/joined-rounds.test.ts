import { describe, expect, it } from "vitest";
import { Clockwork, primaryWith } from "../fixtures/clockwork.fixture.ts";
import { closed, type Script, silent } from "../fixtures/upstreams.fixture.ts";

/** What a round knows while another look joins it, and what lies in a file: seen in courses of real nameds (seeds 16, 39, 40, 43). */
const A = "192.0.2.1";
const B = "192.0.2.2";
const fileOf = (serial: number, soa: string): string =>
  `$TTL 60\n@ SOA ns h ${serial} ${soa}\n@ NS ns\nns A 192.0.2.1\n`;
const confOf = (more = 'file "/s.db";', primaries = `${A};`): string =>
  `options { recursion no; notify no; min-refresh-time 1; min-retry-time 1; };
zone "z.lan" { type secondary; primaries { ${primaries} }; ${more} };`;
/** Has copied, and its primary is another from now on. */
const copiedThen = (soa: string, then: Script, more?: string): Clockwork => {
  const clockwork = new Clockwork(confOf(more), { [A]: primaryWith(fileOf(7, soa)) });
  clockwork.passUntil(0.1);
  clockwork.takeAsked();
  clockwork.takeLines();
  clockwork.others.set(A, then);
  return clockwork;
};
const edns = (...times: readonly number[]): readonly string[] => times.map((at) => `${at}.0 ${A} z.lan. SOA`);
const plain = (...times: readonly number[]): readonly string[] => times.map((at) => `${at}.0 ${A} no-edns z.lan. SOA`);

describe("a copy that expires while its primary is silent", () => {
  it.each<readonly [during: string, soa: string, asked: readonly string[]]>([
    ["questions with EDNS: as if nothing had been", "8 4 12 60", [...edns(8, 13, 18), ...plain(23, 28, 33)]],
    ["questions without: three more of them", "8 4 30 60", [...edns(8, 13, 18), ...plain(23, 28, 33, 38, 43, 48)]],
    ["the last of them: three more too", "8 4 37 60", [...edns(8, 13, 18), ...plain(23, 28, 33, 38, 43, 48)]],
  ])("in the midst of %s", (_during, soa, asked) => {
    const clockwork = copiedThen(soa, silent);
    clockwork.passUntil(55);
    const tcp = asked.length === 6 ? "38.0" : "53.0";
    expect(clockwork.takeAsked()).toEqual([...asked, `${tcp} tcp ${A} no-edns z.lan. AXFR`]);
    expect(clockwork.takeLines().filter((line) => line.endsWith("expired"))).toHaveLength(1);
  });

  it("rndc refresh does the same, and begins no second round", () => {
    const clockwork = copiedThen("8 4 600 60", silent);
    clockwork.passUntil(30);
    clockwork.command("refresh", "z.lan.");
    clockwork.passUntil(55);
    expect(clockwork.takeAsked()).toEqual([
      ...edns(8, 13, 18),
      ...plain(23, 28, 33, 38, 43, 48),
      `53.0 tcp ${A} no-edns z.lan. IXFR`,
    ]);
  });
});

describe("without views a failed round looks for a second source address, half a second later", () => {
  const lookingAt = (expire: number): Clockwork => {
    const clockwork = copiedThen(`8 4 ${expire} 60`, closed);
    clockwork.passUntil(11.8);
    clockwork.command("refresh", "z.lan.");
    clockwork.passUntil(20);
    return clockwork;
  };

  it("which is a question like any other where the copy has expired meanwhile, and the look that was due follows (seed 16)", () => {
    expect(
      lookingAt(12)
        .takeAsked()
        .map((line) => line.split(" ")[0]),
    ).toEqual(["8.0", "11.8", "12.3", "12.8"]);
  });

  it("and asks nobody where it has not", () => {
    expect(
      lookingAt(600)
        .takeAsked()
        .map((line) => line.split(" ")[0]),
    ).toEqual(["8.0", "11.8", "15.8", "19.8"]);
  });
});

describe("after a transfer that came to nothing", () => {
  it("the next primary is asked without EDNS, as the silent one was (zone_xfrdone keeps NOEDNS)", () => {
    const both = new Clockwork(confOf(undefined, `${A}; ${B};`), {
      [A]: silent,
      [B]: primaryWith(fileOf(7, "8 4 20 60")),
    });
    both.passUntil(61);
    expect(both.takeAsked().slice(-3)).toEqual([
      `30.0 tcp ${A} no-edns z.lan. AXFR`,
      `60.0 ${B} no-edns z.lan. SOA`,
      `60.0 tcp ${B} no-edns z.lan. AXFR`,
    ]);
  });

  it("the next round begins with EDNS", () => {
    const clockwork = copiedThen("8 4 600 60", silent);
    clockwork.passUntil(69);
    clockwork.takeAsked();
    clockwork.passUntil(75);
    expect(clockwork.takeAsked()[0]).toMatch(/192\.0\.2\.1 z\.lan\. SOA$/);
  });
});

describe("nobody answers over UDP, and over TCP somebody does", () => {
  const overTcp = (serial: number): Script => {
    const primary = primaryWith(fileOf(serial, "8 4 600 60"));
    return (query, transport, now) => (transport === "udp" ? { kind: "silent" } : primary(query, transport, now));
  };

  it.each<readonly [row: string, more: string, serial: number, asked: readonly string[], status: string]>([
    ["request-ixfr no, newer: the SOA, and the whole", "request-ixfr no;", 8, ["SOA", "AXFR"], "success"],
    ["request-ixfr no, the same: the SOA alone", "request-ixfr no;", 7, ["SOA"], "up to date"],
    ["differences: no SOA before", "", 8, ["IXFR"], "success"],
  ])("%s", (_row, more, serial, asked, status) => {
    const clockwork = copiedThen("8 4 600 60", overTcp(serial), `file "/s.db"; ${more}`);
    clockwork.passUntil(38.9);
    expect(clockwork.takeAsked().slice(6)).toEqual(asked.map((type) => `38.0 tcp ${A} no-edns z.lan. ${type}`));
    const lines = clockwork.takeLines();
    expect(lines.filter((line) => line.includes("connected using"))).toHaveLength(1);
    expect(lines).toContain(`38.0 transfer of 'z.lan/IN' from ${A}#53: Transfer status: ${status}`);
    expect(clockwork.serial("z.lan.")).toBe(`${serial}`);
  });

  it("a copy that has expired takes the whole without a SOA", () => {
    const clockwork = copiedThen("8 4 12 60", overTcp(7), 'file "/s.db"; request-ixfr no;');
    clockwork.passUntil(38.9);
    expect(clockwork.takeAsked().slice(6)).toEqual([`38.0 tcp ${A} no-edns z.lan. AXFR`]);
  });
});

describe("a reload with other primaries, in the midst of a round", () => {
  const asked = (then: Script, at: number, primaries: string): readonly string[] => {
    const clockwork = new Clockwork(confOf('file "/s.db";', `${A}; ${B};`), {
      [A]: primaryWith(fileOf(7, "8 4 60 60")),
    });
    clockwork.passUntil(0.1);
    clockwork.takeAsked();
    clockwork.others.set(A, then);
    clockwork.others.set(B, closed);
    clockwork.passUntil(at);
    clockwork.reload(confOf('file "/s.db";', primaries), {});
    clockwork.passUntil(at + 2);
    return clockwork.takeAsked().map((line) => line.replace(" z.lan. SOA", ""));
  };

  it.each<readonly [row: string, then: Script, at: number, primaries: string, asked: readonly string[]]>([
    [
      "the next one waits, and is there no more: the first (course turn-3)",
      closed,
      8.2,
      `${B};`,
      [`8.0 ${A}`, `8.7 ${B}`],
    ],
    [
      "the others in another order: all of them from the first on",
      closed,
      8.2,
      `${B}; ${A};`,
      [`8.0 ${A}`, `8.7 ${B}`, `8.7 ${A}`],
    ],
    ["the same: it goes on", closed, 8.2, `${A}; ${B};`, [`8.0 ${A}`, `8.7 ${B}`]],
    ["a question is out: it is cancelled, and the second is asked", silent, 9, `${B}; ${A};`, [`8.0 ${A}`, `9.0 ${A}`]],
    ["a question is out, and there is no second: the round is over", silent, 9, `${B};`, [`8.0 ${A}`]],
  ])("%s", (_row, then, at, primaries, expected) => {
    expect(asked(then, at, primaries)).toEqual(expected);
  });
});

describe("the file of a copy that has expired", () => {
  const expired = (more?: string): Clockwork => {
    const clockwork = copiedThen("8 4 12 60", silent, more);
    clockwork.passUntil(14);
    expect(clockwork.serial("z.lan.")).toBe("SERVFAIL");
    clockwork.takeLines();
    return clockwork;
  };

  it("rndc reload loads it again, and it expires again at once (seed 40)", () => {
    const clockwork = expired();
    clockwork.reload(confOf(), {});
    clockwork.passUntil(15);
    expect(clockwork.takeLines()).toEqual([
      "14.0 reloading configuration succeeded",
      `14.0 zone z.lan/IN: refresh: failure trying primary ${A}#53 (source 0.0.0.0#0): operation canceled`,
      "14.0 zone z.lan/IN: loaded serial 7",
      "14.0 zone z.lan/IN: expired",
    ]);
    expect(clockwork.serial("z.lan.")).toBe("SERVFAIL");
  });

  it("rndc reconfig leaves it alone (course conf-2)", () => {
    const clockwork = expired();
    clockwork.reload(confOf(), {}, "reconfig");
    clockwork.passUntil(15);
    expect(clockwork.takeLines()).toEqual([
      "14.0 reloading configuration succeeded",
      `14.0 zone z.lan/IN: refresh: failure trying primary ${A}#53 (source 0.0.0.0#0): operation canceled`,
    ]);
    expect(clockwork.serial("z.lan.")).toBe("SERVFAIL");
  });

  it("without a file there is nothing to load", () => {
    const clockwork = expired("");
    clockwork.reload(confOf(""), {});
    clockwork.passUntil(15);
    expect(clockwork.takeLines().filter((line) => /loaded|expired/.test(line))).toEqual([]);
  });

  it("is what the next named begins with: loaded, expired, asked for (row: restart, file's mtime + expire in the past)", () => {
    const copies = expired().server.copies();
    expect(copies.map(({ savedAt }) => savedAt)).toEqual([0]);
    const old = copies.map((copy) => ({ ...copy, savedAt: -60_000 }));
    const next = new Clockwork(confOf(), { [A]: silent }, { beginning: { since: "started", copies: old } });
    next.passUntil(1);
    expect(next.takeLines()).toEqual(["0.0 zone z.lan/IN: loaded serial 7", "0.0 zone z.lan/IN: expired"]);
    expect(next.takeAsked()).toEqual(edns(0));
    expect(next.serial("z.lan.")).toBe("SERVFAIL");
  });
});
