import type { Statement } from "./ast.ts";
import { isUnsupported } from "./keepalived-support.ts";
import { leadingNumber } from "./numbers.ts";
import type { TrackedProcess, VrrpScript } from "./settings.ts";
import type { StatementReader } from "./statement-reader.ts";

type Draft<Settings> = { -readonly [Field in keyof Settings]: Settings[Field] };
type ReadKeyword<Settings> = (draft: Draft<Settings>, statement: Statement, reader: StatementReader) => void;

/** `init_fail` is not among them: it is forgotten as soon as an instance tracks the script (vrrp_track.c alloc_track_script). */
const scriptKeywords: ReadonlyMap<string, ReadKeyword<VrrpScript>> = new Map<string, ReadKeyword<VrrpScript>>([
  ["script", (draft, statement) => (draft.command = restOf(statement))],
  ["interval", (draft, statement, reader) => (draft.intervalMs = wholeSeconds(statement, draft.intervalMs, reader))],
  ["timeout", (draft, statement, reader) => (draft.timeoutMs = wholeSeconds(statement, draft.timeoutMs ?? 0, reader))],
  [
    "weight",
    (draft, statement, reader) => {
      const weight = leadingNumber(statement.words[1]?.value ?? "");
      // It is complained about, and taken all the same.
      draft.weight = reader.wholeNumber(statement, { least: -253, most: 253, fallback: weight });
      if (isReversed(statement, reader)) draft.reverse = true;
    },
  ],
  ["rise", (draft, statement, reader) => (draft.rise = reader.wholeNumber(statement, ONE_AT_LEAST))],
  ["fall", (draft, statement, reader) => (draft.fall = reader.wholeNumber(statement, ONE_AT_LEAST))],
]);

const ONE_AT_LEAST = { least: 1, most: 999_999_999, fallback: 1 };
/** UINT_MAX / TIMER_HZ. */
const MOST_SECONDS = 4294;

/** vrrp_vscript_interval_handler: 0 is taken for 1. */
function wholeSeconds(statement: Statement, beforeMs: number, reader: StatementReader): number {
  const rule = { least: 0, most: MOST_SECONDS, fallback: -1 };
  const seconds = reader.wholeNumber(statement, rule);
  return seconds === -1 ? beforeMs : 1000 * Math.max(1, seconds);
}

/** None where it has no command: keepalived removes it. */
export function readScript(statement: Statement, reader: StatementReader): readonly VrrpScript[] {
  const draft: Draft<VrrpScript> = {
    name: reader.word(statement) ?? "",
    command: "",
    intervalMs: 1000,
    timeoutMs: null,
    weight: 0,
    reverse: false,
    rise: 1,
    fall: 1,
    span: statement.span,
  };
  for (const inner of statement.block?.statements ?? []) {
    scriptKeywords.get(reader.keywordOf(inner))?.(draft, inner, reader);
  }
  if (draft.command !== "") return [draft];
  reader.ignored(statement, "KEEPALIVED_MISSING_VALUE", `The script "${draft.name}" has no command`);
  return [];
}

/** None where it names no process. */
export function readProcess(statement: Statement, reader: StatementReader): readonly TrackedProcess[] {
  const draft: Draft<TrackedProcess> = {
    name: reader.word(statement) ?? "",
    process: "",
    weight: 0,
    reverse: false,
    span: statement.span,
  };
  for (const inner of statement.block?.statements ?? []) {
    const keyword = reader.keywordOf(inner);
    if (keyword === "process") readProcessName(draft, inner, reader);
    else if (keyword === "weight") readProcessWeight(draft, inner, reader);
    else if (isUnsupported("vrrp_track_process", keyword)) reader.unsupported(inner);
  }
  if (draft.process !== "") return [draft];
  reader.ignored(statement, "KEEPALIVED_MISSING_VALUE", `"${draft.name}" names no process`);
  return [];
}

/** vrrp_tprocess_process_handler: the first one counts. */
function readProcessName(draft: Draft<TrackedProcess>, statement: Statement, reader: StatementReader): void {
  if (draft.process === "") draft.process = restOf(statement);
  else reader.ignored(statement, "KEEPALIVED_DUPLICATE", `There is already a process, "${draft.process}"`);
}

/** vrrp_tprocess_weight_handler: the first one that is not 0 counts. */
function readProcessWeight(draft: Draft<TrackedProcess>, statement: Statement, reader: StatementReader): void {
  if (draft.weight !== 0) {
    reader.ignored(statement, "KEEPALIVED_DUPLICATE", "There is a weight already");
    return;
  }
  if (statement.words[1] === undefined) {
    reader.ignored(statement, "KEEPALIVED_MISSING_VALUE", '"weight" has no number');
    return;
  }
  draft.weight = reader.wholeNumber(statement, { least: -254, most: 254, fallback: 0 });
  if (isReversed(statement, reader)) draft.reverse = true;
}

function isReversed(statement: Statement, reader: StatementReader): boolean {
  const option = statement.words[2]?.value;
  if (option === undefined || option === "reverse") return option === "reverse";
  reader.warn(statement.span, "KEEPALIVED_BAD_VALUE", `"${option}" is no option of a weight; keepalived ignores it.`);
  return false;
}

function restOf(statement: Statement): string {
  return statement.words
    .slice(1)
    .map(({ value }) => value)
    .join(" ");
}
