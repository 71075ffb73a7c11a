import type { Course } from "./course.ts";
import type { Scene } from "./scene.ts";

/** A scene with its appointments at the moments at which they came, and what keepalived did. */
export interface Recorded {
  readonly scene: Scene;
  readonly course: Course;
}
