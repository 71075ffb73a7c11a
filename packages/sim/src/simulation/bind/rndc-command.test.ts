import { describe, expect, test } from "vitest";
import { readRndc } from "./rndc-command.ts";
import { P, S, ZonePair, zoneText } from "./zone-pair.fixture.ts";

function shown(read: ReturnType<typeof readRndc>): string {
  if (read.kind === "usage") return read.text;
  switch (read.verb) {
    case "zone": {
      const { verb, zone, view, journal } = read.command;
      return `zone ${verb} ${zone.key} ${view}${journal === undefined ? "" : `, journal ${journal}`}`;
    }
    case "all-zones":
      return read.what;
    case "flush": {
      const { view, below } = read.scope;
      return `flush ${view} ${below === null ? null : `${below.reach} ${below.name.key}`}`;
    }
    default:
      return read.verb;
  }
}

describe("what rndc is told", () => {
  test.each<readonly [words: string, read: string]>([
    ["reload", "reload"],
    ["reconfig", "reconfig"],
    ["reload z.lan", "zone reload z.lan. null"],
    ["reload Z.lan.", "zone reload z.lan. null"],
    ["refresh z.lan IN inside", "zone refresh z.lan. inside"],
    ["retransfer z.lan", "zone retransfer z.lan. null"],
    ["notify z.lan", "zone notify z.lan. null"],
    ["flush", "flush null null"],
    ["flush inside", "flush inside null"],
    ["flushname www.ext", "flush null name www.ext."],
    ["flushtree ext inside", "flush inside tree ext."],
    ["refresh", "rndc: 'refresh' failed: unexpected end of input"],
    ["flushname", "rndc: 'flushname' failed: unexpected end of input"],
    ["refresh a..b", "rndc: 'refresh' failed: bad name"],
    ["zonestatus z.lan", "zone zonestatus z.lan. null"],
    ["zonestatus", "rndc: 'zonestatus' failed: unexpected end of input"],
    ["sync", "sync"],
    ["sync z.lan IN inside", "zone sync z.lan. inside"],
    ["sync -clean", "sync -clean"],
    ["sync -clean z.lan", "zone sync z.lan. null, journal removed"],
    ["sync -clean z.lan IN inside", "zone sync z.lan. inside, journal removed"],
    ["sync -foo", "zone sync -foo. null"],
    ["sync z.lan -clean", "rndc: 'sync' failed: unknown class/type"],
    ["freeze", "freeze"],
    ["status", "rndc: 'status' is not modelled"],
    ["halt", "rndc: 'halt' is not modelled"],
  ])("%s", (words, expected) => {
    const read = readRndc(words.split(" "));
    expect(shown(read)).toBe(expected);
  });
});

