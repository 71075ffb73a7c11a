import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stdout } from "node:process";

/** A kind of drawn courses: how one of a name is played by the real servers, and what the twin then has otherwise. */
export interface CourseKind<Played> {
  readonly folder: string;
  readonly playReal: (name: string) => Promise<Played>;
  readonly differences: (real: Played) => readonly CourseDifference[];
  /** Of a recording what is kept; all of it where nothing is said. */
  readonly kept?: (played: Played) => Played;
}

interface CourseDifference {
  readonly what: string;
  readonly side: "real" | "twin";
  readonly seen: { readonly atMs: number; readonly text: string };
}

/** `[--keep] NAME...`: plays courses one after the other, and prints what differs; how many do is the exit code of a recorder. */
export async function recordCourses<Played>(words: readonly string[], kind: CourseKind<Played>): Promise<number> {
  let differing = 0;
  for (const name of words.filter((word) => word !== "--keep")) {
    const real = await kind.playReal(name);
    if (words.includes("--keep")) keep(name, kind.kept?.(real) ?? real, kind.folder);
    const differences = kind.differences(real);
    stdout.write(`${name}: ${differences.length} differences\n${differences.map(lineOf).join("")}`);
    if (differences.length > 0) differing += 1;
  }
  return differing;
}

/** A name is a seed, or `KIND-SEED`. */
export function seedIn(name: string): { readonly kind: string; readonly seed: number } {
  const [, kind = "", seed = ""] = /^(?:(\w+)-)?(\d+)$/.exec(name) ?? [];
  return { kind, seed: Number(seed) };
}

function keep(name: string, played: unknown, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const file = `${/^\d/.test(name) ? "seed-" : ""}${name}.json`;
  writeFileSync(join(folder, file), `${JSON.stringify(played)}\n`);
}

function lineOf({ what, side, seen }: CourseDifference): string {
  return `${(seen.atMs / 1000).toFixed(3).padStart(9)} ${side} ${what} ${seen.text}\n`;
}
