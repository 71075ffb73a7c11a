import { type Fault, Simulation, VrrpPart } from "../simulation/index.ts";
import type { Standing } from "../vrrp/index.ts";
import type { Evidence, Inquiry } from "./evidence.ts";
import { askingOf, oneTry, queryOf } from "./put-inquiry.ts";
import type { SiteView } from "./site-view.ts";

/** A rule's course needs no chance of its own: its moments are tried one by one. */
const SEED = 1;
/** Whoever waits for a virtual address notices within a second. */
const PATIENCE_MS = 1000;
const STEP_MS = 50;

/**
 * A few seconds of the site's life, for rules about what only time shows. The routers of VRRP change by themselves and
 * nothing else does, which keeps it short.
 */
export class Course {
  readonly #simulation: Simulation;

  constructor(view: SiteView) {
    this.#simulation = new Simulation(view.fork(), { seed: SEED }, [(context) => new VrrpPart(context)]);
  }

  get standings(): readonly Standing[] {
    return this.#simulation.world.standings;
  }

  pass(ms: number): void {
    this.#simulation.runFor(ms);
  }

  inject(fault: Fault): void {
    this.#simulation.inject(fault);
  }

  heal(fault: Fault): void {
    this.#simulation.heal(fault);
  }

  /** Asks now, and lets time pass until the answer is there or nobody waits for it any more. */
  ask(question: Inquiry, words: string): Evidence {
    const simulation = this.#simulation;
    const inquiry: Inquiry = { ...question, moment: { atMs: simulation.now, words } };
    const asking = askingOf(simulation.world, inquiry);
    if (asking.kind === "missing") return { inquiry, answer: { kind: "not-modelled", what: asking.why }, steps: [] };
    const steps: Evidence["steps"][number][] = [];
    const came: Evidence["answer"][] = [];
    simulation.ask(
      asking.value,
      queryOf(inquiry),
      (answer) => came.push(answer),
      { ...oneTry, timeoutMs: PATIENCE_MS },
      {
        recorder: (step) => steps.push(step),
      },
    );
    for (let waited = 0; came.length === 0 && waited < 2 * PATIENCE_MS; waited += STEP_MS) this.pass(STEP_MS);
    const [answer = { kind: "not-modelled", what: "nobody can tell when this question ends" }] = came;
    return { inquiry, answer, steps };
  }
}
