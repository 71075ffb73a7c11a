import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Machines } from "./machines.ts";

/** A node with two pods, and a host. */
const made = (): Machines =>
  new Machines(
    new Map([
      ["pod1", "node"],
      ["pod2", "node"],
    ]),
  );

type Deed = (machines: Machines, machine: string, why: "cable" | "interface", link: string | null) => void;

const DEEDS: Readonly<Record<string, Deed>> = {
  crash: (machines, machine) => machines.crash(machine),
  boot: (machines, machine) => void machines.boot(machine),
  freeze: (machines, machine) => void machines.freeze(machine),
  "go-on": (machines, machine) => void machines.goOn(machine),
  out: (machines, machine, why, link) => machines.plug(machine, link, "out", why),
  in: (machines, machine, why, link) => machines.plug(machine, link, "in", why),
};

/** `out cable lan`, `in interface`, `boot`, `crash`. */
function play(machines: Machines, machine: string, deed: string): void {
  const [what = "", why, link] = deed.split(" ");
  DEEDS[what]?.(machines, machine, why === "cable" ? "cable" : "interface", link ?? null);
}

describe("states", () => {
  it.each<
    readonly [what: string, act: (machines: Machines) => readonly boolean[], did: readonly boolean[], state: string]
  >([
    ["at first", () => [], [], "up"],
    ["frozen", (own) => [own.freeze("node")], [true], "frozen"],
    ["frozen twice is frozen once", (own) => [own.freeze("node"), own.freeze("node")], [true, false], "frozen"],
    ["it goes on", (own) => [own.freeze("node"), own.goOn("node")], [true, true], "up"],
    ["who is up does not go on", (own) => [own.goOn("node")], [false], "up"],
    ["who is up has no power to get", (own) => [own.boot("node")], [false], "up"],
    [
      "who has no power cannot stand still, nor go on",
      (own) => {
        own.crash("node");
        return [own.freeze("node"), own.goOn("node")];
      },
      [false, false],
      "down",
    ],
    [
      "power fails while it stands still, and comes back",
      (own) => {
        own.freeze("node");
        own.crash("node");
        return [own.goOn("node"), own.boot("node"), own.boot("node")];
      },
      [false, true, false],
      "up",
    ],
  ])("%s", (_, act, did, state) => {
    const machines = made();
    expect(act(machines)).toEqual(did);
    expect(["node", "pod1", "pod2"].map((name) => machines.stateOf(name))).toEqual([state, state, state]);
    expect(machines.stateOf("host")).toBe("up");
    expect(machines.areWell).toBe(state === "up");
  });
});

describe("what runs on a machine", () => {
  it("is there as long as that one is; who comes later too, and who has gone no more", () => {
    const machines = made();
    machines.carry("pod3", "node");
    machines.carry("pod1", null);
    machines.crash("node");
    expect(["pod1", "pod2", "pod3"].map((pod) => machines.stateOf(pod))).toEqual(["up", "down", "down"]);
    expect(["node", "pod1", "pod2", "pod3", "host"].map((name) => machines.isOn(name, "node"))).toEqual([
      true,
      false,
      true,
      true,
      false,
    ]);
  });

  it("moves with who carries it", () => {
    const machines = made();
    machines.freeze("node");
    machines.carry("pod1", "host");
    expect([machines.stateOf("pod1"), machines.isOn("pod1", "host"), machines.isOn("pod1", "node")]).toEqual([
      "up",
      true,
      false,
    ]);
  });
});

