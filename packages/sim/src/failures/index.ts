export { type CheckedFailures, checkFailures } from "./check-failures.ts";
export { landmarkNames } from "./landmarks-of-site.ts";
export { singleFaults } from "./single-faults.ts";
