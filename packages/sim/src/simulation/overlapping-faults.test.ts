import { makeQuery, nameOf } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findPlace } from "../asking/index.ts";
import { holders, pair, told } from "./pair.fixture.ts";
import type { Simulation } from "./simulation.ts";
import { type Fault, printFault } from "./world/fault.ts";
import { Machines } from "./world/machines.ts";
import { Processes } from "./world/processes.ts";

const queryOfWho = makeQuery({ name: nameOf("who.lab."), type: "TXT", class: "IN" });
const machine = "dns1";
const crash: Fault = { kind: "crash", machine };
const freeze: Fault = { kind: "freeze", machine };
const unplug: Fault = { kind: "unplug", machine };
const down: Fault = { kind: "interface-down", machine };
const child: Fault = { kind: "kill-vrrp-child", machine };
const named = (kind: "kill" | "stop" | "hang"): Fault => ({ kind, machine, program: "named" });
const keepalived = (kind: "kill" | "stop" | "hang"): Fault => ({ kind, machine, program: "keepalived" });
const cut: Fault = { kind: "cut", between: ["dns1", "dns2"], direction: "both-ways" };
const mute: Fault = { kind: "mute-adverts", between: ["dns1", "dns2"], direction: "both-ways" };

/** `+`: it comes; `-`: it is healed. A second lies between two of them. */
type Deed = readonly ["+" | "-", Fault];

function done(simulation: Simulation, deeds: readonly Deed[]): void {
  for (const [sign, fault] of deeds) {
    if (sign === "+") simulation.inject(fault);
    else simulation.heal(fault);
    simulation.runFor(1000);
  }
}

/** What a host's own address answers, asked from beside it: its name, or how it failed. */
function askHost(simulation: Simulation, host: "dns1" | "dns2"): string {
  const place = findPlace(simulation.world, "cl");
  if (place.kind === "missing") throw new Error(place.why);
  const address = simulation.world.network.stations.get(host)?.addresses[0]?.address;
  if (address === undefined) throw new Error(`${host} has no address`);
  let came = "open";
  const asking = { from: place.value, servers: [{ address, port: 53 }], source: null, transport: "udp" } as const;
  simulation.ask(asking, queryOfWho, (answer) => (came = told(answer)), {
    kind: "dig",
    timeoutMs: 500,
    attempts: 1,
    whenTruncated: "accept",
  });
  simulation.runFor(600);
  return came;
}

describe("two faults of one machine, healed one by one: what dns1's named answers, and who holds the address 10 s later", () => {
  test.each<readonly [what: string, deeds: readonly Deed[], dns1: string, holder: string]>([
    ["nothing", [], "dns1", "dns1"],
    [
      "hung on a machine that thaws: hung stays hung",
      [
        ["+", named("hang")],
        ["+", freeze],
        ["-", freeze],
      ],
      "timeout",
      "dns1",
    ],
    [
      "the other way round",
      [
        ["+", freeze],
        ["+", named("hang")],
        ["-", freeze],
      ],
      "timeout",
      "dns1",
    ],
    [
      "until its own healing",
      [
        ["+", freeze],
        ["+", named("hang")],
        ["-", freeze],
        ["-", named("hang")],
      ],
      "dns1",
      "dns1",
    ],
    [
      "SIGCONT to a machine that stands still",
      [
        ["+", named("hang")],
        ["+", freeze],
        ["-", named("hang")],
      ],
      "timeout",
      "dns1 and dns2",
    ],
    [
      "and what it does when it thaws",
      [
        ["+", named("hang")],
        ["+", freeze],
        ["-", named("hang")],
        ["-", freeze],
      ],
      "dns1",
      "dns1",
    ],
    [
      "SIGKILL waits for the machine",
      [
        ["+", freeze],
        ["+", named("kill")],
        ["-", freeze],
      ],
      "refused",
      "dns1",
    ],
    [
      "so does the start behind it",
      [
        ["+", freeze],
        ["+", named("kill")],
        ["-", named("kill")],
        ["-", freeze],
      ],
      "dns1",
      "dns1",
    ],
    [
      "a process that is hung and killed starts without SIGSTOP",
      [
        ["+", named("hang")],
        ["+", named("kill")],
        ["-", named("kill")],
      ],
      "dns1",
      "dns1",
    ],
    [
      "no power beats standing still",
      [
        ["+", freeze],
        ["+", crash],
        ["-", freeze],
      ],
      "timeout",
      "dns2",
    ],
    [
      "and power ends it",
      [
        ["+", freeze],
        ["+", crash],
        ["-", crash],
      ],
      "dns1",
      "dns1",
    ],
    [
      "who has no power cannot stand still",
      [
        ["+", crash],
        ["+", freeze],
        ["-", crash],
      ],
      "dns1",
      "dns1",
    ],
    [
      "what waited for a machine goes with its power",
      [
        ["+", freeze],
        ["+", named("kill")],
        ["+", crash],
        ["-", crash],
        ["-", freeze],
      ],
      "dns1",
      "dns1",
    ],
    [
      "a start starts whatever runs there: what was killed too",
      [
        ["+", named("kill")],
        ["+", crash],
        ["-", crash],
      ],
      "dns1",
      "dns1",
    ],
    [
      "started without power: only power does it",
      [
        ["+", crash],
        ["+", named("kill")],
        ["-", named("kill")],
      ],
      "timeout",
      "dns2",
    ],
    [
      "keepalived hung, the machine frozen and thawed",
      [
        ["+", keepalived("hang")],
        ["+", freeze],
        ["-", freeze],
      ],
      "dns1",
      "dns1 and dns2",
    ],
    [
      "and on again",
      [
        ["+", keepalived("hang")],
        ["+", freeze],
        ["-", freeze],
        ["-", keepalived("hang")],
      ],
      "dns1",
      "dns1",
    ],
    [
      "keepalived killed while the machine stands still: its address stays",
      [
        ["+", freeze],
        ["+", keepalived("kill")],
        ["-", freeze],
      ],
      "dns1",
      "dns1 and dns2",
    ],
    [
      "its child killed while the machine stands still",
      [
        ["+", freeze],
        ["+", child],
        ["-", freeze],
      ],
      "dns1",
      "dns1",
    ],
    [
      "a killed keepalived has no child to kill",
      [
        ["+", keepalived("kill")],
        ["+", child],
      ],
      "dns1",
      "dns1 and dns2",
    ],
    [
      "a cable put in does not set an interface up",
      [
        ["+", unplug],
        ["+", down],
        ["-", unplug],
      ],
      "timeout",
      "dns2",
    ],
    [
      "an interface set up has no carrier without its cable",
      [
        ["+", unplug],
        ["+", down],
        ["-", down],
      ],
      "timeout",
      "dns2",
    ],
    [
      "both",
      [
        ["+", unplug],
        ["+", down],
        ["-", down],
        ["-", unplug],
      ],
      "dns1",
      "dns1",
    ],
    [
      "one cable of one network, and all of them",
      [
        ["+", unplug],
        ["+", { ...unplug, link: "lan" }],
        ["-", unplug],
      ],
      "timeout",
      "dns2",
    ],
    [
      "a cut link whose adverts are muted too",
      [
        ["+", cut],
        ["+", mute],
        ["-", cut],
      ],
      "dns1",
      "dns1 and dns2",
    ],
    [
      "healed twice is healed",
      [
        ["+", crash],
        ["-", crash],
        ["-", crash],
        ["-", freeze],
      ],
      "dns1",
      "dns1",
    ],
  ])("%s", (_what, deeds, dns1, holder) => {
    const simulation = pair();
    simulation.runFor(2500);
    done(simulation, deeds);
    simulation.runFor(10_000);
    expect([askHost(simulation, "dns1"), holders(simulation)]).toEqual([dns1, holder]);
  });
});

