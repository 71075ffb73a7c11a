import { describe, expect, test } from "vitest";
import { journalOf } from "../pair.fixture.ts";
import type { Fault } from "../world/fault.ts";
import { keepalivedOf, type Lab } from "./lab.fixture.ts";
import { askUncached, upstreamLab } from "./upstream.fixture.ts";

const VIP = "192.168.13.10";
const DNS1 = "192.168.13.11";
const DNS2 = "192.168.13.12";
const T11 = { bind: `query-source address ${VIP};` };
const EXITS = "named does not start: could not get query source dispatcher (192.168.13.10#0): address not available";
const namedOf = (machine: string): Fault => ({ kind: "kill", machine, program: "named" });

/** Everything is stopped; named is started by hand later. */
function withoutNamed(own: Lab): Lab {
  own.inject(namedOf("dns1"), namedOf("dns2"));
  own.runFor(5);
  return own;
}

function linesOf(own: Lab, act: () => void): readonly string[] {
  return journalOf(own.simulation, act).filter(
    (line) => line.includes("does not start") || line.includes("named starts"),
  );
}

describe("vrrp-measured.md section 5: query-source address 192.168.13.10 (trap T11)", () => {
  test("named started before keepalived, both hosts (boot order): both exit, and the VIP comes to a host without named", () => {
    const own = withoutNamed(upstreamLab(T11));
    own.inject(keepalivedOf("dns1"), keepalivedOf("dns2"));
    const lines = linesOf(own, () => own.heal(namedOf("dns1"), namedOf("dns2")));
    expect(lines.map((line) => line.slice(line.indexOf("dns")))).toEqual([`dns1: ${EXITS}`, `dns2: ${EXITS}`]);
    own.heal(keepalivedOf("dns1"), keepalivedOf("dns2"));
    own.runFor(6);
    expect([own.holders, askUncached(own, VIP, "lab")]).toEqual(["dns1", "refused"]);
  });

  test("started while dns1 is active: dns1 runs, dns2 exits; after fail-over to dns2 refused for all", () => {
    const own = withoutNamed(upstreamLab(T11));
    const lines = linesOf(own, () => own.heal(namedOf("dns1"), namedOf("dns2")));
    expect(lines.map((line) => line.slice(line.indexOf("dns")))).toEqual(["dns1: named starts", `dns2: ${EXITS}`]);
    own.runFor(1);
    expect(askUncached(own, VIP, "out.test")).toBe(VIP);
    own.inject({ kind: "crash", machine: "dns1" });
    own.runFor(5);
    expect([own.holders, askUncached(own, VIP, "lab"), askUncached(own, VIP, "out.test")]).toEqual([
      "dns2",
      "refused",
      "refused",
    ]);
  });

  test("each started while active (both run): the standby answers SERVFAIL at once, and recovers with the address, both ways", () => {
    const own = upstreamLab(T11);
    own.runFor(3);
    expect([askUncached(own, VIP, "out.test"), askUncached(own, DNS2, "out.test")]).toEqual([VIP, "SERVFAIL"]);
    expect(askUncached(own, DNS2, "lab")).toBe("dns2");
    own.inject(keepalivedOf("dns1"));
    own.runFor(0.62 + 0.1);
    expect([own.holders, askUncached(own, DNS2, "out.test"), askUncached(own, DNS1, "out.test")]).toEqual([
      "dns2",
      VIP,
      "SERVFAIL",
    ]);
    own.heal(keepalivedOf("dns1"));
    own.runFor(3.7 + 0.1);
    expect([own.holders, askUncached(own, DNS1, "out.test"), askUncached(own, DNS2, "out.test")]).toEqual([
      "dns1",
      VIP,
      "SERVFAIL",
    ]);
  });

  test("reload of the standby: it fails, the old configuration stays, the process lives", () => {
    const own = upstreamLab(T11);
    own.runFor(3);
    const lines = journalOf(own.simulation, () => {
      own.simulation.reload("dns2", "named");
      own.simulation.reload("dns1", "named");
      own.runFor(1);
    });
    const failed = lines.filter((line) => line.includes("reloading configuration failed"));
    expect(failed.map((line) => line.slice(line.indexOf("dns")))).toEqual([
      "dns2: reloading configuration failed: could not get query source dispatcher (192.168.13.10#0): address not available",
    ]);
    expect([askUncached(own, DNS2, "lab"), askUncached(own, DNS2, "out.test")]).toEqual(["dns2", "SERVFAIL"]);
  });

  test("ip_nonlocal_bind=1: starts everywhere; the standby answers SERVFAIL at once for uncached names, with nothing on the wire; the active one works", () => {
    const own = withoutNamed(upstreamLab({ ...T11, keys: "sysctls: { net.ipv4.ip_nonlocal_bind: 1 }," }));
    own.inject(keepalivedOf("dns1"), keepalivedOf("dns2"));
    const lines = linesOf(own, () => own.heal(namedOf("dns1"), namedOf("dns2")));
    expect(lines.map((line) => line.slice(line.indexOf("dns")))).toEqual(["dns1: named starts", "dns2: named starts"]);
    own.heal(keepalivedOf("dns1"), keepalivedOf("dns2"));
    own.runFor(6);
    expect([own.holders, askUncached(own, VIP, "out.test")]).toEqual(["dns1", VIP]);
    const asked: string[] = [];
    own.simulation.listenIn((sighting) => {
      if (sighting.kind === "question") asked.push(sighting.way.hops[0]?.at ?? "");
    });
    expect(askUncached(own, DNS2, "out.test")).toBe("SERVFAIL");
    expect(asked).toEqual(["cl"]);
    const reloaded = journalOf(own.simulation, () => own.simulation.reload("dns2", "named"));
    expect(reloaded.some((line) => line.includes("failed"))).toBe(false);
  });

  test("no query-source: the standby resolves normally", () => {
    const own = upstreamLab();
    own.runFor(3);
    expect([askUncached(own, DNS1, "out.test"), askUncached(own, DNS2, "out.test")]).toEqual([DNS1, DNS2]);
  });
});
