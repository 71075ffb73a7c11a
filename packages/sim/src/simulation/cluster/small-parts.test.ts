import { instantFromMs } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import type { Resident } from "../../hosts/index.ts";
import { pairTwin } from "../pair.fixture.ts";
import { type Fault, printFault } from "../world/fault.ts";
import { type JournalEntry, printJournalEntry } from "../world/journal.ts";
import { Links } from "../world/links.ts";
import { Machines } from "../world/machines.ts";
import { Processes } from "../world/processes.ts";
import { Random } from "../world/random.ts";
import { Refusals } from "../world/refusals.ts";

const calm = { delayMs: 0, jitterMs: 0, loss: 0, duplicates: 0 };

describe("links", () => {
  const links = (): Links => new Links(0.25, new Random(1));
  const crossed = (own: Links, from: string, to: string): string => {
    const result = own.cross(from, to);
    return result.kind === "lost" ? result.why : `${result.delayMs} ms${result.twice ? ", twice" : ""}`;
  };

  test("a packet takes the link's time, and what is wrong with it more", () => {
    const own = links();
    expect(crossed(own, "a", "b")).toBe("0.25 ms");
    own.spoil({ kind: "weather", between: ["a", "b"], direction: "both-ways", weather: { ...calm, delayMs: 40 } });
    own.spoil({ kind: "weather", between: ["b", "a"], direction: "both-ways", weather: { ...calm, duplicates: 1 } });
    expect([crossed(own, "a", "b"), crossed(own, "b", "a"), crossed(own, "a", "c")]).toEqual([
      "40.25 ms, twice",
      "40.25 ms, twice",
      "0.25 ms",
    ]);
  });

  test.each<
    readonly [
      Fault["kind"] & ("cut" | "mute-adverts"),
      "both-ways" | "one-way",
      readonly [boolean, boolean, boolean, boolean],
    ]
  >([
    // Whether a packet passes a to b, b to a, and an advert.
    ["cut", "both-ways", [false, false, false, false]],
    ["cut", "one-way", [false, true, false, true]],
    ["mute-adverts", "both-ways", [true, true, false, false]],
    ["mute-adverts", "one-way", [true, true, false, true]],
  ])("%s %s", (kind, direction, expected) => {
    const own = links();
    const fault = { kind, between: ["a", "b"], direction } as const;
    own.spoil(fault);
    const passes = [own.cross("a", "b"), own.cross("b", "a"), own.crossAdvert("a", "b"), own.crossAdvert("b", "a")];
    expect(passes.map(({ kind: how }) => how === "through")).toEqual(expected);
    expect([own.isCut("a", "b"), own.areWell]).toEqual([kind === "cut", false]);
    own.mend(fault);
    expect([crossed(own, "a", "b"), own.areWell]).toEqual(["0.25 ms", true]);
  });

  test("a third is lost where a third is to be lost", () => {
    const own = links();
    own.spoil({ kind: "weather", between: ["a", "b"], direction: "one-way", weather: { ...calm, loss: 1 / 3 } });
    let lost = 0;
    for (let turn = 0; turn < 3000; turn += 1) if (own.cross("a", "b").kind === "lost") lost += 1;
    expect(Math.abs(lost - 1000)).toBeLessThan(120);
  });
});

describe("machines", () => {
  test("a pod is there as long as its node is", () => {
    const machines = new Machines(new Map([["ns/pod", "node1"]]));
    expect([machines.areWell, machines.stateOf("ns/pod")]).toEqual([true, "up"]);
    machines.freeze("node1");
    expect([machines.stateOf("ns/pod"), machines.isOnline("node1", null), machines.isOn("ns/pod", "node1")]).toEqual([
      "frozen",
      false,
      true,
    ]);
    machines.goOn("node1");
    expect([machines.areWell, machines.isOn("ns/pod", "node2")]).toEqual([true, false]);
  });

  test("without a cable it runs, and is not online", () => {
    const machines = new Machines(new Map());
    machines.plug("dns1", null, "out", "cable");
    expect([machines.stateOf("dns1"), machines.isOnline("dns1", null), machines.areWell]).toEqual(["up", false, false]);
    machines.plug("dns1", null, "in", "cable");
    expect([machines.isOnline("dns1", null), machines.areWell]).toEqual([true, true]);
  });
});

