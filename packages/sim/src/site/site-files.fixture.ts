import {
  type Diagnostic,
  type FileTree,
  fileTreeFromSources,
  placeOf,
  resolvePath,
  sourceFromText,
} from "@splithorizon/core";
import { loadSite } from "./load-site.ts";
import type { SiteTwin } from "./twin.ts";

/** Files of a site by their paths. */
export type SiteFiles = Readonly<Record<string, string>>;

export function treeOfFiles(files: SiteFiles): FileTree {
  return fileTreeFromSources(
    new Map(Object.entries(files).map(([path, text]) => [resolvePath("/", path), sourceFromText(path, text)])),
  );
}

/** `site.yaml:4:9 warning SITE_NO_GATEWAY No machine ...`. */
export function printSaid({ span, severity, code, message }: Diagnostic): string {
  return `${placeOf(span)} ${severity} ${code} ${message}`;
}

/** A twin of these files, and everything that is said about them. */
export function siteOfFiles(files: SiteFiles): { readonly twin: SiteTwin; readonly said: readonly string[] } {
  const { value, diagnostics } = loadSite(treeOfFiles(files));
  return { twin: value, said: diagnostics.map(printSaid) };
}

const decoder = new TextDecoder();

/** What a caret underlines, and what is said of it: `‹gw› "gw" is not an IP address.`, with the hint in parentheses. */
export function printUnderlined({ span, message, hint }: Diagnostic): string {
  const text = decoder.decode(span.source.bytes.subarray(span.start, span.end));
  return `‹${text}› ${message}${hint === undefined ? "" : ` (${hint})`}`;
}
