import { describe, expect, test } from "vitest";
import { poll } from "../pair.fixture.ts";
import type { Fault } from "../world/fault.ts";
import {
  coldLab,
  keepalivedOf,
  type Lab,
  type LabOptions,
  lab,
  type Measured,
  outside,
  type Router,
  SEEDS,
} from "./lab.fixture.ts";

const DIG = "dig @127.0.0.1 who.lab TXT";
const KILL_0 = "kill -0 4711";

/** Both hosts track one script, which follows named. */
function tracking(
  lines: string,
  { dns1 = {}, dns2 = {} }: { dns1?: Router; dns2?: Router } = {},
  script = `${DIG} +time=1 +tries=1`,
): LabOptions {
  const more = "track_script {\nchk\n}";
  return {
    blocks: `vrrp_script chk {\nscript "${script}"\n${lines}\n}`,
    scripts: "chk: named",
    dns1: { more, ...dns1 },
    dns2: { more, ...dns2 },
  };
}

const killed: Fault = { kind: "kill", machine: "dns1", program: "named" };
const hung: Fault = { kind: "hang", machine: "dns1", program: "named" };
const endless: Fault = { kind: "hang-script", machine: "dns1", script: "chk" };

/** dns1's keepalived is started first: scripts run in step with it, as in the laboratory. The event comes whenever it comes. */
function running(options: LabOptions, seed: number): Lab {
  const own = coldLab({ ...options, seed });
  own.heal(keepalivedOf("dns1"));
  own.runFor(6);
  own.heal(keepalivedOf("dns2"));
  own.runFor(20 + 0.137 * seed);
  return own;
}

interface ScriptRow {
  readonly row: string;
  readonly options: LabOptions;
  readonly fault: Fault;
  /** From the event to dns2's first advert; null: never. */
  readonly advert: Measured | null;
  /** Adverts with priority 0 that dns1 sends. */
  readonly resigns: number;
  readonly holder: string;
}

const priorities = (one: number, two: number) => ({ dns1: { priority: one }, dns2: { priority: two } });

