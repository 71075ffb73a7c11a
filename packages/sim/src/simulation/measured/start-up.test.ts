import { describe, expect, test } from "vitest";
import type { Fault } from "../world/fault.ts";
import { coldLab, keepalivedOf, type Lab, type LabOptions, type Measured, outside, SEEDS } from "./lab.fixture.ts";

/** keepalived of both started: dns1 so many seconds before dns2 (negative: after it). */
function startBoth(own: Lab, leadS: number): { readonly dns1: number; readonly dns2: number } {
  const [first, second] = leadS >= 0 ? ["dns1", "dns2"] : ["dns2", "dns1"];
  const at = own.simulation.now;
  own.heal(keepalivedOf(first ?? ""));
  own.runFor(Math.abs(leadS));
  const later = own.simulation.now;
  own.heal(keepalivedOf(second ?? ""));
  return leadS >= 0 ? { dns1: at, dns2: later } : { dns1: later, dns2: at };
}

interface StartRow {
  readonly row: string;
  readonly options: LabOptions;
  readonly leadS?: number;
  /** dns1's first advert after its own start. */
  readonly dns1: Measured | null;
  readonly within?: number;
  readonly holder: string;
}

const rows: readonly StartRow[] = [
  { row: "MASTER 101 / BACKUP 100, together", options: {}, dns1: [3.616, 3.691], holder: "dns1" },
  { row: "BACKUP 101 / BACKUP 100", options: { dns1: { state: "BACKUP" } }, dns1: [3.62, 3.674], holder: "dns1" },
  {
    row: "BACKUP 101 / MASTER 100",
    options: { dns1: { state: "BACKUP" }, dns2: { state: "MASTER" } },
    dns1: [3.617, 3.668],
    holder: "dns1",
  },
  {
    row: "equal 100/100, dns1 6 s earlier",
    options: { dns1: { priority: 100 } },
    leadS: 6,
    dns1: [3.62, 3.66],
    holder: "dns1",
  },
  { row: "100 first, 101 six s later", options: {}, leadS: -6, dns1: [3.616, 3.632], holder: "dns1" },
  {
    row: "same with nopreempt, state BACKUP on dns1",
    options: { dns1: { state: "BACKUP", more: "nopreempt" } },
    leadS: -6,
    dns1: null,
    holder: "dns2",
  },
  {
    row: "same with nopreempt, state MASTER",
    options: { dns1: { more: "nopreempt" } },
    leadS: -6,
    dns1: [3.616, 3.639],
    holder: "dns1",
  },
  { row: "priority 255", options: { dns1: { priority: 255 } }, dns1: [0.011, 0.055], within: 0.06, holder: "dns1" },
  { row: "254 / 1", options: { dns1: { priority: 254 }, dns2: { priority: 1 } }, dns1: [3.023, 3.084], holder: "dns1" },
  {
    row: "advert_int 3",
    options: { dns1: { interval: 3 }, dns2: { interval: 3 } },
    dns1: [9.616, 9.676],
    holder: "dns1",
  },
  {
    row: "v3, advert_int 0.25",
    options: {
      dns1: { version: 3, interval: 0.25, authentication: "" },
      dns2: { version: 3, interval: 0.25, authentication: "" },
    },
    dns1: [0.917, 0.955],
    holder: "dns1",
  },
  { row: "vrrp_startup_delay 5", options: { global: "vrrp_startup_delay 5" }, dns1: [8.617, 8.633], holder: "dns1" },
];

describe("vrrp-measured.md section 1: start-up", () => {
  test.each(rows)("$row", ({ options, leadS = 0, dns1, within = 0.07, holder }) => {
    const firsts = SEEDS.map((seed) => {
      const own = coldLab({ ...options, seed });
      const started = startBoth(own, leadS);
      own.runFor(15);
      expect(own.holders).toBe(holder);
      return own.firstAdvert("dns1", started.dns1);
    });
    if (dns1 === null) expect(new Set(firsts)).toEqual(new Set([null]));
    else expect(outside(firsts, dns1, within)).toEqual([]);
  });

  test("equal start: 3.605 and 3.609 are a race, and who has flashed steps down (4 of 15 measured)", () => {
    const flashes = Array.from({ length: 60 }, (_, seed) => {
      const own = coldLab({ seed });
      const { dns2 } = startBoth(own, 0);
      own.runFor(11);
      expect(own.holders).toBe("dns1");
      const adverts = own.adverts("dns2", dns2);
      expect(adverts.length).toBeLessThanOrEqual(1);
      return adverts.length;
    });
    const times = flashes.filter((count) => count === 1).length;
    expect(times).toBeGreaterThan(6);
    expect(times).toBeLessThan(30);
  });

  test.each<readonly [string, LabOptions]>([
    ["equal 100/100, together: whoever fires first", { dns1: { priority: 100 } }],
    [
      "nopreempt both, BACKUP, together: the loser does not take it back (11 s watched)",
      { dns1: { state: "BACKUP", more: "nopreempt" }, dns2: { more: "nopreempt" } },
    ],
  ])("%s", (_row, options) => {
    const holders = Array.from({ length: 30 }, (_, seed) => {
      const own = coldLab({ ...options, seed });
      startBoth(own, 0);
      own.runFor(4);
      const first = own.holders;
      own.runFor(11);
      expect(own.holders).toBe(first);
      return first;
    });
    expect(new Set(holders)).toEqual(new Set(["dns1", "dns2"]));
  });

  test("equal priorities, both active: the higher address stays", () => {
    const mute: Fault = { kind: "mute-adverts", between: ["dns1", "dns2"], direction: "both-ways" };
    for (const seed of SEEDS) {
      const own = coldLab({ dns1: { priority: 100 }, seed });
      own.inject(mute);
      startBoth(own, 0);
      own.runFor(5);
      expect(own.holders).toBe("dns1 and dns2");
      own.heal(mute);
      own.runFor(2);
      expect(own.holders).toBe("dns2");
    }
  });

  test("on the wire: an advert every 1.0001 to 1.0005 s, 5 GARP at once, 5 again after 5.00 s, then never", () => {
    const own = coldLab();
    const { dns1 } = startBoth(own, 0);
    own.runFor(60);
    const adverts = own.adverts("dns1", dns1).slice(-40);
    const gaps = adverts.slice(1).map(({ at }, index) => (at - (adverts[index]?.at ?? 0)) / 1000);
    expect(outside(gaps, [1.0001, 1.0005], 0.00001)).toEqual([]);
    const first = own.adverts("dns1", dns1)[0]?.at ?? 0;
    expect(own.garps("dns1", first, first + 4900)).toBe(5);
    expect(own.garps("dns1", first + 4900, first + 5100)).toBe(5);
    expect(own.garps("dns1", first + 5100)).toBe(0);
  });
});
