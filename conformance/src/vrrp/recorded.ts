import type { Course } from "./course.ts";
import type { Scene } from "./scene.ts";

/** A scene with its appointments at the moments at which they came, and what keepalived did. */
export interface Recorded {
  readonly scene: Scene;
  readonly course: Course;
}

/** Of a file with a line for each scene. */
export function recordedScenes(text: string): readonly Recorded[] {
  return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as Recorded]));
}
