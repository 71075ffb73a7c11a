export { type CheckedFailures, checkFailures } from "./check-failures.ts";
export type { Course, CourseFault, CourseQuestion } from "./draw-course.ts";
export { landmarkNames } from "./landmarks-of-site.ts";
export { type CourseOptions, type PlayedCourse, RandomCourses } from "./random-courses.ts";
export { singleFaults } from "./single-faults.ts";