describe("two nameds of a simulation", () => {
  const pairAt = (seconds: number, soa?: string): ZonePair => {
    const pair = new ZonePair(soa === undefined ? {} : { soa });
    pair.runUntil(seconds);
    pair.takeLines();
    return pair;
  };

  test("a serial that was not raised (T26): nothing but retransfer brings the change", () => {
    const pair = pairAt(10);
    pair.editZone(1, 5);
    expect(pair.simulation.rndc(P, "reload z.lan")).toBe("zone reload queued");
    pair.runUntil(20);
    expect([pair.www(P), pair.www()]).toEqual(["5", "1"]);
    expect(pair.simulation.rndc(S, "refresh z.lan")).toBe("zone refresh queued");
    pair.runUntil(25);
    expect(pair.www()).toBe("1");
    expect(pair.simulation.rndc(S, "retransfer z.lan")).toBe("");
    pair.runUntil(26);
    expect(pair.www()).toBe("5");
  });

  test("a zone is read alone: an edited named.conf waits for a reload of everything", () => {
    const pair = pairAt(10);
    pair.simulation.edit("/p/named.conf", "nonsense");
    pair.editZone(2, 2);
    pair.simulation.rndc(P, "reload z.lan");
    pair.runUntil(11);
    expect([pair.www(P), pair.www()]).toEqual(["2", "2"]);
    expect(pair.simulation.rndc(P, "reload")).toBe("rndc: 'reload' failed: failure");
    expect(pair.www(P)).toBe("2");
  });

  test("reconfig does not read a zone that is there", () => {
    const pair = pairAt(10);
    pair.editZone(2, 2);
    expect(pair.simulation.rndc(P, "reconfig")).toBe("");
    expect(pair.www(P)).toBe("1");
    expect(pair.simulation.rndc(P, "reload")).toBe("server reload successful");
    expect(pair.www(P)).toBe("2");
  });

  test("notify of a change that nobody was told of", () => {
    const pair = pairAt(10, "3000 600 90000 60");
    pair.simulation.edit("/p/z.db", zoneText(2, 2, "3000 600 90000 60"));
    const cut = { kind: "cut", between: [P, S], direction: "both-ways" } as const;
    pair.simulation.inject(cut);
    pair.reload();
    pair.runUntil(40);
    pair.simulation.heal(cut);
    pair.runUntil(45);
    expect(pair.www()).toBe("1");
    expect(pair.simulation.rndc(P, "notify z.lan")).toBe("zone notify queued");
    pair.runUntil(46);
    expect(pair.www()).toBe("2");
  });

  test("zonestatus: a copy whose primary is gone says how long it lives", () => {
    const pair = pairAt(10, "4 2 20 60");
    pair.simulation.inject({ kind: "kill", machine: P, program: "named" });
    pair.runUntil(20);
    const printed = pair.simulation.rndc(S, "zonestatus z.lan") ?? "";
    expect(printed).toMatch(
      /^name: z\.lan\ntype: secondary\nfiles: z\.db\nserial: 1\nnodes: 4\nnext refresh: Thu, 01 Jan 1970 00:00:2\d GMT\n/,
    );
    const [, expires = ""] = /^expires: .* 00:00:(\d\d) GMT$/m.exec(printed) ?? [];
    expect(Number(expires)).toBeGreaterThan(24);
    pair.runUntil(31);
    expect(pair.simulation.rndc(S, "zonestatus z.lan")).toBe("rndc: 'zonestatus' failed: zone not loaded");
    expect(pair.simulation.rndc(S, "sync")).toBe("");
    expect(pair.takeLines(S).map((line) => line.split(" s: ")[1])).toContain("dumping all zones: success");
  });

  test("a named that stands still obeys when it goes on; one that is gone refuses; who has none says nothing", () => {
    const pair = pairAt(10);
    const hang = { kind: "hang", machine: P, program: "named" } as const;
    pair.simulation.inject(hang);
    pair.editZone(2, 2);
    expect(pair.simulation.rndc(P, "reload z.lan")).toBe("");
    pair.runUntil(11);
    pair.simulation.heal(hang);
    pair.runUntil(12);
    expect(pair.www(P)).toBe("2");
    pair.simulation.inject({ kind: "kill", machine: P, program: "named" });
    expect(pair.simulation.rndc(P, "reload")).toBe("rndc: connect failed: 127.0.0.1#953: connection refused");
    expect(pair.simulation.rndc("cl", "reload")).toBeNull();
  });

  test("a primary that accepts a connection and says nothing is given up after 30 s, and not taken for unreachable (seen)", () => {
    const pair = pairAt(10);
    pair.simulation.inject({ kind: "hang", machine: P, program: "named" });
    pair.runUntil(200);
    const lines = pair.takeLines(S).map((line) => line.split(" s: ")[1] ?? "");
    const from = "transfer of 'z.lan/IN' from 10.9.0.1#53:";
    expect(lines).toContain(`${from} connected using 10.9.0.1#53`);
    expect(lines).toContain(`${from} failed while receiving responses: timed out`);
    expect(lines).toContain(
      `${from} Transfer completed: 0 messages, 0 records, 0 bytes, 30.000 secs (0 bytes/sec) (serial 0)`,
    );
    expect(lines.filter((line) => line.includes("unreachable"))).toEqual([]);
    expect(lines.filter((line) => line === "zone z.lan/IN: Transfer started.").length).toBeGreaterThan(2);
  });
});
