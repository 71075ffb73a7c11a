import { argv, stdout } from "node:process";
import { drawIpamCourse } from "./course.ts";

/** `node src/lb-ipam/draw-courses.ts FIRST COUNT REPEATS`: a course in each line, for `drive_test.go`. */
const [first = 1, count = 100, repeats = 20] = argv.slice(2).map(Number);
for (let id = first; id < first + count; id += 1) stdout.write(`${JSON.stringify(drawIpamCourse(id, repeats))}\n`);
