import { describe, expect, test } from "vitest";
import type { Hearing } from "../../vrrp/index.ts";
import { hearingOf } from "../../vrrp/index.ts";
import { poll } from "../pair.fixture.ts";
import { coldLab, keepalivedOf, type Lab, type LabOptions, lab, outside, type Router } from "./lab.fixture.ts";

const SEEDS = [1, 2, 3];

/** Both start together. */
function started(options: LabOptions, seed: number, seconds = 30): Lab {
  const own = coldLab({ ...options, seed });
  own.heal(keepalivedOf("dns1"), keepalivedOf("dns2"));
  own.runFor(seconds);
  return own;
}

const unicast = (own: string, peer: string, more = ""): Router => ({
  more: `unicast_src_ip 192.168.13.${own}\nunicast_peer {\n192.168.13.${peer}\n}\n${more}`,
});
const password = (text: string): Router => ({ authentication: `auth_type PASS\nauth_pass ${text}` });
const addresses = (...last: readonly number[]): Router => ({
  addresses: last.map((octet) => `192.168.13.${octet}/24`).join("\n"),
});
const v3: Router = { version: 3, authentication: "" };

interface MismatchRow {
  readonly row: string;
  readonly options: LabOptions;
  readonly holders: string;
  /** What dns1 makes of dns2's adverts, and dns2 of dns1's; `heard`, `unheard` or the log's words. */
  readonly dns1Hears: string;
  readonly dns2Hears: string;
}