const rows: readonly ScriptRow[] = [
  {
    row: "dig +time=1 +tries=1, interval 1 fall 1, no weight: FAULT",
    options: tracking("interval 1\nfall 1"),
    fault: killed,
    advert: [0.742, 1.61],
    resigns: 2,
    holder: "dns2",
  },
  {
    row: "kill -0 PID, same",
    options: tracking("interval 1\nfall 1", {}, KILL_0),
    fault: killed,
    advert: [0.733, 1.61],
    resigns: 2,
    holder: "dns2",
  },
  {
    row: "dig, fall 3",
    options: tracking("interval 1\nfall 3"),
    fault: killed,
    advert: [2.961, 3.61],
    resigns: 2,
    holder: "dns2",
  },
  {
    row: "kill -0, interval 2 fall 2",
    options: tracking("interval 2\nfall 2", {}, KILL_0),
    fault: killed,
    advert: [3.604, 4.61],
    resigns: 2,
    holder: "dns2",
  },
  {
    row: "weight -20: dig",
    options: tracking("interval 1\nfall 1\nweight -20"),
    fault: killed,
    advert: [3.298, 3.514],
    resigns: 0,
    holder: "dns2",
  },
  {
    row: "weight -20: kill -0",
    options: tracking("interval 1\nfall 1\nweight -20", {}, KILL_0),
    fault: killed,
    advert: [3.713, 4.189],
    resigns: 0,
    holder: "dns2",
  },
  {
    row: "weight 20 (121/120 when well)",
    options: tracking("interval 1\nfall 1\nweight 20"),
    fault: killed,
    advert: [3.861, 4.055],
    resigns: 0,
    holder: "dns2",
  },
  {
    row: "weight -20, priorities 150/50: nothing moves",
    options: tracking("interval 1\nfall 1\nweight -20", priorities(150, 50)),
    fault: killed,
    advert: null,
    resigns: 0,
    holder: "dns1",
  },
  {
    row: "weight 250 (101/100): capped at 254 on both",
    options: tracking("interval 1\nfall 1\nweight 250"),
    fault: killed,
    advert: [2.96, 3.01],
    resigns: 0,
    holder: "dns2",
  },
  {
    row: "weight -250 (254/100) gives 4",
    options: tracking("interval 1\nfall 1\nweight -250", priorities(254, 100)),
    fault: killed,
    advert: [2.7, 3.6],
    resigns: 0,
    holder: "dns2",
  },
  {
    row: "named hung, dig +time=1, interval 2, fall 2: dig ends by itself with 9",
    options: tracking("interval 2\nfall 2"),
    fault: hung,
    advert: [4.245, 4.715],
    resigns: 2,
    holder: "dns2",
  },
  {
    row: "named hung, dig 1/1 (+time 1, interval 1): dig exits 0 on SIGTERM",
    options: tracking("interval 1\nfall 1"),
    fault: hung,
    advert: null,
    resigns: 0,
    holder: "dns1",
  },
  {
    row: "named hung, dig 5/1",
    options: tracking("interval 1\nfall 1", {}, `${DIG} +time=5 +tries=1`),
    fault: hung,
    advert: null,
    resigns: 0,
    holder: "dns1",
  },
  {
    row: "named hung, dig 5/2",
    options: tracking("interval 2\nfall 1", {}, `${DIG} +time=5 +tries=1`),
    fault: hung,
    advert: null,
    resigns: 0,
    holder: "dns1",
  },
  {
    row: "named hung, dig 5 with timeout 3",
    options: tracking("interval 1\nfall 1\ntimeout 3", {}, `${DIG} +time=5 +tries=1`),
    fault: hung,
    advert: null,
    resigns: 0,
    holder: "dns1",
  },
  {
    row: "hung script that dies of SIGTERM, interval 1, fall 1",
    options: tracking("interval 1\nfall 1", {}, "sleep 1000"),
    fault: endless,
    advert: [1.655, 2.61],
    resigns: 2,
    holder: "dns2",
  },
  {
    row: "hung script that dies of SIGTERM, interval 1, fall 2",
    options: tracking("interval 1\nfall 2", {}, "sleep 1000"),
    fault: endless,
    advert: [3.15, 3.27],
    resigns: 2,
    holder: "dns2",
  },
  {
    row: "timeout -s KILL 0.8 dig ... +time=5, interval 1, fall 2, named hung: the remedy",
    options: tracking("interval 1\nfall 2", {}, `timeout -s KILL 0.8 ${DIG} +time=5`),
    fault: hung,
    advert: [2.574, 3.288],
    resigns: 2,
    holder: "dns2",
  },
];

describe("vrrp-measured.md section 2: named killed or hung, with tracking", () => {
  test.each(rows)("$row", ({ options, fault, advert, resigns, holder }) => {
    for (const seed of SEEDS) {
      const own = running(options, seed);
      const event = own.simulation.now;
      own.inject(fault);
      own.runFor(16);
      const first = own.firstAdvert("dns2", event);
      if (advert === null) expect(first).toBeNull();
      // Within an interval of the script, or of the adverts: the phase of both is drawn.
      else expect(outside([first], advert, 1)).toEqual([]);
      expect(own.adverts("dns1", event).filter(({ priority }) => priority === 0)).toHaveLength(resigns);
      expect(own.holders).toBe(holder);
    }
  });

  test("the client's gap is that of the adverts, and the outage stays where nothing moves", () => {
    const weighted = running(tracking("interval 1\nfall 1\nweight -20"), 5);
    weighted.inject(killed);
    expect(poll(weighted.simulation, "cl", 6000).at(-1)).toMatch(/^dns2 /);
    const apart = running(tracking("interval 1\nfall 1\nweight -20", priorities(150, 50)), 5);
    apart.inject(killed);
    expect(poll(apart.simulation, "cl", 6000).at(-1)).toMatch(/^(timeout|refused) /);
  });

  test("priority 81 goes out with the next regular advert, and dns2 fires 3.609 after the last with 101", () => {
    for (const seed of SEEDS) {
      const own = running(tracking("interval 1\nfall 1\nweight -20"), seed);
      const event = own.simulation.now;
      own.inject(killed);
      own.runFor(6);
      const fromDns1 = own.adverts("dns1");
      const last = fromDns1.filter(({ priority }) => priority === 101).at(-1)?.at ?? 0;
      const first = own.adverts("dns2", event)[0]?.at ?? 0;
      expect(outside([(first - last) / 1000], [3.609, 3.611], 0.001)).toEqual([]);
      const regular = fromDns1.filter(({ at }) => at > event - 2500 && at < first);
      for (const [index, { at }] of regular.slice(1).entries())
        expect(at - (regular[index]?.at ?? 0)).toBeCloseTo(1000.3, -1);
      expect(new Set(regular.map(({ priority }) => priority))).toEqual(new Set([101, 81]));
    }
  });
});

