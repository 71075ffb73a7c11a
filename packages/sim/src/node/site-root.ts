import { lstatSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

/** A folder that holds this file is as far up as the sites below it may point. */
const ROOT_MARKER = ".splithorizon-root";
const MOST_LEVELS = 64;

/** Where a site's files may stand, and where its own folder stands in there. */
export interface SiteRoot {
  /** The folder to read. */
  readonly root: string;
  /** The site's folder as the file tree of `root` has it: `/` or `/kloud-lan`. */
  readonly folder: string;
}

/** The nearest folder above with a marker, so that sites that share files may stand side by side; without one the site's own. */
export function siteRootOf(folder: string): SiteRoot {
  let candidate = folder;
  for (let level = 0; level < MOST_LEVELS; level += 1) {
    if (isMarked(candidate)) return { root: candidate, folder: `/${relative(candidate, folder).split(sep).join("/")}` };
    const above = dirname(candidate);
    if (above === candidate) break;
    candidate = above;
  }
  return { root: folder, folder: "/" };
}

function isMarked(folder: string): boolean {
  return lstatSync(join(folder, ROOT_MARKER), { throwIfNoEntry: false })?.isFile() === true;
}
