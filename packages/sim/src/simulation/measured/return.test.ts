import { describe, expect, test } from "vitest";
import { poll } from "../pair.fixture.ts";
import type { Fault } from "../world/fault.ts";
import { keepalivedOf, type Lab, type LabOptions, lab, type Measured, outside, SEEDS } from "./lab.fixture.ts";
import { lostIn } from "./polling.fixture.ts";

/** dns1 is away for ten seconds and comes back at a moment that the seed decides. */
function returning(options: LabOptions, fault: Fault, seed: number): { readonly own: Lab; readonly back: number } {
  const own = lab({ ...options, seed });
  own.runFor(5);
  poll(own.simulation, "cl", 100);
  poll(own.simulation, "far", 100);
  own.inject(fault);
  poll(own.simulation, "cl", 14_000 + 137 * seed);
  const back = own.simulation.now;
  own.heal(fault);
  return { own, back };
}

interface ReturnRow {
  readonly row: string;
  readonly options?: LabOptions;
  readonly fault: Fault;
  /** From the event to dns1's first advert; null: never. */
  readonly advert: Measured | null;
  readonly within?: number;
  /** Questions lost, at most. */
  readonly lost: number;
}

const unplugged: Fault = { kind: "unplug", machine: "dns1" };
const delayed: LabOptions = { dns1: { state: "BACKUP", more: "preempt_delay 5" } };
const keepers: LabOptions = { dns1: { state: "BACKUP", more: "nopreempt" }, dns2: { more: "nopreempt" } };
const slow: LabOptions = { dns1: { interval: 3 }, dns2: { interval: 3 } };

const rows: readonly ReturnRow[] = [
  {
    row: "keepalived started again (preempt)",
    fault: keepalivedOf("dns1"),
    advert: [3.637, 3.664],
    within: 0.05,
    lost: 2,
  },
  { row: "carrier back", fault: unplugged, advert: [3.61, 3.622], within: 0.01, lost: 5 },
  {
    row: "interface up again",
    fault: { kind: "interface-down", machine: "dns1" },
    advert: [3.609, 3.61],
    within: 0.01,
    lost: 5,
  },
  {
    row: "priorities 150/50",
    options: { dns1: { priority: 150 }, dns2: { priority: 50 } },
    fault: keepalivedOf("dns1"),
    advert: [3.43, 3.454],
    within: 0.03,
    lost: 2,
  },
  { row: "advert_int 3", options: slow, fault: keepalivedOf("dns1"), advert: [9.621, 9.631], within: 0.03, lost: 2 },
  {
    row: "SIGCONT of stopped keepalived",
    fault: { kind: "hang", machine: "dns1", program: "keepalived" },
    advert: [0.001, 0.015],
    within: 0.01,
    lost: 1,
  },
  {
    row: "SIGCONT of everything",
    fault: { kind: "freeze", machine: "dns1" },
    advert: [0.001, 0.015],
    within: 0.01,
    lost: 1,
  },
  {
    row: "preempt_delay 5, state BACKUP",
    options: delayed,
    fault: keepalivedOf("dns1"),
    advert: [8.179, 8.248],
    within: 1.4,
    lost: 2,
  },
  {
    row: "preempt_delay 5, after carrier loss",
    options: delayed,
    fault: unplugged,
    advert: [8.561, 9.591],
    within: 1,
    lost: 5,
  },
  {
    row: "preempt_delay 5, state MASTER: cleared with a warning",
    options: { dns1: { more: "preempt_delay 5" } },
    fault: keepalivedOf("dns1"),
    advert: [3.616, 3.644],
    within: 0.03,
    lost: 2,
  },
  { row: "nopreempt both, BACKUP: restart", options: keepers, fault: keepalivedOf("dns1"), advert: null, lost: 0 },
  { row: "nopreempt both, BACKUP: carrier", options: keepers, fault: unplugged, advert: null, lost: 0 },
  {
    row: "equal priorities, restart of the lower IP",
    options: { dns1: { priority: 100 } },
    fault: keepalivedOf("dns1"),
    advert: null,
    lost: 0,
  },
];

describe("vrrp-measured.md section 3: return of the better router", () => {
  test.each(rows)("$row", ({ options = {}, fault, advert, within = 0.03, lost }) => {
    for (const seed of SEEDS) {
      const { own, back } = returning(options, fault, seed);
      const runs = poll(own.simulation, "cl", 11_000);
      const first = own.firstAdvert("dns1", back);
      if (advert === null) expect(first).toBeNull();
      else expect(outside([first], advert, within)).toEqual([]);
      expect(own.holders).toBe(advert === null ? "dns2" : "dns1");
      expect(lostIn(runs)).toBeLessThanOrEqual(lost);
      expect(runs.at(-1)).toMatch(advert === null ? /^dns2 / : /^dns1 /);
    }
  });

  test("preempt_delay: 5 s from the first lower advert heard, then 3.605 after the last accepted one", () => {
    for (const seed of SEEDS) {
      const { own, back } = returning(delayed, keepalivedOf("dns1"), seed);
      own.runFor(12);
      const heard = own.adverts("dns2", back + 30).map(({ at }) => at);
      const begins = heard[0] ?? 0;
      const lastAccepted = heard.filter((at) => at < begins + 5000).at(-1) ?? 0;
      const first = own.adverts("dns1", back)[0]?.at ?? 0;
      expect(outside([(first - lastAccepted) / 1000], [3.605, 3.606], 0.002)).toEqual([]);
    }
  });

  test("SIGCONT: each advert that waited is answered with an advert and 5 GARP, 65 to 75 in 0.1 s", () => {
    for (const seed of SEEDS) {
      const { own, back } = returning({}, { kind: "hang", machine: "dns1", program: "keepalived" }, seed);
      own.runFor(0.1);
      const adverts = own.adverts("dns1", back).length;
      // dns2 has advertised for as many seconds as are left of the 14 or 15 after its taking over.
      expect(adverts).toBeGreaterThanOrEqual(10);
      expect(adverts).toBeLessThanOrEqual(14);
      expect(own.garps("dns1", back, back + 100)).toBe(5 * adverts);
    }
  });

  test("interface up again: far is met by silence, since the default route is gone", () => {
    const { own } = returning({}, { kind: "interface-down", machine: "dns1" }, 3);
    own.runFor(5);
    expect(poll(own.simulation, "far", 5000)).toEqual(["timeout x250"]);
    expect(poll(own.simulation, "cl", 100)).toEqual(["dns1 x5"]);
    own.inject({ kind: "crash", machine: "dns1" });
    own.heal({ kind: "crash", machine: "dns1" });
    own.runFor(10);
    expect(poll(own.simulation, "far", 100)).toEqual(["dns1 x5"]);
  });
});