describe("processes", () => {
  const some = (): Resident => {
    const [resident] = pairTwin().residents;
    if (resident === undefined) throw new Error("the pair has servers");
    return resident;
  };

  test("what waits for a stopped process is done in its order when it goes on", () => {
    const [processes, named] = [new Processes(), some()];
    processes.stop(named, "stopped");
    const done: number[] = [];
    processes.hold(named, () => done.push(1));
    const cancel = processes.hold(named, () => done.push(2));
    processes.hold(named, () => done.push(3));
    cancel();
    expect([processes.stateOf(named), done]).toEqual(["held", []]);
    processes.goOn(named, "stopped");
    expect([processes.stateOf(named), done]).toEqual(["running", [1, 3]]);
    processes.goOn(named, "stopped");
    expect(done).toEqual([1, 3]);
  });

  test("what waits for one that is killed is never done, and whoever watches is told once", () => {
    const [processes, named] = [new Processes(), some()];
    const told: string[] = [];
    processes.whenGone(named, (isHeard) => told.push(`one, ${isHeard ? "heard" : "unheard"}`));
    processes.whenGone(named, () => told.push("other"))();
    processes.stop(named, "stopped");
    processes.hold(named, () => told.push("never"));
    processes.end(named, true);
    processes.end(named, false);
    processes.goOn(named, "stopped");
    expect([processes.stateOf(named), told]).toEqual(["gone", ["one, heard"]]);
  });
});

test("refusals: six at once, then one a second, for each client (vrrp-measured.md section 5)", () => {
  const refusals = new Refusals();
  const told = (client: string, ms: number): boolean => refusals.tells("dns1", client, instantFromMs(ms));
  expect(Array.from({ length: 8 }, (_, turn) => told("cl", turn * 20))).toEqual([
    ...Array.from({ length: 6 }, () => true),
    false,
    false,
  ]);
  expect([told("cl", 900), told("cl", 1100), told("cl", 1200), told("cl", 2200)]).toEqual([false, true, false, true]);
  expect(told("far", 2000)).toBe(true);
});

test.each<readonly [Fault, string]>([
  [{ kind: "crash", machine: "dns1" }, "crash dns1"],
  [{ kind: "hang", machine: "dns1", program: "named" }, "hang named on dns1"],
  [{ kind: "cut", between: ["a", "b"], direction: "both-ways" }, "cut a and b"],
  [{ kind: "mute-adverts", between: ["a", "b"], direction: "one-way" }, "mute-adverts a to b"],
  [
    {
      kind: "weather",
      between: ["a", "b"],
      direction: "one-way",
      weather: { delayMs: 5, jitterMs: 1, loss: 0.5, duplicates: 0 },
    },
    "weather a to b: 5 ms more, up to 1 ms jitter, 50 % lost, 0 % twice",
  ],
  [{ kind: "fail-script", machine: "dns1", script: "chk" }, "fail-script chk on dns1"],
  [{ kind: "unready", pod: "ns/pod" }, "unready ns/pod"],
  [{ kind: "end-session", node: "n1", router: "r" }, "end-session n1 with r"],
  [{ kind: "stop-agent", node: "node1" }, "stop-agent on node1"],
  [{ kind: "stop-operator", cluster: "k8s1" }, "stop-operator of k8s1"],
])("%o", (fault, text) => {
  expect(printFault(fault)).toBe(text);
});

describe("a line of the journal", () => {
  test.each<readonly [Omit<JournalEntry, "at">, string]>([
    [{ kind: "vrrp", who: "dns2", text: "VI_1 is active" }, "     3.609 s  vrrp          dns2: VI_1 is active"],
    [{ kind: "fault", who: "dns1", text: "crash dns1" }, "     3.609 s  fault         crash dns1"],
    [{ kind: "healed", who: "dns1", text: "crash dns1" }, "     3.609 s  healed        crash dns1"],
    [{ kind: "note", who: "", text: "a line" }, "     3.609 s  note          a line"],
    [{ kind: "show", who: "", text: "vrrp" }, "     3.609 s  show          vrrp"],
    [{ kind: "show", who: "vrrp", text: "HOST   STATE" }, "     3.609 s  show          | HOST   STATE"],
    [{ kind: "show", who: "log", text: "" }, "     3.609 s  show          |"],
  ])("%j", (entry, line) => {
    expect(printJournalEntry({ ...entry, at: instantFromMs(3609) })).toBe(line);
  });
});
