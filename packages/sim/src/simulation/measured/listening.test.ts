import { type Address, parseAddress } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import { askWho, poll } from "../pair.fixture.ts";
import type { Fault } from "../world/fault.ts";
import { keepalivedOf, type Lab, type LabOptions, lab, type Measured, outside, SEEDS } from "./lab.fixture.ts";

const VIP = parseAddress("192.168.13.10") ?? ("" as Address);

/** Seconds from the moment at which dns2 has the address to its first answer; null: none in `forS` seconds. */
function firstAnswer(own: Lab, forS: number): number | null {
  own.inject(keepalivedOf("dns1"));
  while (own.holders !== "dns2") own.simulation.runFor(0.1);
  const set = own.simulation.now;
  let answered: number | null = null;
  let stepMs = 1;
  while (answered === null && own.simulation.now < set + forS * 1000) {
    askWho(own.simulation, "cl", (who, at) => {
      if (who === "dns2") answered ??= (at - set) / 1000;
    });
    own.simulation.runFor(stepMs);
    if (own.simulation.now > set + 1000) stepMs = 10;
  }
  return answered;
}

interface ListeningRow {
  readonly row: string;
  readonly options: LabOptions;
  /** Seconds; null: never. */
  readonly answers: Measured | null;
  readonly within: number;
}

const OWN = "listen-on { 127.0.0.1; 192.168.13.10; 192.168.13.11; 192.168.13.12; };";
const polled = (interval: string): LabOptions => ({
  bind: `automatic-interface-scan no; interface-interval ${interval};`,
});

const rows: readonly ListeningRow[] = [
  {
    row: "listen-on { any; }, defaults (automatic-interface-scan yes)",
    options: {},
    answers: [0.003, 0.01],
    within: 0.002,
  },
  {
    row: "listen-on { 127.0.0.1; 192.168.13.10; own; }, defaults",
    options: { listenOn: OWN },
    answers: [0.003, 0.01],
    within: 0.002,
  },
  {
    row: "interface-interval 0, scan on",
    options: { bind: "interface-interval 0;" },
    answers: [0.003, 0.01],
    within: 0.002,
  },
  { row: "automatic-interface-scan no; interface-interval 0: never", options: polled("0"), answers: null, within: 0 },
  {
    row: "automatic-interface-scan no; interface-interval 1: seconds, not minutes",
    options: polled("1"),
    answers: [0.05, 0.949],
    within: 0.06,
  },
  { row: "same, 10", options: polled("10"), answers: [0, 10], within: 0.02 },
  { row: "same, 1m", options: polled("1m"), answers: [0, 60], within: 0.02 },
  {
    row: "VIP not in listen-on: never",
    options: { listenOn: "listen-on { 192.168.13.11; 192.168.13.12; };" },
    answers: null,
    within: 0,
  },
  {
    row: "ip_nonlocal_bind=1, VIP listed, no scan: never, named goes by the interface list and not by bind()",
    options: { ...polled("0"), listenOn: OWN, sysctls: "net.ipv4.ip_nonlocal_bind: 1" },
    answers: null,
    within: 0,
  },
];

describe("vrrp-measured.md section 5: named of dns2, started before it had the address", () => {
  test.each(rows)("$row", ({ options, answers, within }) => {
    for (const seed of SEEDS.slice(0, 4)) {
      const own = lab({ ...options, seed });
      own.runFor(3);
      const first = firstAnswer(own, answers === null ? 5 : answers[1] + 1);
      if (answers === null) expect(first).toBeNull();
      else expect(outside([first], answers, within)).toEqual([]);
    }
  });

  test.each([
    ["10", 10_000],
    ["1m", 60_000],
  ] as const)("interface-interval %s counts from named's start", (interval, everyMs) => {
    const named: Fault = { kind: "kill", machine: "dns2", program: "named" };
    const own = lab(polled(interval));
    own.inject(named);
    own.runFor(1.234);
    own.heal(named);
    const start = own.simulation.now;
    own.runFor(7);
    const first = firstAnswer(own, 61);
    const set = own.simulation.now - (first ?? 0) * 1000;
    const passed = (set + (first ?? 0) * 1000 - start) % everyMs;
    expect(Math.min(passed, everyMs - passed)).toBeLessThan(12);
  });

  test("never: ICMP 3/3, 6 at once and then 1 a second, for as long as it is active", () => {
    const own = lab(polled("0"));
    own.runFor(2);
    poll(own.simulation, "cl", 100);
    own.inject(keepalivedOf("dns1"));
    own.runFor(1);
    const runs = poll(own.simulation, "cl", 4000);
    expect(runs[0]).toBe("refused x6");
    expect(runs.filter((run) => run === "refused x1")).toHaveLength(3);
  });

  test("after the address has left nobody listens there, and with its next coming named does again", () => {
    const own = lab({});
    own.runFor(2);
    const isOpen = (): boolean => {
      const vip = { address: VIP, port: 53 };
      const packet = { source: vip, destination: vip, protocol: "udp" } as const;
      return own.simulation.world.residentAt("dns2", packet, "udp") !== null;
    };
    expect(isOpen()).toBe(false);
    own.inject(keepalivedOf("dns1"));
    own.runFor(1);
    expect(isOpen()).toBe(true);
    own.heal(keepalivedOf("dns1"));
    own.runFor(6);
    expect([own.holders, isOpen()]).toEqual(["dns1", false]);
  });
});
