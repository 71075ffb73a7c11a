import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { playReal } from "./play-real.ts";
import { type Recorded, recordedScenes } from "./recorded.ts";
import { scenes } from "./scenes/index.ts";

/**
 * Plays the scenes with keepalived 2.2.7 itself, several at a time, and records what came of them; as root:
 * `node src/vrrp/record.ts [how many at a time] [name of a scene]...`. Each takes its own time, twenty seconds or so; what
 * is not named stays as it was recorded.
 */

const OUTPUT = join(import.meta.dirname, "../../recordings/vrrp.ndjson");
const [atATime = "8", ...names] = process.argv.slice(2);
const isPlayed = (name: string): boolean => names.length === 0 || names.includes(name);
const queue = scenes.filter(({ name }) => isPlayed(name));
const played = new Map(kept().map((line) => [line.scene.name, line]));

await Promise.all(Array.from({ length: Number(atATime) }, (_, place) => playOneAfterAnother(place)));
const lines = scenes.flatMap(({ name }) => played.get(name) ?? []);
writeFileSync(OUTPUT, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));

async function playOneAfterAnother(place: number): Promise<void> {
  for (let scene = queue.shift(); scene !== undefined; scene = queue.shift()) {
    const { course, ...rest } = await playReal(scene, place);
    played.set(scene.name, { scene: rest.scene, course });
    process.stdout.write(`${scene.name}: ${rest.logs.length} lines of log\n`);
  }
}

function kept(): readonly Recorded[] {
  const text = readFileSync(OUTPUT, { encoding: "utf8", flag: "a+" });
  return recordedScenes(text);
}
