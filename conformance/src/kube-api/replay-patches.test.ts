import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { drawCourse } from "./draw-course.ts";
import type { PatchRow } from "./patch-row.ts";
import { readRows } from "./rows-file.ts";
import { serviceCourses } from "./service-courses.ts";
import { numbersOf, twinAnswer, twinDifference } from "./twin-answer.ts";

/** What kube-apiserver 1.36.3 made of patches, each of an object as it then was. */
const FOLDER = join(import.meta.dirname, "../../recordings-kubernetes");
const names = readdirSync(FOLDER).filter((name) => name.startsWith("patches-"));

const rowsOf = (name: string): readonly PatchRow[] => readRows(join(FOLDER, name));

/** Rows of which the twin makes something else, and why that is left. */
const OPEN: Readonly<Record<string, string>> = {
  'ConfigMap: of all kinds: merge {"kind":"Secret"}':
    "the server reads the values as those of a Secret first, in base64",
  'Pod: of all kinds: merge {"status":{"a":1}}': "no field of a status is known, so none is remarked as unknown",
  'Node: of all kinds: merge {"status":{"a":1}}': "no field of a status is known, so none is remarked as unknown",
};

const keyOf = ({ course, patch }: PatchRow): string => `${course}: ${patch.type} ${JSON.stringify(patch.body)}`;
const all = names.map((name) => [name, rowsOf(name)] as const);

test("a thousand rows were recorded, of every kind and every sort of patch", () => {
  const rows = all.flatMap(([, recorded]) => recorded);
  expect(rows.length).toBeGreaterThan(1000);
  const sorts = new Set(rows.map(({ kind, patch }) => `${kind} ${patch.type}`));
  expect([...sorts].sort()).toEqual([
    "CiliumLoadBalancerIPPool json",
    "CiliumLoadBalancerIPPool merge",
    "CiliumLoadBalancerIPPool strategic",
    ...["ConfigMap", "EndpointSlice", "Node", "Pod", "Service"].flatMap((kind) =>
      ["json", "merge", "strategic"].map((type) => `${kind} ${type}`),
    ),
  ]);
  const refused = rows.filter(({ reply }) => reply.status !== 200);
  expect(refused.length).toBeGreaterThan(400);
  expect(new Set(rows.map(({ reply }) => reply.status))).toEqual(new Set([200, 400, 409, 415, 422, 500]));
});

describe.each(all)("%s", (_, rows) => {
  test("the twin takes, refuses, remarks and says the same, text for text", () => {
    const differing = rows
      .filter((row) => !Object.hasOwn(OPEN, keyOf(row)))
      .flatMap((row) => twinDifference(row) ?? []);
    expect(differing).toEqual([]);
  });

  test("what is listed as open is another answer still", () => {
    const open = rows.filter((row) => Object.hasOwn(OPEN, keyOf(row)));
    expect(open.filter((row) => twinDifference(row) === null).map(keyOf)).toEqual([]);
  });

  test("ports that the server drew are such as the twin draws", () => {
    const drawn = rows.flatMap(({ before, patch, reply }) => {
      if (!("object" in reply) || reply.status !== 200 || typeof reply.object !== "object" || reply.object === null)
        return [];
      const said = JSON.stringify([before, patch.body]);
      return [...numbersOf("nodePort", reply.object), ...numbersOf("healthCheckNodePort", reply.object)].filter(
        (port) => !said.includes(String(port)),
      );
    });
    expect(drawn.filter((port) => port < 30_086 || port > 32_767)).toEqual([]);
  });

  test("an object that was stored is the object that the next patch meets", () => {
    for (const [at, row] of rows.entries()) {
      const earlier = rows[at - 1];
      if (earlier?.course !== row.course || earlier.reply.status !== 200 || !("object" in earlier.reply)) continue;
      expect(row.before).toEqual(earlier.reply.object);
    }
  });
});

test("the comparison sees a word, a status, a warning, a field and an object that are others", () => {
  const row = rowsOf("patches-services.ndjson").find(
    ({ reply }) => reply.status === 422 && "reason" in reply && reply.object !== null,
  );
  const taken = rowsOf("patches-services.ndjson").find(({ reply }) => reply.status === 200);
  if (row === undefined || taken === undefined || !("reason" in row.reply)) throw new Error("there is no such row");
  const { reply } = row;
  expect(twinDifference(row)).toBeNull();
  expect(twinDifference({ ...row, reply: { ...reply, message: `${reply.message}.` } })).not.toBeNull();
  expect(
    twinDifference({ ...row, reply: { ...reply, causes: reply.causes.map((cause) => `${cause}.`) } }),
  ).not.toBeNull();
  expect(twinDifference({ ...row, reply: { ...reply, status: 400 } })).not.toBeNull();
  expect(twinDifference({ ...row, reply: { ...reply, object: null } })).not.toBeNull();
  expect(twinDifference(taken)).toBeNull();
  expect(twinDifference({ ...taken, reply: { ...taken.reply, warnings: ["x"] } })).not.toBeNull();
  expect(twinDifference({ ...taken, patch: { type: "merge", body: { spec: { type: "NodePort" } } } })).not.toBeNull();
});

test("whatever was patched, the twin answers and never throws, with any object and any patch of the others", () => {
  const rows = rowsOf("patches-services-drawn.ndjson");
  for (const [at, row] of rows.entries()) {
    const other = rows[(at * 7 + 3) % rows.length];
    if (other === undefined) continue;
    expect(["updated", "unchanged", "refused"]).toContain(twinAnswer({ ...row, patch: other.patch }).kind);
  }
});

test("a seed draws the same course for ever, and the tables name their courses once", () => {
  expect(drawCourse(7)).toEqual(drawCourse(7));
  expect(drawCourse(7)).not.toEqual(drawCourse(8));
  const titles = serviceCourses.map(({ name }) => name);
  expect(new Set(titles).size).toBe(titles.length);
});
