import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Advert, Contender } from "../../vrrp/index.ts";
import { holders, type PairOptions, pairTwin } from "../pair.fixture.ts";
import { Simulation } from "../simulation.ts";
import type { Fault } from "../world/fault.ts";
import { printJournalEntry } from "../world/journal.ts";
import { VrrpPart } from "./vrrp-part.ts";

const VIP = "192.168.13.10";
const KEEPALIVED = { machine: "dns1", program: "keepalived" } as const;

/** The pair, what its adverts were, and what the journal has of it. */
function lab(options: PairOptions = {}) {
  const adverts: Advert[] = [];
  const announced: string[] = [];
  let part: VrrpPart | null = null;
  const simulation = new Simulation(pairTwin(options), { seed: options.seed ?? 1 }, [
    (context) => {
      part = new VrrpPart(context, {
        advert: (advert) => void adverts.push(advert),
        announcement: (by: Contender, times) => void announced.push(`${by.host} x${times}`),
      });
      return part;
    },
  ]);
  if (part === null) throw new Error("there is no part");
  const lines: string[] = [];
  simulation.journal.listen((entry) => void lines.push(printJournalEntry(entry).trim().replace(/\s+/g, " ")));
  const own: VrrpPart = part;
  return { simulation, part: own, adverts, announced, lines };
}

/** The machines on which the virtual address is set. */
function setOn(simulation: Simulation): readonly string[] {
  return ["dns1", "dns2"].filter((host) =>
    simulation.world.stationNow(host)?.addresses.some(({ address }) => address === VIP),
  );
}

const confOf = (text: string): string =>
  `vrrp_instance VI_1 {\ninterface eth0\nvirtual_router_id 51\nadvert_int 1\nauthentication { auth_type PASS\n auth_pass 1111 }\n${text}\n}\n`;

describe("a site that has been at rest for long", () => {
  test("begins as it was elected: whoever holds the address goes on advertising within an interval, and nobody else", () => {
    const { simulation, adverts, lines } = lab();
    expect([holders(simulation), setOn(simulation)]).toEqual(["dns1", ["dns1"]]);
    simulation.runFor(1001);
    expect(adverts.map(({ from, priority }) => `${from.host} ${priority}`)).toEqual(["dns1 101"]);
    simulation.runFor(60_000);
    expect(new Set(adverts.map(({ from }) => from.host))).toEqual(new Set(["dns1"]));
    expect(lines).toEqual([]);
  });
});

describe("what happens to a machine", () => {
  test.each<readonly [what: string, fault: Fault, soon: readonly string[], later: readonly string[]]>([
    ["keepalived stops: the address goes at once", { kind: "stop", ...KEEPALIVED }, [], ["dns2"]],
    ["it is killed: the address stays", { kind: "kill", ...KEEPALIVED }, ["dns1"], ["dns1", "dns2"]],
    ["it hangs: the address stays", { kind: "hang", ...KEEPALIVED }, ["dns1"], ["dns1", "dns2"]],
    ["the power fails", { kind: "crash", machine: "dns1" }, [], ["dns2"]],
    ["the machine stands still", { kind: "freeze", machine: "dns1" }, ["dns1"], ["dns1", "dns2"]],
    ["its cable is out", { kind: "unplug", machine: "dns1" }, [], ["dns2"]],
    ["its interface is down", { kind: "interface-down", machine: "dns1", link: "lan" }, [], ["dns2"]],
    ["another cable is out", { kind: "unplug", machine: "dns1", link: "beyond" }, ["dns1"], ["dns1"]],
    ["its child is killed", { kind: "kill-vrrp-child", machine: "dns1" }, ["dns1"], ["dns1"]],
    ["named ends", { kind: "kill", machine: "dns1", program: "named" }, ["dns1"], ["dns1"]],
    ["it happens to the backup", { kind: "crash", machine: "dns2" }, ["dns1"], ["dns1"]],
    ["it happens to somebody without keepalived", { kind: "crash", machine: "router" }, ["dns1"], ["dns1"]],
  ])("%s", (_, fault, soon, later) => {
    const { simulation } = lab();
    simulation.runFor(3000);
    simulation.inject(fault);
    expect(setOn(simulation)).toEqual(soon);
    simulation.runFor(8000);
    expect(setOn(simulation)).toEqual(later);
    simulation.heal(fault);
    simulation.runFor(12_000);
    expect([holders(simulation), setOn(simulation)]).toEqual(["dns1", ["dns1"]]);
  });

  test("a keepalived that was killed removes the address when it is started again, before it waits", () => {
    const { simulation } = lab();
    simulation.inject({ kind: "kill", ...KEEPALIVED });
    simulation.runFor(1000);
    simulation.heal({ kind: "kill", ...KEEPALIVED });
    expect(setOn(simulation)).toEqual([]);
  });

  test("started where it runs already, or on a machine that is off, nothing happens", () => {
    const { simulation, lines } = lab();
    simulation.heal({ kind: "stop", ...KEEPALIVED });
    expect(lines.filter((line) => !line.includes("healed"))).toEqual([]);
    simulation.inject({ kind: "crash", machine: "dns1" });
    lines.splice(0);
    simulation.heal({ kind: "stop", ...KEEPALIVED });
    simulation.runFor(2000);
    expect(lines.some((line) => line.includes("vrrp dns1"))).toBe(false);
  });
});

