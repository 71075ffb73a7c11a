import type { DomainName } from "../../../dns/index.ts";
import type { FileTree, Parsed } from "../../../text/index.ts";
import { type Dispenser, parseGoDuration, parseGoInteger, zonesFromArguments } from "../../corefile/index.ts";
import type { SettingsContext } from "../../plugin-entry.ts";
import { onlyUse, readFallthrough, settled } from "../settings-helpers.ts";

/** plugin/hosts. */
export interface HostsSettings {
  /** The hosts file as it stands among the files. It is read even if there are lines in the Corefile. */
  readonly path: string;
  /** What stood in that file when the line was read; empty where it is missing. */
  readonly contents: string;
  readonly zones: readonly DomainName[];
  /** Lines of the Corefile, in a hosts file's form. */
  readonly inline: readonly string[];
  /** Seconds. */
  readonly ttl: number;
  /** Whether PTR questions are answered from the entries. */
  readonly answersReverse: boolean;
  /** How often the file is looked at; 0: never again. */
  readonly reloadMs: number;
  /** Empty: no fallthrough. */
  readonly fallthrough: readonly DomainName[];
  /** Whether questions for other types than A, AAAA and PTR go on, whatever the name. */
  readonly passesOtherTypes: boolean;
}

type Draft = { -readonly [Field in keyof HostsSettings]: HostsSettings[Field] };
type ReadProperty = (draft: Draft, dispenser: Dispenser) => void;

const DEFAULT_PATH = "/etc/hosts";
const MAX_TTL_SECONDS = 65_535;

const properties: ReadonlyMap<string, ReadProperty> = new Map<string, ReadProperty>([
  ["fallthrough", (draft, dispenser) => (draft.fallthrough = readFallthrough(dispenser))],
  ["fallthrough_unsupported", readOtherTypes],
  ["no_reverse", (draft) => (draft.answersReverse = false)],
  ["ttl", readTtl],
  ["reload", readReload],
]);

/** plugin/hosts/setup.go hostsParse. */
export function readHostsSettings(dispenser: Dispenser, context: SettingsContext): Parsed<HostsSettings> {
  const draft: Draft = {
    path: DEFAULT_PATH,
    contents: "",
    zones: context.zones,
    inline: [],
    ttl: 3600,
    answersReverse: true,
    reloadMs: 5000,
    fallthrough: [],
    passesOtherTypes: false,
  };
  onlyUse(dispenser, () => {
    readArguments(draft, dispenser, context);
    draft.contents = readText(context.files, draft.path);
    while (dispenser.nextInBlock()) readProperty(draft, dispenser);
    if (draft.passesOtherTypes && draft.fallthrough.length === 0) {
      dispenser.problem("fallthrough_unsupported requires fallthrough");
    }
  });
  return settled(draft, dispenser);
}

/** `hosts [FILE [ZONES]]`; a file that is missing may appear later. */
function readArguments(draft: Draft, dispenser: Dispenser, context: SettingsContext): void {
  const [path, ...zones] = dispenser.remainingTokens();
  if (path === undefined) return;
  draft.path = context.resolveFile(path.text);
  draft.zones = zonesFromArguments(
    zones.map(({ text }) => text),
    context.zones,
  );
  const found = context.files.lookUp(draft.path);
  if (found.kind === "missing") {
    dispenser.warning(`File does not exist: ${path.text}`, { at: path.span, code: "COREFILE_MISSING_FILE" });
  } else if (found.kind === "directory") {
    dispenser.warning(`Hosts file "${path.text}" is a directory`, { at: path.span, code: "COREFILE_MISSING_FILE" });
  } else if (found.kind === "refused") {
    dispenser.problem(`unable to access hosts file '${path.text}': ${found.reason}`, { at: path.span });
  }
}

/** Any other word begins a line of a hosts file, until `fallthrough` has been seen. */
function readProperty(draft: Draft, dispenser: Dispenser): void {
  const read = properties.get(dispenser.value);
  if (read !== undefined) read(draft, dispenser);
  else if (draft.fallthrough.length === 0) {
    draft.inline = [...draft.inline, [dispenser.value, ...dispenser.remainingArguments()].join(" ")];
  } else dispenser.unknownProperty([...properties.keys()]);
}

function readOtherTypes(draft: Draft, dispenser: Dispenser): void {
  if (dispenser.remainingArguments().length > 0) dispenser.wrongArguments();
  draft.passesOtherTypes = true;
}

/** Further arguments are ignored. */
function readTtl(draft: Draft, dispenser: Dispenser): void {
  const [text] = dispenser.remainingArguments();
  const ttl = text === undefined ? null : parseGoInteger(text);
  if (text === undefined) dispenser.problem("ttl needs a time in second");
  else if (ttl === null) dispenser.problem("ttl needs a number of second");
  else if (ttl <= 0 || ttl > MAX_TTL_SECONDS) dispenser.problem("ttl provided is invalid");
  else draft.ttl = ttl;
}

function readReload(draft: Draft, dispenser: Dispenser): void {
  const words = dispenser.remainingArguments();
  const [text = ""] = words;
  const interval = parseGoDuration(text);
  if (words.length !== 1) dispenser.problem("reload needs a duration (zero seconds to disable)");
  else if (interval === null) dispenser.problem(`invalid duration for reload '${text}'`);
  else if (interval < 0) dispenser.problem(`invalid negative duration for reload '${text}'`);
  else draft.reloadMs = interval;
}

/** The file as text; what is not UTF-8 in it can stand in no name that is asked for. */
export function readText(files: FileTree, path: string): string {
  const found = files.lookUp(path);
  return found.kind === "file" ? new TextDecoder().decode(found.source.bytes) : "";
}
