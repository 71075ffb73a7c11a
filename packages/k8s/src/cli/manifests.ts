import { statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import {
  type ClusterSnapshot,
  type FileTree,
  joinSnapshots,
  type Parsed,
  sourceFromText,
  wholeSpan,
} from "@splithorizon/core";
import { readManifestFiles } from "@splithorizon/sim";
import { readFolder } from "@splithorizon/sim/node";
import { CliFault, type CliIo } from "./io.ts";

/** Files and folders, in their order: of two objects with one name the later counts. */
export function readManifestPaths(paths: readonly string[], io: CliIo): Parsed<ClusterSnapshot> {
  const read = paths.map((path) => readPath(path, io));
  return {
    value: joinSnapshots(read.map(({ value }) => value)),
    diagnostics: read.flatMap(({ diagnostics }) => diagnostics),
  };
}

function readPath(path: string, io: CliIo): Parsed<ClusterSnapshot> {
  const { tree, inside } = treeFor(path, io);
  const span = wholeSpan(sourceFromText(path, ""));
  const { value, diagnostics } = readManifestFiles([{ path: inside, span }], tree);
  return { value: value.snapshot, diagnostics };
}

/** A folder as a tree of its own, or the one that a file stands in. */
function treeFor(path: string, io: CliIo): { readonly tree: FileTree; readonly inside: string } {
  const absolute = resolve(io.workingDirectory, path);
  try {
    if (statSync(absolute).isDirectory()) return { tree: readFolder(absolute), inside: "/" };
    return { tree: readFolder(dirname(absolute)), inside: `/${basename(absolute)}` };
  } catch (fault) {
    throw new CliFault(`${path} cannot be read: ${fault instanceof Error ? fault.message : String(fault)}`);
  }
}