const ALL: readonly Fault[] = [
  ...[crash, freeze, unplug, { ...unplug, link: "lan" }, child, cut, mute],
  ...(["kill", "stop", "hang"] as const).flatMap((kind) => [named(kind), keepalived(kind)]),
];

test("law: whatever overlaps, when each has been healed the pair is as before: dns1 holds the address, both answer", () => {
  const deeds = fc.uniqueArray(
    fc.record({ fault: fc.constantFrom(...ALL), atMs: fc.nat(9000), forMs: fc.integer({ min: 1, max: 9000 }) }),
    { selector: ({ fault }) => printFault(fault), maxLength: 5 },
  );
  fc.assert(
    fc.property(deeds, fc.nat(1000), (drawn, seed) => {
      const simulation = pair({ seed });
      for (const { fault, atMs, forMs } of drawn) {
        simulation.after(atMs, () => simulation.inject(fault));
        simulation.after(atMs + forMs, () => simulation.heal(fault));
      }
      simulation.runFor(90_000);
      // A neighbour that was believed to be another one is doubted when it is used.
      askHost(simulation, "dns1");
      askHost(simulation, "dns2");
      simulation.runFor(15_000);
      const seen = [askHost(simulation, "dns1"), askHost(simulation, "dns2"), holders(simulation)];
      expect(seen).toEqual(["dns1", "dns2", "dns1"]);
    }),
    { numRuns: 60 },
  );
});

describe("machines", () => {
  const node = (): Machines => new Machines(new Map([["ns/pod", "node1"]]));

  test("what comes to a machine that stands still, and to its pods, is done in its order when it goes on", () => {
    const machines = node();
    const seen: string[] = [];
    machines.whenGoingOn("ns/pod", () => seen.push("at once"));
    expect(machines.freeze("node1")).toBe(true);
    machines.whenGoingOn("ns/pod", () => seen.push("pod"));
    machines.whenGoingOn("node1", () => seen.push("node"));
    machines.whenGoingOn("other", () => seen.push("other"));
    expect(seen).toEqual(["at once", "other"]);
    expect(machines.goOn("node1")).toBe(true);
    expect(seen).toEqual(["at once", "other", "pod", "node"]);
    expect([machines.goOn("node1"), seen.length, machines.areWell]).toEqual([false, 4, true]);
  });

  test("and never when its power fails before", () => {
    const machines = node();
    machines.freeze("node1");
    machines.whenGoingOn("ns/pod", () => expect.unreachable());
    machines.crash("node1");
    expect([machines.goOn("node1"), machines.freeze("node1"), machines.stateOf("ns/pod")]).toEqual([
      false,
      false,
      "down",
    ]);
    expect([machines.boot("node1"), machines.boot("node1"), machines.stateOf("ns/pod")]).toEqual([true, false, "up"]);
  });
});

test("processes: SIGSTOP and a machine that stands still are two holds, and what waits is done when both are over", () => {
  const [resident] = pair().world.residents;
  if (resident === undefined) throw new Error("the pair has servers");
  const processes = new Processes();
  let times = 0;
  processes.stop(resident, "machine");
  processes.stop(resident, "stopped");
  processes.stop(resident, "stopped");
  processes.hold(resident, () => (times += 1));
  processes.goOn(resident, "stopped");
  expect([processes.stateOf(resident), times]).toEqual(["held", 0]);
  processes.goOn(resident, "stopped");
  expect([processes.stateOf(resident), times]).toEqual(["held", 0]);
  processes.goOn(resident, "machine");
  expect([processes.stateOf(resident), times]).toEqual(["running", 1]);
});
