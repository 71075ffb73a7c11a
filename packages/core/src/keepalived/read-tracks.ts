import type { Statement } from "./ast.ts";
import type { Track, TrackedProcess, VrrpScript } from "./settings.ts";
import type { StatementReader } from "./statement-reader.ts";

/** What an instance can watch. */
export interface Watched {
  readonly scripts: readonly VrrpScript[];
  readonly processes: readonly TrackedProcess[];
}

interface Kind {
  readonly watched: readonly (VrrpScript | TrackedProcess)[];
  /** Its keyword. */
  readonly what: string;
}

/** vrrp_track.c alloc_track_script and alloc_track_process: each of what stands further up once. */
export function readTracks(
  statement: Statement,
  before: readonly Track[],
  kind: Kind,
  reader: StatementReader,
): readonly Track[] {
  const tracks = [...before];
  for (const inner of statement.block?.statements ?? []) {
    const track = readTrack(inner, tracks, kind, reader);
    if (track !== null) tracks.push(track);
  }
  return tracks;
}

function readTrack(statement: Statement, before: readonly Track[], kind: Kind, reader: StatementReader): Track | null {
  const name = reader.keywordOf(statement);
  const watched = kind.watched.find((candidate) => candidate.name === name);
  const [, option, weight] = statement.words;
  if (watched === undefined) {
    reader.ignored(statement, "KEEPALIVED_UNDEFINED", `No ${kind.what} above is called "${name}"`);
  } else if (before.some((track) => track.name === name)) {
    reader.ignored(statement, "KEEPALIVED_DUPLICATE", `"${name}" is tracked already`);
  } else if (option !== undefined && (option.value !== "weight" || weight === undefined)) {
    reader.ignored(statement, "KEEPALIVED_BAD_VALUE", `"${name}" takes "weight" and a number`);
  } else
    return {
      name,
      weight: weightOf(statement, reader) ?? watched.weight,
      reverse: isReverse(statement, watched, reader),
      span: statement.span,
    };
  return null;
}

const MOST_WEIGHT = 254;

/** null: nothing that counts. 254 is taken for 253. */
function weightOf(statement: Statement, reader: StatementReader): number | null {
  const text = statement.words[2]?.value;
  if (text === undefined) return null;
  const value = Number(text);
  if (/^[-+]?\d{1,9}$/.test(text) && Math.abs(value) <= MOST_WEIGHT) return Math.min(253, Math.max(-253, value));
  reader.warn(
    statement.span,
    "KEEPALIVED_BAD_VALUE",
    `A weight is from -253 to 253, not "${text}"; keepalived ignores it.`,
  );
  return null;
}

function isReverse(statement: Statement, watched: VrrpScript | TrackedProcess, reader: StatementReader): boolean {
  const option = statement.words[3]?.value;
  if (option === "reverse") return true;
  if (option === "noreverse") return false;
  if (option !== undefined) {
    reader.warn(statement.span, "KEEPALIVED_BAD_VALUE", `"${option}" is no option of a weight; keepalived ignores it.`);
  }
  return watched.reverse;
}

/** `track_interface`: which interfaces there are is not known here. */
export function readInterfaces(statement: Statement): readonly Track[] {
  return (statement.block?.statements ?? []).map((inner) => {
    const at = inner.words.findIndex(({ value }) => value === "weight");
    const weight = at === -1 ? "" : (inner.words[at + 1]?.value ?? "");
    return {
      name: inner.words[0]?.value ?? "",
      weight: /^[-+]?\d{1,3}$/.test(weight) ? Number(weight) : null,
      reverse: inner.words.some(({ value }) => value === "reverse"),
      span: inner.span,
    };
  });
}
