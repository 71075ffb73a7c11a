import { type Fault, printFault, type Random } from "../simulation/index.ts";

/** Something that goes wrong for a while. */
export interface CourseFault {
  readonly fault: Fault;
  readonly atMs: number;
  readonly forMs: number;
}

/** A question of those that are watched, at a moment. */
export interface CourseQuestion {
  readonly index: number;
  readonly atMs: number;
}

/** What happens to a site by chance: faults that overlap and are all healed, questions all the while. */
export interface Course {
  readonly faults: readonly CourseFault[];
  readonly questions: readonly CourseQuestion[];
  /** When the last fault has been healed. */
  readonly healedMs: number;
}

const MOST_FAULTS = 4;
const FAULTS_WITHIN_MS = 20_000;
const LONGEST_FAULT_MS = 25_000;
const QUESTIONS = 40;

/** Draws a course: faults of one thing may overlap, the same fault comes once. */
export function drawCourse(random: Random, faults: readonly Fault[], questions: number): Course {
  const drawn: CourseFault[] = [];
  for (let left = 1 + random.below(MOST_FAULTS); left > 0; left -= 1) {
    const fault = faults[random.below(faults.length)];
    const atMs = 1000 + random.below(FAULTS_WITHIN_MS);
    const forMs = 1 + random.below(LONGEST_FAULT_MS);
    if (fault !== undefined && !drawn.some((other) => printFault(other.fault) === printFault(fault))) {
      drawn.push({ fault, atMs, forMs });
    }
  }
  const healedMs = drawn.reduce((last, { atMs, forMs }) => Math.max(last, atMs + forMs), 0);
  const asked = Array.from({ length: QUESTIONS }, () => ({
    index: random.below(questions),
    atMs: random.below(healedMs + 5000),
  }));
  return { faults: drawn, questions: asked, healedMs };
}