describe("cables and interfaces", () => {
  function carriersAfter(deeds: string): string {
    const machines = made();
    for (const deed of deeds.split(", ")) play(machines, "host", deed);
    const links = [null, "lan", "other"].filter((link) => machines.hasCarrier("host", link)).map(String);
    return `${links.join(" ")}${machines.areWell ? ", all is well" : ""}`;
  }

  it.each<readonly [deeds: string, carriers: string]>([
    ["", "null lan other, all is well"],
    ["out cable lan", "null other"],
    ["out cable", ""],
    ["out cable, in cable", "null lan other, all is well"],
    ["out cable lan, in cable lan", "null lan other, all is well"],
    ["out cable lan, in cable", "null other"],
    ["out cable lan, out cable other", "null"],
    ["out cable lan, out cable, in cable", "null other"],
    ["out cable lan, out interface lan, in cable lan", "null other"],
    ["out cable lan, out interface lan, in cable lan, in interface lan", "null lan other, all is well"],
    ["out cable lan, out cable lan, in cable lan", "null lan other, all is well"],
    ["in cable lan", "null lan other, all is well"],
    // Power sets interfaces up, and puts no cable in.
    ["out interface lan, crash, boot", "null lan other, all is well"],
    ["out interface, crash, boot", "null lan other, all is well"],
    ["out cable lan, out interface lan, crash, boot", "null other"],
    ["out interface lan, boot", "null other"],
  ])("%s", (deeds, carriers) => {
    expect(carriersAfter(deeds)).toBe(carriers);
  });

  it("who has carrier and is not up is not on line; a pod has no cable of its own", () => {
    const machines = made();
    machines.plug("node", null, "out", "cable");
    expect([machines.isOnline("node", "lan"), machines.isOnline("pod1", null)]).toEqual([false, true]);
    machines.plug("node", null, "in", "cable");
    machines.freeze("node");
    expect([
      machines.hasCarrier("node", "lan"),
      machines.isOnline("node", "lan"),
      machines.isOnline("pod1", null),
    ]).toEqual([true, false, false]);
  });
});

describe("what waits until a machine goes on", () => {
  it("is done at once where it does not stand still", () => {
    const machines = made();
    const done: string[] = [];
    machines.whenGoingOn("host", () => done.push("up"));
    machines.crash("host");
    machines.whenGoingOn("host", () => done.push("down"));
    expect(done).toEqual(["up", "down"]);
  });

  it("in its order, of what runs on it too, and once", () => {
    const machines = made();
    const done: string[] = [];
    machines.freeze("node");
    for (const name of ["pod1", "node", "pod2"]) machines.whenGoingOn(name, () => done.push(name));
    machines.whenGoingOn("host", () => done.push("host"));
    expect(done).toEqual(["host"]);
    machines.goOn("node");
    machines.freeze("node");
    machines.goOn("node");
    expect(done).toEqual(["host", "pod1", "node", "pod2"]);
  });

  it("what it does itself meets the machine as it is by then", () => {
    const machines = made();
    const seen: string[] = [];
    machines.freeze("node");
    machines.whenGoingOn("pod1", () => {
      seen.push(machines.stateOf("pod1"));
      machines.freeze("node");
      machines.whenGoingOn("pod1", () => seen.push("again"));
    });
    machines.goOn("node");
    expect(seen).toEqual(["up"]);
    machines.goOn("node");
    expect(seen).toEqual(["up", "again"]);
  });

  it("is never done when its power fails before", () => {
    const machines = made();
    const done: string[] = [];
    machines.freeze("node");
    machines.whenGoingOn("pod1", () => done.push("never"));
    machines.crash("node");
    machines.boot("node");
    machines.freeze("node");
    machines.goOn("node");
    expect(done).toEqual([]);
  });
});

/** The same, said as simply as possible. */
interface Model {
  readonly state: string;
  readonly out: readonly string[];
}

const MODEL: Readonly<Record<string, (model: Model, why: string) => Model>> = {
  crash: (model) => ({ ...model, state: "down" }),
  boot: ({ state, out }) =>
    state === "down" ? { state: "up", out: out.filter((why) => why !== "interface") } : { state, out },
  freeze: (model) => ({ ...model, state: model.state === "up" ? "frozen" : model.state }),
  "go-on": (model) => ({ ...model, state: model.state === "frozen" ? "up" : model.state }),
  out: ({ state, out }, why) => ({ state, out: [...out, why] }),
  in: ({ state, out }, why) => ({ state, out: out.filter((own) => own !== why) }),
};

it("law: whatever happens in whatever order, a machine is as the simplest model of it", () => {
  const deeds = ["crash", "boot", "freeze", "go-on", "out cable", "in cable", "out interface", "in interface"];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...deeds), { maxLength: 20 }), (played) => {
      const machines = made();
      let model: Model = { state: "up", out: [] };
      for (const deed of played) {
        const [what = "", why = ""] = deed.split(" ");
        model = MODEL[what]?.(model, why) ?? model;
        play(machines, "node", deed);
        const isWell = model.state === "up" && model.out.length === 0;
        expect(machines.stateOf("pod1")).toBe(model.state);
        expect([machines.isOnline("node", null), machines.areWell]).toEqual([isWell, isWell]);
      }
    }),
  );
});