const rows: readonly MismatchRow[] = [
  {
    row: "unicast_src_ip + unicast_peer both",
    options: { dns1: unicast("11", "12"), dns2: unicast("12", "11") },
    holders: "dns1",
    dns1Hears: "heard",
    dns2Hears: "heard",
  },
  {
    row: "dns1 unicast, dns2 multicast",
    options: { dns1: unicast("11", "12") },
    holders: "dns1 and dns2",
    dns1Hears: "unheard",
    dns2Hears: "unheard",
  },
  {
    row: "dns2's peer list wrong",
    options: { dns1: unicast("11", "12"), dns2: unicast("12", "99") },
    holders: "dns1",
    dns1Hears: "unheard",
    dns2Hears: "heard",
  },
  {
    row: "dns1's peer list wrong",
    options: { dns1: unicast("11", "99"), dns2: unicast("12", "11") },
    holders: "dns1 and dns2",
    dns1Hears: "heard",
    dns2Hears: "unheard",
  },
  {
    row: "unicast_src_ip, no peers: falls back to multicast",
    options: { dns1: { more: "unicast_src_ip 192.168.13.11" }, dns2: { more: "unicast_src_ip 192.168.13.12" } },
    holders: "dns1",
    dns1Hears: "heard",
    dns2Hears: "heard",
  },
  {
    row: "same + unicast_fault_no_peer: both FAULT",
    options: {
      dns1: { more: "unicast_src_ip 192.168.13.11\nunicast_fault_no_peer" },
      dns2: { more: "unicast_src_ip 192.168.13.12\nunicast_fault_no_peer" },
    },
    holders: "",
    dns1Hears: "heard",
    dns2Hears: "heard",
  },
  {
    row: "virtual_router_id 51 / 52",
    options: { dns2: { id: 52 } },
    holders: "dns1 and dns2",
    dns1Hears: "unheard",
    dns2Hears: "unheard",
  },
  {
    row: "auth_pass differs",
    options: { dns2: password("2222") },
    holders: "dns1 and dns2",
    dns1Hears: "received an invalid passwd!",
    dns2Hears: "received an invalid passwd!",
  },
  {
    row: "equal in the first 8 characters",
    options: { dns1: password("12345678a"), dns2: password("12345678b") },
    holders: "dns1",
    dns1Hears: "heard",
    dns2Hears: "heard",
  },
  {
    row: "PASS / none",
    options: { dns2: { authentication: "" } },
    holders: "dns1 and dns2",
    dns1Hears: "received a 0 auth, expecting 1!",
    dns2Hears: "received a 1 auth, expecting 0!",
  },
  {
    row: "v2 / v3",
    options: { dns2: v3 },
    holders: "dns1 and dns2",
    dns1Hears: "wrong version. Received 3 and expect 2",
    dns2Hears: "wrong version. Received 2 and expect 3",
  },
  {
    row: "2 addresses / 1 address",
    options: { dns1: addresses(10, 20) },
    holders: "dns1 and dns2",
    dns1Hears: "received an unexpected ip number count 1, expected 2!",
    dns2Hears: "received an unexpected ip number count 2, expected 1!",
  },
  {
    row: "1 / 1, different",
    options: { dns2: addresses(20) },
    holders: "dns1 and dns2",
    dns1Hears: "ip address associated with VRID 51 not present in MASTER advert : 192.168.13.10",
    dns2Hears: "ip address associated with VRID 51 not present in MASTER advert : 192.168.13.20",
  },
  {
    row: "v2, advert_int 1 / 3",
    options: { dns2: { interval: 3 } },
    holders: "dns1 and dns2",
    dns1Hears: "advertisement interval mismatch mine=1 sec rcv'd=3 sec",
    dns2Hears: "advertisement interval mismatch mine=3 sec rcv'd=1 sec",
  },
  {
    row: "v2, advert_int 3 / 1",
    options: { dns1: { interval: 3 } },
    holders: "dns1 and dns2",
    dns1Hears: "advertisement interval mismatch mine=3 sec rcv'd=1 sec",
    dns2Hears: "advertisement interval mismatch mine=1 sec rcv'd=3 sec",
  },
  {
    row: "v3, advert_int 1 (dns1, 101) / 3",
    options: { dns1: v3, dns2: { ...v3, interval: 3 } },
    holders: "dns1",
    dns1Hears: "heard",
    dns2Hears: "heard",
  },
  {
    row: "v3, 3 (dns1, 101) / 1",
    options: { dns1: { ...v3, interval: 3 }, dns2: v3 },
    holders: "dns1",
    dns1Hears: "heard",
    dns2Hears: "heard",
  },
  {
    row: "VIP /24 / /32",
    options: { dns2: { addresses: "192.168.13.10" } },
    holders: "dns1",
    dns1Hears: "heard",
    dns2Hears: "heard",
  },
  {
    row: "priority 256: 100 is used",
    options: { dns1: { priority: 256 }, dns2: { priority: 90 } },
    holders: "dns1",
    dns1Hears: "heard",
    dns2Hears: "heard",
  },
];

function words(hearing: Hearing): string {
  return hearing.kind === "refused" ? hearing.why : hearing.kind;
}

