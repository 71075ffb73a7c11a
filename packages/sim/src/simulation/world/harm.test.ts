import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { programOf } from "../../hosts/index.ts";
import { pairTwin } from "../pair.fixture.ts";
import { Simulation } from "../simulation.ts";
import { type Fault, type FaultKind, type Program, printFault } from "./fault.ts";
import { printJournalEntry } from "./journal.ts";
import type { SimulationContext, SimulationPart } from "./part.ts";

/** A part that does nothing but write down what it is told, and looks after the programs that it is told to. */
class Witness implements SimulationPart {
  readonly name = "witness";
  readonly told: string[] = [];
  readonly context: SimulationContext;
  readonly #tended: ReadonlySet<string>;

  constructor(context: SimulationContext, tended: readonly string[]) {
    this.context = context;
    this.#tended = new Set(tended);
  }

  start(): void {}

  injected(fault: Fault): void {
    this.told.push(`injected ${printFault(fault)}`);
  }

  healed(fault: Fault): void {
    this.told.push(`healed ${printFault(fault)}`);
  }

  programChanged(machine: string, program: Program, state: "started" | "ended"): void {
    this.told.push(`${program} of ${machine} ${state}`);
  }

  tends(machine: string, program: Program): boolean {
    return this.#tended.has(`${machine} ${program}`);
  }
}

/** The pair without a keepalived that plays: what is left is what faults do to machines, links and processes. */
function site(tended: readonly string[] = []) {
  let witness: Witness | null = null;
  const simulation = new Simulation(pairTwin(), { seed: 1 }, [
    (context) => {
      witness = new Witness(context, tended);
      return witness;
    },
  ]);
  if (witness === null) throw new Error("nobody looks on");
  const { context, told }: Witness = witness;
  const lines: string[] = [];
  simulation.journal.listen((entry) => void lines.push(printJournalEntry(entry).trim().replace(/\s+/g, " ")));
  return { simulation, context, told, lines };
}

/** What is true of dns1 and its surroundings, in words. */
function standing({ world, machines, links, processes }: SimulationContext): readonly string[] {
  const own = world.residents.find(({ station }) => station === "dns1");
  const named = own === undefined ? "gone" : processes.stateOf(own);
  const gateways = world.stationNow("dns1")?.routes.filter(({ next }) => next.kind === "gateways").length ?? 0;
  return [
    `machine ${machines.stateOf("dns1")}`,
    machines.hasCarrier("dns1", "lan") ? "on the lan" : "off the lan",
    `named ${named}`,
    gateways > 0 ? "default route" : "no route",
    links.isCut("dns1", "dns2") ? "cut from dns2" : "not cut",
  ];
}

const WELL = ["machine up", "on the lan", "named running", "default route", "not cut"];
const LINK = { between: ["dns1", "dns2"], direction: "both-ways" } as const;
const NAMED = { machine: "dns1", program: "named" } as const;
const WEATHER = { delayMs: 10, jitterMs: 0, loss: 0, duplicates: 0 };

type Row = readonly [fault: Fault, struck: Readonly<Record<number, string>>, after: Readonly<Record<number, string>>];

