import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { argv, exit, stdout } from "node:process";
import { ControlPlane } from "./control-plane.ts";
import { drawCourse } from "./draw-course.ts";
import { objectCourses } from "./object-courses.ts";
import type { PatchCourse, PatchRow } from "./patch-row.ts";
import { create, playCourse } from "./play-course.ts";
import { writeRows } from "./rows-file.ts";
import { servePools } from "./serve-pools.ts";
import { serviceCourses } from "./service-courses.ts";
import { otherService } from "./services.ts";
import { twinDifference } from "./twin-answer.ts";

const FOLDER = join(import.meta.dirname, "../../recordings-kubernetes");
const SINGLE = "198.18.0.0/16";
const DUAL = "198.18.0.0/16,fd00:198:18::/112";
const DRAWN = 60;

const seeds = (first: number): readonly PatchCourse[] =>
  Array.from({ length: DRAWN }, (_, at) => drawCourse(first + at));

const recordings: Readonly<Record<string, { readonly ranges: string; readonly courses: readonly PatchCourse[] }>> = {
  "patches-services": { ranges: SINGLE, courses: serviceCourses },
  "patches-services-drawn": { ranges: SINGLE, courses: seeds(1) },
  "patches-services-dual": { ranges: DUAL, courses: [...serviceCourses.slice(0, 13), ...seeds(1001)] },
  "patches-objects": { ranges: SINGLE, courses: objectCourses },
};

/** `node record-patches.ts [NAME...]`: plays courses of patches with a real kube-apiserver, keeps them, and prints what the twin does otherwise. */
async function main(): Promise<number> {
  const names = argv.slice(2).length > 0 ? argv.slice(2) : Object.keys(recordings);
  let differing = 0;
  for (const name of names) {
    const recording = recordings[name];
    if (recording === undefined) throw new Error(`there is no recording ${name}`);
    const rows = await record(recording.ranges, recording.courses);
    mkdirSync(FOLDER, { recursive: true });
    writeRows(join(FOLDER, `${name}.ndjson`), rows);
    const differences = rows.flatMap((row) => twinDifference(row) ?? []);
    stdout.write(`${name}: ${rows.length} rows, ${differences.length} differ\n`);
    for (const difference of differences) stdout.write(`${difference}\n`);
    differing += differences.length;
  }
  return differing;
}

async function record(ranges: string, courses: readonly PatchCourse[]): Promise<readonly PatchRow[]> {
  const plane = new ControlPlane();
  try {
    await plane.start(ranges);
    await prepare(plane);
    const rows: PatchRow[] = [];
    for (const course of courses) rows.push(...(await playCourse(plane, course, ranges)));
    return rows;
  } finally {
    plane.stop();
  }
}

/** What no controller is there to make. */
async function prepare(plane: ControlPlane): Promise<void> {
  await servePools(plane);
  await create(plane, "/api/v1/namespaces/kube-system/services", otherService);
}

exit((await main()) === 0 ? 0 : 1);
