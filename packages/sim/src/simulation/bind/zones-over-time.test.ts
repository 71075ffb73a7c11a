import { describe, expect, test } from "vitest";
import { confOfPrimary, P, S, ZonePair, zoneText } from "./zone-pair.fixture.ts";

/** Two nameds (9.18.49) on one link, SOA 3/2/9: each row was seen in their logs, and in the answers of the secondary. */
const pairAt = (seconds: number): ZonePair => {
  const pair = new ZonePair();
  pair.runUntil(seconds);
  pair.takeLines();
  return pair;
};

describe("a change on the primary", () => {
  test("serial raised: NOTIFY, SOA, IXFR answered like AXFR (there is no journal), served within 10 ms", () => {
    const pair = pairAt(10);
    pair.editZone(2, 2);
    expect([pair.www(P), pair.www()]).toEqual(["1", "1"]);
    pair.reload();
    pair.simulation.runFor(10);
    expect([pair.www(P), pair.www()]).toEqual(["2", "2"]);
    expect(pair.takeLines()).toEqual([
      "10.002 s  p: received control channel command 'reload'",
      "10.002 s  p: reloading configuration succeeded",
      "10.002 s  p: zone z.lan/IN: loaded serial 2",
      "10.002 s  p: zone z.lan/IN: sending notifies (serial 2)",
      "10.002 s  s: client @0x0 10.9.0.1#port: received notify for zone 'z.lan'",
      "10.002 s  s: zone z.lan/IN: notify from 10.9.0.1#port: serial 2",
      "10.003 s  s: zone z.lan/IN: Transfer started.",
      "10.004 s  s: transfer of 'z.lan/IN' from 10.9.0.1#53: connected using 10.9.0.1#53",
      "10.004 s  s: zone z.lan/IN: transferred serial 2",
      "10.004 s  s: transfer of 'z.lan/IN' from 10.9.0.1#53: Transfer status: success",
      // As many octets as two nameds said.
      "10.004 s  s: transfer of 'z.lan/IN' from 10.9.0.1#53: Transfer completed: 1 messages, 7 records, 185 bytes, 0.001 secs (185000 bytes/sec) (serial 2)",
      "10.004 s  s: zone z.lan/IN: sending notifies (serial 2)",
    ]);
  });

  test("again within 5 s: the second NOTIFY waits for notify-delay, and the refresh time may be earlier (seen: 1.1 s and 3.9 s later)", () => {
    const pair = pairAt(10);
    pair.editZone(2, 2);
    pair.reload();
    pair.runUntil(11);
    pair.editZone(3, 3);
    pair.reload();
    pair.runUntil(16);
    expect(pair.takeLines().filter((line) => /sending notifies|transferred|up to date/.test(line))).toEqual([
      "10.000 s  p: zone z.lan/IN: sending notifies (serial 2)",
      "10.002 s  s: zone z.lan/IN: transferred serial 2",
      "10.002 s  s: zone z.lan/IN: sending notifies (serial 2)",
      "13.003 s  s: zone z.lan/IN: transferred serial 3",
      "15.000 s  p: zone z.lan/IN: sending notifies (serial 3)",
      "15.000 s  s: zone z.lan/IN: notify from 10.9.0.1#port: zone is up to date",
      "15.002 s  s: zone z.lan/IN: sending notifies (serial 3)",
    ]);
  });

  test("serial not raised (T26): the primary says so, and the secondary keeps the old data, with aa", () => {
    const pair = pairAt(10);
    pair.editZone(1, 5);
    pair.reload();
    pair.runUntil(40);
    const lines = pair.takeLines();
    expect(lines).toContain(
      "10.000 s  p: zone z.lan/IN: zone serial (1) unchanged. zone may fail to transfer to secondaries.",
    );
    expect(lines).toContain("10.000 s  s: zone z.lan/IN: notify from 10.9.0.1#port: zone is up to date");
    expect(lines.filter((line) => line.includes("Transfer"))).toEqual([]);
    expect([pair.www(P), pair.www()]).toEqual(["5", "1"]);
  });

  test("serial lowered: old data until the copy expires, then the lower serial", () => {
    const pair = pairAt(10);
    pair.editZone(0, 6);
    pair.reload();
    pair.runUntil(17);
    expect(pair.www()).toBe("1");
    pair.runUntil(30);
    expect(pair.www()).toBe("6");
    const lines = pair.takeLines();
    expect(lines[2]).toBe("10.000 s  p: zone z.lan/IN: zone serial (0/1) has gone backwards");
    const texts = lines.map((line) => line.split(" s: ")[1]);
    expect(texts).toContain("zone z.lan/IN: serial number (0) received from primary 10.9.0.1#53 < ours (1)");
    expect(texts).toContain("zone z.lan/IN: expired");
  });

  test("a file with an error: the old zone stays, and the log says so; repaired: transferred", () => {
    const pair = pairAt(10);
    pair.simulation.edit("/p/z.db", `${zoneText(2, 2)}www A 1.2.3\n`);
    pair.reload();
    pair.runUntil(12);
    expect(pair.takeLines()).toEqual([
      "10.000 s  p: received control channel command 'reload'",
      "10.000 s  p: reloading configuration succeeded",
      expect.stringMatching(/^10\.000 s {2}p: zone z\.lan\/IN: loading from master file z\.db failed: /),
      "10.000 s  p: zone z.lan/IN: not loaded due to errors.",
    ]);
    expect([pair.www(P), pair.www()]).toEqual(["1", "1"]);
    pair.editZone(7, 7);
    pair.reload();
    pair.simulation.runFor(1000);
    expect([pair.www(P), pair.www()]).toEqual(["7", "7"]);
  });

  test("nothing is touched: a reload says nothing of the zone and tells nobody", () => {
    const pair = pairAt(10);
    pair.reload();
    pair.runUntil(12);
    expect(pair.takeLines()).toEqual([
      "10.000 s  p: received control channel command 'reload'",
      "10.000 s  p: reloading configuration succeeded",
    ]);
  });
});

