import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { drawIpamCourse, type IpamTraces } from "./course.ts";
import { whereTheyPart } from "./play-ipam.ts";

/** What Cilium 1.20.2's own LB-IPAM made of drawn courses, each played so often that Go's maps came in other orders. */
const FILE = join(import.meta.dirname, "../../recordings-kubernetes/lb-ipam.ndjson");
const recorded: readonly IpamTraces[] = readFileSync(FILE, "utf8")
  .trimEnd()
  .split("\n")
  .map((line): IpamTraces => JSON.parse(line));

describe("LB-IPAM, as Cilium's own code does it", () => {
  test("courses of every sort were recorded, and some of them are left to chance", () => {
    const text = JSON.stringify(recorded);
    for (const reason of [
      "satisfied",
      "no_pool",
      "pool_selector_mismatch",
      "already_allocated:",
      "already_allocated_incompatible_service",
      "out_of_ips",
      "cidr_overlap",
    ])
      expect(text).toContain(reason);
    expect(recorded.filter(({ traces }) => traces.length > 1).length).toBeGreaterThan(10);
  });

  test("every trace is one that the twin may have too, to the word", () => {
    const parted = recorded.flatMap(({ id, traces }) => {
      const course = drawIpamCourse(id, 1);
      return traces.flatMap((trace) => {
        const where = whereTheyPart(course, trace);
        return where === null ? [] : [{ id, ...where }];
      });
    });
    expect(parted).toEqual([]);
  });
});
