import { type FileLookup, type FileTree, fileTreeFromSources, matchesGlob, type Source } from "@splithorizon/core";

/** The files of a folder, and what of it was not read: a path there, and everything below it, says why. */
export function folderTree(sources: ReadonlyMap<string, Source>, refused: ReadonlyMap<string, string>): FileTree {
  const files = fileTreeFromSources(sources);
  return {
    lookUp: (path) => {
      const found = files.lookUp(path);
      return found.kind === "missing" ? (refusalOf(path, refused) ?? found) : found;
    },
    // What a pattern matches is met, even where it cannot be read: its reader must be able to say so.
    glob: (pattern) => {
      const unread = [...refused.keys()].filter((path) => matchesGlob(pattern, path));
      return unread.length === 0 ? files.glob(pattern) : [...files.glob(pattern), ...unread].sort();
    },
  };
}

function refusalOf(path: string, refused: ReadonlyMap<string, string>): FileLookup | null {
  for (let at = path; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
    const reason = refused.get(at);
    if (reason !== undefined) return { kind: "refused", reason: at === path ? reason : `${at} is not read: ${reason}` };
  }
  return null;
}
