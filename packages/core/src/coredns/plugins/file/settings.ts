import { appendAll } from "../../../append.ts";
import type { DomainName } from "../../../dns/index.ts";
import type { Diagnostic, Parsed, Source } from "../../../text/index.ts";
import {
  type Dispenser,
  durationFault,
  parseGoDuration,
  type Token,
  zonesFromArguments,
} from "../../corefile/index.ts";
import { type GoZone, loadGoZone } from "../../go-zone/index.ts";
import type { SettingsContext } from "../../plugin-entry.ts";
import { readFallthrough } from "../settings-helpers.ts";

/** All `file` lines of a block. */
export interface FileSettings {
  /** By origin; of several lines for one origin the last one stands. */
  readonly zones: readonly FileZone[];
  /** Of whichever line; it holds for all. Empty: no fallthrough. */
  readonly fallthrough: readonly DomainName[];
}

/** One zone of a `file` line. */
export interface FileZone {
  readonly origin: DomainName;
  readonly path: string;
  /** The file that was read; null: none was there. */
  readonly source: Source | null;
  /** null: not loaded, which is answered SERVFAIL. */
  readonly zone: GoZone | null;
  /** How often the file is looked at; 0: never again. */
  readonly reloadMs: number;
  /** Whether a newer file is taken even if its serial has not changed. */
  readonly reloadsByTime: boolean;
}

interface Draft {
  readonly zones: Map<string, FileZone>;
  readonly diagnostics: Diagnostic[];
  fallthrough: readonly DomainName[];
  reloadMs: number;
  reloadsByTime: boolean;
  /** The last file that could not be opened; no line behind it is loaded at start. */
  missing: Token | null;
}

const DEFAULT_RELOAD_MS = 60_000;
const PROPERTIES = ["fallthrough", "reload", "reload_by_mtime", "upstream"] as const;

/** plugin/file/setup.go fileParse. `reload` of one line holds for those behind it too. */
export function readFileSettings(dispenser: Dispenser, context: SettingsContext): Parsed<FileSettings> {
  const draft: Draft = {
    zones: new Map(),
    diagnostics: [],
    fallthrough: [],
    reloadMs: DEFAULT_RELOAD_MS,
    reloadsByTime: false,
    missing: null,
  };
  while (dispenser.next()) readLine(draft, dispenser, context);
  reportMissing(draft, dispenser);
  const value = { zones: [...draft.zones.values()], fallthrough: draft.fallthrough };
  return { value, diagnostics: [...dispenser.diagnostics, ...draft.diagnostics] };
}

function readLine(draft: Draft, dispenser: Dispenser, context: SettingsContext): void {
  const [file, ...zones] = dispenser.remainingTokens();
  if (file === undefined) dispenser.wrongArguments();
  const origins = zonesFromArguments(
    zones.map(({ text }) => text),
    context.zones,
  );
  const loaded = file === undefined ? [] : loadZones(draft, dispenser, context, file, origins);
  while (dispenser.nextInBlock()) readProperty(draft, dispenser);
  const { reloadMs, reloadsByTime } = draft;
  for (const zone of loaded) draft.zones.set(zone.origin.key, { ...zone, reloadMs, reloadsByTime });
}

type Loaded = Pick<FileZone, "origin" | "path" | "source" | "zone">;

function loadZones(
  draft: Draft,
  dispenser: Dispenser,
  context: SettingsContext,
  file: Token,
  origins: readonly DomainName[],
): readonly Loaded[] {
  const path = context.resolveFile(file.text);
  const found = context.files.lookUp(path);
  if (found.kind === "directory") dispenser.problem(`read ${file.text}: is a directory`, { at: file.span });
  else if (found.kind !== "file") draft.missing = file;
  return origins.map((origin): Loaded => {
    if (found.kind !== "file" || draft.missing !== null) return { origin, path, source: null, zone: null };
    const { zone, fault, diagnostics } = loadGoZone(found.source, path, origin, context.files, 0);
    if (fault !== null) dispenser.problem(fault, { at: file.span });
    appendAll(draft.diagnostics, diagnostics);
    return { origin, path, source: found.source, zone };
  });
}

/** Without `reload` a missing file is fatal; else CoreDNS starts and tries again. */
function reportMissing({ missing, reloadMs }: Draft, dispenser: Dispenser): void {
  if (missing === null) return;
  const where = { at: missing.span, code: "COREFILE_MISSING_FILE" } as const;
  const fault = `open ${missing.text}: no such file or directory`;
  if (reloadMs === 0) dispenser.problem(fault, where);
  else dispenser.warning(`Failed to open "${fault}": trying again in ${reloadMs / 1000}s`, where);
}

function readProperty(draft: Draft, dispenser: Dispenser): void {
  switch (dispenser.value) {
    case "fallthrough":
      draft.fallthrough = readFallthrough(dispenser);
      return;
    case "reload":
      draft.reloadMs = readReload(dispenser) ?? draft.reloadMs;
      return;
    case "reload_by_mtime":
      draft.reloadsByTime = true;
      return;
    case "upstream":
      dispenser.remainingArguments();
      return;
    default:
      dispenser.unknownProperty(PROPERTIES);
  }
}

/** Further arguments are ignored. A negative interval makes Go panic when the zone's ticker is made. */
function readReload(dispenser: Dispenser): number | null {
  const [text] = dispenser.remainingArguments();
  const interval = text === undefined ? null : parseGoDuration(text);
  if (text === undefined) dispenser.problem("reload duration value is expected");
  else if (interval === null) dispenser.problem(durationFault(text));
  else if (interval < 0) dispenser.problem("non-positive interval for NewTicker");
  else return interval;
  return null;
}
