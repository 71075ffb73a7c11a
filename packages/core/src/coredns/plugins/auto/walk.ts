import type { FileTree } from "../../../text/index.ts";

/** Folders within folders that are looked into. */
const MOST_DEPTH = 8;

/** Files of a folder and of those below it, in the order of Go's filepath.Walk: name by name, a folder where its name stands. */
export function filesBelow(files: FileTree, directory: string): readonly string[] {
  const base = directory === "/" ? "" : directory;
  const found: string[] = [];
  for (let depth = 1; depth <= MOST_DEPTH; depth += 1) found.push(...files.glob(`${base}${"/*".repeat(depth)}`));
  return [...new Set(found)].sort(inWalkingOrder);
}

function inWalkingOrder(left: string, right: string): number {
  const [lefts, rights] = [left.split("/"), right.split("/")];
  for (const [index, part] of lefts.entries()) {
    const other = rights[index];
    if (other === undefined) return 1;
    if (part !== other) return part < other ? -1 : 1;
  }
  return -1;
}