interface BackRow {
  readonly row: string;
  readonly lines: string;
  /** dns1 answers so long after named's start. */
  readonly answers: Measured;
}

describe("section 2: named is back", () => {
  test.each<BackRow>([
    {
      row: "dig, rise 1 (weight 0): check, then BACKUP, then 3.605",
      lines: "interval 1\nfall 1\nrise 1",
      answers: [3.77, 4.62],
    },
    { row: "dig, rise 3 (weight 0)", lines: "interval 1\nfall 1\nrise 3", answers: [5.65, 6.01] },
    { row: "weight -20: no state change needed", lines: "interval 1\nfall 1\nweight -20", answers: [2.92, 3.13] },
  ])("$row", ({ lines, answers }) => {
    for (const seed of SEEDS) {
      const own = running(tracking(lines), seed);
      own.inject(killed);
      poll(own.simulation, "cl", 9000);
      const start = own.simulation.now;
      own.heal(killed);
      const runs = poll(own.simulation, "cl", 9000);
      const taken = own.simulation.world.standings.find(({ holds }) => holds)?.contender.host;
      expect(taken).toBe("dns1");
      // With a weight dns1 has never stopped being a backup, and its first advert is that of the taking over.
      expect(outside([own.firstAdvert("dns1", start)], answers, 1)).toEqual([]);
      const lost = runs.filter((run) => !/^dns[12] /.test(run)).map((run) => Number(run.split("x")[1]));
      expect(lost.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(3);
    }
  });
});

describe("section 2: track_process, as it went in a network namespace (the kernel's events are refused)", () => {
  const watching = (weight: number): LabOptions => ({
    blocks: `vrrp_track_process chk {\nprocess named\nweight ${weight}\n}`,
    scripts: "chk: fail",
    dns1: { more: "track_process {\nchk\n}" },
    dns2: { more: "track_process {\nchk\n}" },
  });

  test("weight 0: FAULT from the start on both, nobody is active", () => {
    const own = coldLab(watching(0));
    own.heal(keepalivedOf("dns1"), keepalivedOf("dns2"));
    own.runFor(20);
    expect([own.holders, own.seen.length]).toEqual(["", 0]);
    expect(own.simulation.world.standings.map(({ state }) => state)).toEqual(["fault", "fault"]);
  });

  test("weight -20: -20 from the start for ever, and killing named changes nothing", () => {
    const own = coldLab(watching(-20));
    own.heal(keepalivedOf("dns1"), keepalivedOf("dns2"));
    own.runFor(10);
    own.inject(killed);
    own.runFor(10);
    expect(own.holders).toBe("dns1");
    expect(new Set(own.adverts("dns1").map(({ priority }) => priority))).toEqual(new Set([81]));
  });

  test("where events come (declared `named`; keepalived's source, not measured) the end of named is noticed at once", () => {
    const own = lab({ ...watching(0), scripts: "chk: named" });
    own.runFor(5);
    const event = own.simulation.now;
    own.inject(killed);
    own.runFor(2);
    expect(own.holders).toBe("dns2");
    expect(outside([own.firstAdvert("dns2", event)], [0.609, 0.62], 0.001)).toEqual([]);
    own.heal(killed);
    own.runFor(5);
    expect(own.holders).toBe("dns1");
  });
});
