import type { Source } from "./source.ts";

/** What stands at a path of a {@link FileTree}. */
export type FileLookup =
  | { readonly kind: "file"; readonly source: Source }
  | { readonly kind: "directory" }
  | { readonly kind: "missing" }
  /** The reader that made the tree would not follow this path: outside its root, not a regular file, too large. */
  | { readonly kind: "refused"; readonly reason: string };

/**
 * Files that were already read. Includes are looked up here and never touch a disk.
 * Paths are absolute within the tree, `/`-separated, without `.` and `..` segments ({@link resolvePath} makes them so).
 */
export interface FileTree {
  lookUp(path: string): FileLookup;
  /** Paths that match a pattern with `*`, `?` (neither matches `/`), `[...]` and `\\`, sorted by code unit. */
  glob(pattern: string): readonly string[];
}

/** A tree without files: what a parser gets when its input may not include anything. */
export const emptyFileTree: FileTree = {
  lookUp: () => ({ kind: "missing" }),
  glob: () => [],
};

/** A tree over sources that are at hand, by absolute path. */
export function fileTreeFromSources(sources: ReadonlyMap<string, Source>): FileTree {
  const paths = [...sources.keys()].sort();
  return {
    lookUp(path) {
      const source = sources.get(path);
      if (source !== undefined) return { kind: "file", source };
      const prefix = path === "/" ? "/" : `${path}/`;
      return paths.some((candidate) => candidate.startsWith(prefix)) ? { kind: "directory" } : { kind: "missing" };
    },
    glob: (pattern) => paths.filter((path) => matchesGlob(pattern, path)),
  };
}

/** The tree as seen from below one of its folders, which becomes `/`: a host's own files. */
export function fileTreeBelow(tree: FileTree, folder: string): FileTree {
  const root = folder === "/" ? "" : folder;
  return {
    lookUp: (path) => tree.lookUp(path === "/" ? root || "/" : `${root}${path}`),
    glob: (pattern) => tree.glob(`${root}${pattern}`).map((path) => path.slice(root.length)),
  };
}

/** `path` against `directory`, with `.` and `..` taken away; `..` at the root stays at the root, as in a file system. */
export function resolvePath(directory: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith("/") ? path : `${directory}/${path}`).split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

/** The folder that a path stands in. */
export function directoryOf(path: string): string {
  const at = path.lastIndexOf("/");
  return at <= 0 ? "/" : path.slice(0, at);
}

/** Which of some paths glob(3) finds: as {@link FileTree.glob}, but a name that begins with a dot is matched by a dot alone. */
export function withoutHidden(pattern: string, paths: readonly string[]): readonly string[] {
  const asked = pattern.split("/");
  const isHidden = (part: string, at: number): boolean => part.startsWith(".") && !/^\\?\./.test(asked[at] ?? "");
  return paths.filter((path) => !path.split("/").some(isHidden));
}

/** Whether a path matches a glob of `*`, `?`, `[...]` and `\\`. Linear in the text for each star; no regular expression. */
export function matchesGlob(pattern: string, path: string): boolean {
  let at = 0;
  let position = 0;
  let star = -1;
  let retry = 0;
  while (position < path.length) {
    const step = pattern[at] === "*" ? 0 : matchOne(pattern, at, path[position] ?? "");
    if (pattern[at] === "*") {
      star = at;
      at += 1;
      retry = position;
    } else if (step > 0) {
      at += step;
      position += 1;
    } else if (star >= 0 && path[retry] !== "/") {
      retry += 1;
      position = retry;
      at = star + 1;
    } else return false;
  }
  while (pattern[at] === "*") at += 1;
  return at === pattern.length;
}

/** How many characters of the pattern match this one character; 0 if they do not. */
function matchOne(pattern: string, at: number, character: string): number {
  const expected = pattern[at];
  const isEscape = expected === "\\" && at + 1 < pattern.length;
  if (isEscape) return pattern[at + 1] === character ? 2 : 0;
  if (expected === "?") return character === "/" ? 0 : 1;
  const end = expected === "[" ? endOfClass(pattern, at) : -1;
  if (end === -1) return expected === character ? 1 : 0;
  const isNegated = isNegation(pattern[at + 1]);
  const members = pattern.slice(at + (isNegated ? 2 : 1), end);
  return classContains(members, character) !== isNegated && character !== "/" ? end - at + 1 : 0;
}

/** Where its bracket stands; -1: nowhere, so that it is no class. A bracket that stands first is one of the characters. */
function endOfClass(pattern: string, at: number): number {
  return pattern.indexOf("]", at + (isNegation(pattern[at + 1]) ? 3 : 2));
}

function isNegation(character: string | undefined): boolean {
  return character === "!" || character === "^";
}

function classContains(members: string, character: string): boolean {
  for (let at = 0; at < members.length; at += 1) {
    const first = members[at] ?? "";
    const isRange = members[at + 1] === "-" && at + 2 < members.length;
    const last = isRange ? (members[at + 2] ?? "") : first;
    if (character >= first && character <= last) return true;
    if (isRange) at += 2;
  }
  return false;
}
