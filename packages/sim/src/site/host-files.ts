import { type FileLookup, type FileTree, fileTreeBelow } from "@splithorizon/core";
import type { HostFiles } from "./model.ts";

/** Folders laid over each other: a later one's file hides an earlier one's. */
export function layeredFileTree(layers: readonly FileTree[]): FileTree {
  return {
    lookUp: (path) => lookUpThrough(layers, path),
    glob: (pattern) => [...new Set(layers.flatMap((layer) => layer.glob(pattern)))].sort(),
  };
}

function lookUpThrough(layers: readonly FileTree[], path: string): FileLookup {
  let best: FileLookup = { kind: "missing" };
  for (const layer of layers.toReversed()) {
    const found = layer.lookUp(path);
    if (found.kind === "file" || found.kind === "refused") return found;
    if (found.kind === "directory") best = found;
  }
  return best;
}

/** What a host sees as its own file system. */
export function treeOfHost(files: FileTree, { folders }: HostFiles): FileTree {
  return layeredFileTree(folders.map((folder) => fileTreeBelow(files, folder)));
}
