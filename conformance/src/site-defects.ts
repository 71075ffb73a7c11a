import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { OpenDefects } from "./recordings.ts";
import type { ReplayedLine } from "./replay-site.ts";

const FOLDER = join(import.meta.dirname, "../open-defects-sites");

/** Lines of a site's batch that the twin does not answer as the real servers did; a site without a file has none. */
export function siteDefectsOf(site: string): OpenDefects {
  const path = join(FOLDER, `${site}.json`);
  if (!existsSync(path)) return { differs: [], unsupported: [] };
  return JSON.parse(readFileSync(path, "utf8")) as OpenDefects;
}

export function defectsIn(replayed: readonly ReplayedLine[]): OpenDefects {
  const of = (kind: ReplayedLine["kind"]): readonly number[] =>
    replayed.flatMap((result, at) => (result.kind === kind ? [at] : []));
  return { differs: of("differs"), unsupported: of("unsupported") };
}

export function writeSiteDefects(site: string, defects: OpenDefects): void {
  const path = join(FOLDER, `${site}.json`);
  mkdirSync(FOLDER, { recursive: true });
  if (defects.differs.length + defects.unsupported.length === 0) rmSync(path, { force: true });
  // One number a line: two who mend at the same time do not collide.
  else writeFileSync(path, `${JSON.stringify(defects, null, 1)}\n`);
}