describe("a configuration", () => {
  test("that named-checkconf refuses: everything stays as it was", () => {
    const pair = pairAt(10);
    pair.simulation.edit("/p/named.conf", `${confOfPrimary()}foo;\n`);
    pair.editZone(2, 2);
    expect(pair.reload()).toBe(true);
    pair.runUntil(14);
    expect(pair.takeLines()).toEqual([
      "10.000 s  p: received control channel command 'reload'",
      "10.000 s  p: /p/named.conf:3: unknown option 'foo'",
      "10.000 s  p: reloading configuration failed: failure",
    ]);
    expect([pair.www(P), pair.www()]).toEqual(["1", "1"]);
  });

  test("without the zone: removed, REFUSED; the secondary asks, is refused, and expires", () => {
    const pair = pairAt(10);
    pair.simulation.edit("/p/named.conf", 'options { directory "/"; recursion no; };\n');
    pair.reload();
    pair.runUntil(25);
    const lines = pair.takeLines().map((line) => line.slice(line.indexOf("s  ") + 3));
    expect(lines.slice(0, 3)).toEqual([
      "p: received control channel command 'reload'",
      "p: zone z.lan/IN: (primary) removed",
      "p: reloading configuration succeeded",
    ]);
    const from = "s: transfer of 'z.lan/IN' from 10.9.0.1#53:";
    expect(lines.slice(3, 10)).toEqual([
      "s: zone z.lan/IN: refresh: unexpected rcode (REFUSED) from primary 10.9.0.1#53 (source 0.0.0.0#0)",
      "s: zone z.lan/IN: Transfer started.",
      `${from} connected using 10.9.0.1#53`,
      `${from} resetting`,
      `${from} connected using 10.9.0.1#53`,
      `${from} failed while receiving responses: REFUSED`,
      `${from} Transfer status: REFUSED`,
    ]);
    expect(lines).toContain(`${from} failed while receiving responses: NOTAUTH`);
    expect([pair.www(P), pair.www()]).toEqual(["REFUSED", "SERVFAIL"]);
  });

  test("allow-transfer none, and again open: what is not loaded is asked for with the secondary's own reload", () => {
    const pair = new ZonePair({ primary: "allow-transfer { none; };" });
    pair.runUntil(10);
    expect(pair.www()).toBe("SERVFAIL");
    pair.simulation.edit("/p/named.conf", confOfPrimary());
    pair.reload();
    pair.runUntil(12);
    expect(pair.www()).toBe("SERVFAIL");
    pair.reload(S);
    pair.simulation.runFor(10);
    expect(pair.www()).toBe("1");
  });

  test("another file of a copy: the old one is removed, and it is copied anew", () => {
    const pair = pairAt(10);
    const conf = `options { directory "/"; recursion no; min-refresh-time 1; min-retry-time 1; };
zone "z.lan" { type secondary; primaries { 10.9.0.1; }; file "other.db"; };`;
    pair.simulation.edit("/s/named.conf", conf);
    pair.reload(S);
    expect(pair.www()).toBe("SERVFAIL");
    pair.simulation.runFor(10);
    expect(pair.www()).toBe("1");
    expect(pair.takeLines(S)[1]).toBe("10.000 s  s: zone z.lan/IN: (secondary) removed");
  });

  test("other addresses to listen on: sockets follow", () => {
    const pair = pairAt(10);
    pair.simulation.edit("/p/named.conf", confOfPrimary("listen-on { 127.0.0.1; };"));
    pair.reload();
    expect(pair.www(P)).toBe("refused");
  });

  test("nobody to reload", () => {
    const pair = pairAt(10);
    expect([pair.simulation.reload("cl", "named"), pair.simulation.reload(P, "coredns")]).toEqual([false, false]);
    pair.simulation.inject({ kind: "kill", machine: P, program: "named" });
    pair.reload();
    expect(pair.takeLines()).toEqual(["10.000 s  p: rndc: connect failed: 127.0.0.1#953: connection refused"]);
  });
});

