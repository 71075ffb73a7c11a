import { describe, expect, it } from "vitest";
import { Clockwork, primaryWith } from "../fixtures/clockwork.fixture.ts";
import { silent } from "../fixtures/upstreams.fixture.ts";

/**
 * A zone's timer is set when a round begins, and not while it goes on (lib/dns/zone.c, zone_settimer): the expiry that held then
 * wakes the zone once more, which then begins with EDNS anew (three nameds, course 70 of `conformance/recordings-zones`).
 */
const A = "192.0.2.1";
const B = "192.0.2.2";
const FILE = "$TTL 60\n@ SOA ns h 7 16 4 40 60\n@ NS ns\nns A 192.0.2.1\n";
const CONF = `options { recursion no; notify no; min-refresh-time 1; min-retry-time 1; };
zone "z.lan" { type secondary; primaries { ${A}; ${B}; }; file "/s.db"; };`;

describe("a round that outlasts the expiry that held when it began", () => {
  it("asks the silent primary once more without EDNS", () => {
    const clockwork = new Clockwork(CONF, { [A]: primaryWith(FILE), [B]: primaryWith(FILE) });
    clockwork.passUntil(1);
    clockwork.others.set(B, silent);
    clockwork.takeAsked();
    // Copied at 0, so it expires at 40. At 16 A says that it is right, until 56; B is asked without EDNS from 31.5 on.
    clockwork.passUntil(50);
    expect(clockwork.takeAsked()).toEqual([
      `16.0 ${A} z.lan. SOA`,
      ...["16.5", "21.5", "26.5"].map((at) => `${at} ${B} z.lan. SOA`),
      ...["31.5", "36.5", "41.5", "46.5"].map((at) => `${at} ${B} no-edns z.lan. SOA`),
    ]);
    expect(clockwork.serial("z.lan.")).toBe("7");
  });
});
