export { type CheckedFailures, checkFailures, type FailureFinding, FailurePlays } from "./check-failures.ts";
export type { Course, CourseFault, CourseQuestion } from "./draw-course.ts";
export {
  type FaultAtStep,
  type FaultAtStepOptions,
  FaultsAtSteps,
  type PlayedFaultAtStep,
} from "./faults-at-steps.ts";
export { interfaceFaults } from "./interface-faults.ts";
export { landmarkNames } from "./landmarks-of-site.ts";
export { type CourseOptions, type PlayedCourse, RandomCourses, type ShrunkCourse } from "./random-courses.ts";
export { replayLine } from "./replay-line.ts";
export type { StagedQuestion } from "./settled-answers.ts";
export { singleFaults } from "./single-faults.ts";
export type { Stage } from "./stages.ts";