describe("a reload", () => {
  const CONF = "/dns1/keepalived.conf";

  test("is keepalived's alone, and of a machine that has one", () => {
    const { part } = lab();
    expect([
      part.reload("dns1", "keepalived"),
      part.reload("dns1", "named"),
      part.reload("router", "keepalived"),
    ]).toEqual([true, false, false]);
  });

  test("sets the addresses that have come and removes those that are gone, and says so", () => {
    const { simulation, lines } = lab();
    simulation.runFor(3000);
    simulation.edit(CONF, confOf("priority 101\nvirtual_ipaddress { 192.168.13.20/24 }"));
    simulation.reload("dns1", "keepalived");
    expect(lines.filter((line) => line.includes(" address "))).toEqual([
      "3.000 s address dns1: gives up 192.168.13.10",
      "3.000 s address dns1: holds 192.168.13.20",
    ]);
    const own = simulation.world.stationNow("dns1")?.addresses.map(({ address }) => address) ?? [];
    expect(own).toContain("192.168.13.20");
    expect(own).not.toContain(VIP);
  });

  test("of one that hangs waits until it goes on", () => {
    const { simulation, lines } = lab();
    simulation.inject({ kind: "hang", ...KEEPALIVED });
    simulation.edit(CONF, confOf(`priority 90\nvirtual_ipaddress { ${VIP}/24 }`));
    simulation.reload("dns1", "keepalived");
    const reads = (): number => lines.filter((line) => line.includes("reads its configuration again")).length;
    expect(reads()).toBe(0);
    simulation.heal({ kind: "hang", ...KEEPALIVED });
    expect(reads()).toBe(1);
    simulation.runFor(8000);
    expect(setOn(simulation)).toEqual(["dns2"]);
  });

  test("with a file that keepalived would not start with it ends, and its address stays", () => {
    const { simulation } = lab();
    simulation.edit(CONF, "vrrp_instance VI_1 {\nvirtual_router_id 51\n}\n");
    simulation.reload("dns1", "keepalived");
    simulation.runFor(8000);
    expect(setOn(simulation)).toEqual(["dns1", "dns2"]);
  });

  test("a file that is changed meanwhile is read when the process starts, and not before", () => {
    const { simulation, adverts } = lab();
    simulation.edit(CONF, confOf(`priority 120\nvirtual_ipaddress { ${VIP}/24 }`));
    simulation.runFor(3000);
    expect(adverts.at(-1)?.priority).toBe(101);
    simulation.inject({ kind: "stop", ...KEEPALIVED });
    simulation.heal({ kind: "stop", ...KEEPALIVED });
    simulation.runFor(8000);
    expect(adverts.at(-1)?.priority).toBe(120);
  });
});

describe("who listens", () => {
  test("hears each take-over announced five times, and once more five seconds later", () => {
    const { simulation, announced } = lab();
    simulation.inject({ kind: "stop", ...KEEPALIVED });
    simulation.runFor(2000);
    expect(announced).toEqual(["dns2 x5"]);
    simulation.runFor(5000);
    expect(announced).toEqual(["dns2 x5", "dns2 x5"]);
  });
});

test("law: whatever happens to whom, once all is healed the better one has the address, and alone", () => {
  const machine = fc.constantFrom("dns1", "dns2");
  const fault = fc.oneof(
    fc.record({ kind: fc.constantFrom("crash", "freeze", "unplug", "kill-vrrp-child"), machine }),
    fc.record({ kind: fc.constantFrom("kill", "stop", "hang"), machine, program: fc.constant("keepalived" as const) }),
    fc.record({ kind: fc.constant("interface-down"), machine, link: fc.constantFrom("lan", "beyond") }),
    fc.constant({ kind: "mute-adverts", between: ["dns1", "dns2"], direction: "both-ways" }),
  ) as fc.Arbitrary<Fault>;
  const spell = fc.record({ fault, waitMs: fc.nat(4000) });
  fc.assert(
    fc.property(fc.array(spell, { maxLength: 6 }), fc.nat(50), (spells, seed) => {
      const { simulation } = lab({ seed });
      for (const { fault: one, waitMs } of spells) {
        simulation.inject(one);
        simulation.runFor(waitMs);
      }
      for (const { fault: one } of spells) simulation.heal(one);
      simulation.runFor(20_000);
      expect([holders(simulation), setOn(simulation)]).toEqual(["dns1", ["dns1"]]);
    }),
    { numRuns: 60 },
  );
});
