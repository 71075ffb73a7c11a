import { describe, expect, test } from "vitest";
import { instanceText, type Lab, lab, type Router, SEEDS } from "./lab.fixture.ts";

const GLOBAL = "global_defs {\n\n}\n\n";

function reload(own: Lab, host: "dns1" | "dns2", router: Router, beside = ""): void {
  own.simulation.edit(`/${host}/keepalived.conf`, `${GLOBAL}${beside}${instanceText(host, router)}`);
  expect(own.simulation.reload(host, "keepalived")).toBe(true);
}

function running(options: Parameters<typeof lab>[0] = {}): Lab {
  const own = lab(options);
  own.runFor(5);
  return own;
}

const states = (own: Lab): string =>
  own.simulation.world.standings
    .map(({ contender, state, priority }) => `${contender.host} ${state} ${priority}`)
    .join(", ");

describe("SIGHUP, as keepalived 2.2.7 was recorded (conformance, vrrp.ndjson)", () => {
  test("the same file: the active router says so twice, and nothing changes", () => {
    const own = running();
    const now = own.simulation.now;
    reload(own, "dns1", {});
    own.runFor(0.5);
    expect(
      own
        .adverts("dns1", now)
        .slice(0, 2)
        .map(({ priority }) => priority),
    ).toEqual([101, 101]);
    expect(states(own)).toBe("dns1 active 101, dns2 backup 100");
  });

  // As recorded (conformance, "drawn 38").
  test.each<readonly [string, string, number, number]>([
    ["weight 20", "weight 20", 101, 121],
    ["weight -20", "weight -20", 101, 101],
    ["weight 20 reverse", "weight 20 reverse", 101, 81],
  ])("a script that is new counts from the end of its first run: %s", (_, weight, before, after) => {
    const own = running();
    const now = own.simulation.now;
    const script = 'vrrp_script new {\nscript "/bin/true"\ninterval 1\n}\n';
    reload(own, "dns1", { more: `track_script {\nnew ${weight}\n}` }, script);
    own.runFor(2.5);
    // Once before the files are read, once after, and from then on each second.
    expect(own.adverts("dns1", now).map(({ priority }) => priority)).toEqual([101, before, after, after]);
  });

  test("a lower priority goes out at once, and the backup takes over by its patience", () => {
    for (const seed of SEEDS) {
      const own = running({ seed });
      const now = own.simulation.now;
      reload(own, "dns1", { priority: 50 });
      own.runFor(6);
      expect(
        own
          .adverts("dns1", now)
          .slice(0, 2)
          .map(({ priority }) => priority),
      ).toEqual([101, 50]);
      const after = own.firstAdvert("dns2", now) ?? 0;
      // Since its last accepted advert, which came with the reload.
      expect(after).toBeGreaterThan(3.6);
      expect(after).toBeLessThan(3.65);
      expect(own.holders).toBe("dns2");
    }
  });

  test("a higher priority of the backup: its patience begins anew", () => {
    const own = running();
    const now = own.simulation.now;
    reload(own, "dns2", { priority: 200 });
    own.runFor(6);
    expect(own.firstAdvert("dns2", now)).toBeGreaterThan(3.2);
    expect(own.firstAdvert("dns2", now)).toBeLessThan(3.24);
    expect(own.holders).toBe("dns2");
  });

  test("another address is set and announced, and the old one removed", () => {
    const own = running();
    reload(own, "dns1", { addresses: "192.168.13.20/24" });
    own.runFor(0.5);
    const station = own.simulation.world.network.stations.get("dns1");
    expect(station?.addresses.map(({ address }) => String(address))).toEqual(["192.168.13.11", "192.168.13.20"]);
  });

  test("another virtual_router_id: the old one resigns, the new one begins as a backup", () => {
    const own = running();
    const now = own.simulation.now;
    reload(own, "dns1", { id: 77 });
    expect(own.adverts("dns1", now).map(({ priority }) => priority)).toEqual([101, 0]);
    own.runFor(2);
    expect(own.holders).toBe("dns2");
  });

  test("a script that is new counts for nothing until it has run, and then alone decides", () => {
    const own = running({ scripts: "other: fail" });
    const now = own.simulation.now;
    reload(
      own,
      "dns1",
      { more: "track_script {\nother\n}" },
      'vrrp_script other {\nscript "/bin/false"\ninterval 1\nfall 5\n}\n',
    );
    own.runFor(0.5);
    expect(own.adverts("dns1", now).map(({ priority }) => priority)).toContain(0);
    own.runFor(1);
    expect(own.holders).toBe("dns2");
  });

  test("a file that it does not start with ends it: no priority 0, and its address stays where it is", () => {
    const own = running();
    const now = own.simulation.now;
    own.simulation.edit("/dns1/keepalived.conf", "vrrp_instance VI_1 {\ninterface eth0\n}\n");
    own.simulation.reload("dns1", "keepalived");
    own.runFor(5);
    expect(own.adverts("dns1", now)).toEqual([]);
    expect(own.holders).toBe("dns1 and dns2");
  });

  test("one that stands still reads it when it goes on", () => {
    const own = running();
    own.inject({ kind: "hang", machine: "dns1", program: "keepalived" });
    reload(own, "dns1", { priority: 50 });
    own.runFor(6);
    expect(own.holders).toBe("dns1 and dns2");
    own.heal({ kind: "hang", machine: "dns1", program: "keepalived" });
    own.runFor(6);
    expect(states(own)).toBe("dns1 backup 50, dns2 active 100");
  });

  test("one that is started reads the file as it is then", () => {
    const own = running();
    own.inject({ kind: "stop", machine: "dns1", program: "keepalived" });
    own.simulation.edit("/dns1/keepalived.conf", GLOBAL + instanceText("dns1", { priority: 50 }));
    own.runFor(5);
    own.heal({ kind: "stop", machine: "dns1", program: "keepalived" });
    own.runFor(8);
    expect(states(own)).toBe("dns1 backup 50, dns2 active 100");
  });

  test("one that does not run reads nothing", () => {
    const own = running();
    own.inject({ kind: "stop", machine: "dns1", program: "keepalived" });
    expect(own.simulation.reload("dns1", "keepalived")).toBe(true);
    own.runFor(5);
    expect(own.holders).toBe("dns2");
    expect(own.simulation.reload("cl", "keepalived")).toBe(false);
  });
});
