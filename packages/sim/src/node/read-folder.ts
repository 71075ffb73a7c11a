import { type Dirent, fstatSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { type FileTree, type Source, sourceFromBytes } from "@splithorizon/core";
import { folderTree } from "./folder-tree.ts";
import { listInside, openInside } from "./open-inside.ts";

/** What a folder may hold before reading stops. */
export interface FolderLimits {
  /** Files and folders together. */
  readonly maxFiles: number;
  /** A larger file is not read. */
  readonly maxFileOctets: number;
  /** Of all files together. */
  readonly maxOctets: number;
}

const MEBIBYTE = 1024 * 1024;
const DEFAULT_LIMITS: FolderLimits = { maxFiles: 10_000, maxFileOctets: 128 * MEBIBYTE, maxOctets: 1024 * MEBIBYTE };

/** Folders that hold no site's files, and very many others. */
const NEVER_READ: ReadonlySet<string> = new Set([".git", "node_modules"]);

/**
 * Reads every regular file below a folder. Nothing outside it can be reached: symbolic links, devices and pipes are
 * refused, and so is what is too large or may not be read; the tree says so of each of them when it is asked for.
 * @throws RangeError where the folder holds more than the limits allow; the file system's own error where it is not there.
 */
export function readFolder(root: string, limits: Partial<FolderLimits> = {}): FileTree {
  const reader = new FolderReader(realpathSync(root), { ...DEFAULT_LIMITS, ...limits });
  reader.read();
  return folderTree(reader.sources, reader.refused);
}

class FolderReader {
  readonly sources = new Map<string, Source>();
  /** By path: why it was not read. */
  readonly refused = new Map<string, string>();
  readonly #root: string;
  readonly #limits: FolderLimits;
  #entries = 0;
  #octets = 0;

  /** `root` without symbolic links. */
  constructor(root: string, limits: FolderLimits) {
    this.#root = root;
    this.#limits = limits;
  }

  read(): void {
    const folders = [""];
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      for (const entry of this.#list(folder)) {
        const path = `${folder}/${entry.name}`;
        this.#count();
        if (entry.isFile()) this.#readFile(path);
        else if (!entry.isDirectory()) this.refused.set(path, kindOf(entry));
        else if (NEVER_READ.has(entry.name)) this.refused.set(path, `no folder ${entry.name} is read`);
        else folders.push(path);
      }
    }
  }

  #count(): void {
    this.#entries += 1;
    const { maxFiles } = this.#limits;
    if (this.#entries > maxFiles) throw new RangeError(`${this.#root} holds more than ${maxFiles} files and folders`);
  }

  /** The root must be readable; a folder below it that is not is refused. */
  #list(folder: string): readonly Dirent[] {
    const path = join(this.#root, folder);
    try {
      return listInside(path);
    } catch (fault) {
      if (folder === "") throw fault;
      this.refused.set(folder, reasonOf(fault));
      return [];
    }
  }

  #readFile(path: string): void {
    const { maxFileOctets, maxOctets } = this.#limits;
    const read = readRegularFile(join(this.#root, path), maxFileOctets);
    if (typeof read === "string") {
      this.refused.set(path, read);
      return;
    }
    this.#octets += read.length;
    if (this.#octets > maxOctets) throw new RangeError(`${this.#root} holds more than ${maxOctets} octets`);
    this.sources.set(path, sourceFromBytes(path, read));
  }
}

/** The octets, or why they are not read. */
function readRegularFile(file: string, maxOctets: number): Uint8Array | string {
  try {
    return openInside(file, 0, (descriptor) => {
      const status = fstatSync(descriptor);
      if (!status.isFile()) return "it is not a regular file";
      if (status.size > maxOctets) return `it is larger than ${maxOctets} octets`;
      return readFileSync(descriptor);
    });
  } catch (fault) {
    return reasonOf(fault);
  }
}

function kindOf(entry: Dirent): string {
  if (entry.isSymbolicLink()) return "it is a symbolic link";
  if (entry.isFIFO()) return "it is a pipe";
  if (entry.isSocket()) return "it is a socket";
  return "it is a device";
}

function reasonOf(fault: unknown): string {
  const code = fault instanceof Error && "code" in fault ? fault.code : null;
  if (code === "EACCES" || code === "EPERM") return "it may not be read";
  if (code === "ELOOP" || code === "ENOTDIR") return "it moved while it was read";
  return fault instanceof Error ? fault.message : String(fault);
}
