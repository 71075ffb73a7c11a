import { instantFromMs } from "@splithorizon/core";
import { digPatience, forkTwin } from "../asking/index.ts";
import { type Fault, type JournalEntry, Random, Simulation, standardParts } from "../simulation/index.ts";
import type { SiteTwin } from "../site/index.ts";
import { courseFaults } from "./course-faults.ts";
import { type Course, drawCourse } from "./draw-course.ts";
import { fewestFaults } from "./fewest-faults.ts";
import { askAtRest, type Observed, observe, probe, type Resting } from "./watch.ts";
import { watchSite } from "./watched.ts";

/** What came of one course. */
export interface PlayedCourse {
  readonly course: Course;
  /** Each a line that says what was not as it must be; empty: everything was. */
  readonly breaches: readonly string[];
}

export interface CourseOptions {
  /** Told everything that happens. */
  readonly listen?: (entry: JournalEntry) => void;
  /** Of the faults of the course those at these places alone; all of them where nothing is said. */
  readonly faults?: readonly number[];
}

/** A broken course with as few faults as break it. */
export interface ShrunkCourse extends PlayedCourse {
  readonly seed: number;
  /** Their places in the course that the seed draws. */
  readonly faults: readonly number[];
}

/**
 * After the last healing so long: take-over, what resolvers remember of failures (ten seconds), and the doubt of a
 * neighbour that was believed to be another one (45 and 8 seconds, vrrp-measured.md section 4).
 */
const REST_MS = 75_000;
/** Until the last probe of a neighbour was in vain, and what resolvers remember of failures meanwhile. */
const DOUBT_MS = 20_000;

/** Plays courses of one site that its seed decides: the same seed, the same course and the same answers. */
export class RandomCourses {
  readonly #twin: SiteTwin;
  readonly #resting: readonly Resting[];
  readonly #faults: readonly Fault[];

  constructor(twin: SiteTwin) {
    this.#twin = twin;
    this.#resting = askAtRest(new Simulation(forkTwin(twin), { seed: 1 }, standardParts), watchSite(twin));
    this.#faults = courseFaults(twin);
  }

  /**
   * Never a wrong address, never an address of the inside outside, never an answer where an acl refuses; and when
   * everything is healed and has had its time, the answers of before.
   */
  play(seed: number, { listen, faults }: CourseOptions = {}): PlayedCourse {
    const drawn = drawCourse(new Random(seed), this.#faults, this.#resting.length);
    const course: Course = faults === undefined ? drawn : { ...drawn, faults: at(drawn.faults, faults) };
    const simulation = new Simulation(forkTwin(this.#twin), { seed }, standardParts);
    if (listen !== undefined) simulation.journal.listen(listen);
    const breaches: string[] = [];
    for (const { fault, atMs, forMs } of course.faults) {
      simulation.at(instantFromMs(atMs), () => simulation.inject(fault));
      simulation.at(instantFromMs(atMs + forMs), () => simulation.heal(fault));
    }
    for (const { index, atMs } of course.questions) {
      const resting = this.#resting[index];
      if (resting === undefined) continue;
      simulation.at(instantFromMs(atMs), () =>
        probe(simulation, resting, digPatience, (seen) => breaches.push(...contradiction(seen))),
      );
    }
    simulation.runUntil(instantFromMs(course.healedMs + REST_MS));
    // A neighbour is doubted when it is used, not before: the first questions may still be lost.
    observe(simulation, this.#asksAfter(course));
    simulation.runFor(DOUBT_MS);
    for (const seen of observe(simulation, this.#asksAfter(course))) {
      if (seen.judged !== "right") breaches.push(`${told(seen)} though everything is healed`);
    }
    return { course, breaches };
  }

  /** Plays a broken course again and again, with fewer faults; null: it is not broken. */
  shrink(seed: number): ShrunkCourse | null {
    const whole = this.play(seed);
    if (whole.breaches.length === 0) return null;
    const faults = fewestFaults(
      whole.course.faults.length,
      (places) => this.play(seed, { faults: places }).breaches.length > 0,
    );
    return { seed, faults, ...this.play(seed, { faults }) };
  }

  /** What was asked in the course, and what the site expects of itself. */
  #asksAfter({ questions }: Course): readonly Resting[] {
    const asked = new Set(questions.map(({ index }) => index));
    return this.#resting.filter(({ watched }, index) => watched.isChosen || asked.has(index));
  }
}

function at<T>(items: readonly T[], places: readonly number[]): readonly T[] {
  return places.flatMap((place) => items[place] ?? []);
}

function contradiction(seen: Observed): readonly string[] {
  return seen.judged === "wrong" || seen.judged === "leak" ? [`${told(seen)} (${seen.judged})`] : [];
}

function told({ watched, atRest, came, askedAt }: Observed): string {
  return `at ${(askedAt / 1000).toFixed(3)} s ${watched.title} and gets ${came.text}, at rest ${atRest.text}`;
}
