import type { Diagnostic, Source } from "../../../text/index.ts";
import type { NamedConf } from "../named-conf.ts";
import { makeContext } from "./context.ts";
import { checkDefinitions } from "./definitions.ts";
import { checkDirectory, checkZoneFiles } from "./files.ts";
import { checkOptions } from "./options.ts";
import { checkZones } from "./zones.ts";

/** How much of the host's file system is in the tree. */
export interface CheckOptions {
  /**
   * `none`: file names are not looked up. `zone-files`: those of primary zones are. `everything`: the working directory too,
   * as named-checkconf does.
   */
  readonly files: "none" | "zone-files" | "everything";
}

/**
 * What named-checkconf says after it has read a file: what must hold between statements.
 * Errors are those with which named does not start. Acls that are undefined or loop are reported by `bindSettings`.
 */
export function checkNamedConf(conf: NamedConf, options: CheckOptions = { files: "none" }): readonly Diagnostic[] {
  const context = makeContext(conf, options.files === "everything");
  checkZones(context);
  checkOptions(context);
  checkDefinitions(context);
  if (options.files === "everything") checkDirectory(context);
  if (options.files !== "none") checkZoneFiles(context);
  return withoutRepetition(context.diagnostics);
}

/** What every view, or every zone, finds in the same statement is said once. */
function withoutRepetition(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Map<Source | null, Set<string>>();
  return diagnostics.filter(({ span, message }) => {
    const source = span?.source ?? null;
    const said = seen.get(source) ?? new Set<string>();
    seen.set(source, said);
    const key = `${span?.start ?? 0} ${message}`;
    if (said.has(key)) return false;
    said.add(key);
    return true;
  });
}
