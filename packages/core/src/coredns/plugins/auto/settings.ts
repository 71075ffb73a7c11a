import type { DomainName } from "../../../dns/index.ts";
import { parseName } from "../../../dns/index.ts";
import type { Parsed } from "../../../text/index.ts";
import { type Dispenser, durationFault, parseGoDuration, zonesFromArguments } from "../../corefile/index.ts";
import { type GoRegexp, parseGoRegexp } from "../../go-regexp/index.ts";
import { type GoZone, loadGoZone } from "../../go-zone/index.ts";
import type { SettingsContext } from "../../plugin-entry.ts";
import { settled } from "../settings-helpers.ts";
import { expandTemplate } from "./expand.ts";
import { filesBelow } from "./walk.ts";

/** A file whose name says which zone it holds, and which could be read. */
export interface AutoZone {
  readonly origin: DomainName;
  readonly path: string;
  readonly zone: GoZone;
}

/** plugin/auto: a folder of zone files. */
export interface AutoSettings {
  /** Names below which it answers at all. */
  readonly origins: readonly DomainName[];
  readonly zones: readonly AutoZone[];
  /** What is not modelled; null: nothing. */
  readonly unsupported: string | null;
}

interface Draft {
  origins: readonly DomainName[];
  directory: string;
  pattern: GoRegexp | null;
  template: string;
  unsupported: string | null;
}

const MAX_PATTERN = 10_000;
const PROPERTIES = ["directory", "reload", "upstream"] as const;

/** plugin/auto/setup.go autoParse, and walk.go as it goes over the folder at start. */
export function readAutoSettings(dispenser: Dispenser, context: SettingsContext): Parsed<AutoSettings> {
  // Words without a directory walk over the one that the process stands in.
  const draft: Draft = { origins: [], directory: "", pattern: null, template: "$1", unsupported: null };
  while (dispenser.next()) {
    draft.origins = zonesFromArguments(dispenser.remainingArguments(), context.zones);
    while (dispenser.nextInBlock()) readProperty(draft, dispenser, context);
  }
  const zones = loadZones(draft, dispenser, context);
  return settled({ origins: draft.origins, zones, unsupported: draft.unsupported }, dispenser);
}

function readProperty(draft: Draft, dispenser: Dispenser, context: SettingsContext): void {
  switch (dispenser.value) {
    case "directory":
      readDirectory(draft, dispenser, context);
      return;
    case "reload":
      readReload(dispenser);
      return;
    case "upstream":
      dispenser.remainingArguments();
      return;
    default:
      dispenser.unknownProperty(PROPERTIES);
  }
}

/** `directory DIR [REGEXP ORIGIN_TEMPLATE]`. */
function readDirectory(draft: Draft, dispenser: Dispenser, context: SettingsContext): void {
  const [directory, pattern, template, ...others] = dispenser.remainingTokens();
  if (directory === undefined) {
    dispenser.wrongArguments();
    return;
  }
  draft.directory = directory.text;
  if (context.files.lookUp(context.resolveFile(directory.text)).kind === "missing") {
    const where = { at: directory.span, code: "COREFILE_MISSING_FILE" } as const;
    dispenser.warning(`Directory does not exist: ${directory.text}`, where);
  }
  if (pattern === undefined || !readPattern(draft, pattern.text, dispenser)) return;
  if (template === undefined || others.length > 0) dispenser.wrongArguments();
  else draft.template = template.text.replaceAll("{", "${");
}

function readPattern(draft: Draft, text: string, dispenser: Dispenser): boolean {
  const pattern = parseGoRegexp(text);
  if (text.length > MAX_PATTERN) dispenser.problem("regexp too large");
  else if (!("fault" in pattern)) {
    if (pattern.groupNames.length > 1) {
      draft.pattern = pattern;
      return true;
    }
    dispenser.problem("Need at least one sub expression");
  } else if (pattern.fault === "unsupported") {
    draft.unsupported ??= pattern.message;
    dispenser.unsupported(pattern.message);
  } else dispenser.problem(`error parsing regexp: ${pattern.message}`);
  return false;
}

function readReload(dispenser: Dispenser): void {
  const [text] = dispenser.remainingArguments();
  const interval = text === undefined ? null : parseGoDuration(text);
  if (text === undefined) dispenser.problem("reload duration value is expected");
  else if (interval === null) dispenser.problem(durationFault(text));
  else if (interval < 0) dispenser.problem("invalid duration");
}

/** Of several files for one zone the first one counts; what cannot be read is left out. */
function loadZones(draft: Draft, dispenser: Dispenser, context: SettingsContext): readonly AutoZone[] {
  const zones = new Map<string, AutoZone>();
  for (const path of filesBelow(context.files, context.resolveFile(draft.directory))) {
    const origin = originOf(draft, path.slice(path.lastIndexOf("/") + 1));
    const found = context.files.lookUp(path);
    if (origin === null || found.kind !== "file" || zones.has(origin.text)) continue;
    const { zone, fault, diagnostics } = loadGoZone(found.source, path, origin, context.files, 0);
    if (zone !== null) zones.set(origin.text, { origin, path, zone });
    else dispenser.warning(`Parse zone \`${origin.text}': ${fault ?? diagnostics[0]?.message ?? ""}`);
  }
  return [...zones.values()];
}

function originOf({ pattern, template }: Draft, file: string): DomainName | null {
  const used = pattern ?? DEFAULT_PATTERN;
  const groups = used.match(file);
  const text = groups === null ? "" : expandTemplate(template, groups, used.groupNames);
  const name = text === "" ? "empty-name" : parseName(text);
  return typeof name === "string" ? null : name;
}

/** `db\.(.*)`. */
const DEFAULT_PATTERN: GoRegexp = {
  source: "db\\.(.*)",
  groupNames: ["", ""],
  match: (text) => {
    const at = text.indexOf("db.");
    return at === -1 ? null : [text.slice(at), text.slice(at + 3)];
  },
};