/** By place in the words of {@link standing}, what is otherwise while the fault lasts and after it has been healed. */
const ROWS: Readonly<Record<FaultKind, readonly Row[]>> = {
  crash: [[{ kind: "crash", machine: "dns1" }, { 0: "machine down", 2: "named gone" }, {}]],
  freeze: [[{ kind: "freeze", machine: "dns1" }, { 0: "machine frozen", 2: "named held" }, {}]],
  kill: [[{ kind: "kill", ...NAMED }, { 2: "named gone" }, {}]],
  stop: [[{ kind: "stop", ...NAMED }, { 2: "named gone" }, {}]],
  hang: [[{ kind: "hang", ...NAMED }, { 2: "named held" }, {}]],
  cut: [[{ kind: "cut", ...LINK }, { 4: "cut from dns2" }, {}]],
  weather: [[{ kind: "weather", ...LINK, weather: WEATHER }, {}, {}]],
  "mute-adverts": [[{ kind: "mute-adverts", ...LINK }, {}, {}]],
  unplug: [
    [{ kind: "unplug", machine: "dns1" }, { 1: "off the lan" }, {}],
    [{ kind: "unplug", machine: "dns1", link: "lan" }, { 1: "off the lan" }, {}],
    [{ kind: "unplug", machine: "dns1", link: "beyond" }, {}, {}],
  ],
  "interface-down": [
    [{ kind: "interface-down", machine: "dns1" }, { 1: "off the lan", 3: "no route" }, { 3: "no route" }],
    [{ kind: "interface-down", machine: "dns1", link: "lan" }, { 1: "off the lan", 3: "no route" }, { 3: "no route" }],
    [{ kind: "interface-down", machine: "dns1", link: "beyond" }, {}, {}],
  ],
  // These are the parts' alone.
  "kill-vrrp-child": [[{ kind: "kill-vrrp-child", machine: "dns1" }, {}, {}]],
  "fail-script": [[{ kind: "fail-script", machine: "dns1", script: "chk" }, {}, {}]],
  "hang-script": [[{ kind: "hang-script", machine: "dns1", script: "chk" }, {}, {}]],
  unready: [[{ kind: "unready", pod: "a/b" }, {}, {}]],
  "end-session": [[{ kind: "end-session", node: "n", router: "r" }, {}, {}]],
  "stop-agent": [[{ kind: "stop-agent", node: "n" }, {}, {}]],
  "stop-operator": [[{ kind: "stop-operator", cluster: "k" }, {}, {}]],
};

const rows = Object.values(ROWS).flat();
const otherwise = (words: Readonly<Record<number, string>>): readonly string[] =>
  WELL.map((word, place) => words[place] ?? word);

describe("what a fault does, and what is left of it once it is healed", () => {
  test.each(rows.map(([fault, ...words]) => [printFault(fault), fault, ...words] as const))(
    "%s",
    (_, fault, struck, after) => {
      const { simulation, context, told } = site();
      expect(standing(context)).toEqual(WELL);
      simulation.inject(fault);
      expect(standing(context)).toEqual(otherwise(struck));
      simulation.heal(fault);
      expect(standing(context)).toEqual(otherwise(after));
      expect(told.filter((line) => /^(injected|healed) /.test(line))).toEqual([
        `injected ${printFault(fault)}`,
        `healed ${printFault(fault)}`,
      ]);
    },
  );

  test("weather and muted adverts are the link's", () => {
    const { simulation, context } = site();
    simulation.inject({ kind: "weather", ...LINK, weather: WEATHER });
    expect(context.links.cross("dns1", "dns2")).toMatchObject({
      kind: "through",
      delayMs: context.links.latencyMs + 10,
    });
    simulation.inject({ kind: "mute-adverts", ...LINK });
    expect(context.links.crossAdvert("dns1", "dns2").kind).toBe("lost");
    expect(context.links.cross("dns1", "dns2").kind).toBe("through");
  });
});

