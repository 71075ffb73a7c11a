import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type FileTree, fileTreeFromSources, type Source, sourceFromBytes } from "@splithorizon/core";

/** What a folder may hold before reading stops. */
export interface FolderLimits {
  readonly maxFiles: number;
  readonly maxFileOctets: number;
}

const DEFAULT_LIMITS: FolderLimits = { maxFiles: 10_000, maxFileOctets: 128 * 1024 * 1024 };

/**
 * Reads every regular file below a folder. Nothing outside it can be reached: symbolic links, devices and pipes are passed over.
 * @throws RangeError where the folder holds more than the limits allow; the file system's own error where it cannot be read.
 */
export function readFolder(root: string, limits: FolderLimits = DEFAULT_LIMITS): FileTree {
  const sources = new Map<string, Source>();
  const folders = [""];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) folders.push(path);
      else if (entry.isFile()) sources.set(path, readSource(join(root, path), path, limits));
      if (sources.size > limits.maxFiles) throw new RangeError(`${root} holds more than ${limits.maxFiles} files`);
    }
  }
  return fileTreeFromSources(sources);
}

/** O_NOFOLLOW: what became a link between being listed and being opened is refused. */
function readSource(file: string, name: string, limits: FolderLimits): Source {
  const descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile()) throw new RangeError(`${file} is not a regular file`);
    if (status.size > limits.maxFileOctets)
      throw new RangeError(`${file} is larger than ${limits.maxFileOctets} octets`);
    return sourceFromBytes(name, readFileSync(descriptor));
  } finally {
    closeSync(descriptor);
  }
}
