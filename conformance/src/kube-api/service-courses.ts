import type { JsonMap, PatchBody } from "@splithorizon/core";
import { directives, operations } from "./operation-courses.ts";
import type { PatchCourse } from "./patch-row.ts";
import { refusedCourses } from "./refused-courses.ts";
import { kubeDns } from "./services.ts";
import { tutorialCourses, typeCourses } from "./tutorial-courses.ts";

const named = (name: string, patches: readonly PatchBody[], object: JsonMap = kubeDns): PatchCourse => ({
  name,
  kind: "Service",
  object,
  patches,
});

export const serviceCourses: readonly PatchCourse[] = [
  ...[tutorialCourses, typeCourses, refusedCourses].flatMap((table) =>
    Object.entries(table).map(([name, patches]) => named(name, patches)),
  ),
  ...operations.map(([name, patch]) => named(`JSON patch: ${name}`, [patch])),
  ...directives.map((patch, at) => named(`directive ${at}`, [patch])),
];