describe("vrrp-measured.md section 7: mismatches", () => {
  test.each(rows)("$row", ({ options, holders, dns1Hears, dns2Hears }) => {
    for (const seed of SEEDS) {
      const own = started(options, seed);
      expect(own.holders).toBe(holders);
      const [dns1, dns2] = own.simulation.world.standings.map(({ contender }) => contender);
      if (dns1 === undefined || dns2 === undefined) throw new Error("two hosts run keepalived");
      expect([words(hearingOf(dns1, dns2)), words(hearingOf(dns2, dns1))]).toEqual([dns1Hears, dns2Hears]);
    }
  });

  test("dns1's peer list wrong: dns1 answers each advert with GARP, clients are on dns1", () => {
    const own = started({ dns1: unicast("11", "99"), dns2: unicast("12", "11") }, 1);
    const since = own.simulation.now;
    expect(poll(own.simulation, "cl", 5000).at(-1)).toMatch(/^dns1 /);
    expect(own.garps("dns1", since, since + 5000)).toBeGreaterThanOrEqual(40);
  });

  test("dns1 unicast, dns2 multicast: both send for ever", () => {
    const own = started({ dns1: unicast("11", "12") }, 1);
    const since = own.simulation.now;
    own.runFor(10);
    expect(["dns1", "dns2"].map((host) => own.adverts(host, since).length >= 9)).toEqual([true, true]);
  });

  test.each<readonly [string, LabOptions]>([
    ["auth_pass differs", { dns2: password("2222") }],
    ["PASS / none", { dns2: { authentication: "" } }],
    ["v2 / v3", { dns2: v3 }],
    ["2 addresses / 1 address", { dns1: addresses(10, 20) }],
    ["1 / 1, different", { dns2: addresses(20) }],
  ])(
    "%s: each rejected advert puts the own off, and of two with equal intervals one is heard at a time",
    (_row, options) => {
      const shares = Array.from({ length: 10 }, (_, seed) => {
        const own = started(options, seed, 20);
        const since = own.simulation.now;
        own.runFor(10);
        const [dns1, dns2] = ["dns1", "dns2"].map((host) => own.adverts(host, since).length);
        // 11:1, 7:5, 6:6 and 10:2 were seen: one a second together, and one more for each change of roles.
        expect((dns1 ?? 0) + (dns2 ?? 0)).toBeGreaterThanOrEqual(9);
        expect((dns1 ?? 0) + (dns2 ?? 0)).toBeLessThanOrEqual(17);
        return dns1 ?? 0;
      });
      expect(new Set(shares).size).toBeGreaterThan(2);
    },
  );

  test.each<readonly [string, LabOptions, string]>([
    ["1 / 3", { dns2: { interval: 3 } }, "dns2"],
    ["3 / 1", { dns1: { interval: 3 } }, "dns1"],
  ])(
    "v2, advert_int %s: the 3 s router sends one advert 9.6 s after its start, never again, and keeps the address",
    (_row, options, slow) => {
      for (const seed of SEEDS) {
        const own = coldLab({ ...options, seed });
        const start = own.simulation.now;
        own.heal(keepalivedOf("dns1"), keepalivedOf("dns2"));
        own.runFor(40);
        expect(own.adverts(slow)).toHaveLength(1);
        expect(outside([own.firstAdvert(slow, start)], [9.6, 9.65], 0.02)).toEqual([]);
        expect(own.holders).toBe("dns1 and dns2");
      }
    },
  );

  test("v3, advert_int 1 (dns1) / 3: dns2 goes by dns1's interval", () => {
    const own = lab({ dns1: v3, dns2: { ...v3, interval: 3 } });
    own.runFor(5);
    const event = own.simulation.now;
    own.inject({ kind: "crash", machine: "dns1" });
    own.runFor(15);
    expect(outside([own.firstAdvert("dns2", event)], [2.6, 3.62], 0.01)).toEqual([]);
  });

  test("v3, 3 (dns1, 101) / 1: dns2 first (3.6), dns1 preempts at 10.83, dns2 steps down", () => {
    for (const seed of SEEDS) {
      const own = coldLab({ dns1: { ...v3, interval: 3 }, dns2: v3, seed });
      const start = own.simulation.now;
      own.heal(keepalivedOf("dns1"), keepalivedOf("dns2"));
      own.runFor(10);
      expect(own.holders).toBe("dns2");
      own.runFor(10);
      expect(own.holders).toBe("dns1");
      expect(outside([own.firstAdvert("dns2", start), own.firstAdvert("dns1", start)], [3.6, 10.83], 0.05)).toEqual([]);
      expect(outside([own.firstAdvert("dns1", start)], [10.81, 10.85], 0.05)).toEqual([]);
    }
  });

  test("vrrp_strict on both: one holder, adverts as usual, and no question to it is answered", () => {
    const strict = { dns1: { more: "", authentication: "" }, dns2: { authentication: "" }, global: "vrrp_strict" };
    const own = started(strict, 1);
    expect(own.holders).toBe("dns1");
    expect(own.adverts("dns1", own.simulation.now - 5000).length).toBeGreaterThanOrEqual(4);
    expect(poll(own.simulation, "cl", 100)).toEqual(["timeout x5"]);
  });
});
