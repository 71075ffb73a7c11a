import type { Dirent } from "node:fs";
import { closeSync, constants, openSync, readdirSync, readlinkSync, realpathSync } from "node:fs";

/** Whether the system tells where a descriptor leads (Linux's proc(5)). */
const TELLS_PATHS = pathOf(0, null) !== null;

/**
 * Opens a file or folder and gives its descriptor to `use`. `path` has no symbolic links in it, and none is followed:
 * not even one that took the place of the file, or of a folder above it, since it was listed. Waits for no pipe.
 * @throws the file system's error.
 */
export function openInside<T>(path: string, flags: number, use: (descriptor: number) => T): T {
  const descriptor = openSync(path, flags | constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    if (pathOf(descriptor, path) !== path) throw new Error("it moved while it was read");
    return use(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * The entries of a folder: by its descriptor where that can be, so that its path need not be walked again.
 * @throws the file system's error.
 */
export function listInside(path: string): readonly Dirent[] {
  const entriesOf = (folder: string): readonly Dirent[] => readdirSync(folder, { withFileTypes: true });
  if (TELLS_PATHS)
    return openInside(path, constants.O_DIRECTORY, (descriptor) => entriesOf(`/proc/self/fd/${descriptor}`));
  if (realpathSync(path) !== path) throw new Error("it moved while it was read");
  return entriesOf(path);
}

function pathOf(descriptor: number, path: string | null): string | null {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`);
  } catch {
    return path === null ? null : realpathSync(path);
  }
}
