import { describe, test } from "vitest";
import { asking, type IpamLab, type ServiceWords, serviceOf } from "./ipam.fixture.ts";
import { type CiliumCase, gone, type IpamDeed, inTurn, playSteps, pool } from "./ipam-steps.fixture.ts";

const TEN = ["10.0.10.0/24"];
const BLUE = { labels: { color: "blue" } };
const RED = { labels: { color: "red" } };

function service(name: string, words: ServiceWords = {}): IpamDeed {
  return (lab) => void lab.put(serviceOf(name, words));
}

const restart = (lab: IpamLab): void => lab.startOperator();

/** Scenarios of Cilium 1.20.2's own tests (operator/pkg/lbipam/lbipam_test.go, by the name there), as they are about pools. */
const rows: readonly CiliumCase[] = [
  [
    "TestConflictResolution",
    "the newer pool is marked, all its blocks give nothing, and without the block in question it is not marked any more",
    [
      [pool("a", TEN), "; a 0 of 256"],
      [
        pool("b", ["10.0.10.0/24", "ff::/48"], { created: "2024-01-01T00:00:00Z" }),
        "; a 0 of 256, b 0 of 1208925819614629174706432 in conflict",
      ],
      [
        service("six", { families: ["IPv6"] }),
        "six - no_pool; a 0 of 256, b 0 of 1208925819614629174706432 in conflict",
      ],
      [
        pool("b", ["ff::/48"], { created: "2024-01-01T00:00:00Z" }),
        "six ff:: satisfied; a 0 of 256, b 1 of 1208925819614629174706176",
      ],
    ],
  ],
  [
    "TestPoolInternalConflict",
    "blocks of one pool that overlap, and one of them taken out",
    [
      [pool("a", ["10.0.10.0/24", "10.0.10.64/28"]), "; a 0 of 272 in conflict"],
      [service("web"), "web - no_pool; a 0 of 272 in conflict"],
      [pool("a", TEN), "web 10.0.10.0 satisfied; a 1 of 256"],
    ],
  ],
  [
    "settleConflicts (lbipam.go)",
    "a block that is added to a marked pool gives addresses: what is in conflict is told of blocks, and it is new",
    [
      [
        inTurn(pool("a", TEN), pool("b", ["10.0.10.128/25"], { created: "2024-01-01T00:00:00Z" })),
        "; a 0 of 256, b 0 of 128 in conflict",
      ],
      [
        inTurn(
          pool("b", ["10.0.10.128/25", "10.0.20.0/30"], { created: "2024-01-01T00:00:00Z" }),
          service("web", asking("10.0.20.1")),
        ),
        "web 10.0.20.1 satisfied; a 0 of 256, b 1 of 132 in conflict",
      ],
    ],
  ],
  [
    "TestAllowFirstLastIPs, TestUpdateAllowFirstAndLastIPs",
    "who waits for the first address gets it when it may be given",
    [
      [
        inTurn(pool("a", ["10.0.10.16/30"], { firstLast: "No" }), service("web", { loadBalancerIp: "10.0.10.16" })),
        "web - already_allocated; a 2 of 4",
      ],
      [pool("a", ["10.0.10.16/30"], { firstLast: "Yes" }), "web 10.0.10.16 satisfied; a 1 of 4"],
      [pool("a", ["10.0.10.16/30"], { firstLast: "No" }), "web 10.0.10.16 satisfied; a 2 of 4"],
    ],
  ],
  [
    "TestAddPool",
    "who asks for an address of no pool gets it when there is one",
    [
      [inTurn(pool("a", TEN), service("web", { loadBalancerIp: "10.0.20.10" })), "web - no_pool; a 0 of 256"],
      [pool("b", ["10.0.20.0/24"]), "web 10.0.20.10 satisfied; a 0 of 256, b 1 of 256"],
    ],
  ],
  [
    "TestAddRange",
    "the same with a block of the pool that there is",
    [
      [inTurn(pool("a", TEN), service("web", { loadBalancerIp: "10.0.20.10" })), "web - no_pool; a 0 of 256"],
      [pool("a", [...TEN, "10.0.20.0/24"]), "web 10.0.20.10 satisfied; a 1 of 512"],
    ],
  ],
  [
    "TestDisablePool",
    "disabled it keeps what was given and gives nothing, enabled it gives again",
    [
      [inTurn(pool("a", TEN), service("one")), "one 10.0.10.0 satisfied; a 1 of 256"],
      [
        inTurn(pool("a", TEN, { disabled: true }), service("two")),
        "one 10.0.10.0 satisfied, two - no_pool; a 1 of 256",
      ],
      [pool("a", TEN), "one 10.0.10.0 satisfied, two 10.0.10.1 satisfied; a 2 of 256"],
    ],
  ],
  [
    "TestPoolDelete",
    "of two pools of two blocks the one that gave the address is deleted: the other gives one",
    [
      [
        inTurn(
          pool("a", ["10.0.10.0/24", "10.1.10.0/24"]),
          pool("b", ["10.0.20.0/24", "10.1.20.0/24"]),
          service("web"),
        ),
        "web 10.0.10.0 satisfied; a 1 of 512, b 0 of 512",
      ],
      [gone("a"), "web 10.0.20.0 satisfied; b 1 of 512"],
      [gone("b"), "web - no_pool; "],
    ],
  ],
  [
    "TestRangeDelete",
    "a block more changes nothing; the block of the address taken out moves the service",
    [
      [
        inTurn(pool("a", TEN), service("web"), pool("a", [...TEN, "10.0.20.0/24"])),
        "web 10.0.10.0 satisfied; a 1 of 512",
      ],
      [pool("a", ["10.0.20.0/24"]), "web 10.0.20.0 satisfied; a 1 of 256"],
    ],
  ],
  [
    "TestPoolUpdate",
    "a block made wider and a selector made wider leave the address with its service",
    [
      [
        inTurn(pool("a", TEN, BLUE), service("blue", BLUE), service("red", RED)),
        "blue 10.0.10.0 satisfied, red - no_pool; a 1 of 256",
      ],
      [pool("a", ["10.0.10.0/23"], BLUE), "blue 10.0.10.0 satisfied, red - no_pool; a 1 of 512"],
      [pool("a", TEN), "blue 10.0.10.0 satisfied, red 10.0.10.1 satisfied; a 2 of 256"],
    ],
  ],
  [
    "TestPoolExtendWithPendingServices",
    "those that have an address keep it, those that wait get the new ones",
    [
      [
        inTurn(pool("a", ["10.0.10.0/31"]), service("a1"), service("a2"), service("a3"), service("a4")),
        "a1 10.0.10.0 satisfied, a2 10.0.10.1 satisfied, a3 - out_of_ips, a4 - out_of_ips; a 2 of 2",
      ],
      [
        pool("a", ["10.0.10.0/29"]),
        "a1 10.0.10.0 satisfied, a2 10.0.10.1 satisfied, a3 10.0.10.2 satisfied, a4 10.0.10.3 satisfied; a 4 of 8",
      ],
    ],
  ],
  [
    "TestPoolShrinkWithPendingServices",
    "who has IPv4 and waits for IPv6 keeps what it has, and the one whose address is gone does not take it",
    [
      [
        inTurn(
          pool("a", ["10.0.10.10-10.0.10.11"]),
          service("one"),
          service("two", { families: ["IPv4", "IPv6"], familyPolicy: "PreferDualStack" }),
        ),
        "one 10.0.10.10 satisfied, two 10.0.10.11 no_pool; a 2 of 2",
      ],
      [pool("a", ["10.0.10.11-10.0.10.11"]), "one - out_of_ips, two 10.0.10.11 no_pool; a 1 of 1"],
    ],
  ],
  [
    "TestPoolShrink",
    "counts follow the blocks, and the service the block that is left",
    [
      [inTurn(pool("a", ["10.0.10.0/24", "10.0.11.0/24"]), service("web")), "web 10.0.10.0 satisfied; a 1 of 512"],
      [pool("a", TEN), "web 10.0.10.0 satisfied; a 1 of 256"],
      [pool("a", ["10.0.11.0/24"]), "web 10.0.11.0 satisfied; a 1 of 256"],
    ],
  ],
  [
    "TestChangePoolSelector",
    "a selector that no longer matches takes the address",
    [
      [inTurn(pool("a", TEN, RED), service("web", RED)), "web 10.0.10.0 satisfied; a 1 of 256"],
      [pool("a", TEN, { labels: { color: "green" } }), "web - no_pool; a 0 of 256"],
    ],
  ],
  [
    "TestRangeFromPrefix",
    "a prefix with bits behind its length begins at its network",
    [[inTurn(pool("a", ["10.0.0.12/24"]), service("web")), "web 10.0.0.0 satisfied; a 1 of 256"]],
  ],
  [
    "TestLBIPAMStartupRestartShutdown",
    "dormant without a pool, awake with one, dormant again when the last has gone",
    [
      [service("one"), "one -; "],
      [pool("a", ["10.0.0.0/24"]), "one 10.0.0.0 satisfied; a 1 of 256"],
      [gone("a"), "one - no_pool; "],
      [service("two"), "one - no_pool, two -; "],
    ],
  ],
  [
    "TestLBIPAMRestartOnFullPool",
    "a restart on a full pool leaves each address where it was",
    [
      [
        inTurn(pool("a", ["10.0.0.0/31"]), service("a1"), service("a2"), service("a3"), service("a4")),
        "a1 10.0.0.0 satisfied, a2 10.0.0.1 satisfied, a3 - out_of_ips, a4 - out_of_ips; a 2 of 2",
      ],
      [restart, "a1 10.0.0.0 satisfied, a2 10.0.0.1 satisfied, a3 - out_of_ips, a4 - out_of_ips; a 2 of 2"],
    ],
  ],
  [
    "handlePoolModified (lbipam.go)",
    "a block whose start is behind its stop stops the change half-way: the old block is gone, its service is told only when it changes",
    [
      [
        inTurn(pool("a", TEN), service("one"), service("two")),
        "one 10.0.10.0 satisfied, two 10.0.10.1 satisfied; a 2 of 256",
      ],
      [
        pool("a", ["10.0.20.0/24", "10.0.30.9-10.0.30.1", "10.0.40.0/24"]),
        "one 10.0.10.0 satisfied, two 10.0.10.1 satisfied; a 2 of 256",
      ],
      [service("none", { type: "ClusterIP" }), "one 10.0.10.0 satisfied, two 10.0.10.1 satisfied, none -; a 0 of 256"],
      [gone("none"), "one 10.0.10.0 satisfied, two 10.0.10.1 satisfied; a 0 of 256"],
      [service("one", BLUE), "one 10.0.20.0 satisfied, two 10.0.10.1 satisfied; a 1 of 256"],
      [restart, "one 10.0.20.0 satisfied, two 10.0.10.1 satisfied; a 1 of 256"],
    ],
  ],
  [
    "handlePoolModified (lbipam.go)",
    "a block that is no address at all leaves the pool's blocks as they were",
    [
      [inTurn(pool("a", TEN), service("one")), "one 10.0.10.0 satisfied; a 1 of 256"],
      [
        inTurn(pool("a", ["10.0.20.0/24", "x"]), service("two")),
        "one 10.0.10.0 satisfied, two 10.0.10.1 satisfied; a 2 of 256",
      ],
    ],
  ],
];

describe("pools, as Cilium's own tests have them", () => {
  test.each(rows)("%s: %s", (_cilium, _what, steps) => playSteps(steps));
});
