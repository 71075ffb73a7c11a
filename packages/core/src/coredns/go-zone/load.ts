import { type DomainName, sameName } from "../../dns/index.ts";
import { type Diagnostic, type FileTree, hasErrors, type Source } from "../../text/index.ts";
import { type GoZone, makeGoZone } from "./go-zone.ts";
import { readGoZone } from "./reader.ts";

/** What came of reading a zone's file. */
export interface LoadedGoZone {
  /** null: what was there before stays. */
  readonly zone: GoZone | null;
  /** Why not, in CoreDNS's words; null where the lines themselves are wrong. */
  readonly fault: string | null;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * plugin/file/file.go Parse. With the serial that was loaded before, a file with the same one is not taken; -1: none was.
 * At start that serial is 0.
 */
export function loadGoZone(
  source: Source,
  path: string,
  origin: DomainName,
  files: FileTree,
  serial: number,
): LoadedGoZone {
  const { value: records, diagnostics } = readGoZone(source, path, origin, files);
  const failed = (fault: string | null): LoadedGoZone => ({ zone: null, fault, diagnostics });
  if (hasErrors(diagnostics)) return failed(null);
  let isFirstSoa = true;
  for (const { owner, data } of records) {
    if (data.type === "NSEC3" || data.type === "NSEC3PARAM") {
      return failed(`NSEC3 zone is not supported, dropping RR: ${owner.text} for zone: ${origin.text}`);
    }
    if (data.type !== "SOA") continue;
    if (!sameName(owner, origin)) {
      return failed(`file "${path}" has SOA owner ${owner.text} that does not match origin ${origin.text}`);
    }
    if (isFirstSoa && data.serial === serial) {
      return failed(`no change in SOA serial for origin ${origin.text} in file ${path}, with ${serial} SOA serial`);
    }
    isFirstSoa = false;
  }
  if (isFirstSoa) return failed(`file "${path}" has no SOA record for origin ${origin.text}`);
  return { zone: makeGoZone(origin, records), fault: null, diagnostics };
}