describe("NOTIFY from another address of the primary", () => {
  test("refused: the change is missed until the refresh time; with allow-notify it is taken", () => {
    const primary = "notify-source 10.9.0.3;";
    const files = {
      "/site.yaml": `
version: 1
networks: { lan: 10.9.0.0/24 }
hosts:
  p: { addresses: [10.9.0.1, 10.9.0.3], bind: { version: "9.18", config: p/named.conf } }
  s: { addresses: [10.9.0.2], bind: { version: "9.18", config: s/named.conf } }
  cl: { addresses: [10.9.0.9], nameservers: [10.9.0.2] }
`,
    };
    const after = (secondary: string): readonly string[] => {
      const pair = new ZonePair({ primary, secondary, files, secondaryOptions: "", soa: "3000 600 90000 60" });
      pair.runUntil(10);
      pair.takeLines();
      pair.simulation.edit("/p/z.db", zoneText(2, 2, "3000 600 90000 60"));
      pair.reload();
      pair.simulation.runFor(100);
      return [pair.takeLines(S)[1] ?? "", pair.www()];
    };
    expect(after("")).toEqual(["10.000 s  s: zone z.lan/IN: refused notify from non-primary: 10.9.0.3#port", "1"]);
    expect(after("allow-notify { 10.9.0.3; };")).toEqual([
      "10.000 s  s: zone z.lan/IN: notify from 10.9.0.3#port: serial 2",
      "2",
    ]);
  });
});

describe("the primary's named is killed", () => {
  const kill = { kind: "kill", machine: P, program: "named" } as const;

  test("refused at once, each retry time; expired 9 s after the last good answer; back with the NOTIFY of the start", () => {
    const pair = pairAt(10);
    pair.simulation.inject(kill);
    pair.runUntil(24);
    const refused = "zone z.lan/IN: refresh: failure trying primary 10.9.0.1#53 (source 0.0.0.0#0): connection refused";
    const lines = pair.takeLines(S);
    expect(lines.map((line) => line.split(" s: ")[1])).toEqual([
      refused,
      refused,
      refused,
      "zone z.lan/IN: expired",
      refused,
    ]);
    const [first = 0, , , expired = 0] = lines.map((line) => Number.parseFloat(line));
    expect(expired - first).toBeCloseTo(6, 2);
    expect(pair.www()).toBe("SERVFAIL");
    pair.simulation.heal(kill);
    pair.simulation.runFor(10);
    expect(pair.www()).toBe("1");
    expect(pair.takeLines(S)).toContain("24.003 s  s: zone z.lan/IN: transferred serial 1");
  });

  test("a secondary without a file, started while the primary is dead: SERVFAIL until the first transfer", () => {
    const conf = `options { directory "/"; recursion no; min-refresh-time 1; min-retry-time 1; };
zone "z.lan" { type secondary; primaries { 10.9.0.1; }; };`;
    const pair = new ZonePair({ secondaryConf: conf });
    pair.runUntil(5);
    expect(pair.www()).toBe("1");
    const restart = { kind: "kill", machine: S, program: "named" } as const;
    pair.simulation.inject(kill);
    pair.simulation.inject(restart);
    pair.simulation.runFor(100);
    pair.simulation.heal(restart);
    pair.simulation.runFor(20_000);
    expect(pair.www()).toBe("SERVFAIL");
    pair.simulation.heal(kill);
    pair.simulation.runFor(10);
    expect(pair.www()).toBe("1");
  });
});