describe("programs", () => {
  test("each part hears of a program that ends and of one that starts, and the journal has it", () => {
    const { simulation, told, lines } = site();
    simulation.inject({ kind: "kill", ...NAMED });
    simulation.heal({ kind: "kill", ...NAMED });
    expect(told).toEqual([
      "named of dns1 ended",
      "injected kill named on dns1",
      "named of dns1 started",
      "healed kill named on dns1",
    ]);
    expect(lines.filter((line) => line.includes("process"))).toEqual([
      "0.000 s process dns1: named ends",
      "0.000 s process dns1: named starts",
    ]);
  });

  test("one that runs is not started again, nor anything on a machine that is off", () => {
    const { simulation, context, told } = site();
    const before = context.world.residents;
    simulation.heal({ kind: "stop", ...NAMED });
    expect([context.world.residents, told]).toEqual([before, ["healed stop named on dns1"]]);
    simulation.inject({ kind: "crash", machine: "dns1" });
    told.splice(0);
    simulation.heal({ kind: "stop", ...NAMED });
    expect(told).toEqual(["healed stop named on dns1"]);
    expect(standing(context)).toContain("named gone");
  });

  test("one whose configuration is broken meanwhile is absent, with the reason, and nobody is told that it starts", () => {
    const { simulation, context, told, lines } = site();
    simulation.inject({ kind: "stop", ...NAMED });
    simulation.edit("/dns1/named.conf", "options { nonsense yes; };\n");
    told.splice(0);
    simulation.heal({ kind: "stop", ...NAMED });
    expect(told).toEqual(["healed stop named on dns1"]);
    expect(context.world.absent.map(({ station }) => station)).toEqual(["dns1"]);
    expect(lines.at(-1)).toContain("named does not start: ");
  });

  test("a power failure ends all that runs there, and power starts all but what somebody else looks after", () => {
    const fault: Fault = { kind: "crash", machine: "dns1" };
    const alone = site();
    alone.simulation.inject(fault);
    alone.simulation.heal(fault);
    expect(alone.told).toEqual([
      "named of dns1 ended",
      "keepalived of dns1 ended",
      "injected crash dns1",
      "named of dns1 started",
      "keepalived of dns1 started",
      "healed crash dns1",
    ]);
    const tended = site(["dns1 named"]);
    tended.simulation.inject(fault);
    tended.simulation.heal(fault);
    expect(standing(tended.context)).toContain("named gone");
  });

  test("a machine that is off neither freezes nor goes on, and one that runs does not boot", () => {
    const { simulation, context } = site();
    simulation.heal({ kind: "crash", machine: "dns1" });
    simulation.heal({ kind: "freeze", machine: "dns1" });
    expect(standing(context)).toEqual(WELL);
    simulation.inject({ kind: "crash", machine: "dns1" });
    simulation.inject({ kind: "freeze", machine: "dns1" });
    simulation.heal({ kind: "freeze", machine: "dns1" });
    expect(standing(context)).toContain("machine down");
  });
});

test("a machine that starts anew has the routes of its files, whatever was done to them, and knows no neighbour", () => {
  const { simulation, context } = site();
  simulation.inject({ kind: "interface-down", machine: "dns1" });
  simulation.heal({ kind: "interface-down", machine: "dns1" });
  const forgotten: string[] = [];
  const { forget } = context.neighbours;
  context.neighbours.forget = (machine) => {
    forgotten.push(machine);
    forget.call(context.neighbours, machine);
  };
  simulation.inject({ kind: "crash", machine: "dns1" });
  expect(forgotten).toEqual(["dns1"]);
  simulation.heal({ kind: "crash", machine: "dns1" });
  expect(standing(context)).toEqual(WELL);
});

test("law: whatever strikes in whatever order, healed all is well again but for routes that nobody sets again", () => {
  const some = fc.array(fc.constantFrom(...rows.map(([fault]) => fault)), { maxLength: 6 });
  fc.assert(
    fc.property(some, some, (first, second) => {
      const { simulation, context } = site();
      const others = site().context.world.residents.map((resident) => `${resident.station} ${programOf(resident)}`);
      for (const fault of [...first, ...second]) simulation.inject(fault);
      for (const fault of [...second, ...first]) simulation.heal(fault);
      const [machine, carrier, named, , cut] = standing(context);
      expect([machine, carrier, named, cut]).toEqual([WELL[0], WELL[1], WELL[2], WELL[4]]);
      expect(context.world.residents.map((own) => `${own.station} ${programOf(own)}`).sort()).toEqual(others.sort());
    }),
    { numRuns: 60 },
  );
});
