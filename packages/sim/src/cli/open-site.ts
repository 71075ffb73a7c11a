import { lstatSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import {
  type Diagnostic,
  type FileTree,
  fileTreeFromSources,
  printDiagnostic,
  sourceFromBytes,
} from "@splithorizon/core";
import { readFolder, siteRootOf } from "../node/index.ts";
import { loadSite, loadSiteFrom, type SiteTwin, siteForFiles } from "../site/index.ts";
import { CliFault, type CliIo } from "./io.ts";

/** A site that was read, and what is wrong with its files. */
export interface OpenedSite {
  readonly twin: SiteTwin;
  readonly files: FileTree;
  readonly diagnostics: readonly Diagnostic[];
}

/** Whether a word of the command line names a site: a path, and not a domain name. */
export function isSiteWord(word: string, io: CliIo): boolean {
  if (word.startsWith("@") || word.startsWith("+") || word.startsWith("-")) return false;
  const status = statusOf(resolve(io.workingDirectory, word));
  if (status === null) return word.includes("/") && !/^[^/]*\/\d+$/.test(word);
  return (
    word.includes("/") || word.startsWith(".") || status === "file" || hasSiteFile(resolve(io.workingDirectory, word))
  );
}

/** Whether a word that may be a domain name is a folder too. */
export function isFolder(word: string, io: CliIo): boolean {
  return statusOf(resolve(io.workingDirectory, word)) === "directory";
}

function hasSiteFile(folder: string): boolean {
  return statusOf(join(folder, "site.yaml")) === "file";
}

function statusOf(path: string): "file" | "directory" | null {
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (status?.isSymbolicLink() === true) return statusOfLink(path);
  return status?.isFile() === true ? "file" : status?.isDirectory() === true ? "directory" : null;
}

/** What an operator names on the command line may be a link; what the site's files point at may not. */
function statusOfLink(path: string): "file" | "directory" | null {
  try {
    readFileSync(path);
    return "file";
  } catch (fault) {
    return fault instanceof Error && "code" in fault && fault.code === "EISDIR" ? "directory" : null;
  }
}

/**
 * Opens a site: a folder with site.yaml, site.yaml itself, or a folder or file that makes a partial site.
 * Errors in its files are written to standard error; the twin answers as far as they let it.
 */
export function openSite(word: string | null, io: CliIo): OpenedSite {
  const opened = readSite(resolve(io.workingDirectory, word ?? "."));
  const errors = opened.diagnostics.filter(({ severity }) => severity === "error");
  for (const error of errors) io.err(`${printDiagnostic(error)}\n`);
  return opened;
}

/** As {@link openSite}, without a word about what is wrong. */
export function readSite(path: string): OpenedSite {
  const status = statusOf(path);
  if (status === null) throw new CliFault(`There is no ${path}.`);
  if (status === "file" && basename(path) !== "site.yaml") return readPartialSite(lonelyFile(path), path);
  const folder = status === "file" ? dirname(path) : path;
  if (!hasSiteFile(folder)) return readPartialSite(readTree(folder), folder);
  const { root, folder: inside } = siteRootOf(folder);
  const files = readTree(root);
  const { value: twin, diagnostics } = loadSite(files, inside === "/" ? "/site.yaml" : `${inside}/site.yaml`);
  return { twin, files, diagnostics };
}

function readTree(folder: string): FileTree {
  try {
    return readFolder(folder);
  } catch (fault) {
    throw new CliFault(`${folder} cannot be read: ${fault instanceof Error ? fault.message : String(fault)}`);
  }
}

function lonelyFile(path: string): FileTree {
  const name = `/${basename(path)}`;
  return fileTreeFromSources(new Map([[name, sourceFromBytes(name, readFileSync(path))]]));
}

function readPartialSite(given: FileTree, path: string): OpenedSite {
  const made = siteForFiles(given);
  if (made === null) {
    throw new CliFault(
      `${path} is no site: it has neither site.yaml nor a Corefile, manifests, a named.conf or zone files. Try: splithorizon init`,
    );
  }
  const { source, files } = made;
  const { value: twin, diagnostics } = loadSiteFrom(source, files, "/");
  return { twin, files, diagnostics };
}
