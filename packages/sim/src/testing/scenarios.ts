import { InvariantError, nameOf, type RrType, sourceFromText, wholeSpan } from "@splithorizon/core";
import { shownAs } from "@splithorizon/core/testing";
import fc from "fast-check";
import { interfaceFaults, singleFaults } from "../failures/index.ts";
import { printScenario, type Scenario, type ScenarioStep } from "../scenario/index.ts";
import { type Fault, type FaultKind, printFault } from "../simulation/index.ts";
import type { Expectation, SiteTwin } from "../site/index.ts";

/** What strikes clusters, and scripts that keepalived watches. */
const OF_ITS_OWN: ReadonlySet<FaultKind> = new Set([
  "unready",
  "end-session",
  "stop-agent",
  "stop-operator",
  "fail-script",
]);

/**
 * What can go wrong with a site's machines, programs, links and clusters. They shrink to a crash of its first name
 * server; of a program to named, of a link to both ways.
 * @throws InvariantError where the site has no machine.
 */
export function faults(twin: SiteTwin): fc.Arbitrary<Fault> {
  const { settings } = twin;
  const others = [...singleFaults(twin).filter(({ kind }) => OF_ITS_OWN.has(kind)), ...interfaceFaults(twin)];
  const servers = settings.hosts.filter(({ bind }) => bind !== null).map(({ name }) => name);
  const machines = settings.hosts.map(({ name }) => name);
  if (machines.length === 0) throw new InvariantError("a site without machines has nothing that could go wrong");
  const machine = fc.constantFrom(...(servers.length > 0 ? servers : machines));
  const direction = fc.constantFrom("both-ways" as const, "one-way" as const);
  const pairs = (servers.length > 0 ? servers : machines).flatMap((one) =>
    machines.filter((other) => other !== one).map((other): readonly [string, string] => [one, other]),
  );
  const between = fc.constantFrom(...pairs);
  const hasKeepalived = new Set(settings.hosts.flatMap((host) => (host.keepalived === null ? [] : [host.name])));
  const programs: readonly Run[] = [
    ...servers.map((name): Run => [name, "named"]),
    ...[...hasKeepalived].map((name): Run => [name, "keepalived"]),
  ];
  const routers = pairs.filter((pair) => pair.every((name) => hasKeepalived.has(name)));
  const weather = fc.record({
    delayMs: fc.nat(500),
    jitterMs: fc.nat(200),
    loss: fc.constantFrom(0, 0.1, 0.5, 1),
    duplicates: fc.constantFrom(0, 0.1),
  });
  return fc.oneof(
    { withCrossShrink: true },
    fc.record({ kind: fc.constantFrom("crash" as const, "freeze" as const, "unplug" as const), machine }),
    ...(programs.length === 0 ? [] : [ofProgram(programs)]),
    ...(machines.length < 2
      ? []
      : [
          fc.record({ kind: fc.constant("cut" as const), between, direction }),
          fc.record({ kind: fc.constant("weather" as const), between, direction, weather }),
        ]),
    ...(routers.length === 0
      ? []
      : [fc.record({ kind: fc.constant("mute-adverts" as const), between: fc.constantFrom(...routers), direction })]),
    ...(others.length === 0 ? [] : [fc.constantFrom(...others)]),
  );
}

type Run = readonly [machine: string, program: "named" | "keepalived"];

function ofProgram(programs: readonly Run[]): fc.Arbitrary<Fault> {
  return fc
    .tuple(fc.constantFrom("kill" as const, "stop" as const, "hang" as const), fc.constantFrom(...programs))
    .map(([kind, [machine, program]]) => ({ kind, machine, program }));
}

/** A question that is put again and again while a scenario is played. */
export interface Asked {
  readonly from: string;
  readonly name: string;
  readonly type: RrType;
  /** Data that must come, in any order; null: any answer will do. */
  readonly answers: readonly string[] | null;
}

const WHOLE_SECOND = 1000;
const LAST_FAULT_S = 20;
/** After the last fault has been healed: take-over, preemption and TTLs are over. */
const CALM_S = 40;

/**
 * A minute of a site: a few faults, each healed after a while, and each question put once before and once in the end,
 * when everything is well again. They shrink to a scenario without faults: the later ones go first, then their times.
 */
export function scenarios(twin: SiteTwin, questions: readonly Asked[]): fc.Arbitrary<Scenario> {
  const fault = fc.record({
    atS: fc.integer({ min: 1, max: LAST_FAULT_S }),
    forS: fc.integer({ min: 1, max: LAST_FAULT_S }),
    fault: faults(twin),
  });
  return fc
    .record({
      seed: fc.nat(0xffff),
      struck: fc.uniqueArray(fault, { selector: ({ fault: own }) => printFault(own), maxLength: 4 }),
    })
    .map(({ seed, struck }) => {
      const steps = struck.map(({ atS, forS, fault: own }) =>
        step(atS, { kind: "fault", fault: own, forMs: forS * WHOLE_SECOND }),
      );
      const endS = 2 * LAST_FAULT_S + CALM_S;
      const asked = [0, endS].flatMap((atS) => questions.map((question) => step(atS, askOf(question))));
      const untilMs = (endS + 20) * WHOLE_SECOND;
      const title = "made by chance";
      const scenario = { title, site: null, seed, beginsAt: null, untilMs, steps: inOrder([...asked, ...steps]) };
      return shownAs(scenario, () => printScenario(scenario));
    });
}

function inOrder(steps: readonly ScenarioStep[]): readonly ScenarioStep[] {
  return steps.toSorted((left, right) => left.atMs - right.atMs);
}

function step(atS: number, action: ScenarioStep["action"]): ScenarioStep {
  return { atMs: atS * WHOLE_SECOND, action, span: NOWHERE };
}

const NOWHERE = wholeSpan(sourceFromText("made by chance", ""));

function askOf({ from, name, type, answers }: Asked): ScenarioStep["action"] {
  const expectation: Expectation = {
    from,
    name: nameOf(name),
    type,
    server: null,
    transport: "udp",
    answers,
    rcode: null,
    silence: false,
    span: NOWHERE,
  };
  return { kind: "ask", expectation, everyMs: null, untilMs: null, timeoutMs: null, outageMs: null, connection: null };
}
