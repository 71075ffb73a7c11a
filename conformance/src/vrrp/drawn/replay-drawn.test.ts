import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { recordedScenes } from "../recorded.ts";
import { leastDifferences } from "../replay.ts";
import { type Deed, type Host, hostsOf, type Scene } from "../scene.ts";
import { drawScene } from "./draw-scene.ts";
import { drawField, drawRework } from "./field/draw-field.ts";

const recorded = recordedScenes(
  readFileSync(join(import.meta.dirname, "../../../recordings/vrrp-drawn.ndjson"), "utf8"),
);

describe("scenes by lot, as keepalived 2.2.7 played them in network namespaces", () => {
  test.each(recorded.map((line) => [line.scene.name, line] as const))("%s", (_, line) => {
    expect(leastDifferences(line)).toEqual([]);
  });

  test("there are a hundred at least, and of all that can be drawn each is among them", () => {
    expect(recorded.length).toBeGreaterThanOrEqual(100);
    const configs = recorded.flatMap(({ scene }) => Object.values(scene.configs)).join("\n");
    for (const word of [
      "old_unicast_checksum",
      "VI_6",
      "G2",
      "preempt_delay",
      "track_interface",
      "virtual_ipaddress_excluded",
      "unicast_peer {\n    fe80::",
    ])
      expect(configs).toContain(word);
    for (const word of ["fd00:13::10", "auth_type AH", "auth_type PASS", "vrrp_sync_group", "unicast_peer", "VI_3"])
      expect(configs).toContain(word);
    const deeds = new Set(recorded.flatMap(({ scene }) => scene.appointments.map(({ deed }) => deed.kind)));
    expect([...deeds].sort()).toEqual(
      [
        ...[
          "boot",
          "crash",
          "deafen",
          "go-on",
          "hang",
          "interface-down",
          "interface-up",
          "kill-all",
          "kill-child",
          "kill-parent",
          "plug",
        ],
        ...["reload", "script-fails", "script-succeeds", "start", "stop", "undeafen", "unplug", "write"],
      ].sort(),
    );
  });

  test.each([
    ["of any kind", drawScene],
    ["as sites have it", drawField],
    ["of sites that are rebuilt", drawRework],
  ])("law, %s: a seed draws the same scene each time, and nothing is done to whom it cannot be done", (_, draw) => {
    fc.assert(
      fc.property(fc.nat(100_000), (seed) => {
        const scene = draw(seed);
        expect(draw(seed)).toEqual(scene);
        expect(hostsOf(scene).flatMap((host) => impossible(scene, host))).toEqual([]);
      }),
    );
  });
});

const STARTS: ReadonlySet<Deed["kind"]> = new Set(["start", "boot"]);
const ENDS: ReadonlySet<Deed["kind"]> = new Set(["stop", "kill-parent", "kill-all"]);
const NEEDS_IT: ReadonlySet<Deed["kind"]> = new Set([...ENDS, "kill-child", "hang", "reload"]);

/** Deeds to a keepalived that does not run, starts of one that does, and whatever happens to a machine without power. */
function impossible(scene: Scene, host: Host): readonly string[] {
  let isRunning = false;
  let isOff = false;
  const found: string[] = [];
  for (const { host: on, deed, atMs } of scene.appointments) {
    if (on !== host) continue;
    const isRight = isRunning ? !STARTS.has(deed.kind) : !NEEDS_IT.has(deed.kind);
    if (!isRight || isOff !== (deed.kind === "boot")) found.push(`${deed.kind} of ${host} at ${atMs}`);
    isOff = deed.kind === "crash";
    if (STARTS.has(deed.kind)) isRunning = true;
    else if (isOff || ENDS.has(deed.kind)) isRunning = false;
  }
  return found;
}
