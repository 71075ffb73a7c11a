import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { differences } from "./compare-courses.ts";
import { playTwin } from "./play-twin.ts";
import { recordedScenes } from "./recorded.ts";
import { leastDifferences } from "./replay.ts";
import { scenes } from "./scenes/index.ts";

const recorded = recordedScenes(readFileSync(join(import.meta.dirname, "../../recordings/vrrp.ndjson"), "utf8"));

describe("what keepalived 2.2.7 did in network namespaces, the twin does: states, addresses, adverts, gratuitous ARPs", () => {
  test.each(recorded.map((line) => [line.scene.name, line] as const))("%s", (_, line) => {
    expect(leastDifferences(line)).toEqual([]);
  });

  test("every scene is recorded", () => {
    expect(recorded.map(({ scene }) => scene.name).sort()).toEqual(scenes.map(({ name }) => name).sort());
  });

  test("a run that goes otherwise is told", () => {
    const [line] = recorded;
    if (line === undefined) throw new Error("nothing is recorded");
    const twin = playTwin(line.scene, 1);
    expect(differences(line.course, { ...twin, states: twin.states.slice(1) }, line.scene)).not.toEqual([]);
    expect(differences(line.course, { ...twin, adverts: twin.adverts.slice(1) }, line.scene)).not.toEqual([]);
    expect(differences(line.course, { ...twin, bursts: [] }, line.scene)).not.toEqual([]);
    expect(differences(line.course, { ...twin, holdings: [] }, line.scene)).not.toEqual([]);
  });
});
