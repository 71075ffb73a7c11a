import { type Address, instantFromMs, laterBy } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import { ManualAgenda } from "../../live/index.ts";
import type { Station } from "../../network/index.ts";
import { NeighbourTable } from "./neighbour-table.ts";
import { Random } from "./random.ts";

const VIP = "192.168.13.10" as Address;

/** cl, and two hosts of which each may hold the address, run or not, and be cut off. */
function link() {
  const agenda = new ManualAgenda();
  const holding = new Set(["dns1"]);
  const silent = new Set<string>();
  let changes = 0;
  const station = (name: string): Station => ({
    name,
    kind: "host",
    addresses: holding.has(name) ? [{ address: VIP, prefixLength: 24, isVirtual: true }] : [],
    routes: [],
    forwards: false,
    firewall: [],
    muted: [],
    cluster: null,
  });
  const world = {
    now: () => agenda.now(),
    station,
    answers: (_from: string, to: string) => !silent.has(to),
    isThere: () => [...holding].some((name) => !silent.has(name)),
    at: (when: ReturnType<typeof agenda.now>, act: () => void) => void agenda.at(when, act),
    changed: () => {
      changes += 1;
    },
  };
  const table = new NeighbourTable(world, new Random(1));
  /** Whom cl sends to now; what is sent is remembered. */
  const send = (): string | null => {
    const to = table.lookUp(station("cl"), VIP, [...holding].map(station));
    if (to !== null) table.used(table.slotOf("cl", VIP), "cl", VIP, to.name);
    return to?.name ?? null;
  };
  const pass = (ms: number): void => agenda.passUntil(laterBy(agenda.now(), ms));
  return { table, holding, silent, send, pass, changes: () => changes, agenda };
}

describe("whom a machine takes for the holder of an address (vrrp-measured.md section 4)", () => {
  test("whoever answers is remembered, also when another holds it by now", () => {
    const { holding, send } = link();
    expect(send()).toBe("dns1");
    holding.delete("dns1");
    holding.add("dns2");
    expect(send()).toBe("dns1");
  });

  test("nobody who does not answer is found", () => {
    const { silent, holding, send } = link();
    silent.add("dns1");
    expect(send()).toBe(null);
    holding.add("dns2");
    expect(send()).toBe("dns2");
  });

  test("a gratuitous ARP turns everybody who remembers somebody", () => {
    const { table, holding, send, changes } = link();
    send();
    holding.add("dns2");
    table.announce(VIP, "dns2", ["cl", "dns1", "dns2"]);
    expect([send(), changes()]).toEqual(["dns2", 1]);
    table.announce(VIP, "dns2", ["cl"]);
    expect(changes()).toBe(1);
  });

  test("who remembers nobody learns nothing from it, nor does who does not hear it", () => {
    const { table, send } = link();
    table.announce(VIP, "dns2", ["cl"]);
    expect(table.remembered("cl", VIP)).toBe(null);
    send();
    table.announce(VIP, "dns2", ["router"]);
    expect(table.remembered("cl", VIP)).toBe("dns1");
  });

  test("a neighbour that is gone is believed for 15 to 45 s, then doubted for 8 s, then somebody else is found", () => {
    const { holding, send, pass, agenda } = link();
    send();
    holding.delete("dns1");
    holding.add("dns2");
    let found = agenda.now();
    for (let second = 0; second < 60 && send() === "dns1"; second += 1) {
      pass(1000);
      found = agenda.now();
    }
    expect(send()).toBe("dns2");
    expect(found).toBeGreaterThanOrEqual(instantFromMs(15_000 + 8000));
    expect(found).toBeLessThanOrEqual(instantFromMs(45_000 + 8000 + 2000));
  });

  test("one that comes back while it is doubted is believed again", () => {
    const { silent, send, pass, changes } = link();
    send();
    pass(46_000);
    silent.add("dns1");
    send();
    pass(4000);
    silent.delete("dns1");
    pass(4000);
    expect([send(), changes()]).toEqual(["dns1", 0]);
  });

  test("nobody asks for a neighbour that nobody uses: however long it takes, it is still remembered", () => {
    const { table, holding, send, pass } = link();
    send();
    holding.delete("dns1");
    pass(3_600_000);
    expect(table.remembered("cl", VIP)).toBe("dns1");
  });

  test("a machine that was without power knows nobody", () => {
    const { table, send } = link();
    send();
    table.forget("cl");
    expect(table.remembered("cl", VIP)).toBe(null);
  });
});
