import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv, stdout } from "node:process";
import { playReal } from "../play-real.ts";
import { type Recorded, recordedScenes } from "../recorded.ts";
import { leastDifferences } from "../replay.ts";
import type { Scene } from "../scene.ts";
import { drawScene } from "./draw-scene.ts";
import { drawField, drawRework } from "./field/draw-field.ts";

/**
 * Draws scenes by seeds, plays them with keepalived 2.2.7 itself and with the twin, and prints what differs; as root:
 * `node src/vrrp/drawn/record-drawn.ts FILE HOW_MANY_AT_A_TIME SEED...`, where `field-SEED` and `rework-SEED` draw one of another kind. FILE gets a line for each scene; what it had
 * of the same scene before goes.
 */
const [file = "", atATime = "2", ...words] = argv.slice(2);
const MOST_TURNS = 3;
const drawn = words.map((word) => drawByWord(word));

await Promise.all(Array.from({ length: Number(atATime) }, (_, place) => playOneAfterAnother(place)));

async function playOneAfterAnother(place: number): Promise<void> {
  for (let scene = drawn.shift(); scene !== undefined; scene = drawn.shift()) {
    const { name } = scene;
    const { recorded, found } = await playUntilItAgrees(scene, place);
    const lines = kept().filter((line) => line.scene.name !== name);
    writeFileSync(file, [...lines, recorded].map((line) => `${JSON.stringify(line)}\n`).join(""));
    stdout.write(`${name}: ${found.length} differences\n${found.map((line) => `  ${line}\n`).join("")}`);
  }
}

/** A loaded machine is late for its timers now and then: of so many recordings the one that comes closest. */
async function playUntilItAgrees(
  drawnScene: Scene,
  place: number,
): Promise<{ readonly recorded: Recorded; readonly found: readonly string[] }> {
  let best: { readonly recorded: Recorded; readonly found: readonly string[] } | null = null;
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const { scene, course } = await playReal(drawnScene, place);
    const recorded = { scene, course };
    const found = leastDifferences(recorded);
    if (best === null || found.length < best.found.length) best = { recorded, found };
    if (found.length === 0) break;
  }
  if (best === null) throw new Error("nothing was played");
  return best;
}

const DRAWS = { "": drawScene, field: drawField, rework: drawRework } as const;

/** `7`: the scene that this seed draws; `field-7` and `rework-7`: of those that sites have. */
function drawByWord(word: string): Scene {
  const [, kind = "", seed] = /^(?:(field|rework)-)?(\d+)$/.exec(word) ?? [];
  if (seed === undefined) throw new Error(`no seed: ${word}`);
  return DRAWS[kind as keyof typeof DRAWS](Number(seed));
}

function kept(): readonly Recorded[] {
  const text = readFileSync(join(file), { encoding: "utf8", flag: "a+" });
  return recordedScenes(text);
}
