import { readFileSync } from "node:fs";
import { argv, stdout } from "node:process";
import { drawIpamCourse, type IpamTraces } from "./course.ts";
import { whereTheyPart } from "./play-ipam.ts";

/** `node src/lb-ipam/compare-traces.ts TRACES`: prints where the twin cannot follow what Cilium's own code did. */
const [file = ""] = argv.slice(2);
const all = readFileSync(file, "utf8").trimEnd().split("\n");
let differing = 0;
for (const line of all) {
  const { id, traces }: IpamTraces = JSON.parse(line);
  const course = drawIpamCourse(id, 1);
  for (const trace of traces) {
    const parted = whereTheyPart(course, trace);
    if (parted === null) continue;
    differing += 1;
    const steps = course.steps.slice(0, parted.step + 1).map((step) => `  ${JSON.stringify(step)}`);
    stdout.write(`course ${id}, step ${parted.step}\n${steps.join("\n")}\n`);
    stdout.write(`came:\n${parted.came}\ntwin:\n${parted.twin.join("\nor\n")}\n\n`);
  }
}
stdout.write(`${all.length} courses, ${differing} traces differ\n`);
