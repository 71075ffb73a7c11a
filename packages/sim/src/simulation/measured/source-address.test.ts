import type { Address } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import type { Fault } from "../world/fault.ts";
import { askUncached, type UpstreamOptions, upstreamLab } from "./upstream.fixture.ts";

const VIP = "192.168.13.10";
const stopped: Fault = { kind: "stop", machine: "dns1", program: "keepalived" };

interface SourceRow {
  readonly row: string;
  readonly options: UpstreamOptions;
  /** The source of the active host's questions, by the host: HOST stands for 11 or 12. */
  readonly beyond: string;
  /** null: not run in the laboratory. */
  readonly near: string | null;
}

const rows: readonly SourceRow[] = [
  { row: "VIP /24, no query-source", options: {}, beyond: "192.168.13.HOST", near: "192.168.13.HOST" },
  {
    row: "VIP /32 or without prefix",
    options: { router: { addresses: VIP } },
    beyond: "192.168.13.HOST",
    near: "192.168.13.HOST",
  },
  {
    row: "listen-on { 192.168.13.10; } only",
    options: { listenOn: `listen-on { ${VIP}; };` },
    beyond: "192.168.13.HOST",
    near: null,
  },
  {
    row: "own address in another net, VIP /24, default via 192.168.13.1",
    options: { own: "10.9.0.HOST" },
    beyond: VIP,
    near: null,
  },
  {
    row: "own .11/32 with a hand-made link route, VIP /24",
    options: { own: "192.168.13.HOST/32", routes: "192.168.13.0/24: link, default: 192.168.13.1" },
    beyond: VIP,
    // Not run in the laboratory: `ip route get` of Linux says so, since the route by hand was there first.
    near: "192.168.13.HOST",
  },
  { row: "own .11/16, VIP /24", options: { own: "192.168.13.HOST/16" }, beyond: "192.168.13.HOST", near: VIP },
  {
    row: "virtual_routes { 192.0.2.0/24 via 192.168.13.1 dev eth0 src 192.168.13.10 }",
    options: { router: { more: `virtual_routes {\n192.0.2.0/24 via 192.168.13.1 dev eth0 src ${VIP}\n}` } },
    beyond: VIP,
    near: null,
  },
  {
    row: "query-source address 192.168.13.10",
    options: { bind: `query-source address ${VIP};` },
    beyond: VIP,
    near: null,
  },
];

describe("vrrp-measured.md section 6: source address of named's own questions on the active host", () => {
  test.each(rows)("$row", ({ options, beyond, near }) => {
    const own = upstreamLab(options);
    const check = (host: string): void => {
      expect(askUncached(own, VIP, "out.test")).toBe(beyond.replace("HOST", host));
      if (near !== null) expect(askUncached(own, VIP, "near.test")).toBe(near.replace("HOST", host));
    };
    own.runFor(3);
    check("11");
    own.inject(stopped);
    own.runFor(5);
    expect(own.holders).toBe("dns2");
    check("12");
    own.heal(stopped);
    own.runFor(8);
    expect(own.holders).toBe("dns1");
    check("11");
  });

  test("default route with src 192.168.13.10, added by hand: .10, but the kernel deletes the route when the VIP leaves and nobody restores it: dns1 after fail-back answers SERVFAIL", () => {
    const own = upstreamLab({ routes: `default: { via: 192.168.13.1, src: ${VIP} }` });
    own.runFor(3);
    expect(askUncached(own, VIP, "out.test")).toBe(VIP);
    // The other host could not set the route up: it does not hold the address.
    expect(askUncached(own, "192.168.13.12", "out.test")).toBe("SERVFAIL");
    own.inject(stopped);
    own.runFor(5);
    own.heal(stopped);
    own.runFor(8);
    expect([own.holders, askUncached(own, VIP, "out.test")]).toEqual(["dns1", "SERVFAIL"]);
    const again = { change: "add", to: { address: "0.0.0.0" as Address, length: 0 } } as const;
    const by = { via: "192.168.13.1" as Address, src: VIP as Address };
    expect(own.simulation.changeRoute("dns1", { ...again, ...by })).toBeNull();
    expect(askUncached(own, VIP, "out.test")).toBe(VIP);
  });

  test("virtual_routes come and go with the VIP: the standby asks from its own address", () => {
    const own = upstreamLab(rows.find(({ row }) => row.startsWith("virtual_routes"))?.options);
    own.runFor(3);
    expect(askUncached(own, "192.168.13.12", "out.test")).toBe("192.168.13.12");
    own.inject(stopped);
    own.runFor(5);
    expect(askUncached(own, "192.168.13.11", "out.test")).toBe("192.168.13.11");
  });
});