describe("the primary's machine is gone", () => {
  const crash = { kind: "crash", machine: P } as const;

  test("neighbours that are gone are silence to UDP: 15 s with EDNS, 15 s without, TCP unreachable after 3 s (seen at +3.0, +18.0, +21.1)", () => {
    // A seed with which the neighbour is no longer believed in when the transfer begins, as it was seen.
    const pair = new ZonePair({ soa: "8 4 20 60", seed: 3 });
    pair.runUntil(10);
    pair.takeLines();
    pair.simulation.inject(crash);
    pair.runUntil(60);
    const lines = pair.takeLines(S).map((line) => [Number.parseFloat(line), line.split(" s: ")[1]] as const);
    const limit = "zone z.lan/IN: refresh: retry limit for primary 10.9.0.1#53 exceeded (source 0.0.0.0#0)";
    expect(lines.slice(0, 5).map(([, text]) => text)).toEqual([
      "zone z.lan/IN: expired",
      limit,
      "zone z.lan/IN: Transfer started.",
      "transfer of 'z.lan/IN' from 10.9.0.1#53: failed to connect: host unreachable",
      "transfer of 'z.lan/IN' from 10.9.0.1#53: Transfer status: host unreachable",
    ]);
    const [, [started = 0] = [], , [failed = 0] = []] = lines;
    expect(failed - started).toBeGreaterThan(2.9);
    // A SYN that is sent again finds the neighbour gone a second time.
    expect(failed - started).toBeLessThanOrEqual(6);
    expect(pair.www()).toBe("SERVFAIL");
  });

  test("gone for two rounds: when it is back nobody connects for up to ten minutes, NOTIFY or not (seen: SERVFAIL for as long as was waited)", () => {
    const pair = new ZonePair({ soa: "8 4 20 60" });
    pair.simulation.inject(crash);
    pair.runUntil(130);
    pair.simulation.heal(crash);
    pair.runUntil(165);
    expect(pair.www()).toBe("SERVFAIL");
    pair.runUntil(1000);
    expect(pair.www()).toBe("1");
  });
});

describe("restart and failover", () => {
  const restart = (pair: ZonePair, downMs: number): void => {
    const kill = { kind: "kill", machine: S, program: "named" } as const;
    pair.simulation.inject(kill);
    pair.simulation.runFor(downMs);
    pair.simulation.heal(kill);
  };

  test("with a file: served at once, NOTIFY to the others, a change of the time between is seen after the retry time at most", () => {
    const pair = new ZonePair({ soa: "800 4 9000 60" });
    pair.runUntil(10);
    pair.takeLines();
    pair.simulation.edit("/p/z.db", zoneText(9, 9, "800 4 9000 60"));
    const kill = { kind: "kill", machine: S, program: "named" } as const;
    pair.simulation.inject(kill);
    pair.reload();
    pair.simulation.runFor(30_000);
    pair.simulation.heal(kill);
    expect(pair.takeLines(S)).toEqual(["40.000 s  s: zone z.lan/IN: loaded serial 1"]);
    expect(pair.www()).toBe("1");
    pair.simulation.runFor(4100);
    expect(pair.www()).toBe("9");
  });

  test("down for longer than the copy lives: expired at once", () => {
    const pair = pairAt(10);
    pair.simulation.inject({ kind: "kill", machine: P, program: "named" });
    restart(pair, 12_000);
    pair.simulation.runFor(1);
    expect(pair.takeLines(S).slice(0, 2)).toEqual([
      "22.000 s  s: zone z.lan/IN: loaded serial 1",
      "22.000 s  s: zone z.lan/IN: expired",
    ]);
    expect(pair.www()).toBe("SERVFAIL");
  });

  test("a named that hangs reloads when it goes on", () => {
    const pair = pairAt(10);
    const hang = { kind: "hang", machine: P, program: "named" } as const;
    pair.simulation.inject(hang);
    pair.editZone(2, 2);
    pair.reload();
    pair.runUntil(11);
    expect(pair.takeLines(P)).toEqual([]);
    pair.simulation.heal(hang);
    pair.simulation.runFor(10);
    expect(pair.www()).toBe("2");
  });

  test("the primary restarts with an edited configuration and an edited file: it reads both", () => {
    const pair = pairAt(10);
    pair.editZone(2, 2);
    pair.simulation.edit("/p/named.conf", confOfPrimary("", "allow-query { none; };"));
    const kill = { kind: "kill", machine: P, program: "named" } as const;
    pair.simulation.inject(kill);
    pair.simulation.heal(kill);
    pair.simulation.runFor(20);
    expect([pair.www(P), pair.www()]).toEqual(["REFUSED", "2"]);
  });
});
